/** What a run found in the genes not affected by a change, as a current run would write it. */
import type { Dataset, RunFile } from "../archive/types.ts";
import { variantKey } from "../core/allele.ts";
import type { Told } from "../core/warnings.ts";
import type { PanelGenes } from "../panel/types.ts";
import { type SampleCheck, UNDECIDED } from "../pedigree/index.ts";
import { restamp, withoutPhenotype } from "../rank/index.ts";
import type { Candidate, SideCandidate } from "../rank/types.ts";
import { resultOf, variantOfReport } from "../report/index.ts";
import type { Carried } from "../analysis/assess.ts";
import type { FamilyEvents } from "../analysis/events/read.ts";
import type { Prepared } from "../analysis/prepare.ts";
import type { FileKind } from "../structural/types.ts";

/**
 * @returns null: the whole case must be evaluated, since a candidate's gene is not in the table, or an earlier program
 *   worded it
 */
export function carriedOver(
  { report }: RunFile,
  table: PanelGenes,
  isTouched: (symbol: string) => boolean,
): Carried | null {
  const candidates: Candidate[] = [];
  const side: SideCandidate[] = [];
  const places = new Map(table.genes.map((gene) => [`${gene.symbol} ${gene.hgncId ?? ""}`, gene]));
  const stamped = <T extends Omit<Candidate, "tier">>(candidate: T): T | null => {
    const { symbol, hgncId } = candidate.gene;
    const tableGene = places.get(`${symbol} ${hgncId ?? ""}`);
    const isOff = candidate.panels.length === 0;
    if (tableGene === undefined && !isOff) return null;
    const found = tableGene ?? null;
    const stampedNow = restamp(candidate, { tableGene: found, panels: table.panels });
    return stampedNow === null ? null : withoutPhenotype(stampedNow);
  };
  for (const { rank: _rank, variants, ...candidate } of report.candidates) {
    if (isTouched(candidate.gene.symbol)) continue;
    const found = stamped({ ...candidate, variants: variants.map(variantOfReport) });
    if (found === null) return null;
    candidates.push(found);
  }
  for (const [list, entries] of Object.entries(report.untiered))
    for (const { variants, ...candidate } of entries) {
      if (isTouched(candidate.gene.symbol)) continue;
      const found = stamped({
        ...candidate,
        variants: variants.map(variantOfReport),
        list: list as SideCandidate["list"],
      });
      if (found === null) return null;
      side.push(found);
    }
  return { candidates, side, withheld: report.withheld.count };
}

/** The case's files of events were away, or others. */
export function lacksEvents({ report }: Pick<RunFile, "report">): boolean {
  return report.incomplete.some(({ code }) => code === "events_not_reread");
}

/**
 * What the files of events told beside candidates when they were last read, for where they are away: what was read, of
 * whom, and where copies are odd (SVH-15).
 * @param copies the dataset's `copies.txt`
 */
export function eventsAsRead(
  { report }: Pick<RunFile, "report">,
  { events = [] }: Pick<Dataset, "events">,
  copies: string,
  { family: { people }, policy: { incidental } }: Pick<Prepared, "family" | "policy">,
): FamilyEvents {
  const assayed = new Map(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as a run wrote them
    report.family.people.map((person) => [person.id, person.assayed as FileKind[] | undefined]),
  );
  const ofSex = (check: SampleCheck): SampleCheck =>
    // DEC-49: what was told under another policy.
    check.check === "sex_by_copies" && check.outcome === "warning" && incidental !== "show"
      ? { ...check, outcome: "not_checked", detail: UNDECIDED }
      : check;
  const odd = placesIn(copies);
  const isOdd = odd.some(({ chrom }) => chrom === "X");
  return {
    events: [],
    all: [],
    left: [],
    short: [],
    files: events.map(({ path, kind }) => ({ ...UNTOLD, path, kind })),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as a run wrote them
    unread: report.warnings.filter(({ code }) =>
      /event(?!s_not_reread)/.test(code),
    ) as unknown as Told[],
    assayed: people.map(({ id }) => assayed.get(id) ?? []),
    chromosomes: {
      checks: report.sampleChecks.filter(({ check }) => check.endsWith("_copies")).map(ofSex),
      withheld: isOdd && incidental !== "show" ? 1 : 0,
      odd,
      parts: new Set(),
    },
    unplacedRegions: [],
    used: report.knowledge.filter(({ kind }) => kind === "dosage"),
    notAssessed: report.notAssessed.filter(
      ({ what }) => what === "structural_variants" || what === "region",
    ),
  };
}

type Places = FamilyEvents["chromosomes"]["odd"];

/** One per line. */
export function placesText(places: Places): string {
  return places.map(({ chrom, first, last }) => `${chrom}\t${first}\t${last}\n`).join("");
}

function placesIn(text: string): Places {
  return text.split("\n").flatMap((line) => {
    const [chrom = "", first, last] = line.split("\t");
    return last === undefined ? [] : [{ chrom, first: Number(first), last: Number(last) }];
  });
}

const UNTOLD = {
  callers: [],
  samples: [],
  assembly: null,
  records: 0,
  used: 0,
  dropped: {},
  filters: {},
  badValues: {},
  otherSamples: 0,
};

/** Of small variants: what they are rests on files of events too (SVI-03, SVE-24). */
const BY_EVENT_FILES: ReadonlySet<string> = new Set([
  "from_sv_file",
  "structural_call_too",
  "carriers_disagree",
  "genotypes_disagree",
  // SVH-04, SVH-05
  "hemizygous_over_deletion",
  "het_inside_deletion",
  "no_copy_left",
]);

/** Candidates of the last run with what files of events told, as they stood, and of their other variants alone: for where none can be read. */
export function withEvents({ report }: Pick<RunFile, "report">): Carried {
  const { candidates, side } = resultOf(report);
  const places = ({ gene, variants }: SideCandidate | Candidate): string[] =>
    variants.map((variant) => `${gene.symbol} ${variantKey(variant)}`);
  const known = new Set(
    [...candidates, ...side]
      .filter(
        ({ variants, flags }) =>
          flags.some((flag) => BY_EVENT_FILES.has(flag)) ||
          variants.some(({ kind }) => kind === "event"),
      )
      .flatMap(places),
  );
  const stands = (candidate: SideCandidate | Candidate): boolean =>
    places(candidate).every((place) => known.has(place));
  return {
    stands,
    candidates: candidates.filter(stands).map(withoutPhenotype),
    side: side.filter(stands).map(withoutPhenotype),
    withheld: null,
  };
}
