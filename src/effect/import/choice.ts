/** MANE and the canonical transcript (GX-12, GX-13, DEC-42): decided once, here, and kept. */
import { ToolError } from "../../core/errors.ts";
import { isCodingBiotype } from "../../core/consequences.ts";
import { compareText, withoutIdVersion } from "../../core/text.ts";
import { linesOf } from "../../io/text-lines.ts";
import { FLAG } from "../flags.ts";
import type { DraftTranscript } from "./draft.ts";

/** MANE's transcripts by their ids without version, those of RefSeq and of Ensembl. */
export type ManeTable = ReadonlyMap<string, { id: string; counterpart: string; isSelect: boolean }>;

/** Reads MANE's summary. @throws ToolError E_KNOWLEDGE: it is something else; those of reading */
export async function readMane(path: string): Promise<ManeTable> {
  const table = new Map<string, { id: string; counterpart: string; isSelect: boolean }>();
  let columns: Record<string, number> | null = null;
  for await (const lines of linesOf(path)) {
    for (const line of lines) {
      const cells = line.split("\t");
      if (columns === null) {
        columns = Object.fromEntries(cells.map((name, i) => [name, i]));
        continue;
      }
      const cell = (name: string): string => cells[columns?.[name] ?? -1] ?? "";
      const [refseq, ensembl] = [cell("RefSeq_nuc"), cell("Ensembl_nuc")];
      if (refseq === "" || ensembl === "") continue;
      const isSelect = cell("MANE_status") === "MANE Select";
      table.set(withoutIdVersion(refseq), { id: refseq, counterpart: ensembl, isSelect });
      table.set(withoutIdVersion(ensembl), { id: ensembl, counterpart: refseq, isSelect });
    }
  }
  if (table.size === 0) {
    throw new ToolError("E_KNOWLEDGE", "it has no MANE transcripts", {
      path,
      hint: "Give the MANE summary, such as MANE.GRCh38.v1.4.summary.txt.gz.",
    });
  }
  return table;
}

/**
 * GX-12: MANE's transcripts by id, in genes of which the release tags none as Select; of those that it tags, the
 * counterpart alone. Another version is still the one to report (DEC-42), and says so.
 */
export function markMane(transcripts: readonly DraftTranscript[], table: ManeTable): void {
  const isTagged = ({ flags }: DraftTranscript): boolean => (flags & FLAG.maneSelect) !== 0;
  const told = new Set(transcripts.filter(isTagged).map(({ gene }) => gene));
  for (const transcript of transcripts) {
    const mane = table.get(withoutIdVersion(transcript.id));
    if (mane === undefined) continue;
    const { maneSelect, manePlusClinical, maneOtherVersion } = FLAG;
    if (!told.has(transcript.gene)) {
      transcript.flags |= mane.isSelect ? maneSelect : manePlusClinical;
      if (mane.id !== transcript.id) transcript.flags |= maneOtherVersion;
    }
    if ((transcript.flags & (maneSelect | manePlusClinical)) !== 0)
      transcript.counterpart ||= mane.counterpart;
  }
}

/**
 * GX-13, DEC-42: one canonical transcript for each gene: the release's own; else MANE Select, else RefSeq Select, else
 * the first in TX-02's order, down to the longest coding sequence, the longest transcript, the smallest id.
 * @param transcripts of one gene at one place
 */
export function chooseCanonical(transcripts: readonly DraftTranscript[]): void {
  if (transcripts.some(({ flags }) => (flags & FLAG.canonical) !== 0)) return;
  const [best] = transcripts.toSorted(compareChoice);
  if (best !== undefined) best.flags |= FLAG.canonical;
}

function compareChoice(a: DraftTranscript, b: DraftTranscript): number {
  const has = (bit: number): number =>
    Number((b.flags & bit) !== 0) - Number((a.flags & bit) !== 0);
  return (
    has(FLAG.maneSelect) ||
    has(FLAG.refseqSelect) ||
    has(FLAG.manePlusClinical) ||
    apprisRank(a) - apprisRank(b) ||
    (a.tsl || 9) - (b.tsl || 9) ||
    Number(isCodingBiotype(b.biotype)) - Number(isCodingBiotype(a.biotype)) ||
    codingBases(b) - codingBases(a) ||
    bases(b) - bases(a) ||
    compareText(a.id, b.id)
  );
}

function apprisRank({ appris }: DraftTranscript): number {
  return appris === "" ? 99 : (appris.startsWith("P") ? 0 : 10) + Number(appris.slice(1));
}

function bases({ exons }: DraftTranscript): number {
  return exons.reduce((sum, { start, end }) => sum + end - start + 1, 0);
}

/** Exonic bases between the coding part's ends. */
function codingBases({ exons, cdsStart, cdsEnd }: DraftTranscript): number {
  if (cdsStart === 0) return 0;
  return exons.reduce(
    (sum, { start, end }) =>
      sum + Math.max(0, Math.min(end, cdsEnd) - Math.max(start, cdsStart) + 1),
    0,
  );
}
