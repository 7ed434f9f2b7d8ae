import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { overDefaults } from "../../src/core/policy-defaults.ts";
import { isToolError } from "../../src/core/errors.ts";
import { loadPolicy } from "../../src/analysis/load-policy.ts";
import { validatePolicy } from "../../src/analysis/policy-file.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

describe("policy files", () => {
  it("a field twice is refused with its line", async () => {
    const path = join(folder, "twice.json");
    writeFileSync(path, '{"frequency": {"dominant": 0.1,\n"dominant": 0.0001}}');
    await expect(loadPolicy(path)).rejects.toMatchObject({
      code: "E_POLICY",
      message: "the key 'dominant' stands twice",
      place: { path, line: 2 },
    });
  });

  it("an empty file is the default", async () => {
    expect(await validatePolicy({}, "p.json")).toEqual(DEFAULT_POLICY);
  });

  it("the printed default reads back as itself", async () => {
    const printed: unknown = JSON.parse(JSON.stringify(DEFAULT_POLICY));
    expect(await validatePolicy(printed, "p.json")).toEqual(DEFAULT_POLICY);
  });

  it("version 1 differs in the score alone: a file without it is read, a kept one loses its weights", async () => {
    const old = { schema: "panelist.policy", version: 1, frequency: { dominant: 0.0001 } };
    const today = {
      ...DEFAULT_POLICY,
      frequency: { ...DEFAULT_POLICY.frequency, dominant: 0.0001 },
    };
    expect(await validatePolicy(old, "p.json")).toEqual(today);
    // As an archive holds it: part of a policy of 0.2.0.
    const kept = {
      ...old,
      score: { rarity: 20, consequence: { lof: 30 }, clinvar: { benign: -25 } },
    };
    expect(overDefaults(kept)).toEqual(today);
  });

  it("merges objects, replaces arrays, leaves the default alone", async () => {
    const before = structuredClone(DEFAULT_POLICY);
    const policy = await validatePolicy(
      {
        frequency: { dominant: 0.0001, populations: { ASJ: { dominant: 0.002 } } },
        consequence: { classes: ["lof"] },
      },
      "p.json",
    );
    expect(policy.frequency.dominant).toBe(0.0001);
    expect(policy.frequency.recessive).toBe(DEFAULT_POLICY.frequency.recessive);
    expect(policy.frequency.populations["ASJ"]).toEqual({
      genomesOnly: false,
      dominant: 0.002,
      recessive: 0.01,
    });
    expect(policy.consequence.classes).toEqual(["lof"]);
    expect(DEFAULT_POLICY).toEqual(before);
  });

  it("takes two numbers that are the same", async () => {
    const json = { points: { length: { limits: [1, 1] } } };
    expect((await validatePolicy(json, "p.json")).points.length.limits).toEqual([1, 1]);
  });

  it.each([
    [{ frequency: { dominant: "x" } }, 'frequency.dominant: expected number, got "x"'],
    [{ frequency: { dominant: 5 } }, "frequency.dominant: expected number to be <=1, got 5"],
    [{ quality: { minDpeth: 3 } }, "quality.minDpeth: unknown field"],
    [{ foo: 1, bar: 2 }, "foo, bar: unknown fields"],
    [{ consequence: { classes: ["lof", "nonsense"] } }, "consequence.classes[1]"],
    [{ incidental: "maybe" }, 'incidental: expected one of "withhold"|"show", got "maybe"'],
    [
      { frequency: { populations: { OTH: { dominant: 0.1 } } } },
      "frequency.populations.OTH.genomesOnly: missing",
    ],
    [{ frequency: { keepAlleles: ["rs1"] } }, "frequency.keepAlleles[0]"],
    [{ version: 3 }, "version"],
    [
      { score: { rarity: 30 } },
      "score: no longer used; before 0.3.0 it contained the weights of the score",
    ],
    [{ version: 1, points: { panell: 3 } }, "points.panell: unknown field"],
    [
      { points: { length: { limits: [2, -1.5] } } },
      "points.length.limits[0]: 2 is above points.length.limits[1], -1.5",
    ],
    [
      { points: { constraint: { limits: [2, 1], limitsZ: [3.5, 3.1] } } },
      "points.constraint.limits[0]: 2 is above points.constraint.limits[1], 1; points.constraint.limitsZ[0]: 3.5 is above",
    ],
    [
      { quality: { hetMinAlleleBalance: 0.85 } },
      "quality.hetMinAlleleBalance: 0.85 is above quality.hetMaxAlleleBalance, 0.8",
    ],
    [{ sv: { depthMinLength: 20_000 } }, "sv.depthMinLength: 20000 is above"],
    [
      { acmg: { pm2: { frequency: 0.001 } } },
      "acmg.pm2.frequency: 0.001 is above acmg.bs1.monoallelicSupporting, 0.0002",
    ],
    [
      { acmg: { ba1: { frequency: 0.005 } } },
      "acmg.bs1.biallelic: 0.01 is above acmg.ba1.frequency, 0.005",
    ],
    [
      { points: { phenotype: { unknown: { most: 0.05 } } } },
      "points.phenotype.unknown.newest: 0.07 is above points.phenotype.unknown.most, 0.05",
    ],
    [{ acmg: { splicing: { benign: 0.5 } } }, "acmg.splicing.benign: 0.5 is above"],
    [[], "the file: expected object, got []"],
    [null, "the file: expected object, got null"],
    [JSON.parse('{"__proto__": {"x": 1}}'), "__proto__: unknown field"],
  ])("%j is refused", async (json, message) => {
    const error: unknown = await validatePolicy(json, "p.json").catch((e: unknown) => e);
    if (!isToolError(error)) throw error;
    expect(error.code).toBe("E_POLICY");
    expect(error.place.path).toBe("p.json");
    expect(error.message).toContain(message);
  });
});
