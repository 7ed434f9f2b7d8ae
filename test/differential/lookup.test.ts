// Allele-exact lookups against `bcftools annotate` and vcfanno: every row of real files.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { importClinVar, lookUp, Snapshot } from "../../src/classifications/index.ts";
import { openStore } from "../../src/store/index.ts";
import { minimalRepresentation } from "../../src/vcf/index.ts";
import { gunzip } from "../helpers/bgzip.ts";
import { sharedData } from "../helpers/shared.ts";
import { ask } from "../helpers/sources.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const has = (tool: string, ...args: string[]): boolean => spawnSync(tool, args).error === undefined;
const hasBcftools = has("bcftools", "--version");
const hasVcfanno = has("vcfanno");

function run(tool: string, args: readonly string[], input?: string): string {
  const done = spawnSync(tool, args, { encoding: "utf8", maxBuffer: 1 << 28, input });
  if (done.status !== 0) throw new Error(`${tool} ${args.join(" ")}: ${done.stderr.slice(-500)}`);
  return done.stdout;
}

interface Allele {
  chrom: string;
  pos: number;
  ref: string;
  alt: string;
}

/** Sequence alleles of a VCF, one by one. */
function allelesOf(path: string): Allele[] {
  return gunzip(readFileSync(path))
    .toString("utf8")
    .split(/\r?\n/)
    .flatMap((line) => {
      if (line.startsWith("#") || line === "") return [];
      const [contig = "", pos, , ref = "", alts = ""] = line.split("\t", 5);
      const chrom = contig.replace(/^chr/, "");
      return alts
        .split(",")
        .flatMap((alt) =>
          /^[ACGT]+$/.test(ref + alt) && /^(\d+|X|Y|MT)$/.test(chrom)
            ? [{ chrom, pos: Number(pos), ref, alt }]
            : [],
        );
    });
}

const keyOf = ({ chrom, pos, ref, alt }: Allele): string => `${chrom}:${pos}:${ref}:${alt}`;
const ORDER = [...Array.from({ length: 22 }, (_, i) => String(i + 1)), "X", "Y", "MT"];

/** A sites-only VCF of the alleles, each in a record of its own, sorted, bgzipped. */
function sitesOf(alleles: readonly Allele[], name: string): string {
  const lines = [...new Map(alleles.map((a) => [keyOf(a), a])).values()]
    .toSorted((a, b) => ORDER.indexOf(a.chrom) - ORDER.indexOf(b.chrom) || a.pos - b.pos)
    .map(({ chrom, pos, ref, alt }) => `${chrom}\t${pos}\t.\t${ref}\t${alt}\t.\t.\t.`);
  const head = [
    "##fileformat=VCFv4.2",
    ...ORDER.map((c) => `##contig=<ID=${c}>`),
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
  ];
  const path = join(folder, `${name}.vcf`);
  writeFileSync(path, `${[...head, ...lines].join("\n")}\n`);
  run("bgzip", ["-f", path]);
  run("tabix", ["-f", "-p", "vcf", `${path}.gz`]);
  return `${path}.gz`;
}

const data = sharedData ?? "";
const CLINVAR37 = join(data, "clinvar/clinvar_2016-09-01.b37.vcf.gz");
const CLINVAR38 = join(data, "clinvar/clinvar_hc_GRCh38_2026-02-26.bgzf.vcf.gz");
const BRCA2 = "vcf/csq_windows/derived_vcf/clinvar_2026-02-26.BRCA2.GRCh38.vcf.gz";

const FILES = [
  ["GRCh37", "clinvar/brca1_opa1_GRCh37_2023-03.vep.vcf.gz"],
  ["GRCh37", "clinvar/clinvar_2015-11-30.b37.vcf.gz"],
  ["GRCh37", "vcf/ashk_trio/ashk-trio.vcf.gz"],
  ["GRCh37", "vcf/scout_trio/643594.clinical.vcf.gz"],
  ["GRCh37", "vcf/scout_trio/643594.research.vcf.gz"],
  ["GRCh38", BRCA2],
] as const;

describe.skipIf(sharedData === null || !hasBcftools)(
  "lookups equal those of other tools (../shared, bcftools)",
  () => {
    const snapshots = new Map<string, Snapshot>();
    const linked = new Map<string, string>();
    beforeAll(async () => {
      const store = openStore(join(folder, "store"));
      for (const [path, release] of [
        [CLINVAR37, "2016-09-01"],
        [CLINVAR38, undefined],
      ] as const) {
        // oxlint-disable-next-line no-await-in-loop -- two files
        const { entry } = await importClinVar(store, path, {
          release,
          assembly: undefined,
          now: new Date(0),
        });
        snapshots.set(entry.id, Snapshot.open(store.pathOf(entry)));
        const link = join(mkdtempSync(join(folder, "l-")), basename(path));
        symlinkSync(path, link);
        run("tabix", ["-f", "-p", "vcf", link]);
        linked.set(entry.id, link);
      }
    }, 120_000);

    /** `key -> id` as bcftools annotates it. */
    const byBcftools = (
      sites: string,
      assembly: string,
      classified = false,
    ): Map<string, string> => {
      const from = assembly === "GRCh37" ? "ID:=INFO/MEASURESET_ID" : "ID,INFO/CLNSIG";
      const done = run("bcftools", [
        "annotate",
        "-a",
        linked.get(assembly) ?? "",
        "-c",
        from,
        sites,
      ]);
      return new Map(
        done.split("\n").flatMap((line) => {
          const [chrom = "", pos = "", id = ".", ref = "", alt = "", , , info = ""] =
            line.split("\t");
          // The snapshot leaves out what has no germline classification.
          const left = classified && assembly === "GRCh38" && !info.includes("CLNSIG=");
          return line.startsWith("#") || line === "" || id === "." || left
            ? []
            : [[`${chrom}:${pos}:${ref}:${alt}`, id] as const];
        }),
      );
    };

    it.each(FILES)(
      "the snapshot, %s %s",
      (assembly, file) => {
        const snapshot = snapshots.get(assembly);
        if (snapshot === undefined) throw new Error("no snapshot");
        const alleles = allelesOf(join(data, file)).map((a) => ({
          chrom: a.chrom,
          ...minimalRepresentation(a.pos, a.ref, a.alt),
        }));
        const theirs = byBcftools(sitesOf(alleles, "snapshot"), assembly, true);
        const differ: string[] = [];
        let known = 0;
        for (const allele of alleles) {
          const rows = snapshot.chromosome(allele.chrom);
          const { chrom, pos, ref, alt } = allele;
          const ours = snapshot
            .find(chrom, pos, ref, alt)
            .map((row) => String(rows?.id[row] ?? ""));
          const other = theirs.get(keyOf(allele));
          if (ours.length > 0) known++;
          expect(lookUp(snapshot, allele).match === "exact").toBe(ours.length > 0);
          if (other === undefined ? ours.length > 0 : !ours.includes(other))
            differ.push(`${keyOf(allele)} ours ${ours.join()} bcftools ${other ?? "none"}`);
        }
        expect(known).toBeGreaterThan(0);
        expect(differ).toEqual([]);
      },
      240_000,
    );

    it.each(FILES.filter(([, file]) => !file.includes("2015")))(
      "a declared source, %s %s",
      async (assembly, file) => {
        const alleles = allelesOf(join(data, file)).map((a) => ({
          chrom: a.chrom,
          ...minimalRepresentation(a.pos, a.ref, a.alt),
        }));
        const theirs = byBcftools(sitesOf(alleles, "source"), assembly);
        const answers = await ask(
          {
            name: "ClinVar",
            file: linked.get(assembly) ?? "",
            format: "vcf",
            assembly,
            release: "",
            columns: null,
            fields: [
              {
                field: assembly === "GRCh37" ? "MEASURESET_ID" : "ID",
                name: "id",
                combine: "concat",
                as: "shown",
                population: null,
              },
            ],
            onFailure: "stop",
          },
          alleles,
        );
        const differ = alleles.flatMap((allele, i) => {
          const ours = String(answers[i]?.values["id"] ?? "").split("|");
          const other = theirs.get(keyOf(allele)) ?? "";
          return ours.includes(other)
            ? []
            : [`${keyOf(allele)} ours ${ours.join()} bcftools ${other}`];
        });
        expect(differ).toEqual([]);
      },
      240_000,
    );

    it.skipIf(!hasVcfanno)(
      "a declared source, as vcfanno has it (Debian's vcfanno)",
      async () => {
        const alleles = allelesOf(join(data, BRCA2)).map((a) => ({
          chrom: a.chrom,
          ...minimalRepresentation(a.pos, a.ref, a.alt),
        }));
        const sites = sitesOf(alleles, "vcfanno");
        const toml = join(folder, "vcfanno.toml");
        writeFileSync(
          toml,
          `[[annotation]]\nfile="${linked.get("GRCh38") ?? ""}"\nfields=["ALLELEID"]\nnames=["theirs"]\nops=["concat"]\n`,
        );
        const done = run("vcfanno", [toml, sites]);
        const theirs = new Map<string, string>(
          done.split("\n").flatMap((line) => {
            const [chrom = "", pos = "", , ref = "", alt = "", , , info = ""] = line.split("\t");
            const id = /theirs=([^;]*)/.exec(info)?.[1];
            return id === undefined ? [] : [[`${chrom}:${pos}:${ref}:${alt}`, id] as const];
          }),
        );
        const answers = await ask(
          {
            name: "ClinVar",
            file: linked.get("GRCh38") ?? "",
            format: "vcf",
            assembly: "GRCh38",
            release: "",
            columns: null,
            fields: [
              { field: "ALLELEID", name: "id", combine: "concat", as: "shown", population: null },
            ],
            onFailure: "stop",
          },
          alleles,
        );
        expect(theirs.size).toBeGreaterThan(1000);
        const differ = alleles.flatMap((allele, i) => {
          const ours = answers[i]?.values["id"] ?? "";
          const other = theirs.get(keyOf(allele)) ?? "";
          return String(ours) === other ? [] : [`${keyOf(allele)} ours ${ours} vcfanno ${other}`];
        });
        expect(differ).toEqual([]);
      },
      240_000,
    );
  },
);
