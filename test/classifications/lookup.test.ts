// What a snapshot says of one allele: of several records the weightiest, of several bases each.
import { describe, expect, it } from "vitest";
import { lookUp } from "../../src/classifications/lookup.ts";
import type { Snapshot } from "../../src/classifications/snapshot.ts";
import type { ClinVarEvidence } from "../../src/vcf/types.ts";
import { clinvar } from "../rank/build.ts";

/** Of records by `pos:ref:alt`, in the order in which they stand. */
function snapshotOf(known: Record<string, ClinVarEvidence[]>): Snapshot {
  const rows = Object.values(known).flat();
  return {
    chromosome: (chrom: string) => (chrom === "1" ? {} : null),
    find: (_chrom: string, pos: number, ref: string, alt: string) =>
      (known[`${pos}:${ref}:${alt}`] ?? []).map((one) => rows.indexOf(one)),
    evidence: (_rows: unknown, row: number) => rows[row],
  } as unknown as Snapshot;
}

const said = (
  significance: ClinVarEvidence["significance"],
  stars: number | null,
  id: number,
): ClinVarEvidence =>
  clinvar(significance, stars, { stored: { id: String(id) } as ClinVarEvidence["stored"] });
const at = (ref: string, alt: string, chrom = "1") => ({ chrom, pos: 100, ref, alt });

describe("an allele that a release has twice", () => {
  it.each<[string, ClinVarEvidence[], number]>([
    ["more stars before the weightier class", [said("P", 1, 1), said("B", 2, 2)], 2],
    ["stars before none", [said("P", null, 1), said("B", 0, 2)], 2],
    ["of as many stars the weightier class", [said("VUS", 1, 1), said("P", 1, 2)], 2],
    ["then the lower id", [said("P", 1, 20), said("P", 1, 3)], 3],
    ["whatever the order", [said("P", 1, 3), said("P", 1, 20)], 3],
  ])("%s", (_, statements, id) => {
    const { match, statement } = lookUp(snapshotOf({ "100:G:A": statements }), at("G", "A"));
    expect([match, statement?.stored?.id]).toEqual(["exact", String(id)]);
  });
});

describe("an allele that it does not have", () => {
  const snapshot = snapshotOf({ "101:T:C": [said("P", 1, 1)], "100:G:G": [said("P", 1, 2)] });
  it("of several bases: each that it has", () => {
    expect(lookUp(snapshot, at("GT", "AC"))).toMatchObject({
      match: "component",
      statement: null,
      components: [{ stored: { id: "1" } }],
    });
    // A base that stays is none.
    expect(lookUp(snapshot, at("GT", "GC")).components).toHaveLength(1);
    expect(lookUp(snapshot, at("GA", "AT"))).toMatchObject({ match: "none", components: [] });
  });

  it("of one base, an indel, and on a chromosome that it does not have", () => {
    expect(lookUp(snapshot, at("G", "A")).match).toBe("none");
    expect(lookUp(snapshot, at("GT", "G")).match).toBe("not_left_aligned");
    expect(lookUp(snapshot, at("GT", "AC", "2")).match).toBe("none");
  });
});
