/**
 * echtvar's ZIP (github.com/brentp/echtvar, MIT), local or by ranges, read in place. Of each chromosome and 2^20
 * bases: `var32.bin`, alleles as ascending 32-bit numbers, kept as differences; `<alias>.bin`, a value for each of
 * them; `too-long-for-var32.enc`, alleles of more than four bases together. Numbers are Stream VByte after a
 * count. A number holds, from its highest bit, 20 bits of the position (from 0), 2 and 2 of the lengths of REF and
 * ALT, 8 of their bases, 2 each; both lengths are 3 where the allele is too long. Made from split, left-aligned
 * records.
 */
import { canonicalChrom } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import { isObject, parseJson } from "../core/json.ts";
import { remembered } from "../core/once.ts";
import { openRanges, type Ranges, type RemoteAccess } from "../io/bgzf/index.ts";
import { readMember, zipMembers, type ZipMember } from "../io/zip.ts";
import { noField } from "./rows.ts";
import { SameBuild } from "./same-build.ts";
import type { Matching, OpenSource, SourceRow, SourceSpec } from "./types.ts";

const FOLDER = "echtvar/";
const BIN_BITS = 20;
const MISSING = 0xffffffff;
/** Lengths of REF and ALT of a long allele. */
const LONG = 0xf00;
/** Bins that are held at once; one of a genome is some megabytes. */
const MOST_BINS = 8;

interface Field {
  alias: string;
  /** Of a text: the texts that its numbers stand for. */
  texts: readonly string[] | null;
  multiplier: number;
  zigzag: boolean;
}

interface Long {
  /** 1-based. */
  pos: number;
  ref: string;
  alt: string;
  index: number;
}

interface Bin {
  alleles: Uint32Array;
  values: Uint32Array[];
  longs: Map<number, Long[]>;
}

/** @throws ToolError E_INPUT_MISSING, E_KNOWLEDGE, E_REMOTE, E_IO */
export async function openEchtvar(
  spec: SourceSpec,
  path: string,
  access: RemoteAccess,
): Promise<OpenSource> {
  const ranges = await openRanges(path, access);
  try {
    const members = await zipMembers(ranges);
    return new Echtvar(spec, ranges, members, await fieldsOf(spec, ranges, members));
  } catch (error) {
    ranges.close();
    throw error;
  }
}

class Echtvar implements OpenSource {
  readonly chroms: ReadonlySet<string>;
  readonly #spec: SourceSpec;
  readonly #ranges: Ranges;
  readonly #members: ReadonlyMap<string, ZipMember>;
  readonly #fields: readonly Field[];
  /** As the file calls the chromosomes. */
  readonly #names = new Map<string, string>();
  readonly #bins = new Map<string, Bin | null>();

  constructor(
    spec: SourceSpec,
    ranges: Ranges,
    members: ReadonlyMap<string, ZipMember>,
    fields: readonly Field[],
  ) {
    this.#spec = spec;
    this.#ranges = ranges;
    this.#members = members;
    this.#fields = fields;
    for (const member of members.keys()) {
      const name = /^echtvar\/([^/]+)\/\d+\/var32\.bin$/.exec(member)?.[1];
      const chrom = name === undefined ? null : canonicalChrom(name);
      if (name !== undefined && chrom !== null) this.#names.set(chrom, name);
    }
    this.chroms = new Set(this.#names.keys());
  }

  async rows<Key>(keys: readonly Key[], matching: Matching<Key>): Promise<Map<Key, SourceRow[]>> {
    const found = new Map<Key, SourceRow[]>();
    const build = new SameBuild(this.#spec, this.#ranges.path);
    type Group = { chrom: string; bin: number; keys: Key[] };
    const groups = new Map<string, Group>();
    let last: Group | undefined;
    for (const key of keys) {
      const { chrom, start } = matching.place(key);
      const bin = (start - 1) >> BIN_BITS;
      if (last?.bin !== bin || last.chrom !== chrom)
        last = remembered(groups, `${chrom} ${bin}`, (): Group => ({ chrom, bin, keys: [] }));
      last.keys.push(key);
    }
    for (const { chrom, bin, keys: own } of groups.values()) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other: bounded memory
      const opened = await this.#bin(chrom, bin);
      if (opened === null) continue;
      for (const key of own) {
        const { start } = matching.place(key);
        for (const row of rowsAt(opened, start, this.#fields)) {
          build.see(row, start, matching.base(key));
          if (!matching.matches(row, key)) continue;
          remembered(found, key, () => []).push(row);
        }
      }
    }
    build.check();
    return found;
  }

  close(): void {
    this.#ranges.close();
  }

  async #bin(chrom: string, bin: number): Promise<Bin | null> {
    const folder = `${FOLDER}${this.#names.get(chrom) ?? ""}/${bin}/`;
    const known = this.#bins.get(folder);
    if (known !== undefined) return known;
    const opened = await this.#opened(folder);
    const [oldest] = this.#bins.keys();
    if (this.#bins.size >= MOST_BINS && oldest !== undefined) this.#bins.delete(oldest);
    this.#bins.set(folder, opened);
    return opened;
  }

  async #opened(folder: string): Promise<Bin | null> {
    if (!this.#members.has(`${folder}var32.bin`)) return null;
    const names = ["var32", ...this.#fields.map(({ alias }) => alias)];
    const [stored, long, ...columns] = await Promise.all([
      this.#content(`${folder}var32.bin`),
      this.#content(`${folder}too-long-for-var32.enc`),
      ...names.slice(1).map((name) => this.#content(`${folder}${name}.bin`)),
    ]);
    const fault = (what: string): ToolError =>
      new ToolError("E_KNOWLEDGE", `${folder}: ${what}`, {
        path: this.#ranges.path,
        hint: "Download or create it again.",
      });
    const alleles = numbers(stored ?? Buffer.alloc(0), fault);
    for (let i = 1; i < alleles.length; i++) alleles[i] = (alleles[i] ?? 0) + (alleles[i - 1] ?? 0);
    const values = columns.map((column) => numbers(column, fault));
    if (values.some(({ length }) => length !== alleles.length))
      throw fault("its fields do not have one value for each allele");
    const longs = new Map<number, Long[]>();
    for (const one of longAlleles(long ?? Buffer.alloc(0), fault)) {
      if (one.index >= alleles.length) throw fault("a long allele has no value");
      remembered(longs, one.pos, () => []).push(one);
    }
    return { alleles, values, longs };
  }

  async #content(name: string): Promise<Buffer> {
    const member = this.#members.get(name);
    if (member === undefined)
      throw new ToolError("E_KNOWLEDGE", `it does not contain ${name}`, {
        path: this.#ranges.path,
      });
    return readMember(this.#ranges, name, member);
  }
}

async function fieldsOf(
  spec: SourceSpec,
  ranges: Ranges,
  members: ReadonlyMap<string, ZipMember>,
): Promise<Field[]> {
  const name = `${FOLDER}config.json`;
  const config = members.get(name);
  const fault = (what: string): ToolError =>
    new ToolError("E_KNOWLEDGE", `not an echtvar file: ${what}`, { path: ranges.path });
  if (config === undefined) throw fault(`it has no ${name}`);
  const json = parseJson((await readMember(ranges, name, config)).toString(), fault);
  const known = Array.isArray(json) ? json.filter(isObject) : [];
  const aliases = known.map(({ alias }) => String(alias));
  const fields: Field[] = [];
  for (const { field } of spec.fields) {
    const own = known[aliases.indexOf(String(field))];
    if (own === undefined) throw noField(spec, field, ranges.path, aliases);
    const alias = String(field);
    const list = `${FOLDER}strings/${alias}.txt`;
    const strings = members.get(list);
    if (own["ftype"] === "Categorical" && strings === undefined) throw fault(`it has no ${list}`);
    const texts =
      strings === undefined
        ? null
        : // oxlint-disable-next-line no-await-in-loop -- small
          (await readMember(ranges, list, strings)).toString().split(/\r?\n/);
    const missing = own["missing_string"];
    fields.push({
      alias,
      texts: texts?.map((text) => (text === missing ? "" : text)) ?? null,
      multiplier: own["ftype"] === "Float" ? Number(own["multiplier"] ?? 1) : 1,
      zigzag: own["zigzag"] === true,
    });
  }
  return fields;
}

/** REF and ALT of the lower 12 bits. */
const ALLELES = new Map<number, readonly [ref: string, alt: string]>();

function allelesOf(bits: number): readonly [ref: string, alt: string] {
  return remembered(ALLELES, bits, () => {
    const [refLength, altLength] = [(bits >> 10) & 3, (bits >> 8) & 3];
    const bases = Array.from({ length: refLength + altLength }, (_, i) => {
      return "ACGT"[(bits >> (2 * (refLength + altLength - 1 - i))) & 3] ?? "";
    }).join("");
    return [bases.slice(0, refLength), bases.slice(refLength)] as const;
  });
}

/** A class, as a closure for each row takes twice as long. */
class BinRow implements SourceRow {
  readonly pos: number;
  readonly ref: string;
  readonly alt: string;
  readonly #bin: Bin;
  readonly #index: number;
  readonly #fields: readonly Field[];

  constructor(
    pos: number,
    ref: string,
    alt: string,
    bin: Bin,
    index: number,
    fields: readonly Field[],
  ) {
    this.pos = pos;
    this.ref = ref;
    this.alt = alt;
    this.#bin = bin;
    this.#index = index;
    this.#fields = fields;
  }

  values(): (string | undefined)[] {
    return valuesAt(this.#bin, this.#index, this.#fields);
  }
}

/** Alleles at a position, from 1. */
function rowsAt(bin: Bin, pos: number, fields: readonly Field[]): SourceRow[] {
  const { alleles, longs } = bin;
  const rows: SourceRow[] = [];
  const low = (((pos - 1) & ((1 << BIN_BITS) - 1)) << 12) >>> 0;
  // Written out: shared with other kinds of lists the search takes twice as long.
  let [from, to] = [0, alleles.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((alleles[middle] ?? 0) < low) from = middle + 1;
    else to = middle;
  }
  for (let i = from; i < alleles.length && (alleles[i] ?? 0) - low < 4096; i++) {
    const bits = (alleles[i] ?? 0) & 4095;
    if ((bits & LONG) === LONG) continue;
    const [ref, alt] = allelesOf(bits);
    rows.push(new BinRow(pos, ref, alt, bin, i, fields));
  }
  for (const { ref, alt, index } of longs.get(pos) ?? [])
    rows.push(new BinRow(pos, ref, alt, bin, index, fields));
  return rows;
}

function valuesAt({ values }: Bin, i: number, fields: readonly Field[]): (string | undefined)[] {
  return fields.map(({ texts, multiplier, zigzag }, column) => {
    const stored = values[column]?.[i] ?? MISSING;
    if (stored === MISSING) return undefined;
    if (texts !== null) return texts[stored] || undefined;
    const number = zigzag ? (stored >>> 1) ^ -(stored & 1) : stored;
    return String(number / multiplier);
  });
}

type Fault = (what: string) => ToolError;

/** Stream VByte: a count, two bits of length for each number, then their bytes, the lowest first. */
export function numbers(bytes: Buffer, fault: Fault): Uint32Array {
  if (bytes.length < 4) throw fault("a list does not state its length");
  const count = bytes.readUInt32LE(0);
  let at = 4 + ((count + 3) >> 2);
  if (at > bytes.length) throw fault(`a list of ${count} numbers is truncated`);
  const list = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const length = (((bytes[4 + (i >> 2)] ?? 0) >> (2 * (i & 3))) & 3) + 1;
    let value = bytes[at] ?? 0;
    if (length > 1) value |= (bytes[at + 1] ?? 0) << 8;
    if (length > 2) value |= (bytes[at + 2] ?? 0) << 16;
    if (length > 3) value |= (bytes[at + 3] ?? 0) << 24;
    list[i] = value;
    at += length;
  }
  if (at !== bytes.length) throw fault(`a list of ${count} numbers has the wrong length`);
  return list;
}

/** Rust's bincode with variable numbers: a count; of each its position from 0, its value's index, its words. */
function longAlleles(bytes: Buffer, fault: Fault): Long[] {
  let at = 0;
  const number = (): number => {
    const first = bytes[at++];
    if (first === undefined) throw fault("its long alleles are truncated");
    if (first < 251) return first;
    const width = 2 << (first - 251);
    if (width > 8 || at + width > bytes.length) throw fault("its long alleles are truncated");
    const value = width === 8 ? Number(bytes.readBigUInt64LE(at)) : bytes.readUIntLE(at, width);
    at += width;
    return value;
  };
  const count = bytes.length === 0 ? 0 : number();
  const found: Long[] = [];
  for (let i = 0; i < count; i++) {
    const [pos, index, words] = [number(), number(), number()];
    if (words < 3 || words > bytes.length) throw fault("a long allele has no bases");
    const [refLength, altLength] = [number(), number()];
    const coded = Array.from({ length: words - 2 }, number);
    const bases = basesOf(coded, refLength + altLength);
    found.push({
      pos: pos + 1,
      ref: bases.slice(0, refLength),
      alt: bases.slice(refLength),
      index,
    });
  }
  return found;
}

/** Sixteen bases a word, the first in the highest bits that are used. */
function basesOf(words: readonly number[], total: number): string {
  let bases = "";
  for (let i = 0; i < total; i++) {
    const inWord = Math.min(16, total - (i & ~15));
    bases += "ACGT"[((words[i >> 4] ?? 0) >>> (2 * (inWord - 1 - (i & 15)))) & 3] ?? "";
  }
  return bases;
}
