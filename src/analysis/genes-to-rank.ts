/**
 * From survivors to genes: each surviving allele becomes a family variant in every gene in which it counts, the
 * gene's inheritance is evaluated, and the data needed for ranking are added.
 */
import { variantKey, type NamedVariant } from "../core/allele.ts";
import { locusClass, type Assembly } from "../core/assembly.ts";
import type { Check } from "../core/check.ts";
import { isPathogenic, strongest } from "../core/classification.ts";
import type { Policy } from "../core/policy.ts";
import { sameGene, symbolsOf, type GeneIdentity, type Identify } from "../core/gene.ts";
import { compareText } from "../core/text.ts";
import { remembered } from "../core/once.ts";
import type { StatedGene } from "../genes/gene-diseases.ts";
import { frequencyEligibility, genesOnceLookedUp, weighing } from "../scan/index.ts";
import type { MeantGene, Survivor, SurvivorAllele } from "../scan/types.ts";
import { carriersOf, evaluateGene, modeConversion, modelsOfMode } from "../inheritance/index.ts";
import type {
  FamilyVariant,
  GeneInheritance,
  InheritanceOptions,
  ModelName,
} from "../inheritance/types.ts";
import type { ModeOfInheritance, Panel, PanelGenes, TableGene } from "../panel/types.ts";
import type { Family } from "../pedigree/types.ts";
import type {
  CandidateGene,
  CandidateVariant,
  GeneMeasures,
  GeneToRank,
  GeneVariant,
  RankOptions,
  ShownGenotype,
} from "../rank/types.ts";
import type { GenomicEvent } from "../structural/types.ts";
import type { ClinVarEvidence } from "../vcf/types.ts";
import { observations } from "./beside.ts";
import type { CompoundsIn } from "./compounds.ts";
import {
  certainlyLostIn,
  liesInLost,
  type Lost,
  mitochondrialOf,
  MNV_FLAG,
  sharedCodons,
  zygosityOf,
} from "../inheritance/index.ts";
import {
  eventFamilyVariant,
  eventMembers,
  regionMembers,
  type EventMember,
} from "./events/in-genes.ts";
import { eventCandidateVariant } from "./events/shown.ts";
import type { JudgedEvent } from "./events/judge.ts";
import { nameByRef, type MitochondrialName } from "./mitochondrial.ts";

export interface GeneInput {
  assembly: Assembly;
  family: Family;
  table: PanelGenes;
  policy: Policy;
  inheritance: InheritanceOptions;
  rank: RankOptions;
  /** What the run knows of names beyond the panels' genes; absent: nothing. */
  identify?: Identify;
  /** Whose regions events may cover; absent: no events. */
  panels?: readonly Panel[] | undefined;
  /** What alleles on one chromosome do together; absent: no gene model is at hand. */
  compounds?: CompoundsIn | undefined;
  /** Of an allele of the mitochondrion; absent: as far as REF shows. */
  mitochondrialName?: MitochondrialName | undefined;
  /** What tables of genes and diseases say of a gene; absent: none is at hand. */
  stated?: ((gene: GeneIdentity) => StatedGene) | undefined;
  /** What tables of gene facts measure of a gene; absent: none is at hand. */
  measures?: ((gene: CandidateGene, names: GeneIdentity) => GeneMeasures) | undefined;
}

interface SmallMember {
  kind: "small";
  survivor: Survivor;
  record: number;
  allele: SurvivorAllele;
  gene: MeantGene;
  /** That callers of events have it as. */
  event?: GenomicEvent | undefined;
}

type Member = SmallMember | EventMember;

/**
 * Every gene with a surviving allele or an event, by gene key; variants in genome order. Then the regions of panels
 * that events cover.
 */
export function genesToRank(
  survivors: readonly Survivor[],
  input: GeneInput,
  events: readonly JudgedEvent[] = [],
): GeneToRank[] {
  const groups = new Map<string, Member[]>();
  const identify = input.identify ?? ((gene) => gene);
  survivors.forEach((survivor, record) => {
    for (const allele of survivor.alleles)
      for (const gene of genesOnceLookedUp(survivor, allele, input.table, identify)) {
        const member: Member = { kind: "small", survivor, record, allele, gene };
        remembered(groups, geneKey(gene), () => []).push(member);
      }
  });
  const isAgnostic = input.rank.geneAgnostic || input.rank.beyondPanel;
  for (const member of eventMembers(events, { table: input.table, isAgnostic, identify }))
    remembered(groups, geneKey(member.gene), () => []).push(member);
  joinNames(groups);
  const both = events.flatMap(({ small }) => small ?? []);
  const genes = [...groups.keys()]
    .sort()
    .map((key) => geneToRank(onceEach(groups.get(key) ?? [], both), input));
  const regions = regionMembers(events, input.panels ?? []).map(({ region, member }) =>
    geneToRank([member], input, region),
  );
  return [...genes, ...regions];
}

function geneKey({ tableGene, consequence }: MeantGene): string {
  if (tableGene >= 0) return `panel:${String(tableGene).padStart(6, "0")}`;
  return `other:${consequence.hgncId ?? consequence.ensemblGene ?? consequence.symbol.toUpperCase()}`;
}

/** A gene on no panel may have an id at one record and none at another, or ClinVar's word alone (DEC-44). */
function joinNames(groups: Map<string, Member[]>): void {
  const named = new Map<string, string>();
  const others = [...groups.keys()].filter((key) => key.startsWith("other:"));
  const hasId = (key: string): number => (key.startsWith("other:HGNC:") ? 0 : 1);
  for (const key of others.sort((a, b) => hasId(a) - hasId(b) || compareText(a, b))) {
    const members = groups.get(key) ?? [];
    const identity = members[0]?.gene.identity;
    if (identity === undefined) continue;
    const { hgncId, ensemblIds, ncbiId } = identity;
    const names = [hgncId, ...ensemblIds, ncbiId, ...symbolsOf(identity)].filter((n) => n !== null);
    const target = names.map((name) => named.get(name)).find((k) => k !== undefined);
    const there = target === undefined ? undefined : groups.get(target);
    const first = there?.[0]?.gene.identity;
    if (there !== undefined && first !== undefined && sameGene(first, identity)) {
      there.push(...members);
      there.sort((a, b) => a.record - b.record);
      groups.delete(key);
    } else for (const name of names) if (!named.has(name)) named.set(name, key);
  }
}

/** Where a small variant stands, the event that it is does not stand beside it; elsewhere that stands (SVE-24). */
function onceEach(
  members: readonly Member[],
  both: readonly NonNullable<JudgedEvent["small"]>[],
): readonly Member[] {
  if (both.length === 0) return members;
  const events = new Map(both.map(({ key, event }) => [key, event]));
  const keys = members.map((one) => (one.kind === "small" ? keyOf(one) : null));
  const there = new Set(keys);
  return members.flatMap((one, i): Member[] => {
    if (one.kind === "small") return [{ ...one, event: events.get(keys[i] ?? "") }];
    return there.has(one.judged.small?.key ?? "") ? [] : [one];
  });
}

function keyOf({ survivor, allele }: Pick<SmallMember, "survivor" | "allele">): string {
  return variantKey({ ...survivor, alt: survivor.alts[allele.alleleIndex - 1] ?? "" });
}

/** Of records of one gene, some may name it without its id. */
function idOfAny(members: readonly Member[]): string | null {
  return members.map(({ gene }) => gene.consequence.hgncId).find((id) => id !== null) ?? null;
}

/** @param region of a panel that stands in the place of a gene */
function geneToRank(
  members: readonly Member[],
  input: GeneInput,
  region: TableGene | null = null,
): GeneToRank {
  const { table, family, policy } = input;
  const first = (members.find(({ gene }) => gene.byClinvar !== true) ?? (members[0] as Member))
    .gene;
  const tableGene = region ?? (first.tableGene < 0 ? null : (table.genes[first.tableGene] ?? null));
  const { consequence } = first;
  const events = members.flatMap(
    (one) => (one.kind === "small" ? one.event : one.judged.event) ?? [],
  );
  const lost = certainlyLostIn(events, family, "one");
  const gone = certainlyLostIn(events, family, "all");
  const found = members.map((member) => ({
    member,
    variant: toFamilyVariant(member, input, lost),
    consequence: member.gene.consequence.reporting,
    line: member.kind === "small" ? member.survivor.line : NO_LINE,
  }));
  const familyVariants = found.map(({ variant }) => variant);
  const variants = found.map(({ member, variant }): GeneVariant => {
    const shown = toCandidateVariant(member, variant, input);
    const isGone = member.kind === "small" && liesInLost(member.survivor, gone);
    const flags = isGone ? [...shown.flags, "no_copy_left"].sort() : shown.flags;
    return { key: variant.key, variant: { ...shown, flags } };
  });
  const codons = sharedCodons(found, family, input.inheritance, policy);
  const compounds = input.compounds?.(found);
  for (const { key, variant } of variants) {
    const told = compounds?.get(key);
    // What is read together is no open question.
    const flag = told === undefined ? (codons.has(key) ? MNV_FLAG : null) : told.flag;
    if (told?.compound !== undefined) variant.compound = told.compound;
    if (flag !== null) variant.flags = [...variant.flags, flag].sort();
  }
  const loci = [...new Set(familyVariants.map((v) => v.locus))];
  const modelsOf = (mode: ModeOfInheritance): ModelName[] => [
    ...new Set(loci.flatMap((locus) => modelsOfMode(mode, locus))),
  ];
  const gene: CandidateGene = {
    symbol: tableGene?.symbol ?? consequence.symbol,
    hgncId: tableGene?.hgncId ?? consequence.hgncId ?? idOfAny(members),
    ensemblId: consequence.ensemblGene ?? tableGene?.ensemblIds[0] ?? null,
  };
  const { modes, disputed } = input.stated?.(first.identity) ?? { modes: [], disputed: false };
  return {
    assembly: input.assembly,
    gene,
    tableGene,
    panels: table.panels,
    variants,
    inheritance: withConversions(
      policy.inheritance.enabled
        ? evaluateGene(family, familyVariants, input.inheritance, policy)
        : { results: [], side: [], flags: [] },
      (tableGene?.rows ?? []).flatMap((row) =>
        loci.map((locus) => modeConversion(row.mode, locus)),
      ),
    ),
    modelsNamed: (tableGene?.rows ?? []).map((row) => modelsOf(row.mode)),
    modelsOffPanel:
      modes.length === 0 ? modelsOf("unknown") : [...new Set(modes.flatMap(modelsOf))],
    disputed,
    measures: input.measures?.(gene, first.identity) ?? UNMEASURED,
    options: input.rank,
  };
}

/** MT-06: said once per gene. */
function withConversions(
  gene: GeneInheritance,
  flags: readonly (string | null)[],
): GeneInheritance {
  const said = flags.filter((flag) => flag !== null);
  return { ...gene, flags: [...new Set([...gene.flags, ...said])].sort() };
}

const UNMEASURED: GeneMeasures = { loeuf: null, missenseZ: null, codingBases: null };

const NO_LINE: Uint8Array = new Uint8Array(0);

function toFamilyVariant(member: Member, input: GeneInput, lost: readonly Lost[]): FamilyVariant {
  if (member.kind === "event") return eventFamilyVariant(member, input);
  const { survivor, record, allele, gene } = member;
  const { assembly, policy } = input;
  const { chrom, pos, ref } = survivor;
  const alt = survivor.alts[allele.alleleIndex - 1] ?? "";
  const named: NamedVariant = { kind: survivor.kind, chrom, pos, ref, alt };
  const locus = locusClass(assembly, chrom, pos);
  const { frequency, frequencyExempt } = allele;
  const statements = weighing(allele);
  const own = statements.filter((s) => ["yes", "likely"].includes(gene.meant.get(s) ?? "no"));
  const clinvarPathogenic = isPathogenic(strongest(own));
  const { reporting } = gene.consequence;
  const lof = reporting.class === "lof" && !reporting.afterStop;
  const eligible = frequencyEligibility(frequency, strongest(statements), frequencyExempt, policy);
  return {
    ...named,
    key: variantKey(named),
    event: member.event,
    locus,
    record,
    alleleIndex: allele.alleleIndex,
    observations: observations(survivor, allele.alleleIndex, input, lost),
    strong: lof || clinvarPathogenic,
    lof,
    clinvarPathogenic,
    // DEC-02: what tiers also counts in a pair; a pointer's consequence is not known.
    compoundEligible: gene.grounds.some((ground) => ground !== "elsewhere"),
    compoundAnchor:
      reporting.class === "lof" || reporting.class === "protein_altering" || clinvarPathogenic,
    eligible,
    deNovoEligible: eligible.dominant,
  };
}

/** CV-09: ClinVar's molecular consequence against the reporting transcript's; whose score SpliceAI's is. */
function geneFlags({ clinvar }: SurvivorAllele, gene: MeantGene): string[] {
  const { consequence, meant, spliceAiOpen } = gene;
  const lost = ["nonsense", "frameshift", "splice site"];
  const stated = clinvar?.stored?.molecular ?? [];
  const differs =
    clinvar !== null &&
    stated.some((name) => lost.includes(name)) &&
    meant.get(clinvar) === "yes" &&
    consequence.reporting.class !== "lof";
  return [
    ...(differs ? ["clinvar_consequence_differs"] : []),
    ...(spliceAiOpen ? ["spliceai_gene_unresolved"] : []),
    ...(consequence.reporting.flags ?? []),
  ];
}

function toCandidateVariant(
  member: Member,
  variant: FamilyVariant,
  input: GeneInput,
): CandidateVariant {
  if (member.kind === "event") return eventCandidateVariant(member, variant, input);
  const { family, policy } = input;
  const { survivor, allele, gene } = member;
  const { consequence } = gene;
  const own = variant.observations[family.proband] ?? null;
  const label = consequence.symbol || consequence.ensemblGene || "?";
  const checks: Check[] = allele.checks.filter(
    (check) => !check.id.includes(":") || check.id.endsWith(`:${label}`),
  );
  const { qcFailures = [], qcMissing = [] } = (policy.quality.enabled && own) || {};
  const outcome = qcFailures.length > 0 ? "fail" : qcMissing.length > 0 ? "not_assessed" : "pass";
  const value = qcFailures.join(",") || qcMissing.join(",") || "all gates";
  const limit = "genotype gates of the policy";
  checks.push({ id: "quality", outcome, value, limit, rule: "VCF-40" });
  return {
    kind: survivor.kind,
    chrom: survivor.chrom,
    contig: survivor.contig,
    pos: survivor.pos,
    ref: survivor.ref,
    alt: variant.alt,
    alleleIndex: allele.alleleIndex,
    id: survivor.id,
    consequence: consequence.reporting,
    worse: consequence.worse,
    otherTranscripts: consequence.others.length === 0 ? undefined : [...consequence.others],
    inSilico: consequence.inSilico,
    grounds: gene.grounds,
    frequency: allele.frequency,
    ...shownStatements(allele, gene),
    filters: survivor.filters,
    zygosity: zygosityOf(own, variant, family.people[family.proband]?.sex === "male", policy),
    mitochondrial: mitochondrialOf(variant, family, input.mitochondrialName ?? nameByRef),
    genotypes: genotypes(survivor, variant, family),
    qcFailures,
    qcMissing,
    checks,
    flags: [...new Set([...allele.flags, ...geneFlags(allele, gene)])].sort(),
    acmg: null,
    carriers: carriersOf(family, variant, policy),
    line: survivor.line,
  };
}

/** Without NCBI ids, which are for joining genes alone. */
function shownStatements(
  { clinvar, knowledge }: SurvivorAllele,
  { meant }: MeantGene,
): Pick<CandidateVariant, "clinvar" | "knowledge" | "meant"> {
  const shown = new Map<ClinVarEvidence, ClinVarEvidence>();
  const show = (statement: ClinVarEvidence): ClinVarEvidence => {
    const { ncbiGenes: _ids, ...rest } = statement;
    return remembered(shown, statement, () => rest);
  };
  const lists = knowledge && {
    ...knowledge,
    statements: knowledge.statements.map(show),
    clinvar: knowledge.clinvar && {
      ...knowledge.clinvar,
      components: knowledge.clinvar.components.map(show),
    },
  };
  return {
    clinvar: clinvar && show(clinvar),
    knowledge: lists,
    meant: new Map([...meant].map(([statement, word]) => [show(statement), word])),
  };
}

/** Proband first, then the family in PED order. */
function genotypes(survivor: Survivor, variant: FamilyVariant, family: Family): ShownGenotype[] {
  const order = [...new Set([family.proband, ...family.people.keys()])];
  return order.flatMap((i) => {
    const person = family.people[i];
    const call = survivor.calls[i];
    if (person === undefined || call === null || call === undefined) return [];
    const { alleleDepths, depth, genotypeQuality } = call;
    const read = { alleleDepths, depth, genotypeQuality };
    const balance = variant.observations[i]?.alleleBalance ?? null;
    const genotype = genotypeText(call.text);
    return [{ sample: person.id, genotype, ...read, alleleBalance: balance }];
  });
}

/** The GT of a sample column: its first subfield (VCF: GT comes first where it is given). */
function genotypeText(column: string): string {
  const end = column.indexOf(":");
  const text = end < 0 ? column : column.slice(0, end);
  return text === "" ? "." : text;
}
