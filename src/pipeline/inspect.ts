/** `panelist inspect`: what a VCF holds, what the tool would use of it, what is missing. Reads the header and the index alone. */
import { DEFAULT_POLICY } from "../core/policy.ts";
import { counted } from "../core/counted.ts";
import { compileGeneTable } from "../panel/index.ts";
import { openInput } from "./inputs.ts";
import type { AnalyseOptions, Log } from "./options.ts";
import { chooseAssembly, somaticMarksOf } from "./input-checks.ts";
import { lacksGenotypes, withoutChromosomes } from "./nothing-read.ts";
import { loadPanels } from "./panels/load-panels.ts";

export type InspectOptions = Pick<
  AnalyseOptions,
  "assembly" | "allowRemote" | "panels" | "store" | "panelOverride" | "genes" | "minConfidence"
>;

/** @returns lines of `name<TAB>value`, `missing<TAB>what` for what the file cannot answer */
export async function inspect(
  vcf: string,
  options: InspectOptions,
  io: { log: Log; stdin: NodeJS.ReadableStream },
): Promise<string> {
  const input = await openInput(vcf, {
    policy: DEFAULT_POLICY,
    allowRemote: options.allowRemote,
    stdin: io.stdin,
  });
  const { header } = input;
  const rows: [string, string][] = [
    ["file", input.path],
    ["kind", input.kind],
    ["fileformat", header.fileformat],
    ["assembly", header.assembly ?? "unknown"],
    ...header.assemblyEvidence.map((e): [string, string] => ["assembly_evidence", e]),
    ["samples", header.samples.length === 0 ? "none" : header.samples.join(" ")],
    ["contigs", String(header.contigs.length)],
    [
      "index",
      input.remote !== null
        ? "remote"
        : input.index === null
          ? "none"
          : `${input.index.kind}${input.indexOlderThanFile ? ", older than the file" : ""}`,
    ],
  ];
  header.annotations.forEach((annotation, i) => {
    const note = `${annotation.annotator} in INFO/${annotation.tag}, ${counted(annotation.columns.length, "column")}`;
    rows.push([
      i === 0 ? "annotation" : "annotation_not_used",
      annotation.picked ? `${note}, --pick` : note,
    ]);
  });
  for (const field of header.frequencyFields) {
    rows.push([
      "frequency",
      `${field.where === "csq" ? "annotation" : "INFO"}/${field.name} (${field.source}, ${field.kind})`,
    ]);
  }
  const { clnsig, clnrevstat, clinSigColumn } = header.clinvar;
  if (clnsig !== null)
    rows.push(["clinvar", `INFO/${clnsig}${clnrevstat === null ? "" : `, INFO/${clnrevstat}`}`]);
  if (clinSigColumn >= 0)
    rows.push(["clinvar_hint", "CLIN_SIG of the annotation: by position, shown, rescues nothing"]);
  if (header.phaser !== null) rows.push(["phasing", header.phaser]);
  const marks = somaticMarksOf(input);
  for (const mark of marks) rows.push(["somatic", mark]);
  const missing: string[] = [];
  if (marks.length > 0)
    missing.push("germline calls: analyse refuses a tumour's file without --germline-anyway");
  if (header.assembly === null) missing.push("assembly: give --assembly");
  if (header.samples.length === 0) missing.push("samples: there is nobody to analyse");
  else if (lacksGenotypes(header)) missing.push("genotypes: the header declares no FORMAT GT");
  const strange = withoutChromosomes(input.index?.names ?? header.contigs.map(({ id }) => id));
  if (strange !== null)
    missing.push(`chromosomes: no contig is one of 1 to 22, X, Y, MT (${strange})`);
  if (header.annotations.length === 0)
    missing.push("annotation: run VEP, SnpEff or bcftools csq (DEC-14)");
  if (header.frequencyFields.length === 0)
    missing.push("population frequency: no variant can be dropped as common");
  if (clnsig === null) missing.push("ClinVar in INFO: known pathogenic variants cannot be rescued");
  if (input.kind === "bgzf" && input.index === null && input.remote === null)
    missing.push("index: tabix -p vcf FILE");
  if (input.kind === "gzip") missing.push("bgzip: plain gzip is read by one thread");
  if (header.mitochondrion === "not_rcrs")
    missing.push("rCRS: chrM is another sequence and is not interpreted (VCF-31)");
  for (const what of missing) rows.push(["missing", what]);
  if (options.panels.length + options.genes.length > 0) {
    const assembly = chooseAssembly([input], options.assembly);
    const table = compileGeneTable(await loadPanels(options, io.log), {
      assembly,
      margin: DEFAULT_POLICY.region.margin,
      minConfidence: options.minConfidence,
    });
    for (const { id, version, source } of table.panels)
      rows.push(["panel", `${id} ${version ?? ""} (${source})`.replace("  ", " ")]);
    rows.push(["panel_genes", String(table.genes.length)]);
    for (const gene of table.genes) {
      if (gene.region === null) rows.push(["panel_gene_without_coordinates", gene.symbol]);
    }
  }
  return rows.map(([name, value]) => `${name}\t${value}\n`).join("");
}
