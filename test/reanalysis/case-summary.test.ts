/** A case in a few fields: what is open stays so until somebody has decided. */
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { CaseEvent } from "../../src/archive/types.ts";
import { caseSummary } from "../../src/reanalysis/case-summary.ts";
import { showCase } from "../../src/reanalysis/show.ts";
import { giveVerdict } from "../../src/reanalysis/verdict.ts";
import { summarySchema } from "../../src/report/schema.ts";
import { addHere, reanalyseHere } from "../helpers/archive.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";

const archive = join(tempFolder(), "cases");
const TRIO = { vcfs: ["test-data/demo/trio.vcf.gz"], ped: "test-data/demo/trio.ped" };
const labels = { order: "17" };
const summary = (): z.infer<typeof summarySchema> =>
  summarySchema.parse(JSON.parse(caseSummary(archive, showCase(archive, "C1"))));

describe("archive show --format summary", () => {
  let told: CaseEvent[] = [];
  beforeAll(async () => {
    const panels = ["epilepsy"];
    await addHere(archive, "C1", { ...TRIO, panels, labels }, { panelVersions: ["epilepsy@0.9"] });
  });

  it("has the figures of the latest run, and no event at first", () => {
    const { run } = showCase(archive, "C1");
    const { tiers, openEvents, digests, ...rest } = summary();
    expect(rest).toMatchObject({ case: "C1", labels, proband: "DEMO-CHILD" });
    expect(tiers[1]).toBe(run.report.candidates.filter(({ tier }) => tier === 1).length);
    expect(openEvents).toBe(0);
    expect(digests.inputs.length).toBeGreaterThan(0);
    expect(digests.outputs).toEqual([]);
  });

  it("counts what woke, also when a later run tells nothing", async () => {
    const { result } = await reanalyseHere(archive);
    told = result.events.filter(({ notify }) => notify);
    expect(told).toHaveLength(1);
    expect(summary().openEvents).toBe(1);
    await reanalyseHere(archive);
    expect(summary().openEvents).toBe(1);
  });

  it("an event is open until each of its variants has a decision of its day or later", async () => {
    const [event] = told;
    const day = event?.date.slice(0, 10) ?? "";
    const variants = event?.variants ?? [];
    expect(variants).toHaveLength(2);
    const decide = (variant: string, date: string) =>
      giveVerdict({
        archive,
        case: "C1",
        variant,
        kind: "dismissed",
        class: null,
        why: "does not segregate",
        by: "jd",
        date,
        now: new Date(`${day}T23:00:00Z`),
      });
    await decide(variants[0] ?? "", day);
    expect(summary().openEvents).toBe(1);
    await decide(variants[1] ?? "", day);
    expect(summary().openEvents).toBe(0);
  });

  it("is printed by the command", async () => {
    const args = ["archive", "show", archive, "C1", "--format", "summary"];
    const { status, stdout } = await runInProcess(args);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(summary());
  });
});
