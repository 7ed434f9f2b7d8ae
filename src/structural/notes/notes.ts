/** What annotators and merging tools wrote about an event in its records: genes, and frequencies (SVF-04). */
import type { AnnotationLayout, VcfHeader } from "../../vcf/types.ts";
import { canonicalChrom } from "../../core/assembly.ts";
import { parseHgncId } from "../../core/gene.ts";
import { onceFor } from "../../core/once.ts";
import { ownFrequencies } from "../population/own-fields.ts";
import type {
  EventAnnotation,
  EventFrequency,
  EventMember,
  FileKind,
  GenomicEvent,
} from "../types.ts";

/** A file of events, or of small variants with some among them. */
interface NotedFile {
  header: VcfHeader;
  kind: FileKind;
}

/**
 * Fills `annotations` and `frequencies` of the events, of all members that say what the event is; frequencies also of
 * others with the same ends.
 */
export function noted(events: readonly GenomicEvent[], files: readonly NotedFile[]): void {
  const hold = files.map(({ header }) => hasNotes(header));
  for (const event of events) {
    if (!event.members.some(({ file }) => hold[file] === true)) continue;
    const annotations = new Map<string, EventAnnotation>();
    const frequencies = new Map<string, EventFrequency>();
    const isJunction = event.kind === "BND";
    for (const member of event.members) {
      const { file, text, contig, pos, isAside = false } = member;
      const read = files[file];
      if (read === undefined || hold[file] !== true) continue;
      if (isAside && !isAsWhole(event, member)) continue;
      const { header } = read;
      const info = infoOf(text);
      const end = { chrom: canonicalChrom(contig) ?? contig, pos };
      for (const one of isAside ? [] : annotationsIn(info, header)) {
        const entry = isJunction ? { ...one, end } : one;
        annotations.set(JSON.stringify(entry), entry);
      }
      for (const entry of frequenciesOf(read)(info)) {
        const name = `${entry.source} ${entry.why}`;
        if ((frequencies.get(name)?.frequency ?? null) === null) frequencies.set(name, entry);
      }
    }
    event.annotations = [...annotations.values()];
    event.frequencies = [...frequencies.values()];
  }
}

/** The very same: how common it is, is a fact of the event, whoever's record says so. */
function isAsWhole({ kind, first, last }: GenomicEvent, member: EventMember): boolean {
  return (kind === "DEL" || kind === "DUP") && first === member.first && last === member.last;
}

const frequenciesOf = onceFor(({ header, kind }: NotedFile) =>
  ownFrequencies(header.info.keys(), kind === "small"),
);

const hasNotes = onceFor(
  (header: VcfHeader) =>
    header.annotations.length > 0 ||
    [...header.info.keys()].some((key) => PREDICTED.test(key) || /AF|FRQ/i.test(key)),
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

/** All entries speak of the event, whatever allele they name: annotators write `deletion` there. */
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
      return [
        {
          source,
          symbol,
          geneId: gene === "" ? null : gene,
          hgncId: parseHgncId(value(columns.hgnc)),
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
