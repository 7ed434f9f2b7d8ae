// A damaged case is not copied as a good one, and stops no other: `archive export`, `archive import` of an archive.
import { appendFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { caseIds, initArchive, verifyArchive } from "../../src/archive/index.ts";
import { type Exported, exportCases } from "../../src/reanalysis/copy.ts";
import { importCases, type ImportOutcome } from "../../src/reanalysis/import.ts";
import { DEFAULTS } from "../helpers/analyse.ts";
import { cloneCase, quietIo } from "../helpers/archive.ts";
import { archiveOfAll, filesOf } from "../helpers/flips.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const archive = join(folder, "archive");
const now = new Date("2024-03-02T00:00:00.000Z");
const C1 = join(archive, "cases/C1");
let serial = 0;
const fresh = (): string => join(folder, `to-${(serial += 1)}`);

beforeAll(async () => {
  await archiveOfAll(archive, folder);
  cloneCase(archive, "C1", "C3");
});

function exported(output: string, cases: string[] = []): Promise<Exported> {
  return exportCases({ archive, cases, output, by: "me", now });
}

function imported(to: string): Promise<ImportOutcome[]> {
  initArchive(to, now);
  const add = {
    status: "open" as const,
    consent: { given: true, until: null },
    assay: undefined,
    by: "me",
    panelVersions: [],
  };
  const analyse = { ...DEFAULTS, vcfs: [], panels: [] };
  return importCases({ archive: to, files: [archive], add, analyse }, quietIo());
}

/** What becomes of C1 when its file is another, by both ways; the file is as before then. */
async function expectRefused(path: string, change: () => void): Promise<void> {
  const kept = readFileSync(path);
  const log = readFileSync(join(C1, "log.jsonl"));
  change();
  try {
    const [bundle, other] = [fresh(), fresh()];
    const done = await exported(bundle);
    expect({ path, ...done }).toMatchObject({
      cases: ["C3"],
      failed: [{ case: "C1", code: "E_ARCHIVE" }],
    });
    expect(caseIds(bundle)).toEqual(["C3"]);
    expect(await verifyArchive(bundle, false)).toEqual([]);
    expect(await imported(other)).toMatchObject([
      { case: "C1", outcome: "failed", code: "E_ARCHIVE" },
      { case: "C3", outcome: "added" },
    ]);
    expect(caseIds(other)).toEqual(["C3"]);
  } finally {
    writeFileSync(path, kept);
    writeFileSync(join(C1, "log.jsonl"), log);
  }
}

describe("a copy of a case", () => {
  it("is refused where one bit of any of its files is another, and the others are copied", async () => {
    const files = filesOf(C1).filter((name) => name !== "head.json");
    expect(files).toEqual(expect.arrayContaining(["case.json", "family.ped", "log.jsonl"]));
    for (const name of files) {
      const path = join(C1, name);
      // oxlint-disable-next-line no-await-in-loop -- each alone
      await expectRefused(path, () => {
        const bytes = readFileSync(path);
        const at = bytes.length >> 1;
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      });
    }
  });

  it("is refused where a file is gone, or has more at its end", async () => {
    const [ped, file] = [join(C1, "family.ped"), join(C1, "case.json")];
    await expectRefused(ped, () => rmSync(ped));
    await expectRefused(file, () => appendFileSync(file, "\nx"));
  });

  it("has a head, whatever was in the place of the old one, and is whole", async () => {
    writeFileSync(join(C1, "head.json"), "{");
    const bundle = fresh();
    expect(await exported(bundle, ["C1", "C1"])).toMatchObject({ cases: ["C1"], failed: [] });
    expect(await verifyArchive(bundle, false)).toEqual([]);
  });

  it("of what is damaged alone makes no folder; a case that is not there is told before", async () => {
    const other = join(folder, "bad");
    cpSync(archive, other, { recursive: true });
    appendFileSync(join(other, "cases/C1/family.ped"), "\n");
    const output = fresh();
    const request = { archive: other, output, by: "me", now };
    const done = await exportCases({ ...request, cases: ["C1"] });
    expect(done.failed.map(({ message }) => message).join()).toContain("family.ped");
    expect(existsSync(output)).toBe(false);
    await expect(exportCases({ ...request, cases: ["C3", "C9"] })).rejects.toMatchObject({
      code: "E_INPUT_MISSING",
    });
    expect(existsSync(output)).toBe(false);
  });
});

it("archive export says what failed, and ends with 1", async () => {
  const other = join(folder, "told");
  cpSync(archive, other, { recursive: true });
  appendFileSync(join(other, "cases/C1/family.ped"), "\n");
  const ended = await runInProcess(["archive", "export", other, "-o", fresh()]);
  expect(ended.status).toBe(1);
  expect(ended.stdout).toMatch(/^C1: failed: E_ARCHIVE: .*family\.ped.*\n.*: 1 case, 1 failed\n$/);
});
