/** A family that is set after the case was made: its file is the same one as before. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { inArchive, readRun } from "../../src/archive/index.ts";
import { reannotate } from "../../src/reanalysis/reannotate.ts";
import { setCase } from "../../src/reanalysis/set.ts";
import { addHere, quietIo } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";
import { TRIO_PED, vcfText, type RecordOptions } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const at = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const panel = at("p.tsv", "symbol\tmode_of_inheritance\tconfidence\nGENE1\tMONOALLELIC\tgreen\n");
const ped = at("t.ped", TRIO_PED);
const now = new Date("2026-01-02T03:04:05.000Z");
/** Sites along the chromosome, some in the windows of the sample checks. */
const sites = (genotypes: string[]): RecordOptions[] =>
  Array.from({ length: 60 }, (_, i) => ({
    pos: 1_000_000 + 4_000_000 * i,
    consequence: "missense_variant",
    genotypes,
  }));

it.each([
  ["of one column", ["C"], ["0/1"]],
  ["with the parents' columns", ["C", "F", "M"], ["0/1", "0/1", "0/0"]],
])("a file %s is annotated again once the parents are known", async (name, samples, genotypes) => {
  const archive = join(folder, `archive ${name}`);
  const vcf = at(`${samples.length}.vcf`, vcfText({ samples }, sites(genotypes)));
  await addHere(archive, "C1", { vcfs: [vcf], panels: [panel], proband: "C" });
  const asked = { archive, case: "C1", by: "A" };
  await setCase({ ...asked, now, ped });
  const again = await reannotate({ ...asked, vcfs: [vcf] }, quietIo());
  expect(again.dataset).toBe(2);
  const { report } = readRun(inArchive.case(archive, "C1"), again.run);
  expect(report.family.people).toHaveLength(3);
  const other = at(
    "other.vcf",
    vcfText({ samples }, sites(genotypes.map((gt) => (gt === "0/1" ? "1/1" : gt)))),
  );
  await setCase({ ...asked, now, ped: at("d.ped", "F1\tC\t0\tM\t1\t2\nF1\tM\t0\t0\t2\t1\n") });
  await expect(reannotate({ ...asked, vcfs: [other] }, quietIo())).rejects.toThrow(
    "the calls are different",
  );
});
