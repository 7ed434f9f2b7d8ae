// The record of a run: what its stages give, each in its place.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runRecord } from "../../src/analysis/run-record.ts";
import type { FamilyEvents } from "../../src/analysis/events/read.ts";
import { sha256 } from "../../src/core/digest.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import type { Survivor } from "../../src/scan/types.ts";
import { tempFolder } from "../helpers/temp.ts";
import { inputOf, resultOf } from "./build.ts";

type Parts = Parameters<typeof runRecord>;
const folder = tempFolder();
const file = (name: string, text = name): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

interface Given {
  prepared?: object;
  options?: object;
  scanned?: object;
  io?: object;
  events?: unknown;
  digests?: ReadonlyMap<string, string>;
}
function recorded({ prepared, options, scanned, io, events = null, digests }: Given = {}) {
  const panel = { id: "p", name: "P", version: "1.0", source: "genes", digest: "d", notes: [] };
  return runRecord(
    {
      assembly: "GRCh38",
      inputs: [],
      events: [],
      reference: null,
      panels: [{ resolution: { rule: "R1" } }],
      policy: DEFAULT_POLICY,
      options: { panels: [], identity: {}, ...options },
      ...prepared,
    } as unknown as Parts[0],
    { scans: [], threads: 3, result: null, ...scanned } as unknown as Parts[1],
    {
      result: {
        labels: { order: "7" },
        panels: [panel, { ...panel, id: "q" }],
        sampleChecks: [],
        complete: true,
        incomplete: [],
        warnings: [],
        candidates: [{ tier: 1 }, { tier: 1 }, { tier: 3 }],
        side: [{ list: "one_hit" }],
        withheld: { count: 4 },
      },
      dropped: { frequency: 2 },
      droppedAlleles: { filter: 1 },
    } as unknown as Parts[2],
    {
      now: () => new Date(5_000),
      commandLine: ["analyse"],
      version: "9.9.9",
      ...io,
    } as unknown as Parts[3],
    { started: new Date(2_000), digests: digests ?? null, events: events as FamilyEvents | null },
  );
}

describe("a run", () => {
  it("says what ran, on what, for how long", () => {
    const record = recorded();
    expect(record).toMatchObject({
      tool: { name: "panelist", version: "9.9.9", node: process.version },
      commandLine: ["analyse"],
      labels: { order: "7" },
      assembly: "GRCh38",
      inputs: [],
      knowledge: [],
      threads: 3,
      complete: true,
      started: "1970-01-01T00:00:02.000Z",
      finished: "1970-01-01T00:00:05.000Z",
      wallTimeMs: 3000,
    });
    expect(record.panels.map(({ id, resolution }) => [id, resolution])).toEqual([
      ["p", { rule: "R1" }],
      ["q", undefined],
    ]);
  });

  it("settings where there are some", () => {
    const setting = { option: "store", value: "x", from: "environment" };
    expect(recorded()).not.toHaveProperty("settings");
    expect(recorded({ io: { settings: [] } })).not.toHaveProperty("settings");
    expect(recorded({ io: { settings: [setting] } }).settings).toEqual([setting]);
  });

  it("counts of what was read, left and shown", () => {
    const result = resultOf({ records: 9, survivors: [{}] as Survivor[], dropped: { filter: 8 } });
    expect(recorded({ scanned: { result } }).counts).toEqual({
      recordsRead: 9,
      recordsKept: 1,
      dropped: { filter: 8 },
      droppedInGenes: { frequency: 2 },
      droppedAlleles: { filter: 1 },
      candidatesByTier: { 1: 2, 2: 0, 3: 1 },
      untiered: { one_hit: 1, possible_mosaic: 0, xlr_female_het: 0 },
      withheld: 4,
    });
    expect(recorded().counts).toMatchObject({ recordsRead: 0, recordsKept: 0, dropped: {} });
  });

  it("counts of events, where files of them were given", () => {
    const read = {
      path: "e.vcf",
      kind: "sv",
      callers: ["x"],
      records: 5,
      used: 4,
      dropped: { a: 1 },
      filters: {},
    };
    const events = {
      files: [{ ...read, other: 1 }],
      all: [{}, {}, {}, {}],
      events: [{ isPartner: true }, { isPartner: false }, {}],
      left: [{ reason: "filter" }, { reason: "common" }, { reason: "filter" }],
    };
    expect(recorded().counts).not.toHaveProperty("events");
    expect(recorded({ events }).counts.events).toEqual({
      files: [read],
      events: 4,
      kept: 2,
      dropped: { filter: 2, common: 1 },
    });
  });

  it.each<[{ mode: string; why: string }[], string, string]>([
    [[], "full", ""],
    [[{ mode: "index", why: "a" }], "index", "a"],
    [
      [
        { mode: "index", why: "a" },
        { mode: "index", why: "a" },
      ],
      "index",
      "a",
    ],
    [
      [
        { mode: "index", why: "a" },
        { mode: "stream", why: "b" },
      ],
      "full",
      "a; b",
    ],
  ])("how it was scanned: %j", (scans, mode, why) => {
    expect(recorded({ scanned: { scans } }).scan).toEqual({ mode, why });
  });
});

describe("inputs", () => {
  it("files of small variants, by header and index or as a whole", () => {
    const inputs = [
      inputOf({ path: "a.vcf", size: 5, digest: "aa" }),
      inputOf({ path: "b.vcf", digest: "bb" }),
      inputOf({ path: "sv.vcf", isEmpty: true }),
    ];
    const [a, b] = [
      { path: "a.vcf", role: "vcf", size: 5, digest: { kind: "header+index", sha256: "aa" } },
      { path: "b.vcf", role: "vcf", size: null, digest: { kind: "header+index", sha256: "bb" } },
    ];
    expect(recorded({ prepared: { inputs } }).inputs).toEqual([a, b]);
    const whole = { ...a, digest: { kind: "full", sha256: "whole" } };
    const digests = new Map([["a.vcf", "whole"]]);
    expect(recorded({ prepared: { inputs }, digests }).inputs).toEqual([whole, b]);
  });

  it("the others, each with its digest; words that are no files are none", () => {
    const ped = file("a.ped");
    const options = {
      ped,
      policy: file("policy.yaml"),
      panelOverride: file("override.tsv"),
      panels: [file("panel.tsv"), "epilepsy", join(folder, "gone.tsv")],
      identity: { "": file("genotypes.txt") },
    };
    const events = [
      { path: file("e.vcf"), kind: "sv" },
      { path: file("small.vcf"), kind: "small" },
    ];
    const reference = { file: { path: "r.fa", size: 4, indexSha256: "ff" } };
    const { inputs } = recorded({ options, prepared: { events, reference } });
    expect(inputs.map(({ role }) => role)).toEqual([
      "events",
      "ped",
      "policy",
      "override",
      "panel",
      "identity",
      "reference",
    ]);
    expect(inputs[0]?.path).toBe(join(folder, "e.vcf"));
    expect(inputs[1]).toEqual({
      path: ped,
      role: "ped",
      size: 5,
      digest: { kind: "full", sha256: sha256(Buffer.from("a.ped")) },
    });
    expect(inputs.at(-1)).toEqual({
      path: "r.fa",
      role: "reference",
      size: 4,
      digest: { kind: "index", sha256: "ff" },
    });
  });
});
