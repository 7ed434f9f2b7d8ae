// DEC-30, DEC-31: knowledge moves forward only; pins, approval, withdrawal are said by people and seen by all.
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inArchive, readCase, readHead, readRun } from "../../src/archive/index.ts";
import { lifted } from "../../src/archive/lift.ts";
import type { RunFile } from "../../src/archive/types.ts";
import { importPanels } from "../../src/library/import.ts";
import {
  approveRelease,
  parseReleaseName,
  requireApproval,
  unapprovedReleases,
  withdrawRelease,
} from "../../src/library/releases.ts";
import { importParts } from "../../src/phenotype/release.ts";
import { reportFromFile } from "../../src/reanalysis/report-file.ts";
import { setCase } from "../../src/reanalysis/set.ts";
import { openStore } from "../../src/store/index.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { addHere, reanalyseHere } from "../helpers/archive.ts";
import { importRelease, writePanel, writeTrio } from "../helpers/archive-world.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";
import { TRIO_PED } from "../helpers/vcf-text.ts";
import { HPOA, NINE_COLUMNS, OBO, part } from "../phenotype/toy.ts";

const folder = tempFolder();
const now = new Date(0);
const OLD = "2024-01-01";
const NEW = "2024-02-01";
const saying = { by: "A. Name", why: "wrong class of a gene", now };

interface World {
  home: string;
  archive: string;
  store: string;
  options: { vcfs: string[]; ped: string; panels: string[]; store: string };
}

/** A de novo missense variant in AAA, which the newer release of ClinVar calls pathogenic. */
async function world(): Promise<World> {
  const home = mkdtempSync(join(folder, "world-"));
  const at = (name: string): string => join(home, name);
  const missense = {
    gene: "AAA",
    consequence: "missense_variant",
    genotypes: ["0/1", "0/0", "0/0"],
  };
  writeTrio(at("one.vcf.gz"), [{ pos: 110_000, ...missense }]);
  writeFileSync(at("trio.ped"), TRIO_PED);
  writePanel(at("panel.tsv"), [{ symbol: "AAA", place: [100_000, 200_000] }]);
  const store = at("store");
  const options = {
    vcfs: [at("one.vcf.gz")],
    ped: at("trio.ped"),
    panels: [at("panel.tsv")],
    store,
  };
  await importRelease(store, home, OLD, []);
  await importRelease(store, home, NEW, [{ pos: 110_000, gene: "AAA" }]);
  return { home, archive: at("cases"), store, options };
}

function latest({ archive }: World): RunFile {
  const at = inArchive.case(archive, "C1");
  return readRun(at, readHead(at).run);
}

const clinvarOf = (w: World): string | undefined =>
  latest(w).knowledge.classifications.find(({ kind }) => kind === "clinvar")?.release;
const again = (w: World, more: object = {}) =>
  reanalyseHere(w.archive, { store: w.store, ...more });
const set = (w: World, more: object) =>
  setCase({ archive: w.archive, case: "C1", by: "B. Name", now, store: w.store, ...more });
const pin = (word: string) => ({ pin: [parseReleaseName(word)], why: "validated with it" });

describe("a release that the command names", () => {
  it("holds for that run alone: the next takes the newest", async () => {
    const w = await world();
    const added = await addHere(w.archive, "C1", { ...w.options, clinvar: OLD });
    expect(added.named).toEqual([`clinvar=${OLD}`]);
    expect(clinvarOf(w)).toBe(OLD);
    expect(readCase(w.archive, "C1").pins).toBeUndefined();
    const { result } = await again(w);
    expect(clinvarOf(w)).toBe(NEW);
    expect(result.events.map(({ type }) => type)).toContain("clinvar_up");
    // Back by name, and the next run does not go further back or stay.
    await again(w, { clinvar: OLD });
    expect(clinvarOf(w)).toBe(OLD);
    await again(w);
    expect(clinvarOf(w)).toBe(NEW);
  });

  it("of a panel too: the rule is kept without the version", async () => {
    const w = await world();
    const panel = (version: string, mode: string): string => {
      const path = join(w.home, `p-${version}.json`);
      const genes = [
        {
          entity_name: "AAA",
          confidence_level: "3",
          mode_of_inheritance: mode,
          gene_data: { ensembl_genes: { GRch38: { "90": { location: "1:100000-200000" } } } },
        },
      ];
      writeFileSync(path, JSON.stringify({ id: 7, name: "Seven", version, genes }));
      return path;
    };
    const io = { log: { info() {}, warn() {}, detail() {} }, onProgress() {}, now: () => now };
    const paths = [panel("1.0", "BIALLELIC"), panel("1.1", "MONOALLELIC")];
    await importPanels({ paths, source: undefined }, openStore(w.store), io);
    await addHere(w.archive, "C1", { ...w.options, panels: ["7@1.0"] });
    const used = () =>
      latest(w).knowledge.panels.map(({ rule, panelVersion }) => [rule, panelVersion]);
    expect(used()).toEqual([["7", "1.0"]]);
    expect(readCase(w.archive, "C1").analysis.panels).toEqual(["7"]);
    await again(w);
    expect(used()).toEqual([["7", "1.1"]]);
    await again(w, { panelVersions: ["7@1.0"] });
    expect(used()).toEqual([["7", "1.0"]]);
    await again(w);
    expect(used()).toEqual([["7", "1.1"]]);
    // Not approved, but used already: the default would be an older one.
    const store = openStore(w.store);
    await requireApproval(store, ["panel"]);
    await approveRelease(store, parseReleaseName("panel:7=1.0"), saying);
    const { result } = await again(w);
    expect(result.counts.untouched).toBe(1);
    expect(result.unapproved).toMatchObject([{ kind: "panel", release: "1.1", used: "1.1" }]);
    await withdrawRelease(store, parseReleaseName("panel:7=1.1"), saying);
    const withdrawn = (word: string) =>
      expect(analyseHere({ ...w.options, panels: [word] })).rejects.toMatchObject({
        code: "E_INPUT_MISSING",
        message: "panel 7 1.1 was withdrawn by A. Name on 1970-01-01: wrong class of a gene",
      });
    await withdrawn("7@1.1");
    const back = await again(w);
    expect(used()).toEqual([["7", "1.0"]]);
    expect(back.result.events[0]).toMatchObject({ type: "release_withdrawn", rule: "RE-03" });
  });
});

it("a named version that is newer than its rule's stays, and everybody sees that it is off the rule", async () => {
  const w = await world();
  const panel = (version: string, more: object): string => {
    const path = join(w.home, `p-${version}.json`);
    const genes = [
      {
        entity_name: "AAA",
        confidence_level: "3",
        mode_of_inheritance: "MONOALLELIC",
        gene_data: { ensembl_genes: { GRch38: { "90": { location: "1:100000-200000" } } } },
      },
    ];
    writeFileSync(path, JSON.stringify({ id: 8, name: "Eight", version, genes, ...more }));
    return path;
  };
  const io = { log: { info() {}, warn() {}, detail() {} }, onProgress() {}, now: () => now };
  const paths = [panel("4.0", { signed_off: "2023-01-01" }), panel("5.3", {})];
  await importPanels({ paths, source: undefined }, openStore(w.store), io);
  await addHere(w.archive, "C1", { ...w.options, panels: ["8@5.3"] });
  const { result, text } = await again(w);
  expect(result.offRule).toEqual([
    { case: "C1", rule: "8", used: "5.3 (not signed off)", means: "4.0" },
  ]);
  const said = "the rule 8 means 4.0, and 5.3 (not signed off) stays in use";
  expect(text).toContain(`C1: ${said}`);
  expect((await again(w, { format: "html" })).text).toContain(
    "8 now selects 4.0; 5.3 (not signed off) stays in use",
  );
  const tsv = ["reanalyse", w.archive, "--store", w.store, "--format", "tsv"];
  expect((await runInProcess(tsv)).stderr).toContain(said);
  const list = await runInProcess(["archive", "list", w.archive]);
  expect(list.stdout).toContain("not signed off: 8@5.3");
  const show = await runInProcess(["archive", "show", w.archive, "C1"]);
  expect(show.stdout).toContain("Eight 5.3 (not signed off)");
});

describe("never older than the last run", () => {
  it("a store with only older releases is rejected, case by case, unless one is named", async () => {
    const w = await world();
    await addHere(w.archive, "C1", w.options);
    const older = join(w.home, "older");
    await importRelease(older, w.home, OLD, []);
    const { result } = await again(w, { store: older });
    expect(result.failed).toMatchObject([
      {
        case: "C1",
        code: "E_STORE",
        message: `the last run used ClinVar ${NEW}, but the newest in this store is ${OLD}: older knowledge is never used`,
        hint: expect.stringContaining(`--clinvar ${OLD}`),
      },
    ]);
    expect((await again(w, { store: older, clinvar: OLD })).result.failed).toEqual([]);
    expect(clinvarOf(w)).toBe(OLD);
  });

  it("a release that nobody approved stays where a run has used it", async () => {
    const w = await world();
    await addHere(w.archive, "C1", w.options);
    const store = openStore(w.store);
    await requireApproval(store, ["clinvar"]);
    await approveRelease(store, parseReleaseName(`clinvar=${OLD}`), saying);
    const { result } = await again(w);
    expect(result.counts.untouched).toBe(1);
    expect(clinvarOf(w)).toBe(NEW);
  });

  it("the right message where a release is there for the other build alone", async () => {
    const w = await world();
    await addHere(w.archive, "C1", w.options);
    const { result } = await again(w, { clinvar: "2016-09-01" });
    expect(result.failed[0]?.message).toBe(
      "the store has no classifications of '2016-09-01' for GRCh38",
    );
    const other = join(w.home, "clinvar-37.vcf");
    writeFileSync(
      other,
      "##fileformat=VCFv4.1\n##fileDate=2016-09-01\n##reference=GRCh37\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n1\t5\t5\tG\tA\t.\t.\tCLNSIG=Benign;CLNREVSTAT=no_assertion\n",
    );
    const imported = await runInProcess([
      "knowledge",
      "import",
      "clinvar",
      other,
      "--assembly",
      "GRCh37",
      "--store",
      w.store,
    ]);
    expect(imported.status).toBe(0);
    const there = await again(w, { clinvar: "2016-09-01" });
    expect(there.result.failed[0]?.message).toBe(
      "ClinVar 2016-09-01 is in the store only for GRCh37, but this input is GRCh38",
    );
    // A pin to it would fail every run of the case.
    await expect(set(w, pin("clinvar=2016-09-01"))).rejects.toMatchObject({
      code: "E_INPUT_MISSING",
      message: "clinvar 2016-09-01 is in the store only for GRCh37, and case 'C1' is GRCh38",
    });
    // As would one to a panel that is none of the case's.
    await expect(set(w, pin("panel:cardiomyopathy=1.0"))).rejects.toMatchObject({
      code: "E_USAGE",
      message: "case 'C1' does not use panel cardiomyopathy",
    });
    expect(readCase(w.archive, "C1").pins).toBeUndefined();
  });
});

describe("pins", () => {
  it("hold until they are lifted, and everybody sees them", async () => {
    const w = await world();
    await addHere(w.archive, "C1", { ...w.options, clinvar: OLD });
    const done = await set(w, pin(`clinvar=${OLD}`));
    expect(done?.detail).toBe(`pins none -> clinvar ${OLD}`);
    const { result, text } = await again(w);
    expect(clinvarOf(w)).toBe(OLD);
    expect(result.pinned).toEqual([
      { case: "C1", release: `clinvar ${OLD}`, why: "validated with it" },
    ]);
    expect(text).toContain(`C1: PINNED to clinvar ${OLD}: validated with it`);
    const list = await runInProcess(["archive", "list", w.archive]);
    expect(list.stdout).toContain(`PINNED to clinvar ${OLD}`);
    const show = await runInProcess(["archive", "show", w.archive, "C1"]);
    expect(show.stdout).toContain(
      `PINNED to clinvar ${OLD} since 1970-01-01 by B. Name: validated with it`,
    );
    const about = { source: w.archive, format: "html", links: true } as const;
    const pages = await Promise.all(
      [undefined, { id: "C1" }].map((of) =>
        reportFromFile({ ...about, case: of, allowNhsNumbers: false }, "0"),
      ),
    );
    for (const page of pages) expect(page).toMatch(/PINNED<\/b>.*clinvar 2024-01-01/);
    const html = await again(w, { format: "html" });
    expect(html.text).toMatch(/PINNED<\/b>.*clinvar 2024-01-01/);
    // The command's word goes before it, for that run.
    await again(w, { clinvar: NEW });
    expect(clinvarOf(w)).toBe(NEW);
    await again(w);
    expect(clinvarOf(w)).toBe(OLD);
    await set(w, { unpin: [{ kind: "clinvar", name: "" }] });
    await again(w);
    expect(clinvarOf(w)).toBe(NEW);
    await expect(set(w, { unpin: [{ kind: "hpo", name: "" }] })).rejects.toMatchObject({
      code: "E_USAGE",
    });
  });

  it("need a reason and a release that is there; one that was withdrawn fails the case", async () => {
    const w = await world();
    await addHere(w.archive, "C1", w.options);
    const args = ["archive", "set", w.archive, "C1", "--store", w.store, "--pin"];
    expect((await runInProcess([...args, `clinvar=${OLD}`])).stderr).toContain(
      "--pin needs a reason",
    );
    const missing = await runInProcess([...args, "clinvar=1999-01-01", "--why", "x"]);
    expect(missing).toMatchObject({ status: 66 });
    expect((await runInProcess([...args, `clinvar=${NEW}`, "--why", "x"])).status).toBe(0);
    await withdrawRelease(openStore(w.store), parseReleaseName(`clinvar=${NEW}`), saying);
    const { result } = await again(w);
    expect(result.failed[0]).toMatchObject({ code: "E_STORE" });
    expect(result.failed[0]?.hint).toContain("--unpin clinvar");
  });

  it("those that nobody saw are none any more: archives of before are lifted", () => {
    const analysis = {
      panels: ["epilepsy@0.9", "285@latest", "./a@2.tsv"],
      clinvar: OLD,
      inhouse: null,
    };
    const terms = { terms: [], release: "2020-01-01" };
    const file = { schema: "panelist.archive-case", version: 2, analysis, terms };
    expect(lifted(file, "panelist.archive-case", "x")).toMatchObject({
      version: 3,
      analysis: { panels: ["epilepsy", "285@latest", "./a@2.tsv"] },
      terms: { terms: [] },
    });
    expect(JSON.stringify(lifted(file, "panelist.archive-case", "x"))).not.toMatch(
      /clinvar|release/,
    );
    const run = { version: 2, knowledge: { panels: [{ rule: "epilepsy@0.9" }] } };
    expect(lifted(run, "panelist.archive-run", "x")).toMatchObject({
      knowledge: { panels: [{ rule: "epilepsy" }] },
    });
  });
});

describe("approval and withdrawal", () => {
  it("the default is the newest approved release, and the newer one is named", async () => {
    const w = await world();
    const args = ["--store", w.store];
    await runInProcess(["knowledge", "require-approval", "clinvar", ...args]);
    const none = await analyseHere(w.options);
    expect(none.log).toContain(
      `warn: clinvar ClinVar ${NEW} is not approved: nothing is used instead (\`panelist knowledge approve\`)`,
    );
    const approved = await runInProcess([
      "knowledge",
      "approve",
      `clinvar=${OLD}`,
      "--by",
      "A. Name",
      "--why",
      "checked",
      ...args,
    ]);
    expect(approved.stdout).toBe(`clinvar ${OLD}: approved by A. Name\n`);
    expect(await unapprovedReleases(openStore(w.store))).toMatchObject([
      { release: NEW, used: OLD },
    ]);
    const { log } = await analyseHere(w.options);
    expect(log.join("\n")).toContain(`${NEW} is not approved: ${OLD} is used`);
    const list = await runInProcess(["knowledge", "list", "clinvar", ...args]);
    expect(list.stdout).toContain("not approved");
    // Who names it knows, and the report says what is used.
    const named = await analyseHere({ ...w.options, clinvar: NEW }, { format: "json" });
    expect(named.text).toContain(NEW);
    expect(named.log.join("\n")).toContain(
      `clinvar ClinVar ${NEW} is not approved, but used, because it was named`,
    );
    expect(named.log.join("\n")).not.toContain(`${OLD} is used`);
    // Of what is not used at all nothing is told.
    const without = await analyseHere({ ...w.options, clinvar: "none" });
    expect(without.log.join("\n")).not.toContain("approved");
    // Kinds are added; lifting has its own word.
    const required = async (...words: string[]): Promise<string> =>
      (await runInProcess(["knowledge", "require-approval", ...words, ...args])).stdout;
    expect(await required("panel")).toBe("approval is required for: panel, clinvar\n");
    expect(await required("--lift", "clinvar", "hpo")).toBe(
      "approval is required for: panel, hpo\n",
    );
    expect(await required()).toBe("approval is required for: panel, hpo\n");
    expect(
      (
        await runInProcess([
          "knowledge",
          "require-approval",
          "clinvar",
          "--lift",
          "clinvar",
          ...args,
        ])
      ).status,
    ).toBe(2);
    const all = await runInProcess(["knowledge", "require-approval", "none", ...args]);
    expect(all.stdout).toBe("approval is required for: nothing\n");
  });

  it("of kept cases: what they use, in one line, on standard error in every format", async () => {
    const w = await world();
    await addHere(w.archive, "C1", w.options);
    const store = openStore(w.store);
    await approveRelease(store, parseReleaseName(`clinvar=${OLD}`), saying);
    await requireApproval(store, ["clinvar", "panel"]);
    // A panel of which the archive knows nothing.
    const io = { log: { info() {}, warn() {}, detail() {} }, onProgress() {}, now: () => now };
    const path = join(w.home, "other.json");
    writeFileSync(path, JSON.stringify({ id: 9, name: "Nine", version: "1.0", genes: [] }));
    await importPanels({ paths: [path], source: undefined }, store, io);
    await set(w, pin(`clinvar=${NEW}`));
    for (const args of [
      ["--dry-run", "--format", "tsv"],
      ["--dry-run", "--events-format", "json-lines"],
      ["--dry-run", "--format", "json"],
      ["--dry-run"],
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const done = await runInProcess(["reanalyse", w.archive, "--store", w.store, ...args]);
      expect(done.stderr.match(/PINNED.*/g)).toEqual([`PINNED to clinvar ${NEW}: C1`]);
      expect(done.stderr.match(/.*is not approved.*/g)).toEqual([
        `warning: clinvar ClinVar ${NEW} is not approved, but used, because it was named or an earlier run used it`,
      ]);
    }
    await set(w, { unpin: [{ kind: "clinvar", name: "" }] });
    const { result } = await again(w, { clinvar: OLD });
    expect(result.unapproved).toEqual([
      { kind: "clinvar", source: "ClinVar", release: NEW, used: OLD },
    ]);
  });

  it("a withdrawn release is unavailable: cases go back, with a notice; approval restores it", async () => {
    const w = await world();
    await addHere(w.archive, "C1", w.options);
    expect(clinvarOf(w)).toBe(NEW);
    const args = ["--store", w.store, "--why", "wrong build", "--by", "A. Name"];
    expect((await runInProcess(["knowledge", "withdraw", `clinvar=${NEW}`, ...args])).status).toBe(
      0,
    );
    const gone = {
      code: "E_INPUT_MISSING",
      message: expect.stringMatching(
        `^clinvar ${NEW} was withdrawn by A. Name on \\d{4}-\\d\\d-\\d\\d: wrong build$`,
      ) as string,
    };
    await expect(analyseHere({ ...w.options, clinvar: NEW })).rejects.toMatchObject(gone);
    await expect(set(w, pin(`clinvar=${NEW}`))).rejects.toMatchObject(gone);
    const { result } = await again(w);
    expect(clinvarOf(w)).toBe(OLD);
    expect(result.events[0]).toMatchObject({
      type: "release_withdrawn",
      notify: true,
      priority: "high",
      candidateId: null,
      old: NEW,
      new: OLD,
      text: `the last run used ClinVar ${NEW}, which A. Name withdrew (wrong build); the case now uses ${OLD}`,
    });
    // What became different is told by its cause, as of any two releases.
    expect(result.events.map(({ type }) => type)).toContain("clinvar_down");
    expect((await again(w)).result.counts.untouched).toBe(1);
    await approveRelease(openStore(w.store), parseReleaseName(`clinvar=${NEW}`), saying);
    await again(w);
    expect(clinvarOf(w)).toBe(NEW);
    // Nothing before it: the case goes on without.
    const store = openStore(w.store);
    for (const release of [OLD, NEW])
      // oxlint-disable-next-line no-await-in-loop -- one record
      await withdrawRelease(store, parseReleaseName(`clinvar=${release}`), saying);
    const last = await again(w);
    expect(last.result.failed).toEqual([]);
    expect(last.result.events[0]).toMatchObject({ type: "release_withdrawn", new: null });
  });

  it("of a version that two sources have one is meant, and another that comes later is not", async () => {
    const store = openStore(join(tempFolder(), "store"));
    const come = (source: string) =>
      store.put(
        { kind: "transcripts", source, id: "GRCh38", version: "110" },
        Buffer.from(source),
        {
          extension: "x",
          fetched: "2020-01-01T00:00:00.000Z",
          origin: "x",
          terms: "x",
          assembly: "GRCh38",
          facts: {},
        },
      );
    const left = async () => (await store.list("transcripts")).map(({ source }) => source);
    await come("Ensembl");
    await withdrawRelease(store, parseReleaseName("transcripts=110"), saying);
    expect(await left()).toEqual([]);
    await come("RefSeq");
    expect(await left()).toEqual(["RefSeq"]);
    await expect(
      withdrawRelease(store, parseReleaseName("transcripts=110"), saying),
    ).rejects.toMatchObject({
      code: "E_USAGE",
      hint: "Write transcripts:Ensembl=110 or transcripts:RefSeq=110.",
    });
    const word = parseReleaseName("transcripts:Ensembl=110");
    expect(await approveRelease(store, word, saying)).toEqual({ wasWithdrawn: true });
    expect(await left()).toEqual(["Ensembl", "RefSeq"]);
  });

  it("a word that names nothing is refused", async () => {
    const w = await world();
    const store = openStore(w.store);
    expect(() => parseReleaseName("clinvar")).toThrow(/not KIND=VERSION/);
    expect(() => parseReleaseName("clonvar=1")).toThrow(/not a kind of knowledge/);
    await expect(
      approveRelease(store, parseReleaseName("clinvar=1999-01-01"), saying),
    ).rejects.toMatchObject({ code: "E_INPUT_MISSING" });
  });
});

describe("DEC-31: a term that HPO no longer knows", () => {
  async function importHpo(store: string, day: string, rename: boolean): Promise<void> {
    const [head = ""] = NINE_COLUMNS.split("\n");
    const rows = `${head}\n101\tAAA\tHP:0000012\tx\t-\t\t-\tmim2gene\tOMIM:1\n999\tZZZ\tHP:0000021\tx\t-\t\t-\tmim2gene\tOMIM:3\n`;
    const texts = [OBO, HPOA, rows].map((text) => {
      const named = rename ? text.replaceAll("HP:0000012", "HP:0000912") : text;
      return part(named.replaceAll("2020-02-02", day));
    });
    await importParts(openStore(store), texts, {
      release: day,
      now: "2020-03-01T00:00:00Z",
      origin: "x",
    });
  }

  it("never stops a kept case: it is left out, told once, and seen until it is mended", async () => {
    const w = await world();
    await importHpo(w.store, "2020-02-01", false);
    const phenotype = { hpo: ["HP:0000012,HP:0000021"] };
    await expect(
      addHere(w.archive, "C0", { ...w.options, phenotype: { hpo: ["HP:0009999"] } }),
    ).rejects.toMatchObject({ code: "E_HPO" });
    await addHere(w.archive, "C1", { ...w.options, phenotype });
    await importHpo(w.store, "2020-02-03", true);
    const { result } = await again(w);
    expect(result.events.find(({ type }) => type === "term_retired")).toMatchObject({
      old: "HP:0000012",
      notify: true,
      rule: "RE-08",
    });
    expect(latest(w).report.warnings).toMatchObject([
      { code: "term_dropped", facts: { term: "HP:0000012", why: "unknown" } },
      { code: "terms_few_or_many" },
    ]);
    const show = await runInProcess(["archive", "show", w.archive, "C1"]);
    expect(show.stdout).toContain("unknown HPO term HP:0000012: dropped");
    const next = await again(w);
    expect(next.result.events).toEqual([]);
  });
});

describe("what a look at an archive tells", () => {
  it("impact says what it did not evaluate", async () => {
    const w = await world();
    await addHere(w.archive, "C1", { ...w.options, clinvar: OLD });
    const { text, result } = await again(w, { dryRun: true, lookOnly: true });
    expect(result.counts.concerned).toBe(1);
    expect(text).toContain("nothing was evaluated, so the number that would change is not known");
    expect(text).not.toContain("nothing new to look at");
  });

  it("DEC-34: which answers are not complete, wherever cases are listed", async () => {
    const w = await world();
    writeFileSync(
      join(w.home, "wide.tsv"),
      "symbol\tconfidence\tmode_of_inheritance\tchrom\tstart\tend\nAAA\tgreen\tMONOALLELIC\t1\t100000\t200000\nBBB\tgreen\tMONOALLELIC\t2\t100\t200\n",
    );
    await addHere(w.archive, "C1", { ...w.options, panels: [join(w.home, "wide.tsv")] });
    await addHere(w.archive, "C2", w.options);
    const reason = "the input has no usable record on chromosome 2";
    const list = await runInProcess(["archive", "list", w.archive]);
    expect(list.stdout.match(/^.*INCOMPLETE.*$/gm)).toEqual([
      expect.stringMatching(new RegExp(`C1 .*INCOMPLETE: ${reason}`)) as string,
    ]);
    const tsv = await runInProcess(["archive", "list", w.archive, "--format", "tsv"]);
    const [names = [], ...rows] = tsv.stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t"));
    const column = names.indexOf("incomplete");
    expect(rows.map((cells) => cells[column]?.slice(0, reason.length))).toEqual([reason, "."]);
    const repeated = await runInProcess([
      "reanalyse",
      w.archive,
      "--store",
      w.store,
      "--format",
      "tsv",
    ]);
    expect(repeated.stderr).toContain("RESULT INCOMPLETE: C1\n");
    const { text, result } = await again(w);
    expect(text).toContain(`C1: RESULT INCOMPLETE: ${reason}`);
    expect(result.incomplete?.map(({ case: id }) => id)).toEqual(["C1"]);
    const about = {
      source: w.archive,
      format: "html",
      links: true,
      allowNhsNumbers: false,
    } as const;
    for (const page of [
      await reportFromFile({ ...about, case: undefined }, "0"),
      (await again(w, { format: "html" })).text,
    ]) {
      expect(page).toMatch(/<header><p class="incomplete" role="alert">.* for 1 case: C1\./);
      expect(page).toContain(reason);
    }
    const runOf = (id: string): string => join(inArchive.case(w.archive, id), "runs", "1.json");
    const diff = await runInProcess(["diff", runOf("C2"), runOf("C1")]);
    expect(diff.stdout).toContain(`${runOf("C1")}: RESULT INCOMPLETE: ${reason}`);
  });

  it("DEC-35: cases that are held back are counted by reason on the archive's page", async () => {
    const w = await world();
    await addHere(w.archive, "C1", w.options);
    const about = { source: w.archive, format: "html" } as const;
    const page = () =>
      reportFromFile({ ...about, links: true, allowNhsNumbers: false }, "0", new Date(0));
    expect(await page()).toContain("All are re-analysed.");
    await set(w, { consent: false });
    expect(await page()).toContain("Not re-analysed: 1 no consent.");
    await set(w, { consent: true, consentUntil: "1969-01-01" });
    expect(await page()).toContain("Not re-analysed: 1 consent ended.");
  });
});

describe("archive remove", () => {
  it("asks, and without an answer the case stays", async () => {
    const w = await world();
    await addHere(w.archive, "C1", w.options);
    const args = ["archive", "remove", w.archive, "C1", "--why", "a test"];
    const kept = await runInProcess(args);
    expect(kept.status).toBe(2);
    expect(kept.stderr).toContain("--yes");
    expect(readCase(w.archive, "C1").id).toBe("C1");
    expect((await runInProcess([...args, "--yes"])).status).toBe(0);
  });
});
