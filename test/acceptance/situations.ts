/**
 * What must come of each situation that users of other tools reported. Where the report leaves a choice
 * ("this, or a warning"), `decided` says which half holds: what the file itself decides must be read so; a
 * warning is enough only where nothing in the file decides.
 */
import { expect } from "vitest";
import type { Row } from "../helpers/analyse.ts";
import type { Ran } from "../helpers/run-command.ts";

export interface Situation {
  /**
   * Of a choice: `file`: the file's own data decide, the full answer is asked for; `nothing`: they cannot,
   * a warning or an error that names it will do. Absent: the report leaves no choice.
   */
  decided?: "file" | "nothing";
  /** @param plain the rows of the same family with a plain pedigree, for those that differ in nothing else */
  check(ran: Ran, plain: () => Promise<Ran>): void | Promise<void>;
}

const flagsOf = (row: Row): string[] => (row["flags"] ?? "").split(";");
const modesOf = (row: Row): string[] => (row["mode"] ?? "").split(",");
const alleleOf = (row: Row): string => `${row["pos"]}:${row["ref"]}>${row["alt"]}`;
const isPair = (row: Row): boolean => modesOf(row).some((mode) => /COMPHET/.test(mode));
const unique = (texts: readonly string[]): string[] => [...new Set(texts)].toSorted();

/** Names of files say what the case is: they are no answer. */
const withoutPaths = (line: string): string => line.replaceAll(/\/\S+\.\w+/g, "FILE");

/** Warnings and errors with their hints, not the lines of counts. */
export function complaints({ lines }: Ran): string {
  return lines
    .filter((line) => /^(?:warning|error): |^\s/.test(line))
    .map(withoutPaths)
    .join("\n");
}

/** All that the run and its report say beside the candidates. */
function told(ran: Ran): string {
  const { warnings = [], patient = null } = ran.report ?? {};
  return [...ran.lines.map(withoutPaths), JSON.stringify([warnings, patient])].join("\n");
}

function done(ran: Ran): void {
  expect(ran.lines.filter((line) => line.startsWith("error"))).toEqual([]);
  expect(ran.code).toBe(0);
}

/** Exactly one row of the gene, with these cells. */
function one(ran: Ran, cells: Record<string, string | RegExp>, ...flags: string[]): Row {
  done(ran);
  const rows = ran.rows.filter((row) => row["gene"] === cells["gene"]);
  expect(rows.map(alleleOf)).toHaveLength(1);
  const [row = {}] = rows;
  for (const [name, value] of Object.entries(cells))
    if (typeof value === "string") expect(row[name], name).toBe(value);
    else expect(row[name], name).toMatch(value);
  expect(flagsOf(row)).toEqual(expect.arrayContaining(flags));
  return row;
}

/** A passing pair of these two alleles, `pos:REF>ALT consequence`. */
function pair(ran: Ran, alleles: readonly string[], phase: string): Row[] {
  done(ran);
  const rows = ran.rows.filter(isPair);
  expect(unique(rows.map((row) => `${alleleOf(row)} ${row["consequence"]}`))).toEqual(
    [...alleles].toSorted(),
  );
  expect(unique(rows.map((row) => row["phase"] ?? ""))).toEqual([phase]);
  return rows;
}

function noPair(ran: Ran): void {
  done(ran);
  expect(ran.rows.filter(isPair).map(alleleOf)).toEqual([]);
}

function dropped(ran: Ran, reason: string): void {
  done(ran);
  expect(ran.rows).toEqual([]);
  expect(ran.lines.join("\n")).toMatch(new RegExp(`dropped: .*\\b${reason} [1-9]`));
}

function refused(ran: Ran, ...said: RegExp[]): void {
  expect(ran.code).toBe(65);
  for (const words of said) expect(complaints(ran)).toMatch(words);
}

const CORE = ["tier", "gene", "pos", "mode", "penetrance", "verdict", "origin", "place", "flags"];
async function asPlain(ran: Ran, plain: () => Promise<Ran>): Promise<void> {
  done(ran);
  const core = ({ rows }: Ran): (string | undefined)[][] =>
    rows.map((row) => CORE.map((name) => row[name]));
  const expected = core(await plain());
  expect(expected).toHaveLength(1);
  expect(core(ran)).toEqual(expected);
}

/** Ids of the patient's terms as they were read. */
function terms(ran: Ran): [observed: number, excluded: number] {
  done(ran);
  const { observed, excluded } = ran.report?.patient ?? { observed: [], excluded: [] };
  return [observed.length, excluded.length];
}

const PAH_HOM = { gene: "PAH", zygosity: "hom", mode: /^AR_HOM/, verdict: "PASS" };
const PATHOGENIC = /^Pathogenic/;

/** By the id of the table of cases. */
export const SITUATIONS: Readonly<Record<string, Situation>> = {
  // Names of alleles
  "two-dashes": {
    // Both entries are frameshift: whichever is whose, both alleles are.
    decided: "file",
    check: (ran) =>
      void pair(
        ran,
        ["102840400:GTTACC>GT frameshift_variant", "102840400:GTTACC>GTACC frameshift_variant"],
        "TRANS",
      ),
  },
  "star-in-alts": {
    check: (ran) =>
      void pair(
        ran,
        ["102840400:TA>T frameshift_variant", "102840400:TA>TAA frameshift_variant"],
        "TRANS",
      ),
  },
  "snpeff-abbreviated": {
    // One entry is left over for the one ALT that no entry names.
    decided: "file",
    check: (ran) =>
      void pair(
        ran,
        [
          "102840400:GTGTC>GTGTG missense_variant",
          "102840400:GTGTC>GTGTGTCGTGT frameshift_variant",
        ],
        "TRANS",
      ),
  },
  "split-after-annotation": {
    // The unsplit record is gone: that it was split can be seen, whose entry is whose cannot.
    decided: "nothing",
    check(ran) {
      done(ran);
      expect(ran.rows.filter((row) => row["consequence"]?.includes("inframe"))).toEqual([]);
      const untiered = JSON.stringify(ran.report?.untiered ?? []);
      expect(untiered).not.toContain("inframe_insertion");
      if (ran.rows.some((row) => /frameshift/.test(row["consequence"] ?? ""))) return;
      if (untiered.includes("frameshift")) return;
      expect(complaints(ran)).toMatch(/split|12:102840400/);
    },
  },
  "allele-num-empty": {
    check: (ran) => void one(ran, { ...PAH_HOM, tier: "1", consequence: "frameshift_variant" }),
  },
  "snv-and-indel-names": {
    check: (ran) =>
      void pair(
        ran,
        ["102840400:G>GT frameshift_variant", "102840400:G>T missense_variant"],
        "TRANS",
      ),
  },
  "two-csq-fields": {
    // One of the two has the header's columns.
    decided: "file",
    check: (ran) => void one(ran, { ...PAH_HOM, tier: "1", consequence: "stop_gained" }),
  },
  "csq-of-other-tool": {
    // The header names the columns, as VEP names them.
    decided: "file",
    check: (ran) => void one(ran, { ...PAH_HOM, tier: "1", consequence: "stop_gained" }),
  },
  "info-oddities": {
    check: (ran) => void one(ran, { ...PAH_HOM, tier: "1", consequence: /^splice_donor/ }),
  },

  // Two records of one place
  "atomized-phased-cis": { check: noPair },
  "atomized-trio": { check: noPair },
  "spanning-deletion-trans": {
    check(ran) {
      const rows = pair(
        ran,
        ["102840400:TG>T frameshift_variant", "102840401:G>A missense_variant"],
        "TRANS",
      );
      expect(rows.flatMap(flagsOf)).not.toContain("likely_same_haplotype");
    },
  },
  "strelka-haploid-in-deletion": {
    check(ran) {
      done(ran);
      const rows = ran.rows.filter(isPair);
      expect(unique(rows.map(alleleOf))).toEqual(["102840400:TG>T", "102840401:G>A"]);
      expect(unique(rows.map((row) => row["phase"] ?? ""))).toEqual(["TRANS"]);
    },
  },
  "haploid-on-autosome": {
    check: (ran) => void one(ran, { gene: "PAH", zygosity: "hemi", verdict: "UNCERTAIN" }),
  },
  "split-1-0": {
    check: (ran) =>
      void pair(
        ran,
        ["102840400:GA>G frameshift_variant", "102840400:GA>GAT frameshift_variant"],
        "TRANS",
      ),
  },
  "mnv-in-one-codon": {
    check(ran) {
      done(ran);
      expect(ran.rows.map(alleleOf).toSorted()).toEqual(["166000000:G>A", "166000001:C>T"]);
      for (const row of ran.rows) expect(flagsOf(row)).toContain("possible_MNV_codon");
    },
  },

  // Reads
  "hom-with-half-the-reads": { check: (ran) => void one(ran, PAH_HOM, "qc_fail:ab<0.9") },
  "atomize-ad-zero": {
    check: (ran) =>
      void expect(flagsOf(one(ran, { gene: "PAH" })).some((f) => f.startsWith("qc_fail:"))).toBe(
        true,
      ),
  },
  "ad-wrong-length": { check: (ran) => void one(ran, { gene: "PAH", qc: /missing:AD/ }) },
  "dpi-de-novo": {
    check: (ran) =>
      void one(ran, { gene: "SCN1A", tier: "1", mode: /^AD_DENOVO/, de_novo: "HIGH" }),
  },

  // The family
  "xlr-son": {
    check: (ran) =>
      void one(ran, { gene: "DMD", tier: "1", mode: /^XLR/, zygosity: "hemi", verdict: "PASS" }),
  },
  "xlr-haploid-calls": {
    check: (ran) =>
      void one(ran, { gene: "DMD", tier: "1", mode: /^XLR/, zygosity: "hemi", verdict: "PASS" }),
  },
  "x-gene-called-monoallelic": {
    check: (ran) => void one(ran, { gene: "CDKL5", tier: "1", mode: /^X_DENOVO,XLD/ }),
  },
  "common-p-with-rare-partner": {
    check(ran) {
      const rows = pair(
        ran,
        ["102840400:G>A missense_variant", "102840500:G>A missense_variant"],
        "TRANS",
      );
      expect(unique(rows.map((row) => row["tier"] ?? ""))).toEqual(["1"]);
    },
  },
  "cis-pair-of-p": { check: noPair },
  "cis-pair-father-unknown": { check: noPair },
  "one-parent-genotyped-each": {
    check: (ran) =>
      void pair(
        ran,
        ["102840400:G>A missense_variant", "102840500:G>A missense_variant"],
        "TRANS_LIKELY",
      ),
  },
  "de-novo-plus-inherited": {
    check: (ran) =>
      void pair(
        ran,
        ["102840400:G>A stop_gained", "102840500:G>A missense_variant"],
        "TRANS_POSSIBLE",
      ),
  },
  "sib-lacks-one": { check: noPair },
  "nobody-called": {
    check(ran) {
      // DEC-34: nothing usable was read.
      expect(ran.code).toBe(65);
      expect(complaints(ran)).toMatch(/the proband has no genotype in any/);
    },
  },
  "parents-not-called": {
    check(ran) {
      const row = one(ran, { gene: "SCN1A", verdict: "UNCERTAIN" });
      expect(row["de_novo"]).not.toBe("HIGH");
    },
  },
  "hom-one-parent-ref": {
    check: (ran) => void one(ran, { gene: "PAH", mode: /^AR_HOM/ }, "hom_nonmendelian"),
  },
  "ped-parents-none": { decided: "file", check: asPlain },
  "ped-sex-other": { check: asPlain },
  "ped-spaces": { check: asPlain },
  // Six columns and the phenotype of a patient: a person, whatever the word for the sex.
  "ped-first-row-nan": { decided: "file", check: asPlain },

  // Population frequency
  "freq-dbnsfp-prefix": { check: (ran) => dropped(ran, "frequency") },
  "freq-grpmax-joint": { check: (ran) => dropped(ran, "frequency") },
  "freq-popmax-word": {
    check: (ran) => void one(ran, { gene: "PAH" }, "frequency_not_assessed"),
  },
  "freq-minus-one": { check: (ran) => void one(ran, { gene: "PAH", af_source: "absent" }) },
  "freq-joined-list": {
    // No column beside it names the alleles.
    decided: "nothing",
    check(ran) {
      one(ran, { gene: "PAH", max_af: "0.0115" }, "frequency_ambiguous:gnomADg_AF");
      expect(complaints(ran)).toMatch(/warning: .*gnomADg_AF/);
    },
  },

  // Genes under other names
  "spliceai-old-symbol": {
    check: (ran) => void one(ran, { gene: "PCARE" }, "spliceai_rescue"),
  },
  "orf-in-capitals": { check: (ran) => void expect(ran.rows.map((r) => r["tier"])).toEqual(["1"]) },
  "phenotype-old-symbol": {
    // HPO names the gene by NCBI id, the annotation by HGNC and Ensembl: no table of genes joins the two.
    decided: "nothing",
    check(ran) {
      done(ran);
      const scores = ran.rows.map((row) => Number(row["phenotype_score"]));
      if (scores.some((score) => score > 0)) return;
      expect(told(ran)).toMatch(/C12orf65/);
    },
  },
  "typo-with-coordinates": { check: (ran) => void expect(complaints(ran)).toMatch(/\bPAHH\b/) },
  "clinvar-newer-symbol-agnostic": {
    check: (ran) =>
      void expect(ran.rows.map((r) => r["clinvar"])).toEqual([expect.stringMatching(PATHOGENIC)]),
  },
  "clinvar-newer-symbol-panel": {
    check(ran) {
      done(ran);
      expect(ran.rows.map((row) => [row["tier"], row["clinvar"]])).toEqual([
        ["1", expect.stringMatching(/^Pathogenic \(3\*\)/)],
      ]);
    },
  },
  "clinvar-p-without-gene": {
    check(ran) {
      done(ran);
      expect(ran.rows.map((row) => row["gene"] ?? "").toSorted()).toEqual(["MT-TL1", "SCN1A"]);
      for (const row of ran.rows) expect(row["clinvar"]).toMatch(PATHOGENIC);
    },
  },
  "panelapp-without-ensembl": {
    check: (ran) => void one(ran, { gene: "PAH", tier: "1" }),
  },

  // Nothing can be read
  "no-gt": {
    decided: "nothing",
    check: (ran) => void expect(complaints(ran)).toMatch(/genotype|\bGT\b/),
  },
  "genbank-contigs": {
    // CM000674.2 is chromosome 12 of GRCh38, and its length in the header says so too.
    decided: "file",
    check: (ran) => void one(ran, { ...PAH_HOM, tier: "1", chrom: "12" }),
  },
  "t2t-taken-for-38": { check: (ran) => refused(ran, /E_ASSEMBLY/, /not for GRCh37 or GRCh38/) },
  "hg18-taken-for-37": { check: (ran) => refused(ran, /E_ASSEMBLY/, /not for GRCh37 or GRCh38/) },
  "joined-with-cat": { check: (ran) => refused(ran, /header line/, /bcftools concat/) },
  "bcf-input": { check: (ran) => refused(ran, /\bBCF\b/, /bcftools view/) },

  // Patients
  "pp-excluded-one": {
    decided: "nothing",
    check: (ran) =>
      ran.code === 0 ? void expect(terms(ran)).toEqual([3, 1]) : refused(ran, /excluded/),
  },
  "pp-excluded-text": {
    decided: "nothing",
    check: (ran) =>
      ran.code === 0 ? void expect(terms(ran)).toEqual([3, 2]) : refused(ran, /excluded|negated/),
  },
  "pp-excluded": { check: (ran) => void expect(terms(ran)).toEqual([3, 1]) },
  "pp-other-ontology": {
    check(ran) {
      expect(terms(ran)).toEqual([3, 0]);
      expect(told(ran)).toMatch(/NCIT/);
    },
  },
  "pp-ids-with-blanks": { check: (ran) => void expect(terms(ran)).toEqual([3, 0]) },

  // bcftools csq
  "bcsq-of-another-haplotype": {
    check: (ran) => void one(ran, { gene: "SCN1A", tier: "2", consequence: "missense_variant" }),
  },
  "bcsq-after-a-stop-of-another": {
    // FORMAT/BCSQ says that the proband has no stop.
    decided: "file",
    check: (ran) =>
      void one(ran, { gene: "SCN1A", pos: "166000300", consequence: /^missense_variant/ }),
  },
  "bcsq-mnv-hides-a-stop": {
    check: (ran) => void one(ran, { gene: "SCN1A", consequence: /missense_variant|stop_gained/ }),
  },

  // No protein
  "snrna-de-novo": {
    check: (ran) => void one(ran, { gene: "RNU4-2", tier: "1", de_novo: "HIGH" }),
  },
  "mt-multiallelic-after-merge": {
    check: (ran) =>
      void one(ran, { gene: "MT-TL1", ref: "A", alt: "G", zygosity: "heteroplasmic" }),
  },
};
