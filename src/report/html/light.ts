/** A check's outcome as a coloured mark that is readable without its colour. */
import type { ReportDocument } from "../json.ts";
import { h, type Markup } from "./markup.ts";
import { words } from "./words.ts";

export type Outcome = ReportDocument["sampleChecks"][number]["outcome"];

const SIGNS: Readonly<Record<Outcome, string>> = {
  passed: "✓",
  warning: "!",
  failed: "✗",
  not_checked: "?",
};

/** @param name of what was checked, or the outcome itself */
export function light(outcome: Outcome, name: string): Markup {
  const said = words(outcome);
  return h`<span class="light ${outcome}"><b aria-hidden="true">${SIGNS[outcome]}</b> ${name}${name === said ? "" : h`<span class="hidden">: ${said}</span>`}</span> `;
}
