/** Gathers the lines that an archive keeps, in file order, and drops those that turned out not to be needed. */
import { remembered } from "../../core/once.ts";
import type { KeptLine } from "../types.ts";
import { DROPPED, type KeepDecision } from "./distil.ts";

/** Offsets of a line in the batch. */
interface Line {
  start: number;
  end: number;
}

/** One batch: positions are kept or left whole, so that the records of one site stay together (VCF-24). */
export class KeptLines {
  readonly lines: KeptLine[] = [];
  private readonly bytesOf: (line: Line) => Uint8Array;
  private verdict: KeepDecision = DROPPED;
  /** Genes of the position that the file may never name. */
  private unnamed: { genes: number[]; wantsBlocks: boolean } | null = null;
  /** Each person's last reference block, not written yet. */
  private blocks: ((Line & { pos: number }) | null)[];
  private written = -1;

  constructor(people: number, bytesOf: (line: Line) => Uint8Array) {
    this.blocks = Array.from({ length: people }, () => null);
    this.bytesOf = bytesOf;
  }

  block(person: number, line: Line, pos: number): void {
    this.blocks[person] = { ...line, pos };
  }

  record(verdict: KeepDecision): void {
    const { outcome, pointers, wantsBlocks, genes } = verdict;
    const { verdict: known, unnamed } = this;
    if (outcome === "unnamed")
      this.unnamed = {
        genes: [...(unnamed?.genes ?? []), ...(genes ?? [])],
        wantsBlocks: wantsBlocks || unnamed?.wantsBlocks === true,
      };
    else if (outcome === "keep" || (outcome === "pointer_target" && known.outcome === "drop"))
      this.verdict = {
        outcome,
        pointers: [...known.pointers, ...pointers],
        wantsBlocks: known.wantsBlocks || wantsBlocks,
      };
  }

  /** The position is complete. */
  close(group: readonly Line[], contig: string, pos: number): void {
    const { verdict, unnamed } = this;
    this.verdict = DROPPED;
    this.unnamed = null;
    const isSpare = verdict.outcome === "pointer_target";
    // What is kept for certain does not ask what the file names.
    const waits = verdict.outcome === "keep" ? null : unnamed;
    if (verdict.outcome === "drop" && waits === null) return;
    const kind =
      verdict.outcome === "keep" ? "record" : waits === null ? "pointer_target" : "unnamed";
    this.flushBlocks(contig, group[0]?.start ?? -1);
    for (const line of group) {
      // A block that begins where such a record stands may be wanted by a later record for itself.
      const people = kind === "record" ? [] : this.peopleOf(line);
      this.lines.push({
        kind: people.length > 0 ? "block" : kind,
        contig,
        pos,
        line: this.bytesOf(line),
        pointers: verdict.pointers,
        wantsBlocks: waits?.wantsBlocks ?? verdict.wantsBlocks,
        people,
        ...(waits === null || people.length > 0
          ? {}
          : { genes: waits.genes, isPointerTarget: isSpare }),
      });
      this.written = line.start;
    }
  }

  /** The contig or the batch ends: what the next one may want goes along. */
  leave(contig: string): void {
    this.flushBlocks(contig, Infinity);
    this.blocks = this.blocks.map(() => null);
  }

  private peopleOf({ start }: Line): number[] {
    return this.blocks.flatMap((block, person) => (block?.start === start ? [person] : []));
  }

  /** Blocks that begin before the offset, each line once, in file order. */
  private flushBlocks(contig: string, before: number): void {
    const waiting = new Map<number, { line: Line & { pos: number }; people: number[] }>();
    this.blocks.forEach((line, person) => {
      if (line === null || line.start <= this.written || line.start >= before) return;
      remembered(waiting, line.start, () => ({ line, people: [] })).people.push(person);
    });
    const inOrder = [...waiting.values()].sort((a, b) => a.line.start - b.line.start);
    for (const { line: place, people } of inOrder) {
      const { pos, start } = place;
      const line = this.bytesOf(place);
      const asked = { pointers: [], wantsBlocks: false, people };
      this.lines.push({ kind: "block", contig, pos, line, ...asked });
      this.written = start;
    }
  }
}

/**
 * Of the lines of a whole file, in order: all records, those in genes that no line of it names (DEC-17), the
 * reference blocks that one of them may want (VCF-04), the records that one of them points to (BCSQ-02). Does
 * not depend on how the file was cut.
 * @param named genes that the file names, as indexes of the plan's table
 */
export function settleKept(lines: readonly KeptLine[], named: ReadonlySet<number>): KeptLine[] {
  const isRecord = ({ kind, genes = [] }: KeptLine): boolean =>
    kind === "record" || (kind === "unnamed" && genes.some((gene) => !named.has(gene)));
  const isSpare = (line: KeptLine): boolean =>
    line.kind === "pointer_target" || line.isPointerTarget === true;
  const targets = new Set(
    lines.flatMap((line) =>
      isRecord(line) ? line.pointers.map((pos) => `${line.contig}:${pos}`) : [],
    ),
  );
  const wanted = new Set<KeptLine>();
  let contig = "";
  let last = new Map<number, KeptLine>();
  for (const line of lines) {
    if (line.contig !== contig) last = new Map();
    contig = line.contig;
    if (line.kind === "block") for (const person of line.people) last.set(person, line);
    else if (isRecord(line) || (isSpare(line) && targets.has(`${contig}:${line.pos}`))) {
      wanted.add(line);
      if (isRecord(line) && line.wantsBlocks) for (const block of last.values()) wanted.add(block);
    }
  }
  return lines.filter((line) => wanted.has(line));
}
