/** The columns for readers of the workbook, left to right: what to decide on, then what was decided. */
import type { DecisionBasis } from "../../core/decision.ts";
import { alleleKey, variantKey } from "../../core/allele.ts";
import {
  fractionText,
  inheritanceWord,
  namesOf,
  originText,
  PHASES,
  predicted,
} from "../../rank/index.ts";
import { COLUMNS, type TsvRow } from "../columns.ts";
import { capital, change, words, zygosityWord } from "../html/words.ts";
import { NAMED, type NamedKey, TYPED } from "./decision-columns.ts";

export interface PeopleColumn {
  title: string;
  /** In characters. */
  width: number;
  /** null: of what is typed, nothing yet. */
  value: ((row: TsvRow) => string | number | null) | null;
  /** What the cell may hold; null: anything. */
  list: readonly string[] | null;
}

/** @param first what stands before the gene: rank and tier, or the list outside the tiers */
export function peopleColumns(
  first: readonly PeopleColumn[],
  basis: DecisionBasis,
): readonly PeopleColumn[] {
  const values: Record<NamedKey, (row: TsvRow) => string | null> = {
    allele: ({ variant }) => alleleKey(variant),
    candidateId: ({ candidate }) => candidate.candidateId,
    case: () => basis.case,
    run: () => basis.run,
  };
  return [
    ...first,
    ...EVIDENCE,
    ...TYPED.map(({ title, width, list }) => ({ title, width, list, value: null })),
    shown("Why it is here", 70, ({ candidate }) => candidate.reason),
    shown("Panels", 30, machine("panels")),
    shown("Genotypes (GT:AD:DP:GQ)", 40, machine("genotypes")),
    shown("Build", 9, ({ candidate }) => candidate.assembly),
    ...NAMED.map(({ key, title, width }) => shown(title, width, values[key])),
  ];
}

export const RANK_AND_TIER: readonly PeopleColumn[] = [
  shown("Rank", 6, ({ rank }) => rank),
  shown("Tier", 6, ({ candidate }) => candidate.tier),
];

export function shown(
  title: string,
  width: number,
  value: NonNullable<PeopleColumn["value"]>,
): PeopleColumn {
  return { title, width, value, list: null };
}

const EVIDENCE: readonly PeopleColumn[] = [
  shown("Gene", 12, ({ candidate }) => candidate.gene.symbol),
  shown("DNA change", 30, ({ variant }) => namesOf(variant).dna),
  shown("Protein change", 24, ({ variant }) => change(predicted(namesOf(variant).protein))),
  shown("Zygosity", 16, zygosity),
  shown("Inheritance", 26, ({ candidate }) => capital(inheritanceWord(candidate, "full") ?? "")),
  shown("From", 24, origin),
  shown("Phase", 15, ({ candidate }) => {
    const phase = candidate.models[0]?.phase ?? null;
    return phase === null ? null : capital(PHASES[phase]);
  }),
  shown("Highest frequency", 14, ({ variant: { frequency } }) =>
    frequency.assessed ? (frequency.max?.af ?? "absent") : "not assessed",
  ),
  shown("ClinVar", 26, machine("clinvar")),
  shown("ACMG/AMP, automated", 26, machine("acmg_criteria")),
  shown("Score", 8, ({ candidate }) => candidate.score),
  shown("Shortlist", 10, ({ candidate }) => (candidate.shortlisted === true ? "shortlist" : null)),
  shown("Chance", 20, machine("chance")),
  shown("Flags", 24, ({ candidate }) => candidate.flags.map(words).join("; ")),
];

function zygosity({ variant: { zygosity: word, mitochondrial } }: TsvRow): string {
  const fractions = mitochondrial === undefined ? "" : fractionText(mitochondrial);
  return `${capital(zygosityWord(word))}${fractions === "" ? "" : ` (${fractions})`}`;
}

function origin({ candidate: { models }, variant }: TsvRow): string | null {
  const [best] = models;
  const found =
    best === undefined ? null : originText(best, best.alleles.indexOf(variantKey(variant)));
  return found === null ? null : capital(found);
}

/** What the table for programs says. */
function machine(name: string): (row: TsvRow) => string | number | null {
  return COLUMNS.find(([column]) => column === name)?.[1] ?? ((): null => null);
}
