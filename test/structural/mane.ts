/** Slices of MANE's transcripts (GRCh38), out of the shared table; genes by symbol, or all of them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { canonicalChrom, CHROMOSOMES } from "../../src/core/assembly.ts";
import { FLAG } from "../../src/effect/flags.ts";
import type { DraftTranscript } from "../../src/effect/import/draft.ts";
import { toSlice } from "../../src/effect/import/to-slice.ts";
import { snapshotBytes } from "../../src/effect/snapshot-write.ts";
import { transcriptsOf } from "../../src/effect/snapshot.ts";
import type { TranscriptGene, TranscriptSlice } from "../../src/effect/types.ts";
import { sharedData } from "../helpers/shared.ts";

/** null: not at hand (then skip). */
export const maneTable: string | null =
  sharedData === null ? null : join(sharedData, "events/regions/MANE_GRCh38_exons.tsv.gz");

/** HGNC ids that tests ask for. */
const HGNC: Record<string, string> = { SMN1: "HGNC:11117", DMD: "HGNC:2928", ELN: "HGNC:3327" };

export function maneSlice(symbols: readonly string[] | "all"): TranscriptSlice {
  if (maneTable === null) throw new Error("no table");
  const wanted = symbols === "all" ? null : new Set(symbols);
  const genes = new Map<string, TranscriptGene>();
  const drafts = gunzipSync(readFileSync(maneTable))
    .toString("latin1")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"))
    .filter(([, , , , , , , , , symbol = ""]) => wanted === null || wanted.has(symbol))
    .map((row) => draftOf(row, genes));
  const words = { biotypes: [], appris: [""] };
  const slices = CHROMOSOMES.map((chrom, i) => {
    const own = drafts.filter((draft) => draft.chrom === chrom).map(({ draft }) => draft);
    own.sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
    return toSlice(own, i, words);
  });
  const about = {
    schema: "panelist.transcripts",
    version: 1,
    source: "MANE",
    release: "test",
    assembly: "GRCh38",
    genes: genes.size,
    transcripts: drafts.length,
    coding: drafts.length,
    sequence: null,
    ...words,
  } as const;
  return transcriptsOf(snapshotBytes(about, slices), "MANE").slice("all");
}

function draftOf(
  row: readonly string[],
  genes: Map<string, TranscriptGene>,
): { chrom: string; draft: DraftTranscript } {
  const [contig = "", start, end, strand, cdsStart, cdsEnd, id = "", refseq = "", ensembl = ""] =
    row;
  const [symbol = "", ncbi = "", mane, starts = "", ends = ""] = row.slice(9);
  const gene = genes.get(ensembl) ?? {
    symbol,
    hgncId: HGNC[symbol] ?? null,
    ensemblGene: ensembl.replace(/\.\d+$/, ""),
    ncbiGene: ncbi.replace("GeneID:", ""),
    biotype: "protein_coding",
  };
  genes.set(ensembl, gene);
  const to = ends.split(",").map(Number);
  const exons = starts.split(",").map((from, i) => ({ start: Number(from) + 1, end: to[i] ?? 0 }));
  return {
    chrom: canonicalChrom(contig) ?? "",
    draft: {
      id: refseq,
      protein: "",
      counterpart: id,
      gene,
      start: Number(start) + 1,
      end: Number(end),
      strand: strand === "-" ? -1 : 1,
      flags: mane === "MANE Select" ? FLAG.maneSelect : FLAG.manePlusClinical,
      biotype: "protein_coding",
      tsl: 0,
      appris: "",
      exons: strand === "-" ? exons.toReversed() : exons,
      cdsStart: Number(cdsStart) + 1,
      cdsEnd: Number(cdsEnd),
      phase: 0,
      rows: [],
      sec: [],
      gapAt: 0,
    },
  };
}
