// Whatever was done to a record since it was annotated: its entries are the right allele's, or marked (DEC-43).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minimalRepresentation, transcriptConsequences } from "../../src/vcf/index.ts";
import { vepAllele } from "../../src/vcf/allele-names.ts";
import { header, record, SNPEFF_LINE, vepLine } from "./build.ts";

const COLUMNS = "Allele|Consequence|IMPACT|SYMBOL|Feature|BIOTYPE|HGVSc";
const OLD = [
  '##INFO=<ID=OLD_MULTIALLELIC,Number=1,Type=String,Description="Original chr:pos:ref:alt encoding">',
  '##INFO=<ID=OLD_VARIANT,Number=.,Type=String,Description="Original chr:pos:ref:alt encoding">',
  '##INFO=<ID=BEFORE,Number=1,Type=String,Description="Original variant. Format: CHR|POS|REF|ALT|USED_ALT_IDX">',
];
const HEADERS = {
  vep: header([vepLine(COLUMNS), ...OLD]),
  numbered: header([vepLine(`${COLUMNS}|ALLELE_NUM`), ...OLD]),
  unnamed: header([vepLine("Consequence|SYMBOL|Feature|BIOTYPE|HGVSc"), ...OLD]),
  snpeff: header([SNPEFF_LINE, ...OLD]),
};
type Kind = keyof typeof HEADERS;

interface Entry {
  name: string;
  term?: string;
  number?: number;
}

/** Entries T1, T2, ... in order, all on one transcript; the name stands as HGVS. */
function infoOf(kind: Kind, entries: readonly Entry[]): string {
  const texts = entries.map(({ name, term = "missense_variant", number = 0 }, i) =>
    kind === "snpeff"
      ? `${name}|${term}|HIGH|G|G|transcript|NM_1|protein_coding||T${i + 1}||||||`
      : kind === "unnamed"
        ? `${term}|G|NM_1|protein_coding|T${i + 1}`
        : `${name}|${term}|HIGH|G|NM_1|protein_coding|T${i + 1}${kind === "numbered" ? `|${number}` : ""}`,
  );
  return `${kind === "snpeff" ? "ANN" : "CSQ"}=${texts.join(",")}`;
}

interface Site {
  pos?: number;
  ref: string;
  alts: readonly string[];
}

/** Names of the ALT's entries, with `?` where they are ambiguous; `-` where none is told to be its own. */
function toldOf(kind: Kind, site: Site, entries: readonly Entry[], alleleIndex: number, more = "") {
  const of = HEADERS[kind];
  const [layout] = of.annotations;
  if (layout === undefined) throw new Error("no annotation in the header");
  const { pos = 100, ref, alts } = site;
  const info = infoOf(kind, entries) + more;
  const one = record({ pos, ref, alt: alts.join(","), info }, of);
  const told = transcriptConsequences(one, alleleIndex, layout);
  const names = told.entries.map(({ hgvsc }) => hgvsc).join();
  return `${told.matched ? names : "-"}${told.ambiguous ? "?" : ""}`;
}

const named = (...names: string[]): Entry[] => names.map((name) => ({ name }));
const all = (kind: Kind, ref: string, alts: string, entries: readonly Entry[], more = ""): string =>
  alts
    .split(",")
    .map((_, i) => toldOf(kind, { ref, alts: alts.split(",") }, entries, i + 1, more))
    .join(" ");

describe("DEC-43 an entry's allele by another name than VEP-05's", () => {
  it.each<[string, Kind, string, string, Entry[], string]>([
    ["minimal names", "vep", "GA", "GAA,GAAA", named("A", "AA"), "T1 T2"],
    ["minimal names that are equal", "vep", "GTTACC", "GTACC,GT", named("-"), "T1? T1?"],
    ["the same, twice", "vep", "GTTACC", "GTACC,GT", named("-", "-"), "T1,T2? T1,T2?"],
    [
      "more of one name than ALTs, of a record that lost one",
      "vep",
      "CAC",
      "AC,C,CA",
      named("AC", "-", "-", "-"),
      "T1,T2,T3,T4? T1,T2,T3,T4? T1,T2,T3,T4?",
    ],
    [
      "the same, numbered",
      "numbered",
      "GTTACC",
      "GTACC,GT",
      [
        { name: "-", number: 2 },
        { name: "-", number: 1 },
      ],
      "T2 T1",
    ],
    ["<*> beside", "vep", "CA", "C,CAA,<*>", named("-", "AA"), "T1 T2 "],
    ["<*:DEL> beside", "vep", "CA", "C,CAA,<*:DEL>", named("-", "AA"), "T1 T2 "],
    ["<NON_REF> left out", "vep", "CA", "C,CAA,<NON_REF>", named("-", "AA"), "T1 T2 "],
    ["<NON_REF> as an allele", "vep", "CA", "C,CAA,<NON_REF>", named("C", "CAA"), "T1 T2 "],
    ["entries of * and <NON_REF>", "vep", "CA", "C,*", named("-", "*", "<NON_REF>"), "T1 "],
    ["lower case", "vep", "ca", "c,caa", named("-", "aa"), "T1 T2"],
    ["ALTs in full", "vep", "CA", "C,CAA", named("C", "CAA"), "T1 T2"],
    ["a shortened ALT", "snpeff", "GTGTC", "GTGTGTCGTGT,GTGTG", named("GTCGTGT", "GTGTG"), "T1 T2"],
    ["what is left over", "vep", "CA", "CT,CAAGG", named("T", "GG"), "T1 T2"],
    ["left over, of other bases", "vep", "CA", "CT,CAAGG", named("T", "C"), "T1 T2?"],
    ["two left over", "vep", "A", "C,G", named("TT", "AT"), "T1,T2? T1,T2?"],
    ["one entry, two ALTs", "vep", "A", "C,G", named("TT"), "T1? T1?"],
    ["an ALT without entry", "vep", "A", "C,G", named("G"), "- T1"],
    ["a word for the symbolic one", "vep", "CA", "<DEL>,C", named("deletion", "-"), "T1 T2"],
    ["the record as a structural variant", "vep", "CA", "<DEL>,C", named("deletion"), "T1 T1?"],
    ["a word for the only ALT", "vep", "C", "CAA", named("insertion"), "T1"],
    ["bases of another allele for the only ALT", "vep", "C", "CAA", named("AAAA"), "T1?"],
    ["no column of names, one ALT", "unnamed", "C", "CAA", named(""), "T1"],
    ["no column of names, split", "unnamed", "C", "CAA", named("", ""), "T1,T2?"],
    ["no column of names, two ALTs", "unnamed", "C", "CAA,G", named("", ""), "T1,T2? T1,T2?"],
  ])("%s", (_, kind, ref, alts, entries, told) => {
    expect(all(kind, ref, alts, entries)).toBe(told);
  });
});

describe("DEC-43 a record that was split after annotation", () => {
  const inframe: Entry = { name: "AAAA", term: "inframe_insertion", number: 1 };
  const frameshift: Entry = { name: "AAAAA", term: "frameshift_variant", number: 2 };
  const intron: Entry = { name: "AAAA", term: "intron_variant" };

  it.each<[string, Kind, string, string, Entry[], string]>([
    ["SNVs keep their own", "vep", "A", "T", named("T", "G"), "T1"],
    [
      "SNVs, numbered as before",
      "numbered",
      "A",
      "G",
      [
        { name: "T", number: 1 },
        { name: "G", number: 2 },
      ],
      "T2",
    ],
    ["the size tells, the name fits by chance", "vep", "G", "GAAAA", [inframe, frameshift], "T2?"],
    ["the same, numbered", "numbered", "G", "GAAAA", [inframe, frameshift], "T2?"],
    ["the other half", "numbered", "G", "GAAA", [inframe, frameshift], "T1?"],
    ["nothing tells", "vep", "G", "GAAAA", [intron, frameshift], "T1,T2?"],
    ["SnpEff, in full", "snpeff", "G", "GAAAA", named("GAAAA", "GAAAAA"), "T1,T2?"],
    ["a name that would be REF's", "vep", "G", "GA", named("A", "AA"), "T1"],
    ["an allele of three was taken out", "vep", "A", "T,C", named("T", "G", "C"), "T1 T3"],
  ])("%s", (_, kind, ref, alts, entries, told) => {
    expect(all(kind, ref, alts, entries)).toBe(told);
  });

  it.each([
    ["vt decompose", ";OLD_MULTIALLELIC=1:100:GA/GAAAA/GAAAAA"],
    ["bcftools norm --old-rec-tag", ";BEFORE=1|100|GA|GAAAA,GAAAAA|2"],
    [
      "and moved by vt normalize",
      ";OLD_MULTIALLELIC=1:101:AA/AAAAA/AAAAAA;OLD_VARIANT=1:101:AA/AAAAAA",
    ],
  ])("its unsplit record tells: %s", (_, more) => {
    expect(all("vep", "G", "GAAAA", [intron, frameshift], more)).toBe("T2");
    expect(
      all(
        "vep",
        "G",
        "GAAA",
        [intron, frameshift],
        more.replace(/\|2$/, "|1").replace("=1:101:AA/AAAAAA", "=1:101:AA/AAAAA"),
      ),
    ).toBe("T1");
  });

  it("an unsplit record annotated after splitting is not asked", () => {
    const more = ";OLD_MULTIALLELIC=1:100:GA/GAAAA/GAAAAA";
    expect(all("vep", "G", "GAAAA", named("AAAA"), more)).toBe("T1");
  });

  it("a part of an allele is not that allele", () => {
    expect(all("vep", "C", "T", named("TT", "G"), ";BEFORE=1|100|CC|TT,G|1")).toContain("?");
  });
});

describe("DEC-43 property: never another allele's entry without the flag, never without its own", () => {
  const bases = (min: number, max: number) =>
    fc.string({ unit: fc.constantFrom("A", "C"), minLength: min, maxLength: max });

  /** A record as a caller writes it: no base more than its alleles need, anchored. */
  const unsplit = fc
    .tuple(bases(1, 5), fc.uniqueArray(bases(1, 7), { minLength: 1, maxLength: 4 }))
    .filter(([ref, alts]) => !alts.includes(ref));
  const termOf = (ref: string, alt: string, coding: boolean): string => {
    const size = alt.length - ref.length;
    if (!coding) return "intron_variant";
    if (size === 0) return "missense_variant";
    if (size % 3 !== 0) return "frameshift_variant";
    return size > 0 ? "inframe_insertion" : "inframe_deletion";
  };

  function minimal(ref: string, alt: string): string {
    let left = 0;
    while (left < Math.min(ref.length, alt.length) && ref[left] === alt[left]) left++;
    const r = ref.slice(left);
    const a = alt.slice(left);
    let right = 0;
    while (right < Math.min(r.length, a.length) && r.at(-1 - right) === a.at(-1 - right)) right++;
    return a.slice(0, a.length - right) || "-";
  }

  const NAMES = {
    usual: (ref: string, alts: readonly string[], i: number) => vepAllele(ref, alts, i + 1),
    minimal: (ref: string, alts: readonly string[], i: number) => minimal(ref, alts[i] ?? ""),
    full: (_: string, alts: readonly string[], i: number) => alts[i] ?? "",
  };

  /** The ALTs without the bases that all of them share with REF. */
  function trimmed({ pos = 100, ref, alts }: Site): Site {
    const alleles = [ref, ...alts];
    let right = 0;
    const least = Math.min(...alleles.map((a) => a.length)) - 1;
    while (right < least && alleles.every((a) => a.at(-1 - right) === ref.at(-1 - right))) right++;
    let left = 0;
    while (left < least - right && alleles.every((a) => a[left] === ref[left])) left++;
    const of = (a: string): string => a.slice(left, a.length - right);
    return { pos: pos + left, ref: of(ref), alts: alts.map(of) };
  }

  it.each(["usual", "minimal", "full"] as const)("%s names", (naming) => {
    const kinds = naming === "full" ? (["snpeff"] as const) : (["vep", "numbered"] as const);
    fc.assert(
      fc.property(
        unsplit,
        fc.constantFrom<Kind>(...kinds),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        fc.constantFrom("none", "trim", "subset", "split", "split and trim"),
        fc.constantFrom("", "vt", "bcftools"),
        fc.constantFrom(...(naming === "full" ? [""] : ["", "*"])),
        ([ref, alts], kind, coding, change, tag, star) => {
          const seen = star === "" ? alts : [...alts, star];
          const entries = alts.map((alt, i) => ({
            name: NAMES[naming](ref, seen, i),
            term: termOf(ref, alt, coding[i] === true),
            number: i + 1,
          }));
          const sets =
            change.startsWith("split") || change === "subset"
              ? change === "subset"
                ? [alts.map((_, i) => i).filter((i) => i !== 0 || alts.length === 1)]
                : alts.map((_, i) => [i])
              : [alts.map((_, i) => i)];
          for (const set of sets) {
            const part = { pos: 100, ref, alts: set.map((i) => alts[i] ?? "") };
            const site = change === "none" || change === "split" ? part : trimmed(part);
            set.forEach((i, k) => {
              const more =
                tag === "vt"
                  ? `;OLD_MULTIALLELIC=1:100:${ref}/${alts.join("/")}`
                  : tag === "bcftools"
                    ? `;BEFORE=1|100|${ref}|${alts.join(",")}|${i + 1}`
                    : "";
              const told = toldOf(kind, site, entries, k + 1, set.length < alts.length ? more : "");
              const own = `T${i + 1}`;
              if (told.endsWith("?")) expect(told.slice(0, -1).split(",")).toContain(own);
              else expect(told).toBe(own);
            });
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("unsplit records are told without the flag", () => {
    fc.assert(
      fc.property(
        unsplit,
        fc.constantFrom<Kind>("vep", "numbered", "snpeff"),
        ([ref, alts], kind) => {
          const entries = alts.map((alt, i) => ({
            name: kind === "snpeff" ? alt : vepAllele(ref, alts, i + 1),
            number: i + 1,
          }));
          alts.forEach((_, i) =>
            expect(toldOf(kind, { ref, alts }, entries, i + 1)).toBe(`T${i + 1}`),
          );
        },
      ),
    );
  });

  it("the minimal form of an ALT is that of its split and trimmed record", () => {
    fc.assert(
      fc.property(unsplit, ([ref, alts]) => {
        const { pos = 0, ref: r, alts: a } = trimmed({ ref, alts: alts.slice(0, 1) });
        expect(minimalRepresentation(pos, r, a[0] ?? "")).toEqual(
          minimalRepresentation(100, ref, alts[0] ?? ""),
        );
      }),
    );
  });
});
