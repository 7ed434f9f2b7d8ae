/** What the inputs of one run must agree on: build, samples, annotation. */
import type { Assembly } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import type { Told } from "../core/warnings.ts";
import { somaticMarks, unreadAnnotation } from "../vcf/index.ts";
import type { Input } from "./input.ts";
import type { InputOptions } from "./options.ts";

/** VCF-32: the header's evidence and the option must agree; nothing is guessed. */
export function chooseAssembly(inputs: readonly Input[], requested?: Assembly): Assembly {
  let assembly = requested;
  for (const { header, path } of inputs) {
    if (header.assembly === null) continue;
    if (assembly !== undefined && assembly !== header.assembly) {
      const found = `the header states ${header.assembly} (${header.assemblyEvidence.join("; ")})`;
      const ofParts = "Give files of the same build.";
      const hint =
        requested === undefined ? ofParts : `Leave out --assembly ${requested}, or check the file.`;
      throw new ToolError("E_ASSEMBLY", found, { path, hint });
    }
    assembly = header.assembly;
  }
  if (assembly === undefined)
    throw new ToolError("E_ASSEMBLY", "the header does not state the build", {
      path: inputs[0]?.path,
      hint: "Give --assembly GRCh37 or --assembly GRCh38.",
    });
  return assembly;
}

/** Several files are parts of one family. @throws ToolError E_SAMPLE */
export function sameSamples(inputs: readonly Input[]): void {
  const first = inputs[0];
  if (first === undefined) return;
  const wanted = [...first.header.samples].sort().join("\t");
  for (const { header, path } of inputs) {
    if ([...header.samples].sort().join("\t") === wanted) continue;
    const found = `its samples differ from those of ${first.path}`;
    const hint = "Give files with the same samples: several files are treated as parts of one.";
    const named = { message: `${found}: ${header.samples.join(", ")}` };
    throw new ToolError("E_SAMPLE", found, { path, hint, named });
  }
}

/** The marks of a somatic caller in an input's header; the index tells which contigs have records. */
export function somaticMarksOf(input: Input): string[] {
  const marks = somaticMarks(input.header, null);
  // The index is opened for a file in question alone.
  return marks.length === 0 ? [] : somaticMarks(input.header, input.index?.names ?? null);
}

/**
 * A tumour's variants are no germline candidates (DEC-38).
 * @param allowed `--germline-anyway`: a warning in place of the error
 * @throws ToolError E_SOMATIC
 */
export function checkSomatic(inputs: readonly Input[], allowed: boolean, warnings: Told[]): void {
  for (const input of inputs) {
    const marks = somaticMarksOf(input);
    if (marks.length === 0) continue;
    const shown = marks.slice(0, 3).join("; ");
    const found = `the header was written by a somatic caller: ${shown}`;
    if (!allowed)
      throw new ToolError("E_SOMATIC", found, {
        path: input.path,
        hint:
          "Give the patient's germline VCF: panelist reads germline variants. To read these calls as germline, " +
          "add --germline-anyway " +
          "(if the case is archived, add it again with this option).",
      });
    const facts = { path: inputs.length === 1 ? "" : input.path, marks: shown };
    warnings.push({ code: "germline_anyway", facts });
  }
}

/** Without an annotation of the file and without our own: read in raw mode (DEC-14). */
export function isUnannotated({ header, isEmpty }: Input): boolean {
  return header.annotations.length === 0 && isEmpty !== true;
}

/**
 * A raw file, or one that `annotate` made of it, leaves tens of thousands of alleles of all genes, nearly all of them common (DEC-54): too many to ask a
 * server for, and none is an answer.
 * @param frequencies what gives them beside the files
 * @throws ToolError E_INCOMPLETE
 */
export function checkFrequencies(
  inputs: readonly Input[],
  frequencies: "local" | "remote" | null,
  { partial = false }: { partial?: boolean | undefined },
): void {
  const bare = inputs.find(
    ({ header: { annotations, frequencyFields } }) =>
      (annotations[0]?.isOwn === true ||
        annotations[0]?.writer?.startsWith("panelist,") === true) &&
      frequencyFields.length === 0,
  );
  if (bare === undefined || frequencies === "local" || partial) return;
  const why =
    frequencies === null
      ? "no variant would be dropped as common"
      : "too many variants to look up in a remote source";
  throw new ToolError(
    "E_INCOMPLETE",
    `the file has no population frequencies, and all genes were requested: ${why}`,
    {
      path: bare.path,
      hint: "Give a local frequency file with --annotate (an echtvar file or an indexed VCF), or add --partial to continue without them.",
    },
  );
}

/** Who spoke, of each part of the family; null: nobody. */
export function annotatorsOf(inputs: readonly Input[]): string | null {
  const names = inputs.flatMap(({ header }) => {
    const [layout] = header.annotations;
    return layout === undefined ? [] : [layout.writer ?? layout.annotator];
  });
  return names.length === 0 ? null : [...new Set(names)].join("; ");
}

/** DEC-14, TX-05. @throws ToolError E_ANNOTATION */
export function checkAnnotation(
  inputs: readonly Input[],
  { allowUnannotated: allowed = false, transcripts }: InputOptions,
  warnings: Told[],
): void {
  const without = inputs.find(isUnannotated);
  for (const { header } of inputs) {
    if (header.annotations[0]?.picked === true)
      warnings.push({ code: "annotation_picked", facts: {} });
    const layout = header.annotations[0];
    const columns = new Set(layout?.columns.map((name) => name.toUpperCase()));
    const tellsGene = ["HGNC_ID", "GENE", "SYMBOL", "HGNC"].some((name) => columns.has(name));
    if (layout?.annotator === "vep" && !(tellsGene && columns.has("CONSEQUENCE")))
      warnings.push({ code: "annotation_columns", facts: { tag: layout.tag } });
  }
  if (without === undefined) return;
  if (allowed) {
    const path = inputs.length === 1 ? "" : without.path;
    warnings.push({ code: "unannotated", facts: { path } });
    return;
  }
  const unread = unreadAnnotation(without.header.info);
  const none = "no VEP, SnpEff or bcftools csq annotation in the header";
  throw new ToolError("E_ANNOTATION", unread === null ? none : `${none}: ${unread}`, {
    path: without.path,
    hint:
      (transcripts === "none" ? "Leave out --transcripts none. " : "") +
      "Run `panelist knowledge import transcripts <gff3> --reference <fasta>` once, so that files without annotation are " +
      "annotated here; or annotate the file first (`vep --vcf`, `snpEff` or `bcftools csq`; `panelist regions` limits " +
      "the work to the panel), or add --allow-unannotated.",
  });
}
