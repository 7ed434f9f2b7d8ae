/** What `explain` tells of events, and of records of their files, that came to no gene. */
import { annotatedGene, type GeneIdentity, sameGene } from "../../core/gene.ts";
import type { TableGene } from "../../panel/types.ts";
import { recordsLeft } from "../../structural/index.ts";
import type { EventDropReason, LeftRecord } from "../../structural/types.ts";
import type { Prepared } from "../prepare.ts";
import type { Place } from "../withheld.ts";
import type { FamilyEvents } from "./read.ts";

/** @returns with `isSmall` those that the run read as small variants instead */
export async function leftRecords(
  { events, family, assembly, policy }: Prepared,
  { files }: Pick<FamilyEvents, "files">,
): Promise<(LeftRecord & { path: string; isSmall: boolean })[]> {
  const left = await recordsLeft(events, family, assembly, { sv: policy.sv });
  return left.map((record) => {
    const { path = "", dropped } = files[record.file] ?? {};
    const isSmall = record.reason === "sv_too_short" && dropped?.sv_too_short === undefined;
    return { ...record, path, isSmall };
  });
}

/**
 * Is it of a sex chromosome with as many copies as that has as a whole? Unusual ones are not told (DEC-49), so neither is
 * that they are usual.
 */
export function isOfSexCopies(
  { chrom, reason }: { chrom: string; reason: EventDropReason },
  { policy }: Pick<Prepared, "policy">,
): boolean {
  const isSex = chrom === "X" || chrom === "Y";
  return isSex && reason === "sv_neutral_copy_number" && policy.incidental !== "show";
}

/** Of records without an event these may be something of the patient's. */
const MAY_MATTER: ReadonlySet<string> = new Set<EventDropReason>([
  "sv_too_short",
  "sv_bad_place",
  "sv_sex_unknown",
  "sv_not_assessed_kind",
]);

interface Left {
  /** Key of the event; of a record `chrom:pos:ref:alt`, as written. */
  variant: string;
  zygosity: string;
  reason: EventDropReason;
}

/** In a gene's region, or with an effect on the gene. */
export async function leftInGene(
  gene: { identity: GeneIdentity; region: TableGene["region"] },
  read: FamilyEvents | null,
  prepared: Prepared,
  mayTell: (place: Place, key: string) => boolean,
): Promise<Left[]> {
  if (read === null) return [];
  const isThere = ({ chrom, pos, end }: Place): boolean =>
    gene.region?.chrom === chrom && gene.region.start <= end && pos <= gene.region.end;
  const events = read.left.flatMap(({ event, effects, reason }) => {
    const { key, kind, chrom, first, last, ends, calls } = event;
    const places =
      kind === "BND"
        ? ends.map((end) => ({ ...end, end: end.pos, genes: [] }))
        : [{ chrom, pos: first, end: last, genes: [] }];
    const isHit = effects.some((one) => sameGene(gene.identity, annotatedGene(one.gene)));
    if (isOfSexCopies({ chrom, reason }, prepared)) return [];
    if (!isHit && !places.some(isThere)) return [];
    if (!places.every((place) => mayTell(place, key))) return [];
    return [{ variant: key, zygosity: calls[prepared.family.proband]?.zygosity ?? "", reason }];
  });
  const records = (await leftRecords(prepared, read)).flatMap((record) => {
    const { contig, pos, ref, alt, reason, isSmall } = record;
    const [place, variant] = [{ ...record, genes: [] }, [contig, pos, ref, alt].join(":")];
    const isNamed = MAY_MATTER.has(reason) && !isSmall && isThere(place) && mayTell(place, variant);
    return isNamed ? [{ variant, zygosity: "", reason }] : [];
  });
  return [...events, ...records];
}
