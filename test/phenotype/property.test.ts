import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assemble,
  type HpoRelease,
  resolveTerms,
  scoresOf,
  similarity,
  termId,
  withoutPublications,
} from "../../src/phenotype/index.ts";
import { part } from "./toy.ts";

/** Parents of each term among those before it: any such table is an ontology without cycles. */
const parentTable = fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), {
  minLength: 3,
  maxLength: 14,
});

const FIRST = 200;

function knowledgeOf(parents: number[][], annotations: [string, number, string][]): HpoRelease {
  const terms = parents.map((above, i) => {
    const own = above.map((n) => (i === 0 ? 118 : n % (i + 1) === i ? 118 : FIRST + (n % (i + 1))));
    const lines = [...new Set(own)].map((number) => `is_a: ${termId(number)}\n`);
    return `[Term]\nid: ${termId(FIRST + i)}\nname: t${i}\n${lines.join("")}\n`;
  });
  const head = "format-version: 1.2\ndata-version: hp/releases/2020-02-02/hp.obo\n\n";
  const root = "[Term]\nid: HP:0000118\nname: Phenotypic abnormality\n\n";
  const rows = annotations.map(
    ([disease, term, frequency]) =>
      `${disease}\t${disease}\t\t${termId(FIRST + term)}\tPMID:${disease.slice(5)}\tPCS\t\t${frequency}\t\t\tP\tHPO:x[2020-02-02]\n`,
  );
  const columns =
    "#date: 2020-02-02\n#DatabaseID\tDiseaseName\tQualifier\tHPO_ID\tReference\tEvidence\tOnset\tFrequency\tSex\tModifier\tAspect\tBiocuration\n";
  const genes = [...new Set(annotations.map(([disease]) => disease))].map(
    (disease, i) => `${i + 1}\tG${i + 1}\tHP:0000118\tx\t-\t\t-\tmim2gene\t${disease}\n`,
  );
  const format =
    "#Format: entrez-gene-id<tab>entrez-gene-symbol<tab>HPO-Term-ID<tab>HPO-Term-Name\n";
  return assemble([
    part(head + root + terms.join("")),
    part(columns + rows.join("")),
    part(format + genes.join("")),
  ]).knowledge;
}

/** An ontology, and diseases with their terms. */
const release = fc
  .tuple(
    parentTable,
    fc.array(fc.tuple(fc.nat(5), fc.nat(), fc.constantFrom("", "1/2", "3/4", "9/10")), {
      minLength: 3,
      maxLength: 20,
    }),
  )
  .map(([parents, rows]) => ({
    size: parents.length,
    knowledge: knowledgeOf(
      parents,
      rows.map(([d, t, f]): [string, number, string] => [`OMIM:${d + 1}`, t % parents.length, f]),
    ),
  }));

const RUNS = { numRuns: 40, seed: 4 };

function resolved(knowledge: HpoRelease, numbers: number[]): ReturnType<typeof resolveTerms> {
  const written = numbers.map((n) => ({ text: termId(FIRST + n), excluded: false }));
  return resolveTerms(knowledge.ontology, written, { strict: false });
}

describe("for any ontology and any diseases", () => {
  it("similarity is symmetric, and no term is more like a term than itself", () => {
    fc.assert(
      fc.property(release, ({ size, knowledge }) => {
        const faults: string[] = [];
        for (let a = 1; a <= size; a++) {
          for (let b = 1; b <= size; b++) {
            const one = similarity(knowledge, a, b);
            const other = similarity(knowledge, b, a);
            const own = similarity(knowledge, a, a);
            // One assertion for a whole ontology: they cost more than what they look at.
            for (const key of ["common", "resnik", "lin", "jaccard", "phenodigm"] as const)
              if (other[key] !== one[key]) faults.push(`${key} of ${a} and ${b}`);
            if (one.resnik > own.resnik) faults.push(`${a} is more like ${b} than itself`);
          }
        }
        expect(faults).toEqual([]);
      }),
      RUNS,
    );
  });

  it("neither the order of terms nor a redundant ancestor shows in the scores", () => {
    const asked = fc.array(fc.nat(), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(release, asked, ({ size, knowledge }, picks) => {
        const numbers = picks.map((n) => n % size);
        const scores = scoresOf(knowledge, resolved(knowledge, numbers));
        const turned = scoresOf(knowledge, resolved(knowledge, numbers.toReversed()));
        expect(turned).toEqual(scores);
        // Every ancestor of the first term, written out as well.
        const [first = 0] = numbers;
        const { ancestors, numbers: ids } = knowledge.ontology;
        const place = ids.indexOf(FIRST + first);
        const above = Array.from(
          ancestors.items.subarray(ancestors.offsets[place], ancestors.offsets[place + 1]),
          (a) => (ids[a] ?? 0) - FIRST,
        ).filter((n) => n >= 0);
        expect(scoresOf(knowledge, resolved(knowledge, [...numbers, ...above]))).toEqual(scores);
      }),
      RUNS,
    );
  });

  it("a more specific match never scores less", () => {
    // Two diseases with one term each, equally often: a term of the patient's line, and one above it.
    fc.assert(
      fc.property(parentTable, fc.nat(), fc.nat(), fc.nat(), (parents, x, y, z) => {
        const bare = knowledgeOf(parents, [["OMIM:9", 0, "1/2"]]);
        const { ancestors, numbers } = bare.ontology;
        const line = (n: number): number[] => {
          const place = numbers.indexOf(FIRST + n);
          return Array.from(
            ancestors.items.subarray(ancestors.offsets[place], ancestors.offsets[place + 1]),
            (a) => (numbers[a] ?? 0) - FIRST,
          ).filter((found) => found >= 0);
        };
        const term = x % parents.length;
        const near = line(term)[y % line(term).length] ?? term;
        const far = line(near)[z % line(near).length] ?? near;
        const knowledge = knowledgeOf(parents, [
          ["OMIM:1", near, "3/4"],
          ["OMIM:2", far, "3/4"],
          ["OMIM:9", 0, "1/2"],
        ]);
        const { logOdds } = scoresOf(knowledge, resolved(knowledge, [term]));
        expect(logOdds[0]).toBeGreaterThanOrEqual((logOdds[1] ?? 0) - 1e-9);
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it("a paper left out is a paper never read", () => {
    fc.assert(
      fc.property(release, fc.integer({ min: 1, max: 6 }), ({ knowledge, size }, paper) => {
        const own = withoutPublications(knowledge, new Set([paper]));
        const scores = scoresOf(own, resolved(own, [size - 1]));
        for (const score of scores.genes) expect(Number.isFinite(score)).toBe(true);
        expect([...own.profiles.mass].every((mass) => mass >= 0)).toBe(true);
      }),
      RUNS,
    );
  });
});
