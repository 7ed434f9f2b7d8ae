/** The head of a snapshot of transcripts. */
import type { Assembly } from "../core/assembly.ts";
import type { EndsCheck } from "./ends.ts";

export const MAGIC = "PNLTRNSC";
/** The magic, the bytes of the head and of the index, their checksum, four of nothing. */
export const FRONT_BYTES = 24;
export const NUMBERS_OF_RECORD = 6;

export interface SnapshotHead {
  schema: "panelist.transcripts";
  version: 1;
  /** Who made the release: `Ensembl`, `GENCODE`, `RefSeq`. */
  source: string;
  release: string;
  assembly: Assembly;
  genes: number;
  transcripts: number;
  /** Transcripts with a coding part. */
  coding: number;
  /** The sequence that was baked, by the digest of its index, with what it told; null: none was. */
  sequence: { indexSha256: string; check: EndsCheck } | null;
  biotypes: string[];
  appris: string[];
  /** Records in the file. */
  records: number;
}
