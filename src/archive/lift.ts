/**
 * Converts documents of earlier versions to the current one, one step per version. A step is added with the
 * version that it leads to, and stays; docs/archive.md tells what each version changed.
 */
import { ToolError } from "../core/errors.ts";
import { isObject } from "../core/json.ts";
import { withoutVersion } from "../core/panel-word.ts";

type Json = Record<string, unknown>;

/** From version n to n + 1, the first from 1 to 2. */
export type LiftSteps = readonly ((old: Json) => Json)[];

/** What was written before rules had a number is of the first. */
const FIRST = { rules: 1 };

/** The digest at a document's end came; what was written before is read without one. */
const withSeal = (old: Json): Json => old;

/**
 * Releases that the command line named when the case was added held for ever, and nobody saw it: they are no pins
 * any more (DEC-30). A version after a rule was one too.
 */
const withoutHiddenPins = ({ analysis, terms, ...rest }: Json): Json => {
  const { clinvar: _clinvar, inhouse: _inhouse, panels, ...asked } = objectOf(analysis);
  const rules = Array.isArray(panels) ? panels.map(bareRule) : panels;
  const { release: _release, ...written } = objectOf(terms);
  return {
    ...rest,
    analysis: { ...asked, panels: rules },
    ...(terms !== undefined && { terms: written }),
  };
};

/** Runs name the panels they used by the same rules. */
const withBareRules = ({ knowledge, ...rest }: Json): Json => {
  const { panels, ...known } = objectOf(knowledge);
  const used = Array.isArray(panels)
    ? panels.map((one: unknown) => {
        const panel = objectOf(one);
        return { ...panel, rule: bareRule(panel["rule"]) };
      })
    : panels;
  return { ...rest, knowledge: { ...known, panels: used } };
};

function bareRule(rule: unknown): unknown {
  return typeof rule === "string" ? withoutVersion(rule) : rule;
}

/** By schema; a schema that is not named is at version 1. */
const LIFTS: Readonly<Record<string, LiftSteps>> = {
  "panelist.archive": [withSeal],
  "panelist.archive-case": [
    ({ datasets, ...rest }) => ({ ...rest, datasets: eachWithFirst(datasets) }),
    (old) => withSeal(withoutHiddenPins(old)),
  ],
  "panelist.archive-run": [
    ({ tool, ...rest }) => ({ ...rest, tool: { ...objectOf(tool), ...FIRST } }),
    (old) => withSeal(withBareRules(old)),
  ],
  // What was held against a case under other rules says nothing of today's.
  "panelist.archive-head": [
    ({ checked: _checked, ...rest }) => ({ ...rest, ...FIRST }),
    // What was held against the case was by the old rules' names.
    ({ checked: _checked, ...rest }) => withSeal(withBareRules(rest)),
  ],
  "panelist.archive-verdicts": [withSeal],
  "panelist.archive-tombstone": [withSeal],
};

/** The version since which a document ends with its digest (seal.ts). */
const SEALED_SINCE: Readonly<Record<string, number>> = {
  "panelist.archive": 2,
  "panelist.archive-case": 3,
  "panelist.archive-run": 3,
  "panelist.archive-head": 3,
  "panelist.archive-verdicts": 2,
  "panelist.archive-tombstone": 2,
};

/** Must a document of this version end with its digest? */
export function isSealed(schema: string, version: unknown): boolean {
  return Number(version) >= (SEALED_SINCE[schema] ?? Infinity);
}

function eachWithFirst(list: unknown): unknown {
  return Array.isArray(list) ? list.map((one: unknown) => ({ ...objectOf(one), ...FIRST })) : list;
}

function objectOf(value: unknown): Json {
  return isObject(value) ? value : {};
}

/**
 * @param value with `schema` and `version`
 * @throws ToolError E_ARCHIVE: a version of a later program, or none that ever was
 */
export function lifted(
  value: Json,
  schema: string,
  path: string,
  steps: LiftSteps = LIFTS[schema] ?? [],
): Json {
  const latest = steps.length + 1;
  const { version } = value;
  const known = typeof version === "number" && Number.isInteger(version) && version >= 1;
  if (!known || version > latest)
    throw new ToolError("E_ARCHIVE", `version ${String(version)} of ${schema}`, {
      path,
      hint:
        known && version > latest
          ? `Install a newer panelist: this one reads up to version ${latest}.`
          : `Check the file: no such version exists; the known versions are ${latest === 1 ? "1" : `1 to ${latest}`}.`,
    });
  return steps
    .slice(version - 1)
    .reduce((old, step, i) => ({ ...step(old), schema, version: version + i + 1 }), value);
}
