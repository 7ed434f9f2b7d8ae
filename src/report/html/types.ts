/** What a report for people is drawn from, beside the analysis itself. */
import type { Assembly } from "../../core/assembly.ts";
import type { DecisionBasis } from "../../core/decision.ts";
import type { Policy } from "../../core/policy.ts";
import type { ReportDocument } from "../json.ts";
import type { RunDocument } from "../run.ts";

/** What the scan counted; the same for any kind of scan, any number of threads. */
export interface Counts {
  /** Records in the regions of the panels, or in the file where all genes are looked at. */
  inRegions: number;
  kept: number;
  /** Records by the reason for which they left. */
  dropped: Record<string, number>;
  droppedInGenes: Record<string, number>;
  /** Damaging alleles of the proband. */
  droppedAlleles: Record<string, number>;
  /** Structural variants; undefined: no file of them. */
  events?: { read: number; kept: number; dropped: Record<string, number> } | undefined;
}

/** A decision of a person on a candidate, as the archive keeps it. */
interface Decision {
  what: string;
  by: string;
  /** YYYY-MM-DD. */
  date: string;
  note: string;
}

/** What an archive knows of a candidate. */
export interface Mark {
  /** Came with the run that is shown. */
  isNew: boolean;
  /** YYYY-MM-DD. */
  firstSeen: string;
  evidenceChanged: string;
  decisions: Decision[];
}

/** One event of a re-analysis, ready to be read. */
export interface Change {
  case: string;
  /** Number of the run. */
  run: number;
  date: string;
  kind: "new" | "up" | "down" | "withdrawn" | "changed";
  type: string;
  gene: string;
  assembly: Assembly;
  /** `chrom:pos:ref:alt`. */
  variants: string[];
  text: string;
  old: string;
  new: string;
  before: string;
  after: string;
  cause: { source: string; name: string; old: string; new: string; date: string };
  priority: string;
  notify: boolean;
  /** It concerns a candidate, and not the case as a whole. */
  ofCandidate: boolean;
}

export interface TimelineRun {
  number: number;
  date: string;
  tool: string;
  /** Panels and releases, one line each. */
  knowledge: string[];
  candidates: number;
  tiers: [number, number, number];
  events: number;
  notified: number;
}

interface EndedMark {
  gene: string;
  assembly: Assembly;
  variants: string[];
  tier: number | null;
  firstSeen: string;
  ended: string;
}

/** A case in an archive, seen from one of its runs. */
export interface CaseHistory {
  case: string;
  status: string;
  /** Releases at which it stays, with the reasons. */
  pins: string[];
  run: number;
  runs: TimelineRun[];
  /** By candidate id. */
  marks: Record<string, Mark>;
  changes: Change[];
  ended: EndedMark[];
}

export interface ArchiveCase {
  id: string;
  assembly: Assembly;
  status: string;
  /** In one line; empty: none. */
  labels: string;
  /** Releases at which it stays, with the reasons. */
  pins: string[];
  /** Why its latest answer is not complete; empty: it is. */
  incomplete: string[];
  /** The latest that is written. */
  latest: TimelineRun;
  changes: Change[];
}

/** One re-analysis that has just been done, or was only tried. */
export interface ArchiveRun {
  /** YYYY-MM-DD. */
  date: string;
  dryRun: boolean;
  counts: {
    cases: number;
    changed: number;
    unchanged: number;
    untouched: number;
    failed: number;
    /** By reason. */
    left: Record<string, number>;
  };
  /** Panels that mean something else now, how many genes changed how, and for how many cases. */
  panels: {
    rule: string;
    old: string;
    new: string;
    cases: number;
    changes: Record<string, number>;
  }[];
  /** Newer releases that nobody approved; `used` null: none is used. */
  unapproved: { kind: string; source: string; release: string; used: string | null }[];
  /** Cases that stay at a newer version of a panel than their rule means. */
  offRule: { case: string; rule: string; used: string; means: string }[];
  notes: { case: string; text: string }[];
  /** Cases whose answer may lack alleles that were not kept. */
  needsOriginal: { case: string; why: string }[];
  /** Newly green genes that annotations never name: in how many cases. */
  notNamed: Record<string, number>;
  /** Cases with variants that were kept under older rules. */
  keptBefore: number;
  failed: { case: string; why: string }[];
}

/** An archive: each case by its latest run, or by what one re-analysis told of it. */
export interface ArchiveView {
  /** Of its folder. */
  name: string;
  cases: ArchiveCase[];
  /** Of them, those that no re-analysis evaluates, by reason (DEC-35). */
  held: Record<string, number>;
  run: ArchiveRun | null;
}

export interface HtmlOptions {
  /** false: no address anywhere, so that not even a click carries coordinates out. */
  links: boolean;
  /** Of the program that draws. */
  version: string;
}

export interface HtmlInput extends HtmlOptions {
  report: ReportDocument;
  /** null: not at hand. */
  counts: Counts | null;
  /** The policy whose digest the report bears; null: not at hand. */
  policy: Policy | null;
  /** Given by `--run`: holds clock and command line, which the report alone must not. */
  run: RunDocument | null;
  history: CaseHistory | null;
  /** What decisions on this page are of: they can be saved (`panelist.decisions`). Absent: they cannot. */
  basis?: DecisionBasis | undefined;
}
