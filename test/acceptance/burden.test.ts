// The other side of sensitivity: how much a scientist has to read. Real trios under real panels.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { analyseHere, rowsOf } from "../helpers/analyse.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const shared = sharedData ?? "";
const panel = (id: number): string => join(folder, `panel_${id}.json`);

const TRIOS: Record<string, { vcfs: string[]; ped: string }> = {
  "scout trio": {
    vcfs: [join(shared, "vcf/scout_trio/643594.clinical.vcf.gz")],
    ped: join(shared, "vcf/scout_trio/643594.ped"),
  },
  "HG002 trio": {
    vcfs: [join(shared, "vcf/ashk_trio/ashk-trio.vcf.gz")],
    ped: join(shared, "vcf/ashk_trio/ashk-trio.ped"),
  },
};

describe.skipIf(sharedData === null)("rows in tiers 1 and 2 of real trios (shared data)", () => {
  beforeAll(() => {
    const archive = join(shared, "panelapp/uk_api_2026-03.tar.gz");
    const names = [402, 112, 749].map((id) => `panel_${id}.json`);
    const done = spawnSync("tar", ["xzf", archive, "-C", folder, ...names], { encoding: "utf8" });
    if (done.status !== 0) throw new Error(done.stderr);
  });

  // Figures of the day that this was written stand in docs/bench.md.
  const table: [string, number, string, number][] = [
    ["scout trio", 402, "Early onset or syndromic epilepsy", 10],
    ["scout trio", 112, "Mitochondrial disorders", 10],
    ["scout trio", 749, "Paediatric or syndromic cardiomyopathy", 10],
    ["HG002 trio", 402, "Early onset or syndromic epilepsy", 30],
    ["HG002 trio", 112, "Mitochondrial disorders", 30],
    ["HG002 trio", 749, "Paediatric or syndromic cardiomyopathy", 30],
  ];
  it.each(table)("%s, panel %i (%s): at most %i", async (trio, id, _name, most) => {
    const input = TRIOS[trio];
    if (input === undefined) throw new Error(trio);
    const { text } = await analyseHere({ ...input, panels: [panel(id)] });
    const rows = rowsOf(text);
    const tiers = [1, 2, 3].map((tier) => rows.filter((r) => r["tier"] === String(tier)).length);
    if (process.env["SHOW_FIGURES"] === "1")
      process.stdout.write(
        `${trio}, panel ${id}: rows by tier ${tiers.join(" ")}\n${rows.map((r) => `   ${[r["tier"], r["gene"], r["chrom"], r["pos"], r["consequence"], r["mode"], r["max_af"], r["zygosity"], r["penetrance"], r["verdict"], r["flags"]].join(" ")}\n`).join("")}`,
      );
    expect((tiers[0] ?? 0) + (tiers[1] ?? 0)).toBeLessThanOrEqual(most);
  });
});
