/** What annotators and joiners wrote of an event into its records: genes, and frequencies (SVF-04, section 4). */
import { metaField } from "../../vcf/index.ts";
import type { AnnotationLayout, VcfHeader } from "../../vcf/types.ts";
import { onceFor } from "../../core/once.ts";
import type { EventAnnotation, EventFrequency, GenomicEvent } from "../types.ts";

/** Fills `annotations` and `frequencies` of the events, of all of their members. @param headers by file */
export function noted(events: readonly GenomicEvent[], headers: readonly VcfHeader[]): void {
  for (const event of events) {
    const annotations = new Map<string, EventAnnotation>();
    const frequencies = new Map<string, EventFrequency>();
    for (const { file, text } of event.members) {
      const header = headers[file];
      if (header === undefined || !hasNotes(header)) continue;
      const info = infoOf(text);
      for (const entry of annotationsIn(info, header))
        annotations.set(JSON.stringify(entry), entry);
      for (const entry of frequenciesIn(info, header))
        if ((frequencies.get(entry.source)?.frequency ?? null) === null)
          frequencies.set(entry.source, entry);
    }
    event.annotations = [...annotations.values()];
    event.frequencies = [...frequencies.values()];
  }
}

const hasNotes = onceFor(
  (header: VcfHeader) =>
    header.annotations.length > 0 ||
    frequencyKeysOf(header).length > 0 ||
    [...header.info.keys()].some((key) => PREDICTED.test(key)),
);

function infoOf(text: string): ReadonlyMap<string, string> {
  const parts = (text.split("\t", 8)[7] ?? "").split(";");
  return new Map(
    parts.flatMap((part) => {
      const at = part.indexOf("=");
      return at < 0 ? [] : [[part.slice(0, at), part.slice(at + 1)] as const];
    }),
  );
}

/** Columns of VEP by name; of SnpEff they stand fixed. */
const SNPEFF = { terms: 1, symbol: 3, gene: 4, hgnc: -1, transcript: 6, exon: 8 };

const columnsOf = onceFor(({ annotator, columns }: AnnotationLayout): typeof SNPEFF => {
  if (annotator === "snpeff") return SNPEFF;
  const upper = columns.map((name) => name.toUpperCase());
  const at = (name: string): number => upper.indexOf(name);
  return {
    terms: at("CONSEQUENCE"),
    symbol: at("SYMBOL"),
    gene: at("GENE"),
    hgnc: at("HGNC_ID"),
    transcript: at("FEATURE"),
    exon: at("EXON"),
  };
});

/** All entries speak of the event, whatever allele they name: annotators write `deletion` there (section 4). */
function annotationsIn(
  info: ReadonlyMap<string, string>,
  { annotations, info: declared }: VcfHeader,
): EventAnnotation[] {
  const told = annotations.flatMap((layout) => {
    if (layout.annotator === "bcsq") return [];
    const columns = columnsOf(layout);
    const source = layout.annotator;
    return (info.get(layout.tag) ?? "").split(",").flatMap((entry): EventAnnotation[] => {
      const row = entry.split("|");
      const value = (at: number): string => row[at] ?? "";
      const [symbol, gene] = [value(columns.symbol), value(columns.gene)];
      if (symbol === "" && gene === "") return [];
      const hgnc = /\d+$/.exec(value(columns.hgnc))?.[0];
      return [
        {
          source,
          symbol,
          geneId: gene === "" ? null : gene,
          hgncId: hgnc === undefined ? null : `HGNC:${hgnc}`,
          transcript: value(columns.transcript) || null,
          terms: value(columns.terms).split("&"),
          exons: value(columns.exon) || null,
        },
      ];
    });
  });
  return [...told, ...predictedIn(info, declared)];
}

const PREDICTED = /^(?:PREDICTED_|PROTEIN_CODING__)(\w+)$/;

/** SVAnnotate and gnomAD: an INFO key per effect, which lists the genes. */
function predictedIn(
  info: ReadonlyMap<string, string>,
  declared: VcfHeader["info"],
): EventAnnotation[] {
  const told: EventAnnotation[] = [];
  for (const [key, value] of info) {
    const term = PREDICTED.exec(key)?.[1];
    if (term === undefined || /NEAREST|INTERGENIC|NONCODING/.test(term) || !declared.has(key))
      continue;
    for (const symbol of value.split(","))
      told.push({
        source: "svannotate",
        symbol,
        geneId: null,
        hgncId: null,
        transcript: null,
        terms: [term],
        exons: null,
      });
  }
  return told;
}

/** Keys of frequencies that joiners write; the rest of the name is the source's. `left_`, `right_`: of one end alone. */
const FREQUENCY =
  /^(?:(left|right)_)?(1000G|gnom\w*?_?(?:sv)?|\w*?swegen\w*?|\w*?loqus\w*?|B_loss|B_gain|\w+?)_?(?:sv)?_?(?:AF|FRQ|Frq|AFmax)$/i;

/** `AF` and the populations of the file's own samples are no source. */
const OWN = /^(?:AF|[A-Z]{3}_AF|AN|hVAF|VAF)$/;

/** Own cohorts are shown, and never count (DEC-48). */
const COHORT = /loqus|inhouse|local|cohort/i;

interface FrequencyKey {
  key: string;
  source: string;
  counts: boolean;
  why: string | null;
}

const frequencyKeysOf = onceFor(({ lines }: VcfHeader): FrequencyKey[] =>
  lines.flatMap((line): FrequencyKey[] => {
    const key = line.startsWith("##INFO=") ? metaField(line.slice(7), "ID") : null;
    if (key === null || OWN.test(key)) return [];
    const [, end, source = ""] = FREQUENCY.exec(key) ?? [];
    if (source === "") return [];
    if (end !== undefined)
      return [{ key, source: key, counts: false, why: `of the ${end} end alone` }];
    const isCohort = COHORT.test(source);
    return [
      { key, source, counts: !isCohort, why: isCohort ? "of the laboratory's own cases" : null },
    ];
  }),
);

/** A source that the header declares and the record does not name was asked and has no such event. */
function frequenciesIn(info: ReadonlyMap<string, string>, header: VcfHeader): EventFrequency[] {
  return frequencyKeysOf(header).map(({ key, source, counts, why }) => {
    const values = (info.get(key) ?? "")
      .split(",")
      .map(Number)
      .filter((x) => x >= 0 && x <= 1);
    const isTold = info.has(key) && info.get(key) !== "" && values.length > 0;
    return {
      source,
      id: null,
      frequency: isTold ? Math.max(...values) : null,
      homozygotes: null,
      hemizygotes: null,
      alleleNumber: null,
      overlap: null,
      counts,
      why: isTold ? why : "not found there",
    };
  });
}
