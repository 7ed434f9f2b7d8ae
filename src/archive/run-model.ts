/** One analysis of a case, and the little of the latest that is looked at first. */
import type { Tier } from "../rank/model.ts";
import type { ReportDocument } from "../report/model.ts";
import type { CaseEvent } from "./event-model.ts";
import type { Knowledge } from "./knowledge-model.ts";

/** When a candidate came and last changed. */
export interface CandidateDates {
  /** ISO date-time and number of the run that brought it. */
  firstSeen: string;
  firstRun: number;
  /** ISO date-time of the last change of tier, evidence or panels' word. */
  evidenceChanged: string;
}

/** A candidate that is one no more (withdrawn evidence is kept, with its end). */
export interface EndedCandidate extends CandidateDates {
  candidateId: string;
  gene: string;
  variants: string[];
  tier: Tier | null;
  ended: string;
  endedRun: number;
}

/** One analysis of a case: the whole answer, what it rests on, and what changed since the one before. */
export interface RunFile {
  schema: "panelist.archive-run";
  version: 2;
  case: string;
  run: number;
  /** null: the first. */
  previous: number | null;
  /** ISO date-time. */
  date: string;
  /** `rules`: number of the rules of judgement (core/rules.ts). */
  tool: { name: string; version: string; rules: number };
  dataset: number;
  knowledge: Knowledge;
  /** `original`: an allele or a policy asked for what was not kept; later runs read the originals too. */
  source: "distilled" | "original";
  /** Why alleles that were not kept could not be looked for; absent: there are none. */
  needsOriginal?: string;
  /** Symbols of the genes that were evaluated; null: all of them. */
  evaluated: string[] | null;
  report: ReportDocument;
  /** High-grade coding de novos (DN-04): evidence of every candidate rests on their number. */
  codingDeNovos: number;
  dates: Record<string, CandidateDates>;
  ended: EndedCandidate[];
  events: CaseEvent[];
}

/** The little that tells whether new knowledge concerns a case; derived from the latest run. */
export interface Head {
  schema: "panelist.archive-head";
  version: 2;
  run: number;
  knowledge: Knowledge;
  tool: string;
  /** As in the run: those of its tool. */
  rules: number;
  source: RunFile["source"];
  /** Of the run; absent in heads of before there was more than one. */
  dataset?: number;
  /** ISO date-time of the run. */
  date?: string;
  /** Later knowledge that was held against the case and changed nothing. */
  checked?: { knowledge: Knowledge; tool: string; rules: number };
  /** As in the run. */
  needsOriginal?: string;
}
