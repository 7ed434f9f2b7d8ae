/**
 * From a clinical indication's R-code to its panel (DEC-22), by what panels say of themselves
 * (`relevant_disorders`) and, where one was imported, by the Test Directory.
 */
import { ToolError } from "../../core/errors.ts";
import { findIndication, type Indication, type TestDirectory } from "../indications.ts";
import type { StoredPanel } from "./choose.ts";
import { isGeneAgnosticCode } from "./word.ts";

export interface RcodeAnswer {
  /** As it is written: `R59`, `R27.3`. */
  code: string;
  /** Of the clinical indication; null: no Directory names it. */
  title: string | null;
  panel: StoredPanel;
  indication: Indication;
}

/**
 * Panels that PanelApp names for the very code come first, then those that it names for the indication, then
 * those of the Directory alone.
 *
 * @param panels all that the store knows, held or listed
 * @returns null: nobody knows the code
 * @throws ToolError E_USAGE: R14, and codes whose tests differ in panels
 */
export function resolveRcode(
  text: string,
  panels: readonly StoredPanel[],
  directory: TestDirectory | null,
): RcodeAnswer | null {
  if (isGeneAgnosticCode(text))
    throw new ToolError("E_USAGE", "R14 has no panel of its own", {
      hint: "a trio is analysed gene-agnostically (`analyse --panel R14`); for others give --panel with the panel of the phenotype",
    });
  const heads = panels.map(({ id, name, relevantDisorders }) => ({
    id,
    name,
    version: null,
    signedOff: null,
    relevantDisorders,
  }));
  const indication = findIndication(text, directory, heads);
  if (indication === null) return null;
  const { code } = indication;
  const groups = [
    indication.panels.filter(({ byPanelApp }) => code.includes(".") && byPanelApp.includes(code)),
    indication.panels.filter(({ byPanelApp }) => byPanelApp.length > 0),
    indication.panels,
  ];
  const ids = [...new Set((groups.find((group) => group.length > 0) ?? []).map(({ id }) => id))];
  const found = panels.filter(({ id }) => ids.includes(id));
  const [panel] = found;
  if (ids.length > 1 || found.length > 1) throw severalPanels(indication, found, ids);
  if (panel === undefined) {
    if (ids.length === 0) return null;
    const [id] = ids;
    throw new ToolError("E_INPUT_MISSING", `the store does not hold panel ${id} of ${code}`, {
      hint: `\`panelist panels fetch ${id}\` brings it`,
    });
  }
  return { code, title: indication.name, panel, indication };
}

function severalPanels(
  { code, panels }: Indication,
  found: readonly StoredPanel[],
  ids: readonly string[],
): ToolError {
  const lines = ids.flatMap((id) => {
    const said = panels.find((panel) => panel.id === id);
    const codes = [...(said?.byPanelApp ?? []), ...(said?.byDirectory ?? [])];
    const named = found.filter((panel) => panel.id === id);
    const whose = named.length > 1 ? named.map(({ source }) => `${source}:${id}`) : [id];
    return whose.map(
      (word) => `${word} ${said?.name ?? ""} (${[...new Set(codes)].join(", ") || code})`,
    );
  });
  const message = `the tests of ${code} differ in their panels: ${lines.join("; ")}`;
  const hint = "give --panel with one of them, or the code of one test";
  return new ToolError("E_USAGE", message, { hint });
}
