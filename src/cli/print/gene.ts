/** Output of `explain` for a gene: how many variants were found there, then the outcome of each. */
import { counted } from "../../core/counted.ts";
import { compareText } from "../../core/text.ts";
import type { GeneFindings } from "../../analysis/explain-gene.ts";
import { change, dropWord, words, zygosityWord } from "../../report/index.ts";
import { section, sectionsText } from "./lines.ts";

type Found = GeneFindings["variants"][number];

export function geneText(findings: GeneFindings): string {
  const { gene, variants, panels, left, notAssessed } = findings;
  const shown = variants.filter(({ answer }) => answer.kind !== "not_shown");
  const refused = variants.filter(({ answer }) => answer.kind === "not_shown");
  const sections = [
    [`${gene}: ${countText(shown, refused)}.`, leftText(left, variants.length)],
    section("Shown", shown.map(variantLine)),
    section("Not shown", refused.map(variantLine)),
    section("Panels", panels),
    section("Not assessed", notAssessed),
  ];
  return sectionsText(sections);
}

function countText(shown: readonly Found[], refused: readonly Found[]): string {
  if (shown.length + refused.length === 0) return "no variant passed the filters";
  return `${counted(shown.length, "variant")} shown, ${refused.length} not shown`;
}

/** A gene without variants may be a gene without reads: what was left is told where it is known. */
function leftText(left: GeneFindings["left"], kept: number): string {
  if (left === null)
    return "What the filters removed is not known: the input can be read only once, or the gene has no known position.";
  const reasons = Object.entries(left).toSorted(([a, n], [b, m]) => m - n || compareText(a, b));
  const total = reasons.reduce((sum, [, n]) => sum + n, 0);
  if (total + kept === 0)
    return "The input has no variant in its region, and nothing shows that the region was sequenced.";
  if (total === 0) return "The filters removed nothing in its region.";
  const parts = reasons.map(([reason, n]) => `${dropWord(reason)} ${n}`);
  return `The filters removed ${counted(total, "allele")} in its region: ${parts.join(", ")}.`;
}

function variantLine({ variant, hgvsc, hgvsp, zygosity, answer }: Found): string {
  const names = [hgvsc, hgvsp].map(change);
  const told = [...names, zygosityWord(zygosity)].filter((text) => text !== "");
  return [`${placeText(answer)}: ${variant}`, ...told].join(" ");
}

function placeText(answer: Found["answer"]): string {
  switch (answer.kind) {
    case "candidate":
      return `tier ${answer.tier}, rank ${answer.rank} of ${answer.of}`;
    case "listed":
      return `outside the tiers, ${words(answer.list)}`;
    case "not_shown":
      return dropWord(answer.reason);
  }
}
