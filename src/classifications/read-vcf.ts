/** A VCF of classifications, record by record. What has no place in a snapshot is counted, not lost in silence. */
import { canonicalChrom, type Assembly } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import { LIMITS, sizeText } from "../core/limits.ts";
import {
  minimalRepresentation,
  parseHeader,
  decodeRecord,
  geneConsequences,
  normaliseProtein,
  transcriptConsequences,
} from "../vcf/index.ts";
import type { VcfHeader } from "../vcf/types.ts";
import type { SnapshotBuilder } from "./builder.ts";
import type { RecordStatement } from "./record-words.ts";
import { molecularBits } from "./words.ts";

/** Why a record is in no snapshot. */
type Skip = "other_contig" | "no_classification" | "no_sequence_allele" | "several_alleles";

export interface ReadVcf {
  header: VcfHeader;
  assembly: Assembly;
  /** Lines with a record. */
  lines: number;
  skipped: Partial<Record<Skip, number>>;
}

const ALLELE = /^[ACGTN]+$/;

/**
 * @param tell what INFO and ID say; null when that is not a classification
 * @param assembly where the header does not tell it
 * @throws ToolError E_KNOWLEDGE, E_ASSEMBLY, E_VCF_HEADER, and those of reading
 */
export async function readClassifications(
  batches: AsyncIterable<string[]>,
  path: string,
  assembly: Assembly | undefined,
  builder: SnapshotBuilder,
  tell: (info: string, id: string) => RecordStatement | null,
): Promise<ReadVcf> {
  const head: string[] = [];
  let headBytes = 0;
  const result: Omit<ReadVcf, "header" | "assembly"> = { lines: 0, skipped: {} };
  const skip = (why: Skip): void => {
    result.skipped[why] = (result.skipped[why] ?? 0) + 1;
  };
  let opened: { header: VcfHeader; assembly: Assembly } | null = null;
  let protein: ReturnType<typeof proteinReader> = null;
  let contig = "";
  let chrom: string | null = null;
  for await (const lines of batches) {
    for (const line of lines) {
      if (line.startsWith("#")) {
        if (opened !== null) throw fault(path, "there is a header line among the records", line);
        head.push(line);
        headBytes += line.length;
        if (headBytes > LIMITS.headerBytes || head.length > LIMITS.headerLines)
          throw new ToolError(
            "E_LIMIT",
            `the header is longer than ${sizeText(LIMITS.headerBytes)}, or has more than ${LIMITS.headerLines} lines`,
            { path, hint: "Download the release again; no genuine release has such a header." },
          );
        continue;
      }
      if (line === "") continue;
      if (opened === null) {
        opened = openHeader(head, path, assembly);
        protein = proteinReader(opened.header);
      }
      result.lines++;
      const [name = "", place, id = "", refText = "", altText = "", , , info] = line.split("\t", 8);
      if (info === undefined)
        throw fault(path, `record ${result.lines} has fewer than 8 columns`, line);
      if (name !== contig) {
        contig = name;
        chrom = canonicalChrom(name);
      }
      if (chrom === null) {
        skip("other_contig");
        continue;
      }
      const pos = Number(place);
      if (!Number.isInteger(pos) || pos < 1)
        throw fault(path, `record ${result.lines}: POS is not a position`, line);
      const [ref, alt] = [refText.toUpperCase(), altText.toUpperCase()];
      if (!ALLELE.test(ref) || !ALLELE.test(alt) || ref === alt) {
        skip(alt.includes(",") ? "several_alleles" : "no_sequence_allele");
        continue;
      }
      const stated = tell(info, id);
      if (stated === null) {
        skip("no_classification");
        continue;
      }
      const own = protein?.(line) ?? { protein: "", molecular: 0 };
      builder.add({
        chrom,
        ...minimalRepresentation(pos, ref, alt),
        ...stated,
        molecular: stated.molecular === 0 ? own.molecular : stated.molecular,
        protein: own.protein,
      });
    }
  }
  return { ...(opened ?? openHeader(head, path, assembly)), ...result };
}

/** An old file of that layout begins without `##fileformat`. */
function openHeader(
  lines: readonly string[],
  path: string,
  requested: Assembly | undefined,
): { header: VcfHeader; assembly: Assembly } {
  const whole = lines[0]?.startsWith("##fileformat") === true;
  const text = [...(whole ? [] : ["##fileformat=VCFv4.1"]), ...lines].join("\n");
  const header = parseHeader(text, path);
  if (requested !== undefined && header.assembly !== null && requested !== header.assembly)
    throw new ToolError(
      "E_ASSEMBLY",
      `the header states ${header.assembly} (${header.assemblyEvidence.join("; ")})`,
      { path, hint: `Leave out --assembly ${requested}, or check the file.` },
    );
  const assembly = requested ?? header.assembly;
  if (assembly === null)
    throw new ToolError("E_ASSEMBLY", "the header does not state the build", {
      path,
      hint: "Give --assembly GRCh37 or --assembly GRCh38.",
    });
  return { header, assembly };
}

function fault(path: string, message: string, line: string): ToolError {
  return new ToolError("E_KNOWLEDGE", `${message}: '${line.slice(0, 60)}'`, {
    path,
    hint: "Check that this is a complete VCF file.",
  });
}

interface ProteinTold {
  /** `SYMBOL:p.Arg97Ter`, empty when there is none. */
  protein: string;
  molecular: number;
}

/**
 * The protein change of an annotated record, by the transcript that an annotator marks first; null: the
 * file carries no consequences (VEP, SnpEff or bcftools csq).
 */
function proteinReader(header: VcfHeader): ((line: string) => ProteinTold) | null {
  const layout = header.annotations[0];
  if (layout === undefined) return null;
  return (line) => {
    const record = decodeRecord(line, header, { path: header.path });
    if (record.altKinds[0] !== "seq") return { protein: "", molecular: 0 };
    const annotation = transcriptConsequences(record, 1, layout);
    const where = { record, alleleIndex: 1, header, layout };
    const genes = geneConsequences(annotation, where, { transcripts: "reporting" });
    for (const { symbol, reporting } of genes) {
      const change = normaliseProtein(reporting.hgvsp);
      if (change !== "")
        return { protein: `${symbol}:${change}`, molecular: molecularBits(reporting.terms.join()) };
    }
    const terms = genes[0]?.reporting.terms.join() ?? "";
    return { protein: "", molecular: molecularBits(terms) };
  };
}
