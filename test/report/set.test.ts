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
import {
  commitSet,
  openOutput,
  type OutputFile,
  RECORD,
  setFaults,
} from "../../src/report/index.ts";
import { readReport } from "../../src/report/checked/index.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { built, runCli } from "../helpers/run-cli.ts";
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

  it("that lacks a file is told", () => {
    const dir = copy(newer);
    rmSync(join(dir, "report.html"));
    expect(setFaults(dir)).toMatchObject([{ file: "report.html", problem: "missing" }]);
  });

  it.each([["{"], ["null"], ['{"version":1,"outputs":[{}]}']])(
    "whose run.json is %s is told",
    (text) => {
      const dir = copy(newer);
      writeFileSync(join(dir, RECORD), text);
      expect(setFaults(dir)).toMatchObject([{ file: RECORD, problem: "unreadable" }]);
    },
  );

  it.each<[string, (text: string) => string]>([
    ["a word", (text) => text.replace('"GRCh38"', '"GRCh37"')],
    ["the field of the others", (text) => text.replace('"outputs"', '"putputs"')],
    ["its version", (text) => text.replace('"version": 2', '"version": 1')],
    ["its form", (text) => JSON.stringify(JSON.parse(text))],
    ["its digest, which is gone", (text) => text.replace(/,\n {2}"sha256": "\w+"\n\}\n$/, "\n}\n")],
    ["digest and names", () => '{"schema":"panelist.run","version":2}'],
  ])("whose run.json was changed is told: %s", (_, change) => {
    const dir = copy(newer);
    const path = join(dir, RECORD);
    const text = readFileSync(path, "utf8");
    const changed = change(text);
    expect(changed).not.toBe(text);
    writeFileSync(path, changed);
    expect(setFaults(dir)).toMatchObject([{ file: RECORD, problem: "digest" }]);
  });

  it("of an earlier program, which named no files, is read as it is", async () => {
    const dir = copy(newer);
    const path = join(dir, RECORD);
    const {
      outputs: _none,
      sha256: _seal,
      ...rest
    } = JSON.parse(readFileSync(path, "utf8")) as {
      outputs: unknown;
      sha256: string;
    };
    writeFileSync(path, JSON.stringify({ ...rest, version: 1 }));
    expect(setFaults(dir)).toBeUndefined();
    expect(await draw(dir)).toContain("<html");
  });

  it.each(["missing record", "report of another run"])(
    "with a %s is neither drawn nor compared nor read; its report.json by itself is",
    async (what) => {
      const dir = copy(newer);
      if (what === "missing record") rmSync(join(dir, RECORD));
      else cpSync(join(older, "report.json"), join(dir, "report.json"));
      const refused = { code: "E_REPORT", message: expect.stringContaining("not whole") as string };
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

describe.skipIf(!built)("report --verify", () => {
  it("tells a whole set with 0, another with 65 and the files", async () => {
    const whole = await runCli(["report", newer, "--verify"]);
    expect(whole).toMatchObject({ status: 0, stdout: `${newer}: whole\n` });
    const dir = copy(newer);
    cpSync(join(older, "candidates.tsv"), join(dir, "candidates.tsv"));
    const mixed = await runCli(["report", dir, "--verify"]);
    expect(mixed).toMatchObject({ status: 65 });
    expect(mixed.stdout).toMatch(/^candidates\.tsv\tdigest\t/);
    expect((await runCli(["report", join(folder, "none"), "--verify"])).status).toBe(66);
  });
});
