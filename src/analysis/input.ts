/** An opened VCF: what is known about it before the first record. */
import type { FileKind, VcfIndex, VirtualOffset } from "../io/bgzf/index.ts";
import type { ScanPlan } from "../scan/types.ts";
import type { Task } from "../scan/pool/index.ts";
import type { VcfHeader } from "../vcf/types.ts";

export interface Input {
  /** As given. */
  path: string;
  kind: FileKind;
  header: VcfHeader;
  /** Size as stored; null on a stream. */
  size: number | null;
  /** sha256 over the header's text and the index file. */
  digest: string;
  /** BGZF on disk: where the first record stands. */
  firstRecord: VirtualOffset | null;
  /** Opened when it is first asked for. */
  readonly index: VcfIndex | null;
  indexOlderThanFile: boolean;
  /** Everything else: the text after the header, to be read once. */
  text: AsyncIterable<Uint8Array> | null;
  remote: RemoteInput | null;
  /** A family of which files of events alone are given: no small variant was read. */
  isEmpty?: true;
  /** Of the first record's line what was read with the header. */
  firstLine?: string;
}

interface RemoteInput {
  chromosomes: string[];
  /** Text of the panel's blocks, in file order; every piece begins and ends at a line. */
  tasks(plan: ScanPlan): AsyncIterable<Task>;
}

/** bcftools csq gives no names. */
export function isNameless({ header }: Input): boolean {
  return header.annotations[0]?.annotator === "bcsq";
}
