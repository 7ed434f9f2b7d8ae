// The invariant of re-analysis: step by step through random knowledge, the archive's answer is the answer of
// a full analysis of the original. Candidates, tiers, evidence, order: byte for byte.
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inArchive, readHead, readRun } from "../../src/archive/index.ts";
import { differencesOf } from "../../src/reanalysis/events/differences.ts";
import { IndexedVcfWriter } from "../../src/io/bgzf/index.ts";
import { importClinVar } from "../../src/classifications/index.ts";
import { importParts } from "../../src/phenotype/release.ts";
import { openStore } from "../../src/store/index.ts";
import { addHere, answerOf, fullReport, reanalyseHere } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";
import { HPOA, NINE_COLUMNS, OBO, part } from "../phenotype/toy.ts";
import { headerText, recordText, TRIO, TRIO_PED } from "../helpers/vcf-text.ts";

const folder = tempFolder();
// LDLR is on the list of secondary findings (DEC-10).
const GENES = ["AAA", "BBB", "CCC", "LDLR", "EEE", "FFF"];
/** Gene i lies at 10 kb from (i + 1) x 100 kb on; EEE and FFF overlap. */
const startOf = (gene: number): number => (gene === 5 ? 505_000 : (gene + 1) * 100_000);

const variant = fc.record({
  gene: fc.nat({ max: 5 }),
  offset: fc.integer({ min: -400, max: 10_300 }),
  consequence: fc.constantFrom(
    "stop_gained",
    "frameshift_variant",
    "missense_variant",
    "missense_variant",
    "splice_region_variant",
    "synonymous_variant",
    "intron_variant",
    "upstream_gene_variant",
  ),
  af: fc.constantFrom(null, 0, 0.00005, 0.0009, 0.004, 0.012, 0.03, 0.2),
  filter: fc.constantFrom("PASS", "PASS", "PASS", "LowQual"),
  child: fc.constantFrom("0/1", "0/1", "1/1", "0|1", "0/0", "./."),
  father: fc.constantFrom("0/0", "0/1", "./."),
  mother: fc.constantFrom("0/0", "0/1"),
  clnsig: fc.constantFrom(
    "",
    "",
    "",
    "CLNSIG=Pathogenic;CLNREVSTAT=criteria_provided,_single_submitter",
  ),
});

const row = fc.record({
  listed: fc.boolean(),
  confidence: fc.constantFrom("green", "green", "amber", "red"),
  mode: fc.constantFrom("MONOALLELIC", "BIALLELIC", "BOTH monoallelic and biallelic", "Unknown"),
  /** Nobody gives its coordinates: found by name. */
  located: fc.constantFrom(true, true, true, false),
  alias: fc.constantFrom("", "", "AAA", "OLD1"),
});
const panel = fc.array(row, { minLength: 6, maxLength: 6 });
const release = fc.array(
  fc.constantFrom("", "", "Pathogenic", "Likely_pathogenic", "Uncertain_significance", "Benign"),
  { minLength: 30, maxLength: 30 },
);
/** Which sign of the toy ontology each gene's disease shows; 0: the release does not know the gene. */
const links = fc.array(fc.constantFrom(0, 11, 12, 13, 21, 30), { minLength: 6, maxLength: 6 });
/** What the policy of a step says otherwise than the default. */
const limits = fc.constantFrom(
  {},
  {},
  {},
  { frequency: { recessive: 0.005 } },
  { frequency: { dominant: 0.0005, recessive: 0.02 } },
  { points: { phenotype: { slope: 2 } } },
);
const world = fc.record({
  variants: fc.array(variant, { minLength: 8, maxLength: 30 }),
  panels: fc.array(panel, { minLength: 3, maxLength: 3 }),
  releases: fc.array(release, { minLength: 3, maxLength: 3 }),
  withClinVar: fc.boolean(),
  terms: fc.constantFrom("", "", "HP:0000012", "HP:0000011,!HP:0000021", "HP:0000030,HP:0000013"),
  hpo: fc.array(links, { minLength: 3, maxLength: 3 }),
  policies: fc.array(limits, { minLength: 3, maxLength: 3 }),
  incidental: fc.constantFrom("withhold" as const, "show" as const),
  beyond: fc.constantFrom(false, false, true),
  minConfidence: fc.constantFrom("amber" as const, "green" as const),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function panelText(rows: World["panels"][number]): string {
  const lines = rows.flatMap(({ listed, confidence, mode, located, alias }, i) => {
    const place = located ? `1\t${startOf(i)}\t${startOf(i) + 10_000}` : "\t\t";
    return listed ? [`${GENES[i]}\t${confidence}\t${mode}\t${place}\t${alias}`] : [];
  });
  const head = "symbol\tconfidence\tmode_of_inheritance\tchrom\tstart\tend\taliases";
  return [head, ...lines, "ZZZ\tgreen\tMONOALLELIC\t1\t900000\t900100\t", ""].join("\n");
}

function writeVcf(path: string, variants: World["variants"]): { pos: number }[] {
  const seen = new Set<number>();
  const placed = variants
    .map((v) => ({ ...v, pos: startOf(v.gene) + v.offset }))
    .filter(({ pos }) => !seen.has(pos) && seen.add(pos))
    .sort((a, b) => a.pos - b.pos);
  const parts: Uint8Array[] = [];
  const writer = new IndexedVcfWriter((bytes) => parts.push(bytes));
  for (const line of headerText({ samples: TRIO }).trimEnd().split("\n")) writer.write(line);
  for (const { pos, consequence, af, filter, child, father, mother, clnsig, gene } of placed)
    writer.write(
      recordText({
        pos,
        consequence,
        af,
        filter,
        gene: GENES[gene] ?? "",
        info: clnsig,
        genotypes: [child, father, mother],
      }).replaceAll("ENSG00000000001", `ENSG0000000000${gene}`),
    );
  const index = writer.finish();
  writeFileSync(path, Buffer.concat(parts));
  writeFileSync(`${path}.tbi`, index);
  return placed;
}

async function importRelease(
  store: string,
  step: number,
  places: { pos: number }[],
  words: string[],
): Promise<void> {
  const path = join(folder, "clinvar.vcf");
  const lines = places.flatMap(({ pos }, i) => {
    const word = words[i % words.length] ?? "";
    return word === ""
      ? []
      : [
          `1\t${pos}\t${pos}\tG\tA\t.\t.\tCLNSIG=${word};CLNREVSTAT=criteria_provided,_single_submitter`,
        ];
  });
  const head = `##fileformat=VCFv4.1\n##fileDate=2024-0${step + 1}-01\n##reference=GRCh38\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n`;
  writeFileSync(path, `${head}${[...lines, `1\t1\t1\tG\tA\t.\t.\tCLNSIG=Benign`].join("\n")}\n`);
  await importClinVar(openStore(store), path, {
    assembly: "GRCh38",
    release: undefined,
    now: new Date(0),
  });
}

/** The toy's ontology under genes and a date of its own. */
async function importHpo(store: string, step: number, shown: number[]): Promise<void> {
  const day = `2020-02-1${step}`;
  const rows = shown.flatMap((sign, i) =>
    sign === 0
      ? []
      : [`10${i}\t${GENES[i]}\tHP:00000${sign}\tx\t-\t\t-\tmim2gene\tOMIM:${(i % 4) + 1}`],
  );
  const [head = ""] = NINE_COLUMNS.split("\n");
  const texts = [OBO, HPOA].map((text) => text.replaceAll("2020-02-02", day));
  const parts = [
    ...texts,
    `${[head, ...rows, "999\tZZZ\tHP:0000021\tx\t-\t\t-\tmim2gene\tOMIM:3"].join("\n")}\n`,
  ];
  await importParts(
    openStore(store),
    parts.map((text) => part(text)),
    { release: day, now: "2020-03-01T00:00:00Z", origin: "toy" },
  );
}

describe("re-analysis equals a full analysis (RE-01, RE-03)", () => {
  it("over random families, panels and releases of ClinVar", async () => {
    let changes = 0;
    let partial = 0;
    let withTerms = 0;
    await fc.assert(
      fc.asyncProperty(
        world,
        async ({ variants, panels, releases, withClinVar, beyond, minConfidence, ...rest }) => {
          const { terms, hpo, policies } = rest;
          const home = mkdtempSync(join(folder, "world-"));
          const [archive, store, vcf] = ["cases", "store", "one.vcf.gz"].map((name) =>
            join(home, name),
          ) as [string, string, string];
          const rule = join(home, "panel.tsv");
          const ped = join(home, "trio.ped");
          writeFileSync(ped, TRIO_PED);
          const places = writeVcf(vcf, variants);
          const options = {
            vcfs: [vcf],
            ped,
            panels: [rule],
            store,
            beyondPanel: beyond,
            minConfidence,
            sex: {},
            policy: join(home, "policy.json"),
            // A random family may have nothing that can be read.
            allowEmpty: true,
            ...(terms === ""
              ? {}
              : {
                  phenotype: {
                    hpo: [terms],
                  },
                }),
          };
          for (const [step, rows] of panels.entries()) {
            writeFileSync(rule, panelText(rows));
            const policy = { ...policies[step], incidental: rest.incidental };
            writeFileSync(options.policy, JSON.stringify(policy));
            if (terms !== "") await importHpo(store, step, hpo[step] ?? []);
            if (withClinVar) await importRelease(store, step, places, releases[step] ?? []);
            let before = 1;
            if (step === 0) await addHere(archive, "C1", options);
            else {
              before = readHead(inArchive.case(archive, "C1")).run;
              const { result } = await reanalyseHere(archive, { store, policy: options.policy });
              expect(result.failed).toEqual([]);
            }
            const head = readHead(inArchive.case(archive, "C1"));
            const run = readRun(inArchive.case(archive, "C1"), head.run);
            const full = await fullReport(options);
            if (step === 0 || head.run > before) expect(answerOf(run.report)).toBe(answerOf(full));
            // Nothing was written: then nothing may have changed.
            else expect(differencesOf(run.report, full)).toEqual([]);
            if (head.run > before) {
              changes++;
              if (terms !== "") withTerms++;
              if (run.evaluated !== null) partial++;
            }
          }
        },
      ),
      { numRuns: Number(process.env["RUNS"] ?? 25), seed: 6, endOnFailure: true },
    );
    // The test must have seen what it is about.
    expect(changes).toBeGreaterThan(10);
    expect(partial).toBeGreaterThan(3);
    expect(withTerms).toBeGreaterThan(5);
  }, 300_000);
});
