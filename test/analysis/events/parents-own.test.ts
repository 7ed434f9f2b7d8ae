/** Whole runs in which a parent has an event of the same class over the child's, too far off to be joined (SVH-09). */
import { describe, expect, it } from "vitest";
import type { ReportDocument } from "../../../src/report/types.ts";
import { analyseHere } from "../../helpers/analyse.ts";
import { eventVcf, type EventLine } from "../../helpers/event-text.ts";
import { fileWriter } from "../../helpers/temp.ts";
import { TRIO_PED, vcfText, type RecordOptions } from "../../helpers/vcf-text.ts";

const TRIO = ["C", "F", "M"];
const file = fileWriter();

const ped = file(TRIO_PED, "ped");
const FAR = {
  pos: 90_000_000,
  consequence: "synonymous_variant",
  genotypes: ["0/1", "0/0", "0/0"],
};
const OWN: EventLine = {
  pos: 10_000,
  end: 19_000,
  gene: "GENE1",
  exon: "5/20",
  consequence: "frameshift_variant&feature_truncation",
  genotypes: ["0/1", "0/0", "0/0"],
};
const OTHER: EventLine = { pos: 10_600, end: 19_600, genotypes: [] };

async function told(
  events: string[],
  mode: string,
  small: RecordOptions[] = [],
  notGeneticParents: string[] = [],
) {
  const panel = file(`symbol\tmode_of_inheritance\tconfidence\nGENE1\t${mode}\tgreen\n`, "tsv");
  const vcf = file(vcfText({ samples: TRIO }, [...small, FAR]));
  const options = { vcfs: [vcf, ...events], panels: [panel], ped, notGeneticParents };
  const { text } = await analyseHere(options, { format: "json" });
  const { candidates, untiered } = JSON.parse(text) as ReportDocument;
  const [candidate] = candidates;
  const [variant] = candidate?.variants ?? [];
  const calls = variant?.kind === "event" ? variant.event.calls : [];
  const models = Object.fromEntries((candidate?.models ?? []).map((one) => [one.model, one]));
  return { models, mother: calls[2], candidate, untiered };
}

const alone = (sample: string, line: EventLine): string =>
  file(eventVcf([sample], [{ ...line, genotypes: ["0/1"] }]));

describe("a child's deletion that is not new for certain", () => {
  it.each<[string, () => string[]]>([
    [
      "in one call",
      () => [file(eventVcf(TRIO, [OWN, { ...OTHER, genotypes: ["0/0", "0/0", "0/1"] }]))],
    ],
    [
      "in one call, and failed",
      () => [
        file(
          eventVcf(TRIO, [OWN, { ...OTHER, filter: "MinQUAL", genotypes: ["0/0", "0/0", "0/1"] }]),
        ),
      ],
    ],
    ["in a file of another caller", () => [file(eventVcf(TRIO, [OWN])), alone("M", OTHER)]],
    [
      "in files of their own",
      () => [
        alone("C", OWN),
        alone("M", OTHER),
        alone("F", { pos: 80_000_000, end: 80_001_000, genotypes: [] }),
      ],
    ],
  ])("the mother's lies over it, %s", async (_, make) => {
    const { models, mother, candidate } = await told(make(), "MONOALLELIC");
    expect(models["AD_DENOVO"]).toMatchObject({ verdict: "UNCERTAIN", deNovo: [null] });
    expect(models["AD"]).toMatchObject({ verdict: "UNCERTAIN" });
    expect(candidate?.tier).toBe(1);
    expect(mother?.state).toBe("unknown");
    expect(mother?.why).toContain("their own 1:10601-19600:DEL overlaps 93 % of it");
  });

  it("is new where the parents have none, as before", async () => {
    const far = { ...OTHER, pos: 40_000, end: 50_000, genotypes: ["0/0", "0/0", "0/1"] };
    const { models, mother } = await told([file(eventVcf(TRIO, [OWN, far]))], "MONOALLELIC");
    expect(models["AD_DENOVO"]).toMatchObject({ verdict: "PASS", deNovo: ["MEDIUM"] });
    expect(mother).toMatchObject({ state: "reference", why: [], flags: [] });
  });

  it("is no proof that it and the father's small variant lie on two chromosomes", async () => {
    const small = [
      { pos: 60_000, consequence: "missense_variant", genotypes: ["0/1", "0/1", "0/0"] },
    ];
    const his = { ...OTHER, genotypes: ["0/0", "0/1", "0/0"] };
    const { candidate, untiered } = await told(
      [file(eventVcf(TRIO, [OWN, his]))],
      "BIALLELIC",
      small,
    );
    expect(candidate).toBeUndefined();
    expect(untiered.one_hit?.length).toBe(1);
  });

  it("what files of small variants say of a parent whose genotypes are not used doubts nothing (DEC-18)", async () => {
    const bases = "ACGT".repeat(15);
    const event: EventLine = { ...OWN, end: OWN.pos + bases.length };
    const small: RecordOptions = {
      pos: OWN.pos,
      ref: `N${bases}`,
      alt: "N",
      filter: "LowQual",
      consequence: "frameshift_variant",
      genotypes: ["0/1", "0/0", "0/1"],
    };
    const flags = async (...social: string[]): Promise<readonly string[]> =>
      (await told([file(eventVcf(TRIO, [event]))], "MONOALLELIC", [small], social)).candidate
        ?.flags ?? [];
    expect(await flags()).toContain("carriers_disagree");
    expect(await flags("M")).not.toContain("carriers_disagree");
  });

  it.each([
    ["of the same ends", OWN.pos],
    ["of other ends", OWN.pos + 600],
  ])(
    "nobody knows whether an unaffected father has it by a record that failed, %s (SVR-01)",
    async (_, pos) => {
      const his = { ...OWN, pos, end: pos + 9000, filter: "LowQual" };
      const events = [alone("C", OWN), alone("F", his)];
      const { models, candidate } = await told(events, "MONOALLELIC");
      expect(models["AD"]).toMatchObject({ verdict: "UNCERTAIN" });
      expect(candidate?.flags).not.toContain("incomplete_penetrance");
      expect(candidate?.reason).not.toContain("carried by the father");
      expect(candidate?.reason).toContain("unknown genotype: father");
    },
  );
});
