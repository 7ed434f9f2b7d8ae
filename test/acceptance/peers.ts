/** What must come of the smallest input of each disagreement with another tool's own tests. */
import { expect } from "vitest";
import type { Ran } from "../helpers/run-command.ts";
import { complaints } from "./situations.ts";

export interface Peer {
  name: string;
  folder: string;
  /** Behind `analyse`; words that end like a file are files of the folder. */
  runs: string[];
  check(runs: readonly Ran[]): void;
}

const cell = (ran: Ran | undefined, name: string): string[] =>
  (ran?.rows ?? []).map((row) => row[name] ?? "");
const flags = (ran: Ran | undefined): string[] => cell(ran, "flags").flatMap((f) => f.split(";"));
const outcome = (ran: Ran | undefined, check: string): string[] =>
  (ran?.report?.sampleChecks ?? []).filter((c) => c.check === check).map((c) => c.outcome);

/** The only run, which ended well. */
function only(runs: readonly Ran[]): Ran | undefined {
  const [ran] = runs;
  expect(ran?.lines.filter((line) => line.startsWith("error"))).toEqual([]);
  expect(ran?.code).toBe(0);
  return ran;
}

export const PEERS: readonly Peer[] = [
  {
    name: "a homozygote with one parent reference or uncalled is no 'incomplete penetrance only' in a BOTH gene (AR-04, BOTH-01)",
    folder: "W1",
    runs: [
      "trio.vcf --panel panel_both.tsv --ped trio.ped",
      "trio.vcf --panel panel_biallelic.tsv --ped trio.ped",
    ],
    check([both, biallelic]) {
      expect(cell(both, "gene").toSorted()).toEqual(["G0", "G1"]);
      const of = (ran: Ran | undefined) =>
        (ran?.rows ?? [])
          .map((row) => [row["gene"], row["mode"]?.split(",")[0], row["verdict"], row["place"]])
          .toSorted();
      expect(of(both)).toEqual(of(biallelic));
      expect(of(both).map(([, mode, verdict, place]) => [mode, verdict, place])).toEqual([
        ["AR_HOM", "UNCERTAIN", "1"],
        ["AR_HOM", "UNCERTAIN", "1"],
      ]);
      const g0 = both?.rows.find((row) => row["gene"] === "G0");
      expect(g0?.["flags"]).toContain("hom_nonmendelian");
      expect(cell(both, "reason").join("\n")).not.toMatch(/penetrance only/);
    },
  },
  {
    name: "maternal disomy of a whole chromosome is not passed for want of sites (UPD-01, DEC-15)",
    folder: "W2",
    runs: ["upd16_maternal.vcf.gz --panel panel.bed --ped trio.ped --allow-unannotated"],
    check(runs) {
      const found = outcome(only(runs), "uniparental_disomy");
      expect(found.length).toBeGreaterThan(0);
      expect(found).not.toContain("passed");
    },
  },
  {
    name: "two de novos of one codon are no certain pair (CH-02, CH-07, VCF-53)",
    folder: "W3",
    runs: ["trio.vcf --panel panel.tsv --ped trio.ped"],
    check(runs) {
      const rows = (only(runs)?.rows ?? []).filter((row) => row["mode"]?.includes("COMPHET"));
      expect(rows).toHaveLength(2);
      for (const row of rows) {
        expect(row["flags"]?.split(";")).toEqual(
          expect.arrayContaining(["both_denovo", "likely_same_haplotype", "possible_MNV_codon"]),
        );
        expect(Number(row["place"])).toBeGreaterThan(0);
        expect(row["phase"]).not.toBe("TRANS");
      }
    },
  },
  {
    name: "an unrelated parent of an exome trio is seen (VCF-62)",
    folder: "W4",
    // None of its records lies in the panel.
    runs: [
      "trio_windows.vcf --panel panel.bed --ped swapped.ped --allow-unannotated --allow-empty",
    ],
    check([ran]) {
      if (ran?.code !== 0) {
        expect(complaints(ran as Ran)).toMatch(/E_SAMPLE_CHECK/);
        return;
      }
      expect(outcome(ran, "relatedness").some((o) => o === "warning" || o === "failed")).toBe(true);
      expect(cell(ran, "de_novo")).not.toContain("HIGH");
      expect(outcome(ran, "uniparental_disomy")).not.toContain("passed");
    },
  },
  {
    name: "an IMPACT that is no word of VEP's, or contradicts the terms, decides nothing",
    folder: "W6",
    runs: ["empty", "dot", "lower", "contradicts"].map(
      (name) => `impact_${name}.vcf --genes GI --sex female`,
    ),
    check(runs) {
      for (const ran of runs) {
        expect(ran.code).toBe(0);
        expect(cell(ran, "consequence")).toEqual(["frameshift_variant"]);
        expect(cell(ran, "tier")).toEqual(cell(runs[0], "tier"));
      }
    },
  },
  {
    name: "a compressed BCF is named as one",
    folder: "W7",
    runs: ["multi-contig.bcf --genes PAH --sex female"],
    check([ran]) {
      expect(ran?.code).toBe(65);
      expect(complaints(ran as Ran)).toMatch(/\bBCF\b[^]*bcftools view/);
    },
  },
  {
    name: "an empty line at the end is passed over, or named as what it is",
    folder: "W8",
    runs: ["blank.vcf --genes PAH --sex female --allow-unannotated --allow-empty"],
    check([ran]) {
      const said = complaints(ran as Ran);
      if (ran?.code !== 0) expect(said).toMatch(/(?:empty|blank) line|line is (?:empty|blank)/i);
    },
  },
  {
    name: "VEP's symbol in a column HGNC is read",
    folder: "W9",
    runs: ["old_vep.vcf --genes ASAH2C --sex male"],
    check(runs) {
      expect(cell(only(runs), "gene")).toEqual(["ASAH2C"]);
      expect(cell(runs[0], "consequence")).toEqual(["missense_variant"]);
    },
  },
  {
    name: "one_hit is of biallelic genes alone",
    folder: "W10",
    runs: ["trio.vcf --panel panel_monoallelic.tsv --ped trio.ped"],
    check(runs) {
      expect(cell(only(runs), "gene")).toEqual(["GM"]);
      expect(flags(runs[0])).not.toContain("one_hit");
    },
  },
  {
    name: "an affected carrier is no affected non-carrier in an X-linked recessive gene (DEC-05)",
    folder: "W11",
    runs: ["trio.vcf --panel panel_xlr.tsv --ped trio.ped --proband kid"],
    check(runs) {
      const ran = only(runs);
      expect(cell(ran, "gene")).toEqual(["GX"]);
      expect([...flags(ran), ...cell(ran, "reason")].join("\n")).not.toMatch(/affected_noncarrier/);
    },
  },
  {
    name: "-1 in a PED is no parent",
    folder: "W12",
    runs: ["one.vcf --genes GM --ped minus1.ped"],
    check: (runs) => void expect(cell(only(runs), "gene")).toEqual(["GM"]),
  },
  {
    name: "a child who has both alleles from the proband shows them in cis (CH-08)",
    folder: "W13",
    runs: ["fam.vcf --panel panel.tsv --ped fam.ped --proband pro"],
    check(runs) {
      const certain = (only(runs)?.rows ?? []).filter(
        (row) =>
          row["mode"]?.includes("COMPHET") &&
          row["verdict"] === "PASS" &&
          row["phase"] === "TRANS" &&
          row["place"] === "0",
      );
      expect(certain).toEqual([]);
    },
  },
];
