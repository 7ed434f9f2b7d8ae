/** What differs between kept records and a newly annotated file, as data. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { otherCalls } from "../../src/reanalysis/same-calls.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

function vcf(name: string, samples: string[], records: string[]): string {
  const path = join(folder, name);
  const columns = `#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${samples.join("\t")}`;
  writeFileSync(path, ["##fileformat=VCFv4.2", columns, ...records, ""].join("\n"));
  return path;
}

const record = (pos: number, info: string, genotype: string): string =>
  `1\t${pos}\t.\tA\tC,G\t50\tPASS\t${info}\tGT\t${genotype}`;

const kept = vcf("kept.vcf", ["kid"], [record(5, "CSQ=old", "0/1"), record(9, "CSQ=old", "0/2")]);

it("nothing: annotation may differ, and there may be more", async () => {
  const same = [record(5, "CSQ=new", "0/1"), record(7, "CSQ=new", "0/1"), record(9, ".", "0/2")];
  expect(await otherCalls([kept], [vcf("same.vcf", ["kid"], same)])).toBeUndefined();
});

it("records: how many, and the first of them", async () => {
  const other = vcf("other.vcf", ["kid"], [record(5, ".", "1/1")]);
  expect(await otherCalls([kept], [other])).toEqual({
    kind: "records",
    count: 2,
    first: "1:5:A:C,G",
  });
});

it("samples", async () => {
  const other = vcf("samples.vcf", ["kid", "mum"], []);
  expect(await otherCalls([kept], [other])).toEqual({
    kind: "samples",
    is: ["kid", "mum"],
    was: ["kid"],
  });
});
