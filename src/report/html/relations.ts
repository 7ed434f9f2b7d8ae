/**
 * The people in a report by their relation to the proband, and what each carries: no sample name is needed to read
 * a genotype.
 */
import { roleOf } from "../../inheritance/index.ts";
import { locusClass } from "../../core/assembly.ts";
import { counted } from "../../core/counted.ts";
import type { ReportDocument, ReportVariant } from "../json.ts";
import { capital, words } from "./words.ts";

export interface Relation {
  id: string;
  /** `Proband`, `Mother`, `Brother 2`. */
  name: string;
  sex: string;
  affection: string;
  sequenced: boolean;
}

const SEXES = ["male", "female"] as const;

type Familial = Pick<ReportDocument, "family" | "proband">;

/** In the family's order. Several of one kind are numbered. */
export function relationsOf({ family, proband }: Familial): Relation[] {
  const at = (id: string | null): number | null => {
    const i = family.people.findIndex((person) => person.id === id);
    return i < 0 ? null : i;
  };
  const people = family.people.map(({ sex, father, mother }) => ({
    sex: SEXES.find((known) => known === sex) ?? ("unknown" as const),
    father: at(father),
    mother: at(mother),
  }));
  const of = { proband: at(proband) ?? -1, people };
  const roles = people.map((_, i) => capital(words(roleOf(of, i))));
  return family.people.map(({ id, sex, affection, sequenced }, i) => {
    const role = roles[i] ?? "";
    const place = roles.slice(0, i + 1).filter((other) => other === role).length;
    const isOne = roles.filter((other) => other === role).length === 1;
    return { id, name: isOne ? role : `${role} ${place}`, sex, affection, sequenced };
  });
}

/** One person's genotype at one variant. */
export interface Carried {
  relation: Relation;
  /** Copies of the allele; null: not known. */
  copies: number | null;
  /** `het`, `hom`, `hemi`, `reference`, `other allele`, `no call`. */
  word: string;
  /** Reads of the reference and of the allele, `25/15`; empty: not known. */
  reads: string;
  shown: ReportVariant["genotypes"][number];
}

/** Everybody who has a genotype at the variant, the proband first. */
export function carriedOf(
  variant: ReportVariant,
  relations: readonly Relation[],
  assembly: ReportDocument["candidates"][number]["assembly"],
): Carried[] {
  if (variant.kind === "event") return eventCarried(variant, relations);
  const { chrom, pos, alleleIndex } = variant;
  const locus = locusClass(assembly, chrom, pos);
  return variant.genotypes.map((shown): Carried => {
    const relation = relations.find(({ id }) => id === shown.sample) ?? {
      id: shown.sample,
      name: shown.sample,
      sex: "unknown",
      affection: "unknown",
      sequenced: true,
    };
    const alleles = shown.genotype.split(/[/|]/);
    const copies = alleles.filter((allele) => allele === String(alleleIndex)).length;
    const isHaploid = alleles.length === 1 || (relation.sex === "male" && /^[xy]$/.test(locus));
    const depths = shown.alleleDepths;
    const reads = depths === null ? "" : `${depths[0] ?? "?"}/${depths[alleleIndex] ?? "?"}`;
    return {
      relation,
      copies: copies === 0 && alleles.includes(".") ? null : copies,
      word: genotypeWord(alleles, copies, isHaploid, locus === "mt"),
      reads,
      shown,
    };
  });
}

const EVENT_STATES = {
  carrier: "carrier",
  reference: "reference",
  not_called: "not called",
  unknown: "no call",
  not_assayed: "not assayed",
} as const;

/** By what the callers say of each: a file without the event is no reference. */
function eventCarried(
  { event, genotypes }: Extract<ReportVariant, { kind: "event" }>,
  relations: readonly Relation[],
): Carried[] {
  return event.calls.flatMap(({ sample, state, zygosity, altSupport, refSupport }): Carried[] => {
    const relation = relations.find(({ id }) => id === sample);
    if (relation === undefined || state === "not_assayed") return [];
    const shown = genotypes.find((one) => one.sample === sample) ?? { ...NO_CALL, sample };
    const isKnown = state === "carrier" || state === "reference";
    const copies = state === "carrier" ? (zygosity === "hom" ? 2 : 1) : 0;
    const word =
      zygosity === null || zygosity === "unknown"
        ? EVENT_STATES[state]
        : zygosity.replaceAll("_", " ");
    const reads = altSupport === null ? "" : `${refSupport ?? "?"}/${altSupport}`;
    return [{ relation, copies: isKnown ? copies : null, word, reads, shown }];
  });
}

const NO_CALL = {
  genotype: ".",
  alleleDepths: null,
  depth: null,
  genotypeQuality: null,
  alleleBalance: null,
};

function genotypeWord(
  alleles: readonly string[],
  copies: number,
  isHaploid: boolean,
  isMitochondrial: boolean,
): string {
  if (copies === 0) {
    if (alleles.includes(".")) return "no call";
    return alleles.every((allele) => allele === "0") ? "reference" : "other allele";
  }
  if (isMitochondrial) return "present";
  if (copies < alleles.length) return alleles.includes(".") ? "half a call" : "het";
  return isHaploid ? "hemi" : "hom";
}

/** `Carried by 1 of 1 affected and 0 of 2 unaffected; not known in 1`: facts of the pedigree, no verdict. */
export function segregationText(
  carried: readonly Carried[],
  relations: readonly Relation[],
): string {
  const parts = ["affected", "unaffected", "unknown"].flatMap((affection) => {
    const of = carried.filter((c) => c.relation.affection === affection && c.copies !== null);
    const carriers = of.filter((c) => (c.copies ?? 0) > 0).length;
    const title = affection === "unknown" ? "of unknown status" : affection;
    return of.length === 0 ? [] : [`${carriers} of ${of.length} ${title}`];
  });
  const open = relations.filter(
    ({ id }) => !carried.some((c) => c.relation.id === id && c.copies !== null),
  ).length;
  const unknown = open === 0 ? "" : `; not known in ${counted(open, "person", "people")}`;
  return `Carried by ${parts.length === 0 ? "nobody with a known genotype" : parts.join(" and ")}${unknown}.`;
}
