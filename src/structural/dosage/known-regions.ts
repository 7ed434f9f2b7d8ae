/** What is known about recurrent regions by ClinGen's ids, beyond ClinGen's own lists: data (SVH-11, SVR-05). */
import type { RegionHit } from "../types.ts";

type Direction = "loss" | "gain";

interface KnownRegion {
  /** Where it lies, as every source's name of it begins: an id with another name is another region's. */
  band: string;
  /** OMIM numbers of what the loss or the gain causes, by OMIM's and PanelApp's entries; none: it has no own. */
  loss?: readonly number[];
  gain?: readonly number[];
  /**
   * Many who carry it are healthy: 10 to 62 % are affected (Rosenfeld et al. 2013, PubMed 23258348); of 15q13.3
   * Ben-Shachar et al. 2009 (losses, PubMed 19289393), van Bon et al. 2009 (both, J Med Genet 46:511); of gains of
   * 16p13.11 PMC3061988.
   */
  reduced?: readonly Direction[];
}

const BOTH = ["loss", "gain"] as const;

export const KNOWN: Readonly<Record<string, KnownRegion>> = {
  "ISCA-37390": { band: "5p15", loss: [123450] },
  "ISCA-37392": { band: "7q11.23", loss: [194050], gain: [609757] },
  "ISCA-37393": { band: "22q11.21", gain: [115470] },
  "ISCA-37394": { band: "2q37.3", loss: [600430] },
  "ISCA-37396": { band: "15q24", loss: [613406] },
  "ISCA-37400": { band: "16p11.2", loss: [611913], gain: [614671], reduced: BOTH },
  "ISCA-37401": { band: "11p13", loss: [194072] },
  "ISCA-37404": { band: "15q11", loss: [105830, 176270], gain: [608636] },
  "ISCA-37408": { band: "2p15", loss: [612513] },
  "ISCA-37411": { band: "15q13.3", loss: [612001], reduced: BOTH },
  "ISCA-37415": { band: "16p13.11", reduced: BOTH },
  "ISCA-37418": { band: "17p11.2", loss: [182290], gain: [610883] },
  "ISCA-37420": { band: "17q21.3", loss: [610443] },
  // Not the region of TAR syndrome, nearer to the centromere.
  "ISCA-37421": { band: "1q21.1 recurrent region", loss: [612474], gain: [612475], reduced: BOTH },
  "ISCA-37425": { band: "5q35", loss: [117550] },
  "ISCA-37429": { band: "4p16.3", loss: [194190] },
  "ISCA-37430": { band: "17p13.3", loss: [247200], gain: [613215] },
  "ISCA-37431": { band: "17q11.2", loss: [613675], gain: [618874] },
  "ISCA-37432": { band: "17q12", loss: [614527], gain: [614526], reduced: BOTH },
  "ISCA-37433": { band: "22q11.2", loss: [188400, 192430], gain: [608363], reduced: ["gain"] },
  "ISCA-37434": { band: "1p36", loss: [607872] },
  "ISCA-37436": { band: "17p12", loss: [162500], gain: [118220] },
  "ISCA-37440": { band: "2p21", loss: [606407] },
  "ISCA-37446": { band: "22q11.2", loss: [188400, 192430], gain: [608363], reduced: ["gain"] },
  "ISCA-37448": { band: "15q11.2", loss: [615656], reduced: ["loss"] },
  "ISCA-37467": { band: "7q36.3", gain: [174500] },
  "ISCA-37478": { band: "15q11", loss: [105830, 176270], gain: [608636] },
  "ISCA-37486": { band: "16p11.2", loss: [613444], reduced: BOTH },
  "ISCA-37493": { band: "1q43q44", loss: [612337] },
  "ISCA-46290": { band: "Xp11.22", gain: [300801] },
  "ISCA-46295": { band: "15q13.3", loss: [612001], reduced: BOTH },
  "ISCA-46300": { band: "15q24", loss: [613406] },
  "ISCA-46304": { band: "Xq28", gain: [300260] },
  "ISCA-46743": { band: "Xq25", gain: [300979] },
};

type Hit = Pick<RegionHit, "id" | "name" | "direction" | "covered" | "required">;

/** What is covered as far as it may be; else null. */
function knownOf({ id, name, covered, required }: Hit): KnownRegion | null {
  const known = KNOWN[/^ISCA-\d+/.exec(id)?.[0] ?? ""];
  const isIt = known !== undefined && name.startsWith(known.band) && covered.may >= required;
  return isIt ? known : null;
}

/** Ids of diseases of the region's own, `OMIM:188400`. */
export function diseasesOfRegion(hit: Hit): string[] {
  return (knownOf(hit)?.[hit.direction ?? "loss"] ?? []).map((number) => `OMIM:${number}`);
}

/** Do many healthy people carry it, so that an unaffected parent says nothing? */
export function isOfReducedPenetrance(hit: Hit): boolean {
  return hit.direction !== null && knownOf(hit)?.reduced?.includes(hit.direction) === true;
}
