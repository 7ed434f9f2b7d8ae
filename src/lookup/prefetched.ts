/** Prefetched values, consulted before any file: within their regions the answer is certain. */
import { countBefore, firstAt } from "../core/sorted.ts";
import { readFileSync } from "node:fs";
import { remembered } from "../core/once.ts";
import type { Store, StoreEntry } from "../store/types.ts";
import { SameBuild } from "./same-build.ts";
import type { Matching, Place, SourceRow, SourceSpec } from "./types.ts";
import { readHead, ValuesPage, type ValuesHead } from "./values-file.ts";

export class PrefetchedValues {
  readonly entry: StoreEntry;
  readonly #path: string;
  readonly #spec: SourceSpec;
  /** Which column of the entry holds a field of the declaration. */
  readonly #columns: number[];
  readonly #head: ValuesHead;
  readonly #data: Buffer;
  readonly #pagesAt: number;
  readonly #pages = new Map<number, ValuesPage>();
  /** Of each chromosome the last position of each of its pages. */
  readonly #lasts = new Map<string, Int32Array>();

  private constructor(entry: StoreEntry, path: string, spec: SourceSpec) {
    this.entry = entry;
    this.#path = path;
    this.#spec = spec;
    this.#data = readFileSync(path);
    const { head, pagesAt } = readHead(this.#data, path);
    this.#head = head;
    this.#pagesAt = pagesAt;
    this.#columns = spec.fields.map(({ field }) => head.fields.indexOf(field));
  }

  /**
   * What the store holds of a source's release: entries with every field that the declaration takes, the newest
   * first.
   * @throws ToolError E_STORE: damaged
   */
  static async of(store: Store, spec: SourceSpec): Promise<PrefetchedValues[]> {
    const entries = await store.list("values", { source: spec.name, version: spec.release });
    return entries
      .filter((entry) => entry.assembly === spec.assembly && entry.unapproved !== true)
      .map((entry) => new PrefetchedValues(entry, store.pathOf(entry), spec))
      .filter((one) => one.#columns.every((column) => column >= 0))
      .reverse();
  }

  /** Was all of it walked? */
  covers({ chrom, start, end }: Place): boolean {
    const regions = this.#head.regions[chrom] ?? [];
    const region =
      regions[countBefore(regions.length, (i) => (regions[i]?.[0] ?? Infinity) <= start) - 1];
    return region !== undefined && region[0] <= start && region[1] >= end;
  }

  // oxlint-disable-next-line require-await -- as files answer
  async rows<Key>(keys: readonly Key[], matching: Matching<Key>): Promise<Map<Key, SourceRow[]>> {
    const found = new Map<Key, SourceRow[]>();
    const build = new SameBuild(this.#spec, this.#path);
    for (const key of keys) {
      const place = matching.place(key);
      for (const row of this.#rowsIn(place)) {
        build.see(row, place.start, matching.base(key));
        if (!matching.matches(row, key)) continue;
        const values = (): (string | undefined)[] => {
          const all = row.values();
          return this.#columns.map((column) => all[column]);
        };
        remembered(found, key, () => []).push({ ...row, values });
      }
    }
    build.check();
    return found;
  }

  /**
   * Alleles, where a text of one of the fields may count, with the texts of their rows by field; one may come again.
   * @param fields indexes in the declaration
   * @param mayCount of a text and the number of its field among `fields`
   * @param places null: all
   */
  *allelesOf(
    fields: readonly number[],
    mayCount: (text: string, field: number) => boolean,
    places: readonly Place[] | null,
  ): Generator<
    Pick<SourceRow, "pos" | "ref" | "alt"> & { chrom: string; texts: string[][] },
    void
  > {
    for (const [i, { chrom, first, last }] of this.#head.pages.entries()) {
      const own = places?.filter((p) => p.chrom === chrom && p.start <= last && p.end >= first);
      if (own?.length === 0) continue;
      // Read once: held on to, all of an entry would stay in memory.
      const page = this.#pages.get(i) ?? this.#opened(i);
      const columns = fields.map((field) => page.texts(this.#columns[field] ?? 0));
      const isIn = (pos: number): boolean =>
        own?.some((p) => p.start <= pos && p.end >= pos) ?? true;
      for (const [row, pos] of page.positions.entries()) {
        if (!columns.some((of, n) => mayCount(of[row] ?? "", n)) || !isIn(pos)) continue;
        const [from, to] = page.sameAllele(row);
        const texts = columns.map((of) => of.slice(from, to).filter((text) => text !== ""));
        const { ref, alt } = page.row(row);
        yield { chrom, pos, ref, alt, texts };
      }
    }
  }

  #page(i: number): ValuesPage {
    return remembered(this.#pages, i, () => this.#opened(i));
  }

  #opened(i: number): ValuesPage {
    const page = this.#head.pages[i];
    if (page === undefined) throw new RangeError(`no page ${i}`);
    const at = this.#pagesAt + page.at;
    const stored = this.#data.subarray(at, at + page.bytes);
    return new ValuesPage(stored, page, this.#head.fields.length, this.#path);
  }

  *#rowsIn({ chrom, start, end }: Place): Generator<SourceRow, void> {
    const from = this.#head.pages.findIndex((page) => page.chrom === chrom);
    const lasts = remembered(this.#lasts, chrom, () =>
      Int32Array.from(this.#head.pages.flatMap((p) => (p.chrom === chrom ? [p.last] : []))),
    );
    for (let i = firstAt(lasts, start); i < lasts.length; i++) {
      if ((this.#head.pages[from + i]?.first ?? Infinity) > end) break;
      const opened = this.#page(from + i);
      const { positions } = opened;
      for (let row = firstAt(positions, start); (positions[row] ?? Infinity) <= end; row++)
        yield opened.row(row);
    }
  }
}
