// Real genes of many transcripts: a raw file's answer is that of the same file annotated first, in every output.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { annotate } from "../../src/analysis/annotate.ts";
import { DEFAULT_OPTIONS } from "../../src/analysis/options.ts";
import { importTranscriptRelease } from "../../src/library/transcripts.ts";
import { openStore } from "../../src/store/index.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { quietIo } from "../helpers/archive.ts";
import { gunzip } from "../helpers/bgzip.ts";
import { rawVcf } from "../helpers/raw-world.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const chr21 = "annotate/ensembl_chr21";
const windows = "vcf/csq_windows";

interface Window {
  gff3: string;
  fasta: string;
  vcf: string;
  chrom: string;
  length: number;
  /** Rows of a BED panel. */
  panel: string;
}

const WINDOWS: Record<string, Window> = {
  "chromosome 21 of Ensembl 84": {
    gff3: `${chr21}/Homo_sapiens.GRCh38.chr21.e84.gff3.gz`,
    fasta: `${chr21}/GRCh38.chr21_parts.padded.fa.gz`,
    vcf: `${chr21}/exhaustive/ind.vcf.gz`,
    chrom: "21",
    length: 46_709_983,
    panel:
      "21\t25500000\t25720000\tGABPA\n21\t25600000\t25800000\tMRPL39\n21\t25880000\t26180000\tAPP\n",
  },
  "BRCA1 of RefSeq": {
    gff3: `${windows}/derived_gff3/GRCh38.BRCA1.refseq.gff3`,
    fasta: `${windows}/fasta_padded/GRCh38.BRCA1_43000001-43200000.padded.fa.gz`,
    vcf: `${windows}/derived_vcf/clinvar_2026-02-26.BRCA1.GRCh38.vcf.gz`,
    chrom: "17",
    length: 83_257_441,
    panel: "17\t43000000\t43200000\tBRCA1\n",
  },
};

/** Every so manyth record, as a trio's. */
function thinned({ vcf, chrom, length }: Window): string {
  const lines = gunzip(readFileSync(join(sharedData ?? "", vcf)))
    .toString()
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const step = Math.ceil(lines.length / 400);
  const records = lines
    .filter((_, i) => i % step === 0)
    .map((line) => line.split("\t"))
    .filter(([, , , , alt = ""]) => /^[ACGT]+$/.test(alt))
    .map(([, pos, , ref = "", alt = ""]) => ({ pos: Number(pos), ref, alts: [alt] }));
  return rawVcf(records)
    .replaceAll(/^1\t/gm, `${chrom}\t`)
    .replace("<ID=1,length=248956422>", `<ID=${chrom},length=${length}>`);
}

describe.skipIf(sharedData === null)("analyse(raw) is analyse(annotate(raw))", () => {
  it.each(Object.entries(WINDOWS))("%s", async (name, window) => {
    const at = (file: string): string => join(folder, `${window.chrom}.${file}`);
    const data = (file: string): string => join(sharedData ?? "", file);
    const store = at("store");
    await importTranscriptRelease(openStore(store), data(window.gff3), {
      assembly: "GRCh38",
      release: "1",
      reference: data(window.fasta),
      mane: null,
      allBiotypes: false,
      allowRemote: false,
      now: new Date(0),
    });
    writeFileSync(at("raw.vcf"), thinned(window));
    writeFileSync(at("trio.ped"), "F\tC\tF\tM\t1\t2\nF\tF\t0\t0\t1\t1\nF\tM\t0\t0\t2\t1\n");
    writeFileSync(at("panel.bed"), window.panel);
    const asked = { ...DEFAULT_OPTIONS, store, vcfs: [at("raw.vcf")] };
    await annotate(asked, at("annotated.vcf"), quietIo());
    const asks = { panels: [at("panel.bed")], beyondPanel: true, partial: true };
    const given = { store, ped: at("trio.ped"), ...asks };
    for (const format of ["json", "tsv", "html"] as const) {
      const raw = await analyseHere({ ...given, vcfs: [at("raw.vcf")] }, { format });
      const twin = await analyseHere({ ...given, vcfs: [at("annotated.vcf")] }, { format });
      expect(raw.text === twin.text, `${name}, ${format}`).toBe(true);
      if (format !== "json") continue;
      const shown = raw.text.match(/"hgvsc": "[^"]+"/g) ?? [];
      expect(new Set(shown.map((word) => word.split(":")[1])).size).toBeGreaterThan(5);
    }
  });
});
