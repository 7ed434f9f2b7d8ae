// G2P and GenCC: read in their own layouts, told when they are something else, looked up by id.
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { GeneIdentity } from "../../src/core/gene.ts";
import {
  diseasesOf,
  importGeneDiseases,
  readGeneDiseases,
  statedOf,
} from "../../src/genes/gene-diseases.ts";
import { importGeneFacts } from "../../src/genes/gene-facts.ts";
import type { GeneDisease } from "../../src/genes/types.ts";
import { newestOfEach, openStore } from "../../src/store/index.ts";
import type { StoreEntry } from "../../src/store/types.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const file = (name: string, text: string): string => {
  const path = join(mkdtempSync(join(folder, "g-")), name);
  writeFileSync(path, text);
  return path;
};
type GeneDiseaseSheet = ReturnType<typeof readGeneDiseases>;
const newStore = () => openStore(join(mkdtempSync(join(folder, "s-")), "store"));

async function imported(
  table: "g2p" | "gencc",
  path: string,
  release?: string,
): Promise<{
  sheet: GeneDiseaseSheet;
  unread: Record<string, number>;
  version: string;
  facts: StoreEntry["facts"];
}> {
  const store = newStore();
  const asked = { table, release, now: new Date(0) };
  const { entry, unread } = await importGeneDiseases(store, path, asked);
  const { version, facts } = entry;
  return { sheet: readGeneDiseases(store.pathOf(entry)), unread, version, facts };
}

const gene = (symbol: string, hgncId: string | null = null): GeneIdentity => ({
  symbol,
  hgncId,
  ensemblIds: [],
  ncbiId: null,
  otherSymbols: [],
});

const G2P_2024 =
  '"gene symbol","gene mim","disease name","disease mim","DDD category","allelic requirement","mutation consequence",phenotypes,"organ specificity list",pmids,panel,"prev symbols","hgnc id","gene disease pair entry date"';
const g2p = (...rows: string[]): string => `${[G2P_2024, ...rows].join("\n")}\n`;
const AAA =
  'AAA,1,"SEIZURES, EARLY",610188,confirmed,monoallelic,"loss of function",,,,DD,,7,"No date"';

describe("G2P", () => {
  it("the columns of 2024: words read as ours, kept as written", async () => {
    const { sheet } = await imported("g2p", file("DDG2P_2024.csv", g2p(AAA)));
    expect(sheet).toMatchObject({ source: "G2P DD", release: "2024", mechanisms: true });
    expect(sheet.of("HGNC:7")).toEqual([
      {
        disease: "SEIZURES, EARLY",
        diseaseId: "OMIM:610188",
        strength: "definitive",
        strengthText: "confirmed",
        mode: "monoallelic",
        modeText: "monoallelic",
        mechanism: "loss_of_function",
        mechanismText: "loss of function",
        submitter: "",
      },
    ]);
  });

  it("the columns of today: a mechanism, else the consequence", async () => {
    const header =
      "g2p id,gene symbol,gene mim,hgnc id,previous gene symbols,disease name,disease mim,disease MONDO,allelic requirement,cross cutting modifier,confidence,variant consequence,variant types,molecular mechanism,panel";
    const text = `${header}
G2P1,BBB,1,8,,BBB-related disorder,,MONDO:0000001,biallelic_autosomal,,strong,altered gene product structure,,gain of function,Eye
G2P2,BBB,1,8,,BBB-related disorder 2,,,monoallelic_X_hem,,definitive,absent gene product,,undetermined,Eye; Skin
`;
    const { sheet, unread } = await imported("g2p", file("Eye.csv", text), "2026-01");
    expect(unread).toEqual({});
    // Two parts: the whole of G2P.
    expect(sheet.source).toBe("G2P");
    expect(sheet.of("HGNC:8")).toMatchObject([
      { strength: "definitive", mode: "x_biallelic_females", mechanism: "loss_of_function" },
      { strength: "strong", mode: "biallelic", mechanism: "other", diseaseId: "MONDO:0000001" },
    ]);
  });

  it.each([
    ["hemizygous", "x_biallelic_females"],
    ["x-linked dominant", "x_monoallelic_females"],
    ["imprinted", "other"],
    ["mosaic", "other"],
    ["", "missing"],
  ])("the requirement '%s' is %s", async (word, mode) => {
    const { sheet } = await imported(
      "g2p",
      file("2024.csv", g2p(AAA.replace("monoallelic", word))),
    );
    expect(sheet.of("HGNC:7")[0]).toMatchObject({ mode, modeText: word });
  });

  it.each([
    ["loss-of-function", "loss_of_function"],
    ["Loss_of_function", "loss_of_function"],
    ["dominant-negative", "other"],
    ["undetermined non-loss-of-function", "other"],
    ["5_prime or 3_prime UTR mutation", "unknown"],
  ])("the mechanism '%s' is %s", async (word, mechanism) => {
    const path = file("2024.csv", g2p(AAA.replace("loss of function", word)));
    const { sheet, unread } = await imported("g2p", path);
    expect(sheet.of("HGNC:7")[0]).toMatchObject({ mechanism, mechanismText: word });
    expect(unread).toEqual({});
  });

  it("a word that is not known says nothing, and is told", async () => {
    const odd = AAA.replace("confirmed", "quite likely").replace("monoallelic", "polyallelic");
    const { sheet, unread } = await imported("g2p", file("2024.csv", g2p(odd, odd)));
    expect(sheet.of("HGNC:7")).toMatchObject([{ strength: "unknown", mode: "other" }]);
    expect(unread).toEqual({ "strength: quite likely": 2, "mode: polyallelic": 2 });
  });

  it.each([
    ["another header", "gene,pLI\nA,1\n", 1, "no column 'gene symbol'"],
    ["a row cut short", g2p("AAA,1,x"), 2, "3 columns, but the header has 14"],
    ["a row has no gene", g2p(AAA.replace("AAA", "").replace(",7,", ",,")), 2, "a row has no gene"],
    ["no row", g2p(), undefined, "no genes"],
    ["an empty file", "", undefined, "no genes"],
  ])("E_KNOWLEDGE: %s", async (_, text, line, words) => {
    const asked = imported("g2p", file("2024.csv", text));
    await expect(asked).rejects.toMatchObject({
      code: "E_KNOWLEDGE",
      place: line === undefined ? {} : { line },
    });
    await expect(asked).rejects.toThrow(words);
  });

  it.each([
    ["20260630", "2026-06-30"],
    ["2026_06_30", "2026-06-30"],
    ["2026-06", "2026-06"],
    ["202606", "2026-06"],
    ["2026", "2026"],
  ])("the release %s is kept as %s, given or in the name", async (word, kept) => {
    const given = await imported("g2p", file("DDG2P.csv", g2p(AAA)), word);
    const named = await imported("g2p", file(`DDG2P_${word}.csv`, g2p(AAA)));
    expect([given.version, named.version, given.sheet.release]).toEqual([kept, kept, kept]);
  });

  it.each(["v2025", "foo", "../../x", "", "2026-13-01", "2026-06-31", "1", "30-06-2026"])(
    "E_USAGE: the release '%s' is not a date",
    async (word) => {
      const asked = imported("g2p", file("DDG2P_2026.csv", g2p(AAA)), word);
      await expect(asked).rejects.toMatchObject({ code: "E_USAGE" });
      await expect(asked).rejects.toThrow(`the release '${word}' is not a date`);
    },
  );

  it("the newest by date, whatever its form", async () => {
    const store = newStore();
    for (const release of ["2026-11-01", "20260630"])
      // oxlint-disable-next-line no-await-in-loop -- one after the other, the older one last
      await importGeneDiseases(store, file("x.csv", g2p(AAA)), {
        table: "g2p",
        release,
        now: new Date(0),
      });
    expect(newestOfEach(await store.list("gene-diseases"))[0]?.version).toBe("2026-11-01");
  });

  it("the release: as given, else the date in the name, else it is asked for", async () => {
    const of = async (name: string, release?: string): Promise<string> =>
      (await imported("g2p", file(name, g2p(AAA)), release)).version;
    expect(await of("DDG2P_2024.csv")).toBe("2024");
    expect(await of("DDG2P_2026-11-01.csv")).toBe("2026-11-01");
    expect(await of("DDG2P_20_1_2025.csv", "2025-01-20")).toBe("2025-01-20");
    await expect(of("DDG2P.csv")).rejects.toMatchObject({ code: "E_USAGE" });
  });

  it.skipIf(sharedData === null)("DDG2P of 2024 (../shared; skipped where it is not)", async () => {
    const path = join(sharedData ?? "", "genes", "DDG2P_2024.csv.gz");
    const { sheet, unread, version, facts } = await imported("g2p", path);
    expect({ unread, version }).toEqual({ unread: {}, version: "2024" });
    expect(facts).toEqual({ genes: 2149, statements: 2429 });
    expect(diseasesOf([sheet], gene("SCN1A", "HGNC:10585"))).toMatchObject([
      { source: "G2P DD", mode: "monoallelic", mechanism: "loss_of_function" },
    ]);
    expect(diseasesOf([sheet], gene("OPHN1"))).toMatchObject([{ mode: "x_biallelic_females" }]);
    expect(statedOf(diseasesOf([sheet], gene("KCNQ2"))).modes).toEqual(["monoallelic"]);
  });

  it.skipIf(sharedData === null)("gene-facts says where it belongs (../shared)", async () => {
    const path = join(sharedData ?? "", "genes", "DDG2P_2024.csv.gz");
    const asked = importGeneFacts(newStore(), path, { name: "G2P", release: "", now: new Date(0) });
    await expect(asked).rejects.toMatchObject({
      code: "E_KNOWLEDGE",
      hint: expect.stringContaining("panelist knowledge import g2p") as string,
    });
  });
});

const GENCC =
  '"uuid"\t"gene_curie"\t"gene_symbol"\t"disease_curie"\t"disease_title"\t"classification_title"\t"moi_title"\t"submitter_title"\t"submitted_as_notes"';
const gencc = (...rows: string[][]): string =>
  `${[GENCC, ...rows.map((row) => row.map((cell) => `"${cell}"`).join("\t"))].join("\n")}\n`;
const row = (
  classification: string,
  moi: string,
  submitter = "ClinGen",
  id = "HGNC:9",
): string[] => [
  "u1",
  id,
  "CCC",
  "MONDO:0000002",
  "a disease",
  classification,
  moi,
  submitter,
  "first line\nsecond line",
];

describe("GenCC", () => {
  it("submissions, strongest first, with their submitters", async () => {
    const text = gencc(
      row("Disputed Evidence", "Autosomal dominant", "G2P"),
      row("Definitive", "Autosomal recessive"),
      row("Definitive", "Autosomal recessive"),
    );
    const { sheet, unread } = await imported("gencc", file("gencc.tsv", text), "2026-11-01");
    expect(unread).toEqual({});
    expect(sheet).toMatchObject({ source: "GenCC", mechanisms: false });
    expect(sheet.of("HGNC:9")).toMatchObject([
      { strength: "definitive", mode: "biallelic", submitter: "ClinGen", mechanism: "unknown" },
      { strength: "disputed", mode: "monoallelic", submitter: "G2P", diseaseId: "MONDO:0000002" },
    ]);
  });

  it.each([
    ["Semidominant", "both"],
    ["X-linked", "other"],
    ["X-linked recessive", "x_biallelic_females"],
    ["Autosomal dominant inheritance with maternal imprinting", "monoallelic_paternal_expressed"],
    ["Mitochondrial", "mitochondrial"],
    ["Unknown", "unknown"],
  ])("the mode '%s' is %s", async (word, mode) => {
    const path = file("gencc.tsv", gencc(row("Strong", word)));
    const { sheet } = await imported("gencc", path, "2026");
    expect(sheet.of("HGNC:9")[0]?.mode).toBe(mode);
  });

  it("another header is told, with what is missing", async () => {
    const asked = imported("gencc", file("x.csv", g2p(AAA)), "2026");
    await expect(asked).rejects.toMatchObject({ code: "E_KNOWLEDGE", place: { line: 1 } });
    await expect(asked).rejects.toThrow(
      "no column 'gene_curie', 'gene_symbol', 'disease_curie', 'disease_title', 'classification_title', 'moi_title', 'submitter_title'",
    );
  });
});

describe("looking up (DEC-44, DEC-55)", () => {
  const stated: GeneDisease = {
    source: "",
    release: "",
    disease: "d",
    diseaseId: null,
    strength: "strong",
    strengthText: "strong",
    mode: "biallelic",
    modeText: "biallelic",
    mechanism: "unknown",
    mechanismText: "",
    submitter: "",
  };
  const rows: Record<string, GeneDisease[]> = {
    "HGNC:1": [{ ...stated, disease: "one" }],
    "HGNC:2": [{ ...stated, disease: "two" }],
    NEW: [{ ...stated, disease: "new" }],
  };
  const symbols: Record<string, string[]> = {
    AAA: ["HGNC:1"],
    TWICE: ["HGNC:1", "HGNC:2"],
    NEW: ["NEW"],
  };
  const sheet: GeneDiseaseSheet = {
    schema: "panelist.gene_diseases",
    version: 1,
    source: "S",
    release: "1",
    mechanisms: false,
    of: (key) => rows[key] ?? [],
    keysOf: (symbol) => symbols[symbol] ?? [],
  };
  const found = (symbol: string, id: string | null = null): string[] =>
    diseasesOf([sheet], gene(symbol, id)).map(({ disease }) => disease);

  it("by id whatever the symbol, by symbol where an id is lacking, never by one that two genes had", () => {
    expect(found("OTHER", "HGNC:1")).toEqual(["one"]);
    expect(found("AAA")).toEqual(["one"]);
    expect(found("AAA", "HGNC:3")).toEqual([]);
    expect(found("TWICE")).toEqual([]);
    expect(found("NEW", "HGNC:4")).toEqual(["new"]);
  });

  const all = (...strengths: GeneDisease["strength"][]) =>
    statedOf(strengths.map((strength) => ({ ...stated, strength })));
  it("a gene is disputed where nobody holds it to be at least moderate", () => {
    expect(all("disputed").disputed).toBe(true);
    expect(all("limited", "refuted").disputed).toBe(true);
    expect(all("moderate", "refuted").disputed).toBe(false);
    expect(all("disputed", "supportive").disputed).toBe(true);
    expect(all("supportive").disputed).toBe(false);
    expect(all("limited").disputed).toBe(false);
    expect(all().disputed).toBe(false);
    expect(all("disputed", "refuted").modes).toEqual([]);
    expect(all("limited").modes).toEqual(["biallelic"]);
  });
});

it("a damaged sheet of the store is told", async () => {
  for (const text of ["", "{}", "{}\n", "\u0000"])
    expect(() => readGeneDiseases(file("data.tsv", text))).toThrow(
      expect.objectContaining({ code: "E_STORE" }) as Error,
    );
});
