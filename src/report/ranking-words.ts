/**
 * The score and the odds in words, shared by every reporter: what a part is, the fact behind it, what may be
 * stated (DEC-57).
 */
import { formatNumber } from "../core/text.ts";
import { chanceWords, PHASES } from "../rank/index.ts";
import type { Candidate, Ranking, ScorePart } from "../rank/types.ts";
import { words, zygosityWord } from "./html/words.ts";

const PARTS: Readonly<Record<ScorePart["part"], string>> = {
  genotype: "genotype",
  de_novo: "de novo",
  consequence: "consequence",
  frequency: "population frequency",
  constraint: "constraint of the gene",
  length: "length of the gene",
  predictor: "predictions",
  clinvar: "ClinVar",
  quality: "quality",
  dosage: "dosage sensitivity",
  support: "methods that found it",
  panel: "panel",
  phenotype: "phenotype match",
  mode: "mode of inheritance",
  rarity: "rarity",
  in_silico: "predictions",
  verdict: "verdict",
  phase: "phase",
};

export function partWord(part: ScorePart["part"]): string {
  return PARTS[part];
}

const FACTS: Partial<Record<ScorePart["part"], Readonly<Record<string, string>>>> = {
  genotype: {
    ...PHASES,
    pair: "two alleles",
    hom: zygosityWord("hom"),
    hemi: zygosityWord("hemi"),
    "one allele": "one allele of two",
  },
  de_novo: { HIGH: "grade high", MEDIUM: "grade medium", LOW: "grade low" },
  consequence: {
    lof: "loss of function",
    protein_altering: "protein-altering",
    splice_near: "near a splice site",
    noncoding_exon: "exon of a non-coding gene",
    other: "milder",
  },
  frequency: { absent: "absent from the sources" },
};

/** The note of a part as people read it; one fact for each allele. */
export function factText({ part, note }: Pick<ScorePart, "part" | "note">): string {
  if (part === "phenotype")
    return note.replace(/log10 (-?[\d.]+)$/, (_, log10: string) => timesText(Number(log10)));
  const said = FACTS[part];
  if (said === undefined) return words(note);
  const spoken = (text: string): string => said[text] ?? words(text.replace(/^AF /, ""));
  const ofAllele = (text: string): string => {
    const [fact = "", ...transcript] = text.split(" on ");
    return [fact.split(", ").map(spoken).join(", "), ...transcript].join(" on ");
  };
  return note.split(" + ").map(ofAllele).join("; ");
}

/** `40 times more likely with these terms than without`. */
export function timesText(log10: number): string {
  const times = formatNumber(Number((10 ** Math.abs(log10)).toPrecision(2)));
  return `${times} times ${log10 < 0 ? "less" : "more"} likely with these terms than without`;
}

/** Beside every chance. */
export function yieldText(expectedYield: number): string {
  const of = formatNumber(Number((100 * expectedYield).toPrecision(3)));
  return `if this test can solve ${of} of 100 such cases`;
}

export const NO_CLASS = "Neither the score nor a chance is a class of pathogenicity.";

/** What may be told of a run as a whole, a sentence each; null: of a report that knows no odds. */
export function rankingLines(ranking: Ranking | null): string[] {
  if (ranking === null) return [];
  const { order, people, expectedYield, chances, why, shortlist } = ranking;
  const given = yieldText(expectedYield);
  const told =
    chances === null
      ? `The chance of each candidate being the answer cannot be stated: ${why}.`
      : chances.convincing
        ? `Each chance is that of being the answer, ${given}. Chance that none of these is the answer: ${chanceWords(chances.noneOfThese, people)}.`
        : `Nothing convincing: no gene has a chance of 1 in 10 of being the answer, ${given}.`;
  return [
    told,
    ...(chances === null ? [] : [NO_CLASS]),
    ...(shortlist === null || shortlist.candidates === 0
      ? []
      : [
          `Shortlist: the best ${shortlist.candidates === 1 ? "by score holds" : `${shortlist.candidates} by score hold`} ${Math.round(100 * shortlist.share)} % of all candidates' odds.`,
        ]),
    ...(order === "score" ? ["One list, ordered by score and not by tier."] : []),
  ];
}

/** Of one candidate, and of its gene where all its candidates together are likelier by band. */
export function chanceText(
  { words: own, gene }: NonNullable<Candidate["chance"]>,
  expectedYield: number,
): string {
  const ofGene =
    gene === undefined || gene.words === own
      ? ""
      : `; of its gene, by all its candidates together: ${gene.words}`;
  return `chance of being the answer: ${own}, ${yieldText(expectedYield)}${ofGene}`;
}
