/** Ours against the naive checker of `oracle.ts`, over random pedigrees and clean genotypes. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ModelName } from "../../src/inheritance/types.ts";
import type { Family } from "../../src/pedigree/types.ts";
import { judge, type CallSpec, type VariantSpec } from "./helpers.ts";
import * as oracle from "./oracle.ts";
import type { Case, Place, Someone, Word } from "./oracle.ts";

const RUNS = { seed: 20260301, numRuns: 1200 };

const affection = fc.constantFrom("affected" as const, "unaffected" as const, "unknown" as const);
const sex = fc.constantFrom("male" as const, "female" as const);
const mostly = fc.integer({ min: 0, max: 9 }).map((n) => n < 8);

/** Singleton, duo, trio, quad, quintet, three generations; anybody may lack genotypes. */
const pedigree: fc.Arbitrary<Someone[]> = fc
  .record({
    shape: fc.constantFrom("single", "duo", "trio", "quad", "five", "three"),
    sexes: fc.tuple(sex, sex, sex),
    status: fc.array(affection, { minLength: 9, maxLength: 9 }),
    sequenced: fc.array(mostly, { minLength: 9, maxLength: 9 }),
  })
  .map(({ shape, sexes, status, sequenced }) => {
    const one = (
      id: string,
      at: number,
      s: Someone["sex"],
      father: string | null = null,
      mother: string | null = null,
    ): Someone => ({
      id,
      sex: s,
      affection: status[at] ?? "unknown",
      father,
      mother,
      sequenced: sequenced[at] ?? true,
    });
    const alone = { ...one("child", 0, sexes[0]), affection: "affected", sequenced: true } as const;
    if (shape === "single") return [alone];
    if (shape === "duo") return [{ ...alone, mother: "mother" }, one("mother", 1, "female")];
    const child = { ...alone, father: "father", mother: "mother" };
    const parents = [one("mother", 1, "female"), one("father", 2, "male")];
    if (shape === "trio") return [child, ...parents];
    const sib = one("sib", 3, sexes[1], "father", "mother");
    if (shape === "quad") return [child, ...parents, sib];
    if (shape === "five")
      return [child, ...parents, sib, one("sib2", 4, sexes[2], "father", "mother")];
    return [
      child,
      one("mother", 1, "female", "mgf", "mgm"),
      one("father", 2, "male"),
      sib,
      one("mgm", 5, "female"),
      one("mgf", 6, "male"),
      one("aunt", 7, "female", "mgf", "mgm"),
      one("cousin", 8, sexes[2], null, "aunt"),
    ];
  });

function familyOf(people: Someone[]): Family {
  const at = (id: string | null) => (id === null ? null : people.findIndex((p) => p.id === id));
  return {
    id: "F",
    proband: 0,
    notes: [],
    people: people.map((p, i) => ({
      id: p.id,
      father: at(p.father),
      mother: at(p.mother),
      sex: p.sex,
      affection: p.affection,
      sample: p.sequenced ? i : null,
      geneticParent: true,
    })),
  };
}

/** Clean calls for a word. */
function callOf(word: Word, place: Place, person: Someone): CallSpec | string {
  if (place === "mt") {
    const ad = { ref: [1000, 0], het: [500, 500], hom: [0, 1000], one: [0, 1000], missing: null };
    return { gt: word === "missing" ? "./." : "0/1", ad: ad[word] };
  }
  const haploid = (place === "x" || place === "y") && person.sex === "male";
  switch (word) {
    case "ref":
      return haploid ? "0" : "0/0";
    case "het":
      return "0/1";
    case "hom":
      return "1/1";
    case "one":
      return "1";
    case "missing":
      return haploid ? "." : "./.";
  }
}

function wordsFor(place: Place, people: Someone[], picks: number[], withMissing: boolean) {
  const words: Record<string, Word> = {};
  for (const [i, person] of people.entries()) {
    const options = oracle.possibleWords(place, person.sex);
    const all: Word[] = withMissing && i > 0 ? [...options, "missing"] : options;
    words[person.id] = all[(picks[i] ?? 0) % all.length] ?? "ref";
  }
  return words;
}

const aCase = (place: Place): fc.Arbitrary<Case> =>
  fc
    .record({
      people: pedigree,
      picks: fc.array(fc.nat(11), { minLength: 8, maxLength: 8 }),
      strong: fc.boolean(),
      phenocopies: fc.constantFrom(0, 0, 0, 1),
    })
    .map(({ people, picks, strong, phenocopies }) => ({
      people,
      place,
      strong,
      phenocopies,
      words: wordsFor(place, people, picks, true),
    }));

function ours(c: Case, extra: Partial<VariantSpec> = {}) {
  const calls = c.people.map((p) => callOf(c.words[p.id] as Word, c.place, p));
  return judge(
    familyOf(c.people),
    [{ calls, locus: c.place, strong: c.strong, lof: c.strong, ...extra }],
    { allowPhenocopy: c.phenocopies },
  );
}

function answer(gene: ReturnType<typeof ours>, model: ModelName): oracle.Answer | null {
  const found = gene.results.find((r) => r.model === model);
  return found === undefined ? null : { verdict: found.verdict, penetrance: found.penetrance };
}

describe("differential: single variants", () => {
  it("autosome: AD, AD_DENOVO, AR_HOM", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(aCase("autosome"), (c) => {
        const gene = ours(c);
        const ad = oracle.expectAD(c);
        expect(answer(gene, "AD")).toEqual(ad);
        expect(answer(gene, "AR_HOM")).toEqual(oracle.expectRecessive(c));
        expect(answer(gene, "AD_DENOVO")).toEqual(oracle.expectDeNovo(c, ad));
        for (const r of gene.results) seen.add(`${r.model} ${r.verdict} ${r.penetrance ?? "-"}`);
      }),
      RUNS,
    );
    // The generator reaches every answer, or the comparison would prove little.
    for (const model of ["AD", "AD_DENOVO", "AR_HOM"])
      for (const end of ["PASS complete", "PASS incomplete", "UNCERTAIN complete", "FAIL -"])
        expect(seen).toContain(`${model} ${end}`);
  });

  it("X outside PAR, both sexes: XLR, XLD, X_DENOVO", () => {
    fc.assert(
      fc.property(aCase("x"), (c) => {
        const gene = ours(c);
        const xld = oracle.expectXld(c);
        expect(answer(gene, "XLD")).toEqual(xld);
        expect(answer(gene, "XLR")).toEqual(oracle.expectRecessive(c));
        expect(answer(gene, "X_DENOVO")).toEqual(oracle.expectDeNovo(c, xld));
      }),
      RUNS,
    );
  });

  it("Y outside PAR", () => {
    fc.assert(
      fc.property(aCase("y"), (c) => {
        expect(answer(ours(c), "Y")).toEqual(oracle.expectY(c));
      }),
      RUNS,
    );
  });

  it("MT: the maternal line", () => {
    fc.assert(
      fc.property(aCase("mt"), (c) => {
        expect(answer(ours(c), "MT")).toEqual(oracle.expectMt(c));
      }),
      RUNS,
    );
  });
});

describe("differential: pairs", () => {
  it.each(["autosome", "x"] as const)("%s", (place) => {
    const model = place === "x" ? "XLR_COMPHET" : "AR_COMPHET";
    const cases = fc
      .record({
        people: pedigree,
        first: fc.array(fc.nat(11), { minLength: 8, maxLength: 8 }),
        second: fc.array(fc.nat(11), { minLength: 8, maxLength: 8 }),
        phenocopies: fc.constantFrom(0, 0, 0, 1),
      })
      .map(({ people, first, second, phenocopies }) => {
        const [child, ...rest] = people as [Someone, ...Someone[]];
        const all = [place === "x" ? { ...child, sex: "female" as const } : child, ...rest];
        const words = (picks: number[]) => {
          const made = wordsFor(place, all, picks, true);
          const clean = wordsFor(place, all, picks, false);
          // Parents are known at both places; the tables of CH-02 to CH-05 speak of these.
          return { ...made, mother: clean["mother"] ?? "ref", father: clean["father"] ?? "ref" };
        };
        return {
          people: all,
          place,
          phenocopies,
          first: { ...words(first), child: "het" as const },
          second: { ...words(second), child: "het" as const },
        };
      });
    fc.assert(
      fc.property(cases, (c) => {
        const spec = (words: Record<string, Word>, pos: number): VariantSpec => ({
          pos,
          locus: place,
          calls: c.people.map((p) => callOf(words[p.id] as Word, place, p)),
        });
        const gene = judge(familyOf(c.people), [spec(c.first, 100), spec(c.second, 5000)], {
          allowPhenocopy: c.phenocopies,
        });
        expect(answer(gene, model)).toEqual(oracle.expectPair(c));
      }),
      { ...RUNS, numRuns: 600 },
    );
  });
});
