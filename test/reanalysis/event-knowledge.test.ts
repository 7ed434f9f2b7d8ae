/** What files of events are judged by wakes a case that has some: ClinGen's dosage lists, releases of transcripts. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { inArchive, readRun } from "../../src/archive/index.ts";
import type { CaseEvent, RunFile } from "../../src/archive/types.ts";
import { importTranscripts } from "../../src/effect/import/index.ts";
import { openStore } from "../../src/store/index.ts";
import { importDosage } from "../../src/structural/dosage/store.ts";
import { addHere, fullReport, reanalyseHere } from "../helpers/archive.ts";
import { dosageList } from "../helpers/dosage-list.ts";
import { eventVcf } from "../helpers/event-text.ts";
import { gff3Text, GENES } from "../helpers/raw-world.ts";
import { tempFolder } from "../helpers/temp.ts";
import { vcfText } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const at = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const small = at("small.vcf", vcfText({ samples: ["C"] }, [{ pos: 900_000, genotypes: ["0/1"] }]));
const panelOf = (gene: string): string =>
  at(`${gene}.tsv`, `symbol\tmode_of_inheritance\tconfidence\n${gene}\tMONOALLELIC\tgreen\n`);

async function dosage(store: string, gain: string, date: string): Promise<void> {
  const path = dosageList(folder, "Gene", "GRCh38", [["GENE1", "1", "tbd", "0", gain]], date);
  await importDosage(openStore(store), path, new Date(0));
}

interface Looked {
  changed: number;
  run: RunFile;
  woken: readonly CaseEvent[];
}

async function reanalysed(archive: string, store: string, run: number): Promise<Looked> {
  const { result } = await reanalyseHere(archive, { all: true, store });
  const latest = readRun(inArchive.case(archive, "C1"), run);
  return { changed: result.counts.changed, run: latest, woken: latest.events };
}

it("a new dosage list is looked at, is named as the reason, and gives what a full run gives", async () => {
  const store = join(folder, "dosage-store");
  const archive = join(folder, "dosage-cases");
  await dosage(store, "0", "03 Nov,2021");
  const whole = { gene: "GENE1", consequence: "transcript_amplification", genotypes: ["0/1"] };
  const sv = at("dup.vcf", eventVcf(["C"], [{ pos: 10_000, end: 90_000, type: "DUP", ...whole }]));
  const given = { vcfs: [small, sv], panels: [panelOf("GENE1")], store };
  await addHere(archive, "C1", given);
  expect((await reanalysed(archive, store, 1)).changed).toBe(0);

  await dosage(store, "3", "03 Nov,2023");
  const { changed, run, woken } = await reanalysed(archive, store, 2);
  expect(changed).toBe(1);
  const { candidates } = await fullReport(given);
  expect(run.report.candidates.map(({ tier }) => tier)).toEqual(candidates.map(({ tier }) => tier));
  expect(run.report.candidates[0]).toMatchObject({ tier: 1, gene: { symbol: "GENE1" } });
  expect(woken).toMatchObject([
    {
      type: "dosage_changed",
      cause: { source: "dosage", old: "ClinGen 2021-11-03", new: "ClinGen 2023-11-03" },
      notify: true,
      text: expect.stringContaining("what ClinGen says of dosage changed; tier 1") as unknown,
    },
  ]);
  expect((await reanalysed(archive, store, 2)).changed).toBe(0);

  const older = join(folder, "older-store");
  await dosage(older, "0", "03 Nov,2021");
  const { result } = await reanalyseHere(archive, { all: true, store: older });
  expect(result.failed[0]?.message).toContain("older knowledge is never used");
});

it("a case without files of events sleeps on", async () => {
  const store = join(folder, "small-store");
  const archive = join(folder, "small-cases");
  await dosage(store, "0", "03 Nov,2021");
  await addHere(archive, "C1", { vcfs: [small], panels: [panelOf("GENE1")], store });
  await dosage(store, "3", "03 Nov,2023");
  expect((await reanalysed(archive, store, 1)).changed).toBe(0);
});

it("another release of transcripts, where the file was annotated elsewhere", async () => {
  const store = join(folder, "transcript-store");
  const archive = join(folder, "transcript-cases");
  const release = (name: string, genes: typeof GENES): Promise<unknown> =>
    importTranscripts(openStore(store), at(`${name}.gff3`, gff3Text(genes)), {
      assembly: "GRCh38",
      release: name,
      reference: null,
      mane: null,
      allBiotypes: false,
      identify: () => null,
      now: new Date(0),
    });
  await release("1", GENES);
  const sv = at("del.vcf", eventVcf(["C"], [{ pos: 1250, end: 1500, genotypes: ["0/1"] }]));
  const given = { vcfs: [small, sv], panels: [panelOf("PLUS1")], store };
  await addHere(archive, "C1", given);
  const [before] = readRun(inArchive.case(archive, "C1"), 1).report.candidates;
  expect(before?.gene.symbol).toBe("PLUS1");

  const moved = GENES.map((gene) =>
    gene.symbol === "PLUS1" ? { ...gene, exons: gene.exons.filter(([s]) => s !== 1300) } : gene,
  );
  await release("2", moved);
  const { changed, run, woken } = await reanalysed(archive, store, 2);
  expect(changed).toBe(1);
  expect(run.report.candidates).toEqual((await fullReport(given)).candidates);
  expect(woken[0]).toMatchObject({ type: "consequence_changed", cause: { source: "transcripts" } });
  expect(woken[0]?.cause.new).toMatch(/ 2$/);
});
