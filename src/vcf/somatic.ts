/** Signs in a file's header that it is a tumour's (DEC-38): of a somatic caller, paired or tumour-only. */
import { canonicalChrom } from "../core/assembly.ts";
import { metaDescription, metaField, parseMeta } from "./meta.ts";
import type { VcfHeader } from "./types.ts";

/** INFO keys that somatic callers alone declare; what COSMIC and ClinVar annotate is named otherwise. */
const SOMATIC_KEYS =
  /^(?:TLOD|NLOD|SOMATIC|SOMATICSCORE|SomaticEVS|QSS|QSI|QSS_NT|QSI_NT|TVAF|PROB_SOMATIC\w*)$/;

/** Keys of several meanings: what they are described as decides (VarScan, VarDict, SomaticSniper, MuSE). */
const SOMATIC_IF_SAID = /^(?:SS|SSC|SPV|STATUS)$/;

/** The specification's own words: Octopus declares all of its reserved keys in germline files too. */
const RESERVED = /^indicates that the record is a somatic mutation/i;

const CALLER =
  /somatic|\b(?:mutect2?|muse|lancet|caveman|clairs|tnscope|tnhaplotyper2?|tnsnv|virmid|radia)\b/i;
const CALLER_KEY =
  /somatic|^mutect|^muse_|^caveman|^lancet|^SentieonCommandLine\.TN(?!ModelApply|filter$)/i;

/** By which callers are given a tumour (Strelka, Manta, DRAGEN, Lancet, Octopus, Pisces), and SnpEff's mode. */
const TUMOUR_OPTION =
  /configureStrelkaSomatic|[\s"'=](?:--?tumou?r|--normal-samples?\b|-cancer\b|(?:-C|--caller)[\s=]cancer\b|-ploidy[\s=]somatic\b)/i;

interface Mark {
  text: string;
  /** Mutect2 leaves it in its mitochondrial mode too, which is germline use. */
  ofMutect: boolean;
}

/**
 * What says that the file is somatic, as written in the header; empty for a germline file. Mutect2's
 * mitochondrial mode, and Mutect2 on a file of chrM alone, are germline use.
 * @param contigs that have records, where an index tells; else those of the header
 */
export function somaticMarks(header: VcfHeader, contigs: readonly string[] | null): string[] {
  const marks = [...linesThatMark(header), ...fieldsThatMark(header)];
  const tumour = header.samples.find((name) => /^tumou?r$/i.test(name));
  if (tumour !== undefined) marks.push({ text: `a sample is named ${tumour}`, ofMutect: false });
  const there = contigs ?? header.contigs.map(({ id }) => id);
  const mitochondrial =
    isMitochondrialMode(header) ||
    (there.length > 0 && there.every((contig) => canonicalChrom(contig) === "MT"));
  return marks.filter(({ ofMutect }) => !ofMutect || !mitochondrial).map(({ text }) => text);
}

function linesThatMark({ lines }: VcfHeader): Mark[] {
  const marks: Mark[] = [];
  for (const line of lines) {
    const { key, value } = parseMeta(line) ?? { key: "", value: "" };
    const mark = (ofMutect: boolean): unknown => marks.push({ text: line.slice(0, 80), ofMutect });
    if (/^tumou?r_sample$/i.test(key)) mark(true);
    else if (/^normal_sample$/i.test(key)) mark(false);
    else if (key.startsWith("GATKCommandLine")) {
      if (isOfMutect(key, value)) mark(true);
    } else if (CALLER_KEY.test(key)) mark(false);
    else if (key === "source" || key === "content") {
      if (CALLER.test(value)) mark(/^\W*mutect2?\W*$/i.test(value));
    } else if (/cmd|command|^CL$/i.test(key)) {
      if (TUMOUR_OPTION.test(` ${value}`)) mark(false);
    } else if (key === "octopus") {
      if (TUMOUR_OPTION.test(/command="[^"]*/.exec(value)?.[0] ?? "")) mark(false);
    } else if (key === "SAMPLE" && isTumour(value)) mark(false);
    else if (key === "PEDIGREE" && /\bDerived=tumou?r\b/i.test(value)) mark(false);
    // Torrent Variant Caller's set of parameters
    else if (key === "parametersName" && /\bsomatic\b/i.test(value)) mark(false);
  }
  return marks;
}

function isOfMutect(key: string, value: string): boolean {
  return /mutect/i.test(key) || /mutect/i.test(metaField(value, "ID") ?? "");
}

/** Every command of Mutect2 that the header names ran in that mode. */
function isMitochondrialMode({ lines }: VcfHeader): boolean {
  const commands = lines.filter((line) => {
    const meta = line.startsWith("##GATKCommandLine") ? parseMeta(line) : null;
    return meta !== null && /\bMutect2\b/i.test(`${meta.key} ${metaField(meta.value, "ID") ?? ""}`);
  });
  return (
    commands.length > 0 &&
    commands.every((line) => /--mitochondria-mode(?![-\w])(?!\s+false\b)/i.test(line))
  );
}

/** `##SAMPLE`: its own name or kind, not what is told of the patient's disease. */
function isTumour(value: string): boolean {
  const said = value.replaceAll(/(?:Description|\w*Name)="[^"]*"|\b\w*Disease\w*=[^,>]*/gi, "");
  return (
    /IsTumou?r="?(?:yes|true|1)\b/i.test(said) ||
    /=[^=,]*\b(?:tumou?r|somatic)(?![a-z]*=)/i.test(said.replaceAll(/IsTumou?r=[^,>]*/gi, ""))
  );
}

function fieldsThatMark({ lines }: VcfHeader): Mark[] {
  const marks: Mark[] = [];
  for (const line of lines) {
    const [, where, rest = ""] = /^##(INFO|FORMAT)=(.*)$/.exec(line) ?? [];
    if (where === undefined) continue;
    const id = metaField(rest, "ID") ?? "";
    const said = metaDescription(rest);
    const declared = where === "INFO" && SOMATIC_KEYS.test(id) && !RESERVED.test(said);
    const described =
      (SOMATIC_IF_SAID.test(id) && /somatic/i.test(said)) ||
      // INFO descriptions speak of tumours where COSMIC was annotated.
      (where === "FORMAT" && /\btumou?rs?\b/i.test(said));
    if (declared || described) {
      const ofMutect = /^(?:TLOD|NLOD|AF)$/.test(id);
      marks.push({ text: `${where}/${id}${described ? ` '${said.slice(0, 60)}'` : ""}`, ofMutect });
    }
  }
  return marks;
}
