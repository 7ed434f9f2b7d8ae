/** What events ask of small variants, from an archive's kept lines: as a full run of the original answers it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { inArchive, readRun } from "../../src/archive/index.ts";
import type { ReportDocument } from "../../src/report/types.ts";
import { addHere, answerOf, fullReport } from "../helpers/archive.ts";
import { eventVcf, type EventLine } from "../helpers/event-text.ts";
import { makeRawWorld, rawVcf, SEQUENCE } from "../helpers/raw-world.ts";
import { tempFolder } from "../helpers/temp.ts";
import { TRIO_PED, vcfText, type RecordOptions } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const TRIO = ["C", "F", "M"];
let files = 0;

function at(text: string, ending: string): string {
  const path = join(folder, `${files++}.${ending}`);
  writeFileSync(path, text);
  return path;
}

const panelOf = (mode: string, gene = "GENE1"): string =>
  at(`symbol\tmode_of_inheritance\tconfidence\n${gene}\t${mode}\tgreen\n`, "tsv");

/** The whole answer, with what was not assessed. */
function wholeOf(report: ReportDocument): unknown {
  const { warnings, notAssessed, family } = report;
  return {
    answer: JSON.parse(answerOf(report)) as unknown,
    warnings: warnings.filter(({ code }) => code.includes("event")),
    notAssessed: notAssessed.filter(({ what }) => what === "structural_variants"),
    family,
  };
}

type Given = Parameters<typeof fullReport>[0];

/** The report of the full run, which an archive's run of kept lines must be. */
async function sameInArchive(given: Given): Promise<ReportDocument> {
  const full = await fullReport(given);
  const archive = join(folder, `archive-${files++}`);
  await addHere(archive, "C1", given);
  const { report } = readRun(inArchive.case(archive, "C1"), 1);
  expect(wholeOf(report)).toEqual(wholeOf(full));
  return full;
}

const DELETION: EventLine = {
  pos: 10_000,
  end: 30_000,
  gene: "GENE1",
  consequence: "frameshift_variant",
  genotypes: ["0/1"],
};
/** Common and in no exon: nothing that an archive keeps for itself. */
const sites = (genotypes: string[], count: number): RecordOptions[] =>
  Array.from({ length: count }, (_, i) => ({
    pos: 12_000 + 1000 * i,
    consequence: "intron_variant",
    af: 0.3,
    genotypes,
  }));
const trio = (small: RecordOptions[], mode: string): Given => ({
  vcfs: [at(vcfText({ samples: TRIO }, small), "vcf"), at(eventVcf(["C"], [DELETION]), "vcf")],
  ped: at(TRIO_PED, "ped"),
  panels: [panelOf(mode)],
});

it("keeps the heterozygous ones that speak against a deletion (SVE-18)", async () => {
  const { candidates } = await sameInArchive(trio(sites(["0/1", "0/1", "0/0"], 4), "MONOALLELIC"));
  expect(candidates[0]?.flags).toContain("het_snvs_in_deletion:4");
});

it("keeps those that tell whose chromosome has the deletion (SVH-07)", async () => {
  const paternal = {
    pos: 90_000,
    consequence: "missense_variant",
    genotypes: ["0/1", "0/1", "0/0"],
  };
  const { candidates } = await sameInArchive(
    trio([...sites(["1/1", "0/1", "0/0"], 5), paternal], "BIALLELIC"),
  );
  expect(candidates[0]?.models[0]).toMatchObject({ model: "AR_COMPHET", phase: "TRANS" });
});

it("keeps small deletions of a promoter, the partners of events (SVC-05)", async () => {
  const world = await makeRawWorld(folder, []);
  const ref = SEQUENCE.slice(699, 715);
  const record = {
    pos: 700,
    ref,
    alts: [ref.slice(0, 1)],
    info: ".",
    calls: ["0/1", "0/0", "0/1"],
  };
  const exons: EventLine = { pos: 1250, end: 1900, genotypes: ["0/1", "0/1", "0/0"] };
  const { candidates } = await sameInArchive({
    vcfs: [at(rawVcf([record], []), "vcf"), at(eventVcf(TRIO, [exons]), "vcf")],
    ped: world.ped,
    store: world.store,
    panels: [panelOf("BIALLELIC", "PLUS1")],
  });
  expect(candidates).toMatchObject([{ models: [{ model: "AR_COMPHET", phase: "TRANS" }] }]);
});

it("keeps a common allele that is an event too: it is no candidate (SVE-24)", async () => {
  const [pos, alt, genotypes] = [10_000, `G${"ACGT".repeat(15)}`, ["0/1"]];
  const small = { pos, ref: "G", alt, consequence: "frameshift_variant", af: 0.2, genotypes };
  const event = { ...DELETION, type: "INS", end: pos, info: "SVLEN=60" };
  const far = { pos: 9_000_000, consequence: "synonymous_variant", genotypes };
  const { candidates } = await sameInArchive({
    vcfs: [
      at(vcfText({ samples: ["C"] }, [small, far]), "vcf"),
      at(eventVcf(["C"], [event]), "vcf"),
    ],
    panels: [panelOf("MONOALLELIC")],
  });
  expect(candidates).toEqual([]);
});

it("counts, among small variants, the records that are events alone", async () => {
  const small = { consequence: "synonymous_variant", genotypes: ["0/1"] };
  const symbolic = { ...small, ref: "N", alt: "<DEL>", consequence: "frameshift_variant" };
  const mixed = vcfText({ samples: ["C"] }, [
    { ...small, pos: 5_000 },
    { ...symbolic, pos: 10_000, info: "SVTYPE=DEL;END=10150" },
    { ...symbolic, pos: 20_000, info: "SVTYPE=DEL" },
    { ...small, pos: 9_000_000 },
  ]);
  const { warnings } = await sameInArchive({
    vcfs: [at(mixed, "vcf")],
    panels: [panelOf("MONOALLELIC")],
    allowEmpty: true,
  });
  expect(warnings.map(({ facts }) => facts)).toContainEqual(
    expect.objectContaining({ records: 1, of: 2 }),
  );
});
