/**
 * A second opinion, written naively from the rules and sharing no code with `src/inheritance`: genotypes
 * are words, and a missing genotype is tried as every genotype it could be. If all of these agree, that is
 * the verdict; if not, it is UNCERTAIN.
 */
import type { Affection, Sex } from "../../src/pedigree/types.ts";
import type { ModelOutcome } from "../../src/core/check.ts";

/** `one`: the only copy of a male's X or Y carries it. */
export type Word = "ref" | "het" | "hom" | "one" | "missing";
export type Place = "autosome" | "x" | "y" | "mt";

export interface Someone {
  id: string;
  sex: Exclude<Sex, "unknown">;
  affection: Affection;
  father: string | null;
  mother: string | null;
  /** false: no genotypes at all. */
  sequenced: boolean;
}

export interface Answer {
  verdict: ModelOutcome;
  penetrance: "complete" | "incomplete" | null;
}

type Words = Record<string, Word>;

export function possibleWords(place: Place, sex: Someone["sex"]): Word[] {
  if (place === "mt") return ["ref", "het", "hom"];
  if (place === "autosome") return ["ref", "het", "hom"];
  if (place === "x") return sex === "male" ? ["ref", "one"] : ["ref", "het", "hom"];
  return sex === "male" ? ["ref", "one"] : ["ref"];
}

/** Every way to fill in the missing genotypes of these people. */
function completions(people: Someone[], words: Words, place: Place): Words[] {
  let all: Words[] = [{}];
  for (const person of people) {
    const word = words[person.id] as Word;
    const options = word === "missing" ? possibleWords(place, person.sex) : [word];
    all = all.flatMap((one) => options.map((option) => ({ ...one, [person.id]: option })));
  }
  return all;
}

function agree(verdicts: ModelOutcome[]): ModelOutcome {
  const [first] = verdicts;
  return first !== undefined && verdicts.every((v) => v === first) ? first : "UNCERTAIN";
}

function worse(a: ModelOutcome, b: ModelOutcome): ModelOutcome {
  if (a === "FAIL" || b === "FAIL") return "FAIL";
  return a === "UNCERTAIN" || b === "UNCERTAIN" ? "UNCERTAIN" : "PASS";
}

/** Two passes: complete unless it fails, then incomplete (DEC-06). */
export function twoPasses(judge: (complete: boolean) => ModelOutcome): Answer {
  const complete = judge(true);
  if (complete !== "FAIL") return { verdict: complete, penetrance: "complete" };
  const incomplete = judge(false);
  if (incomplete !== "FAIL") return { verdict: incomplete, penetrance: "incomplete" };
  return { verdict: "FAIL", penetrance: null };
}

export interface Case {
  /** The first is the proband. */
  people: Someone[];
  words: Words;
  place: Place;
  strong: boolean;
  phenocopies: number;
}

const carries = (w: Word): boolean => w === "het" || w === "hom" || w === "one";
const everyCopy = (w: Word): boolean => w === "hom" || w === "one";

function parentsOf(c: Case): { father: Someone | undefined; mother: Someone | undefined } {
  const child = c.people[0] as Someone;
  const find = (id: string | null) => c.people.find((p) => p.id === id && p.sequenced);
  return { father: find(child.father), mother: find(child.mother) };
}

/** The genotypes of both parents (or of the one who counts) are there and reference. */
export function cleanDeNovo(c: Case): boolean {
  const child = c.people[0] as Someone;
  const { father, mother } = parentsOf(c);
  const word = c.words[child.id] as Word;
  const isRef = (p: Someone | undefined) => p !== undefined && c.words[p.id] === "ref";
  if (c.place === "y") return word === "one" && isRef(father);
  if (c.place === "mt") return word === "hom" && isRef(mother) && !sharedWithFather(c);
  if (c.place === "x" && child.sex === "male")
    return word === "one" && isRef(mother) && !isSonsAndFathers(c);
  return word === "het" && isRef(father) && isRef(mother);
}

/** DN-01: on a son's X, and the father has it too. */
function isSonsAndFathers(c: Case): boolean {
  const { father } = parentsOf(c);
  const isSons = c.place === "x" && c.people[0]?.sex === "male";
  return isSons && father !== undefined && carries(c.words[father.id] ?? "missing");
}

/** MT-07: the father has it too, and it is not a homoplasmic one of the mother's. */
function sharedWithFather(c: Case): boolean {
  const { father, mother } = parentsOf(c);
  const has = (p: Someone | undefined) => p !== undefined && carries(c.words[p.id] ?? "missing");
  return has(father) && (c.words[(c.people[0] as Someone).id] !== "hom" || !has(mother));
}

/** Does the disease genotype of a model follow the affected, as DEC-06 puts it? */
function followsDisease(
  c: Case,
  complete: boolean,
  has: (w: Word) => boolean,
  excluded: (w: Word) => boolean,
  tolerant: boolean,
): ModelOutcome {
  const relatives = c.people.slice(1).filter((p) => p.sequenced);
  const verdicts = completions(relatives, c.words, c.place).map((words): ModelOutcome => {
    const word = (p: Someone) => words[p.id] as Word;
    if (complete)
      for (const p of relatives)
        if (p.affection === "unaffected" && excluded(word(p))) return "FAIL";
    const without = relatives.filter((p) => p.affection === "affected" && !has(word(p)));
    if (without.length <= c.phenocopies) return "PASS";
    return tolerant ? "UNCERTAIN" : "FAIL";
  });
  // One relative who excludes in every completion is enough to fail, whatever the others.
  return agree(verdicts);
}

/** Genotypes that no two parents can give. */
function impossible(c: Case): boolean {
  const child = c.people[0] as Someone;
  const { father, mother } = parentsOf(c);
  if (c.place === "mt" || c.place === "y" || (c.place === "x" && child.sex === "male"))
    return false;
  if (father === undefined || mother === undefined) return false;
  const [f, m, w] = [c.words[father.id], c.words[mother.id], c.words[child.id]] as Word[];
  if (w === "het") return everyCopy(f as Word) && everyCopy(m as Word);
  return w === "hom" && f === "ref" && m === "ref";
}

export function expectAD(c: Case): Answer {
  const own = c.words[(c.people[0] as Someone).id] as Word;
  return twoPasses((complete) => {
    if (!carries(own)) return "FAIL";
    const tolerant = c.strong || cleanDeNovo(c);
    const verdict = followsDisease(c, complete, carries, carries, tolerant);
    return worse(verdict, impossible(c) ? "UNCERTAIN" : "PASS");
  });
}

export function expectRecessive(c: Case): Answer {
  const child = c.people[0] as Someone;
  const own = c.words[child.id] as Word;
  const { father, mother } = parentsOf(c);
  return twoPasses((complete) => {
    if (!everyCopy(own)) return "FAIL";
    const tolerant = c.place === "x" && (c.strong || cleanDeNovo(c));
    const verdict = followsDisease(c, complete, everyCopy, everyCopy, tolerant);
    // AR-04, X-02: homozygous, and one parent has nothing to give.
    const lone =
      own === "hom" && [father, mother].some((p) => p !== undefined && c.words[p.id] === "ref");
    return worse(verdict, lone ? "UNCERTAIN" : "PASS");
  });
}

/** a healthy woman may carry one copy. */
export function expectXld(c: Case): Answer {
  const own = c.words[(c.people[0] as Someone).id] as Word;
  return twoPasses((complete) => {
    if (!carries(own)) return "FAIL";
    const tolerant = c.strong || cleanDeNovo(c);
    const verdict = followsDisease(c, complete, carries, everyCopy, tolerant);
    return worse(verdict, impossible(c) ? "UNCERTAIN" : "PASS");
  });
}

/** AD_DENOVO or X_DENOVO on top of the model without the new mutation; null: not asked. */
export function expectDeNovo(c: Case, base: Answer): Answer | null {
  const child = c.people[0] as Someone;
  const { father, mother } = parentsOf(c);
  const asked = c.place === "x" && child.sex === "male" ? [mother] : [father, mother];
  const parents = asked.filter((p) => p !== undefined);
  if (parents.length < asked.length) return null;
  const failed: Answer = { verdict: "FAIL", penetrance: null };
  const own = c.words[child.id] as Word;
  if (!carries(own) || own === "hom") return failed;
  if (parents.some((p) => carries(c.words[p.id] as Word))) return failed;
  if (parents.every((p) => c.words[p.id] === "ref") && !isSonsAndFathers(c)) return base;
  return { ...base, verdict: worse(base.verdict, "UNCERTAIN") };
}

export function expectY(c: Case): Answer {
  const child = c.people[0] as Someone;
  if (child.sex === "female") return { verdict: "FAIL", penetrance: null };
  return expectAD(c);
}

/** MT-03: the maternal line alone; healthy kin may be heteroplasmic. MT-07: a fraction of the father's is open. */
export function expectMt(c: Case): Answer {
  const child = c.people[0] as Someone;
  const byId = new Map(c.people.map((p) => [p.id, p]));
  const topOf = (p: Someone): string => {
    const mother = p.mother === null ? undefined : byId.get(p.mother);
    return mother === undefined ? p.id : topOf(mother);
  };
  const line = c.people.filter((p) => topOf(p) === topOf(child));
  const own = c.words[child.id] as Word;
  const shared = sharedWithFather(c);
  return twoPasses((complete) => {
    if (!carries(own)) return "FAIL";
    const verdict = followsDisease(
      { ...c, people: line },
      complete,
      carries,
      (w) => w === "hom",
      c.strong || cleanDeNovo(c),
    );
    return worse(verdict, shared ? "UNCERTAIN" : "PASS");
  });
}

export interface PairCase {
  people: Someone[];
  first: Words;
  second: Words;
  place: "autosome" | "x";
  phenocopies: number;
}

/** Where a heterozygous child's allele came from, both parents' words known or the parent absent. */
function source(mother: Word | null, father: Word | null): string {
  const sure = (w: Word | null) => w !== null && everyCopy(w);
  if (sure(mother) && sure(father)) return "error";
  if (sure(mother)) return "mother";
  if (sure(father)) return "father";
  const some = (w: Word | null) => w !== null && carries(w);
  if (mother === null && father === null) return "?";
  if (father === null) return some(mother) ? "mother?" : "not mother";
  if (mother === null) return some(father) ? "father?" : "not father";
  if (some(mother) && some(father)) return "either";
  if (some(mother)) return "mother";
  return some(father) ? "father" : "new";
}

/** The proband is heterozygous for both; parents with genotypes have them at both places. */
export function expectPair(c: PairCase): Answer {
  const child = c.people[0] as Someone;
  const seen = (id: string | null) => c.people.find((p) => p.id === id && p.sequenced);
  const [mother, father] = [seen(child.mother), seen(child.father)];
  const word = (words: Words, p: Someone | undefined): Word | null =>
    p === undefined ? null : (words[p.id] as Word);
  const s1 = source(word(c.first, mother), word(c.first, father));
  const s2 = source(word(c.second, mother), word(c.second, father));
  const both = (p: Someone) => carries(c.first[p.id] as Word) && carries(c.second[p.id] as Word);
  const own = (): ModelOutcome => {
    const set = new Set([s1, s2]);
    if (set.has("error")) return "UNCERTAIN";
    if (set.has("new")) return "PASS"; // CH-02: new and inherited, or both new
    if (s1 === s2 && (s1 === "mother" || s1 === "father")) return "FAIL"; // cis
    const carrier = [mother, father].find((p) => p !== undefined && both(p));
    if (carrier !== undefined) {
      // CH-05 in a duo, CH-03 in a trio.
      const isDuo = mother === undefined || father === undefined;
      return isDuo && carrier.affection !== "affected" ? "FAIL" : "UNCERTAIN";
    }
    if (s1 === s2 && s1.startsWith("not ")) return "FAIL"; // CH-05: neither in the one parent
    return "PASS"; // one from each side, or unphased
  };
  const relatives = c.people.slice(1).filter((p) => p.sequenced);
  const others = (complete: boolean): ModelOutcome => {
    const verdicts = completions(relatives, c.first, c.place).flatMap((first) =>
      completions(relatives, c.second, c.place).map((second): ModelOutcome => {
        const [a, b] = [(p: Someone) => first[p.id] as Word, (p: Someone) => second[p.id] as Word];
        const ill = (p: Someone) =>
          (carries(a(p)) && carries(b(p))) || everyCopy(a(p)) || everyCopy(b(p));
        if (complete && relatives.some((p) => p.affection === "unaffected" && ill(p)))
          return "FAIL";
        const without = relatives.filter((p) => p.affection === "affected" && !ill(p));
        return without.length <= c.phenocopies ? "PASS" : "FAIL";
      }),
    );
    return agree(verdicts);
  };
  return twoPasses((complete) => worse(own(), others(complete)));
}
