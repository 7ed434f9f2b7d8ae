/** The door for programs: answers as data, the same as the command line's, in silence. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  analyse,
  annotate,
  compareAnnotation,
  EXIT_CODES,
  explain,
  inspect,
  readReport,
  reanalyse,
  type Request,
  ToolError,
} from "../src/index.ts";
import type * as door from "../src/index.ts";
import { analyseHere } from "./helpers/analyse.ts";
import { addHere, fullReport } from "./helpers/archive.ts";
import { changes, makeRawWorld } from "./helpers/raw-world.ts";
import { runInProcess } from "./helpers/run-command.ts";
import { tempFolder } from "./helpers/temp.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = tempFolder();
const family = {
  vcfs: [join(root, "test-data/demo/trio.vcf.gz")],
  ped: join(root, "test-data/demo/trio.ped"),
  panels: ["epilepsy"],
  threads: 1,
};
/** Where any answer will do. */
const small = { ...family, vcfs: [join(root, "test-data/small/snpeff.vcf.gz")] };

/** As JSON has it, but for maps, and for how long it took. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, one: unknown) =>
      one instanceof Map ? [...one] : key === "wallTimeMs" ? 0 : one,
    ),
  );

async function failureOf(work: Promise<unknown>): Promise<ToolError> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (error instanceof ToolError) return error;
  throw new Error(`no ToolError: ${String(error)}`);
}

/** What only a file of a folder has. */
interface Written {
  outputs: { name: string }[];
  sha256: string;
}

describe("analyse", () => {
  it("gives the report and the record that the command line writes", async () => {
    const out = join(folder, "out");
    await analyseHere(family, { dir: out });
    const answer = await analyse({ ...family, now: () => new Date(0), commandLine: ["panelist"] });
    const json = (name: string): unknown => JSON.parse(readFileSync(join(out, name), "utf8"));
    expect(answer.kind).toBe("analysis");
    expect(plain(answer.report)).toEqual(json("report.json"));
    const { tool, ...run } = plain(answer.run) as { tool: { version: string } };
    const { outputs, sha256, ...written } = json("run.json") as Written;
    expect({ ...run, tool: { ...tool, version: "0.0.0" } }).toEqual(written);
    expect(outputs.map(({ name }) => name)).toContain("report.json");
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(answer.report.candidates.length).toBeGreaterThan(0);
  });

  it("is silent, or told line by line; warnings are kept", async () => {
    const info: string[] = [];
    let seen = 0;
    const answer = await analyse({
      ...small,
      genes: ["NOSUCHGENE1"],
      allowEmpty: true,
      log: { info: (line) => info.push(line) },
      onProgress: ({ records }) => (seen = records),
    });
    expect(info.join()).toContain("scan");
    expect(seen).toBeGreaterThan(0);
    expect(answer.warnings.join()).toContain("NOSUCHGENE1");
  });

  it("reads bytes for -, and refuses it without them", async () => {
    const stdin = (async function* bytes() {
      yield readFileSync(small.vcfs[0] ?? "");
    })();
    const asked = { ...small, vcfs: ["-"] };
    const { report } = await analyse({ ...asked, stdin });
    expect(plain(report)).toEqual(await fullReport(small));
    expect((await failureOf(analyse(asked))).code).toBe("E_USAGE");
    const text = (async function* strings() {
      yield readFileSync(family.vcfs[0] ?? "", "latin1");
    })() as AsyncIterable<never>;
    expect(await failureOf(analyse({ ...asked, stdin: text }))).toMatchObject({
      code: "E_USAGE",
      message: "'stdin' must yield bytes (Uint8Array), and yielded text",
    });
  });

  it("takes files and family from a case file", async () => {
    const caseFile = join(folder, "case.yaml");
    writeFileSync(caseFile, `proband: P\nindication: R14\nvcf: ${family.vcfs[0]}\n`);
    const error = await failureOf(analyse({ phenotype: { caseFile }, threads: 1 }));
    expect(error.place.path ?? error.message).not.toContain("no VCF");
  });

  it.each<[string, Request, string]>([
    ["nothing", {}, "no panel or genes given"],
    ["no file", { panels: ["epilepsy"] }, "no VCF given"],
    ["an unknown option", { ...family, panel: "x" } as Request, "unknown option 'panel'"],
    ["a contradiction", { ...family, beyondPanel: true, scan: "index" }, "--beyond-panel"],
    ["a release without a store", { ...family, clinvar: "2024-01-01" }, "no store was given"],
    ["terms without a store", { ...family, phenotype: { hpo: ["HP:0001250"] } }, "no store"],
  ])("refuses %s", async (_what, request, message) => {
    const error = await failureOf(analyse(request));
    expect(error.message).toContain(message);
    expect(Object.keys(EXIT_CODES)).toContain(error.code);
  });

  it("takes the default for what is undefined", async () => {
    const asked = { ...small, scan: undefined, sex: undefined } as unknown as Request;
    expect((await analyse(asked)).report).toEqual((await analyse(small)).report);
  });

  it("tells of a store that is named and is not there", async () => {
    const store = join(folder, "no-store");
    const note = `the store ${store} does not exist: nothing from it is used`;
    expect((await analyse({ ...family, store })).warnings).toEqual([note]);
    expect((await inspect(family.vcfs[0] ?? "", { store })).warnings).toEqual([note]);
  });

  it("stops before the work and while it reads, with the signal's reason", async () => {
    const reason = new Error("enough");
    await expect(analyse({ ...family, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    let looked = 0;
    const signal = {
      throwIfAborted(): void {
        if (looked++ > 0) throw reason;
      },
    };
    await expect(analyse({ ...family, signal })).rejects.toBe(reason);
  });
});

describe("the other jobs", () => {
  it("explain: the story that the command line prints", async () => {
    const variant = "2:166054782:G:A";
    const { kind, story } = await explain(variant, family);
    const [vcf = ""] = family.vcfs;
    const args = ["explain", vcf, variant, "--ped", family.ped, "--panel", "epilepsy"];
    const { stdout } = await runInProcess([...args, "--format", "json", "--quiet"]);
    expect(kind).toBe("story");
    expect(plain(story)).toEqual(JSON.parse(stdout));
    expect((await failureOf(explain("2:1", family))).code).toBe("E_INPUT_MISSING");
    expect((await failureOf(explain("2:1:", family))).code).toBe("E_USAGE");
  });

  it("inspect: what a file holds and lacks", async () => {
    const answer = await inspect(family.vcfs[0] ?? "", { panels: ["epilepsy"] });
    expect(answer).toMatchObject({ kind: "inspection", warnings: [] });
    expect(answer.inspection).toMatchObject({ kind: "bgzf", missing: [] });
    expect(answer.inspection.panelGenes?.genes.length).toBeGreaterThan(0);
    expect((await inspect(family.vcfs[0] ?? "")).inspection.panelGenes).toBeNull();
    expect((await failureOf(inspect(join(folder, "none.vcf")))).code).toBe("E_INPUT_MISSING");
  });

  it("reanalyse: counts, and who did it", async () => {
    const archive = join(folder, "cases");
    await addHere(archive, "F1", family);
    const answer = await reanalyse(archive, { dryRun: true });
    expect(answer).toMatchObject({ kind: "reanalysis", cases: ["F1"] });
    expect(answer.reanalysis.counts).toMatchObject({ cases: 1, untouched: 1, failed: 0 });
    const none = reanalyse(archive, { cases: ["F2"] });
    expect((await failureOf(none)).code).toBe("E_INPUT_MISSING");
    // A slip that would write a run.
    const misspelt: object = { dryrun: true };
    expect(await failureOf(reanalyse(archive, misspelt))).toMatchObject({
      code: "E_USAGE",
      message: "unknown option 'dryrun'",
    });
    expect((await failureOf(readReport("none", misspelt))).code).toBe("E_USAGE");
  });

  it("readReport: the folder of --out-dir, checked", async () => {
    const out = join(folder, "written");
    await analyseHere(family, { dir: out });
    const answer = await readReport(out, { run: join(out, "run.json") });
    expect(answer.kind).toBe("report");
    expect(plain(answer.report)).toEqual(await fullReport(family));
    expect(answer.run?.counts.recordsRead).toBeGreaterThan(0);
    writeFileSync(join(out, "report.json"), "{}");
    expect((await failureOf(readReport(out))).code).toBe("E_REPORT");
    expect((await failureOf(readReport(join(folder, "none")))).code).toBe("E_INPUT_MISSING");
  });
});

/** Every object and list of a value, itself among them. */
function* objectsOf(value: unknown): Generator<object> {
  if (typeof value !== "object" || value === null) return;
  yield value;
  for (const one of value instanceof Map ? value.values() : Object.values(value))
    yield* objectsOf(one);
}

/** Every function that gives data, each with a call of it. */
async function callsOf(): Promise<[string, () => Promise<object>][]> {
  const made = tempFolder();
  const { vcf, store } = await makeRawWorld(made, changes(200));
  const to = join(made, "annotated.vcf");
  await annotate(vcf, to, { store });
  const archive = join(made, "cases");
  await addHere(archive, "F1", family);
  const out = join(made, "out");
  await analyseHere(family, { dir: out });
  const now = (): Date => new Date(0);
  return Object.entries({
    analyse: () => analyse({ ...family, labels: { order: "1" }, now }),
    explain: () => explain("2:166054782:G:A", family),
    annotate: () => annotate(vcf, join(made, "again.vcf"), { store }),
    compareAnnotation: () => compareAnnotation(to, { store }),
    inspect: () => inspect(family.vcfs[0] ?? "", { panels: family.panels }),
    reanalyse: () => reanalyse(archive, { dryRun: true, now }),
    readReport: () => readReport(out, { run: join(out, "run.json") }),
  } satisfies Record<Exclude<keyof typeof door, "EXIT_CODES" | "ToolError">, unknown>);
}

describe("an answer is the caller's own", () => {
  it("nothing in it is in another, twice in it, or what a later one is made of", async () => {
    for (const [name, call] of await callsOf()) {
      // oxlint-disable-next-line no-await-in-loop -- what one leaves behind is in the next
      const [first, second] = [await call(), await call()];
      const before = plain(first);
      const owned = [...objectsOf(first)];
      expect(new Set(owned).size, `${name}: twice in it`).toBe(owned.length);
      const others = new Set(objectsOf(second));
      expect(
        owned.some((object) => others.has(object)),
        `${name}: in another`,
      ).toBe(false);
      for (const object of owned) {
        if (object instanceof Map) object.clear();
        for (const key of Object.keys(object)) Reflect.set(object, key, null);
      }
      expect(plain(second), name).toEqual(before);
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(plain(await call()), name).toEqual(before);
    }
  });

  it("nor what it was asked with", async () => {
    const asked = { ...family, labels: { order: "1" } };
    const { run } = await analyse(asked);
    expect([...objectsOf(run)]).not.toContain(asked.labels);
  });
});

it("only the command line asks the environment, the streams and the signals of the process", () => {
  const asks = /\bprocess\.(?:env|argv|stdin|stdout|stderr|exit\w*|on|once|cwd)\b|\bconsole\./;
  const asking = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter(
    (name) =>
      name.endsWith(".ts") &&
      !/^cli\b|\bclient\b/.test(name) &&
      asks.test(readFileSync(join(root, "src", name), "utf8")),
  );
  expect(asking).toEqual([]);
});
