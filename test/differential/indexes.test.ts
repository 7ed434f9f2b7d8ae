// Our readers and writers of indexes beside tabix and bcftools.
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openIndex } from "../../src/io/bgzf/index.ts";
import { sharedData } from "../helpers/shared.ts";
import { compare, madeUpLines, regionsOf, rowsOf } from "../io/index-rows.ts";
import { tabixIndex } from "../io/indexed.ts";
import { hasTool, run, TempDir } from "../io/support.ts";

const temp = new TempDir();
afterAll(() => temp.remove());

const tools = hasTool("tabix") && hasTool("bcftools");

describe.skipIf(sharedData === null || !tools)(
  "indexes of real files (skipped without the shared data, tabix and bcftools)",
  () => {
    const folder = sharedData ?? "";
    const files = [
      "vcf/ashk_trio/ashk-trio.vcf.gz",
      "vcf/scout_trio/643594.clinical.vcf.gz",
      "vcf/scout_trio/643594.clinical.SV.vcf.gz",
      "vcf/scout_trio/643594.clinical.str.stranger.vcf.gz",
      "badvcf/bgzf/ok.vcf.gz",
    ];
    it.each(
      files.flatMap((name) => [
        [name, "tbi"] as const,
        [name, "csi"] as const,
        [name, "csi16"] as const,
      ]),
    )("%s, %s: the records of every region, as bcftools' index has them", async (name, kind) => {
      const vcf = join(temp.path, `${kind}.vcf.gz`);
      copyFileSync(join(folder, name), vcf);
      const path = `${vcf}.${kind.slice(0, 3)}`;
      const how = kind === "tbi" ? ["-t"] : ["-c", "-m", kind === "csi" ? "14" : "16"];
      run("bcftools", ["index", "-f", ...how, "-o", path, vcf]);
      const index = openIndex(path);
      expect(index.kind).toBe(kind.slice(0, 3));
      expect(await compare(vcf, index)).toBeGreaterThan(5);
    });
  },
);

describe.each([
  ["", {}],
  [", bins alone", { linear: false }],
])("tabixIndex%s", (_, how) => {
  const lines = madeUpLines();
  const { vcf, tbi } = tabixIndex(lines, how);

  it.skipIf(!tools)("tabix and bcftools accept it (skipped without them)", () => {
    const path = temp.file("tool.vcf.gz", vcf);
    temp.file("tool.vcf.gz.tbi", tbi);
    const rows = rowsOf(lines.join("\n"));
    for (const [name, start, end] of regionsOf(rows)) {
      const expected = rows.filter((r) => r.name === name && r.start < end && r.end > start);
      const got = rowsOf(run("tabix", [path, `${name}:${start + 1}-${end}`]));
      expect(got).toEqual(expected);
    }
    expect(run("bcftools", ["index", "-s", path])).toBe("1\t.\t4000\n2\t.\t4000\nX\t.\t4000\n");
    expect(
      rowsOf(run("bcftools", ["view", "-H", "-r", "X:1-1000000", path])).length,
    ).toBeGreaterThan(10);
  });
});
