/**
 * Which alleles of a VCF damage and are the proband's: read anew, slow and plain, without any code of src/.
 * What is certain and what is possible are told apart: where several ALT share entries that do not name one
 * of them, nobody can tell whose they are.
 */

/** VEP's and SnpEff's words of impact by term; bcftools csq's short words too. All else is harmless or unknown. */
const SEVERE = new Set(
  `transcript_ablation splice_acceptor_variant splice_donor_variant stop_gained frameshift_variant stop_lost
  start_lost transcript_amplification feature_elongation feature_truncation inframe_insertion inframe_deletion
  missense_variant protein_altering_variant exon_loss_variant gene_fusion bidirectional_gene_fusion
  rearranged_at_DNA_level structural_interaction_variant protein_protein_contact rare_amino_acid_variant
  disruptive_inframe_deletion disruptive_inframe_insertion conservative_inframe_deletion
  conservative_inframe_insertion 3_prime_UTR_truncation 5_prime_UTR_truncation TFBS_ablation
  missense frameshift splice_acceptor splice_donor inframe_altering feature_ablation non_synonymous_codon`
    .split(/\s+/)
    .map((term) => term.toLowerCase()),
);

const MILD = new Set(
  `splice_region_variant splice_donor_5th_base_variant splice_donor_region_variant
  splice_polypyrimidine_tract_variant incomplete_terminal_codon_variant start_retained_variant
  stop_retained_variant synonymous_variant coding_sequence_variant mature_mirna_variant 5_prime_utr_variant
  3_prime_utr_variant non_coding_transcript_exon_variant intron_variant nmd_transcript_variant
  non_coding_transcript_variant upstream_gene_variant downstream_gene_variant intergenic_variant
  regulatory_region_variant tf_binding_site_variant synonymous splice_region intron 5_prime_utr 3_prime_utr
  non_coding intergenic start_retained stop_retained coding_sequence sequence_feature intergenic_region
  intragenic_variant non_coding_exon_variant 5_prime_utr_premature_start_codon_gain_variant
  conserved_intron_variant conserved_intergenic_variant initiator_codon_variant regulatory_region_ablation`
    .split(/\s+/)
    .map((term) => term.toLowerCase()),
);

export interface OracleAllele {
  /** `chrom:pos:ref:alt`, chromosome without `chr`. */
  key: string;
  /** Certain: an entry of this ALT damages. Else: an entry of the record does, perhaps of this ALT. */
  certain: boolean;
}

export interface OracleRecord {
  line: string;
  alleles: OracleAllele[];
}

interface Tag {
  name: string;
  kind: "vep" | "snpeff" | "bcsq";
  columns: string[];
}

/** @param proband sample name */
export function damagingAlleles(text: string, proband: string): OracleRecord[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== "");
  const tags = lines.flatMap((line) => tagOf(line) ?? []);
  const head = lines.find((line) => line.startsWith("#CHROM"))?.split("\t") ?? [];
  const column = head.indexOf(proband);
  return lines
    .filter((line) => !line.startsWith("#"))
    .map((line) => ({ line, alleles: allelesOf(line.split("\t"), tags, column) }));
}

function tagOf(line: string): Tag | null {
  const match = /^##INFO=<ID=([^,]+),.*Description="([^"]*)"/.exec(line);
  if (match === null) return null;
  const [, name = "", description = ""] = match;
  const words = (description.split(/Format: |annotations: ?/).at(-1) ?? "")
    .replaceAll("'", "")
    .split("|")
    .map((word) => word.trim().toLowerCase());
  if (name === "BCSQ") return { name, kind: "bcsq", columns: words };
  if (description.startsWith("Functional annotations"))
    return { name, kind: "snpeff", columns: words };
  return /Ensembl VEP/.test(description) ? { name, kind: "vep", columns: words } : null;
}

function allelesOf(cells: readonly string[], tags: readonly Tag[], column: number): OracleAllele[] {
  const [contig = "", pos = "", , ref = "", altText = "", , , infoText = ""] = cells;
  const alts = altText.split(",");
  const info = infoText.split(";").map((part): [string, string] => {
    const at = part.indexOf("=");
    return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
  });
  const real = alts.map((alt) => isAllele(alt, ref));
  const sole = real.filter(Boolean).length === 1;
  const call = callOf(cells[8] ?? "", cells[column] ?? "");
  return alts.flatMap((alt, i) => {
    if (real[i] !== true || !mayCarry(call, i + 1)) return [];
    let certain = false;
    let possible = false;
    for (const tag of tags) {
      const entries = info
        .filter(([key]) => key === tag.name)
        .flatMap(([, value]) => value.split(",").map((entry) => entry.split("|")))
        .filter((entry) => entry.join("") !== "");
      const bad = entries.filter((entry) => isBad(entry, tag));
      possible ||= bad.length > 0;
      certain ||= bad.some((entry) => isOwn(entry, entries, tag, { pos, ref, alts, i, sole }));
    }
    const clinvar = info.filter(([key]) => key === "CLNSIG").map(([, value]) => value);
    if (clinvar.some((value) => /pathogenic|^[45]|[|,][45]/i.test(value))) possible = true;
    const pathogenic = /^(?:Likely_pathogenic|Pathogenic|Pathogenic\/Likely_pathogenic)$/;
    if (alts.length === 1 && clinvar.length > 0 && clinvar.every((value) => pathogenic.test(value)))
      certain = true;
    if (!certain && !possible) return [];
    return [
      {
        key: `${contig.replace(/^chr/i, "").replace(/^M$/, "MT")}:${pos}:${ref}:${alt}`.toUpperCase(),
        certain,
      },
    ];
  });
}

/** `*`, `<NON_REF>`, `.` and REF itself are no alleles. */
function isAllele(alt: string, ref: string): boolean {
  return !["*", ".", "<*>", "<NON_REF>", "<X>", "<*:DEL>"].includes(alt) && alt !== ref;
}

/** Numbers of the alleles, -1 for a missing one; empty: no genotype. */
function callOf(format: string, sample: string): number[] {
  const at = format.split(":").indexOf("GT");
  const text = at < 0 ? "" : (sample.split(":")[at] ?? "");
  return text
    .split(/[/|]/)
    .filter((part) => part !== "")
    .map((part) => (part === "." ? -1 : Number(part)));
}

function mayCarry(call: readonly number[], allele: number): boolean {
  return call.length === 0 || call.includes(allele) || call.includes(-1);
}

function isBad(entry: readonly string[], tag: Tag): boolean {
  // VEP's --custom of a file of ClinVar's matches the allele.
  const custom = entry[tag.columns.findIndex((c) => /.clnsig$/.test(c))] ?? "";
  if (/^(?:Likely_pathogenic|Pathogenic|Pathogenic\/Likely_pathogenic)(?:&|$)/.test(custom))
    return true;
  const at = (name: RegExp): string => entry[tag.columns.findIndex((c) => name.test(c))] ?? "";
  const text = tag.kind === "bcsq" ? (entry[0] ?? "") : (entry[1] ?? "");
  // A pointer: the consequence stands elsewhere. `*`: behind a stop, which is the one that counts.
  if (tag.kind === "bcsq" && text.startsWith("@")) return true;
  if (tag.kind === "bcsq" && text.startsWith("*")) return false;
  const terms = text.toLowerCase().split("&");
  if (terms.some((term) => SEVERE.has(term))) return true;
  const unknown = terms.some((term) => !MILD.has(term));
  return unknown && /^(?:high|moderate)$/i.test(at(/impact$/));
}

interface Place {
  pos: string;
  ref: string;
  alts: readonly string[];
  i: number;
  sole: boolean;
}

/** The entry is for certain of the ALT. */
function isOwn(
  entry: readonly string[],
  entries: readonly (readonly string[])[],
  tag: Tag,
  { pos, ref, alts, i, sole }: Place,
): boolean {
  const alt = alts[i] ?? "";
  if (tag.kind === "bcsq") {
    if (sole) return true;
    const change = entry[6] ?? "";
    return change.toUpperCase() === `${pos}${ref}>${alt}`.toUpperCase();
  }
  const names = namesOf(ref, alts, i);
  const named = (one: readonly string[]): boolean => names.has((one[0] ?? "").toUpperCase());
  if (sole && !entries.some(named)) return true;
  // The same short name may be another ALT's.
  const clash = alts.some(
    (_, k) => k !== i && [...namesOf(ref, alts, k)].some((n) => names.has(n)),
  );
  return named(entry) && (sole || !clash);
}

/** How annotators write an ALT: whole, without the bases it shares with REF, `-` for nothing left. */
function namesOf(ref: string, alts: readonly string[], i: number): Set<string> {
  const alt = (alts[i] ?? "").toUpperCase();
  const names = new Set([alt]);
  const reference = ref.toUpperCase();
  if (alt.length !== reference.length && alt[0] === reference[0]) names.add(alt.slice(1) || "-");
  const indel = alts.some((a) => a.length !== ref.length);
  const shared = alts.every((a) => a === "*" || a[0]?.toUpperCase() === reference[0]);
  if (indel && shared && alts.length > 1) {
    names.delete(alt.slice(1) || "-");
    names.add(alt.slice(1) || "-");
  }
  return names;
}
