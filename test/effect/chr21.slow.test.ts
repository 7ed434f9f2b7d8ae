/** Every SNV and short indels in and near the coding exons of 1.2 Mb of chromosome 21. */
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { CHROMOSOMES } from "../../src/core/assembly.ts";
import { termInfo } from "../../src/core/consequences.ts";
import { aminoAcid } from "../../src/core/genetic-code.ts";
import { openEngine, type OpenEngine } from "../../src/effect/engine.ts";
import { idsOf } from "../../src/effect/names.ts";
import {
  annotateData,
  inCsqWords,
  readFasta,
  readGff,
  reverseBases,
  rowsOf,
  sliceOf,
  tagEnds,
  termsAsWritten,
  type Genome,
  type TestTranscript,
} from "./slices.ts";

const folder = annotateData === null ? "" : join(annotateData, "ensembl_chr21");
const FASTA = join(folder, "GRCh38.chr21_parts.padded.fa.gz");
const GFF = join(folder, "Homo_sapiens.GRCh38.chr21.e84.gff3.gz");
const INDELS = join(folder, "exhaustive/ind.vcf.gz");
const CHROM = "21";
const INDEX = CHROMOSOMES.indexOf(CHROM);

const bcftools = spawnSync("bcftools", ["--version"], { encoding: "utf8" }).stdout ?? "";
const hasCsq = bcftools.startsWith("bcftools 1.16");

interface Loaded {
  genome: Genome;
  list: TestTranscript[];
  engine: OpenEngine;
  ids: string[];
}

function load(): Loaded {
  const genome = readFasta(FASTA);
  // bcftools 1.16 reads the first of several parents alone.
  const list = tagEnds(readGff(GFF, { firstParent: true }), genome);
  const slice = sliceOf(list, genome);
  return { genome, list, engine: openEngine(slice.columns), ids: idsOf(slice.names) };
}

/** Terms of `bcftools csq -l` by transcript, of each record. */
function csq(vcf: string): { pos: number; ref: string; alt: string; by: Map<string, string[]> }[] {
  const out = join(mkdtempSync(join(tmpdir(), "effect-csq-")), "out.vcf");
  const run = spawnSync("bcftools", ["csq", "-l", "-f", FASTA, "-g", GFF, vcf, "-o", out]);
  if (run.status !== 0) throw new Error(String(run.stderr));
  return rowsOf(out).map(([, pos, , ref = "", alt = "", , , info = ""]) => {
    const by = new Map<string, string[]>();
    for (const entry of (/BCSQ=([^;]*)/.exec(info)?.[1] ?? "").split(",")) {
      const [terms = "", , id = ""] = entry.split("|");
      if (id === "") continue;
      const named = terms.split("&").map((t) => termInfo(t.replace("*", "")).term);
      by.set(id, [...(by.get(id) ?? []), ...named]);
    }
    return { pos: Number(pos), ref, alt, by };
  });
}

/** The CDS row that has all changed bases, or both neighbours of an insertion; records have one base before. */
function rowOf(t: TestTranscript, pos: number, ref: string): [number, number] | undefined {
  const [from, to] = [pos + 1, pos + ref.length - 1];
  return t.cds?.find(([s, e]) => (ref.length > 1 ? from >= s && to <= e : from > s && from <= e));
}

/** The whole protein, to the stop and with it, by strings alone: not the engine's way. */
function protein(
  t: TestTranscript,
  genome: Genome,
  change: { row: [number, number]; pos: number; ref: string; alt: string } | null,
): string {
  const sequence = genome.get(t.chrom) ?? "";
  const parts = (t.cds ?? [])
    .toSorted((a, b) => a[0] - b[0])
    .map(([s, e]) => {
      const bases = sequence.slice(s - 1, e);
      if (change === null || s !== change.row[0]) return bases;
      const { pos, ref, alt } = change;
      return bases.slice(0, pos + 1 - s) + alt.slice(1) + bases.slice(pos + ref.length - s);
    });
  const joined = parts.join("");
  const cds = (t.strand === 1 ? joined : reverseBases(joined)).slice(t.phase ?? 0);
  const residues = (cds.match(/.{3}/g) ?? []).map((codon) => aminoAcid(codon) ?? "X").join("");
  const stop = residues.indexOf("*");
  return stop < 0 ? residues : residues.slice(0, stop + 1);
}

describe.skipIf(annotateData === null)(
  "chromosome 21, exhaustively (beside the repository)",
  () => {
    let loaded: Loaded;
    beforeAll(() => {
      loaded = load();
    });

    it.skipIf(!hasCsq)("calls every SNV as bcftools csq 1.16 does", () => {
      let compared = 0;
      const differ: string[] = [];
      for (const { pos, ref, alt, by } of csq(join(folder, "exhaustive/snv.vcf.gz"))) {
        const effects = loaded.engine.consequencesOf(INDEX, pos, ref, alt);
        const told = new Set<string>();
        for (let i = 0; i < effects.count; i++)
          told.add(loaded.ids[effects.transcript[i] ?? -1] ?? "");
        for (const [id, terms] of by) {
          compared++;
          const ours = termsAsWritten(loaded.engine, loaded.ids.indexOf(id), pos, ref, alt);
          if (!told.has(id) || inCsqWords(ours) !== inCsqWords(terms))
            differ.push(`${pos}${alt} ${id}`);
        }
      }
      expect(compared).toBe(78_750);
      expect(differ).toEqual([]);
    });

    it("calls every frameshift in an exon one", () => {
      const others = new Map<string, number>();
      let rows = 0;
      everyIndel((t, index, pos, ref, alt) => {
        if ((alt.length - ref.length) % 3 === 0 || rowOf(t, pos, ref) === undefined) return;
        rows++;
        const terms = termsAsWritten(loaded.engine, index, pos, ref, alt);
        if (terms.includes("frameshift_variant")) return;
        const told = terms.filter((term) => !/splice|NMD/.test(term)).join("&");
        others.set(told, (others.get(told) ?? 0) + 1);
      });
      expect(rows).toBe(138_553);
      expect(Object.fromEntries(others)).toEqual({
        // The start or the stop stands where it stood.
        start_retained_variant: 14,
        stop_retained_variant: 77,
        // A codon is cut by the end of an incomplete transcript.
        coding_sequence_variant: 86,
        // Written without common bases it lies at the edge, or beyond.
        "": 114,
        "3_prime_UTR_variant": 40,
        "stop_lost&3_prime_UTR_variant": 10,
        "start_lost&5_prime_UTR_variant": 3,
      });
    });

    it("calls a stop in frame where the whole protein ends early, and nowhere else", () => {
      const before = new Map<string, string>();
      const wrong: string[] = [];
      let rows = 0;
      everyIndel((t, index, pos, ref, alt) => {
        const row = rowOf(t, pos, ref);
        const change = alt.length - ref.length;
        if (change % 3 !== 0 || row === undefined) return;
        const terms = termsAsWritten(loaded.engine, index, pos, ref, alt);
        // Written without common bases it may lie at the row's edge, or beyond, or before a start that stands.
        if (!terms.some((term) => /^(?:inframe|protein)_/.test(term))) return;
        rows++;
        const old = before.get(t.id) ?? protein(t, loaded.genome, null);
        before.set(t.id, old);
        const fresh = protein(t, loaded.genome, { row, pos, ref, alt });
        const expected = old.endsWith("*") ? old.length + change / 3 : Infinity;
        const early = fresh.endsWith("*") && fresh.length < expected && fresh !== old;
        if (terms.includes("stop_gained") !== early)
          wrong.push(
            `${pos} ${ref} ${alt} ${t.id} ${terms.join("&")} ${old.length} ${fresh.length}`,
          );
      });
      expect(rows).toBe(68_253);
      expect(wrong).toEqual([]);
    });

    it("is right where bcftools csq 1.16 calls a stop in frame wrongly, or misses it", () => {
      const listed = rowsOf(join(folder, "exhaustive/inframe_stop_gained.differences.tsv"));
      const wrong = listed.filter(([pos, ref = "", alt = "", id = "", , , , , , truth]) => {
        const terms = termsAsWritten(loaded.engine, loaded.ids.indexOf(id), Number(pos), ref, alt);
        return terms.includes("stop_gained") !== (truth === "yes");
      });
      expect(listed).toHaveLength(260);
      expect(wrong).toEqual([]);
    });

    function everyIndel(
      see: (t: TestTranscript, index: number, pos: number, ref: string, alt: string) => void,
    ): void {
      const byId = new Map(loaded.list.map((t) => [t.id, t]));
      for (const [, pos, , ref = "", alts = ""] of rowsOf(INDELS))
        for (const alt of alts.split(",")) {
          const effects = loaded.engine.consequencesOf(INDEX, Number(pos), ref, alt);
          for (let i = 0; i < effects.count; i++) {
            const index = effects.transcript[i] ?? -1;
            const t = byId.get(loaded.ids[index] ?? "");
            if (t?.cds !== undefined) see(t, index, Number(pos), ref, alt);
          }
        }
    }
  },
);
