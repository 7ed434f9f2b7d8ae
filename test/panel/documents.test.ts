/** Files that hold panels, taken apart byte for byte. */
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPanelDocuments, unpackPanelFile } from "../../src/panel/formats/documents/index.ts";
import type { PanelDocument } from "../../src/panel/formats/documents/index.ts";
import { slicesIn } from "../../src/panel/formats/documents/json-slices.ts";
import { sharedData } from "../helpers/shared.ts";
import { temporaryFiles } from "./files.ts";

const write = temporaryFiles();
const panel = (id: number | string, more: object = {}): object => ({
  id,
  name: `Panel ${id}`,
  version: "3.10",
  genes: [{ entity_name: "BRCA1", confidence_level: "3" }],
  ...more,
});
const head = (id: number): object => ({ id, name: `Panel ${id}`, version: "3.9" });
const read = (data: unknown): Promise<PanelDocument[]> =>
  readPanelDocuments(Buffer.from(JSON.stringify(data, null, 1)), "x.json");
const told = (documents: PanelDocument[]): string[] =>
  documents.map((d) =>
    d.kind === "panel"
      ? `panel ${d.at} ${d.panel.id}@${d.panel.version ?? ""}`
      : d.kind === "list"
        ? `list ${d.at} ${d.list.heads.length}`
        : `fault ${d.at} ${d.error.message}`,
  );

describe("slices", () => {
  it("are what JSON.parse sees there", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())),
        fc.constantFrom(0, 1, 3),
        (value, indent) => {
          const text = JSON.stringify(value, null, indent);
          const back = slicesIn(text).map(({ key, start, end }) => [
            String(key),
            JSON.parse(text.slice(start, end)),
          ]);
          expect(back).toEqual(Object.entries(JSON.parse(text) as object));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("documents", () => {
  it.each([
    ["one panel", panel(1), ["panel  1@3.10"]],
    ["an array", [panel(1), panel(2)], ["panel [0] 1@3.10", "panel [1] 2@3.10"]],
    [
      "a page of panels",
      { count: 2, next: null, previous: null, results: [panel(1), panel(2)] },
      ["panel results[0] 1@3.10", "panel results[1] 2@3.10"],
    ],
    ["a page of heads", { count: 2, results: [head(1), head(2)] }, ["list results 2"]],
    ["an array of heads", [head(1)], ["list  1"]],
    [
      "an array of pages",
      [{ results: [panel(1)] }, { results: [head(2)] }],
      ["panel [0].results[0] 1@3.10", "list [1].results 1"],
    ],
    [
      "a page with one bad panel",
      { results: [panel(1), panel(2, { version: 3.1 }), panel(3)] },
      [
        "panel results[0] 1@3.10",
        "fault results[1] results[1].version: expected string, got 3.1",
        "panel results[2] 3@3.10",
      ],
    ],
    [
      "neither",
      { a: 1 },
      ["fault  id: expected a whole number or some text, got nothing (and 2 more faults)"],
    ],
  ])("%s", async (_what, data, expected) => {
    expect(told(await read(data))).toEqual(expected);
  });

  it("give a panel's own bytes out of a page", async () => {
    const text = '{"count": 1,\n "results": [ {"id":7 , "name":"a\\"]}", "genes":[]} ]}';
    const [found] = await readPanelDocuments(Buffer.from(text), "x.json");
    expect(found).toMatchObject({ text: '{"id":7 , "name":"a\\"]}", "genes":[]}' });
  });

  it("of an empty file are an error", async () => {
    await expect(read([])).rejects.toMatchObject({ code: "E_PANEL" });
  });
});

describe("archives", () => {
  const folder = write("names", "").replace(/names$/, "");
  write("a.json", JSON.stringify(panel(1)));
  write(`${"long".repeat(30)}.json`, JSON.stringify(panel(2)));

  it.each([["ustar"], ["gnu"], ["pax"]])("tar of format %s", (format) => {
    const names = readdirSync(folder)
      .filter((name) => name.endsWith(".json") && (format !== "ustar" || name.length <= 100))
      .sort();
    const tar = execFileSync("tar", ["-c", `--format=${format}`, "-C", folder, ...names]);
    for (const bytes of [tar, gzipSync(tar)]) {
      const files = unpackPanelFile(bytes, "x.tar");
      expect(files.map(({ name }) => name)).toEqual(names);
      for (const { name, data } of files) expect(data).toEqual(readFileSync(join(folder, name)));
    }
    for (const length of [520, 1024])
      expect(() => unpackPanelFile(tar.subarray(0, length), "x.tar")).toThrow("truncated");
    const broken = Buffer.from(tar);
    broken[3] = 1;
    expect(() => unpackPanelFile(broken, "x.tar")).toThrow("the tar archive is damaged");
  });
});

describe.skipIf(sharedData === null)("real files", () => {
  const folder = join(sharedData ?? "", "panelapp");

  it("the archive of the API: 439 heads, 99 panels, all as stated and without oddity", async () => {
    const path = join(folder, "uk_api_2026-03.tar.gz");
    const documents: PanelDocument[] = [];
    for (const { name, data } of unpackPanelFile(readFileSync(path), path)) {
      const found = await readPanelDocuments(data, name);
      for (const document of found)
        if (document.kind === "panel") expect(document.text).toBe(data.toString("utf8"));
      documents.push(...found);
    }
    const heads = documents.flatMap((d) => (d.kind === "list" ? d.list.heads : []));
    expect(heads).toHaveLength(439);
    expect(new Set(heads.map(({ id }) => id)).size).toBe(439);
    const panels = documents.filter((d) => d.kind === "panel");
    expect(panels).toHaveLength(99);
    expect(panels.flatMap(({ warnings }) => warnings)).toEqual([]);
    const pages = documents.flatMap((d) => (d.kind === "list" ? [d.list] : []));
    expect(pages.map(({ page, count, server }) => [page, count, server])).toEqual(
      [1, 2, 3, 4, 5].map((page) => [page, 439, "panelapp.genomicsengland.co.uk"]),
    );
  }, 120_000);

  it("signed-off and Australian lists", async () => {
    for (const name of ["api_signedoff_page1_2026-06.json", "api_au_panels_page1_2026-06.json"]) {
      const [found] = await readPanelDocuments(readFileSync(join(folder, name)), name);
      expect([name, found?.kind]).toEqual([name, "list"]);
    }
  });
});
