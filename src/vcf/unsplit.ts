/** The original record before splitting or normalisation, as tools write it into INFO. */
import { isSameAllele, minimalAllele, type MinimalAllele } from "./alleles.ts";
import type { Site } from "./allele-names.ts";
import { infoText } from "./info.ts";
import type { FieldDefinition, VcfRecord } from "./types.ts";

/** INFO keys of `vt decompose`, `vt normalize`, and `bcftools norm --old-rec-tag` whatever it was called. */
export function unsplitKeys(info: ReadonlyMap<string, FieldDefinition>): string[] {
  return [...info.values()]
    .filter(
      ({ id, description }) =>
        /^OLD_(?:MULTIALLELIC|VARIANT|CLUMPED)$/.test(id) || /CHR\|POS\|REF\|ALT/.test(description),
    )
    .map(({ id }) => id);
}

/**
 * The unsplit records that INFO tells of, with the ALT that is this record's, 1-based; null where none is the
 * same change (a part of one: `bcftools norm --atomize`, `vt decompose_blocksub`), or several may be.
 */
export function unsplitSites(
  record: VcfRecord,
  alleleIndex: number,
  keys: readonly string[],
): { site: Site; alleleIndex: number | null }[] {
  const sites = keys.flatMap((key) => sitesOf(infoText(record, key) ?? ""));
  let forms = [minimalAllele(record, alleleIndex)];
  // `vt normalize` tells what the split ALT was before it was moved.
  const before = sites.filter(({ alts, ref, pos }) =>
    forms.some(
      (form) => alts.length === 1 && isSameChange(form, minimalAllele({ alts, ref, pos }, 1)),
    ),
  );
  forms = [...forms, ...before.map((site) => minimalAllele(site, 1))];
  return sites.map((site) => {
    const exact = indexesOf(site, (form) => forms.some((own) => isSameAllele(own, form)));
    const moved = indexesOf(site, (form) => forms.some((own) => isSameChange(own, form)));
    const [index, ...more] = exact.length > 0 ? exact : moved;
    return { site, alleleIndex: index === undefined || more.length > 0 ? null : index };
  });
}

function indexesOf(site: Site, isOwn: (form: MinimalAllele) => boolean): number[] {
  return site.alts.flatMap((_, i) => (isOwn(minimalAllele(site, i + 1)) ? [i + 1] : []));
}

/** The same, or an insertion or deletion of the same bases that was moved. */
function isSameChange(a: MinimalAllele, b: MinimalAllele): boolean {
  const changed = ({ ref, alt }: MinimalAllele): string =>
    Array.from((ref.length > alt.length ? ref : alt).slice(1))
      .sort()
      .join("");
  const isPure = ({ ref, alt }: MinimalAllele): boolean =>
    ref[0] === alt[0] && Math.min(ref.length, alt.length) === 1;
  return (
    isSameAllele(a, b) ||
    (isPure(a) &&
      isPure(b) &&
      a.ref.length > a.alt.length === b.ref.length > b.alt.length &&
      changed(a) === changed(b))
  );
}

/** `chr:pos:REF/ALT/ALT`, several joined by commas, or `chr|pos|REF|ALT,ALT|index`. */
function sitesOf(text: string): Site[] {
  const [, pos, ref = "", alts] = text.split("|");
  if (pos !== undefined && alts !== undefined)
    return [{ pos: Number(pos), ref: ref.toUpperCase(), alts: alts.toUpperCase().split(",") }];
  return text.split(",").flatMap((part) => {
    const match = /:(\d+):([ACGTN]+)\/(\S+)$/i.exec(part);
    if (match === null) return [];
    const [, at, first = "", rest = ""] = match;
    return [{ pos: Number(at), ref: first.toUpperCase(), alts: rest.toUpperCase().split("/") }];
  });
}
