// The log: its line first, then the documents. What was not carried out is told from damage, and said.
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  commit,
  fileStep,
  inArchive,
  readCase,
  readVerdicts,
  type Step,
  verifyArchive,
  withCase,
} from "../../src/archive/index.ts";
import { readLog } from "../../src/archive/log.ts";
import { sealed } from "../../src/core/seal.ts";
import { osUser } from "../../src/io/os-user.ts";
import { ownSpace } from "../../src/io/process-space.ts";
import { setCase } from "../../src/reanalysis/set.ts";
import { giveVerdict } from "../../src/reanalysis/verdict.ts";
import { addHere, reanalyseHere } from "../helpers/archive.ts";
import { toldOfFlip } from "../helpers/flips.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const made = join(folder, "made");
const now = new Date("2024-03-01T00:00:00.000Z");
const entry = { date: now.toISOString(), by: "me", what: "set", detail: "a note" };
let serial = 0;

beforeAll(() =>
  addHere(made, "C1", {
    vcfs: ["test-data/demo/trio.vcf.gz"],
    ped: "test-data/demo/trio.ped",
    panels: ["epilepsy"],
  }),
);

function copy(): { archive: string; at: string; log: string } {
  const archive = join(folder, `copy-${(serial += 1)}`);
  cpSync(made, archive, { recursive: true });
  const at = inArchive.case(archive, "C1");
  return { archive, at, log: join(at, "log.jsonl") };
}

function whats(at: string): string[] {
  return readLog(at).lines.map(({ what }) => what);
}

/** As if the process had been killed at this file. */
function killed(step: Step): Step {
  return {
    files: step.files,
    write: () => {
      throw new Error("killed");
    },
  };
}

const note = (at: string, text: string): Step => fileStep(at, join(at, "note.txt"), text);

describe("a change whose process is killed after its line", () => {
  it("before its first file: the line stays, the next one says that it was not carried out", async () => {
    const { archive, at, log } = copy();
    const before = readFileSync(log);
    const change = withCase(archive, "C1", () =>
      Promise.resolve(commit(at, entry, [killed(note(at, "new"))])),
    );
    await expect(change).rejects.toThrow("killed");
    // Said by the same process; a killed one leaves the line alone.
    expect(whats(at)).toEqual(["add", "set", "interrupted"]);
    const [first = "", second = ""] = readFileSync(log, "utf8").split("\n");
    writeFileSync(log, `${first}\n${second}\n`);
    expect(Buffer.from(`${first}\n`)).toEqual(before);

    expect(await verifyArchive(archive, false)).toMatchObject([
      { path: "cases/C1/log.jsonl", problem: "unfinished", repaired: false },
    ]);
    expect(await verifyArchive(archive, true)).toMatchObject([{ repaired: true }]);
    expect(await verifyArchive(archive, false)).toEqual([]);
    expect(readLog(at).lines.at(-1)).toMatchObject({
      what: "interrupted",
      interrupted: { line: 2, files: ["note.txt"] },
    });
    await setCase({ archive, case: "C1", status: "solved", by: "me", now });
    expect(await verifyArchive(archive, false)).toEqual([]);
  });

  it("between its files: what was written is right, what was not is said, and the error says so", async () => {
    const { archive, at } = copy();
    const other = fileStep(at, join(at, "other.txt"), "other");
    const steps = [note(at, "new"), killed(other)];
    await expect(
      withCase(archive, "C1", () => Promise.resolve(commit(at, entry, steps))),
    ).rejects.toThrow("killed");
    expect(readLog(at).lines.at(-1)?.interrupted).toEqual({ line: 2, files: ["other.txt"] });
    expect(await verifyArchive(archive, false)).toEqual([]);
  });

  it("between a new dataset and case.json: the repair removes the dataset, and the log says so", async () => {
    const { archive, at } = copy();
    const dataset = join(at, "datasets/2");
    for (let killedTwice = 0; killedTwice < 2; killedTwice++) {
      mkdirSync(dataset, { recursive: true });
      const kept = fileStep(at, join(dataset, "genes.txt"), `genes ${killedTwice}`);
      const steps = [kept, killed(fileStep(at, join(at, "other.txt"), "other"))];
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(
        withCase(archive, "C1", () => Promise.resolve(commit(at, entry, steps))),
      ).rejects.toThrow("killed");
    }
    expect(await verifyArchive(archive, true)).toMatchObject([
      { path: "cases/C1/datasets/2", problem: "unfinished", repaired: true },
    ]);
    expect(existsSync(dataset)).toBe(false);
    expect(await verifyArchive(archive, false)).toEqual([]);
  });

  it.each(['"sha256"', '"number"', '"files"', '"what"'])(
    "one changed letter of %s is damage, not a log of an earlier program",
    async (key) => {
      const { archive, log } = copy();
      const text = readFileSync(log, "utf8");
      writeFileSync(log, text.replace(key, `${key.slice(0, -2)}~"`));
      expect((await verifyArchive(archive, false)).map(({ problem }) => problem)).toContain(
        "digest",
      );
    },
  );

  it("of a case of an earlier program damage is told too", async () => {
    const { archive, at, log } = copy();
    writeFileSync(
      log,
      '{"date":"2024-01-01T00:00:00.000Z","by":"x","what":"add","detail":"a.vcf"}\n',
    );
    expect((await verifyArchive(archive, false)).map(({ problem }) => problem)).toEqual([
      "undigested",
    ]);
    rmSync(join(at, "datasets/1/distilled.vcf.gz"));
    writeFileSync(join(at, "case.json"), "broken");
    const found = await verifyArchive(archive, false);
    expect(found.map(({ path }) => path)).toContain("cases/C1/case.json");
  });

  it("in the middle of the line: it is taken away, nothing was changed by it", async () => {
    const { archive, at, log } = copy();
    appendFileSync(log, '{"number":2,"date":"2024');
    expect(await verifyArchive(archive, true)).toMatchObject([
      { problem: "unfinished", repaired: true },
    ]);
    expect(await verifyArchive(archive, false)).toEqual([]);
    expect(whats(at)).toEqual(["add"]);
  });

  it("a file that is damaged since is damage, never taken for one that was not written", async () => {
    const { archive, at } = copy();
    await setCase({ archive, case: "C1", status: "solved", by: "me", now });
    const path = join(at, "case.json");
    writeFileSync(path, readFileSync(path, "utf8").replace("solved", "closed"));
    await withCase(archive, "C1", () => Promise.resolve());
    expect(whats(at)).toEqual(["add", "set"]);
    expect(await verifyArchive(archive, true)).toMatchObject([
      { path: "cases/C1/case.json", repaired: false },
    ]);
  });
});

describe("what the log holds against the files", () => {
  it.each([
    ["verdicts.json", "verdicts.json"],
    ["runs/1.json", "runs"],
    ["datasets/1/distilled.vcf.gz.tbi", "datasets/1/distilled.vcf.gz.tbi"],
  ])("%s that is gone is missed", async (name, told) => {
    const { archive, at } = copy();
    const about = { archive, case: "C1", variant: "16:78333196:A:T", by: "me", now };
    const said = { kind: "reported", class: "LP", why: null, date: "2024-03-01" } as const;
    await giveVerdict({ ...about, ...said });
    await setCase({ archive, case: "C1", status: "solved", by: "me", now });
    rmSync(join(at, name));
    const paths = (await verifyArchive(archive, false)).map(({ path }) => path);
    expect(paths).toContain(`cases/C1/${told}`);
  });

  it("an older copy of a document in its place is found, whole as it is", async () => {
    const { archive, at } = copy();
    const path = join(at, "case.json");
    const old = readFileSync(path);
    await setCase({ archive, case: "C1", status: "solved", by: "me", now });
    await setCase({ archive, case: "C1", consent: false, by: "me", now });
    writeFileSync(path, old);
    await withCase(archive, "C1", () => Promise.resolve());
    expect(await verifyArchive(archive, false)).toMatchObject([
      { path: "cases/C1/case.json", problem: "digest" },
    ]);
  });

  it("a line that is gone, and one that was sealed anew, are found", async () => {
    const { archive, log } = copy();
    await setCase({ archive, case: "C1", status: "solved", by: "me", now });
    await setCase({ archive, case: "C1", status: "open", by: "me", now });
    const [first = "", second = "", third = ""] = readFileSync(log, "utf8").split("\n");
    writeFileSync(log, `${first}\n${third}\n`);
    expect(await verifyArchive(archive, false)).toMatchObject([{ path: "cases/C1/log.jsonl" }]);
    const { sha256: _of, ...line } = JSON.parse(second) as { sha256: string; by: string };
    writeFileSync(log, `${first}\n${sealed({ ...line, by: "you" })}\n${third}\n`);
    expect(await verifyArchive(archive, false)).toMatchObject([
      { path: "cases/C1/log.jsonl", problem: "digest" },
    ]);
  });

  it("a dataset that a kill left is removed, under the case's lock", async () => {
    const { archive, at } = copy();
    cpSync(join(at, "datasets/1"), join(at, "datasets/2"), { recursive: true });
    writeFileSync(
      join(at, ".lock"),
      JSON.stringify({ host: "x", pid: 2 ** 22 + 1, space: ownSpace(), time: "", token: "t" }),
    );
    const faults = await verifyArchive(archive, true);
    expect(faults.map(({ path, repaired }) => [path, repaired])).toEqual([
      ["cases/C1/.lock", true],
      ["cases/C1/datasets/2", true],
    ]);
    expect(await verifyArchive(archive, false)).toEqual([]);
  });

  it("a file that nobody kept is told", async () => {
    const { archive, at } = copy();
    mkdirSync(join(at, "notes"));
    writeFileSync(join(at, "notes/mine.txt"), "");
    expect(await verifyArchive(archive, true)).toMatchObject([
      { path: "cases/C1/notes/mine.txt", problem: "stray", repaired: false },
    ]);
  });
});

it("lines and verdicts name the system's user beside the typed one, and are chained", async () => {
  const { archive, at } = copy();
  const about = { archive, case: "C1", variant: "16:78333196:A:T", by: "jd", now };
  const said = { kind: "dismissed", class: null, date: "2024-03-01" } as const;
  await giveVerdict({ ...about, ...said, why: "one" });
  await giveVerdict({ ...about, ...said, why: "two" });
  const user = osUser();
  expect(readLog(at).lines.at(-1)).toMatchObject({ by: "jd", ...(user && { user }) });
  const [one, two] = readVerdicts(at);
  expect(one).toMatchObject({ by: "jd", ...(user && { user }) });
  expect(two?.previous).toMatch(/^[0-9a-f]{64}$/);
});

/**
 * 0.1.0: all documents at version 1. 0.2.0: case, run and head at version 2, a verdict, a tombstone. Both are the
 * demo's trio, `--genes SCN1A,WWOX,GRIN2B`.
 */
describe.each([
  ["old-0.1.0", 1],
  ["old-0.2.0", 3],
])("an archive of before there were digests, %s", (sample, lines) => {
  const archive = join(folder, sample);
  const at = inArchive.case(archive, "F0012");
  beforeAll(() => cpSync(join("test/archive", sample), archive, { recursive: true }));

  it("has no digests yet: that is said, and is no fault", async () => {
    expect(await verifyArchive(archive, true)).toMatchObject([
      { path: "cases/F0012", problem: "undigested", repaired: false },
    ]);
    expect(existsSync(join(at, "log.jsonl"))).toBe(true);
  });

  it("has them of every file, old and new, with its next change", async () => {
    await setCase({ archive, case: "F0012", status: "solved", by: "me", now });
    expect(readLog(at).lines.map(({ number, what }) => [number, what])).toEqual([
      [lines + 1, "digests"],
      [lines + 2, "set"],
    ]);
    expect(readCase(archive, "F0012")).toMatchObject({ version: 3, status: "solved" });
    expect(await verifyArchive(archive, false)).toEqual([]);
    for (const name of ["runs/1.json", "log.jsonl", "datasets/1/distilled.vcf.gz.tbi"]) {
      // oxlint-disable-next-line no-await-in-loop -- each alone
      const told = await toldOfFlip(archive, `cases/F0012/${name}`, 333);
      expect(told).toContain(`cases/F0012/${name}`);
    }
    expect((await reanalyseHere(archive)).result.counts.failed).toBe(0);
    const said = { kind: "dismissed", class: null, why: "no", date: "2025-02-04" } as const;
    const about = { archive, case: "F0012", variant: "16:78333196:A:T", by: "me", now };
    await giveVerdict({ ...about, ...said });
    expect(await verifyArchive(archive, false)).toEqual([]);
    const verdicts = readVerdicts(at);
    // What was said before there was a chain is in it from the next one on.
    expect(verdicts).toHaveLength(sample === "old-0.1.0" ? 1 : 2);
    expect(verdicts.at(-1)?.previous === undefined).toBe(sample === "old-0.1.0");
  });
});
