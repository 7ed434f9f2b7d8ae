// A report that is longer than a text may be: a minute and a gigabyte.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runHere } from "../helpers/run-command.ts";
import { sharedPeers } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

it.skipIf(sharedPeers === null)(
  "a report of more than 512 MB is written, or refused with a word (needs the shared peers)",
  async () => {
    const vcf = join(folder, "many.vcf");
    const records = Array.from(
      { length: 60_000 },
      (_, i) => `1\t${1_000_000 + 100 * i}\t.\tA\tT\t50\tPASS\t.\tGT:AD:DP:GQ\t0/1:20,20:40:60\n`,
    );
    const head =
      "##fileformat=VCFv4.2\n##contig=<ID=1,length=248956422>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n";
    writeFileSync(vcf, head + records.join(""));
    const bed = join(sharedPeers ?? "", "W5/region.bed");
    const report = join(folder, "many.json");
    const args = ["analyse", vcf, "--panel", bed, "--sex", "female", "--allow-unannotated"];
    const { code, lines } = await runHere([...args, "--format", "json", "-o", report]);
    expect([0, 65]).toContain(code);
    expect(lines.join("\n")).not.toContain("bug in panelist");
  },
);
