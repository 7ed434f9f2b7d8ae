// What explain tells of a variant is what the report of the same options has: all candidates, all dropped alleles.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { resultOf } from "../../src/report/index.ts";
import { analyse } from "../../src/analysis/analyse.ts";
import { explain, storyTeller, type Story } from "../../src/analysis/explain.ts";
import type { AnalyseOptions } from "../../src/analysis/options.ts";
import { importHpo } from "../../src/phenotype/index.ts";
import type { Candidate, SideCandidate } from "../../src/rank/types.ts";
import { openStore } from "../../src/store/index.ts";
import { damagingAlleles } from "../helpers/allele-oracle.ts";
import { DEFAULTS } from "../helpers/analyse.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";
import { type RecordOptions, TRIO, TRIO_PED, vcfText } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const store = join(folder, "store");
const own = (name: string): string => join(import.meta.dirname, "../../test-data", name);
const shared = (name: string): string => join(sharedData ?? "", name);

// What is withheld is no matter here: every allele has its story then.
const policy = join(folder, "show.json");
writeFileSync(policy, JSON.stringify({ incidental: "show" }));

const demo = {
  vcfs: [own("demo/trio.vcf.gz")],
  ped: own("demo/trio.ped"),
  panels: ["epilepsy", "cardiomyopathy"],
};
const terms = { store, phenotype: { hpo: ["HP:0001250,HP:0001263", "!HP:0001639"] } };

interface Family {
  name: string;
  options: Partial<AnalyseOptions>;
  proband: string;
  /** It needs the shared data. */
  outside?: true;
  /** In place of the file. */
  text?: string;
}

/** Blocks, deletions by END, several ALTs, `*`, further contigs: at the edges of a region and inside it. */
function oddFile(): string {
  const random = draws(7);
  const one = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const records = Array.from({ length: 1500 }, (_, i): RecordOptions => {
    const ref = one(["A", "C", "GAT", "CAG"]);
    const alt = one(["T", "G", "T,G", "T,*", "*", "<NON_REF>", "T,<NON_REF>", "GT"]);
    const calls = ["0/0", "0/1", "1/1", "./.", "0/.", "0/1:3,2:5:11", "1/2:0,15,15:30:99", "0|1"];
    const end = alt.startsWith("<") ? `END=${300 * i + Math.floor(random() * 40_000)}` : "";
    return {
      pos: 300 * i + 1,
      ref,
      alt,
      genotypes: TRIO.map(() => one(alt.includes(",") ? calls : calls.filter((c) => c[2] !== "2"))),
      filter: one(["PASS", "PASS", "PASS", ".", "LowQual"]),
      consequence: one(["stop_gained", "stop_gained", "missense_variant", "intron_variant", ""]),
      gene: one(["GENE1", "GENE1", "GENE2"]),
      af: one([null, 0.0001, 0.2]),
      info: [one(["", "", "CLNSIG=Pathogenic;CLNREVSTAT=reviewed_by_expert_panel"]), end]
        .filter((part) => part !== "")
        .join(";"),
    };
  });
  const extra = ['##ALT=<ID=NON_REF,Description="Any">'];
  const away = { chrom: "GL000192.1", pos: 5, genotypes: TRIO.map(() => "0/1") };
  return vcfText({ samples: TRIO, contigs: ["1", "GL000192.1"], extra }, [...records, away]);
}

/** mulberry32: the same draw each time. */
function draws(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d_2b_79_f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const bed = join(folder, "gene1.bed");
writeFileSync(bed, "1\t150000\t300000\tGENE1\n");
const oddPed = join(folder, "odd.ped");
writeFileSync(oddPed, TRIO_PED);

const FAMILIES: Family[] = [
  {
    name: "odd records, a region",
    options: { panels: [bed], ped: oddPed },
    proband: "C",
    text: oddFile(),
  },
  {
    name: "odd records, everywhere",
    options: { panels: [bed], ped: oddPed, beyondPanel: true },
    proband: "C",
    text: oddFile(),
  },
  { name: "demo, two panels", options: demo, proband: "DEMO-CHILD" },
  { name: "demo, by index", options: { ...demo, scan: "index" }, proband: "DEMO-CHILD" },
  {
    name: "demo, all genes",
    options: { ...demo, panels: [], geneAgnostic: true },
    proband: "DEMO-CHILD",
  },
  {
    name: "demo, with terms, beyond the panel",
    options: { ...demo, ...terms, beyondPanel: true },
    proband: "DEMO-CHILD",
    outside: true,
  },
  {
    name: "demo, complete penetrance, green alone, adopted",
    options: {
      ...demo,
      penetrance: "complete",
      minConfidence: "green",
      notGeneticParents: ["DEMO-FATHER"],
    },
    proband: "DEMO-CHILD",
  },
  ...["bcsq", "snpeff"].map((name) => ({
    name: `small ${name}`,
    options: { ...demo, vcfs: [own(`small/${name}.vcf.gz`)] },
    proband: "DEMO-CHILD",
  })),
  {
    name: "small singleton",
    options: { vcfs: [own("small/singleton.vcf.gz")], panels: ["epilepsy"], sex: { "": "male" } },
    proband: "DEMO-CHILD",
  },
  {
    name: "one of the scout trio, all genes, with terms",
    options: {
      ...terms,
      vcfs: [shared("vcf/scout_trio/643594.clinical.vcf.gz")],
      proband: "ADM1059A2",
      sex: { "": "male" },
      geneAgnostic: true,
    },
    proband: "ADM1059A2",
    outside: true,
  },
  {
    name: "HG002 trio, all genes",
    options: {
      vcfs: [shared("vcf/ashk_trio/ashk-trio.vcf.gz")],
      ped: shared("vcf/ashk_trio/ashk-trio.ped"),
      geneAgnostic: true,
    },
    proband: "HG002",
    outside: true,
  },
];

/** Of each family: a thousand in all. */
const DRAWN = Math.ceil(1000 / FAMILIES.length);

const io = {
  log: { info: () => {}, warn: () => {}, detail: () => {} },
  onProgress: () => {},
  commandLine: [],
  version: "0.0.0",
  now: () => new Date(0),
  stdin: Readable.from([]),
};

/** One record, read anew: without any code of src/. */
interface Line {
  line: string;
  /** On a chromosome that is read. */
  isRead: boolean;
  /** Those that a command line can name, as they are named there. */
  alleles: { variant: string; isSequence: boolean }[];
  alts: string[];
}

function linesOf(text: string): Line[] {
  return text.split("\n").flatMap((line) => {
    if (line === "" || line.startsWith("#")) return [];
    const [contig = "", pos = "", , ref = "", alt = ""] = line.split("\t");
    const chrom = contig.replace(/^chr/, "").replace(/^M$/, "MT");
    const alts = alt.split(",");
    return {
      line,
      isRead: /^(?:[1-9]|1\d|2[0-2]|X|Y|MT)$/.test(chrom),
      alts,
      alleles: alts
        .filter((allele) => /^(?:[ACGTN]+|\*|<[^<>\s]+>)$/i.test(allele))
        .map((allele) => ({
          variant: `${chrom}:${pos}:${ref}:${allele}`,
          isSequence: /^[ACGTN]+$/i.test(allele) && allele !== ref,
        })),
    };
  });
}

/** The order of the judgement: of a record's alleles the one that came furthest says why the record left. */
const ORDER = `mt_not_rcrs mt_artefact_site filter proband_not_carrier proband_no_call frequency
  annotation_unmatched consequence gene_not_on_panel outside_region`.split(/\s+/);

/** @returns null: the record stays */
function reasonOf(record: Line, storyOf: (variant: string) => Story): string | null | undefined {
  const told = record.alleles
    .map(({ variant }) => storyOf(variant).dropped)
    .map((reason) =>
      // Of what is withheld nothing is told; it came that far.
      reason === "withheld" ? null : reason,
    );
  if (told[0] === "outside_panel_regions") return "outside_panel_regions";
  const mine = record.alleles.flatMap((a, i) => (a.isSequence ? [told[i] ?? null] : []));
  if (mine.includes(null)) return null;
  if (mine.length === 0) return record.alleles.length === 0 ? undefined : told[0];
  return mine.toSorted((a, b) => ORDER.indexOf(b ?? "") - ORDER.indexOf(a ?? ""))[0];
}

const tally = (reasons: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
};

beforeAll(async () => {
  if (sharedData === null) return;
  const release = shared("hpo/2023-01-27");
  const files = ["hp.json.gz", "phenotype.hpoa.gz", "genes_to_phenotype.txt.gz"];
  await importHpo(
    openStore(store),
    files.map((name) => join(release, name)),
    { release: null, now: "2026-01-01T00:00:00.000Z" },
  );
});

for (const { name, options, proband, outside, text: given } of FAMILIES) {
  // Skipped: the shared data is absent.
  describe.skipIf(outside === true && sharedData === null)(`explain: ${name}`, () => {
    const asked: AnalyseOptions = { ...DEFAULTS, policy, ...options };
    const [input = ""] = asked.vcfs;
    // A plain file is read once, for all stories.
    if (asked.scan !== "index") asked.vcfs = [join(folder, `${name}.vcf`)];
    let analysis: Awaited<ReturnType<typeof analyse>>;
    let records: Line[];
    let header: string;
    let text: string;
    const stories = new Map<string, Story>();
    const storyOf = (variant: string): Story => {
      const story = stories.get(variant);
      if (story === undefined) throw new Error(`no story of ${variant}`);
      return story;
    };

    beforeAll(async () => {
      text = given ?? gunzipSync(readFileSync(input)).toString("utf8");
      if (asked.scan !== "index") writeFileSync(asked.vcfs[0] ?? "", text);
      analysis = await analyse(asked, io);
      header = text.slice(0, text.search(/^[^#]/m));
      records = linesOf(text);
      const variants = records
        .filter(({ isRead }) => isRead)
        .flatMap(({ alleles }) => alleles.map(({ variant }) => variant));
      const tell = await storyTeller(asked, variants, io);
      for (const variant of new Set(variants)) stories.set(variant, tell(variant));
    });

    const keyOf = (v: Candidate["variants"][number]): string =>
      `${v.chrom}:${v.pos}:${v.ref}:${v.alt}`;

    it("every candidate and every listed variant: id, tier, rank, score, reason", () => {
      const { candidates, side, ranking } = resultOf(analysis.report);
      expect(candidates.length + side.length).toBeGreaterThan(0);
      const told = (c: Candidate | SideCandidate, key: string): unknown =>
        storyOf(key)
          .genes.flatMap((gene) => gene.candidates)
          .filter(({ id }) => id === c.candidateId)
          .map(({ rank, tier, list, score, scoreParts, flags, reason }) => ({
            rank,
            tier,
            list,
            score,
            scoreParts,
            flags,
            reason,
          }));
      for (const [i, c] of candidates.entries()) {
        const { candidateId: id, tier, score, scoreParts, flags, reason } = c;
        for (const key of c.variants.map(keyOf)) {
          const shown = { tier, list: null, score, scoreParts, flags, reason };
          expect(told(c, key)).toEqual([{ rank: i + 1, ...shown }]);
          const first = candidates.findIndex((other) =>
            other.variants.some((v) => keyOf(v) === key),
          );
          if (first !== i) continue;
          const { answer } = storyOf(key);
          expect(answer).toEqual({
            kind: "candidate",
            id,
            gene: c.gene.symbol,
            tier,
            rank: i + 1,
            ranks: expect.objectContaining({ [ranking?.order ?? ""]: i + 1 }) as unknown,
            of: candidates.length,
            score,
            shortlisted: c.shortlisted ?? null,
            chance:
              c.chance === undefined
                ? null
                : { ...c.chance, expectedYield: ranking?.expectedYield },
          });
          const better = candidates.filter((other) => other.score > score).length;
          const equal = candidates.filter((other) => other.score === score).length;
          const byScore = answer.kind === "candidate" ? answer.ranks.score : 0;
          expect(byScore).toBeGreaterThan(better);
          expect(byScore).toBeLessThanOrEqual(better + equal);
        }
      }
      for (const c of side) {
        const { list, score, scoreParts, flags, reason } = c;
        for (const key of c.variants.map(keyOf))
          expect(told(c, key)).toContainEqual({
            rank: null,
            tier: null,
            list,
            score,
            scoreParts,
            flags,
            reason,
          });
      }
    });

    it("no other allele is told to be one", () => {
      const { candidates, side } = resultOf(analysis.report);
      const shown = new Map<string, string>();
      for (const c of side) for (const v of c.variants) shown.set(keyOf(v), "listed");
      for (const c of candidates) for (const v of c.variants) shown.set(keyOf(v), "candidate");
      for (const [variant, { answer }] of stories)
        expect([variant, answer.kind]).toEqual([variant, shown.get(variant) ?? "not_shown"]);
    });

    it("the reasons of all alleles add up to the run's counts", () => {
      const { counts } = analysis.run;
      const reasons = records.map((record) =>
        record.isRead ? reasonOf(record, storyOf) : "other_contig",
      );
      const isIndex = asked.scan === "index" || counts.recordsRead < records.length;
      const {
        outside_panel_regions: _read,
        other_contig: _other,
        ...dropped
      } = tally(reasons.filter((reason) => reason !== null && reason !== undefined));
      const { outside_panel_regions: outsideOf, other_contig: others, ...counted } = counts.dropped;
      // Records whose ALTs no command line can name.
      const unnamed = reasons.filter((reason) => reason === undefined).length;
      if (unnamed === 0) expect(dropped).toEqual(counted);
      if (!isIndex) expect([outsideOf, others]).toEqual([_read, _other]);
      expect(reasons.filter((reason) => reason === null).length).toBe(counts.recordsKept);
      const inGenes = [...stories.values()].flatMap((story) =>
        story.genes.flatMap((gene) => gene.dropped?.split(":")[0] ?? []),
      );
      const isWithheld = [...stories.values()].some(({ dropped: why }) => why === "withheld");
      expect(isWithheld).toBe(counts.withheld > 0);
      if (!isWithheld) expect(tally(inGenes)).toEqual(counts.droppedInGenes);
    });

    it("every damaging allele that is not shown is counted under the reason given", () => {
      const counts = analysis.run.counts.droppedAlleles ?? {};
      const least: string[] = [];
      const most: string[] = [];
      const inScope = records.filter(({ isRead }) => isRead).map(({ line }) => line);
      for (const { alleles } of damagingAlleles(header + inScope.join("\n"), proband))
        for (const { key, certain } of alleles) {
          const answer = stories.get(key)?.answer;
          if (answer?.kind !== "not_shown" || answer.reason === "outside_panel_regions") continue;
          if (certain) least.push(answer.reason);
          most.push(answer.reason);
        }
      for (const [reason, n] of Object.entries(tally(least)))
        expect([reason, (counts[reason] ?? 0) >= n]).toEqual([reason, true]);
      for (const [reason, n] of Object.entries(counts))
        if (reason !== "other_contig" && reason !== "outside_panel_regions")
          expect([reason, (tally(most)[reason] ?? 0) >= n]).toEqual([reason, true]);
    });

    it.runIf(asked.scan === "index")("alone, without the run, the story is the same", async () => {
      const random = draws(3);
      const drawn = [...stories].filter(() => random() < 0.01);
      expect(drawn.length).toBeGreaterThan(20);
      for (const [variant, story] of drawn)
        // oxlint-disable-next-line no-await-in-loop -- one run at a time
        expect(await explain(asked, variant, io)).toEqual(story);
    });

    it("dropped alleles by chance, each by a run of its record alone", async () => {
      const random = draws(20_261_129);
      const left = records
        // A record may point to another one (BCSQ-02).
        .filter(
          ({ isRead, line, alleles }) =>
            isRead && alleles.length > 0 && !/BCSQ=[^\t]*[@+]/.test(line),
        )
        .flatMap((record) => {
          const reason = reasonOf(record, storyOf);
          return typeof reason === "string" ? [{ record, reason }] : [];
        })
        .map((drawn) => ({ drawn, at: random() }))
        .toSorted((a, b) => a.at - b.at)
        .slice(0, DRAWN);
      for (const { drawn } of left) {
        const stdin = Readable.from([Buffer.from(`${header}${drawn.record.line}\n`)]);
        const alone = { ...asked, vcfs: ["-"], scan: "auto" as const, allowEmpty: true };
        // oxlint-disable-next-line no-await-in-loop -- one run at a time
        const { run } = await analyse(alone, { ...io, stdin });
        expect([drawn.record.line.slice(0, 60), run.counts.dropped]).toEqual([
          drawn.record.line.slice(0, 60),
          { [drawn.reason]: 1 },
        ]);
      }
    });
  });
}
