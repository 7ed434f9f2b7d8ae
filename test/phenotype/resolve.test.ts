import { describe, expect, it } from "vitest";
import {
  parseTermList,
  resolveTerms,
  termNumber,
  type WrittenTerm,
} from "../../src/phenotype/index.ts";
import type { ToolError } from "../../src/core/errors.ts";
import { at, toy } from "./toy.ts";

const { ontology } = toy();
const knowledge = toy();
const lenient: Parameters<typeof resolveTerms>[2] = { strict: false };
const strict = { strict: true };

function resolve(list: string, options = lenient): ReturnType<typeof resolveTerms> {
  return resolveTerms(ontology, parseTermList(ontology, list), options);
}

const places = (...numbers: number[]): number[] => numbers.map((number) => at(knowledge, number));

describe("HPO-01: ids as people write them", () => {
  it.each([
    ["HP:0001250", 1250],
    ["HP_0001250", 1250],
    ["hp:1250", 1250],
    [" HP:0001250 ", 1250],
    ["http://purl.obolibrary.org/obo/HP_0001250", 1250],
    ["<http://purl.obolibrary.org/obo/HP_0001250>", 1250],
    ["HP:00012500", null],
    ["HP:000125", null],
    ["hp_01250", null],
    ["http://purl.obolibrary.org/obo/HP_000125", null],
    ["HP:   1250", null],
    ["HP:1.00000", null],
    ["HP:0x00010", null],
    ["HP:1e00003", null],
    ["HP:00x1250", null],
    ["MP:0001250", null],
    ["1250", null],
    ["", null],
  ])("'%s'", (text, number) => {
    expect(termNumber(text)).toBe(number);
  });

  it.each([
    ["label", "Sign A one", 11],
    ["label in another case", "sign  a ONE", 11],
    ["exact synonym that holds a comma", "First sign, of A", 11],
  ])("%s", (_, text, number) => {
    expect(resolve(text).observed).toEqual(places(number));
  });

  it("of a file the place is told, an id that nobody knows, and no other word", () => {
    const told = (text: string): ToolError => {
      try {
        resolveTerms(ontology, [{ text, excluded: false, at: "terms[2]" }], lenient);
      } catch (error) {
        return error as ToolError;
      }
      return expect.unreachable();
    };
    const text = told("Sevre sign A one");
    expect(text.message).toBe("terms[2]: no HPO id, label or exact synonym");
    expect(text.hint).not.toMatch(/HP:|sign/i);
    expect(text.named?.message).toContain("'Sevre sign A one'");
    expect(text.named?.hint).toContain("HP:");
    const id = told("HP:0000014");
    expect(id.message).toBe("terms[2]: unknown HPO term HP:0000014");
    expect(id.hint).not.toContain("HP:");
    const pair = ["HP:0000011", "!HP:0000011"].map((one) => ({
      text: one.replace("!", ""),
      excluded: one.startsWith("!"),
    }));
    expect(() => resolveTerms(ontology, pair, { strict: true, path: "x.json" })).toThrow(
      /^the patient's terms: an observed term contradicts an excluded one$/,
    );
    const slip = told("HP:000012");
    expect(slip.message).toBe("terms[2]: an id of 6 digits, but an HPO id has seven");
    expect(slip.hint).not.toContain("HP:");
    expect(slip.named?.message).toContain("HP:000012");
  });

  it.each([
    ["a digit lost", "HP:000012", /^HP:000012 has 6 digits, but an HPO id has seven$/],
    ["a digit too many", "!HP:00000112", /^HP:00000112 has 8 digits/],
  ])("%s is refused, with the nearest ids", (_, text, message) => {
    try {
      resolve(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: "E_HPO", message: expect.stringMatching(message) });
      expect((error as { hint: string }).hint).toMatch(/HP:0000012 Severe sign A one/);
    }
    const skipped = resolve(text, { strict: false, skipUnknown: true });
    expect(skipped.observed).toEqual([]);
    expect(skipped.notes[0]).toMatchObject({ dropped: { why: "unknown" } });
  });

  it("an id without its zeros is filled up, and that is told", () => {
    const found = resolve("hp:11");
    expect(found.observed).toEqual(places(11));
    expect(found.notes[0]).toMatchObject({ level: "warning", mapped: true });
    expect(found.notes[0]?.message).toBe("hp:11 is read as HP:0000011 Sign A one");
    expect(resolve("HP:0000011").notes.some(({ mapped }) => mapped)).toBe(false);
  });

  it("a broad synonym or a typing error is refused, with the nearest labels", () => {
    expect(() => resolve("Broadly A")).toThrow(/no HPO id, label or exact synonym/);
    try {
      resolve("Sevre sign A one");
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: "E_HPO" });
      expect((error as { hint: string }).hint).toMatch(/^Nearest: HP:0000012 Severe sign A one/);
    }
  });
});

describe("HPO-02: ids that are no longer a term's own", () => {
  it.each([
    ["alternative", "HP:0000050", [13], "warning"],
    ["obsolete, replaced", "HP:0000040", [11], "warning"],
    ["obsolete, to consider", "HP:0000041", [], "warning"],
    ["obsolete, nothing", "HP:0000042", [], "warning"],
  ])("%s", (_, text, observed, level) => {
    const found = resolve(text);
    expect(found.observed).toEqual(places(...observed));
    expect(found.notes.find(({ rule }) => rule === "HPO-02")?.level).toBe(level);
  });

  it("names what to consider instead", () => {
    expect(resolve("HP:0000041").notes[0]?.message).toContain("HP:0000021 Sign B one");
  });

  it("a term of another ontology is dropped with a warning, the others count", () => {
    const found = resolve("HP:0000011,NCIT:C76251");
    expect(found.observed).toEqual(places(11));
    expect(found.notes[0]).toMatchObject({ rule: "HPO-02", level: "warning" });
    expect(found.notes[0]?.message).toContain("NCIT:C76251");
    expect(() => resolve("NCIT:C76251", strict)).toThrow(/NCIT:C76251/);
    expect(() => resolve("HPO:0000011")).toThrow(/no HPO id/);
  });

  it("an unknown id or text is an error that names its nearest, or is skipped and said (DEC-31)", () => {
    for (const options of [strict, lenient])
      expect(() => resolve("HP:0999999", options)).toThrow(/unknown HPO term HP:0999999/);
    // One digit another, and two swapped.
    for (const near of ["HP:0000912", "HP:0000102"])
      try {
        resolve(near);
        expect.unreachable();
      } catch (error) {
        expect((error as { hint: string }).hint).toMatch(/HP:0000012 Severe sign A one/);
      }
    const skipped = resolve("HP:0999999,HP:0000012,Sevre sign", { ...lenient, skipUnknown: true });
    expect(skipped.observed).toEqual(places(12));
    expect(skipped.notes.map(({ dropped }) => dropped)).toEqual(
      expect.arrayContaining([
        { term: "HP:0999999", why: "unknown" },
        { term: "Sevre sign", why: "unknown" },
      ]),
    );
  });
});

it.each([
  ["inheritance", "HP:0000006", "note"],
  ["the root", "HP:0000118", "warning"],
])("HPO-03: %s does not count", (_, text, level) => {
  const found = resolve(`${text},HP:0000012`);
  expect(found.observed).toEqual(places(12));
  expect(found.notes.find(({ rule }) => rule === "HPO-03")?.level).toBe(level);
});

describe("HPO-04: redundancy", () => {
  it("of observed terms the most specific stay", () => {
    expect(resolve("HP:0000010,HP:0000012,HP:0000011,HP:0000012").observed).toEqual(places(12));
  });

  it("of excluded terms the most general", () => {
    expect(resolve("HP:0000013,!HP:0000021,!HP:0000020").excluded).toEqual(places(20));
  });

  it("adding an ancestor changes nothing", () => {
    const { observed, excluded } = resolve("HP:0000012,HP:0000010,!HP:0000021");
    const alone = resolve("HP:0000012,!HP:0000021");
    expect({ observed, excluded }).toEqual({ observed: alone.observed, excluded: alone.excluded });
  });
});

describe("HPO-05, DEC-13: contradictions", () => {
  it.each([
    ["the same term", "HP:0000012,!HP:0000012"],
    ["an excluded ancestor", "HP:0000012,!HP:0000010"],
    ["over one of several parents", "HP:0000030,!HP:0000020"],
  ])("%s: the exclusion goes, with a warning; an error under strict", (_, list) => {
    const found = resolve(list);
    expect(found.excluded).toEqual([]);
    expect(found.observed).toHaveLength(1);
    expect(found.notes.some(({ rule, level }) => rule === "HPO-05" && level === "warning")).toBe(
      true,
    );
    expect(() => resolve(list, strict)).toThrow(/contradicts/);
  });

  it("an excluded descendant is fine", () => {
    const found = resolve("HP:0000011,!HP:0000012", strict);
    expect(found.excluded).toEqual(places(12));
  });
});

it.each([
  ["!HP:0000012", true],
  ["-HP:0000012", true],
  ["- Severe sign A one", true],
  ["HP:0000012", false],
])("HPO-06: '%s'", (text, excluded) => {
  const [term] = parseTermList(ontology, text);
  expect(term?.excluded).toBe(excluded);
});

it.each([
  [0, "no observed term"],
  [1, "weak phenotype"],
  [2, "weak phenotype"],
])("HPO-07: %i terms are told", (count, message) => {
  const written: WrittenTerm[] = ["HP:0000012", "HP:0000021"]
    .slice(0, count)
    .map((text) => ({ text, excluded: false }));
  const { notes } = resolveTerms(ontology, written, lenient);
  expect(notes.find(({ rule }) => rule === "HPO-07")?.message).toContain(message);
});
