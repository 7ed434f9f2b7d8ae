/** What stands beside the answer for other programs: the summary, the crate, the digests. */
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import type { RunDocument } from "../../src/report/types.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const VCF = "test-data/demo/trio.vcf.gz";
const FAMILY = { vcfs: [VCF], ped: "test-data/demo/trio.ped", panels: ["epilepsy"] };
const out = join(folder, "out");
const bytesOf = (dir: string, name: string): Buffer => readFileSync(join(dir, name));
const json = <T = Record<string, unknown>>(name: string, dir = out): T =>
  JSON.parse(bytesOf(dir, name).toString()) as T;
const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

beforeAll(() => analyseHere(FAMILY, { dir: out }));

describe("summary.json", () => {
  it("says how it went, in the report's own figures", () => {
    const { candidates } = json<{ candidates: { tier: number }[] }>("report.json");
    const tiers = [1, 2, 3].map((tier) => candidates.filter((c) => c.tier === tier).length);
    expect(tiers[0]).toBeGreaterThan(0);
    expect(json("summary.json")).toMatchObject({
      schema: "panelist.summary",
      case: null,
      family: "DEMO",
      proband: "DEMO-CHILD",
      complete: true,
      tiers: { 1: tiers[0], 2: tiers[1], 3: tiers[2] },
      quality: { failed: 0, warning: 0 },
      openEvents: null,
    });
  });

  it("names the answer's files with their digests", () => {
    const { digests } = json<{ digests: { outputs: { name: string; sha256: string }[] } }>(
      "summary.json",
    );
    expect(digests.outputs.map(({ name }) => name)).toContain("report.json");
    for (const { name, sha256: said } of digests.outputs)
      expect([name, said]).toEqual([name, sha256(bytesOf(out, name))]);
  });

  it("has the same bytes whenever, wherever and with however many threads it was written", async () => {
    const copy = join(folder, "elsewhere.vcf.gz");
    copyFileSync(VCF, copy);
    copyFileSync(`${VCF}.tbi`, `${copy}.tbi`);
    const again = join(folder, "again");
    await analyseHere({ ...FAMILY, vcfs: [copy], scan: "full" }, { dir: again });
    expect(bytesOf(again, "summary.json").equals(bytesOf(out, "summary.json"))).toBe(true);
  });
});

interface Entity {
  "@id": string;
  "@type": string;
  sha256?: string;
  contentSize?: string;
  [name: string]: unknown;
}

describe("ro-crate-metadata.json", () => {
  const graph = (): Entity[] => json<{ "@graph": Entity[] }>("ro-crate-metadata.json")["@graph"];
  const byId = (id: string): Entity | undefined => graph().find((one) => one["@id"] === id);

  it("is one action of a program that took the inputs and made the outputs", () => {
    const action = byId("#run") ?? ({} as Entity);
    expect(action).toMatchObject({
      "@type": "CreateAction",
      endTime: json("run.json")["finished"],
    });
    expect(byId((action["instrument"] as Entity)["@id"])).toMatchObject({
      "@type": "SoftwareApplication",
      name: "panelist",
    });
    const ids = (action["object"] as Entity[]).map((one) => one["@id"]);
    expect(ids).toContain(pathToFileURL(resolve(VCF)).href);
    expect(ids).toContain("#panel-1");
  });

  it("every entity that is referred to is described, once", () => {
    const ids = graph().map((one) => one["@id"]);
    expect(new Set(ids).size).toBe(ids.length);
    const refers = (value: unknown): string[] =>
      Array.isArray(value)
        ? value.flatMap(refers)
        : typeof value === "object" && value !== null
          ? Object.entries(value).flatMap(([key, of]) =>
              key === "@id" ? [String(of)] : refers(of),
            )
          : [];
    const outside = refers(graph()).filter((id) => !ids.includes(id));
    expect(outside).toEqual(["https://w3id.org/ro/crate/1.1"]);
  });

  it("has the digest of each output but the record, which names the crate's own", () => {
    const made = graph().filter((one) => one["@type"] === "File" && !one["@id"].includes(":"));
    const { outputs = [] } = json<RunDocument>("run.json");
    expect(made.map((one) => one["@id"])).toEqual([
      ...outputs.map(({ name }) => name).filter((name) => name !== "ro-crate-metadata.json"),
      "run.json",
    ]);
    for (const { "@id": id, sha256: said, contentSize } of made.filter((f) => f.sha256))
      expect([id, said, contentSize]).toEqual([
        id,
        sha256(bytesOf(out, id)),
        String(bytesOf(out, id).length),
      ]);
    const crate = outputs.find(({ name }) => name === "ro-crate-metadata.json");
    expect(crate?.sha256).toBe(sha256(bytesOf(out, "ro-crate-metadata.json")));
  });
});

describe("--digest full", () => {
  it("is that of every byte of the VCF; without it that of header and index", async () => {
    const dir = join(folder, "full");
    await analyseHere({ ...FAMILY, digest: "full" }, { dir });
    const of = (name: string): unknown => json<RunDocument>("run.json", name).inputs[0]?.digest;
    expect(of(dir)).toEqual({ kind: "full", sha256: sha256(readFileSync(VCF)) });
    expect(of(out)).toMatchObject({ kind: "header+index" });
    const vcf = json<{ "@graph": Entity[] }>("ro-crate-metadata.json", dir)["@graph"].find((one) =>
      one["@id"].endsWith("trio.vcf.gz"),
    );
    expect(vcf?.sha256).toBe(sha256(readFileSync(VCF)));
  });

  it("is refused before the reading where the input can be read only once", async () => {
    const input = gunzipSync(readFileSync(VCF));
    const args = ["analyse", "-", "--ped", FAMILY.ped, "--panel", "epilepsy", "--digest", "full"];
    expect(await runInProcess(args, { input })).toMatchObject({ status: 2, stdout: "" });
  });
});

describe("--prune-transcripts", () => {
  const records = (dir: string): string[][] =>
    gunzipSync(bytesOf(dir, "candidates.vcf.gz"))
      .toString()
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.split("\t"));
  const symbols = (line: string[]): string[] =>
    /(?:^|;)CSQ=([^;]*)/
      .exec(line[7] ?? "")?.[1]
      ?.split(",")
      .map((entry) => entry.split("|")[3] ?? "") ?? [];

  it("leaves the annotation of panel genes and candidates alone, and says so in the header", async () => {
    const dir = join(folder, "pruned");
    const everything = { ...FAMILY, panels: ["epilepsy", "cardiomyopathy"] };
    await analyseHere(everything, { dir, pruneTranscripts: true });
    const whole = join(folder, "whole");
    await analyseHere(everything, { dir: whole });
    const added = records(dir).filter(([first = ""]) =>
      first.startsWith("##PANELIST_TRANSCRIPTS="),
    );
    expect(added).toHaveLength(1);
    const [mine, all] = [dir, whole].map((name) =>
      records(name).filter(([first = ""]) => !first.startsWith("#")),
    );
    expect(mine).toHaveLength(all?.length ?? -1);
    for (const [i, line] of (mine ?? []).entries()) {
      const before = symbols(all?.[i] ?? []);
      const gene = /PANELIST_GENE=([^;]*)/.exec(line[7] ?? "")?.[1]?.split(",") ?? [];
      expect(symbols(line)).toEqual(before.filter((symbol) => symbols(line).includes(symbol)));
      expect(gene.every((symbol) => symbols(line).includes(symbol))).toBe(true);
      expect(line.toSpliced(7, 1)).toEqual(all?.[i]?.toSpliced(7, 1));
    }
  });
});
