/** Output of `inspect`: `name<TAB>value`, `missing<TAB>what` for what the file does not contain. */
import { counted } from "../../core/counted.ts";
import type { PanelGenes } from "../../panel/types.ts";
import type { Inspection, Missing } from "../../analysis/inspect.ts";
import type { VcfHeader } from "../../vcf/types.ts";
import { tabbed } from "./lines.ts";

type InspectionRow = [name: string, value: string];

export function inspectionText(inspection: Inspection): string {
  const { path, kind, header, index, transcripts, somatic, missing, panelGenes, events } =
    inspection;
  return tabbed([
    ["file", path],
    ["kind", kind],
    ["fileformat", header.fileformat],
    ["assembly", header.assembly ?? "unknown"],
    ...header.assemblyEvidence.map((e): InspectionRow => ["assembly_evidence", e]),
    ["samples", header.samples.length === 0 ? "none" : header.samples.join(" ")],
    ["contigs", String(header.contigs.length)],
    ...(events === null ? [] : eventRows(events)),
    [
      "index",
      typeof index === "string"
        ? index
        : `${index.kind}${index.olderThanFile ? ", older than the file" : ""}`,
    ],
    ...(transcripts === null
      ? []
      : [["annotation", `worked out by panelist with ${transcripts}`] satisfies InspectionRow]),
    ...annotationRows(header, transcripts === null),
    ...somatic.map((mark): InspectionRow => ["somatic", mark]),
    ...missing.map((item): InspectionRow => ["missing", missingText(item)]),
    ...(panelGenes === null ? [] : panelRows(panelGenes)),
  ]);
}

/** @param isUsed the file's own annotation counts */
function annotationRows(
  { annotations, frequencyFields, clinvar, phaser }: VcfHeader,
  isUsed: boolean,
): InspectionRow[] {
  const { clnsig, clnrevstat, clinSigColumn } = clinvar;
  const rows = annotations.map((annotation, i): InspectionRow => {
    const note = `${annotation.writer ?? annotation.annotator} in INFO/${annotation.tag}, ${counted(annotation.columns.length, "column")}`;
    return [
      i === 0 && isUsed ? "annotation" : "annotation_not_used",
      annotation.picked ? `${note}, --pick` : note,
    ];
  });
  for (const { where, name, source, kind } of frequencyFields)
    rows.push([
      "frequency",
      `${where === "csq" ? "annotation" : "INFO"}/${name} (${source}, ${kind})`,
    ]);
  if (clnsig !== null)
    rows.push(["clinvar", `INFO/${clnsig}${clnrevstat === null ? "" : `, INFO/${clnrevstat}`}`]);
  if (clinSigColumn >= 0)
    rows.push([
      "clinvar_hint",
      "CLIN_SIG of the annotation: by position only; shown, without effect",
    ]);
  if (phaser !== null) rows.push(["phasing", phaser]);
  return rows;
}

type EventsInspected = NonNullable<Inspection["events"]>;

const CONTENT: Record<EventsInspected["kind"], string> = {
  small: "small variants",
  sv: "structural variants",
  cnv: "copy numbers",
  mobile: "mobile elements",
  str: "repeats",
  mito: "mitochondrial variants",
};

function eventRows({
  kind,
  callers,
  records,
  used,
  events,
  dropped,
}: EventsInspected): InspectionRow[] {
  const reasons = Object.entries(dropped).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const isAmongSmall = kind === "small";
  return [
    ["content", `${CONTENT[kind]}${isAmongSmall ? ", and structural variants among them" : ""}`],
    ["callers", callers.length === 0 ? "unknown" : callers.join(", ")],
    [isAmongSmall ? "structural_records" : "records", String(records)],
    ["events", `${events}, of ${counted(used, "record")}`],
    ...reasons.map(([reason, n]): InspectionRow => ["no_event", `${reason} ${n}`]),
  ];
}

const MISSING: Record<Missing["what"], string> = {
  germline_calls:
    "germline calls: these come from a tumour, which analyse refuses without --germline-anyway",
  assembly: "assembly: give --assembly",
  samples: "samples: the file has none",
  genotypes: "genotypes: the header does not declare FORMAT GT",
  records: "records: the file has none",
  calls: "genotypes: the first records have none",
  placed_records: "chromosomes: the first records are on none of 1 to 22, X, Y, MT",
  chromosomes: "chromosomes: no contig is one of 1 to 22, X, Y, MT",
  annotation:
    "annotation: run panelist knowledge import transcripts once, or VEP, SnpEff or bcftools csq on the file",
  frequencies: "population frequency: no variant can be dropped as common",
  clinvar: "ClinVar in INFO: known pathogenic variants cannot be rescued",
  index: "index: run tabix -p vcf FILE",
  bgzip: "bgzip: plain gzip can only be read by one thread",
  repeats: "repeats: recognised, but not assessed",
  mitochondrial: "mitochondrial variants in a separate file: recognised, but not assessed",
  rcrs: "rCRS: chrM is another sequence and is not interpreted",
};

function missingText({ what, detail }: Missing): string {
  return detail === undefined ? MISSING[what] : `${MISSING[what]} (${detail})`;
}

function panelRows({ panels, genes }: PanelGenes): InspectionRow[] {
  return [
    ...panels.map(({ id, version, source }): InspectionRow => {
      const text = `${id} ${version ?? ""} (${source})`;
      return ["panel", text.replace("  ", " ")];
    }),
    ["panel_genes", String(genes.length)],
    ...genes.flatMap(({ region, symbol }): InspectionRow[] =>
      region === null ? [["panel_gene_without_coordinates", symbol]] : [],
    ),
  ];
}
