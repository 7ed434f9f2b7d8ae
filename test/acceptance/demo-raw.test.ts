// `npm run demo:raw`: the window that travels with the repository, from a caller's VCF to candidates.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { analyseHere, rowsOf } from "../helpers/analyse.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const raw = join(root, "test-data/raw");
const folder = tempFolder();

describe("the raw demo", () => {
  it("names what was planted", async () => {
    const { text } = await analyseHere({
      vcfs: [join(raw, "trio.vcf.gz")],
      ped: join(raw, "trio.ped"),
      genes: ["BRCA2"],
      transcripts: join(raw, "brca2.gff3"),
      reference: join(raw, "brca2.fa.gz"),
      partial: true,
    });
    const told = rowsOf(text).map(({ tier, hgvsc, hgvsp, mode }) => [tier, hgvsc, hgvsp, mode]);
    expect(told).toContainEqual(["1", "NM_000059.3:c.316+1G>A", ".", "AD_DENOVO,AD"]);
    expect(told).toContainEqual([
      "1",
      "NM_000059.3:c.1276A>T",
      "NM_000059.3:p.Lys426Ter",
      "AD_DENOVO,AD",
    ]);
    expect(told).toContainEqual([
      "1",
      "NM_000059.3:c.5945_5946insA",
      "NM_000059.3:p.Ser1982ArgfsTer21",
      "AR_COMPHET",
    ]);
    const open = rowsOf(text).find(({ hgvsc }) => hgvsc === "NM_000059.3:c.67+1del");
    expect(open).toMatchObject({ consequence: "splice_donor_variant", tier: "1", place: "1" });
    expect(open?.["flags"]).toContain("placement_dependent");
  });

  it.skipIf(sharedData === null || !existsSync("/usr/bin/tabix"))(
    "is made anew byte for byte (needs the windows beside the repository, and tabix)",
    () => {
      mkdirSync(join(folder, "test-data"));
      cpSync(
        join(root, "test-data/make-raw-demo.mjs"),
        join(folder, "test-data/make-raw-demo.mjs"),
      );
      const windows = join(sharedData ?? "", "vcf/csq_windows");
      const made = spawnSync(process.execPath, [
        join(folder, "test-data/make-raw-demo.mjs"),
        windows,
      ]);
      expect(made.stderr.toString()).toBe("");
      const names = readdirSync(join(folder, "test-data/raw")).toSorted();
      expect(names).toEqual(readdirSync(raw).toSorted());
      for (const name of names)
        expect(readFileSync(join(folder, "test-data/raw", name)), name).toEqual(
          readFileSync(join(raw, name)),
        );
    },
  );
});
