/** Protein changes in one form, for comparison (VEP-04). */
import { decodePercent } from "./info.ts";

/**
 * `ENSP1.1:p.Leu10%3D`, `p.(Leu10=)` and `p.Leu10=` are all `p.Leu10=`: no accession, no brackets, no
 * percent-encoding. Empty for text without a protein change.
 */
export function normaliseProtein(text: string): string {
  const decoded = decodePercent(text);
  // VEP before release 88 wrote a synonymous change as `ENST:c.1A>G(p.=)`.
  const at = decoded.lastIndexOf("p.");
  return at < 0 ? "" : decoded.slice(at).replaceAll(/[()]/g, "");
}
