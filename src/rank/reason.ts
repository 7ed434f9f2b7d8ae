/** One sentence per candidate, for a clinical scientist. Facts only, in a fixed order. */
import { counted } from "../core/counted.ts";
import { formatNumber } from "../core/text.ts";
import type { DeNovoGrade, ModelResult, Origin, Phase } from "../inheritance/types.ts";
import { fractionText, nameOf } from "./change.ts";
import { EVENT_REMARKS } from "./event-remarks.ts";
import { eventName, eventPlace } from "./event-words.ts";
import { panelsOf } from "./gene.ts";
import type { Candidate, CandidatePanel, CandidateVariant, GeneToRank } from "./types.ts";
import { inheritanceWord, modeWord } from "./words.ts";

type Explained = Omit<Candidate, "tier" | "reason">;

/**
 * @param title what stands before the colon, e.g. `Tier 1`
 * @param deNovo beside the candidate's variants
 * @param extra a further remark of the list, may be empty
 */
export function reasonOf(
  candidate: Explained,
  title: string,
  deNovo: readonly (DeNovoGrade | null)[],
  extra = "",
): string {
  const { variants, gene, models, flags } = candidate;
  const [best] = models;
  const how = inheritancePhrase(best ?? null, variants, deNovo);
  const what = variants.map(consequencePhrase).join(" and ");
  const head = `${title}: ${[how, what].filter((s) => s !== "").join(" ")} in ${gene.symbol}, ${panelPhrase(candidate.panels, flags)}`;
  return [
    head,
    ...originPhrases(candidate),
    ...variants.map((v) => member(frequencyPhrase(v), v, variants)),
    ...variants.flatMap((v) => clinvarPhrase(v).map((text) => member(text, v, variants))),
    ...remarks(flags),
    ...(extra === "" ? [] : [extra.replaceAll("_", " ")]),
  ].join("; ");
}

/** Names the variant in front of a phrase where there are two. */
function member(text: string, v: CandidateVariant, all: readonly CandidateVariant[]): string {
  return all.length === 1 ? text : `${changeOf(v)}: ${text}`;
}

function changeOf(v: CandidateVariant): string {
  switch (v.kind) {
    case "small":
      return `${v.pos} ${v.ref}>${v.alt}`;
    case "event":
      return eventPlace(v.chrom, v.event);
  }
}

export const PHASES: Readonly<Record<Phase, string>> = {
  TRANS: "in trans",
  TRANS_LIKELY: "likely in trans",
  TRANS_POSSIBLE: "possibly in trans",
  UNPHASED: "phase unknown",
  CIS: "in cis",
  CIS_LIKELY: "likely in cis",
};

const ZYGOSITIES: Readonly<Record<string, string>> = {
  het: "heterozygous",
  het_nonref: "heterozygous",
  hom: "homozygous",
  hemi: "hemizygous",
  het_or_hom: "heterozygous or homozygous",
  unknown: "zygosity unknown:",
  heteroplasmic_unknown: "heteroplasmic",
};

function inheritancePhrase(
  best: ModelResult | null,
  variants: readonly CandidateVariant[],
  deNovo: readonly (DeNovoGrade | null)[],
): string {
  if (variants.length === 2) {
    if (!best?.phase) return "compound heterozygous";
    if (best.model === "AR_DEL_HEMI") return "hemizygous over a deletion:";
    const conflict = best.flags.includes("phase_conflict");
    return `compound heterozygous (${conflict ? "the evidence on phase contradicts itself" : PHASES[best.phase]})`;
  }
  const [{ zygosity, mitochondrial } = { zygosity: "" }] = variants;
  const fractions = [
    zygosity === "heteroplasmic_unknown" ? "fraction unknown" : "",
    mitochondrial === undefined ? "" : fractionText(mitochondrial),
  ].filter((text) => text !== "");
  const word = ZYGOSITIES[zygosity] ?? zygosity.replaceAll("_", " ");
  const shown = fractions.length === 0 ? word : `${word} (${fractions.join(", ")})`;
  const grade = deNovo[0] ?? null;
  return grade === null ? shown : `de novo (${grade.toLowerCase()} confidence) ${shown}`.trim();
}

function consequencePhrase(variant: CandidateVariant): string {
  const { consequence, worse } = variant;
  if (variant.kind === "event") {
    // A region is already named in place of the gene.
    const { effect } = variant.event;
    return effect === null
      ? eventName(variant.event)
      : `${eventName(variant.event)}, ${effect.text}`;
  }
  const change = nameOf(variant);
  const term = consequence.terms[0] ?? "variant without consequence";
  const elsewhere = worse === null ? "" : ` (${worse.terms[0] ?? ""} on ${worse.transcript})`;
  return `${term}${change === "" ? "" : ` ${change}`}${elsewhere}`;
}

/** What the panels say of the gene, inside the sentence. */
function panelPhrase(panels: readonly CandidatePanel[], flags: readonly string[]): string {
  const rows = panels.map(
    (p) =>
      `${p.confidence} on ${p.name}${p.version === null ? "" : ` ${p.version}`} (${modeWord(p.mode)})`,
  );
  const listed = rows.length === 0 ? "on none of the panels" : rows.join(" and ");
  return flags.includes("moi_mismatch")
    ? `${listed}, a mode of inheritance that it does not fit`
    : listed;
}

/** How the alleles came to the proband, in words. */
const ORIGINS: Readonly<Record<Origin, string>> = {
  MAT: "inherited from the mother",
  PAT: "inherited from the father",
  EITHER: "carried by both parents",
  BOTH: "inherited from both parents",
  DENOVO: "found in neither parent",
  MAT_OR_EITHER: "carried by the mother, father unknown",
  PAT_OR_EITHER: "carried by the father, mother unknown",
  NOT_MAT: "not inherited from the mother, father unknown",
  NOT_PAT: "not inherited from the father, mother unknown",
  MAT_MOSAIC: "mother possibly mosaic",
  PAT_MOSAIC: "father possibly mosaic",
  UNKNOWN: "parental origin unknown",
};

/** Of one allele of a model; null: the model has no such. */
export function originText(
  { origins, flags }: Pick<ModelResult, "origins" | "flags">,
  allele: number,
): string | null {
  const origin = origins[allele];
  if (origin === undefined) return null;
  return origin === "DENOVO" && flags.includes("x_shared_with_father")
    ? "not found in the mother"
    : ORIGINS[origin];
}

/** A parent called reference proves nothing then. */
const WEAK_PARENT = /^unknown_genotype:(mother|father|parents)$/;

function originPhrases(candidate: Explained): string[] {
  const { models } = candidate;
  const [best] = models;
  const model = inheritanceWord(candidate, "full");
  if (best === undefined || model === undefined) return [];
  const [said = "", other = said] = best.origins.map((_, allele) => originText(best, allele) ?? "");
  const isWeak =
    best.origins[0] === "DENOVO" && best.reasons.some((reason) => WEAK_PARENT.test(reason));
  const found = isWeak ? `${said}, on weak evidence` : said;
  const from = said === other ? found : `${said} (first variant), ${other} (second)`;
  const only = models.every((r) => r.penetrance === "incomplete") ? " only" : "";
  const how =
    best.penetrance === "incomplete" ? `incomplete penetrance${only}` : "complete penetrance";
  // Phase is told of the pair itself.
  const open = best.reasons.filter((reason) => reason !== best.phase?.toLowerCase());
  const what = open.length === 0 ? "" : ` (${open.map(reasonWord).join(", ")})`;
  const why = best.verdict === "UNCERTAIN" ? `, uncertain${what}` : "";
  return [`${model} (${how})${why}`, from].filter((s) => s !== "");
}

/** `unknown_genotype:mother` as people read it. */
function reasonWord(reason: string): string {
  return reason.replaceAll("_", " ").replace(":", ": ");
}

function frequencyPhrase({ frequency, kind }: CandidateVariant): string {
  if (!frequency.assessed) return "population frequency not assessed";
  const { max, values } = frequency;
  if (max === null && kind === "event") return "no such event in the population data";
  if (max === null) return "absent from the file's population data";
  if (max.af > 0) {
    const group = max.population === null ? "" : ` ${max.population}`;
    return `AF at most ${formatNumber(max.af)} (${max.source}${group})`;
  }
  return `AF 0 in ${[...new Set(values.map((v) => v.source))].toSorted().join(" and ")}`;
}

function clinvarPhrase({ clinvar, knowledge }: CandidateVariant): string[] {
  const own = (knowledge?.statements ?? []).flatMap((s) =>
    s.origin === "inhouse" ? [`${s.stored?.source ?? "in-house"}: ${s.text}`] : [],
  );
  if (clinvar === null) return own;
  const stars = clinvar.stars === null ? "" : `, ${counted(clinvar.stars, "star")}`;
  const where = clinvar.origin === "csq" ? ", by position only" : "";
  const release = clinvar.stored === undefined ? "" : ` (${clinvar.stored.release})`;
  return [`ClinVar${release}: ${clinvar.text}${stars}${where}`, ...own];
}

const REMARKS: readonly (readonly [flag: string, text: string])[] = [
  ["lof_not_mechanism", "according to the panel, loss of function does not cause the disease"],
  ["clinvar_other_gene", "ClinVar's classification concerns another gene"],
  ["clinvar_gene_unresolved", "ClinVar names a gene that may be this one under another symbol"],
  ["inhouse_gene_unresolved", "the laboratory's list names a gene that may be this one"],
  ["spliceai_gene_unresolved", "SpliceAI names a gene that may be this one under another symbol"],
  ["clinvar_benign", "ranked lower because ClinVar calls it benign"],
  ["inhouse_benign", "ranked lower because the laboratory calls it benign"],
  ["classifications_differ", "ClinVar and the laboratory's own classification disagree"],
  [
    "clinvar_consequence_differs",
    "a loss of function according to ClinVar, but not according to the annotation",
  ],
  ["gnomad_homs", "seen homozygous in population data"],
  ["gnomad_hemis", "seen hemizygous in population data"],
  ["likely_same_haplotype", "the two may be a single event on one chromosome"],
  [
    "possible_MNV_codon",
    "another variant lies in the same codon: together they may code for another amino acid or a stop",
  ],
  ["compound_milder", "milder when combined with another change on the same chromosome"],
  ["compound_worse", "more severe when combined with another change on the same chromosome"],
  [
    "mt_shared_with_father",
    "also seen in the father, who does not pass on mitochondrial DNA: probably an artefact, contamination or a nuclear copy",
  ],
  ["x_shared_with_father", "also found in the father, from whom a son has no X: check the calls"],
  ["gene_disputed", "the gene's role in disease is disputed or refuted"],
  ...EVENT_REMARKS,
  ["splice_unscored", "no SpliceAI value"],
  ["splice_benign", "SpliceAI predicts no effect"],
  ["biallelic_more_severe", "according to the panel, biallelic variants cause a more severe form"],
  ["moi_unknown", "mode of inheritance unknown"],
  ["moi_other_see_comments", "the panel gives the mode of inheritance in its comments"],
  ["moi_missing", "the panel does not state a mode of inheritance"],
  ["inheritance_off", "inheritance not considered"],
  ["unannotated", "consequence unknown"],
  ["sequence_missing", "what it does is not known: the sequence there is not"],
  ["reference_differs", "REF differs from the transcripts' sequence: what it does is uncertain"],
];

function remarks(flags: readonly string[]): string[] {
  const failed = flags.flatMap((f) => (f.startsWith("qc_fail:") ? [f.slice(8)] : []));
  // Some name a count or a source: `het_snvs_in_deletion:4`.
  const bare = new Set(flags.map((flag) => flag.split(":")[0]));
  return [
    // Two flags may say the same.
    ...new Set(REMARKS.filter(([flag]) => bare.has(flag)).map(([, text]) => text)),
    ...(failed.length === 0 ? [] : [`fails quality checks: ${failed.join(", ")}`]),
  ];
}

/**
 * A candidate of an earlier run under panels that say the same of its gene by another name or version.
 * @param table what the panels say now; the rows of the gene must be those of then
 * @returns the candidate as a new run would write it; null: an earlier program worded it
 */
export function restamp<T extends Omit<Candidate, "tier">>(
  candidate: T,
  table: Pick<GeneToRank, "tableGene" | "panels">,
): T | null {
  const panels = panelsOf(table);
  const { flags, reason } = candidate;
  const said = panelPhrase(candidate.panels, flags);
  if (!reason.includes(said)) return null;
  return { ...candidate, panels, reason: reason.replace(said, () => panelPhrase(panels, flags)) };
}
