/**
 * `panelist annotate --compare`: where the annotation of a file differs from panelist's own, row by row and
 * counted by kind, for a laboratory to review before it relies on either.
 */
import { withoutIdVersion } from "../core/text.ts";
import {
  CLASS_ORDER,
  classOf as consequenceClass,
  IMPACT_ORDER,
  isCodingBiotype,
  isOutsideGene,
  termInfo,
} from "../core/consequences.ts";
import { counted } from "../core/counted.ts";
import { ToolError } from "../core/errors.ts";
import { groupedBy } from "../core/grouped.ts";
import { genesOf, idsOf } from "../effect/index.ts";
import { having } from "../io/fasta/index.ts";
import { worded } from "../report/index.ts";
import type { RefTally } from "../scan/types.ts";
import {
  decodeRecord,
  geneConsequences,
  isOneGene,
  normaliseProtein,
  plainChange,
  transcriptConsequences,
} from "../vcf/index.ts";
import type {
  AnnotationLayout,
  GeneConsequence,
  TranscriptConsequence,
  VcfHeader,
  VcfRecord,
} from "../vcf/types.ts";
import {
  countRef,
  isUninterpreted,
  nothingFits,
  openToAnnotate,
  warnOfUninterpreted,
} from "./annotate.ts";
import type { AnnotateOptions, Comparison, Difference } from "./annotated.ts";
import type { AnalyseIo } from "./io.ts";
import { refuseOtherSequence } from "./lookups/own-annotation.ts";
import { toldOfRefs } from "./record-warnings.ts";

/**
 * @throws ToolError E_ANNOTATION: the file has none; E_INCOMPLETE: nothing of it can be compared; E_ASSEMBLY: REF is not
 *   what the sequence has; as `annotate`
 */
export async function compareAnnotation(
  options: AnnotateOptions,
  io: Pick<AnalyseIo, "log" | "stdin" | "version">,
): Promise<Comparison> {
  const opened = await openToAnnotate(options, io);
  const { input, own, lines } = opened;
  const { header, path } = input;
  const [layout] = header.annotations;
  if (layout === undefined)
    throw new ToolError("E_ANNOTATION", "the file has no annotation to compare", { path });
  const comparison: Comparison = {
    annotator: layout.writer ?? layout.annotator,
    transcripts: own.release.used,
    differences: [],
    counts: {
      records: 0,
      compared: 0,
      otherVersion: 0,
      unknownTranscript: 0,
      notInFile: 0,
      otherTerms: 0,
      unnamed: 0,
      absent: 0,
      class: 0,
      placement: 0,
      reporting_transcript: 0,
      hgvsc: 0,
      hgvsp: 0,
    },
  };
  const known = new Set(idsOf(own.slice.names).map(withoutIdVersion));
  const genes = new Set(genesOf(own.slice.names).map(({ symbol }) => symbol));
  const refs: RefTally = { compared: 0, wrong: 0, examples: [] };
  let uninterpreted = 0;
  for await (const line of lines) {
    comparison.counts.records++;
    const record = decodeRecord(line.toString("utf8"), header, { path });
    if (isUninterpreted(record, opened.input)) {
      uninterpreted++;
      continue;
    }
    // oxlint-disable-next-line no-await-in-loop -- bases of a remote reference are fetched place by place
    await having(() => own.layout.entriesOf?.(record));
    countRef(record, opened, refs);
    record.altKinds.forEach((kind, i) => {
      if (kind === "seq")
        compareAllele(record, i + 1, { header, layout, own: own.layout, known, genes }, comparison);
    });
  }
  refuseOtherSequence(refs, own.release);
  for (const told of toldOfRefs(refs, () => true)) io.log.warn(worded(told).text);
  warnOfUninterpreted(uninterpreted, io.log);
  const { records, compared, otherVersion, unknownTranscript } = comparison.counts;
  if (records > 0 && compared + otherVersion === 0 && options.allowEmpty !== true)
    throw nothingFits(
      `nothing to compare: ${counted(unknownTranscript, "entry", "entries")} on transcripts, none of them of ${own.release.name}`,
      path,
      { records, uninterpreted },
    );
  return comparison;
}

interface Sides {
  header: VcfHeader;
  layout: AnnotationLayout;
  own: AnnotationLayout;
  /** Transcripts of the release, without version. */
  known: ReadonlySet<string>;
  /** Its genes, by symbol. */
  genes: ReadonlySet<string>;
}

function compareAllele(
  record: VcfRecord,
  alleleIndex: number,
  { header, layout, own, known, genes }: Sides,
  { counts, differences }: Comparison,
): void {
  const theirs = transcriptConsequences(record, alleleIndex, layout);
  const ours = transcriptConsequences(record, alleleIndex, own);
  const { contig: chrom, pos, ref, alts } = record;
  const told = (one: Omit<Difference, "chrom" | "pos" | "ref" | "alt">): void => {
    counts[one.what]++;
    differences.push({ chrom, pos, ref, alt: alts[alleleIndex - 1] ?? "", ...one });
  };
  const byId = new Map(ours.entries.map((entry) => [withoutIdVersion(entry.transcript), entry]));
  // A release may hold two versions of one transcript: the file's own goes first.
  const byVersion = new Map(ours.entries.map((entry) => [entry.transcript, entry]));
  const named = new Set<string>();
  for (const entry of byTranscript(theirs.entries)) {
    const id = withoutIdVersion(entry.transcript);
    named.add(id);
    if (id === "") continue;
    const mine =
      byVersion.get(entry.transcript) ?? byVersion.get(accessionOf(entry)) ?? byId.get(id);
    if (mine === undefined) {
      // Up and down the stream of a gene nothing is worked out.
      if (!known.has(id)) counts.unknownTranscript++;
      else if (!isOutsideGene(entry.terms))
        told(difference(entry, "class", classOf(entry), "none"));
      continue;
    }
    compareEntry(entry, mine, counts, told);
  }
  const rest = ours.entries.filter((one) => !named.has(withoutIdVersion(one.transcript)));
  const ofGenes = byTranscript(theirs.entries).filter(isOfGene);
  for (const entry of ofGenes) {
    const [mine] = rest.filter((one) => isOneGene(entry, one)).toSorted(bySeverity);
    if (mine !== undefined) compareEntry(entry, mine, counts, told);
    else if (!ours.entries.some((one) => isOneGene(entry, one)))
      if (genes.has(entry.symbol)) told(difference(entry, "class", classOf(entry), "none"));
      else counts.unknownTranscript++;
  }
  const unnamed = rest.filter((one) => !ofGenes.some((entry) => isOneGene(entry, one)));
  counts.notInFile += new Set(unnamed.map((one) => withoutIdVersion(one.transcript))).size;
  // Of entries under another name, or two alleles', it is not known that they are this one's (DEC-43).
  const sure = theirs.ambiguous ? [] : theirs.entries;
  const instead = theirs.ambiguous ? "entries that may be another allele's" : "";
  for (const entry of absentFrom(sure, ours.entries))
    told(difference(entry, "absent", instead, classOf(entry)));
  const options = { transcripts: "reporting" } as const;
  const at = { record, alleleIndex, header };
  const mine = geneConsequences(ours, { ...at, layout: own }, options);
  for (const gene of geneConsequences(theirs, { ...at, layout }, options)) {
    const same = mine.find((one) => isOneGene(one.reporting, gene.reporting));
    if (same !== undefined && isOther(gene, same))
      told({
        gene: gene.symbol,
        transcript: "",
        what: "reporting_transcript",
        file: gene.reporting.transcript,
        panelist: same.reporting.transcript,
      });
  }
}

/** bcftools csq has one entry of a gene for its transcripts in whose introns an allele lies, and names none of them. */
function isOfGene({ transcript, symbol, terms }: TranscriptConsequence): boolean {
  return transcript === "" && symbol !== "" && !isOutsideGene(terms);
}

function bySeverity(a: TranscriptConsequence, b: TranscriptConsequence): number {
  return CLASS_ORDER.indexOf(a.class) - CLASS_ORDER.indexOf(b.class);
}

/** Of each gene in which the file has no entry for the allele, the most severe that is HIGH or MODERATE. */
function absentFrom(
  theirs: readonly TranscriptConsequence[],
  ours: readonly TranscriptConsequence[],
): TranscriptConsequence[] {
  const harmful = ours
    .filter(({ impact }) => impact === "HIGH" || impact === "MODERATE")
    .filter((entry) => !theirs.some((other) => isOneGene(other, entry)))
    .toSorted((a, b) => IMPACT_ORDER.indexOf(a.impact) - IMPACT_ORDER.indexOf(b.impact));
  return harmful.filter((entry, i) => harmful.findIndex((one) => isOneGene(one, entry)) === i);
}

/** bcftools csq has an entry for each kind of base that an allele changes: those of one transcript are one answer. */
function byTranscript(entries: readonly TranscriptConsequence[]): TranscriptConsequence[] {
  const groups = groupedBy(entries, ({ transcript, symbol }) => `${transcript} ${symbol}`);
  return [...groups.values()].map((own) => {
    const [first] = own;
    if (own.length === 1) return first;
    const terms = [...new Set(own.flatMap((entry) => entry.terms))].sort(
      (a, b) => termInfo(a).rank - termInfo(b).rank,
    );
    const { biotype } = first;
    const named = (name: "hgvsc" | "hgvsp"): string =>
      own.map((entry) => entry[name]).find((text) => text !== "") ?? "";
    return {
      ...first,
      terms,
      class: consequenceClass(terms, biotype, isCodingBiotype(biotype)),
      hgvsc: named("hgvsc"),
      hgvsp: named("hgvsp"),
    };
  });
}

function compareEntry(
  file: TranscriptConsequence,
  mine: TranscriptConsequence,
  counts: Comparison["counts"],
  told: (one: Omit<Difference, "chrom" | "pos" | "ref" | "alt">) => void,
): void {
  const isSame = isSameVersion(file, mine);
  if (isSame) counts.compared++;
  else counts.otherVersion++;
  // Of one and the same terms a class differs by what the biotype is called alone.
  if (file.terms.join() !== mine.terms.join()) {
    const what = isOfOtherPlace(file, mine) ? "placement" : "class";
    if (file.class === mine.class) counts.otherTerms++;
    else told(difference(file, what, classOf(file), classOf(mine)));
  }
  if (!isSame) return;
  if (isUnnamed(mine)) {
    if (file.hgvsc !== "") counts.unnamed++;
    return;
  }
  // Names that the file does not give are no difference.
  if (file.hgvsc !== "" && plainChange(file.hgvsc) !== plainChange(mine.hgvsc))
    told(difference(file, "hgvsc", file.hgvsc, mine.hgvsc));
  if (file.hgvsp !== "" && !isSameProtein(file.hgvsp, mine.hgvsp))
    told(difference(file, "hgvsp", file.hgvsp, mine.hgvsp));
}

/** SnpEff says of a new frame only where it begins: `p.Leu39fs`. */
function isSameProtein(file: string, mine: string): boolean {
  const [theirs, own] = [normaliseProtein(file), normaliseProtein(mine)];
  const isShort = /\dfs$/.test(theirs);
  return theirs === (isShort ? own.replace(/(?<=^p\.[A-Z][a-z]+\d+)[A-Z].*fs.*/, "fs") : own);
}

/** The sequence around it is not known as far as the name needs it. */
function isUnnamed({ hgvsc, flags }: TranscriptConsequence): boolean {
  const open = ["hgvs_unshifted", "sequence_missing"];
  return hgvsc === "" && flags?.some((flag) => open.includes(flag)) === true;
}

function isOfOtherPlace(file: TranscriptConsequence, mine: TranscriptConsequence): boolean {
  const { otherPlacement, biotype } = mine;
  return (
    otherPlacement !== undefined &&
    consequenceClass(otherPlacement, biotype, isCodingBiotype(biotype)) === file.class
  );
}

function difference(
  { symbol, transcript }: TranscriptConsequence,
  what: Difference["what"],
  file: string,
  panelist: string,
): Omit<Difference, "chrom" | "pos" | "ref" | "alt"> {
  return { gene: symbol, transcript, what, file, panelist };
}

function classOf({ class: kind, terms }: TranscriptConsequence): string {
  return `${kind}: ${terms.join("&")}`;
}

/** Where the file names a transcript. */
function isOther(file: GeneConsequence, mine: GeneConsequence): boolean {
  const id = withoutIdVersion(file.reporting.transcript);
  return id !== "" && id !== withoutIdVersion(mine.reporting.transcript);
}

/** Before the name's colon, where VEP writes Ensembl's versions; "": no name, or that of another transcript. */
function accessionOf({ hgvsc, transcript }: TranscriptConsequence): string {
  const accession = hgvsc.slice(0, Math.max(0, hgvsc.indexOf(":")));
  return withoutIdVersion(accession) === withoutIdVersion(transcript) ? accession : "";
}

/** The file's version, as far as it writes one. */
function isSameVersion(file: TranscriptConsequence, mine: TranscriptConsequence): boolean {
  const named = [file.transcript, accessionOf(file)];
  return named.every((id) => !/\.\d+$/.test(id) || id === mine.transcript);
}
