import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { policyFile } from "../../src/core/policy-schema.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { caseFileSchema } from "../../src/phenotype/case-file/read.ts";
import {
  countCandidates,
  schemaNames,
  schemaText,
  summaryJson,
  type RunRecord,
} from "../../src/report/index.ts";
import { reportJson } from "../../src/report/json.ts";
import { runJson } from "../../src/report/run.ts";
import {
  decisionsSchema,
  reportSchema,
  runSchema,
  summarySchema,
} from "../../src/report/schema.ts";
import { analysis, emptyAnalysis } from "./build.ts";

const run: RunRecord = {
  tool: { name: "panelist", version: "0.1.0", node: "v20" },
  commandLine: ["panelist", "analyse", "x.vcf.gz"],
  assembly: "GRCh38",
  policy: DEFAULT_POLICY,
  policyDigest: "0".repeat(64),
  inputs: [
    {
      path: "x.vcf.gz",
      role: "vcf",
      size: 10,
      digest: { kind: "header+index", sha256: "1".repeat(64) },
    },
    { path: "-", role: "vcf", size: null, digest: null },
  ],
  panels: [],
  scan: { mode: "index", why: "an index was found" },
  threads: 2,
  counts: {
    recordsRead: 10,
    recordsKept: 3,
    dropped: { frequency: 5, consequence: 2 },
    droppedInGenes: { moi_mismatch: 1 },
    ...countCandidates(analysis()),
  },
  sampleChecks: [],
  complete: true,
  incomplete: [],
  warnings: [],
  started: "2026-01-01T00:00:00.000Z",
  finished: "2026-01-01T00:00:01.000Z",
  wallTimeMs: 1000,
};

describe.each([
  ["report", reportSchema],
  ["run", runSchema],
  ["summary", summarySchema],
  ["decisions", decisionsSchema],
  ["policy", policyFile],
  ["case", caseFileSchema],
] as const)("%s.schema.json", (name, schema) => {
  it("is the published form of the schema in the source", () => {
    const generated = `${JSON.stringify(
      { title: `panelist.${name}`, ...z.toJSONSchema(schema, { target: "draft-2020-12" }) },
      null,
      2,
    )}\n`;
    if (process.env["UPDATE_SCHEMAS"] === "1") {
      writeFileSync(new URL(`../../docs/schemas/${name}.schema.json`, import.meta.url), generated);
    }
    expect(schemaNames()).toContain(name);
    expect(schemaText(name)).toBe(generated);
  });
});

/** Reads the published file, not the source. */
function published(name: string): z.ZodType {
  return z.fromJSONSchema(JSON.parse(schemaText(name)) as Parameters<typeof z.fromJSONSchema>[0]);
}

describe("what is written holds to what is published", () => {
  it.each([
    ["report", [...reportJson(analysis())].join("")],
    ["report", [...reportJson(emptyAnalysis())].join("")],
    ["run", runJson(run)],
    ["summary", summaryJson({ case: "F1", openEvents: 2 }, analysis(), run, [])],
    [
      "summary",
      summaryJson(
        { case: null, openEvents: null },
        { ...emptyAnalysis(), labels: { order: "7" } },
        run,
        [],
      ),
    ],
    ["policy", JSON.stringify(DEFAULT_POLICY)],
    ["policy", "{}"],
  ])("%s", (name, text) => {
    expect(published(name).safeParse(JSON.parse(text)).error?.issues).toBeUndefined();
  });

  it("the check is awake: a wrong document is refused", () => {
    const wrong: Record<string, unknown> = JSON.parse([...reportJson(analysis())].join(""));
    for (const change of [{ version: 4 }, { extra: 1 }, { warnings: [3] }, { candidates: [{}] }]) {
      expect(published("report").safeParse({ ...wrong, ...change }).success).toBe(false);
    }
  });
});
