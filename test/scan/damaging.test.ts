// Damaging alleles of the proband: each that leaves is counted under one reason.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { IndexedVcfWriter } from "../../src/io/bgzf/index.ts";
import { compilePlan, Scanner } from "../../src/scan/index.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { tempFolder } from "../helpers/temp.ts";
import {
  GENE1_BED,
  headerText,
  recordText,
  TRIO,
  TRIO_PED,
  type RecordOptions,
} from "../helpers/vcf-text.ts";
import { planFor } from "./build.ts";

const ann =
  "##INFO=<ID=ANN,Number=.,Type=String,Description=\"Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name'\">";
const header = headerText({ samples: ["C"], extra: [ann] });

/** Reasons of the damaging alleles of one line that left. */
function left(record: Partial<RecordOptions>, change = (line: string) => line, wide = true) {
  const line = change(recordText({ pos: 1500, genotypes: ["0/1"], ...record }));
  const data = Buffer.from(`${line}\n`);
  return new Scanner(compilePlan(planFor({ header, geneAgnostic: wide }))).scan(
    data,
    0,
    data.length,
  ).droppedAlleles;
}

const add = (text: string) => (line: string) => line.replace("CSQ=", `${text};CSQ=`);

describe("one damaging allele", () => {
  it.each<[string, ReturnType<typeof left>, object]>([
    ["too common", left({ af: 0.2 }), { frequency: 1 }],
    ["failed FILTER", left({ filter: "LowQual" }), { filter: 1 }],
    ["not carried", left({ af: 0.2, genotypes: ["0/0"] }), {}],
    ["failed FILTER and not carried", left({ filter: "LowQual", genotypes: ["0/0"] }), {}],
    ["no call (VCF-22)", left({ genotypes: ["./."] }), { proband_no_call: 1 }],
    ["half a call", left({ genotypes: ["0/."] }), { proband_no_call: 1 }],
    ["common and harmless", left({ af: 0.2, consequence: "intron_variant" }), {}],
    ["survives", left({}), {}],
    ["on a contig that is not analysed", left({ chrom: "GL000191.1" }), { other_contig: 1 }],
    ["there, not carried", left({ chrom: "GL000191.1", genotypes: ["0/0"] }), {}],
    [
      "damaging by another annotator alone",
      left({ consequence: "intron_variant" }, add("ANN=A|missense_variant|MODERATE|GENE1")),
      { consequence: 1 },
    ],
    [
      "a term that nobody knows, with the annotator's word",
      left({ af: 0.2, consequence: "novel_variant" }, (l) => l.replace("MODIFIER", "High")),
      { frequency: 1 },
    ],
    [
      "a damaging term in spite of the word",
      left({ af: 0.2 }, (l) => l.replace("HIGH", "MODIFIER")),
      { frequency: 1 },
    ],
    [
      "P in ClinVar without a star, too common",
      left({
        af: 0.2,
        consequence: "intron_variant",
        info: "CLNSIG=Pathogenic;CLNREVSTAT=no_assertion_criteria_provided",
      }),
      { frequency: 1 },
    ],
    [
      "a structural allele",
      left({ alt: "<DEL>", consequence: "transcript_ablation" }),
      { symbolic_allele: 1 },
    ],
    [
      "both alleles of a site, each by itself",
      left({ ref: "G", alt: "A", genotypes: ["1/2"], filter: "LowQual" }, (l) =>
        l.replace("\tG\tA\t", "\tG\tA,T\t").replace(/CSQ=(A)(\|[^\t]*)/, "CSQ=A$2,T$2"),
      ),
      { filter: 2 },
    ],
    [
      "`*` beside it",
      left({ alt: "A,*", genotypes: ["1/2"], filter: "LowQual" }, (l) =>
        l.replace("CSQ=A,*", "CSQ=A"),
      ),
      { filter: 1 },
    ],
    ["not on a panel", left({ gene: "OTHER" }, undefined, false), { gene_not_on_panel: 1 }],
    ["outside the regions: not in scope", left({ pos: 99 }, undefined, false), {}],
  ])("%s", (_, counted, expected) => {
    expect(counted).toEqual(expected);
  });
});

describe("of a run", () => {
  const folder = tempFolder();
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const records: RecordOptions[] = Array.from({ length: 400 }, (_, i) => ({
    pos: 1000 + 400_000 * i,
    consequence: ["stop_gained", "missense_variant", "intron_variant"][i % 3] ?? "",
    af: [0.3, 0.00001, null][i % 7] ?? null,
    filter: i % 11 === 0 ? "LowQual" : "PASS",
    gene: i % 5 === 0 ? "OTHER" : "GENE1",
    genotypes: [["0/1", "1/1", "./.", "0/0"][i % 4] ?? "", "0/1", "0/0"],
  }));
  const text = headerText({ samples: TRIO }) + records.map((r) => `${recordText(r)}\n`).join("");
  const panels = [write("gene.bed", GENE1_BED)];
  const ped = write("trio.ped", TRIO_PED);

  it("the same by index, in full, from text; each allele once", async () => {
    const path = join(folder, "family.vcf.gz");
    const writer = new IndexedVcfWriter((bytes) => writeFileSync(path, bytes, { flag: "a" }));
    for (const line of text.trimEnd().split("\n")) writer.write(line);
    writeFileSync(`${path}.tbi`, writer.finish());
    const plain = write("family.vcf", text);
    const counts: unknown[] = [];
    for (const [i, given] of [
      { vcfs: [path], scan: "index" as const },
      { vcfs: [path], scan: "full" as const },
      { vcfs: [plain] },
    ].entries()) {
      const dir = join(folder, `out${i}`);
      mkdirSync(dir);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await analyseHere({ panels, ped, ...given }, { dir });
      const run: unknown = JSON.parse(readFileSync(join(dir, "run.json"), "utf8"));
      counts.push((run as { counts: { droppedAlleles: unknown } }).counts.droppedAlleles);
    }
    expect(counts[0]).toEqual(counts[1]);
    expect(counts[0]).toEqual(counts[2]);
    expect(counts[0]).toHaveProperty("frequency");
    expect(counts[0]).toHaveProperty("gene_not_on_panel");
  });
});
