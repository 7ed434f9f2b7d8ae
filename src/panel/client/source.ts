/** The PanelApp servers known by name, and what can be requested from them. */
import { usageError } from "../../core/errors.ts";
import { type Addresses, bundledAddresses } from "../../io/addresses.ts";

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

/**
 * A source by its name, or a PanelApp of one's own by the address of its API, which is kept under its host.
 * @param panelapps those that are known; default: the bundled list's
 * @throws ToolError E_USAGE
 */
export function sourceOf(
  text: string,
  panelapps: Addresses["panelapps"] = bundledAddresses().panelapps,
): PanelSource {
  const known = panelapps.find(({ name }) => name === text);
  if (known !== undefined) {
    const { name, address, terms, pauseMs } = known;
    return { name, base: new URL(address), terms, pauseMs };
  }
  const base = URL.canParse(text) ? new URL(text) : null;
  if (base === null || !/^https?:$/.test(base.protocol))
    throw usageError(
      `--source '${text}' is not a known PanelApp`,
      `Write ${panelapps.map(({ name }) => name).join(", ")}, or the address of an API, https://host/api/v1/.`,
    );
  if (base.username !== "" || base.password !== "")
    throw usageError(
      "--source contains a password",
      "Leave the password out of the address; give the API's token with --token.",
    );
  base.hash = "";
  base.search = "";
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  return { name: base.host, base, terms: `terms of ${base.host}`, pauseMs: 200 };
}
