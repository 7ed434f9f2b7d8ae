import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyseHere, rowsOf } from "../helpers/analyse.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";

describe("an allele that stands in two records", () => {
  it("CH-10 is said, and is no compound heterozygote with itself", async () => {
    const path = join(tempFolder(), "x.vcf");
    const record = recordText({ pos: 1500, genotypes: ["0/1"] });
    writeFileSync(path, `${headerText({ samples: ["C"] })}${record}\n${record}\n`);
    const { text, log } = await analyseHere({ vcfs: [path], genes: ["GENE1"] });
    expect(rowsOf(text).map(({ mode, pos }) => [mode, pos])).toEqual([["AD", "1500"]]);
    expect(log).toContain("warn: in more than one record: 1:1500:G:A");
  });
});
