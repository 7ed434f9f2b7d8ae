/** The work of one scanning thread, as a class shared by the worker entry and the in-process path. */
import { openSync, fstatSync, closeSync } from "node:fs";
import { RangeInflater } from "../../io/bgzf/range.ts";
import type { Chunk } from "../../io/bgzf/index.ts";
import { atOnce } from "../../io/turn.ts";
import { Scanner, cutAtPositions, followPointers, type Compiled } from "../index.ts";
import type { BatchResult } from "../types.ts";
import type { Reply, Task } from "./types.ts";
import { mergeBatches, refuseBlank } from "./merge.ts";
import { Stitcher } from "./stitch.ts";
import { endedWithNewline } from "./unended.ts";

const NOTHING = new Uint8Array(0);

/** Text of a task's chunks that is scanned at once: a scan has a fixed cost, and fresh memory too. */
const SCAN_TEXT_BYTES = 1 << 19;

type ByteRange = Pick<Reply, "start" | "end" | "bytes">;
const NO_PLACE: ByteRange = { start: 0, end: 0, bytes: 0 };

export class ScanThread {
  private readonly compiled: Compiled;
  private readonly scanner: Scanner;
  private readonly inflater: RangeInflater | null;
  private readonly fd: number;
  /** Text of a task's chunks, joined; reused from task to task. */
  private text: Buffer = Buffer.alloc(0);
  private readonly path: string;
  private readonly maxLineBytes: number;
  private readonly pieceBytes: number;

  /**
   * @param file null for bytes that the host reads
   * @param pieceBytes text that is scanned without a stop; default: as much as is read at once
   */
  constructor(
    compiled: Compiled,
    file: string | null,
    pieceBytes: number = Number.MAX_SAFE_INTEGER,
  ) {
    const { header, policy } = compiled.plan;
    this.pieceBytes = pieceBytes;
    this.compiled = compiled;
    this.scanner = new Scanner(compiled);
    this.path = header.path;
    this.maxLineBytes = policy.limits.maxLineBytes;
    this.fd = -1;
    this.inflater = null;
    if (file !== null) {
      this.fd = openSync(file, "r");
      this.inflater = new RangeInflater({
        fd: this.fd,
        size: fstatSync(this.fd).size,
        path: file,
        limits: policy.limits,
      });
    }
  }

  close(): void {
    if (this.fd >= 0) closeSync(this.fd);
  }

  run(task: Task): Reply {
    return atOnce(this.steps(task));
  }

  /** The same, stopping between pieces of some MB: in the main thread others want a turn. */
  *steps(task: Task): Generator<undefined, Reply> {
    switch (task.kind) {
      case "text":
        return yield* this.scanPieces([asBuffer(task.bytes)], task.startsAtLine, NO_PLACE);
      case "range":
        return yield* this.scanRange(task.start, task.end, task.skip);
      case "chunks":
        return yield* this.scanChunks(task.chunks);
    }
  }

  /** Scans whole lines that the host joined itself. */
  scanLines(data: Buffer): BatchResult {
    return this.scanner.scan(data, 0, data.length);
  }

  /** `batch` after `total`, as the host joins those of all threads. */
  private merged(total: BatchResult | null, batch: BatchResult): BatchResult {
    if (total === null) return batch;
    refuseBlank(total, batch, this.path, total.records + 1);
    followPointers(batch, total.carry, this.compiled);
    return mergeBatches(total, batch);
  }

  private reader(): RangeInflater {
    if (this.inflater === null) throw new Error("this thread has no file");
    return this.inflater;
  }

  private scanRange(start: number, end: number, skip: number | null): Generator<undefined, Reply> {
    const reader = this.reader();
    const most = this.pieceBytes;
    const place = { start: -1, end: start, bytes: 0 };
    const pieces = function* (): Generator<Buffer> {
      let exact = skip !== null || start === 0;
      let drop = skip ?? 0;
      do {
        const range = reader.read(place.end, end, exact);
        if (place.start < 0) place.start = range.start;
        place.end = range.end;
        place.bytes = place.end - place.start;
        exact = true;
        const data = asBuffer(range.data);
        const used = Math.min(drop, data.length);
        drop -= used;
        for (let at = used; at < data.length; at += most) yield data.subarray(at, at + most);
      } while (place.end < end);
    };
    return this.scanPieces(pieces(), skip !== null, place);
  }

  /** The chunks of a task are whole lines in file order: their text is joined and scanned some MB at a time. */
  private *scanChunks(chunks: readonly Chunk[]): Generator<undefined, Reply> {
    const reader = this.reader();
    const place = { ...NO_PLACE };
    let total: BatchResult | null = null;
    let textBytes = 0;
    const scanText = (): void => {
      if (textBytes === 0) return;
      const data = endedWithNewline(this.text.subarray(0, textBytes), this.path);
      total = this.merged(total, this.scanner.scan(data, 0, data.length));
      textBytes = 0;
    };
    for (const chunk of chunks) {
      for (const { start, end, data } of reader.readChunk(chunk)) {
        place.bytes += end - start;
        if (this.text.length < textBytes + data.length) {
          // Room for a scan's text at once; what is not written to is not taken from the system.
          const larger = Buffer.allocUnsafeSlow(SCAN_TEXT_BYTES + 2 * (textBytes + data.length));
          this.text.copy(larger, 0, 0, textBytes);
          this.text = larger;
        }
        this.text.set(data, textBytes);
        textBytes += data.length;
      }
      if (textBytes < SCAN_TEXT_BYTES) continue;
      scanText();
      yield;
    }
    scanText();
    return { head: NOTHING, tail: NOTHING, whole: false, result: total, ...place };
  }

  /** Scans consecutive pieces of text; joins what the cuts between them split. */
  private *scanPieces(
    pieces: Iterable<Buffer>,
    startsAtLine: boolean,
    place: ByteRange,
  ): Generator<undefined, Reply> {
    const stitcher = new Stitcher(this.path, this.maxLineBytes);
    let head: Uint8Array = NOTHING;
    let total: BatchResult | null = null;
    let empty = true;
    let atStart = true;
    for (const data of pieces) {
      empty &&= data.length === 0;
      const { bodyStart, bodyEnd } = cutAtPositions(data, 0, data.length, startsAtLine && atStart);
      if (bodyStart >= bodyEnd) {
        // No inner cut: the piece waits for its neighbours (or, at the very start, becomes the head).
        stitcher.push({ head: copy(data, 0, data.length), tail: NOTHING, whole: true });
        if (startsAtLine) atStart &&= empty;
        continue;
      }
      const joined = stitcher.push({
        head: copy(data, 0, bodyStart),
        tail: copy(data, bodyEnd, data.length),
        whole: false,
      });
      // Before the first body the range's own head is not ours to scan, unless it starts at a line.
      if (joined !== null) {
        if (total === null && !startsAtLine) head = joined;
        else total = this.merged(total, this.scanLines(joined));
      }
      total = this.merged(total, this.scanner.scan(data, bodyStart, bodyEnd));
      atStart = false;
      yield;
    }
    const rest = stitcher.rest();
    if (total === null) {
      return { head: rest, tail: NOTHING, whole: true, result: null, ...place };
    }
    return { head, tail: rest, whole: false, result: total, ...place };
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A copy in memory of its own: the source buffer is reused, and only what we allocated may be transferred. */
function copy(data: Buffer, from: number, to: number): Uint8Array {
  return from >= to ? NOTHING : Uint8Array.prototype.slice.call(data, from, to);
}
