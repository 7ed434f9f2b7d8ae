/** `panelist panels`: what people see, and a panel of the store in a run. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { runSchema } from "../../src/report/schema.ts";
import type { CliResult } from "../helpers/run-cli.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";

const demo = ["test-data/demo/trio.vcf.gz", "--ped", "test-data/demo/trio.ped", "--no-progress"];
const epilepsy = JSON.parse(readFileSync("panels/epilepsy@1.0.json", "utf8")) as object;
const panel = (more: object): string => JSON.stringify({ ...epilepsy, ...more }, null, 1);

describe("panelist panels", () => {
  const folder = tempFolder();
  const store = join(folder, "store");
  const files = join(folder, "files");
  const old = panel({
    id: 402,
    version: "3.9",
    signed_off: "2023-03-22",
    relevant_disorders: ["R59"],
  });
  const young = panel({ id: 402, version: "3.10", relevant_disorders: ["R59"] });
  const run = (...args: string[]): Promise<CliResult> =>
    runInProcess(args, { env: { PANELIST_STORE: store } });
  let imported: CliResult;

  beforeAll(async () => {
    mkdirSync(files);
    writeFileSync(join(files, "a-old.json"), old);
    writeFileSync(join(files, "b-page.json"), `{"count":1,"results":[${young}]}`);
    writeFileSync(join(files, "c.json"), panel({ version: 3.1 }));
    writeFileSync(join(files, "d.tsv.gz"), gzipSync("symbol\tmoi\nSCN1A\tAD\n"));
    writeFileSync(join(files, "e.json"), "{ cut");
    imported = await run("panels", "import", files);
  });

  it("import: an account of everything, one bad file stops no other, exit code 65", () => {
    expect(imported.status).toBe(65);
    const lines = imported.stdout.trimEnd().split("\n");
    expect(lines.map((line) => line.split("\t").slice(0, 2))).toEqual([
      ["imported", "panel 402 3.9"],
      ["imported", "panel 402 3.10"],
      ["refused", "version: expected string, got 3.1"],
      ["imported", "panel d"],
      ["refused", expect.stringContaining("not valid JSON")],
    ]);
    expect(lines[1]).toContain("b-page.json results[0]");
    expect(imported.stderr).toContain("3 imported, 0 already there, 2 refused");
    expect(imported.stderr).toContain("E_PANEL: 2 of 5 could not be imported");
    expect(readdirSync(store)).toEqual(["panel"]);
  });

  it("import again: already there", async () => {
    const again = await run("panels", "import", join(files, "a-old.json"));
    expect([again.status, again.stdout.split("\t")[0]]).toEqual([0, "already there"]);
  });

  it("list: tab-separated when piped, aligned text, JSON", async () => {
    const piped = await run("panels", "list");
    const rows = piped.stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t"));
    expect(rows[0]?.slice(0, 4)).toEqual(["source", "id", "version", "signed_off"]);
    const held = rows.filter(([source]) => source !== "source" && source !== "bundled");
    expect(held.map((cells) => cells.slice(0, 4))).toEqual([
      ["gel", "402", "3.9", "2023-03-22"],
      ["gel", "402", "3.10", "."],
      ["local", "d", ".", "."],
    ]);
    const bundled = rows.flatMap(([source, id, version]) =>
      source === "bundled" ? [`${id}@${version}`] : [],
    );
    expect(bundled.slice(0, 2)).toEqual(["acmg-sf@3.2", "acmg-sf@3.1"]);
    const text = (await run("panels", "list", "--format", "text")).stdout.split("\n");
    expect(text[1]?.indexOf("3.9")).toBe(text[2]?.indexOf("3.10"));
    const json = JSON.parse((await run("panels", "list", "--format", "json")).stdout) as {
      panels: { source: string; id: string; r_codes: string[] }[];
    };
    const own = json.panels.filter(({ source }) => source !== "bundled");
    expect(own.map(({ id, r_codes: codes }) => [id, codes])).toEqual([
      ["402", ["R59"]],
      ["402", ["R59"]],
      ["d", []],
    ]);
  });

  it("search: by name, code or gene, each panel once, in its newest version", async () => {
    const search = async (...words: string[]): Promise<string[][]> => {
      const { stdout } = await run("panels", "search", ...words);
      const rows = stdout.trimEnd().split("\n").slice(1);
      return rows.map((row) => row.split("\t").slice(0, 4));
    };
    expect(await search("monogenic", "EPILEPSY")).toEqual([
      ["name", "gel", "402", "3.10"],
      ["name", "bundled", "epilepsy", "1.0"],
    ]);
    expect(await search("r59")).toEqual([["R59", "gel", "402", "3.10"]]);
    expect(await search("scn1a")).toEqual([
      ["SCN1A green", "gel", "402", "3.10"],
      ["SCN1A green", "local", "d", "."],
      ["SCN1A green", "bundled", "epilepsy", "1.0"],
    ]);
    for (const gene of [["SCN1A", "green"], ["scn1a Green"]])
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await search(...gene)).toEqual(await search("scn1a"));
    // A table of one's own has symbols alone.
    expect((await search("hgnc:10585")).map(([, source]) => source)).toEqual(["gel", "bundled"]);
    expect((await run("panels", "search", "SCN1A", "red")).status).toBe(66);
    const empty = await run("panels", "search", " ");
    expect([empty.status, empty.stdout]).toEqual([2, ""]);
    expect(empty.stderr).toContain("panels search needs a search term");
    const none = await run("panels", "search", "heering-loss");
    expect([none.status, none.stdout]).toEqual([66, ""]);
    expect(none.stderr).toContain("Did you mean hearing-loss?");
  });

  it("a name that is one panel's alone is its panel; of two, both are named", async () => {
    const shown = await run("panels", "show", "hearing loss monogenic");
    expect(shown.stdout).toContain("version\t1.0, bundled\n");
    const two = await run("panels", "show", "Epilepsy, monogenic");
    expect([two.status, two.stdout]).toEqual([2, ""]);
    expect(two.stderr).toContain("2 panels are named 'Epilepsy, monogenic'");
    expect(two.stderr).toContain("Choose one with --panel: gel:402, epilepsy.");
    const byName = await run(
      "regions",
      "--panel",
      "Hearing loss, monogenic",
      "--assembly",
      "GRCh38",
    );
    const byId = await run("regions", "--panel", "hearing-loss", "--assembly", "GRCh38");
    expect(byName.stdout).toBe(byId.stdout);
  });

  it("a bundled panel's id in any case is its panel; of several in one word each is asked for", async () => {
    const shown = await run("panels", "show", "Hearing-LOSS");
    expect(shown.stdout).toBe((await run("panels", "show", "hearing-loss")).stdout);
    const both = await run("panels", "show", "epilepsy,cardiomyopathy");
    expect(both.status).toBe(66);
    expect(both.stderr).toContain("Give each panel separately: --panel A --panel B.");
  });

  it("show: DEC-21, a bare id is the signed-off version; rows read back as a panel", async () => {
    const { stdout } = await run("panels", "show", "402");
    expect(stdout).toContain("version\t3.9, signed off 2023-03-22\n");
    expect(stdout.match(/^held\t/gm)).toHaveLength(2);
    const rows = await run("panels", "show", "402", "--format", "tsv");
    const table = join(folder, "rows.tsv");
    writeFileSync(table, rows.stdout);
    const regions = await run("regions", "--panel", table, "--assembly", "GRCh38");
    const whole = await run("regions", "--panel", "402", "--assembly", "GRCh38");
    expect(regions.stdout).toBe(whole.stdout);
  });

  it.each([
    ["402", () => old],
    ["R59@latest", () => young],
    ["402@3.10", () => young],
  ])("export %s: byte for byte", async (word, text) => {
    expect((await run("panels", "export", word)).stdout).toBe(text());
    const file = join(folder, "out.json");
    await run("panels", "export", word, "-o", file);
    expect(readFileSync(file, "utf8")).toBe(text());
  });

  it.each([
    ["402@3.1", 66, "It holds: 3.9 (signed off 2023-03-22), 3.10"],
    ["402@three", 2, "'three' is not a version of panel 402"],
    ["285", 66, "there is no panel named '285'"],
    ["R14", 2, "R14 does not have a panel"],
  ])("show %s: exit code %i", async (word, status, text) => {
    const result = await run("panels", "show", word);
    expect([result.status, result.stderr.includes(text)]).toEqual([status, true]);
  });

  it("verify: all whole, then not", async () => {
    expect((await run("panels", "verify")).status).toBe(0);
    const other = join(folder, "damaged");
    await runInProcess(["panels", "import", join(files, "a-old.json"), "--store", other]);
    const version = join(other, "panel/gel/402/3.9");
    writeFileSync(join(version, readdirSync(version)[0] ?? "", "data.json"), "{}");
    const result = await runInProcess(["panels", "verify", "--store", other]);
    expect([result.status, result.stdout.split("\t")[1]]).toEqual([74, "size"]);
  });

  const analyse = async (word: string): Promise<{ run: Json; report: Json; result: CliResult }> => {
    const out = join(folder, `out-${word.replace("@", "-")}`);
    const result = await run("analyse", ...demo, "--panel", word, "--out-dir", out);
    const read = (name: string): Json => JSON.parse(readFileSync(join(out, name), "utf8")) as Json;
    return { run: read("run.json"), report: read("report.json"), result };
  };
  type Json = Record<string, unknown>;

  it.each([
    [
      "R59",
      "3.9",
      "signed_off",
      "R59: panel 402 Epilepsy, monogenic 3.9, signed off 2023-03-22",
      "2023-03-22",
      false,
    ],
    [
      "402@latest",
      "3.10",
      "unsigned",
      "panel 402 Epilepsy, monogenic 3.10: not signed off\n",
      null,
      true,
    ],
  ])(
    "analyse --panel %s: printed, recorded, marked",
    async (word, version, standing, said, date, marked) => {
      const { run: record, report, result } = await analyse(word);
      expect(result.status).toBe(0);
      expect(result.stderr.toLowerCase()).toContain(said.toLowerCase());
      runSchema.parse(record);
      const [head] = record["panels"] as Json[];
      expect(head).toMatchObject({
        id: "402",
        version,
        resolution: { asked: word, source: "gel", standing },
      });
      const [shown] = report["panels"] as {
        signedOff: string | null;
        notes: string[];
        indication?: { code: string };
      }[];
      expect(shown?.indication?.code).toBe(word.startsWith("R") ? word : undefined);
      expect(shown?.signedOff).toBe(date);
      expect(shown?.notes.some((text) => text.startsWith("UNSIGNED"))).toBe(marked);
    },
  );

  it("the candidates are those of the same panel as a file", async () => {
    const byWord = await run("analyse", ...demo, "--panel", "402");
    const byFile = await run("analyse", ...demo, "--panel", join(files, "a-old.json"));
    expect(byWord.stdout).toBe(byFile.stdout);
  });

  it("DEC-22: R14 of a trio is gene-agnostic, of a singleton a question", async () => {
    const trio = await run("analyse", ...demo, "--panel", "R14");
    const agnostic = await run("analyse", ...demo, "--gene-agnostic");
    expect([trio.status, trio.stdout]).toEqual([0, agnostic.stdout]);
    const alone = await run(
      "analyse",
      demo[0] ?? "",
      "--sex",
      "male",
      "--proband",
      "DEMO-CHILD",
      "--panel",
      "R14",
      "--no-progress",
    );
    expect(alone.status).toBe(2);
    expect(alone.stderr).toContain("R14 has no panel, and the family is not a trio");
  });

  it("a file stands before the store, the store before a bundled panel", async () => {
    const other = join(folder, "three");
    writeFileSync(join(folder, "epilepsy.json"), panel({ id: "epilepsy", version: "7.7" }));
    await runInProcess(["panels", "import", join(folder, "epilepsy.json"), "--store", other]);
    const versionOf = async (...args: string[]): Promise<string | undefined> =>
      /^panel\t(.*)$/m.exec((await runInProcess(["inspect", demo[0] ?? "", ...args])).stdout)?.[1];
    expect(await versionOf("--panel", "epilepsy", "--store", other)).toBe(
      "epilepsy 7.7 (panelapp)",
    );
    expect(await versionOf("--panel", "epilepsy", "--store", join(folder, "none"))).toBe(
      "epilepsy 1.0 (bundled)",
    );
    expect(await versionOf("--panel", "epilepsy@1.0", "--store", join(folder, "none"))).toBe(
      "epilepsy 1.0 (bundled)",
    );
  });
});
