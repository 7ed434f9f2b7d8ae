// No damaging allele of the proband is lost: each is a candidate's, on a list, or under one counted reason.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ToolError } from "../../src/core/errors.ts";
import { compilePlan, Scanner } from "../../src/scan/index.ts";
import { assess } from "../../src/analysis/assess.ts";
import { prepare } from "../../src/analysis/prepare.ts";
import { scanInputs } from "../../src/analysis/scan.ts";
import { damagingAlleles, type OracleRecord } from "../helpers/allele-oracle.ts";
import { DEFAULTS } from "../helpers/analyse.ts";
import { mutated, parseVcf, type Vcf, vcfOf, withSample } from "../helpers/mutate-vcf.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";

interface Source {
  path: string;
  assembly: "GRCh37" | "GRCh38";
  proband: string;
}

const own: Source[] = [
  ["small/bcsq.vcf.gz", "DEMO-CHILD"],
  ["small/snpeff.vcf.gz", "DEMO-CHILD"],
  ["small/singleton.vcf.gz", "DEMO-CHILD"],
  ["demo/trio.vcf.gz", "DEMO-CHILD"],
].map(([path = "", proband = ""]) => ({
  path: join(import.meta.dirname, "../../test-data", path),
  assembly: "GRCh38",
  proband,
}));

const csq = "vcf/csq_windows/expected_bcftools_csq_1.16";
const shared: Source[] = (
  [
    ["vcf/scout_trio/643594.clinical.vcf.gz", "GRCh37", "ADM1059A2"],
    ["vcf/scout_trio/643594.research.vcf.gz", "GRCh37", "ADM1059A2"],
    ["vcf/ashk_trio/ashk-trio.vcf.gz", "GRCh37", "HG002"],
    ["bench/coding_donor.vcf.gz", "GRCh37", "SAMPLE"],
    ["clinvar/brca1_opa1_GRCh37_2023-03.vep.vcf.gz", "GRCh37", "SAMPLE"],
    ["clinvar/brca1_opa1_GRCh37_2023-03.snpeff.vcf.gz", "GRCh37", "SAMPLE"],
    [`${csq}/1000G.chr20_1-2Mb.csq.vcf.gz`, "GRCh37", "SAMPLE"],
    [`${csq}/clinvar_2016-09-01.chr1.csq.vcf.gz`, "GRCh37", "SAMPLE"],
    [`${csq}/clinvar_2016-09-01.chr15_FBN1.csq.vcf.gz`, "GRCh37", "SAMPLE"],
    [`${csq}/clinvar_2016-09-01.chr17.csq.vcf.gz`, "GRCh37", "SAMPLE"],
    [`${csq}/clinvar_2026-02-26.BRCA1.GRCh38.csq.vcf.gz`, "GRCh38", "SAMPLE"],
    [`${csq}/clinvar_2026-02-26.BRCA2.GRCh38.csq.vcf.gz`, "GRCh38", "SAMPLE"],
    ["systems/cancer/made_mutect2_tumour_normal.vcf", "GRCh38", "TUM"],
  ] as const
).map(([path, assembly, proband]) => ({ path: join(sharedData ?? "", path), assembly, proband }));

const folder = tempFolder();
const silent = { info: () => {}, warn: () => {}, detail: () => {} };

function read({ path }: Source, every: number): Vcf {
  const bytes = readFileSync(path);
  return withSample(
    parseVcf((path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")),
    every,
  );
}

/** What does not add up, one text each; null: the file was refused with a clear error. */
async function lost(
  text: string,
  { assembly, proband }: Source,
  genes: string[],
): Promise<string[] | null> {
  const path = join(folder, "case.vcf");
  writeFileSync(path, text);
  const options = {
    ...DEFAULTS,
    vcfs: [path],
    genes,
    geneAgnostic: genes.length === 0,
    partial: true,
    proband,
    assembly,
    forceSex: true,
    germlineAnyway: true as const,
  };
  const oracle = damagingAlleles(text, proband);
  try {
    const io = { log: silent, stdin: process.stdin, onProgress: () => {} };
    const prepared = await prepare(options, io);
    const scanned = await scanInputs(prepared, options, io);
    const { result, droppedAlleles } = await assess(prepared, scanned, silent);
    const shown = new Set(
      [...result.candidates, ...result.side].flatMap((c) =>
        c.variants.map((v) => `${v.chrom}:${v.pos}:${v.ref}:${v.alt}`.toUpperCase()),
      ),
    );
    const [plan] = prepared.plans;
    if (plan === undefined) throw new Error("no plan");
    return faults(oracle, shown, droppedAlleles, new Scanner(compilePlan(plan)));
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}

/** Record by record, what the scanner makes of it alone; then the sum of the whole run. */
function faults(
  oracle: readonly OracleRecord[],
  shown: ReadonlySet<string>,
  droppedAlleles: Record<string, number>,
  scanner: Scanner,
): string[] {
  const found: string[] = [];
  let expected = 0;
  for (const { line, alleles } of oracle) {
    const data = Buffer.from(`${line}\n`);
    const alone = scanner.scan(data, 0, data.length);
    const counted = Object.values(alone.droppedAlleles).reduce((a, b) => a + b, 0);
    const came = new Set(
      alone.survivors.flatMap((s) =>
        s.alleles
          .filter((a) => a.damaging)
          .map((a) =>
            `${s.chrom}:${s.pos}:${s.ref}:${s.alts[a.alleleIndex - 1] ?? ""}`.toUpperCase(),
          ),
      ),
    );
    const certain = alleles.filter((a) => a.certain).length;
    const n = counted + came.size;
    if (n < certain || n > alleles.length)
      found.push(`${n} of ${certain} to ${alleles.length} damaging alleles: ${line.slice(0, 600)}`);
    // What a record of bcftools csq points to is known in the whole run alone: it may be shown then.
    const here = alleles.filter((a) => shown.has(a.key) && (a.certain || came.has(a.key)));
    expected += n - here.length;
  }
  const sum = Object.values(droppedAlleles).reduce((a, b) => a + b, 0);
  if (sum !== expected) found.push(`${sum} counted, ${expected} expected`);
  return found;
}

/** All names that stand where a gene's symbol may stand. */
function genesOf({ records }: Vcf): string[] {
  const names = records.flatMap((cells) =>
    [...(cells[7] ?? "").matchAll(/(?:CSQ|ANN|BCSQ)=([^;]+)/g)].flatMap(([whole, text = ""]) =>
      text.split(",").map((e) => e.split("|")[whole.startsWith("BCSQ") ? 1 : 3] ?? ""),
    ),
  );
  return [...new Set(names)].filter((name) => /^[A-Za-z][\w.-]*$/.test(name));
}

describe.each([
  ["the repository's files", own, 300],
  ["the shared files", shared, 700],
])("no damaging allele is lost: %s", (_, sources, runs) => {
  // The shared data may be absent.
  const skip = sources === shared && sharedData === null;

  it.skipIf(skip)(
    "whole files, all genes, and a list of the genes",
    { timeout: 300_000 },
    async () => {
      for (const source of sources) {
        // Thousands of variants in one gene would make millions of pairs.
        const vcf = read(source, 40);
        for (const genes of [[], genesOf(vcf)])
          // oxlint-disable-next-line no-await-in-loop -- one file at a time
          expect([source.path, await lost(vcfOf(vcf), source, genes)]).toEqual([source.path, []]);
      }
    },
  );

  it.skipIf(skip)(`${runs} changed files`, { timeout: 300_000 }, async () => {
    const files = sources.map((source) => ({ source, vcf: read(source, 1) }));
    const failures: unknown[] = [];
    let refused = 0;
    for (let seed = 0; seed < runs; seed++) {
      const file = files[seed % files.length];
      if (file === undefined) continue;
      const { source, vcf } = file;
      const names = (vcf.header.at(-1) ?? "").split("\t").slice(9);
      const { text, steps } = mutated(vcf, names.indexOf(source.proband), seed);
      const genes = seed % 3 === 0 ? genesOf(parseVcf(text)) : [];
      // oxlint-disable-next-line no-await-in-loop -- one file at a time
      const found = await lost(text, source, genes);
      if (found === null) refused++;
      else if (found.length > 0) failures.push({ seed, path: source.path, steps, found });
    }
    expect(failures).toEqual([]);
    expect(refused / runs).toBeLessThan(0.1);
  });
});
