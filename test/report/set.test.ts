// The folder of --out-dir is the outputs of one run, or it says that it is not.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { diffRuns } from "../../src/reanalysis/diff-runs.ts";
import { reportFromFile } from "../../src/reanalysis/report-file.ts";
import { openOutput, RECORD, setFaults } from "../../src/report/index.ts";
import { commitSet } from "../../src/report/set.ts";
import { type OutputFile } from "../../src/report/output.ts";
import { sealed } from "../../src/core/seal.ts";
import { readReport } from "../../src/report/checked/index.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const FAMILY = { vcfs: ["test-data/demo/trio.vcf.gz"], ped: "test-data/demo/trio.ped" };
const older = join(folder, "older");
const newer = join(folder, "newer");
let serial = 0;
beforeAll(async () => {
  await analyseHere({ ...FAMILY, panels: ["epilepsy"] }, { dir: older });
  await analyseHere({ ...FAMILY, panels: ["cardiomyopathy"] }, { dir: newer });
});

function copy(of: string): string {
  const to = join(folder, `copy-${(serial += 1)}`);
  cpSync(of, to, { recursive: true });
  return to;
}

const DRAW = {
  format: "html",
  links: true,
  allowNhsNumbers: false,
} as const;
const draw = (source: string): Promise<unknown> => reportFromFile({ ...DRAW, source }, "0");

describe("a set", () => {
  it("of one run is whole: run.json names every other file", () => {
    expect(setFaults(newer)).toEqual([]);
    const { outputs } = JSON.parse(readFileSync(join(newer, RECORD), "utf8")) as {
      outputs: { name: string }[];
    };
    const names = [...outputs.map(({ name }) => name), RECORD];
    expect(names.toSorted()).toEqual(readdirSync(newer).toSorted());
  });

  it("a second run in the same folder is one, too", async () => {
    const dir = copy(older);
    await analyseHere({ ...FAMILY, panels: ["cardiomyopathy"] }, { dir });
    expect(setFaults(dir)).toEqual([]);
    expect(readFileSync(join(dir, "report.json"))).toEqual(
      readFileSync(join(newer, "report.json")),
    );
  });

  it.each(["report.json", "candidates.tsv"])("with %s of another run is told", (name) => {
    const dir = copy(newer);
    cpSync(join(older, name), join(dir, name));
    expect(setFaults(dir)).toMatchObject([{ file: name, problem: "digest" }]);
  });

  it("with a missing file is reported", () => {
    const dir = copy(newer);
    rmSync(join(dir, "report.html"));
    expect(setFaults(dir)).toMatchObject([{ file: "report.html", problem: "missing" }]);
  });

  it.each([["{"], ["null"], [sealed({ outputs: [{}] })], [sealed({ version: 2 })]])(
    "whose run.json is %s is told",
    (text) => {
      const dir = copy(newer);
      writeFileSync(join(dir, RECORD), `${text}\n`);
      expect(setFaults(dir)).toMatchObject([{ file: RECORD, problem: "unreadable" }]);
    },
  );

  it.each([
    ["outputs under another name", (text: string) => text.replace('"outputs"', '"putputs"')],
    ["other threads", (text: string) => text.replace('"threads": 1', '"threads": 2')],
    ["no digest of its own", (text: string) => text.replace(/,\s+"sha256": "\w+"\s\}\s$/, "\n}\n")],
    [
      "a digest under another name",
      (text: string) => text.replace(/"sha256"(?=[^,]*$)/, '"sha257"'),
    ],
    ["an earlier version's number", (text: string) => text.replace('"version": 2', '"version": 1')],
    ["no outputs", (text: string) => text.replace(/,\s+"outputs": \[[^\]]*\]/, "")],
    ["no newline at its end", (text: string) => text.trimEnd()],
  ])("whose run.json was changed to have %s is told, and not drawn", async (_what, change) => {
    const dir = copy(newer);
    const path = join(dir, RECORD);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, change(text));
    expect(readFileSync(path, "utf8")).not.toBe(text);
    expect(setFaults(dir)).toMatchObject([{ file: RECORD, problem: "digest" }]);
    await expect(draw(dir)).rejects.toMatchObject({ code: "E_REPORT" });
  });

  it("a changed run.json is no provenance of a report", async () => {
    const path = join(copy(newer), RECORD);
    const report = join(newer, "report.json");
    expect((await readReport(report, path)).run).not.toHaveProperty("sha256");
    writeFileSync(path, readFileSync(path, "utf8").replace('"threads": 1', '"threads": 2'));
    await expect(readReport(report, path)).rejects.toMatchObject({ code: "E_REPORT" });
  });

  it("of an earlier program, which named no files, is read as it is", async () => {
    const dir = copy(newer);
    const path = join(dir, RECORD);
    cpSync("test/report/old-1/run.json", path);
    expect(setFaults(dir)).toBeUndefined();
    expect(await draw(dir)).toContain("<html");
  });

  it.each(["missing record", "report of another run"])(
    "with a %s is neither drawn nor compared nor read; its report.json by itself is",
    async (what) => {
      const dir = copy(newer);
      if (what === "missing record") rmSync(join(dir, RECORD));
      else cpSync(join(older, "report.json"), join(dir, "report.json"));
      const refused = {
        code: "E_REPORT",
        message: expect.stringContaining("incomplete") as string,
      };
      await expect(draw(dir)).rejects.toMatchObject(refused);
      await expect(readReport(dir, undefined)).rejects.toMatchObject(refused);
      await expect(diffRuns(older, dir)).rejects.toMatchObject(refused);
      expect(await draw(join(dir, "report.json"))).toContain("<html");
    },
  );
});

describe("a run that ends while its files get their names", () => {
  it.each([0, 1, 2, 3])("after %i of three: no run.json, and that is told", async (count) => {
    const dir = join(folder, `ends-${count}`);
    mkdirSync(dir);
    const names = ["a", "b", "c", RECORD];
    for (const name of names) writeFileSync(join(dir, name), "old");
    const outs = await Promise.all(names.map((name) => openOutput(join(dir, name))));
    for (const out of outs) await out.write("new");
    const failing = outs.slice(0, 3).map((out, i): OutputFile => {
      const commit = (): Promise<void> => Promise.reject(new Error("killed"));
      return i < count ? out : { ...out, commit };
    });
    const record = outs[3] as OutputFile;
    const last =
      count < 3 ? record : { ...record, commit: () => Promise.reject(new Error("killed")) };
    await expect(commitSet(failing, last)).rejects.toThrow("killed");
    expect(existsSync(join(dir, RECORD))).toBe(false);
    expect(setFaults(dir)).toMatchObject([{ file: RECORD, problem: "missing" }]);
    const texts = names.slice(0, 3).map((name) => readFileSync(join(dir, name), "utf8"));
    expect(texts.filter((text) => text === "new")).toHaveLength(count);
    expect(readdirSync(dir).filter((name) => name.startsWith(".tmp"))).toEqual([]);
  });
});

describe("report --verify", () => {
  it("tells a whole set with 0, another with 65 and the files", async () => {
    const whole = await runInProcess(["report", newer, "--verify"]);
    expect(whole).toMatchObject({ status: 0, stdout: `${newer}: complete\n` });
    const dir = copy(newer);
    cpSync(join(older, "candidates.tsv"), join(dir, "candidates.tsv"));
    const mixed = await runInProcess(["report", dir, "--verify"]);
    expect(mixed).toMatchObject({ status: 65 });
    expect(mixed.stdout).toMatch(/^candidates\.tsv\tdigest\t/);
    expect((await runInProcess(["report", join(folder, "none"), "--verify"])).status).toBe(66);
  });
});
