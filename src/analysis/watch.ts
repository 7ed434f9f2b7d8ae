/**
 * Lines of interest in an input that can be read only once (a stream, a plain or gzipped file, a URL): noted while
 * the run reads it.
 */
import { canonicalChrom } from "../core/assembly.ts";
import { BYTE } from "../core/bytes.ts";
import type { ScanPlan } from "../scan/types.ts";
import type { Task } from "../scan/pool/index.ts";
import type { Input } from "./input.ts";

const { TAB, NEWLINE } = BYTE;

/** 1-based, inclusive. */
interface WatchedSpan {
  chrom: string;
  start: number;
  end: number;
}

/**
 * The lines whose REF touches a place, in file order, each without its end; complete when the run has read all.
 * `last` is REF's last base.
 */
export type Watched = { chrom: string; pos: number; last: number; line: string }[];

/** @returns null: the input can be read again, nothing is taken down. `input` is changed in place. */
export function watch(input: Input, places: readonly WatchedSpan[]): Watched | null {
  const { text, remote } = input;
  if (text === null && remote === null) return null;
  const watcher = new Watcher(places);
  if (text !== null)
    input.text = (async function* (): AsyncGenerator<Uint8Array> {
      for await (const bytes of text) {
        watcher.add(bytes);
        yield bytes;
      }
      watcher.end();
    })();
  if (remote !== null)
    input.remote = {
      ...remote,
      tasks: async function* (plan: ScanPlan): AsyncGenerator<Task> {
        for await (const task of remote.tasks(plan)) {
          // Every text begins and ends at a line.
          if (task.kind === "text") {
            watcher.add(task.bytes);
            watcher.end();
          }
          yield task;
        }
      },
    };
  return watcher.found;
}

class Watcher {
  readonly found: Watched = [];
  private readonly places: readonly WatchedSpan[];
  private open: Uint8Array[] = [];
  private contig = "";
  private chrom = "";
  /** Those on the contig at hand. */
  private here: readonly WatchedSpan[] = [];

  constructor(places: readonly WatchedSpan[]) {
    this.places = places;
  }

  add(bytes: Uint8Array): void {
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(NEWLINE, start);
      if (end < 0) break;
      if (this.open.length === 0) this.look(bytes, start, end);
      else {
        this.open.push(bytes.subarray(start, end));
        this.end();
      }
      start = end + 1;
    }
    if (start < bytes.length) this.open.push(bytes.slice(start));
  }

  /** What is open is a whole line. */
  end(): void {
    const line = Buffer.concat(this.open);
    this.open = [];
    if (line.length > 0) this.look(line, 0, line.length);
  }

  private look(bytes: Uint8Array, start: number, end: number): void {
    const tab = bytes.indexOf(TAB, start);
    if (tab < 0 || tab >= end) return;
    const contig = Buffer.from(bytes.buffer, bytes.byteOffset + start, tab - start);
    if (contig.toString("latin1") !== this.contig) {
      this.contig = contig.toString("latin1");
      this.chrom = canonicalChrom(this.contig) ?? "";
      this.here = this.places.filter(({ chrom }) => chrom === this.chrom);
    }
    if (this.here.length === 0) return;
    const second = bytes.indexOf(TAB, tab + 1);
    const pos = Number(Buffer.from(bytes.subarray(tab + 1, second)).toString("latin1"));
    const third = bytes.indexOf(TAB, second + 1);
    const last = pos + (bytes.indexOf(TAB, third + 1) - third - 1) - 1;
    if (!this.here.some((place) => pos <= place.end && last >= place.start)) return;
    const line = Buffer.from(bytes.subarray(start, end)).toString("utf8").replace(/\r$/, "");
    this.found.push({ chrom: this.chrom, pos, last, line });
  }
}
