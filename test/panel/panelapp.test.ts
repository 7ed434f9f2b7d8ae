import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { compilePanelGenes, readPanel } from "../../src/panel/index.ts";
import { temporaryFiles } from "./files.ts";

const write = temporaryFiles();

type Json = Record<string, unknown>;

function gene(symbol: string, changes: Json = {}, data: Json = {}): Json {
  return {
    entity_name: symbol,
    entity_type: "gene",
    confidence_level: "3",
    mode_of_inheritance: "BIALLELIC, autosomal or pseudoautosomal",
    mode_of_pathogenicity: null,
    penetrance: null,
    phenotypes: [],
    tags: [],
    gene_data: {
      gene_symbol: symbol,
      hgnc_id: "HGNC:1",
      alias: null,
      biotype: "protein_coding",
      ensembl_genes: {
        GRch37: { "82": { location: "1:100-200", ensembl_id: "ENSG00000000001" } },
        GRch38: { "90": { location: "1:110-210", ensembl_id: "ENSG00000000002" } },
      },
      ...data,
    },
    ...changes,
  };
}

function panel(genes: Json[], changes: Json = {}): string {
  return JSON.stringify({ id: 7, name: "Test", version: "3.10", genes, ...changes });
}

async function errorOf(path: string): Promise<unknown> {
  return readPanel(path).then(
    () => "no error",
    (error: unknown) => error,
  );
}

describe("PanelApp JSON", () => {
  it("keeps the version as text: 3.10 is not 3.1", async () => {
    const read = await readPanel(write("a.json", panel([gene("A")])));
    expect(read).toMatchObject({ id: "7", version: "3.10", source: "panelapp", signedOff: null });
    expect(read.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it("reads gzipped JSON and a byte-order mark alike; unknown keys and nulls pass", async () => {
    const text = panel([gene("A", { later_key: 1, tags: null, phenotypes: null })], {
      strs: null,
      hash_id: null,
      more: {},
    });
    const plain = await readPanel(write("plain.json", `\ufeff${text}`));
    const gzipped = await readPanel(write("zipped.json.gz", gzipSync(text)));
    expect(gzipped.genes).toEqual(plain.genes);
  });

  it("DEC-21 takes the sign-off date", async () => {
    const read = await readPanel(
      write("signed.json", panel([gene("A")], { signed_off: "2023-03-22" })),
    );
    expect(read.signedOff).toBe("2023-03-22");
  });

  it.each([
    ["82 for GRCh37", { GRch37: { "107": "1:5-9", "82": "1:1-2" } }, "GRCh37", "1:1-2"],
    ["90 for GRCh38", { GRch38: { "107": "1:5-9", "90": "1:1-2" } }, "GRCh38", "1:1-2"],
    ["else the first release", { GRch38: { "107": "1:7-9", "108": "1:5-6" } }, "GRCh38", "1:7-9"],
    ["any case of the build", { GRCh38: { "90": "X:1-2" } }, "GRCh38", "X:1-2"],
    [
      "blanks in the location",
      { GRch37: { "82": "16: 70286198-70323446" } },
      "GRCh37",
      "16:70286198-70323446",
    ],
    ["no entry", {}, "GRCh37", null],
  ] as const)("location: %s", async (_, builds, assembly, expected) => {
    const ensembl = Object.fromEntries(
      Object.entries(builds).map(([build, releases]) => [
        build,
        Object.fromEntries(
          Object.entries(releases as Record<string, string>).map(([release, location]) => [
            release,
            { location, ensembl_id: `ENSG00000000${release.padStart(3, "0")}` },
          ]),
        ),
      ]),
    );
    const read = await readPanel(
      write("location.json", panel([gene("A", {}, { ensembl_genes: ensembl })])),
    );
    const found = read.genes[0]?.location[assembly] ?? null;
    expect(found === null ? null : `${found.chrom}:${found.start}-${found.end}`).toBe(expected);
  });

  it("keeps the Ensembl ids of both builds", async () => {
    const read = await readPanel(write("ids.json", panel([gene("A")])));
    expect(read.genes[0]?.ensemblIds).toEqual(["ENSG00000000001", "ENSG00000000002"]);
  });

  it("DEC-20 names green and amber STRs and regions, not red ones", async () => {
    const entity = (name: string, level: string, verbose?: string): Json => ({
      entity_name: name,
      confidence_level: level,
      ...(verbose === undefined ? {} : { verbose_name: verbose }),
    });
    const read = await readPanel(
      write(
        "entities.json",
        panel([gene("A")], {
          strs: [entity("DMPK_CTG", "3"), entity("X_STR", "1"), entity("DMPK_CTG", "2")],
          regions: [entity("ISCA-1-Loss", "2", "1q21 loss")],
        }),
      ),
    );
    expect(read.strs.map(({ name }) => name)).toEqual(["DMPK_CTG", "X_STR"]);
    const [shown] = compilePanelGenes([read], {
      assembly: "GRCh38",
      margin: 0,
      minConfidence: "amber",
    }).panels;
    expect(shown?.strs).toEqual(["DMPK_CTG"]);
    expect(shown?.regions).toEqual(["ISCA-1-Loss (1q21 loss)"]);
  });

  it("PA-05 joins the rows of one gene: highest confidence, its modes together", async () => {
    const read = await readPanel(
      write(
        "super.json",
        panel([
          gene("A", { confidence_level: "1", mode_of_inheritance: "Unknown" }),
          gene("A", { confidence_level: "3" }, { alias: ["OLD"] }),
          gene("A", { confidence_level: "3", mode_of_inheritance: "MONOALLELIC, NOT imprinted" }),
          gene("B", {}, { hgnc_id: "HGNC:2" }),
        ]),
      ),
    );
    expect(read.genes.map(({ symbol, confidence, mode }) => [symbol, confidence, mode])).toEqual([
      ["A", "green", "both"],
      ["B", "green", "biallelic"],
    ]);
    expect(read.genes[0]?.otherSymbols).toEqual(["OLD"]);
    expect(read.genes[0]?.modeText).toContain(" | ");
    expect(read.notes).toEqual([
      "1 gene has several rows, 4 rows are 2 genes: the highest confidence counts",
      "confidence differs between rows of: A",
      "modes of inheritance differ among rows of the highest confidence, and were joined: A (biallelic + monoallelic -> both)",
    ]);
  });

  it("MOI-01 notes an unrecognised mode once, with its genes", async () => {
    const read = await readPanel(
      write(
        "odd.json",
        panel([
          gene("A", { mode_of_inheritance: "SEMIDOMINANT" }),
          gene("B", { mode_of_inheritance: "SEMIDOMINANT" }, { hgnc_id: "HGNC:2" }),
          gene("C", { mode_of_inheritance: null }, { hgnc_id: "HGNC:3" }),
        ]),
      ),
    );
    expect(read.genes.map((row) => row.mode)).toEqual(["missing", "missing", "missing"]);
    expect(read.notes).toEqual([
      "mode of inheritance not recognised, all models tried: 'SEMIDOMINANT' (A, B)",
    ]);
  });
});

describe("faults carry the path as written in the file", () => {
  const twelve = Array.from({ length: 12 }, (_, i) => gene(`G${i}`));
  it.each([
    [
      panel([...twelve, gene("X", { mode_of_inheritance: 5 })]),
      "genes[12].mode_of_inheritance: expected string, got 5",
    ],
    [
      panel([gene("X", { confidence_level: 3 })]),
      "genes[0].confidence_level: expected string, got 3",
    ],
    [
      panel([gene("X", { confidence_level: "7" })]),
      'genes[0].confidence_level: expected a level "0" to "4", got "7"',
    ],
    [
      panel([gene("X", { entity_name: undefined })]),
      "genes[0].entity_name: expected string, got nothing",
    ],
    [panel([gene("X")], { version: 3.1 }), "version: expected string, got 3.1"],
    [panel([gene("X")], { id: null }), "id: expected a whole number or some text, got null"],
    [panel([gene("X", {}, { alias: "Y" })]), 'genes[0].gene_data.alias: expected array, got "Y"'],
    [
      panel([gene("X", {}, { ensembl_genes: { GRch37: { "82": { location: "1:9-3" } } } })]),
      'genes[0].gene_data.ensembl_genes.GRch37.82.location: expected chrom:start-end, 1-based, got "1:9-3"',
    ],
    [
      JSON.stringify({ count: 1, results: [] }),
      "id: expected a whole number or some text, got nothing (and 2 more faults)",
    ],
    ["[1]", "expected object, got [1]"],
    ['{"id": 1,\n"id": 2}', "the key 'id' stands twice"],
  ])("%#: E_PANEL", async (text, message) => {
    expect(await errorOf(write("bad.json", text))).toMatchObject({ code: "E_PANEL", message });
  });

  it.each([
    ["cut.json", '{"id": 1, "genes": [', "not valid JSON"],
    [
      "cut.json.gz",
      gzipSync(panel([gene("A")])).subarray(0, 40),
      "the gzip data cannot be unpacked",
    ],
    ["calls.vcf", "##fileformat=VCFv4.2\n#CHROM\tPOS\n", "this is a VCF"],
    ["empty.tsv", "", "the file does not name a gene"],
    ["comments.bed", "# nothing\ntrack name=x\n", "the file does not name a gene"],
  ])("%s: E_PANEL", async (name, content, message) => {
    expect(await errorOf(write(name, content))).toMatchObject({
      code: "E_PANEL",
      message: expect.stringContaining(message),
      place: { path: expect.stringContaining(name) },
    });
  });
});

it.each([
  [new Uint8Array([65, 0, 1, 2]), "found binary data"],
  [Buffer.from("PK\x03\x04"), "found a zip archive or Excel workbook"],
  [gzipSync(Buffer.from("\uFEFFGENE\n", "utf16le")), "found UTF-16 text"],
])("no text: %#", async (bytes, message) => {
  expect(await errorOf(write("bytes.tsv", bytes))).toMatchObject({
    code: "E_FORMAT",
    message: expect.stringContaining(message),
    place: { path: expect.stringContaining("bytes.tsv") },
  });
});

it("zod is loaded for JSON alone: nothing that the room's face imports at once leads to it", () => {
  const seen = new Set<string>();
  const visit = (url: URL): void => {
    if (seen.has(url.href)) return;
    seen.add(url.href);
    const text = readFileSync(url, "utf8");
    expect([url.pathname, /^(?:import|export) (?!type )[^;]* from "zod"/m.test(text)]).toEqual([
      url.pathname,
      false,
    ]);
    for (const [, path = ""] of text.matchAll(
      /^(?:import|export) (?!type )[^;]*? from "(\..*?)"/gm,
    ))
      visit(new URL(path, url));
  };
  visit(new URL("../../src/panel/index.ts", import.meta.url));
  expect([...seen].some((href) => href.endsWith("/read.ts"))).toBe(true);
  expect([...seen].some((href) => href.endsWith("/panelapp.ts"))).toBe(false);
});
