/**
 * `panelist explain` for an event: given by its coordinates and kind, by a breakend, or by the key used in a
 * report.
 */
import { ToolError, usageError } from "../core/errors.ts";
import { eventsNamed, recordNamed } from "../structural/index.ts";
import type {
  EventDropReason,
  EventEffect,
  EventRarity,
  GenomicEvent,
  RegionHit,
} from "../structural/types.ts";
import { assess } from "./assess.ts";
import { checkRead, refuseLacking } from "./completeness.ts";
import { eventsAfter } from "./events/of-family.ts";
import type { LeftEvent } from "./events/judge.ts";
import { isOfSexCopies, leftRecords } from "./events/left.ts";
import { inGene, keysInBoth, shownOf, type Io, type Story, WITHHELD } from "./explain.ts";
import { roleOf } from "../inheritance/index.ts";
import type { AnalyseOptions } from "./options.ts";
import { prepare } from "./prepare.ts";
import { scanInputs } from "./scan.ts";
import { type Place, toldPlaces } from "./withheld.ts";

/** What is known of the event itself, before any gene. */
export interface EventFacts {
  kind: GenomicEvent["kind"];
  /** Canonical. */
  chrom: string;
  /** 1-based, inclusive. */
  first: number;
  last: number;
  length: number | null;
  /** Of a breakend, and of an inversion with one junction. */
  ends: GenomicEvent["ends"];
  failedFilters: string[];
  flags: string[];
  /** Each record that says it, and how it was joined to the first. */
  members: Pick<
    GenomicEvent["members"][number],
    "caller" | "algorithm" | "contig" | "pos" | "alt" | "id" | "filters" | "joined"
  >[];
  calls: { role: string; state: string; zygosity: string | null; why: string[] }[];
  effects: Omit<EventEffect, "at">[];
  rarity: EventRarity | null;
  regions: RegionHit[];
  /** What is known of small variants and was not asked of events. */
  notAssessed: "clinvar"[];
  /** Why it went no further; null: it came to the genes. */
  left: EventDropReason | null;
}

/** @throws ToolError E_USAGE: no file of events, several events fit; E_INPUT_MISSING: none does; else as `analyse` */
export async function explainEvent(options: AnalyseOptions, text: string, io: Io): Promise<Story> {
  const prepared = await prepare(options, io);
  const scanned = await scanInputs(prepared, prepared.options, io);
  await checkRead(prepared, scanned);
  const events = await eventsAfter(scanned, prepared, io.log);
  if (prepared.events.length === 0)
    throw usageError(
      `'${text}' is a structural variant, but no file of structural variants was given`,
      "Add the file to the command line, after --sv, --cnv or --mobile if its kind is not recognised.",
    );
  const assessed = await assess(prepared, { ...scanned, events }, io.log);
  const { result, withheld } = assessed;
  refuseLacking(result, prepared.options, io.log);
  const judged = events?.events ?? [];
  const left = events?.left ?? [];
  const { assembly } = result;
  const isTold = await toldPlaces(prepared, assessed.identify);
  const known = one([...judged, ...left], text);
  if (known === null) {
    const record = recordNamed(events === null ? [] : await leftRecords(prepared, events), text);
    const mayTell = record === null || !isOfSexCopies(record, prepared);
    return { ...HEAD, assembly, ...ofRecord(record, text, (at) => mayTell && isTold(at)) };
  }
  const { event } = known;
  const head = { ...HEAD, variant: event.key, assembly };
  const keys = keysInBoth([event.key], assessed.inBoth);
  const shown = shownOf(keys, result);
  const place = { chrom: event.chrom, pos: event.first, end: event.last, genes: [] };
  if (shown === null && !(isTold(place) && withheld.maySay(event.key)))
    return { ...head, ...WITHHELD };
  const gone = left.find((other) => other.event === event);
  if (gone !== undefined && isOfSexCopies({ ...event, reason: gone.reason }, prepared))
    return { ...head, ...WITHHELD };
  const inGenes = assessed.genes
    .filter(({ input }) => withheld.maySayGene(input))
    .flatMap((gene) => inGene(gene, keys, result) ?? []);
  const over = assessed.overLimit.has(event.key) ? "over_event_limit" : undefined;
  const reason = gone?.reason ?? over ?? inGenes.flatMap((gene) => gene.reason ?? [])[0];
  return {
    ...head,
    answer: shown ?? { kind: "not_shown", reason: reason ?? "no_model_passes" },
    record: null,
    others: [],
    dropped: gone?.reason ?? null,
    checks: [],
    genes: inGenes.map(({ story }) => story),
    event: {
      kind: event.kind,
      chrom: event.chrom,
      first: event.first,
      last: event.last,
      length: event.length,
      ends: event.ends,
      failedFilters: event.failedFilters,
      flags: event.flags,
      members: event.members.map(
        ({ caller, algorithm, contig, pos, alt, id, filters, joined }) => ({
          caller,
          algorithm,
          contig,
          pos,
          alt,
          id,
          filters,
          joined,
        }),
      ),
      calls: event.calls.flatMap((call, i) =>
        (prepared.family.people[i]?.sample ?? null) === null
          ? []
          : [
              {
                role: roleOf(prepared.family, i),
                state: call?.state ?? "not_assayed",
                zygosity: call?.zygosity ?? null,
                why: [
                  ...(call?.why ?? []),
                  ...(call?.failedFilters ?? []).map((f) => `failed ${f}`),
                ],
              },
            ],
      ),
      effects: known.effects
        .filter(({ gene }) => withheld.mayName(gene))
        .map(({ at: _at, ...effect }) => effect),
      rarity: known.rarity,
      regions: known.regions,
      notAssessed: ["clinvar"],
      left: gone?.reason ?? null,
    },
  };
}

/** The event that is meant. @returns null: none */
function one<T extends Pick<LeftEvent, "event">>(all: readonly T[], text: string): T | null {
  const fitting = eventsNamed(all, text);
  if (fitting.length < 2) return fitting[0] ?? null;
  const keys = fitting.slice(0, MOST_NAMED).map(({ event }) => event.key);
  throw usageError(
    `'${text}' matches ${fitting.length} events`,
    `Write one of: ${keys.join(", ")}.`,
  );
}

const MOST_NAMED = 5;

const HEAD = { schema: "panelist.explain", version: 1, name: null } as const;

/** @throws ToolError E_INPUT_MISSING: no record is like it; E_USAGE: it was read as a small variant */
function ofRecord(
  found: Awaited<ReturnType<typeof leftRecords>>[number] | null,
  text: string,
  isTold: (place: Place) => boolean,
): Omit<Story, keyof typeof HEAD | "assembly"> {
  if (found === null)
    throw new ToolError("E_INPUT_MISSING", `the files have no event like '${text}'`, {
      hint: "Run `panelist events` to list all events in the files.",
    });
  const { path, contig, pos, ref, alt, filters, reason, isSmall } = found;
  const variant = [contig, pos, ref, alt].join(":");
  if (!isTold({ ...found, genes: [] })) return { variant, ...WITHHELD };
  if (isSmall) throw usageError(`'${text}' was read as a small variant`, `Write it as ${variant}.`);
  return {
    variant,
    answer: { kind: "not_shown", reason },
    record: { path, filter: filters.join(";") || "PASS", genotypes: [] },
    others: [],
    dropped: reason,
    checks: [],
    genes: [],
  };
}
