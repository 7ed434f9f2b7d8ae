// A case of a file without an annotation: it is kept raw, with the release of its transcripts, and analysed again so.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_OPTIONS } from "../../src/analysis/options.ts";
import type { CaseFile } from "../../src/archive/types.ts";
import { gunzip } from "../helpers/bgzip.ts";
import { annotate } from "../../src/analysis/annotate.ts";
import { addHere, quietIo, reanalyseHere } from "../helpers/archive.ts";
import { changes, GENES, gff3Text, makeRawWorld, type RawWorld } from "../helpers/raw-world.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const archive = join(folder, "cases");
let world: RawWorld;

beforeAll(async () => {
  world = await makeRawWorld(folder, changes(300));
  const given = { ped: world.ped, panels: [world.panel], store: world.store };
  await addHere(archive, "RAW", { ...given, vcfs: [world.vcf] });
  const to = join(folder, "annotated.vcf.gz");
  await annotate({ ...DEFAULT_OPTIONS, store: world.store, vcfs: [world.vcf] }, to, quietIo());
  await addHere(archive, "TWIN", { ...given, vcfs: [to] });
});

const read = (id: string, name: string): unknown =>
  JSON.parse(readFileSync(join(archive, "cases", id, name), "utf8"));

describe("a case of a raw file", () => {
  it("keeps lines as they stood, and by which release they are read", () => {
    const { datasets } = read("RAW", "case.json") as CaseFile;
    expect(datasets[0]).toMatchObject({
      annotator: "panelist, Ensembl 1",
      transcripts: { source: "Ensembl", release: "1" },
    });
    const kept = gunzip(
      readFileSync(join(archive, "cases/RAW", datasets[0]?.distilled[0]?.path ?? "")),
    ).toString();
    expect(kept).not.toContain("CSQ");
    const names = readFileSync(join(archive, "cases/RAW/datasets/1/genes.txt"), "utf8");
    for (const name of ["PLUS1", "MINUS1", "ENSG00000001"]) expect(names).toContain(`\n${name}\n`);
  });

  it("has the candidates of the same file annotated", () => {
    const of = (id: string): unknown[] =>
      (read(id, "runs/1.json") as { report: { candidates: { candidateId: string }[] } }).report
        .candidates;
    expect(of("RAW").length).toBeGreaterThan(5);
    expect(of("RAW")).toEqual(of("TWIN"));
  });

  it("is analysed again by the release that it was first read by", async () => {
    const policy = join(folder, "policy.json");
    writeFileSync(policy, JSON.stringify({ quality: { minDepth: 31 } }));
    const asked = { store: world.store, cases: ["RAW"], policy };
    const { result } = await reanalyseHere(archive, asked);
    expect(result.failed).toEqual([]);
    const { report } = read("RAW", "runs/2.json") as {
      report: { annotator: string; candidates: unknown[] };
    };
    expect(report.annotator).toBe("panelist, Ensembl 1");
    expect(report.candidates.length).toBeGreaterThan(5);
  });

  it("fails by itself, and says so, where the store lost that release", async () => {
    const policy = join(folder, "policy.json");
    writeFileSync(policy, JSON.stringify({ quality: { minDepth: 32 } }));
    const other = join(folder, "other");
    mkdirSync(other);
    const { store } = await makeRawWorld(other, [], { text: gff3Text(GENES, 2), release: "2" });
    const { result } = await reanalyseHere(archive, { store, cases: ["RAW"], policy });
    expect(JSON.stringify(result.failed)).toContain("the store has no transcripts 'Ensembl@1'");
  });
});
