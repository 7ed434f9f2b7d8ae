/** Files of events are read once, also beside a file of small variants that holds some. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type * as Read from "../../../src/structural/read/read.ts";
import { analyseHere } from "../../helpers/analyse.ts";
import { eventVcf } from "../../helpers/event-text.ts";
import { tempFolder } from "../../helpers/temp.ts";
import { vcfText } from "../../helpers/vcf-text.ts";

const read = vi.hoisted((): string[][] => {
  // Files of one worker share the loaded sources: a mock is only for what is loaded anew.
  vi.resetModules();
  return [];
});
vi.mock("../../../src/structural/read/read.ts", async (original) => {
  const actual = await original<typeof Read>();
  const readEvents: typeof Read.readEvents = (inputs, ...rest) => {
    read.push(inputs.map(({ path }) => path));
    return actual.readEvents(inputs, ...rest);
  };
  return { ...actual, readEvents };
});

const folder = tempFolder();
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

it("with the symbolic records of small variants, and told of once", async () => {
  const genotypes = ["0/1"];
  const small = { pos: 5000, consequence: "missense_variant", genotypes };
  const symbolic = {
    pos: 10_000,
    ref: "N",
    alt: "<DEL>",
    info: "SVTYPE=DEL;END=10150",
    consequence: "",
    genotypes,
  };
  const type = '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">\n#CHROM';
  const text = vcfText({ samples: ["C"] }, [small, { ...small, pos: 6000 }, symbolic]).replace(
    "#CHROM",
    type,
  );
  const mixed = file("mixed.vcf", text);
  const sv = file("sv.vcf", eventVcf(["C"], [{ pos: 20_000, end: 30_000, genotypes }]));
  const panel = file("p.tsv", "symbol\tmode_of_inheritance\tconfidence\nGENE1\tBIALLELIC\tgreen\n");
  const { log } = await analyseHere({ vcfs: [mixed, sv], panels: [panel] });
  expect(read).toEqual([[sv, mixed]]);
  const told = log.filter((line) => line.includes("of the proband"));
  expect(told.map((line) => line.split(": ")[1])).toEqual([sv, mixed]);
});
