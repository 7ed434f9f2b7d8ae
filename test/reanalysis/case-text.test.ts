// The text for a report: of variants with a person's verdict alone, in the words that people recorded.
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { inArchive, readRun } from "../../src/archive/index.ts";
import { bundledTemplate, caseText } from "../../src/reanalysis/case-text.ts";
import { giveVerdict } from "../../src/reanalysis/verdict.ts";
import { addHere, reanalyseHere } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const fresh = join(folder, "fresh");
const SCN1A = "2:166054782:G:A";
const POLG = ["15:89323426:C:G", "15:89327201:C:T"] as const;
const TRIO = { vcfs: ["test-data/demo/trio.vcf.gz"], ped: "test-data/demo/trio.ped" };
let count = 0;

beforeAll(async () => {
  await addHere(
    fresh,
    "C1",
    { ...TRIO, panels: ["epilepsy"] },
    { panelVersions: ["epilepsy@0.9"] },
  );
});

/** @param said a class; null: dismissed */
function verdictIn(
  archive: string,
  variant: string,
  said: "LP" | "VUS" | null,
  by: string,
): Promise<unknown> {
  return giveVerdict({
    archive,
    case: "C1",
    variant,
    kind: said === null ? "dismissed" : "reported",
    class: said,
    why: said === null ? "mild" : null,
    by,
    date: "2024-02-01",
    now: new Date("2024-03-01T00:00:00.000Z"),
  });
}

function world(): {
  archive: string;
  give: (variant: string, said: "LP" | "VUS" | null, by?: string) => Promise<unknown>;
  text: (template?: string) => Promise<string>;
} {
  const archive = join(folder, `cases-${++count}`);
  cpSync(fresh, archive, { recursive: true });
  const at = { archive, case: "C1" };
  return {
    archive,
    give: (variant, said, by = "jd") => verdictIn(archive, variant, said, by),
    text: async (template) => {
      const path = join(folder, `${++count}.txt`);
      if (template !== undefined) writeFileSync(path, template);
      const own = template === undefined ? undefined : path;
      return (await caseText({ ...at, template: own, allowNhsNumbers: false })).text;
    },
  };
}

it("without a verdict it tells of no variant, and of no gene", async () => {
  const { archive, text } = world();
  const made = await text();
  expect(made).toContain("No variant of this case is recorded as reported.");
  const { report } = readRun(inArchive.case(archive, "C1"), 1);
  for (const { gene, variants } of report.candidates) {
    expect(made).not.toContain(`${gene.symbol}:`);
    for (const variant of variants) expect(made).not.toContain(String(variant.pos));
  }
  expect(made).toContain("LIMITS: NOT ASSESSED\n- ");
});

it("HGVS on MANE Select, zygosity, origin, phase and how it is known; no class but the person's", async () => {
  const { give, text } = world();
  for (const [i, variant] of POLG.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await give(variant, i === 0 ? "LP" : "VUS");
  }
  const made = await text();
  expect(made).toContain(`POLG: ENST00000268124.11:c.2243G>C; NM_002693.3:c.2243G>C; p.(Trp748Ser)
  Transcript:   MANE Select
  Genome:       15:89323426 C>G (GRCh38)
  Zygosity:     heterozygous
  Inheritance:  inherited from the father
  Phase:        in trans: shown by the parents' genotypes; other variant 15:89327201 C>T
  Gene's mode:  biallelic (Epilepsy, monogenic (synthetic earlier version) 0.9)
  Recorded:     reported as likely pathogenic by jd, 2024-02-01
`);
  expect(made.match(/pathogenic|uncertain significance|benign/g)).toEqual([
    "pathogenic",
    "uncertain significance",
  ]);
  expect(made).toContain("Panel: Epilepsy, monogenic (synthetic earlier version) 0.9, 60 genes");
});

it("people who differ are both told; what everybody dismissed stays out", async () => {
  const { give, text, archive } = world();
  await give(SCN1A, "LP");
  await give(SCN1A, null, "ab");
  await give("16:78333196:A:T", null);
  const made = await text();
  expect(made).toContain("The decisions recorded for this variant differ:\n");
  expect(made).toContain("reported as likely pathogenic by jd, 2024-02-01\n");
  expect(made).toContain("dismissed by ab, 2024-02-01\n                comment: mild\n");
  expect(made).not.toContain("WWOX");
  const { dismissed } = await caseText({ archive, case: "C1", allowNhsNumbers: false });
  expect(dismissed).toBe(1);
  expect(
    await text("{{#dismissed}}{{gene}} {{#verdicts}}{{comment}}{{/verdicts}}{{/dismissed}}"),
  ).toBe("WWOX mild");
});

it("one hit: that a second one was not called excludes none", async () => {
  const { give, text } = world();
  await give("15:68226577:CA:C", "VUS");
  expect(await text()).toContain(
    "no second hit was called in the files that were read; single-exon",
  );
});

it("a variant that is a candidate no more is told as of the run that had it", async () => {
  const archive = join(folder, "shrinking");
  const panel = join(folder, "panel.tsv");
  const head = "symbol\tmode_of_inheritance\tconfidence\nCHD2\tMONOALLELIC\tgreen\n";
  writeFileSync(panel, `${head}SCN1A\tMONOALLELIC\tgreen\n`);
  await addHere(archive, "C1", { ...TRIO, panels: [panel] });
  await verdictIn(archive, SCN1A, "LP", "jd");
  writeFileSync(panel, head);
  await reanalyseHere(archive);
  const template = join(folder, "notes.txt");
  writeFileSync(template, "{{#variants}}{{genomic}} {{zygosity}}: {{note}}{{/variants}}");
  const { text } = await caseText({ archive, case: "C1", template, allowNhsNumbers: false });
  expect(text).toBe(
    "2:166054782 G>A heterozygous: no longer a candidate in run 2; described as of run 1, 2024-01-02",
  );
});

it("a template of the laboratory's; one with an unknown placeholder is refused by its line", async () => {
  const { give, text } = world();
  await give(SCN1A, "LP");
  expect(
    await text(
      "{{case}}: {{#variants}}{{ensembl}} {{#verdicts}}{{class}}{{/verdicts}}{{/variants}}\n",
    ),
  ).toBe("C1: ENST00000674923.1:c.2134C>T LP\n");
  await expect(text("a\n{{varaints}}")).rejects.toMatchObject({
    code: "E_REPORT",
    place: { line: 2 },
    hint: expect.stringContaining("Did you mean variants?") as unknown,
  });
  expect(await text(await bundledTemplate())).toBe(await text());
});
