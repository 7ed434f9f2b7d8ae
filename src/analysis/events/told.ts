/** What is reported about a run's events besides the candidates. */
import { counted } from "../../core/counted.ts";
import { kindWord } from "../../core/event-files.ts";
import type { Told, WarningFacts } from "../../core/warnings.ts";
import type { Person } from "../../pedigree/types.ts";
import type { Candidate, NotAssessed, SideCandidate } from "../../rank/types.ts";
import type { FileKind } from "../../structural/types.ts";
import type { GeneNames } from "../../vcf/types.ts";
import type { Prepared } from "../prepare.ts";
import type { FamilyEvents } from "./read.ts";

/** Kinds of files that a run can take, beside small variants. */
const KINDS = ["sv", "cnv", "mobile"] as const satisfies readonly FileKind[];

/** For DEC-50: `small variants, structural variants`; undefined: no file of events. */
export function filesRead(
  events: FamilyEvents | null,
  { inputs }: Pick<Prepared, "inputs">,
): string | undefined {
  if (events === null) return undefined;
  const kinds = new Set(events.files.map(({ kind }) => kind));
  const small = hasSmall(inputs) ? [kindWord("small")] : [];
  return [...small, ...KINDS.filter((kind) => kinds.has(kind)).map(kindWord)].join(", ");
}

/** false: files of events alone are given. */
export function hasSmall(inputs: Prepared["inputs"]): boolean {
  return inputs.some(({ isEmpty }) => isEmpty !== true);
}

/** Of one person: small variants by the columns of the files, events by theirs. */
export function assayedKinds(
  { sample }: Person,
  kinds: readonly FileKind[],
  inputs: Prepared["inputs"],
): FileKind[] {
  const small: FileKind[] = sample === null || !hasSmall(inputs) ? [] : ["small"];
  return [...small, ...kinds.filter((kind) => kind !== "small")];
}

/** Without further genes that must not be told (DEC-49). */
export function namingAlone<T extends Candidate | SideCandidate>(
  candidate: T,
  mayName: (gene: Pick<GeneNames, "symbol" | "hgncId">) => boolean,
): T {
  if (candidate.variants.every(({ kind }) => kind !== "event")) return candidate;
  const variants = candidate.variants.map((variant) =>
    variant.kind === "event"
      ? {
          ...variant,
          event: { ...variant.event, genesHit: variant.event.genesHit.filter(mayName) },
        }
      : variant,
  );
  return { ...candidate, variants };
}

/** Deletions with this many sites inside are asked; of so many, at least, half may not contradict. */
const TELLING_SITES = 5;
const LEAST_DELETIONS = 4;

/** A callset that is too large to be believed, or of somebody else (SVR-08, SVI-05). */
export function eventWarnings(
  events: FamilyEvents | null,
  { keys, callers }: { keys: readonly string[] } & Pick<WarningFacts["noisy_events"], "callers">,
  proband: number,
): Told[] {
  if (events === null) return [];
  const asked = events.events.flatMap(({ inside, event }) =>
    inside !== null && inside.sites >= TELLING_SITES
      ? [{ ...inside, isAll: event.calls[proband]?.all === "yes" }]
      : [],
  );
  const against = asked.filter(({ sites, het, isAll }) => isAll || het > sites / 2).length;
  const isOther = asked.length >= LEAST_DELETIONS && against > asked.length / 2;
  return [
    ...events.unread,
    ...(keys.length === 0
      ? []
      : [{ code: "noisy_events" as const, facts: { events: keys.length, callers } }]),
    ...(isOther
      ? [{ code: "events_of_another" as const, facts: { deletions: asked.length, against } }]
      : []),
  ];
}

const CLINVAR =
  "they are not compared: an event that is classified there is not recognised as that";

/** Kinds that were not read, of the proband first, and regions without a place. */
export function eventsNotAssessed(
  { assayed, files, unread, unplacedRegions, notAssessed }: FamilyEvents,
  proband: number,
): NotAssessed[] {
  if (notAssessed !== undefined) return notAssessed;
  const missing = KINDS.filter((kind) => assayed[proband]?.includes(kind) !== true);
  const kinds = new Set(files.map(({ kind }) => kind));
  const unreadable = unread.flatMap((one) =>
    one.code === "events_unreadable" ? one.facts.path : [],
  );
  const isUnread = (of: FileKind): boolean =>
    files.some(({ path, kind }) => kind === of && unreadable.includes(path));
  const isAnyRead = [...KINDS, "small" as const].some((kind) => kinds.has(kind));
  const later = (["str", "mito"] as const).filter((kind) => kinds.has(kind));
  const short = files.reduce((sum, { dropped }) => sum + (dropped.sv_too_short ?? 0), 0);
  return [
    ...missing.map((kind) => ({
      what: "structural_variants",
      subject: kindWord(kind),
      detail: isUnread(kind)
        ? "no record of the file could be read"
        : "no file of the patient was given",
    })),
    ...later.map((kind) => ({
      what: "structural_variants",
      subject: kindWord(kind),
      detail: "the file was recognised, but is not assessed yet",
    })),
    ...(short === 0
      ? []
      : [
          {
            what: "structural_variants",
            subject: "short alleles",
            detail: `${counted(short, "record")} in structural variant files, too short to be events: not read`,
          },
        ]),
    ...(isAnyRead ? [{ what: "event_clinvar", subject: "", detail: CLINVAR }] : []),
    ...unplacedRegions.map((name) => ({
      what: "region",
      subject: name,
      detail: "copy number region without a position on this build",
    })),
  ];
}
