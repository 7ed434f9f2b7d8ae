// Documents of other versions: lifted step by step, or one clear message.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inArchive, readCase, verifyArchive } from "../../src/archive/index.ts";
import { lifted, type LiftSteps } from "../../src/archive/lift.ts";
import { keepSnapshot, readSnapshot } from "../../src/archive/snapshots.ts";
import { DEFAULT_POLICY, type Policy } from "../../src/core/policy.ts";
import { exportCases } from "../../src/reanalysis/copy.ts";
import { addHere, reanalyseHere } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
/** Written by 0.1.0: the demo's trio, `--genes SCN1A,WWOX,GRIN2B`; all documents are at version 1. */
const OLD = join(folder, "old-0.1.0");
cpSync("test/archive/old-0.1.0", OLD, { recursive: true });
const STEPS: LiftSteps = [
  (old) => ({ ...old, people: [old["person"]] }),
  ({ people, ...rest }) => ({ ...rest, family: people }),
];

describe("lifted", () => {
  it.each([
    [{ schema: "x", version: 1, person: "a" }, ["a"]],
    [{ schema: "x", version: 2, people: ["a", "b"] }, ["a", "b"]],
    [{ schema: "x", version: 3, family: ["c"] }, ["c"]],
  ])("%j", (old, family) => {
    expect(lifted(old, "x", "file", STEPS)).toMatchObject({ schema: "x", version: 3, family });
  });

  it.each([
    [4, "Install a newer panelist"],
    [0, "known versions are 1 to 3"],
    ["1", "known versions are 1 to 3"],
    [undefined, "known versions are 1 to 3"],
  ])("version %j is refused", (version, hint) => {
    expect(() => lifted({ schema: "x", version }, "x", "file", STEPS)).toThrow(
      expect.objectContaining({ code: "E_ARCHIVE", hint: expect.stringContaining(hint) as string }),
    );
  });
});

describe("an archive of another program", () => {
  it("one record of a later version fails its case with one message", async () => {
    const archive = join(folder, "later");
    await addHere(archive, "C1", {
      vcfs: ["test-data/small/singleton.vcf.gz"],
      genes: ["SCN1A"],
      sex: { "": "male" },
    });
    const path = join(inArchive.case(archive, "C1"), "case.json");
    writeFileSync(path, readFileSync(path, "utf8").replace('"version":3', '"version":7'));
    expect(() => readCase(archive, "C1")).toThrow("version 7 of panelist.archive-case");
    const { result } = await reanalyseHere(archive);
    expect(result.failed).toMatchObject([
      { code: "E_ARCHIVE", hint: expect.stringContaining("newer") as string },
    ]);
  });

  it("a policy of before a number came has its default, in its section too", () => {
    const region = {} as Policy["region"];
    const name = keepSnapshot(folder, "policies", { ...DEFAULT_POLICY, region });
    expect(readSnapshot(folder, "policies", name).region.margin).toBe(DEFAULT_POLICY.region.margin);
  });

  it("a number that decides nothing any more makes no other policy; keys of one's own stay", () => {
    const region = { ...DEFAULT_POLICY.region, gone: 1 };
    const gone = keepSnapshot(folder, "policies", { ...DEFAULT_POLICY, region });
    expect(readSnapshot(folder, "policies", gone)).toEqual(DEFAULT_POLICY);
    const frequency = structuredClone(DEFAULT_POLICY.frequency);
    frequency.populations["FIN"] = { genomesOnly: false, dominant: 0.1, recessive: 0.1 };
    const acmg = structuredClone(DEFAULT_POLICY.acmg);
    acmg.bs1.genes["MYH7"] = 0.001;
    const own = keepSnapshot(folder, "policies", { ...DEFAULT_POLICY, frequency, acmg });
    expect(readSnapshot(folder, "policies", own)).toEqual({ ...DEFAULT_POLICY, frequency, acmg });
  });

  it("a copy of a case has its policy under the name that its runs say", async () => {
    const output = join(folder, "bundle");
    await exportCases({ archive: OLD, cases: [], output, by: "me", now: new Date(0) });
    expect(await verifyArchive(output, false)).toEqual([]);
  });

  it("a policy of before a section came has its default", () => {
    const { notify: _later, ...old } = DEFAULT_POLICY;
    const name = keepSnapshot(folder, "policies", old as Policy);
    expect(readSnapshot(folder, "policies", name)).toEqual(DEFAULT_POLICY);
  });
});
