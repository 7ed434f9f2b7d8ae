// The archive's documents and those about the installation, as published: docs/schemas says what is written.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { doctor } from "../../src/analysis/doctor-schema.ts";
import { addressList } from "../../src/io/schema.ts";
import { inArchive, purgeEvents, removeCase } from "../../src/archive/index.ts";
import { WRITTEN } from "../../src/archive/schema.ts";
import { reanalysis } from "../../src/reanalysis/schema.ts";
import { setCase } from "../../src/reanalysis/set.ts";
import { giveVerdict } from "../../src/reanalysis/verdict.ts";
import { schemaNames, schemaText } from "../../src/report/index.ts";
import { addHere, cloneCase, reanalyseHere, mergeHere } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";

const SCHEMAS: [string, z.ZodType][] = [
  ...Object.entries(WRITTEN),
  ["reanalysis", reanalysis],
  ["doctor", doctor],
  ["addresses", addressList],
];

describe.each(SCHEMAS)("%s.schema.json", (name, schema) => {
  it("is the published form of the schema in the source", () => {
    const generated = `${JSON.stringify(
      { title: `panelist.${name}`, ...z.toJSONSchema(schema, { target: "draft-2020-12" }) },
      null,
      2,
    )}\n`;
    const path = new URL(`../../docs/schemas/${name}.schema.json`, import.meta.url);
    if (process.env["UPDATE_SCHEMAS"] === "1") writeFileSync(path, generated);
    expect(existsSync(path)).toBe(true);
    expect(schemaNames()).toContain(name);
    expect(schemaText(name)).toBe(generated);
  });
});

describe("what an archive holds is what is published", () => {
  const archive = join(tempFolder(), "cases");
  const at = inArchive.case(archive, "C1");
  let printed = "";
  const now = new Date("2024-03-01T00:00:00.000Z");
  const text = (path: string): string => readFileSync(path, "utf8");
  const linesOf = (path: string): unknown[] =>
    text(path)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);

  beforeAll(async () => {
    await addHere(
      archive,
      "C1",
      {
        vcfs: ["test-data/demo/trio.vcf.gz"],
        ped: "test-data/demo/trio.ped",
        panels: ["epilepsy"],
      },
      { panelVersions: ["epilepsy@0.9"], consent: { given: true, until: "2040-01-01" } },
    );
    cloneCase(archive, "C1", "C2");
    const by = "me";
    const asked = { archive, case: "C1", variant: "16:78333196:A:T", by, now, date: "2024-03-01" };
    await giveVerdict({ ...asked, kind: "dismissed", class: null, why: "no" });
    await setCase({
      archive,
      case: "C1",
      status: "deceased",
      by,
      now,
    });
    printed = (await reanalyseHere(archive, { format: "json", all: true })).text;
    await mergeHere(archive);
    await removeCase(archive, "C2", { by, why: "asked", date: now });
    await purgeEvents(archive, "C2");
  }, 120_000);

  it.each<[string, () => unknown[]]>([
    ["archive", () => linesOf(join(archive, "archive.json"))],
    ["archive-case", () => linesOf(join(at, "case.json"))],
    [
      "archive-run",
      () =>
        readdirSync(join(at, "runs")).map((n) => JSON.parse(text(join(at, "runs", n))) as unknown),
    ],
    ["archive-head", () => linesOf(join(at, "head.json"))],
    ["archive-event", () => linesOf(join(archive, "events.jsonl"))],
    ["archive-verdicts", () => linesOf(join(at, "verdicts.json"))],
    ["archive-log", () => linesOf(join(at, "log.jsonl"))],
    ["archive-tombstone", () => linesOf(join(archive, "tombstones/C2.json"))],
    ["reanalysis", () => [JSON.parse(printed) as unknown]],
  ])("%s", (name, documents) => {
    const schema = z.fromJSONSchema(
      JSON.parse(schemaText(name)) as Parameters<typeof z.fromJSONSchema>[0],
    );
    const found = documents();
    expect(found.length).toBeGreaterThan(0);
    for (const document of found) {
      expect(schema.safeParse(document).error?.issues ?? []).toEqual([]);
      // Awake: a field that nobody knows is refused.
      expect(schema.safeParse({ ...(document as object), surprise: 1 }).success).toBe(false);
    }
  });
});
