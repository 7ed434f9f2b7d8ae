import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyseHere, rowsOf } from "../helpers/analyse.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";

describe("a gene with more alleles than are paired", () => {
  it("CH-10 the warning counts those that were left out", async () => {
    const path = join(tempFolder(), "y.vcf");
    const records = Array.from({ length: 6 }, (_, i) =>
      recordText({ pos: 1500 + 20 * i, genotypes: ["0/1"] }),
    );
    writeFileSync(path, `${headerText({ samples: ["C"] })}${records.join("\n")}\n`);
    const policy = join(tempFolder(), "policy.json");
    writeFileSync(policy, JSON.stringify({ inheritance: { maxPairedAlleles: 4 } }));
    const few = await analyseHere({ vcfs: [path], genes: ["GENE1"], policy });
    expect(few.log).toContain(
      "warn: not tried in compound heterozygotes: 2 alleles of GENE1, which has more than inheritance.maxPairedAlleles",
    );
    const all = await analyseHere({ vcfs: [path], genes: ["GENE1"] });
    expect(all.log.join()).not.toContain("not tried");
  });
});

describe("an allele that stands in two records", () => {
  it("CH-10 is said, and is no compound heterozygote with itself", async () => {
    const path = join(tempFolder(), "x.vcf");
    const record = recordText({ pos: 1500, genotypes: ["0/1"] });
    writeFileSync(path, `${headerText({ samples: ["C"] })}${record}\n${record}\n`);
    const { text, log } = await analyseHere({ vcfs: [path], genes: ["GENE1"] });
    expect(rowsOf(text).map(({ mode, pos }) => [mode, pos])).toEqual([["AD", "1500"]]);
    expect(log).toContain("warn: the same variant is in more than one record: 1:1500:G:A");
  });
});
