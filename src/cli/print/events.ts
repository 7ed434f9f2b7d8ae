/** Output of `events`: a line for each event, then what was read from each file. */
import type { EventsTable } from "../../analysis/events.ts";
import { canonicalChrom } from "../../core/assembly.ts";
import type { EventCall, EventFileRead, GenomicEvent } from "../../structural/types.ts";
import { type Columns, columnsText, jsonText, tabbed } from "./lines.ts";

export function eventsText(table: EventsTable, format: "tsv" | "bed" | "json"): string {
  switch (format) {
    case "tsv":
      return columnsText(columnsOf(table), table.events) + filesText(table.files);
    case "bed":
      return tabbed(bedRows(table.events));
    case "json":
      return jsonText({ ...table, events: table.events.map(withoutLines) });
  }
}

function columnsOf({ people }: EventsTable): Columns<GenomicEvent> {
  return [
    ["event", ({ key }) => key],
    ["kind", ({ kind }) => kind],
    ["chrom", ({ chrom }) => chrom],
    ["first", ({ first }) => String(first)],
    ["last", ({ last }) => String(last)],
    ["length", ({ length }) => (length === null ? null : String(length))],
    ["first_interval", ({ ciFirst }) => ciFirst.join(",")],
    ["last_interval", ({ ciLast }) => ciLast.join(",")],
    ["inserted", ({ inserted }) => inserted],
    ["claim", ({ claim }) => claim],
    ["callers", ({ members }) => [...new Set(members.map(({ caller }) => caller))].join(",")],
    ["found_by", ({ support }) => support.join(",")],
    ["filters", ({ failedFilters }) => failedFilters.join(",") || "PASS"],
    ["flags", ({ flags }) => flags.join(",")],
    ...people.map(
      (person, i) => [person, ({ calls }: GenomicEvent) => callText(calls[i] ?? null)] as const,
    ),
    [
      "records",
      ({ members }) =>
        members
          .map(({ file, line, id }) => `${file + 1}:${line}${id === "." ? "" : `:${id}`}`)
          .join(" "),
    ],
  ];
}

/** `het`, `reference`, `het copies=1/2 reads=12 (gt_cn_disagree)`; nothing for whom no file of the kind is. */
function callText(call: EventCall | null): string | null {
  if (call === null) return null;
  const { state, zygosity, copies, expected, altSupport, flags } = call;
  return [
    state === "carrier" ? `carrier:${zygosity}` : state,
    copies === null ? "" : `copies=${copies}${expected === null ? "" : `/${expected}`}`,
    altSupport === null ? "" : `reads=${altSupport}`,
    flags.length === 0 ? "" : `(${flags.join(",")})`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/**
 * Half-open, as BED is; of a breakend or an insertion the base before the junction. Chromosomes have the names of the
 * first file, with `chr` or without: files may differ, and one BED has one kind.
 */
function bedRows(events: readonly GenomicEvent[]): string[][] {
  const [named] = events
    .flatMap(({ members }) => members)
    .filter(({ contig }) => canonicalChrom(contig) !== null)
    .toSorted((a, b) => a.file - b.file || a.line - b.line);
  // Accessions stay as they are.
  const prefix = /^(chr|)[\dXY]+$/i.exec(named?.contig ?? "")?.[1];
  return events.map(({ first, last, key, kind, chrom, contig }) => {
    const isPoint = kind === "INS" || kind === "ME" || kind === "BND";
    const start = isPoint ? Math.max(first - 1, 0) : first - 1;
    const isOther = canonicalChrom(chrom) === null || prefix === undefined;
    const name = isOther ? contig : `${prefix}${chrom}`;
    return [name, String(start), String(isPoint ? start + 1 : last), key];
  });
}

function filesText(files: readonly EventFileRead[]): string {
  return tabbed(
    files.flatMap((file, i) => [
      [
        `# file ${i + 1}`,
        file.path,
        `kind=${file.kind}`,
        `callers=${file.callers.join(",") || "unknown"}`,
        `samples=${file.samples.length}`,
        `records=${file.records}`,
        `in_events=${file.used}`,
      ],
      ...countRows("no event", file.dropped),
      ...countRows("failed filter", file.filters),
      ...countRows("unreadable value", file.badValues),
    ]),
  );
}

function countRows(what: string, counts: Partial<Record<string, number>>): string[][] {
  return Object.entries(counts)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, n]) => [`# ${what}`, name, String(n)]);
}

/** The lines themselves stand in the files. */
function withoutLines({ members, ...event }: GenomicEvent): object {
  return { ...event, members: members.map((member) => ({ ...member, text: undefined })) };
}
