// What people said of a variant: found again at its candidates, in another spelling or build by HGVS.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hgvsNames, inArchive, readVerdicts, verdictsAt } from "../../src/archive/index.ts";
import type { HumanVerdict } from "../../src/archive/types.ts";
import { caseText } from "../../src/cli/print/cases.ts";
import { verdictLine, verdictText } from "../../src/cli/print/verdict.ts";
import { pastOf, showCase } from "../../src/reanalysis/show.ts";
import { setCase } from "../../src/reanalysis/set.ts";
import { giveVerdict } from "../../src/reanalysis/verdict.ts";
import { addHere, reanalyseHere } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const TRIO = { vcfs: ["test-data/demo/trio.vcf.gz"], ped: "test-data/demo/trio.ped" };
const VERDICT: HumanVerdict = {
  kind: "dismissed",
  assembly: "GRCh38",
  chrom: "1",
  pos: 101,
  ref: "A",
  alt: "G",
  gene: "GENE1",
  hgvs: ["ENST00000000001:c.5A>G"],
  class: null,
  why: "no",
  by: "me",
  date: "2024-01-01",
  recorded: "",
  dataset: 1,
};
type Shown = Parameters<typeof verdictsAt>[1];
const shown = (
  assembly: "GRCh37" | "GRCh38",
  [pos, ref, alt]: [number, string, string],
  hgvsc: string,
): Shown =>
  ({
    assembly,
    variants: [{ chrom: "1", pos, ref, alt, worse: null, consequence: { transcript: "", hgvsc } }],
  }) as unknown as Shown;

describe("a verdict is found at", () => {
  it.each<[string, Shown, boolean | null]>([
    ["the same allele", shown("GRCh38", [101, "A", "G"], ""), false],
    ["the same allele, padded", shown("GRCh38", [100, "CA", "CG"], ""), false],
    [
      "another build, by HGVS, to be confirmed",
      shown("GRCh37", [90, "A", "G"], "ENST00000000001.7:c.5A>G"),
      true,
    ],
    [
      "another allele of the place: nothing",
      shown("GRCh38", [101, "A", "T"], "ENST00000000001.7:c.5A>T"),
      null,
    ],
    [
      "another transcript: nothing",
      shown("GRCh37", [90, "A", "G"], "ENST00000000002.1:c.5A>G"),
      null,
    ],
    ["the place in another build: nothing", shown("GRCh37", [101, "A", "G"], ""), null],
  ])("%s", (_name, candidate, carried) => {
    const said = verdictsAt([VERDICT], candidate);
    expect(said.map((one) => one.carried)).toEqual(carried === null ? [] : [carried]);
  });

  it("the same allele of a later sequencing: flagged (RE-09)", () => {
    const older: HumanVerdict = { ...VERDICT, isOfOlderCalls: true };
    const said = verdictsAt([older], shown("GRCh38", [101, "A", "G"], ""));
    expect(said).toMatchObject([{ carried: true }]);
    expect(said.map(verdictLine).join()).toContain(
      "carried over from other data; needs confirmation",
    );
  });

  it("the latest word on a variant holds", () => {
    const reported: HumanVerdict = { ...VERDICT, kind: "reported", class: "LP" };
    const said = verdictsAt([VERDICT, reported], shown("GRCh38", [101, "A", "G"], ""));
    expect(said).toMatchObject([{ kind: "reported", class: "LP" }]);
  });

  it.each([
    [{ transcript: "ENST1.2", hgvsc: "ENST1.2:c.1A>G" }, ["ENST1:c.1A>G"]],
    [{ transcript: "NM_1.2", hgvsc: "c.1A>G" }, ["NM_1:c.1A>G"]],
    [{ transcript: "ENST1.2", hgvsc: "" }, []],
  ])("names of transcripts %#", (entry, names) => {
    expect(hgvsNames([entry])).toEqual(names);
  });
});

describe("archive report, archive dismiss", () => {
  const archive = join(folder, "cases");
  const fresh = join(folder, "fresh");
  const give = (kind: HumanVerdict["kind"], variant: string): Promise<HumanVerdict> =>
    giveVerdict({
      archive,
      case: "C1",
      variant,
      kind,
      class: kind === "reported" ? "LP" : null,
      why: kind === "dismissed" ? "does not segregate" : null,
      by: "jd",
      date: "2024-01-05",
      now: new Date(0),
    });

  it("keep who, when and why; an unknown variant is refused", async () => {
    await addHere(
      archive,
      "C1",
      { ...TRIO, panels: ["epilepsy"] },
      { panelVersions: ["epilepsy@0.9"] },
    );
    cpSync(archive, fresh, { recursive: true });
    const given = await give("dismissed", "chr16:78333196:A:T");
    expect(verdictText("C1", "chr16:78333196:A:T", given)).toBe(
      "C1: WWOX chr16:78333196:A:T dismissed by jd on 2024-01-05\n",
    );
    const [verdict] = readVerdicts(inArchive.case(archive, "C1"));
    expect(verdict).toMatchObject({ gene: "WWOX", hgvs: ["ENST00000566780:c.97A>T"], by: "jd" });
    await expect(give("reported", "16:78333196:A:G")).rejects.toMatchObject({
      code: "E_INPUT_MISSING",
    });
    const asShown = showCase(archive, "C1");
    expect(caseText(asShown, pastOf(archive, asShown))).toContain(
      "dismissed by jd: does not segregate",
    );
    const long = { ...asShown.run.report.candidates[0]?.variants[0], alt: "ACGT".repeat(500) };
    const candidates = [{ ...asShown.run.report.candidates[0], variants: [long] }];
    const run = { ...asShown.run, report: { ...asShown.run.report, candidates } };
    const text = caseText({ ...asShown, run } as typeof asShown, pastOf(archive, asShown));
    expect(text).toContain(":ACGTACGTACGTACGTAC… (2000 bases)");
    expect(text).not.toContain("ACGT".repeat(5));
  });

  it("RE-03 wakes a dismissed variant, and its event shows the verdict", async () => {
    const { result, text } = await reanalyseHere(archive);
    const [event] = result.events.filter((e) => e.notify);
    expect(event).toMatchObject({ rule: "RE-03", gene: "WWOX", verdicts: [{ kind: "dismissed" }] });
    expect(text).toContain("dismissed by jd on 2024-01-05: does not segregate");
  });

  it("a deceased person's events are marked for the family", async () => {
    const dead = join(folder, "deceased");
    cpSync(fresh, dead, { recursive: true });
    const now = new Date(0);
    await setCase({ archive: dead, case: "C1", status: "deceased", by: "me", now });
    const { result, text } = await reanalyseHere(dead);
    expect(result.events.every((event) => event.mark === "family")).toBe(true);
    expect(text).toContain("(family)");
  });
});
