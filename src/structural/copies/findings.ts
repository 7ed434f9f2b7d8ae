/**
 * What copy numbers show about whole chromosomes: a trisomy, a lost arm, and whether the files are this family's
 * (SVH-15, SVI-05).
 */
import type { Assembly } from "../../core/assembly.ts";
import type { Policy } from "../../core/policy.ts";
import { type SampleCheck, UNDECIDED } from "../../pedigree/index.ts";
import type { Family, Sex } from "../../pedigree/types.ts";
import type { ChromosomeChange, EventsRead, GenomicEvent } from "../types.ts";
import { changedChromosomes, copiesOf } from "./chromosomes.ts";

export interface ChromosomeFindings {
  checks: SampleCheck[];
  /** Of sex chromosomes, which are not told (DEC-49). */
  withheld: number;
  /** Where the proband has other copies than two, or one of a man's X and Y. */
  odd: { chrom: string; first: number; last: number }[];
  /** Parts of such a change: no finding of their own, but where a region of a panel lies in one. */
  parts: Set<GenomicEvent>;
}

type Read = Pick<EventsRead, "events" | "sexBases" | "assayed">;

export function chromosomeFindings(
  { events, sexBases, assayed }: Read,
  { people, proband }: Family,
  assembly: Assembly,
  { incidental }: Policy,
): ChromosomeFindings {
  const changes = changedChromosomes(events, proband, assembly);
  const isSex = ({ chrom }: ChromosomeChange): boolean => chrom === "X" || chrom === "Y";
  const found: ChromosomeFindings = {
    checks: changes.filter((change) => !isSex(change)).map((c) => toldOf(c, people[proband]?.id)),
    withheld: 0,
    odd: changes.filter((change) => !isSex(change)),
    parts: new Set(changes.flatMap((change) => change.events)),
  };
  for (const [i, { id, sex }] of people.entries()) {
    if ((assayed[i]?.length ?? 0) === 0) continue;
    const x = copiesOf("X", sexBases[i], assembly);
    const y = copiesOf("Y", sexBases[i], assembly);
    const looks = looksLike(x, y, sex);
    const isChanged = i === proband && changes.some(isSex);
    const isOdd = looks === "odd" || (looks === null && isChanged);
    const check = { check: "sex_by_copies", subject: id };
    const told = `copies of X: ${x ?? "unknown"}, of Y: ${y ?? "unknown"}`;
    if (isOdd && i === proband)
      found.odd.push(...["X", "Y"].map((chrom) => ({ chrom, first: 1, last: Infinity })));
    if (isOdd && incidental === "show")
      found.checks.push({ ...check, outcome: "warning", detail: `unusual: ${told}` });
    else if (isOdd || looks === null) {
      found.checks.push({ ...check, outcome: "not_checked", detail: UNDECIDED });
      if (isOdd) found.withheld++;
    } else if (sex !== "unknown" && looks !== (sex === "male" ? "XY" : "XX"))
      found.checks.push({
        ...check,
        outcome: "failed",
        detail: `stated ${sex}, looks ${looks} (${told}): the file may be another person's`,
      });
    else found.checks.push({ ...check, outcome: "passed", detail: `looks ${looks} (${told})` });
  }
  return found;
}

/** `odd`: neither; null: too little is told. Of a woman Y is not expected, so that most callers do not list it. */
function looksLike(x: number | null, y: number | null, sex: Sex): "XX" | "XY" | "odd" | null {
  if (x === null) return null;
  if (x === 2 && (y === 0 || y === null)) return "XX";
  return x === 1 && (y === 1 || (y === null && sex === "male")) ? "XY" : "odd";
}

const ARM = { p: "the short arm of ", q: "the long arm of " } as const;

function toldOf(
  { chrom, arm, kind, copies, covered, events }: ChromosomeChange,
  subject = "",
): SampleCheck {
  const sign = `${kind === "DUP" ? "+" : "-"}${chrom}${arm ?? ""}`;
  const what = `${kind === "DUP" ? "gain" : "loss"} of ${arm === null ? "" : ARM[arm]}chromosome ${chrom} (${sign})`;
  const isMosaic = events.some(({ calls }) =>
    calls.some((call) => call?.flags.includes("possible_mosaic") === true),
  );
  const cells = isMosaic ? ", perhaps in only some of the cells" : "";
  const by = `${copies === null ? "" : `${copies} copies, `}over ${(100 * covered).toFixed(0)} % of it${cells}`;
  const detail = `${what}: ${by}; it makes no candidates of its genes, and models that need two copies are uncertain there; confirm it by another method`;
  return { check: "chromosome_copies", subject, outcome: "warning", detail };
}
