// DEC-10: what is withheld from a report is withheld from the events, from what they say, and from what is merged.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answerDigestOf, inArchive, readRun } from "../../src/archive/index.ts";
import { alleleKey } from "../../src/core/allele.ts";
import { caseText } from "../../src/reanalysis/case-text.ts";
import { takeDecisions } from "../../src/reanalysis/decisions.ts";
import { showCase } from "../../src/reanalysis/show.ts";
import { addHere, reanalyseHere, mergeHere } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const panelOf = (mode: string, confidence: string): string =>
  `symbol\tmode_of_inheritance\tconfidence\nAAA\t${mode}\t${confidence}\n`;

describe("secondary findings of an archived case (DEC-10)", () => {
  it("are counted and never named, while other genes' events are told", async () => {
    const archive = join(folder, "cases");
    const vcf = join(folder, "one.vcf");
    const panel = join(folder, "panel.tsv");
    const lines = ["AAA", "BRCA1", "CCC"].map((gene, i) =>
      recordText({ pos: 1000 + 4000 * i, gene, genotypes: ["0/1"] })
        .replaceAll("ENSG00000000001", `ENSG0000000010${i}`)
        .replaceAll("ENST00000000001", `ENST0000000010${i}`),
    );
    writeFileSync(vcf, `${headerText({ samples: ["S1"] })}${lines.join("\n")}\n`);
    writeFileSync(panel, panelOf("MONOALLELIC", "amber"));
    const options = {
      vcfs: [vcf],
      panels: [panel],
      beyondPanel: true,
      sex: { "": "female" as const },
    };
    await addHere(archive, "C1", options);
    const at = inArchive.case(archive, "C1");
    expect(readRun(at, 1).report.withheld.count).toBe(1);
    writeFileSync(panel, panelOf("MONOALLELIC", "green"));
    const { result, text } = await reanalyseHere(archive, { all: true });
    expect(result.events.map((event) => event.gene)).toContain("AAA");
    expect(readRun(at, 2).report.withheld.count).toBe(1);
    const merged = await mergeHere(archive);
    const outputs = [
      text,
      JSON.stringify(merged),
      JSON.stringify(showCase(archive, "C1")),
      readFileSync(join(archive, "events.jsonl"), "utf8"),
    ];
    for (const output of outputs) expect(output).not.toContain("BRCA1");
    expect(JSON.stringify(readRun(at, 2).report.candidates)).toContain("CCC");
  });

  it("a verdict on what is withheld since is in no text, and no decision on it is taken", async () => {
    const archive = join(folder, "verdicts");
    const vcf = join(folder, "two.vcf");
    const panel = join(folder, "both.tsv");
    const lines = ["AAA", "BRCA1"].map((gene, i) =>
      recordText({ pos: 1000 + 4000 * i, gene, genotypes: ["0/1"] })
        .replaceAll("ENSG00000000001", `ENSG0000000010${i}`)
        .replaceAll("ENST00000000001", `ENST0000000010${i}`),
    );
    writeFileSync(vcf, `${headerText({ samples: ["S1"] })}${lines.join("\n")}\n`);
    const own = panelOf("MONOALLELIC", "green");
    writeFileSync(panel, `${own}BRCA1\tMONOALLELIC\tgreen\n`);
    const sex = { "": "female" as const };
    await addHere(archive, "C1", { vcfs: [vcf], panels: [panel], beyondPanel: true, sex });
    const at = inArchive.case(archive, "C1");
    const run = answerDigestOf(at, 1);
    const decisions = readRun(at, 1).report.candidates.map(({ candidateId, variants: [v] }) => ({
      candidateId,
      allele: v === undefined ? "" : alleleKey(v),
      decision: "reported",
      class: "LP",
      criteria: null,
      comment: null,
      by: "jd",
      date: "2024-02-01",
    }));
    expect(decisions).toHaveLength(2);
    const file = join(folder, "decisions.json");
    const about = { schema: "panelist.decisions", version: 1, case: "C1", run };
    writeFileSync(file, JSON.stringify({ ...about, decisions }));
    const asked = { archive, case: "C1", from: [file], decidedBy: undefined, by: "me" };
    const now = new Date("2024-03-01T00:00:00.000Z");
    await takeDecisions({ ...asked, acceptChanged: false, now });
    const textOf = async (): Promise<string> =>
      (await caseText({ archive, case: "C1", allowNhsNumbers: false })).text;
    expect(await textOf()).toContain("BRCA1:");

    writeFileSync(panel, own);
    await reanalyseHere(archive, { all: true });
    expect(readRun(at, 2).report.withheld.count).toBe(1);
    const later = await textOf();
    expect(later).toContain("AAA:");
    expect(later).not.toMatch(/BRCA1|5000|ENST00000000101/);
    const refused = takeDecisions({ ...asked, acceptChanged: true, now });
    await expect(refused).rejects.toThrow("is withheld as an incidental finding");
  });
});
