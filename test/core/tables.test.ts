/** Tables beside the code are what the code takes them for. */
import { expect, it } from "vitest";
import { CLASS_ORDER, IMPACT_ORDER, isKnownTerm } from "../../src/core/consequences.ts";
import consequences from "../../src/core/consequences.json" with { type: "json" };
import { policy } from "../../src/core/policy-schema.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";

it("the default policy is a whole policy", () => {
  expect(policy.parse(DEFAULT_POLICY)).toEqual(DEFAULT_POLICY);
});

it("consequence terms have an impact and a class, and synonyms mean one of them", () => {
  const { terms, synonyms } = consequences;
  for (const [term, impact, termClass] of terms) {
    expect(IMPACT_ORDER, term).toContain(impact);
    expect(CLASS_ORDER, term).toContain(termClass);
  }
  const names = terms.map(([term]) => term);
  expect(new Set(names).size).toBe(names.length);
  for (const [name, term] of Object.entries(synonyms)) {
    expect(names, name).toContain(term);
    expect(isKnownTerm(name.toUpperCase())).toBe(true);
  }
});
