/**
 * Converts reports and run records of earlier versions to the current one (DEC-27): they are in result folders and
 * in the runs of archives. As JSON: what reads them checks the shape.
 */
import { isObject } from "./json.ts";

type Json = Record<string, unknown>;

const RUN_VERSION = 2;

/** @param json a `panelist.report`; what is none of version 1 or 2 comes back as it is */
export function liftedReport(json: unknown): unknown {
  if (!isObject(json) || json["schema"] !== "panelist.report") return json;
  if (json["version"] === 1) return withScores(withRecordKinds(json));
  return json["version"] === 2 ? withScores(json) : json;
}

/** To version 3: another score; what stands there is the earlier one, which alone orders these candidates (DEC-56). */
function withScores({ candidates, untiered, ...rest }: Json): Json {
  const scored = (candidate: Json): Json => ({ ...candidate, score_v1: candidate["score"] });
  return {
    ...rest,
    version: 3,
    ranking: null,
    candidates: eachOf(candidates, scored),
    untiered: ofEachList(untiered, scored),
  };
}

/** To version 2. */
function withRecordKinds(json: Json): Json {
  const { candidates, untiered, warnings, ...rest } = json;
  const absent = absentChromosomes(rest["notAssessed"]);
  return {
    ...rest,
    candidates: eachOf(candidates, withKinds),
    untiered: ofEachList(untiered, withKinds),
    complete: absent.length === 0,
    incomplete: absent,
    warnings: Array.isArray(warnings) ? [...absent, ...warnings.map(unspecified)] : warnings,
  };
}

/** @param json a `panelist.run`, as for a report. What was complete then is not known: `complete` stays away */
export function liftedRun(json: unknown): unknown {
  if (!isObject(json) || json["schema"] !== "panelist.run" || json["version"] !== 1) return json;
  const { warnings } = json;
  return {
    ...json,
    version: RUN_VERSION,
    incomplete: [],
    warnings: Array.isArray(warnings) ? warnings.map(unspecified) : warnings,
  };
}

/** There were small variants alone. */
function withKinds(candidate: Json): Json {
  return {
    ...candidate,
    variants: eachOf(candidate["variants"], (v: Json) => ({ kind: "small", ...v })),
  };
}

/** The words are all that was kept. */
function unspecified(text: unknown): unknown {
  return typeof text === "string" ? { code: "unspecified", facts: {}, text } : text;
}

/** Version 1 said it of each panel gene (DEC-20), and not that the answer is not complete. */
function absentChromosomes(notAssessed: unknown): Json[] {
  const genes = (Array.isArray(notAssessed) ? notAssessed : []).filter(
    (one: unknown): one is Json => isObject(one) && one["what"] === "contig_absent",
  );
  const named = genes.flatMap(({ detail }) => {
    const found = typeof detail === "string" ? / ([^ ]+)$/.exec(detail)?.[1] : undefined;
    return found === undefined || found === "Y" ? [] : [found];
  });
  const chromosomes = [...new Set(named)];
  if (chromosomes.length === 0) return [];
  const text = `the input has no record on chromosomes ${chromosomes.join(", ")}, where panel genes lie: nothing there was analysed`;
  return [{ code: "chromosome_absent", facts: { chromosomes, genes: named.length }, text }];
}

function ofEachList(untiered: unknown, change: (one: Json) => unknown): unknown {
  if (!isObject(untiered)) return untiered;
  return Object.fromEntries(
    Object.entries(untiered).map(([list, of]) => [list, eachOf(of, change)]),
  );
}

/** What is no list, or no object in it, is left for the schema to refuse. */
function eachOf(list: unknown, change: (one: Json) => unknown): unknown {
  return Array.isArray(list)
    ? list.map((one: unknown) => (isObject(one) ? change(one) : one))
    : list;
}
