/** People's decisions on a case's variants: kept with the case, and matched to its candidates. */
import { join } from "node:path";
import { type Allele, alleleKey } from "../core/allele.ts";
import type { Assembly } from "../core/assembly.ts";
import { sha256 } from "../core/digest.ts";
import { ToolError } from "../core/errors.ts";
import { minimalRepresentation } from "../vcf/index.ts";
import type { TranscriptConsequence } from "../vcf/types.ts";
import { osUser } from "../io/os-user.ts";
import { readJson } from "./files.ts";
import { commit, documentStep, type LogEntry } from "./log.ts";
import type { Dataset, HumanVerdict, CandidateVerdict, VerdictsFile } from "./types.ts";

const fileIn = (folder: string): string => join(folder, "verdicts.json");

/**
 * In the order in which they were given.
 * @param datasets of the case: what was said before its latest sequencing is marked
 * @throws ToolError E_ARCHIVE
 */
export function readVerdicts(
  folder: string,
  datasets: readonly Pick<Dataset, "number" | "resequenced">[] = [],
): HumanVerdict[] {
  const file = readJson<VerdictsFile>(fileIn(folder), "panelist.archive-verdicts");
  const verdicts = checked(file?.verdicts ?? [], fileIn(folder));
  const latest = datasets.findLast(({ resequenced }) => resequenced === true)?.number ?? 0;
  return verdicts.map((verdict) =>
    verdict.dataset < latest ? { ...verdict, isOfOlderCalls: true } : verdict,
  );
}

/** What is read of every verdict. @throws ToolError E_ARCHIVE: what an earlier program wrote has no digest */
function checked(verdicts: readonly HumanVerdict[], path: string): readonly HumanVerdict[] {
  const isWhole = (one: Partial<HumanVerdict> | null): boolean =>
    typeof one?.chrom === "string" &&
    typeof one.ref === "string" &&
    typeof one.alt === "string" &&
    typeof one.pos === "number" &&
    Array.isArray(one.hgvs);
  const bad = Array.isArray(verdicts) ? verdicts.findIndex((one) => !isWhole(one)) : 0;
  if (bad < 0) return verdicts;
  throw new ToolError("E_ARCHIVE", `verdict ${bad + 1} does not name a variant`, {
    path,
    hint: "Restore it from a backup; `panelist archive verify` lists everything that is damaged.",
  });
}

/** Adds them, with one line in the log; call it under the case's lock. */
export function addVerdicts(folder: string, given: readonly HumanVerdict[], entry: LogEntry): void {
  const verdicts = readVerdicts(folder);
  const user = osUser();
  for (const verdict of given)
    verdicts.push({ ...verdict, user, previous: verdictDigest(verdicts.at(-1)) });
  const file: VerdictsFile = { schema: "panelist.archive-verdicts", version: 2, verdicts };
  commit(folder, entry, [documentStep(folder, fileIn(folder), file)]);
}

/** undefined: of none. */
export function verdictDigest(verdict: HumanVerdict | undefined): string | undefined {
  return verdict === undefined ? undefined : sha256(JSON.stringify(verdict));
}

type NamedTranscript = Pick<TranscriptConsequence, "transcript" | "hgvsc">;

/** What of a candidate verdicts are found by. */
export interface JudgedVariants {
  assembly: Assembly;
  variants: readonly (Readonly<Allele> & {
    consequence: NamedTranscript;
    worse: NamedTranscript | null;
  })[];
}

/** `ENST00000303395:c.1A>G` of each transcript that has a coding or non-coding change; no versions. */
export function hgvsNames(entries: readonly NamedTranscript[]): string[] {
  const names = entries.flatMap(({ transcript, hgvsc }) => {
    const change = hgvsc.slice(hgvsc.indexOf(":") + 1);
    const name = (hgvsc.includes(":") ? hgvsc.slice(0, hgvsc.indexOf(":")) : transcript).replace(
      /\.\d+$/,
      "",
    );
    return change === "" || name === "" ? [] : [`${name}:${change}`];
  });
  return [...new Set(names)].sort();
}

/**
 * The verdicts that hold for a candidate's variants: each person's latest decision, since one does not take another's
 * back. What was said of this very allele stands before what HGVS carries over.
 */
export function verdictsAt(
  verdicts: readonly HumanVerdict[],
  { variants, assembly }: JudgedVariants,
): CandidateVerdict[] {
  if (verdicts.length === 0) return [];
  return variants.flatMap((variant) => {
    const { chrom, pos, ref, alt, consequence, worse } = variant;
    const own = alleleKey({ chrom, ...minimalRepresentation(pos, ref, alt) });
    const names = hgvsNames(worse === null ? [consequence] : [consequence, worse]);
    const latest = new Map<string, { verdict: HumanVerdict; isExact: boolean }>();
    for (const verdict of verdicts) {
      const isExact = verdict.assembly === assembly && alleleKey(verdict) === own;
      if (!isExact && !verdict.hgvs.some((name) => names.includes(name))) continue;
      if (!isExact && latest.get(verdict.by)?.isExact === true) continue;
      latest.delete(verdict.by);
      latest.set(verdict.by, { verdict, isExact });
    }
    return [...latest.values()].map(({ verdict, isExact }) => {
      const { kind, class: said, criteria, why, by, date, isOfOlderCalls } = verdict;
      const carried = !isExact || isOfOlderCalls === true;
      const words = { kind, class: said, criteria, why, by, date };
      return { variant: alleleKey(variant), ...words, carried };
    });
  });
}

/** Of what is said of one variant: do people say different things? */
export function isDisputed(said: readonly Pick<HumanVerdict, "kind" | "class">[]): boolean {
  return new Set(said.map(({ kind, class: of }) => `${kind} ${of ?? ""}`)).size > 1;
}
