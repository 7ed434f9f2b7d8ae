/** One VEP CSQ entry. Columns are found by name, in any order (VEP-01). */
import { normaliseTerms } from "../core/consequences.ts";
import { parseEnsemblId, parseHgncId, withoutGencodeMark } from "../core/gene.ts";
import { onceFor } from "../core/once.ts";
import type { EntryColumns } from "./annotation.ts";
import { baseConsequence, proteinPositionOf } from "./base-consequence.ts";
import { decodePercent } from "./info.ts";
import type { AnnotationLayout, GeneNames, TranscriptConsequence } from "./types.ts";

const NAMES = {
  consequence: "CONSEQUENCE",
  symbol: "SYMBOL",
  gene: "GENE",
  feature: "FEATURE",
  biotype: "BIOTYPE",
  exon: "EXON",
  intron: "INTRON",
  proteinPosition: "PROTEIN_POSITION",
  hgvsc: "HGVSC",
  hgvsp: "HGVSP",
  flags: "FLAGS",
  hgnc: "HGNC_ID",
  oldHgnc: "HGNC",
  canonical: "CANONICAL",
  mane: "MANE",
  maneSelect: "MANE_SELECT",
  manePlusClinical: "MANE_PLUS_CLINICAL",
  appris: "APPRIS",
  tsl: "TSL",
  pick: "PICK",
  otherPlacement: "OTHER_PLACEMENT",
} as const;

const INITIATOR = "initiator_codon_variant";

type Columns = Record<keyof typeof NAMES, number>;

const columnsOf = onceFor((layout: AnnotationLayout) => {
  const upper = layout.columns.map((name) => name.toUpperCase());
  return Object.fromEntries(
    Object.entries(NAMES).map(([key, name]) => [key, upper.indexOf(name)]),
  ) as Columns;
});

/** The gene that an entry names. */
export function vepGene(row: EntryColumns, layout: AnnotationLayout): GeneNames {
  const columns = columnsOf(layout);
  const gene = row[columns.gene] ?? "";
  // VEP before release 74 has the symbol in a column HGNC, other tools the id.
  const hgnc = row[columns.oldHgnc] ?? "";
  const hgncId = parseHgncId(hgnc);
  const symbol = (row[columns.symbol] ?? "") || (hgncId === null ? hgnc : "");
  return {
    symbol,
    hgncId: parseHgncId(row[columns.hgnc] ?? "") ?? hgncId,
    ensemblGene: parseEnsemblId(gene) ?? parseEnsemblId(symbol),
    ncbiGene: /^\d+$/.test(gene) ? gene : null,
  };
}

/** The consequence on one transcript, or on no gene at all (regulatory and intergenic entries). */
export function vepConsequence(row: EntryColumns, layout: AnnotationLayout): TranscriptConsequence {
  const columns = columnsOf(layout);
  const value = (name: keyof Columns): string => row[columns[name]] ?? "";
  const hgvsp = withoutGencodeMark(decodePercent(value("hgvsp")));
  let terms = value("consequence");
  if (terms.includes(INITIATOR)) terms = terms.replace(INITIATOR, initiatorCodon(hgvsp));
  const mane = value("mane");
  const other = value("otherPlacement");
  const flags = value("flags")
    .split("&")
    .filter((flag) => RESERVES.has(flag));
  return {
    ...baseConsequence(terms, value("biotype")),
    ...vepGene(row, layout),
    transcript: withoutGencodeMark(value("feature")),
    hgvsc: withoutGencodeMark(decodePercent(value("hgvsc"))),
    hgvsp,
    exon: value("exon"),
    intron: value("intron"),
    ...proteinPositionOf(value("proteinPosition")),
    canonical: value("canonical") === "YES",
    maneSelect: isSet(value("maneSelect")) || isManeSelect(mane, columns),
    manePlusClinical: isSet(value("manePlusClinical")) || mane === "MANE_Plus_Clinical",
    ...maneNameOf(value("maneSelect") || value("manePlusClinical") || mane),
    appris: value("appris"),
    tsl: tslOf(value("tsl")),
    picked: value("pick") === "1",
    incomplete: /cds_(start|end)_NF/.test(value("flags")),
    ...(other === "" ? {} : { otherPlacement: normaliseTerms(other.split("&")) }),
    ...(flags.length === 0 ? {} : { flags }),
  };
}

/** What `panelist annotate` writes into FLAGS beside VEP's own words. */
const RESERVES: ReadonlySet<string> = new Set(
  (
    "placement_dependent hgvs_unshifted sequence_missing reference_differs " +
    "selenocysteine_assumed internal_stop phase_conflict gapped " +
    "transcript_differs_from_genome mane_other_version noncanonical_site"
  ).split(" "),
);

function isSet(text: string): boolean {
  return text !== "" && text !== ".";
}

/** VEP's one column MANE holds a word, or in older releases the partner transcript. */
function isManeSelect(mane: string, columns: Columns): boolean {
  return mane === "MANE_Select" || (columns.maneSelect < 0 && /^(NM_|ENST)/.test(mane));
}

function maneNameOf(text: string): Pick<TranscriptConsequence, "mane"> {
  return /^(?:N[MR]_|ENST)\d+(?:\.\d+)?$/.test(text) ? { mane: text } : {};
}

function tslOf(text: string): number | null {
  const match = /^(?:tsl)?(\d)/i.exec(text);
  return match === null ? null : Number(match[1]);
}

/** VEP before release 80: start lost or retained, by the protein change (CSQ-05). */
function initiatorCodon(hgvsp: string): string {
  return hgvsp.endsWith("=") || hgvsp.endsWith("=)") ? "start_retained_variant" : "start_lost";
}
