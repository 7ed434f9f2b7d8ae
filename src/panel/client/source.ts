/** The PanelApps that are known by name, and what may be asked of them. */
import { usageError } from "../../core/errors.ts";

export interface PanelSource {
  /** Under which the store keeps its panels. */
  name: string;
  /** Ends with a slash: the API's `v1/`. */
  base: URL;
  /** One line for the store. */
  terms: string;
  /** Milliseconds between two requests. */
  pauseMs: number;
}

const GEL_TERMS =
  "Genomics England PanelApp terms of use: no diagnostic or commercial use without an agreement";

const KNOWN: Record<string, Omit<PanelSource, "name" | "base"> & { base: string }> = {
  gel: { base: "https://panelapp.genomicsengland.co.uk/api/v1/", terms: GEL_TERMS, pauseMs: 200 },
  "gel-nhs": {
    base: "https://nhsgms-panelapp.genomicsengland.co.uk/api/v1/",
    terms: `${GEL_TERMS}; signed-off content of the NHS`,
    pauseMs: 200,
  },
  // Automated access is restricted since February 2026: a token, and no haste.
  aus: {
    base: "https://panelapp-aus.org/api/v1/",
    terms: "PanelApp Australia terms of use; automated access by agreement",
    pauseMs: 500,
  },
};

/**
 * A source by its name, or a PanelApp of one's own by the address of its API, which is kept under its host.
 * @throws ToolError E_USAGE
 */
export function sourceOf(text: string): PanelSource {
  const known = Object.hasOwn(KNOWN, text) ? KNOWN[text] : undefined;
  if (known !== undefined) return { ...known, name: text, base: new URL(known.base) };
  const base = URL.canParse(text) ? new URL(text) : null;
  if (base === null || !/^https?:$/.test(base.protocol))
    throw usageError(
      `--source '${text}' is not a known PanelApp`,
      `Write ${Object.keys(KNOWN).join(", ")}, or the address of an API, https://host/api/v1/.`,
    );
  if (base.username !== "" || base.password !== "")
    throw usageError(
      "--source contains a password",
      "Leave it out of the address; --token is for the API's token.",
    );
  base.hash = "";
  base.search = "";
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  return { name: base.host, base, terms: `terms of ${base.host}`, pauseMs: 200 };
}
