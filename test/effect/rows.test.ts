// Rows of VEP's layout: what they hold, and that what is read back is what was meant.
import { describe, expect, it } from "vitest";
import { openEngine, openNamer, ownLayout, rowMaker } from "../../src/effect/index.ts";
import { exonZones } from "../../src/effect/zones.ts";
import { decodeRecord, parseHeader, transcriptConsequences } from "../../src/vcf/index.ts";
import { GENES, rawVcf, SEQUENCE } from "../helpers/raw-world.ts";
import { sliceOf } from "./slices.ts";

const slice = sliceOf(
  GENES.map(({ symbol, strand, exons, cds }) => ({
    id: `ENST_${symbol}.1`,
    gene: symbol,
    biotype: cds === null ? "lncRNA" : "protein_coding",
    chrom: "1",
    strand,
    exons,
    ...(cds === null ? {} : { cds: codingParts(exons, cds) }),
  })),
  new Map([["1", SEQUENCE]]),
);

function codingParts(exons: [number, number][], [from, to]: [number, number]): [number, number][] {
  return exons.flatMap(([start, end]): [number, number][] =>
    start <= to && end >= from ? [[Math.max(start, from), Math.min(end, to)]] : [],
  );
}

const layout = {
  ...ownLayout("panelist, test"),
  entriesOf: rowMaker(openEngine(slice.columns), slice.names, openNamer(slice, null)),
};
const header = parseHeader(rawVcf([]), "x.vcf");

function read(pos: number, ref: string, alts: string[]) {
  const text = rawVcf([{ pos, ref, alts }]).split("\n").at(-2) ?? "";
  const record = decodeRecord(text, header, { path: "x.vcf" });
  return alts.map((_, i) => transcriptConsequences(record, i + 1, layout).entries);
}

describe("rows", () => {
  it("each ALT of a record has its own, by its number", () => {
    const ref = SEQUENCE.slice(1309, 1311);
    const [one, other, none] = read(1310, ref, [ref[0] ?? "", `${ref}GG`, "*"]);
    expect(
      one?.map(({ terms, hgvsc }) => [terms[0], hgvsc.replace(/^.*:c\./, "").slice(-3)]),
    ).toEqual([["frameshift_variant", "del"]]);
    expect(other?.[0]?.terms[0]).toMatch(/frameshift_variant|stop_gained/);
    expect(none).toEqual([]);
  });

  it("the last base of a deletion before a splice site: both places are told", () => {
    const found = GENES.flatMap(({ exons, symbol }) =>
      exons.flatMap(([start, end]) =>
        [start - 3, start - 2, end - 1, end, end + 1].flatMap((pos) => {
          const ref = SEQUENCE.slice(pos - 1, pos + 1);
          return (read(pos, ref, [ref[0] ?? ""])[0] ?? []).filter((e) => e.symbol === symbol);
        }),
      ),
    );
    const open = found.filter((entry) => entry.otherPlacement !== undefined);
    expect(open.length).toBeGreaterThan(0);
    for (const { flags, class: kind } of open) {
      expect(flags).toContain("placement_dependent");
      expect(kind).toBe("lof");
    }
  });

  it("at the edge of a transcript: the place that is inside of it gives the terms", () => {
    const [before = "", first = ""] = SEQUENCE.slice(998, 1000);
    const [, last = "", behind = ""] = SEQUENCE.slice(2598, 2601);
    const found = [
      read(999, before, [before + first])[0],
      read(2600, last, [last + last])[0],
      read(2600, last + behind, [last])[0],
      read(999, before + first, [before])[0],
    ].flatMap((entries) => entries ?? []);
    expect(found.length).toBeGreaterThan(1);
    for (const { terms } of found) expect(terms.join()).toMatch(/^[35]_prime_UTR_variant$/);
  });

  it("the mitochondrial or another chromosome without transcripts has none", () => {
    const text = (
      rawVcf([{ pos: 5, ref: "A", alts: ["C"] }])
        .split("\n")
        .at(-2) ?? ""
    ).replace(/^1/, "MT");
    expect(layout.entriesOf(decodeRecord(text, header, { path: "x.vcf" }))).toEqual([]);
  });
});

describe("exonZones", () => {
  it("merges exons with what lies around them", () => {
    expect(zones(0)).toEqual([
      [1000, 1100],
      [1300, 1420],
      [1700, 1850],
      [2400, 2600],
      [4000, 4200],
      [4500, 4620],
      [5000, 5100],
      [7000, 7100],
      [7300, 7350],
    ]);
    expect(zones(100)).toEqual([
      [900, 1520],
      [1600, 1950],
      [2300, 2700],
      [3900, 4300],
      [4400, 4720],
      [4900, 5200],
      [6900, 7450],
    ]);
    expect(exonZones(slice.columns, 3, 10).starts).toHaveLength(0);
  });

  function zones(margin: number): number[][] {
    const { starts, ends } = exonZones(slice.columns, 0, margin);
    return Array.from(starts, (start, i) => [start, ends[i] ?? 0]);
  }
});
