/** What the inputs of one run must agree on: build, samples, annotation. */
import type { Assembly } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import { unreadAnnotation } from "../vcf/index.ts";
import type { Input } from "./input.ts";

/** VCF-32: the header's evidence and the option must agree; nothing is guessed. */
export function chooseAssembly(inputs: readonly Input[], asked: Assembly | null): Assembly {
  let assembly = asked;
  for (const { header, path } of inputs) {
    if (header.assembly === null) continue;
    if (assembly !== null && assembly !== header.assembly) {
      throw new ToolError(
        "E_ASSEMBLY",
        `the header says ${header.assembly} (${header.assemblyEvidence.join("; ")})`,
        {
          path,
          hint:
            asked === null
              ? "all parts must be of one assembly"
              : `--assembly ${asked} contradicts it`,
        },
      );
    }
    assembly = header.assembly;
  }
  if (assembly === null) {
    throw new ToolError("E_ASSEMBLY", "the header does not tell the assembly", {
      ...(inputs[0] === undefined ? {} : { path: inputs[0].path }),
      hint: "give --assembly GRCh37 or --assembly GRCh38",
    });
  }
  return assembly;
}

/** Several files are parts of one family. @throws ToolError E_SAMPLE */
export function sameSamples(inputs: readonly Input[]): void {
  const first = inputs[0];
  if (first === undefined) return;
  const wanted = [...first.header.samples].sort().join("\t");
  for (const { header, path } of inputs) {
    if ([...header.samples].sort().join("\t") === wanted) continue;
    throw new ToolError(
      "E_SAMPLE",
      `other samples than ${first.path}: ${header.samples.join(", ")}`,
      {
        path,
        hint: "several files are parts of one family's variants: the samples must be the same",
      },
    );
  }
}

/** DEC-14, TX-05. @returns true where a part is read in raw mode */
export function checkAnnotation(
  inputs: readonly Input[],
  allowed: boolean,
  warnings: string[],
): boolean {
  const without = inputs.find((input) => input.header.annotations.length === 0);
  for (const { header } of inputs) {
    if (header.annotations[0]?.picked === true) {
      warnings.push(
        "annotation reduced by --pick: variants in a second panel gene may be missed (TX-05)",
      );
    }
    const layout = header.annotations[0];
    const columns = new Set(layout?.columns.map((name) => name.toUpperCase()));
    const tellsGene = ["HGNC_ID", "GENE", "SYMBOL", "HGNC"].some((name) => columns.has(name));
    if (layout?.annotator === "vep" && !(tellsGene && columns.has("CONSEQUENCE"))) {
      warnings.push(
        `VEP's ${layout.tag} lacks Consequence, or all of Gene, SYMBOL and HGNC_ID (--fields): it can make no candidate`,
      );
    }
  }
  if (without === undefined) return false;
  if (allowed) {
    const where = inputs.length === 1 ? "" : `${without.path}: `;
    warnings.push(
      `${where}no annotation: genes by coordinates, no consequences; nothing can reach tier 1 or 2 but by ClinVar`,
    );
    return true;
  }
  const unread = unreadAnnotation(without.header.info);
  const none = "no VEP, SnpEff or bcftools csq annotation in the header";
  throw new ToolError("E_ANNOTATION", unread === null ? none : `${none}: ${unread}`, {
    path: without.path,
    hint:
      "annotate it first (vep --vcf, snpEff, or bcftools csq); `panelist regions --panel ... > panel.bed` " +
      "limits the work to the panel; or give --allow-unannotated",
  });
}
