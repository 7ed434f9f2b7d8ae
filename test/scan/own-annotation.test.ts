// The gates of a file without an annotation, held to the judgement: a line they drop, the judgement drops alike.
import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { openTranscripts, ownLayout } from "../../src/effect/index.ts";
import type { TranscriptSlice } from "../../src/effect/types.ts";
import { genesPanel, compilePanelGenes } from "../../src/panel/index.ts";
import { noColumns, readColumns } from "../../src/scan/gates/columns.ts";
import { compilePlan, judgeRecord, ownAnnotation, Scanner } from "../../src/scan/index.ts";
import { judgeForArchive } from "../../src/scan/keep/distil.ts";
import { distilCriteria } from "../../src/scan/index.ts";
import { lastReason } from "../../src/scan/judge/judge.ts";
import { reasonsOfDamaging } from "../../src/scan/judge/damaging.ts";
import type { ScanPlan } from "../../src/scan/types.ts";
import { openStore } from "../../src/store/index.ts";
import { decodeRecord, parseHeader } from "../../src/vcf/index.ts";
import { changes, makeRawWorld, rawVcf, SEQUENCE } from "../helpers/raw-world.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
let slice: TranscriptSlice;

function planOf(extra: string[] = [], distil = false): ScanPlan {
  const parsed = parseHeader(rawVcf([], extra), "raw.vcf");
  const header = { ...parsed, annotations: [ownLayout("panelist, Ensembl 1")] };
  const policy = structuredClone(DEFAULT_POLICY);
  policy.sampleChecks.enabled = false;
  const panel = genesPanel(["PLUS1", "MINUS1", "RNA1"]);
  const places = [900, 3900, 6900];
  panel.genes.forEach((gene, i) => {
    const start = places[i] ?? 0;
    const location = { chrom: "1", start, end: start + 1800 };
    gene.location = { GRCh37: location, GRCh38: location };
  });
  const genes = compilePanelGenes([panel], {
    assembly: "GRCh38",
    margin: 0,
    minConfidence: "amber",
  });
  return {
    assembly: "GRCh38",
    header,
    policy,
    sampleColumns: [0, 1, 2],
    proband: 0,
    roles: { fathers: [null, null, null], mothers: [null, null, null] },
    genes,
    geneAgnostic: distil,
    wholeGenome: distil,
    unannotated: false,
    effects: slice,
    ...(distil ? { distil: distilCriteria(policy) } : {}),
  };
}

beforeAll(async () => {
  const world = await makeRawWorld(folder, []);
  const store = openStore(world.store);
  const [entry] = await store.list("transcripts");
  if (entry === undefined) throw new Error("no release");
  slice = openTranscripts(store.pathOf(entry)).slice("all");
});

const linesOf = (text: string): string[] =>
  text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));

async function compiledOf(plan: ScanPlan) {
  return compilePlan(plan, await ownAnnotation(plan));
}

describe("a line that the gates drop, the judgement drops for the same reason", () => {
  it.each([
    ["plain", [], {}],
    ["failed filters and no carriers", [], { filter: "LowQual" }],
    ["SpliceAI in INFO", ['##INFO=<ID=SpliceAI,Number=.,Type=String,Description="SpliceAI">'], {}],
  ] as const)("%s", async (_name, extra, given) => {
    const plan = planOf([...extra]);
    const compiled = await compiledOf(plan);
    const scanner = new Scanner(compiled);
    const info = extra.length > 0 ? "SpliceAI=A|PLUS1|0.9|0|0|0|1|1|1|1" : ".";
    const records = changes(120, 5).map((one, i) => ({
      ...one,
      ...given,
      ...(i % 2 === 0 ? { filter: "PASS" } : {}),
      info: i % 3 === 0 ? info : ".",
    }));
    const reasons: Record<string, number> = {};
    let far = 0;
    for (const line of linesOf(rawVcf(records))) {
      const data = Buffer.from(`${line}\n`);
      const { dropped, survivors, droppedAlleles } = scanner.scan(data, 0, data.length);
      const [scanned = "kept"] = Object.keys(dropped);
      const record = decodeRecord(line, plan.header, { path: "raw.vcf" });
      if (scanned === "outside_panel_regions") {
        far++;
        continue;
      }
      const judged = judgeRecord(record, compiled, { chrom: "1", sitesAt: () => [], trace: false });
      const own = judged.some((j) => j.allele !== null) ? "kept" : lastReason(judged);
      expect(scanned, line).toBe(own);
      const at = noColumns();
      readColumns(data, 0, data.length, Buffer.alloc(0), 3, 0, at);
      const last = at.pos + record.ref.length - 1;
      // Of one base, what the judgement drops for it is seen at a glance.
      if (own === "consequence" && `${record.ref}${record.alts.join("")}`.length === 2)
        expect(compiled.own?.mayHarm(data, at, "1", last), line).toBe(false);
      expect(survivors.length, line).toBe(own === "kept" ? 1 : 0);
      const lost = reasonsOfDamaging(record, "1", compiled, judged);
      expect(
        Object.values(droppedAlleles).reduce((a, b) => a + b, 0),
        line,
      ).toBe(lost.length);
      reasons[own] = (reasons[own] ?? 0) + 1;
    }
    expect(far).toBeGreaterThan(10);
    expect(reasons["kept"]).toBeGreaterThan(10);
    expect(reasons["consequence"]).toBeGreaterThan(10);
  });

  it("DEC-41 what either place of an indel keeps is kept", async () => {
    const compiled = await compiledOf(planOf());
    const rows = changes(20, 9).flatMap(({ pos, ref, alts: [alt = ""] }) => {
      if (ref.length === alt.length) return [];
      const [line = ""] = linesOf(
        rawVcf([{ pos, ref, alts: [alt], calls: ["0/1", "0/0", "0/0"] }]),
      );
      const record = decodeRecord(line, compiled.plan.header, { path: "x" });
      return judgeRecord(record, compiled, { chrom: "1", sitesAt: () => [], trace: false }).flatMap(
        (j) => j.allele?.genes ?? [],
      );
    });
    const open = rows.filter(
      ({ consequence }) => consequence.reporting.otherPlacement !== undefined,
    );
    expect(open.length).toBeGreaterThan(0);
    for (const { consequence } of open) {
      expect(consequence.reporting.flags).toContain("placement_dependent");
      expect(consequence.reporting.otherPlacement).not.toEqual(consequence.reporting.terms);
    }
  });
});

describe("an archive keeps what a later release may need", () => {
  it("all bases of exons and 50 around, whatever they do; nothing of a deep intron", async () => {
    const plan = planOf([], true);
    const compiled = await compiledOf(plan);
    const scanner = new Scanner(compiled);
    const kept = new Set<number>();
    for (let pos = 900; pos < 7500; pos++) {
      const ref = SEQUENCE[pos - 1] ?? "N";
      const [line = ""] = linesOf(
        rawVcf([{ pos, ref, alts: [ref === "A" ? "C" : "A"], calls: ["0/1", "0/0", "0/0"] }]),
      );
      const data = Buffer.from(`${line}\n`);
      const batch = scanner.scan(data, 0, data.length);
      const record = decodeRecord(line, plan.header, { path: "x" });
      const { outcome } = judgeForArchive(record, "1", compiled, distilCriteria(plan.policy));
      expect((batch.kept?.length ?? 0) > 0, line).toBe(outcome === "keep");
      if (outcome === "keep") kept.add(pos);
    }
    for (const [start, end] of [
      [950, 1150],
      [3950, 4250],
      [6950, 7400],
    ] as const)
      for (let pos = start; pos <= end; pos++) expect(kept.has(pos), String(pos)).toBe(true);
    for (const pos of [2100, 3500, 6000]) expect(kept.has(pos)).toBe(false);
  });
});
