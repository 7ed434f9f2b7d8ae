/** A person's word on a variant. */
import type { HumanVerdict, CandidateVerdict } from "../../archive/types.ts";
import { linesText } from "./lines.ts";

/** `reported LP by jd on 2025-02-03`. */
export function verdictLine({
  kind,
  class: said,
  why,
  by,
  date,
  carried,
}: CandidateVerdict): string {
  const what = said === null ? kind : `${kind} ${said}`;
  const because = why === null ? "" : `: ${why}`;
  return `${what} by ${by} on ${date}${because}${carried ? " (carried over from other data; needs confirmation)" : ""}`;
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
