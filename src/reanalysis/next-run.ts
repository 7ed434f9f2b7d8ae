/** The run that follows another: new items keep their first date, removed ones their last. */
import type {
  CandidateDates,
  CaseEvent,
  EndedCandidate,
  Provenance,
  RunFile,
} from "../archive/types.ts";
import { alleleKey } from "../core/allele.ts";
import { RULES_NOW } from "../core/rules.ts";
import type { ReportDocument } from "../report/types.ts";

interface NextRun {
  run: number;
  date: string;
  tool: string;
  dataset: number;
  knowledge: Provenance;
  source: RunFile["source"];
  needsOriginal: string | null;
  evaluated: string[] | null;
  codingDeNovos: number;
  events: CaseEvent[];
  /** `candidateId`s that are withheld now: their end is not told. */
  withheld: ReadonlySet<string>;
}

export function nextRun(previous: RunFile, report: ReportDocument, next: NextRun): RunFile {
  const { run, date, events } = next;
  const changed = new Set(events.map((event) => event.candidateId));
  const again = new Map(previous.ended.map((e) => [e.candidateId, e]));
  const dates = Object.fromEntries(
    report.candidates.map(({ candidateId }): [string, CandidateDates] => {
      const known = previous.dates[candidateId] ?? again.get(candidateId);
      const { firstSeen, firstRun } = known ?? { firstSeen: date, firstRun: run };
      const kept = known !== undefined && !changed.has(candidateId);
      const evidenceChanged = kept ? known.evidenceChanged : date;
      return [candidateId, { firstSeen, firstRun, evidenceChanged }];
    }),
  );
  const ended = previous.report.candidates
    .filter(({ candidateId: id }) => dates[id] === undefined && !next.withheld.has(id))
    .map(({ candidateId, gene, variants, tier }): EndedCandidate => {
      const { date: day, run: firstRun } = previous;
      const unknown = { firstSeen: day, firstRun, evidenceChanged: day };
      const since = previous.dates[candidateId] ?? unknown;
      const own = { candidateId, gene: gene.symbol, variants: variants.map(alleleKey), tier };
      return { ...own, ...since, ended: date, endedRun: run };
    });
  return {
    schema: "panelist.archive-run",
    version: 3,
    case: previous.case,
    run,
    previous: previous.run,
    date,
    tool: { name: "panelist", version: next.tool, rules: RULES_NOW },
    dataset: next.dataset,
    knowledge: next.knowledge,
    source: next.source,
    needsOriginal: next.needsOriginal ?? undefined,
    evaluated: next.evaluated,
    report,
    codingDeNovos: next.codingDeNovos,
    dates,
    ended: [...previous.ended.filter((e) => dates[e.candidateId] === undefined), ...ended],
    events,
  };
}
