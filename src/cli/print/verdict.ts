/** A person's decision on a variant. */
import type { HumanVerdict, CandidateVerdict } from "../../archive/types.ts";
import { alleleKey, withShownBases } from "../../core/allele.ts";
import { counted } from "../../core/counted.ts";
import type { Taken } from "../../reanalysis/decisions.ts";
import { linesText } from "./lines.ts";

/** `reported LP by jd on 2025-02-03`. */
export function verdictLine({
  kind,
  class: said,
  criteria,
  why,
  by,
  date,
  carried,
}: CandidateVerdict): string {
  const what = saidText({ kind, class: said, criteria });
  const because = why === null ? "" : `: ${why}`;
  return `${what} by ${by} on ${date}${because}${carried ? " (carried over from other data; needs confirmation)" : ""}`;
}

/** `reported LP (PVS1, PM2_Supporting)`. */
export function saidText({
  kind,
  class: said,
  criteria,
}: Pick<HumanVerdict, "kind" | "class" | "criteria">): string {
  const what = said === null ? kind : `${kind} ${said}`;
  return criteria === undefined ? what : `${what} (${criteria})`;
}

/** What `archive verdict` prints. */
export function takenText(taken: Taken, isAccepted: boolean): string {
  const { case: id, recorded, known, undecided, changes, disputes } = taken;
  const isHeld = changes.length > 0 && !isAccepted;
  const lines = [
    ...changes.map(
      ({ gene, variants, runs: [then, now], text, parts }) =>
        `${id}: ${gene} ${variants.join(" with ")}: decided on run ${then}; in run ${now} ${text}${parts.length === 0 ? "" : ` (differs in ${parts.join(", ")})`}`,
    ),
    ...recorded.map(
      (v) => `${id}: ${v.gene ?? ""} ${alleleKey(v)} ${saidText(v)} by ${v.by} on ${v.date}`,
    ),
    ...disputes.flatMap(({ gene, variant, said }) => [
      `${id}: ${gene} ${variant}: people disagree, and all their decisions are kept:`,
      ...said.map((one) => `  ${verdictLine(one)}`),
    ]),
    ...undecided.map((at) => `${at}: a comment without a decision, not recorded`),
    ...(isHeld
      ? []
      : [
          `${id}: ${counted(recorded.length, "verdict")} recorded${known === 0 ? "" : `, ${known} already there`}`,
        ]),
  ];
  return linesText(lines.map(withShownBases));
}

/** What `archive report` and `archive dismiss` print. @param variant as it was typed */
export function verdictText(
  id: string,
  variant: string,
  { kind, class: said, gene, by, date, hgvs }: HumanVerdict,
): string {
  const carries =
    hgvs.length === 0
      ? "; without HGVS in the annotation, the verdict cannot be carried to another build"
      : "";
  return linesText([
    `${id}: ${gene ?? ""} ${variant} ${kind}${said === null ? "" : ` ${said}`} by ${by} on ${date}${carries}`,
  ]);
}
