// Many cases in, some out, their files moved, their annotation renewed, their events gathered.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import {
  caseIds,
  digestsIn,
  inArchive,
  initArchive,
  purgeEvents,
  readCase,
  readRun,
  readVerdicts,
  removeCase,
  runNumbers,
  verifyArchive,
} from "../../src/archive/index.ts";
import { IndexedVcfWriter } from "../../src/io/bgzf/index.ts";
import { reanalysisText } from "../../src/cli/print/reanalysis.ts";
import { exportCases } from "../../src/reanalysis/copy.ts";
import { importCases, type ImportOutcome } from "../../src/reanalysis/import.ts";
import { reannotate } from "../../src/reanalysis/reannotate.ts";
import { relinkCases, setCase } from "../../src/reanalysis/set.ts";
import { giveVerdict } from "../../src/reanalysis/verdict.ts";
import { DEFAULTS } from "../helpers/analyse.ts";
import {
  addHere,
  answerOf,
  cloneCase,
  fullReport,
  quietIo,
  reanalyseHere,
  mergeHere,
} from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const now = new Date("2024-03-01T00:00:00.000Z");
const by = "test";
const TRIO = { vcfs: ["test-data/demo/trio.vcf.gz"], ped: "test-data/demo/trio.ped" };
const OLD = { panelVersions: ["epilepsy@0.9"] };
const shared = join(folder, "data");

function importHere(
  archive: string,
  files: string[],
  panels = ["epilepsy"],
): Promise<ImportOutcome[]> {
  initArchive(archive, now);
  const add = {
    status: "open" as const,
    consent: { given: true, until: null },
    assay: undefined,
    by,
    ...OLD,
  };
  return importCases(
    { archive, files, add, analyse: { ...DEFAULTS, vcfs: [], panels } },
    quietIo(),
  );
}

/** The demo's calls under another annotation. */
function rewritten(path: string, change: (line: string) => string): void {
  const text = gunzipSync(readFileSync("test-data/demo/trio.vcf.gz")).toString("utf8");
  const parts: Uint8Array[] = [];
  const writer = new IndexedVcfWriter((bytes) => parts.push(bytes));
  for (const line of text.trimEnd().split("\n"))
    writer.write(line.startsWith("#") ? line : change(line));
  const index = writer.finish();
  writeFileSync(path, Buffer.concat(parts));
  writeFileSync(`${path}.tbi`, index);
}

beforeAll(() => {
  mkdirSync(shared);
  for (const name of ["trio.vcf.gz", "trio.vcf.gz.tbi", "trio.ped"])
    copyFileSync(join("test-data/demo", name), join(shared, name));
});

describe("archive import", () => {
  const archive = join(folder, "imported");
  const manifest = join(shared, "manifest.tsv");

  it("adds each row, names the bad one, goes on, and skips what is there", async () => {
    writeFileSync(
      manifest,
      [
        "case\tvcf\tped\tpanel\tstatus\tconsent\tconsent_until\tassay",
        "A1\ttrio.vcf.gz\ttrio.ped\t\t\t\t\texome",
        "A2\tmissing.vcf.gz\t\t\t\t\t\t",
        "A3\ttrio.vcf.gz\ttrio.ped\tcardiomyopathy\tsolved\tyes\t2031-01-01\t",
        "",
      ].join("\n"),
    );
    const first = await importHere(archive, [manifest]);
    expect(first.map(({ case: id, outcome, code }) => [id, outcome, code])).toEqual([
      ["A1", "added", null],
      ["A2", "failed", "E_INPUT_MISSING"],
      ["A3", "added", null],
    ]);
    expect(readCase(archive, "A3")).toMatchObject({
      status: "solved",
      consent: { given: true, until: "2031-01-01" },
      analysis: { panels: ["cardiomyopathy"] },
    });
    expect(readCase(archive, "A1").datasets[0]).toMatchObject({ assay: "exome" });
    const again = await importHere(archive, [manifest]);
    expect(again.map(({ outcome }) => outcome)).toEqual([
      "already_there",
      "failed",
      "already_there",
    ]);
    expect(await verifyArchive(archive, false)).toEqual([]);
  });

  it("takes a case file with its family, status and consent", async () => {
    const path = join(shared, "case.yaml");
    writeFileSync(
      path,
      `schema: panelist.case
version: 1
id: F9
vcfs: [trio.vcf.gz]
panels: [epilepsy]
status: partial
consent: { given: false }
family:
  - { id: DEMO-CHILD, father: DEMO-FATHER, mother: DEMO-MOTHER, sex: male, affected: true }
  - { id: DEMO-FATHER, sex: male, affected: false }
  - { id: DEMO-MOTHER, sex: female, affected: false }
`,
    );
    const outcomes = await importHere(archive, [path], []);
    expect(outcomes).toMatchObject([{ case: "F9", outcome: "added" }]);
    expect(readCase(archive, "F9")).toMatchObject({
      status: "partial",
      consent: { given: false },
      ped: "family.ped",
    });
    const [a, b] = ["F9", "A1"].map((id) => readRun(inArchive.case(archive, id), 1).report);
    expect(a?.candidates.length).toBe(b?.candidates.length);
  });

  it.each([
    ["vcf\tx", "unknown or doubled column: 'x'", "case\tvcf\tx\nB\ta\tb"],
    ["vcf\tvcf", "unknown or doubled column: 'vcf'", "case\tvcf\tvcf\nB\ta\tb"],
    ["status", "status 'dead'", "case\tvcf\tstatus\nB\ttrio.vcf.gz\tdead"],
    ["consent", "consent 'maybe'", "case\tvcf\tconsent\nB\ttrio.vcf.gz\tmaybe"],
    ["a surplus cell", "'HP:0001250' stands behind", "case\tvcf\nB\ttrio.vcf.gz\t\tHP:0001250"],
    ["twice", "named twice", "case\tvcf\nB\ttrio.vcf.gz\nB\ttrio.vcf.gz"],
  ])("a manifest that is wrong in %s imports nothing", async (_name, message, text) => {
    const path = join(shared, "wrong.tsv");
    writeFileSync(path, `${text}\n`);
    const before = caseIds(archive);
    await expect(importHere(archive, [path])).rejects.toThrow(message);
    expect(caseIds(archive)).toEqual(before);
  });

  it("export makes an archive of its own, without those who gave no consent; import takes it in", async () => {
    const bundle = join(folder, "bundle");
    const done = await exportCases({ archive, cases: ["A1", "F9"], output: bundle, by, now });
    expect(done).toEqual({ output: bundle, cases: ["A1"], withoutConsent: ["F9"], failed: [] });
    expect(caseIds(bundle)).toEqual(["A1"]);
    expect(await verifyArchive(bundle, false)).toEqual([]);
    await expect(
      exportCases({ archive, cases: [], output: bundle, by, now }),
    ).rejects.toMatchObject({ code: "E_OUTPUT" });
    const other = join(folder, "other");
    expect(await importHere(other, [bundle])).toMatchObject([{ case: "A1", outcome: "added" }]);
    expect(await verifyArchive(other, false)).toEqual([]);
    const { result } = await reanalyseHere(other);
    expect(result.events.filter((e) => e.notify).map((e) => e.gene)).toEqual(["WWOX"]);
  });
});

describe("archive merge", () => {
  it("gathers what shards wrote, once; a removed case leaves nothing behind", async () => {
    const archive = join(folder, "shards");
    await addHere(archive, "S1", { ...TRIO, panels: ["epilepsy"] }, OLD);
    for (const id of ["S2", "S3"]) cloneCase(archive, "S1", id);
    const results: string[] = [];
    for (const index of [0, 1]) {
      const { text } = await reanalyseHere(archive, { shard: { index, of: 2 }, format: "json" });
      const path = join(folder, `shard-${index}.json`);
      writeFileSync(path, text);
      results.push(path);
    }
    const result = await mergeHere(archive, results);
    expect(result.counts).toMatchObject({ cases: 3, changed: 3, failed: 0 });
    expect(result.panels).toMatchObject([{ rule: "epilepsy", cases: 3 }]);
    expect(result.events.filter((e) => e.notify).map((e) => e.case)).toEqual(["S1", "S2", "S3"]);
    expect(reanalysisText(result, "text", false)).toContain("3 new to look at");
    expect((await mergeHere(archive)).events).toEqual([]);
    const kept = inArchive.case(archive, "S2");
    cpSync(kept, join(folder, "kept"), { recursive: true });
    await removeCase(archive, "S2", { by, why: "asked", date: now });
    // As a kill would leave it.
    expect(await verifyArchive(archive, false)).toMatchObject([{ path: "events.jsonl" }]);
    await purgeEvents(archive, "S2");
    expect(readFileSync(join(archive, "events.jsonl"), "utf8")).not.toContain("S2");
    expect(readFileSync(join(archive, "events.jsonl"), "utf8")).toContain("S3");
    expect(await verifyArchive(archive, false)).toEqual([]);
    // Killed before its folder was gone: patients' data that nobody would find again.
    cpSync(join(folder, "kept"), kept, { recursive: true });
    expect(() => readCase(archive, "S2")).toThrow("no case 'S2'");
    await expect(setCase({ archive, case: "S2", status: "solved", by, now })).rejects.toThrow(
      "no case 'S2'",
    );
    expect(await verifyArchive(archive, true)).toMatchObject([
      { path: "cases/S2", problem: "unfinished", repaired: true },
    ]);
    expect(existsSync(kept)).toBe(false);
    expect(await verifyArchive(archive, false)).toEqual([]);
  });
});

describe("archive set, relink", () => {
  const archive = join(folder, "set");
  const nothing = {
    archive,
    case: "C1",
    by,
    now,
  };
  beforeAll(() =>
    addHere(
      archive,
      "C1",
      { vcfs: [join(shared, "trio.vcf.gz")], ped: join(shared, "trio.ped"), panels: ["epilepsy"] },
      OLD,
    ),
  );

  it("changes status and consent, and says so in the log", async () => {
    expect((await setCase({ ...nothing, status: "solved" }))?.detail).toContain("open -> solved");
    await setCase({ ...nothing, consent: false });
    expect((await reanalyseHere(archive)).result.counts.left).toEqual({ no_consent: 1 });
    await setCase({ ...nothing, status: "open", consent: true, consentUntil: "2040-01-01" });
    expect(readCase(archive, "C1")).toMatchObject({
      consent: { given: true, until: "2040-01-01" },
    });
    const done = await setCase({ ...nothing, consentUntil: "none" });
    expect(done?.detail).toContain("2040-01-01 -> given");
    expect(await setCase({ ...nothing, status: "open" })).toBeNull();
    const log = readFileSync(join(inArchive.case(archive, "C1"), "log.jsonl"), "utf8");
    expect(log.match(/"what":"set"/g)).toHaveLength(4);
  });

  const PERSON = "F1\tDEMO-CHILD\tDEMO-FATHER\tDEMO-MOTHER\t1\t2\n";
  it.each([
    ["a cycle", "E_PED", `${PERSON}F1\tDEMO-FATHER\tDEMO-CHILD\t0\t1\t1\n`],
    ["a person twice", "E_PED", `${PERSON}${PERSON}`],
    ["a father who is female", "E_PED", `${PERSON}F1\tDEMO-FATHER\t0\t0\t2\t1\n`],
    ["another family", "E_SAMPLE", "F2\tSOMEBODY\t0\t0\t1\t2\n"],
    ["a name that nearly is one", "E_SAMPLE", PERSON.replace("DEMO-MOTHER", "demo-mother")],
  ])("takes no pedigree with %s, as analyse does not", async (_what, code, text) => {
    const ped = join(folder, "wrong.ped");
    writeFileSync(ped, text);
    const before = digestsIn(inArchive.case(archive, "C1"));
    await expect(setCase({ ...nothing, ped })).rejects.toMatchObject({ code });
    await expect(
      fullReport({ ...TRIO, ped, panels: ["epilepsy"], proband: "DEMO-CHILD" }),
    ).rejects.toMatchObject({ code });
    expect(digestsIn(inArchive.case(archive, "C1"))).toEqual(before);
  });

  it("takes the family as it is known now, and says so in the log", async () => {
    const ped = join(folder, "duo.ped");
    writeFileSync(ped, "F1\tDEMO-CHILD\t0\tDEMO-MOTHER\t1\t2\nF1\tDEMO-MOTHER\t0\t0\t2\t1\n");
    expect(await setCase({ ...nothing, ped })).toMatchObject({ detail: "family" });
    expect((await reanalyseHere(archive)).result.failed).toEqual([]);
    await setCase({ ...nothing, ped: TRIO.ped });
  });

  it("follows a VCF that moved, not one that changed", async () => {
    const [moved, changed] = ["moved", "changed"].map((name) => join(folder, name));
    mkdirSync(moved ?? "");
    mkdirSync(changed ?? "");
    writeFileSync(join(changed ?? "", "trio.vcf.gz"), "another file");
    const relink = (to: string): ReturnType<typeof relinkCases> =>
      relinkCases({ archive, cases: [], moves: [{ old: shared, new: to }], by, now });
    expect(await relink(changed ?? "")).toMatchObject([{ failed: true }]);
    expect(await relink(moved ?? "")).toMatchObject([{ failed: true }]);
    renameSync(join(shared, "trio.vcf.gz"), join(moved ?? "", "trio.vcf.gz"));
    expect(await relink(moved ?? "")).toMatchObject([{ outcome: "moved", failed: false }]);
    const [vcf] = readCase(archive, "C1").datasets[0]?.vcfs ?? [];
    expect(vcf?.path).toBe(join(moved ?? "", "trio.vcf.gz"));
    copyFileSync("test-data/demo/trio.vcf.gz", join(shared, "trio.vcf.gz"));
  });
});

describe("archive reannotate (RE-06)", () => {
  const archive = join(folder, "reannotated");
  const at = inArchive.case(archive, "C1");
  const renew = (
    path: string,
    resequenced = false,
    log: string[] = [],
  ): ReturnType<typeof reannotate> =>
    reannotate(
      { archive, case: "C1", vcfs: [path], resequenced, by },
      quietIo(log, "2024-02-01T00:00:00.000Z"),
    );

  it("a gene that the old annotation never named wakes when the new one names it", async () => {
    const before = join(folder, "before.vcf.gz");
    rewritten(before, (line) =>
      line.replaceAll(/\|WWOX\|/g, "|FORMER1|").replaceAll(/ENSG00000186153|HGNC:12799/g, ""),
    );
    await addHere(archive, "C1", { ...TRIO, vcfs: [before], panels: ["epilepsy"] });
    const run = readRun(at, 1);
    expect(run.report.candidates.some(({ gene }) => gene.symbol === "WWOX")).toBe(false);
    const { events } = await renew("test-data/demo/trio.vcf.gz");
    expect(runNumbers(at)).toEqual([1, 2]);
    const fresh = await fullReport({ ...TRIO, panels: ["epilepsy"] });
    expect(answerOf(readRun(at, 2).report)).toBe(answerOf(fresh));
    const woken = events.filter((event) => event.notify);
    expect(woken.map((e) => [e.type, e.gene, e.rule])).toEqual([["method", "WWOX", "RE-03"]]);
    expect(events.filter((e) => !e.notify).every((e) => e.rule === "RE-06")).toBe(true);
    expect(readCase(archive, "C1").datasets.map((d) => d.number)).toEqual([1, 2]);
    expect(await verifyArchive(archive, false)).toEqual([]);
    expect((await reanalyseHere(archive)).result.counts).toMatchObject({ untouched: 1 });
  });

  it("other calls are refused, unless the person was sequenced again (RE-09)", async () => {
    const other = join(folder, "other-calls.vcf.gz");
    rewritten(other, (line) =>
      line.includes("\t78333196\t") ? line.replace(/\t1\/2:/, "\t0/2:") : line,
    );
    await expect(renew(other)).rejects.toThrow("the calls are different");
    expect(runNumbers(at)).toEqual([1, 2]);
    await giveVerdict({
      archive,
      case: "C1",
      variant: "16:78333196:A:T",
      kind: "dismissed",
      class: null,
      why: "seen in the father",
      by,
      date: "2024-01-05",
      now,
    });
    const older = (): unknown[] =>
      readVerdicts(at, readCase(archive, "C1").datasets).map((v) => v.isOfOlderCalls ?? false);
    expect(older()).toEqual([false]);
    const { events } = await renew(other, true);
    expect(older()).toEqual([true]);
    expect(events.length).toBeGreaterThan(0);
    expect(events.every((e) => e.type === "method" && e.rule === "RE-09" && !e.notify)).toBe(true);
    expect(existsSync(join(at, "datasets/3/distilled.vcf.gz"))).toBe(true);
    expect(await verifyArchive(archive, false)).toEqual([]);
  });

  it("what the new file lacks is said", async () => {
    const lost = join(folder, "lost-calls.vcf.gz");
    rewritten(lost, (line) =>
      line.startsWith("chr2\t") ? line.replaceAll(/\t[\d.]([/|])[\d.]:/g, "\t.$1.:") : line,
    );
    const log: string[] = [];
    await renew(lost, true, log);
    expect(log).toContainEqual(
      expect.stringMatching(
        /^warn: the input has no usable record on chromosome 2, where \d+ panel/,
      ),
    );
    const { report } = readRun(at, 4);
    expect(report.complete).toBe(false);
  });
});
