/** What a word after --panel is (DEC-32), the same panel twice, genes that nobody knows (DEC-34). */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Told } from "../../src/core/warnings.ts";
import { importGenes } from "../../src/genes/catalogue/index.ts";
import { importPanels } from "../../src/library/import.ts";
import { loadPanels } from "../../src/library/panels.ts";
import type { Panel } from "../../src/panel/types.ts";
import { openStore } from "../../src/store/index.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const now = (): Date => new Date(0);
const store = openStore(join(folder, "store"));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const genes = [{ entity_name: "KCNQ2", confidence_level: "3", mode_of_inheritance: "MONOALLELIC" }];
// `docs` is a folder, `LICENSE` a file where the tests run.
const kept = ["docs", "LICENSE"].map((id) =>
  file(
    `${id}.json`,
    JSON.stringify({ id, name: `Panel ${id}`, version: "1.0", genes, relevant_disorders: ["R59"] }),
  ),
);
const io = { log: { info() {}, warn() {}, detail() {} }, onProgress() {}, now };
await importPanels({ paths: kept.slice(0, 1), source: undefined }, store, io);
const HGNC = "hgnc_id\tsymbol\tname\tstatus\tprev_symbol\n";
const known = ["KCNQ2", "KCNQ3", "SCN1A"].map(
  (symbol, i) => `HGNC:${i + 1}\t${symbol}\tx\tApproved\t`,
);
await importGenes(store, file("hgnc.txt", `${HGNC}${known.join("\n")}\n`), {
  assembly: null,
  now: now(),
});

async function load(
  panels: string[],
  more: object = {},
): Promise<{ panels: Panel[]; lines: string[]; told: Told[] }> {
  const lines: string[] = [];
  const say = (line: string): void => {
    lines.push(line);
  };
  const told: Told[] = [];
  const wanted = { panels, genes: [], store: store.path, ...more };
  const found = await loadPanels(wanted, { info: say, warn: say, detail: say }, told);
  return { panels: found, lines, told };
}

describe("DEC-32: words after --panel", () => {
  it("a folder of the panel's name is mentioned and never used", async () => {
    const { panels, lines } = await load(["docs"]);
    expect(panels.map(({ name }) => name)).toEqual(["Panel docs"]);
    expect(lines.join("\n")).toMatch(/A folder of this name .* was not read/);
  });

  it("a bare file is none, with its path or ending it is", async () => {
    await expect(load(["LICENSE"])).rejects.toMatchObject({
      code: "E_INPUT_MISSING",
      hint: expect.stringContaining("write ./LICENSE"),
    });
    // It is read then, and is no panel.
    await expect(load(["./LICENSE"])).rejects.toMatchObject({ code: "E_PANEL" });
    expect((await load([kept[1] ?? ""])).panels[0]?.name).toBe("Panel LICENSE");
    expect(
      (await load([`${folder}/../${folder.split("/").at(-1)}/docs.json`])).panels,
    ).toHaveLength(1);
  });

  it("what ends as panels do and is not there is looked for elsewhere, and missed", async () => {
    await expect(load(["nothing.json"])).rejects.toMatchObject({ code: "E_INPUT_MISSING" });
  });

  it("a second run beside a result folder of the panel's name writes again", async () => {
    mkdirSync(join(folder, "epilepsy"), { recursive: true });
    const demo = ["test-data/demo/trio.vcf.gz", "--ped", "test-data/demo/trio.ped"];
    const args = ["analyse", ...demo, "--panel", "docs", "--store", store.path, "--allow-empty"];
    const result = await runInProcess([...args, "--out-dir", join(folder, "epilepsy")]);
    expect(result.stderr).not.toContain("EISDIR");
    expect(result.status).toBe(0);
  });
});

describe("the same panel twice", () => {
  it("is one, and keeps the question that was asked by a code", async () => {
    const { panels, lines } = await load(["docs", "R59", "docs"]);
    expect(panels.map(({ id, resolution }) => [id, resolution?.indication?.code])).toEqual([
      ["docs", "R59"],
    ]);
    expect(lines.filter((line) => line.includes("no sign-off is known"))).toHaveLength(1);
    expect((await load(["acmg-sf", "acmg-sf"])).panels).toHaveLength(1);
  });
});

describe("DEC-34: symbols that HGNC does not know", () => {
  it.each([
    ["--genes", { genes: ["SCN1", "KCNQ2"] }, "--genes: not in HGNC: SCN1 (did you mean SCN1A?)"],
    ["one letter more", { genes: ["KCNQ2X"] }, "KCNQ2X (did you mean KCNQ2?)"],
    ["nothing near", { genes: ["ZZZZZZ"] }, "not in HGNC: ZZZZZZ"],
  ])("%s: an error that names the nearest", async (_, more, message) => {
    await expect(load([], more)).rejects.toMatchObject({
      code: "E_PANEL",
      message: expect.stringContaining(message),
      hint: expect.stringContaining("--allow-unknown-genes"),
    });
  });

  it("in a table too; with leave it is a warning; what PanelApp names is always one", async () => {
    const table = file("own.tsv", "symbol\tmoi\nKCNQ2\tAD\nKCNQ33\tAD\n");
    await expect(load([table])).rejects.toMatchObject({ code: "E_PANEL" });
    const unknown = { code: "unknown_symbols", facts: { genes: ["KCNQ33"], more: 0 } };
    expect((await load([table], { allowUnknownGenes: true })).told).toEqual([unknown]);
    const theirs = file(
      "theirs.json",
      JSON.stringify({
        id: 9,
        name: "Nine",
        version: "1.0",
        genes: [{ ...genes[0], entity_name: "KCNQ33" }],
      }),
    );
    expect((await load([theirs])).told).toEqual([unknown]);
  });
});
