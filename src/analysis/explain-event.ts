/**
 * `panelist explain` for an event: given by its coordinates and kind, by a breakend, or by the key used in a
 * report.
 */
import { canonicalChrom } from "../core/assembly.ts";
import { ToolError, usageError } from "../core/errors.ts";
import { writtenAs } from "../structural/index.ts";
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
import { inGene, shownOf, type Io, type Story, WITHHELD } from "./explain.ts";
import { roleOf } from "../inheritance/index.ts";
import type { AnalyseOptions } from "./options.ts";
import { prepare } from "./prepare.ts";
import { scanInputs } from "./scan.ts";
import { toldPlaces } from "./withheld.ts";

/** What is known of the event itself, before any gene. */
export interface EventFacts {
  kind: GenomicEvent["kind"];
  /** 1-based, inclusive. */
  first: number;
  last: number;
  length: number | null;
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
  const { event } = one([...judged, ...left], text);
  const head = {
    schema: "panelist.explain",
    version: 1,
    variant: event.key,
    name: null,
    assembly: result.assembly,
  } as const;
  const keys = new Set([event.key, assessed.inBoth.get(event.key) ?? event.key]);
  const shown = shownOf(keys, result);
  const isTold = await toldPlaces(prepared, assessed.identify);
  const place = { chrom: event.chrom, pos: event.first, end: event.last, genes: [] };
  if (shown === null && !(isTold(place) && withheld.maySay(event.key)))
    return { ...head, ...WITHHELD };
  const inGenes = assessed.genes
    .filter(({ input }) => withheld.maySayGene(input))
    .flatMap((gene) => inGene(gene, keys, result) ?? []);
  const gone = left.find((other) => other.event === event);
  const known = judged.find((other) => other.event === event) ?? gone;
  const reason = gone?.reason ?? inGenes.flatMap((gene) => gene.reason ?? [])[0];
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
      first: event.first,
      last: event.last,
      length: event.length,
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
                why: call?.why ?? [],
              },
            ],
      ),
      effects: (known?.effects ?? [])
        .filter(({ gene }) => withheld.mayName(gene))
        .map(({ at: _at, ...effect }) => effect),
      rarity: known?.rarity ?? null,
      regions: known?.regions ?? [],
      left: gone?.reason ?? null,
    },
  };
}

type Known = Pick<LeftEvent, "event">;

/** The event that is meant: by its key, else the only one of the kind that shares half of the place. */
function one(all: readonly Known[], text: string): Known {
  const exact = all.find(({ event }) => event.key === text);
  if (exact !== undefined) return exact;
  const fitting = all.filter(({ event }) => fits(event, text));
  const [only, ...others] = fitting;
  if (only === undefined)
    throw new ToolError("E_INPUT_MISSING", `the files have no event like '${text}'`, {
      hint: "Run `panelist events` to list all events in the files.",
    });
  if (others.length === 0) return only;
  const keys = fitting.slice(0, MOST_NAMED).map(({ event }) => event.key);
  throw usageError(
    `'${text}' matches ${fitting.length} events`,
    `Write one of: ${keys.join(", ")}.`,
  );
}

const MOST_NAMED = 5;

function fits(event: GenomicEvent, text: string): boolean {
  const [, at = "", pos = "", alt] = /^([^:]+):([\d,]+):\w+:(<.+>)$/.exec(text) ?? [];
  if (alt !== undefined)
    return [writtenAs(event), ...event.members.map(placeOf)].some(
      (row) =>
        row.chrom === canonicalChrom(at) &&
        row.pos === Number(pos.replaceAll(",", "")) &&
        [row.alt.toUpperCase(), `<${event.kind}>`].includes(alt.toUpperCase()),
    );
  const [, contig = "", from = "", to = "", kind = ""] =
    /^([^:]+):([\d,]+)-([\d,]+):(\w+)/.exec(text) ?? [];
  const chrom = canonicalChrom(contig);
  if (chrom === null) return isEndOf(event, text);
  const [first, last] = [from, to].map((n) => Number(n.replaceAll(",", "")));
  if (event.chrom !== chrom || event.kind !== kind.toUpperCase()) return false;
  if (first === undefined || last === undefined) return false;
  const common = Math.min(event.last, last) - Math.max(event.first, first) + 1;
  return 2 * common >= Math.max(event.last - event.first, last - first) + 1;
}

function placeOf({ contig, pos, alt }: GenomicEvent["members"][number]): {
  chrom: string | null;
  pos: number;
  alt: string;
} {
  return { chrom: canonicalChrom(contig), pos, alt };
}

/** `20:63000000[X:63756939[` or one end alone: a breakend that stands there, give or take its uncertainty. */
function isEndOf({ ends }: GenomicEvent, text: string): boolean {
  const places = [...text.matchAll(/([\w.]+):(\d+)/g)].map(([, contig = "", pos]) => ({
    chrom: canonicalChrom(contig),
    pos: Number(pos),
  }));
  return (
    places.length > 0 &&
    places.every(({ chrom, pos }) =>
      ends.some((end) => end.chrom === chrom && Math.abs(end.pos - pos) <= NEAR),
    )
  );
}

/** Bases between a written end and an event's. */
const NEAR = 500;
