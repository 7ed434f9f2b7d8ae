/** Short ways to write families, calls and variants. */
import { DEFAULT_POLICY, type Policy } from "../../src/core/policy.ts";
import type { LocusClass } from "../../src/core/assembly.ts";
import { evaluateGene, observe } from "../../src/inheritance/index.ts";
import type {
  FamilyVariant,
  GeneInheritance,
  InheritanceOptions,
  ModelName,
  ModelResult,
} from "../../src/inheritance/types.ts";
import type { Affection, Family, Sex } from "../../src/pedigree/types.ts";
import type { AlleleKind, SampleCall } from "../../src/vcf/types.ts";

export const policy: Policy = DEFAULT_POLICY;

export const OPTIONS: InheritanceOptions = {
  penetrance: "both",
  allowPhenocopy: 0,
  relatednessFailed: false,
  trustBarePhase: false,
};

interface PersonSpec {
  id: string;
  sex: Sex;
  affection: Affection;
  father?: string;
  mother?: string;
  sequenced?: boolean;
  geneticParent?: boolean;
}

/** The first person is the proband. */
export function family(people: PersonSpec[]): Family {
  const at = (id: string | undefined): number | null =>
    id === undefined ? null : people.findIndex((p) => p.id === id);
  return {
    id: "F",
    proband: 0,
    notes: [],
    people: people.map((p, i) => ({
      id: p.id,
      father: at(p.father),
      mother: at(p.mother),
      sex: p.sex,
      affection: p.affection,
      sample: p.sequenced === false ? null : i,
      geneticParent: p.geneticParent ?? true,
    })),
  };
}

type Status = "A" | "H" | "?";
const AFFECTION: Record<Status, Affection> = { A: "affected", H: "unaffected", "?": "unknown" };

/** Child, mother, father, as in the tricky cases. */
export function trio(sex: Sex = "male", mother: Status = "H", father: Status = "H"): Family {
  return family([
    { id: "child", sex, affection: "affected", father: "father", mother: "mother" },
    { id: "mother", sex: "female", affection: AFFECTION[mother] },
    { id: "father", sex: "male", affection: AFFECTION[father] },
  ]);
}

export function duo(sex: Sex = "male", mother: Status = "H"): Family {
  return family([
    { id: "child", sex, affection: "affected", mother: "mother" },
    { id: "mother", sex: "female", affection: AFFECTION[mother] },
  ]);
}

export function singleton(sex: Sex = "male"): Family {
  return family([{ id: "child", sex, affection: "affected" }]);
}

export interface CallSpec {
  gt: string;
  ad?: number[] | null;
  dp?: number | null;
  gq?: number | null;
  ps?: string;
  pid?: string;
  pgt?: string;
  ft?: string[];
  block?: boolean;
}

/** Clean reads for a genotype: 40 in all, split as it claims. */
function cleanDepths(alleles: number[], alts: number): number[] {
  const known = alleles.filter((a) => a >= 0);
  const share = known.length === 0 ? 0 : 40 / known.length;
  return Array.from({ length: alts + 1 }, (_, a) => share * known.filter((k) => k === a).length);
}

function pairOf(pgt: string | undefined): [number, number] | null {
  const [left, right] = pgt?.split("|").map(Number) ?? [];
  return left === undefined || right === undefined ? null : [left, right];
}

export function call(spec: string | CallSpec, alts = 1): SampleCall {
  const { gt, ...rest } = typeof spec === "string" ? { gt: spec } : spec;
  const s: CallSpec = { gt, ...rest };
  const alleles = gt.split(/[/|]/).map((a) => (a === "." ? -1 : Number(a)));
  const missing = alleles.every((a) => a < 0);
  const ad = s.ad === undefined ? (missing ? null : cleanDepths(alleles, alts)) : s.ad;
  const sum = ad === null ? (missing ? null : 40) : ad.reduce((a, b) => a + b, 0);
  return {
    alleles,
    phased: gt.includes("|"),
    phaseSet: s.ps ?? null,
    pid: s.pid ?? null,
    physicalAlleles: pairOf(s.pgt),
    depth: s.dp === undefined ? sum : s.dp,
    genotypeQuality: s.gq === undefined ? (missing ? null : 99) : s.gq,
    alleleDepths: ad,
    alleleFractions: null,
    failedFilters: s.ft ?? [],
    text: gt,
  };
}

export interface VariantSpec {
  /** By person, null: no observation. */
  calls: (string | CallSpec | null)[];
  locus?: LocusClass;
  pos?: number;
  ref?: string;
  alt?: string;
  record?: number;
  alleleIndex?: number;
  altKinds?: AlleleKind[];
  strong?: boolean;
  lof?: boolean;
  clinvarPathogenic?: boolean;
  compoundEligible?: boolean;
  compoundAnchor?: boolean;
  eligible?: Partial<FamilyVariant["eligible"]>;
  deNovoEligible?: boolean;
}

const CHROM: Record<LocusClass, string> = { autosome: "7", par: "X", x: "X", y: "Y", mt: "MT" };

export function variant(fam: Family, spec: VariantSpec): FamilyVariant {
  const locus = spec.locus ?? "autosome";
  const chrom = CHROM[locus];
  const altKinds = spec.altKinds ?? ["seq"];
  const alleleIndex = spec.alleleIndex ?? 1;
  const { pos = 1000, ref = "A", alt = "G" } = spec;
  return {
    kind: "small",
    key: `${chrom}:${pos}:${ref}:${alt}`,
    chrom,
    pos,
    ref,
    alt,
    locus,
    record: spec.record ?? pos,
    alleleIndex,
    observations: fam.people.map((person, i) => {
      const one = spec.calls[i] ?? null;
      if (one === null || person.sample === null) return null;
      const fromBlock = typeof one !== "string" && one.block === true;
      return observe(call(one, altKinds.length), alleleIndex, altKinds, {
        locus,
        sex: person.sex,
        policy,
        fromBlock,
      });
    }),
    strong: spec.strong ?? false,
    lof: spec.lof ?? false,
    clinvarPathogenic: spec.clinvarPathogenic ?? false,
    compoundEligible: spec.compoundEligible ?? true,
    compoundAnchor: spec.compoundAnchor ?? true,
    eligible: { dominant: true, recessive: true, mitochondrial: true, ...spec.eligible },
    deNovoEligible: spec.deNovoEligible ?? true,
  };
}

export function judge(
  fam: Family,
  specs: VariantSpec[],
  options: Partial<InheritanceOptions> = {},
  withPolicy: Policy = policy,
): GeneInheritance {
  const variants = specs.map((spec) => variant(fam, spec));
  return evaluateGene(fam, variants, { ...OPTIONS, ...options }, withPolicy);
}

/** The result of one model; there must be one. */
export function of(gene: GeneInheritance, model: ModelName, at = 0): ModelResult {
  const found = gene.results.filter((r) => r.model === model)[at];
  if (found === undefined) throw new Error(`${model} was not tried`);
  return found;
}

export const tried = (gene: GeneInheritance, model: ModelName): boolean =>
  gene.results.some((r) => r.model === model);
