/** What events are made from: two reports of a case, and what became different of what is known. */
import type { Allele } from "../../core/allele.ts";
import type { Policy } from "../../core/policy.ts";
import type { PanelDiff } from "../../panel/diff/index.ts";
import type { ReportSideCandidate } from "../../report/types.ts";
import type {
  CandidatePlace,
  CandidateVerdict,
  CaseEvent,
  CaseStatus,
  Cause,
  ClassificationChange,
  Direction,
  HumanVerdict,
  UsedPanel,
} from "../../archive/types.ts";

/** One candidate in both reports, or in one. */
export interface Difference {
  candidateId: string;
  /** Of the newer report where it is in it. */
  candidate: ReportSideCandidate;
  before: CandidatePlace | null;
  after: CandidatePlace | null;
  direction: Direction;
  /** Parts that differ, for people: `tier`, `panels`, `score`, ... */
  parts: string[];
}

/** One rule's panel then and now, and what differs. */
export interface PanelStep {
  rule: string;
  old: UsedPanel;
  new: UsedPanel;
  /** null: the same snapshot. */
  diff: PanelDiff | null;
  /** Tables of genes that gave the panel's genes their names and places, where they differ; null: none. Absent: they do not. */
  tables?: Record<"old" | "new", string | null> | undefined;
}

/** Everything but the panels that may be behind a difference. */
export interface OtherCause {
  type:
    | "family_changed"
    | "phenotype_rank"
    | "rules_changed"
    | "threshold"
    | "method"
    | "evidence_changed"
    | "frequency_changed"
    | "consequence_changed"
    | "dosage_changed"
    | "panel_row_changed";
  cause: Cause;
  /** Of candidates with structural variants alone. */
  ofEvents?: true;
  /** Line of the changelog that stands for it. */
  says?: string;
  /** What changed, for people, where the type does not tell. */
  what?: string;
}

export interface EventContext {
  case: string;
  run: number;
  date: string;
  status: CaseStatus;
  steps: readonly PanelStep[];
  /** What the releases of classifications say differently; null: none of them changed. */
  classified: ((variant: Allele) => readonly ClassificationChange[]) | null;
  /** What else changed between the runs; the panels come first. */
  others: readonly OtherCause[];
  /** Of the policy: what wakes; absent: the default. */
  notify?: Policy["notify"];
  /** Was the allele shown in this gene by the last run? Absent: that is not asked. */
  shown?: (gene: string, allele: string) => boolean;
  /** What people said of the case's variants. */
  verdicts?: readonly HumanVerdict[];
  /** How the coverage of a gene falls short, or that it is not known; null: it does not, or no table was kept. Absent: as null. */
  coverage?: (gene: string) => string | null;
}

export type Judged = Pick<CaseEvent, "type" | "rule" | "before" | "after" | "direction">;

/** What the answer depends on beside the event. */
export interface NotificationContext {
  status: CaseStatus;
  policy: Policy["notify"];
  /** Whose change is behind it. */
  panel: UsedPanel | null;
  /** Of the classification behind it. */
  change: ClassificationChange | null;
  /** null: the event concerns the case as a whole. */
  candidate: Pick<ReportSideCandidate, "models" | "variants"> | null;
  /** Of its variants. */
  said: readonly CandidateVerdict[];
  /** Somebody reported a variant of this case. */
  anyReported: boolean;
}
