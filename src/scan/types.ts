/**
 * What crosses between the main thread and the scanning workers: the plan in, the batch result out.
 * Plain data only (structured clone); nothing per dropped record.
 */
import type { Assembly } from "../core/assembly.ts";
import type { Check } from "../core/check.ts";
import type { Meant } from "../core/classification.ts";
import type { ConsequenceGround } from "../core/consequences.ts";
import type { GeneIdentity } from "../core/gene.ts";
import type { Policy } from "../core/policy.ts";
import type { VariantKnowledge } from "../acmg/types.ts";
import type { TranscriptSlice } from "../effect/types.ts";
import type { PanelGenes } from "../panel/types.ts";
import type { DistilCriteria } from "./keep/distil-criteria.ts";
import type { CompoundPart } from "../vcf/index.ts";
import type { Tally, TallyRoles } from "../pedigree/index.ts";
import type {
  ClinVarEvidence,
  FrequencyEvidence,
  GeneConsequence,
  GeneNames,
  PlacedAlleles,
  RescuableAlleles,
  SampleCall,
  VcfHeader,
  VcfRecord,
} from "../vcf/types.ts";

/** What is to be warned of in a record, with all by which it is decided whether that may be told (DEC-49). */
export interface Noted {
  /**
   * A term outside the consequence table (CSQ-05), an IMPACT that says another thing than its terms, an INFO key that
   * stands twice with different values, a prediction that is no number, ClinVar's P/LP dropped as too common (FREQ-11).
   */
  code:
    | "unknown_consequence"
    | "contradicted_impact"
    | "info_key_twice"
    | "prediction_unread"
    | "common_pathogenic";
  /** The term; what was found, and where; `chrom:pos:ref:alt`. */
  text: string;
  /** Canonical. */
  chrom: string;
  /** First and last base of REF, 1-based. */
  pos: number;
  end: number;
  /** As the annotation names them. */
  genes: (GeneNames & { inside: boolean })[];
}

/** Why a record or an allele left. One per dropped record, the first that applies. */
export type DropReason =
  | "other_contig"
  | "outside_panel_regions"
  | "reference_block"
  | "no_alternate"
  | "star_allele"
  | "symbolic_allele"
  | "breakend"
  | "mt_not_rcrs"
  | "mt_artefact_site"
  | "filter"
  | "proband_not_carrier"
  | "proband_no_call"
  | "frequency"
  | "gene_not_on_panel"
  | "outside_region"
  | "consequence"
  | "annotation_unmatched"
  | "beyond_chromosome";

/** Everything a worker needs to judge a record; built once on the main thread. */
export interface ScanPlan {
  assembly: Assembly;
  header: VcfHeader;
  policy: Policy;
  /** Sample columns of the family, by person index; -1 for the unsequenced. */
  sampleColumns: number[];
  /** Person index of the proband. */
  proband: number;
  /** Who is whose parent, by person index, for the sample checks. */
  roles: TallyRoles;
  genes: PanelGenes;
  /** Keep genes on no panel too (DEC-07). */
  geneAgnostic: boolean;
  /** No position gate: a panel gene has no coordinates, or the run is gene-agnostic (DEC-16). */
  wholeGenome: boolean;
  /** DEC-14: coordinates stand in for consequences. */
  unannotated: boolean;
  /** Alleles that ClinVar or the laboratory's own list can rescue, the file's annotation aside. */
  rescuable?: RescuableAlleles | undefined;
  /** Alleles of which declared splice predictions say enough for a candidate (DEC-54). */
  spliced?: readonly SpliceAlleles[] | undefined;
  /** Transcripts of a file without an annotation: their consequences are worked out. */
  effects?: TranscriptSlice | undefined;
  /** Set: keep lines for the archive by these criteria, judge no candidates. */
  distil?: DistilCriteria;
  /** Set: read these genes of the table alone; all names still match as in the whole table. */
  focus?: number[] | undefined;
}

export interface SpliceAlleles extends PlacedAlleles {
  /** Of each position, from 0 to 1. */
  scores: Float64Array;
}

/** One allele of a record, where it stands. */
export interface AlleleAt {
  record: VcfRecord;
  /** 1-based, as in GT. */
  alleleIndex: number;
  /** Canonical; null on other contigs. */
  chrom: string | null;
}

/** One line that an archive keeps, or may want to keep once the whole file is known. */
export interface KeptLine {
  /**
   * `block`: a reference block of `people`; `pointer_target`: only kept where a record points to it; `unnamed`: only
   * kept where the whole file never names one of `genes`.
   */
  kind: "record" | "block" | "pointer_target" | "unnamed";
  /** Of `unnamed`: indexes in the plan's table; is it `pointer_target` where the file names them? */
  genes?: number[];
  isPointerTarget?: boolean;
  contig: string;
  pos: number;
  /** Without line end. */
  line: Uint8Array;
  /** Positions that the records of this place point to. */
  pointers: number[];
  wantsBlocks: boolean;
  people: number[];
}

/** One allele of one record that survived. */
export interface SurvivorAllele {
  /** 1-based ALT number. */
  alleleIndex: number;
  frequency: FrequencyEvidence;
  /** No frequency filter drops it (DEC-12). */
  frequencyExempt: boolean;
  clinvar: ClinVarEvidence | null;
  /** Set once the survivors were looked up. */
  knowledge?: VariantKnowledge;
  /** Genes in which the allele can be a candidate. */
  genes: SurvivorGene[];
  /** Further genes that the annotation names, in which it cannot: a statement may be theirs (CV-09). */
  alsoNamed?: (GeneNames & { inside: boolean })[] | undefined;
  /** Flags that hold in every gene: `clinvar_rescue`, `filter_rescued:LowQual`, `af_exome_only`, `frequency_exempt`. */
  flags: string[];
  checks: Check[];
  /** The proband carries or may carry it, and it may damage: it counts among those that leave (`damaging.ts`). */
  damaging: boolean;
}

export interface SurvivorGene {
  /** Index into the gene table; -1 for a gene on no panel. */
  tableGene: number;
  consequence: GeneConsequence;
  /** Why it may be a candidate in the gene; none in raw mode, where coordinates stand in (DEC-14). */
  grounds: ConsequenceGround[];
  /** ClinVar names the gene, the annotation does not; of genes on no panel. */
  byClinvar?: boolean;
}

/** A gene of an allele once all is looked up, and what each statement on the allele is to it. */
export interface MeantGene extends SurvivorGene {
  identity: GeneIdentity;
  meant: ReadonlyMap<ClinVarEvidence, Meant>;
  /** What stands for the gene's names in SpliceAI's output is not known to be it, nor another. */
  spliceAiOpen: boolean;
}

/** One record with at least one surviving allele. */
export type Survivor = SmallSurvivor;

interface SmallSurvivor {
  kind: "small";
  /** The original line's bytes without line end. */
  line: Uint8Array;
  /** Its consequences were worked out, and are not named yet. */
  isOwn?: true;
  /** A neighbour that failed FILTER: perhaps the proband does not have it. */
  isDoubted?: true;
  /** Canonical chromosome. */
  chrom: string;
  contig: string;
  pos: number;
  id: string;
  ref: string;
  alts: string[];
  filters: string[];
  /** By person index; null for the unsequenced. */
  calls: (SampleCall | null)[];
  /** People whose call was taken from a reference block (VCF-04). */
  fromBlock: number[];
  alleles: SurvivorAllele[];
  /** Other records at the same position: what VCF-24 needs of a split multi-allelic site. `*` alone is one too. */
  siblings: { ref: string; alts: string[]; call: SampleCall }[];
}

/** A gVCF block of one person (VCF-04). 1-based inclusive. */
export interface ReferenceBlock {
  person: number;
  chrom: string;
  start: number;
  end: number;
  call: SampleCall;
}

/** Where a contig's records lie in a batch: for order, overlap of files, absent contigs. */
export interface ContigSpan {
  contig: string;
  firstPos: number;
  lastPos: number;
  records: number;
  /** Those in scope. */
  judged: number;
  /** One of these has a genotype of the proband, in part at least; or none is asked for. */
  called: boolean;
}

/** A record without the samples of others than the proband, which are empty. */
export interface Site {
  chrom: string;
  record: VcfRecord;
}

/** What a batch hands to the next one, in file order. */
export interface Carry {
  /** Last block seen of each person, null where the batch held none. */
  blocks: (ReferenceBlock | null)[];
  /** Records of the last stretch, for `@POS` pointers that reach back (BCSQ-02). */
  sites: Site[];
}

/** A record of a compound consequence (BCSQ); it may have no allele left until its pointers are followed. */
export interface WantsSites {
  /** Index of the survivor. */
  survivor: number;
  /** Records pointed to. */
  found: Site[];
  /** Some of them are not found yet. */
  isOpen: boolean;
  /** How the record and its damaging alleles were counted: no longer so, once it is judged again. */
  lost: DropReason | null;
  lostAlleles: DropReason[];
}

export interface BatchResult {
  records: number;
  /** Empty lines follow the last record: at the end of a file they say nothing, elsewhere they are a fault. */
  endsBlank?: boolean;
  dropped: Partial<Record<DropReason, number>>;
  /** Damaging alleles of the proband that left, by reason, of the records in scope. */
  droppedAlleles: Partial<Record<DropReason, number>>;
  survivors: Survivor[];
  /** Records of the proband near a survivor, or near an edge of the batch, that left for FILTER, consequence or frequency: without alleles. */
  neighbours: Survivor[];
  /** Survivors (by index) that want a block of an earlier batch for these people. */
  wantsBlocks: { survivor: number; people: number[] }[];
  wantsSites: WantsSites[];
  /** Records of compound consequences (BCSQ), in file order: what the proband carries there. */
  parts: CompoundPart[];
  carry: Carry;
  contigs: ContigSpan[];
  tally: Tally | null;
  /** Table genes with a record inside their extent, and those among them that the annotation named (DEC-17). */
  genesWithRecords: number[];
  genesNamed: number[];
  /** In file order; of each `notedKey` the first. */
  noted: Noted[];
  /** Of a scan with `distil`. */
  kept?: KeptLine[];
  /** Of files without an annotation. */
  refs?: RefTally;
  /** Of scans that ask for all genes. */
  harmful?: HarmfulTally;
}

/** Rare alleles of the proband that would be a candidate in a gene, by whether the annotation names one. */
export interface HarmfulTally {
  named: number;
  nameless: number;
}

/** Records in scope whose REF was held against the sequence of the transcripts (VCF-54), whatever became of them. */
export interface RefTally {
  compared: number;
  /** It is another. */
  wrong: number;
  /** The first of these: more than there are in a run that goes on. */
  examples: WrongRef[];
}

export interface WrongRef extends Pick<Noted, "chrom" | "pos" | "end" | "genes"> {
  contig: string;
  ref: string;
}
