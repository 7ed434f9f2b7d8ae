import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ToolError } from "../../src/core/errors.ts";
import { assemble, readHpoRelease, textOf } from "../../src/phenotype/index.ts";
import { encodeSnapshot } from "../../src/phenotype/snapshot.ts";
import { decodeSnapshot } from "../../src/phenotype/snapshot.ts";
import { openStore } from "../../src/store/index.ts";
import { importHpo, openRelease } from "../../src/phenotype/index.ts";
import { modeNames } from "../../src/phenotype/modes.ts";
import { tempFolder } from "../helpers/temp.ts";
import { HPOA, NINE_COLUMNS, OBO, part, toy } from "./toy.ts";

const folder = tempFolder();

/** The toy as OBO graphs. */
function json(): string {
  const terms = OBO.split("[Term]\n")
    .slice(1)
    .map((stanza) => stanza.split("[Typedef]")[0] ?? "");
  const field = (stanza: string, tag: string): string[] =>
    [...stanza.matchAll(new RegExp(`^${tag}: (.*)$`, "gm"))].map((found) => found[1] ?? "");
  const address = (id: string): string =>
    `http://purl.obolibrary.org/obo/${id.split(" ")[0]?.replace(":", "_") ?? ""}`;
  const nodes = terms.map((stanza) => ({
    id: address(field(stanza, "id")[0] ?? ""),
    lbl: field(stanza, "name")[0],
    type: "CLASS",
    meta: {
      definition: { val: 'a "quoted" [text] with } and \\ in it' },
      deprecated: field(stanza, "is_obsolete")[0] === "true",
      synonyms: field(stanza, "synonym").map((synonym) => ({
        pred: synonym.includes("EXACT") ? "hasExactSynonym" : "hasBroadSynonym",
        val: synonym.split('"')[1],
      })),
      basicPropertyValues: [
        ...field(stanza, "alt_id").map((val) => ({ pred: "http://x#hasAlternativeId", val })),
        ...field(stanza, "consider").map((val) => ({ pred: "http://x#consider", val })),
        ...field(stanza, "replaced_by").map((id) => ({
          pred: "http://purl.obolibrary.org/obo/IAO_0100001",
          val: address(id),
        })),
      ],
    },
  }));
  const edges = terms.flatMap((stanza) =>
    field(stanza, "is_a").map((parent) => ({
      sub: address(field(stanza, "id")[0] ?? ""),
      pred: "is_a",
      obj: address(parent),
    })),
  );
  const version = "http://purl.obolibrary.org/obo/hp/releases/2020-02-02/hp.json";
  return JSON.stringify({ graphs: [{ edges, meta: { version }, nodes }] }, null, 2);
}

const SIX_COLUMNS = `ncbi_gene_id\tgene_symbol\thpo_id\thpo_name\tfrequency\tdisease_id
101\tGENE1\tHP:0000012\tx\t4/4\tOMIM:1
102\tGENE2\tHP:0000011\tx\t-\tOMIM:2
103\tGENE3\tHP:0000021\tx\t-\tOMIM:3
103\tGENE3\tHP:0000013\tx\t-\tOMIM:4
`;
const GENES_TO_DISEASE = `ncbi_gene_id\tgene_symbol\tassociation_type\tdisease_id\tsource
NCBIGene:101\tGENE1\tMENDELIAN\tOMIM:1\tmim2gene
NCBIGene:102\tGENE2\tMENDELIAN\tOMIM:2\tmim2gene
NCBIGene:103\tGENE3\tMENDELIAN\tOMIM:3\tmim2gene
NCBIGene:103\tGENE3\tMENDELIAN\tOMIM:4\tmim2gene
`;

describe("a release is the same knowledge in every layout", () => {
  const expected = encodeSnapshot(toy());

  it.each([
    ["hp.json", [json(), HPOA, NINE_COLUMNS]],
    ["CRLF", [OBO, HPOA, NINE_COLUMNS].map((text) => text.replaceAll("\n", "\r\n"))],
    [
      "the later hpoa header",
      [OBO, HPOA.replace("#DatabaseID\tDiseaseName", "database_id\tdisease_name"), NINE_COLUMNS],
    ],
    ["genes_to_phenotype of six columns", [OBO, HPOA, SIX_COLUMNS]],
    ["genes_to_disease", [OBO, HPOA, GENES_TO_DISEASE]],
    ["both tables of genes", [OBO, HPOA, GENES_TO_DISEASE, NINE_COLUMNS]],
    ["files in another order", [NINE_COLUMNS, HPOA, OBO]],
  ])("%s", (_, texts) => {
    const { knowledge } = assemble(texts.map((text) => part(text)));
    expect(encodeSnapshot(knowledge).equals(expected)).toBe(true);
  });

  it("gzipped files, told apart by content under any name", async () => {
    const paths = [OBO, HPOA, NINE_COLUMNS].map((text, i) => {
      const path = join(folder, `file${i}`);
      writeFileSync(path, gzipSync(text));
      return path;
    });
    const parts = await Promise.all(paths.map((path) => readHpoRelease(path)));
    expect(encodeSnapshot(assemble(parts).knowledge).equals(expected)).toBe(true);
  });

  it("IC-03: polygenic and unconfirmed associations do not count, Orphanet's UNKNOWN says nothing", () => {
    const table = GENES_TO_DISEASE.replace("MENDELIAN\tOMIM:1", "POLYGENIC\tOMIM:1")
      .replace("MENDELIAN\tOMIM:2", "UNKNOWN\tOMIM:2")
      .replace("MENDELIAN\tOMIM:3", "UNKNOWN\tORPHA:3");
    const { knowledge } = assemble([
      part(OBO),
      part(HPOA.replaceAll("OMIM:3\t", "ORPHA:3\t")),
      part(table),
    ]);
    expect([...knowledge.genes.numbers]).toEqual([103]);
    expect([...knowledge.genes.diseases.items]).toEqual([2, 3]);
  });

  it.each([true, "true", 1])("OBO graphs: deprecated %j is obsolete", (deprecated) => {
    const written = json().replaceAll(
      '"deprecated": true',
      `"deprecated": ${JSON.stringify(deprecated)}`,
    );
    const parts = [part(written), part(HPOA)];
    expect(encodeSnapshot(assemble(parts).knowledge)).toEqual(
      encodeSnapshot(assemble([part(json()), part(HPOA)]).knowledge),
    );
  });

  it("decoded tables: genes by their own terms, no disease between", () => {
    const terms = `id\tname\tobsolete\treplaced_by\tis_a
HP:0000118\tPhenotypic abnormality\t0\t\t
HP:0000010\tOrgan A\t0\t\tHP:0000118
HP:0000011\tSign A one\t0\t\tHP:0000010
HP:0000040\tobsolete Old\t1\tHP:0000011\t
HP:0000005\tMode of inheritance\t0\t\t
HP:0000007\tAutosomal recessive inheritance\t0\t\tHP:0000005
`;
    const genes = `ncbi_gene_id\tgene_symbol\thpo_id\thpo_name
101\tGENE1\tHP:0000007\tAutosomal recessive inheritance
101\tGENE1\tHP:0000011\tSign A one
102\tGENE2\tHP:0000007\tAutosomal recessive inheritance
`;
    const diseases = "disease_id\tdisease_name\thpo_id\nOMIM:1\tDisease one\tHP:0000040\n";
    const parts = [terms, genes, diseases].map((text) => part(text, "hpo/2024-04-26/table"));
    const { knowledge } = assemble(parts);
    expect(knowledge.release).toBe("2024-04-26");
    expect(textOf(knowledge.diseases.ids, 1)).toBe("NCBIGene:101");
    expect([...knowledge.diseases.isGeneProfile]).toEqual([0, 1]);
    expect(knowledge.profiles.annotated).toBe(2);
    // What the gene's row says of inheritance holds for its profile; a mode alone makes none.
    expect(modeNames(knowledge, 1)).toEqual(["Autosomal recessive inheritance"]);
    expect([...knowledge.genes.numbers]).toEqual([101]);
  });
});

describe("snapshot and store", () => {
  it("comes back as it went", () => {
    const knowledge = toy();
    expect(decodeSnapshot(encodeSnapshot(knowledge), "x")).toEqual(knowledge);
  });

  it.each([
    ["another file", () => Buffer.from("no snapshot at all")],
    ["a cut one", () => encodeSnapshot(toy()).subarray(0, -400)],
    ["one that ends in its length", () => encodeSnapshot(toy()).subarray(0, 19)],
  ])("%s is one clear error", (_, bytes) => {
    expect(() => decodeSnapshot(bytes(), "x")).toThrow(ToolError);
  });

  it("several releases side by side; the newest unless one is named", async () => {
    const store = openStore(mkdtempSync(join(folder, "store-")));
    const paths = ["2020-02-02", "2021-03-03"].map((date) =>
      [OBO, HPOA, NINE_COLUMNS].map((text, i) => {
        const path = join(folder, `${date}-${i}`);
        writeFileSync(path, text.replaceAll("2020-02-02", date));
        return path;
      }),
    );
    for (const files of paths) {
      await importHpo(store, files, { release: null, now: "2022-01-01T00:00:00.000Z" });
    }
    expect((await openRelease(store)).knowledge.release).toBe("2021-03-03");
    expect((await openRelease(store, "2020-02-02")).knowledge.release).toBe("2020-02-02");
    await expect(openRelease(store, "2019-01-01")).rejects.toMatchObject({ code: "E_KNOWLEDGE" });
  });
});

describe("bad input: one clear error with file and line", () => {
  const row = HPOA.split("\n").find((line) => line.startsWith("OMIM:2")) ?? "";
  it.each([
    ["no ontology", [HPOA], /no ontology/, undefined],
    ["no annotations", [OBO], /without disease annotations/, undefined],
    ["two ontologies", [OBO, OBO, HPOA], /second ontology/, undefined],
    [
      "another release",
      [OBO, HPOA.replace("#date: 2020-02-02", "#date: 2021-01-01")],
      /2021-01-01/,
      undefined,
    ],
    ["an unknown kind", ["hello\n"], /not the beginning of any file/, undefined],
    ["JSON cut short", [json().slice(0, 3000), HPOA], /ends inside|no "/, undefined],
    [
      "a deprecated that says nothing",
      [json().replace('"deprecated": true', '"deprecated": "so-so"'), HPOA],
      /neither true nor false/,
      undefined,
    ],
    ["JSON without graphs", ["{}"], /has no 'nodes'/, undefined],
    ["a short row", [OBO, HPOA.replace(row, row.slice(0, 20))], /columns/, 7],
    ["no HPO id", [OBO, HPOA.replace(row, row.replace("HP:0000011", "HP:1x"))], /not an HPO id/, 7],
    ["no frequency", [OBO, HPOA.replace("4/4", "often")], /not a frequency/, 4],
    ["more with than in all", [OBO, HPOA.replace("4/4", "5/4")], /more patients/, 4],
    ["an odd qualifier", [OBO, HPOA.replace("\tNOT\t", "\tnot\t")], /qualifier/, 5],
    [
      "mostly unknown terms",
      [OBO, HPOA.replaceAll("HP:0000021", "HP:0999999")],
      /not in the ontology/,
      5,
    ],
    [
      "a parent that is none",
      [
        OBO.replace(
          "is_a: HP:0000020\n\n[Term]\nid: HP:0000030",
          "is_a: HP:0777777\n\n[Term]\nid: HP:0000030",
        ),
        HPOA,
      ],
      /not a current class/,
      undefined,
    ],
    [
      "a cycle",
      [OBO.replace("name: Organ A\nis_a: HP:0000118", "name: Organ A\nis_a: HP:0000012"), HPOA],
      /own ancestor/,
      undefined,
    ],
    ["a class twice", [OBO.replace("id: HP:0000013", "id: HP:0000012"), HPOA], /twice/, 41],
    ["a gene without number", [OBO, HPOA, NINE_COLUMNS.replace("102", "abc")], /NCBI gene id/, 3],
    [
      "an unknown association",
      [OBO, HPOA, GENES_TO_DISEASE.replace("MENDELIAN", "MAYBE")],
      /MAYBE/,
      2,
    ],
    [
      "genes of other diseases",
      [OBO, HPOA, NINE_COLUMNS.replaceAll("OMIM:", "OMIM:9")],
      /no annotation/,
      undefined,
    ],
  ])("%s", (_, texts, message, line) => {
    let caught: unknown = null;
    try {
      assemble(texts.map((text) => part(text)));
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ToolError);
    const { code, place, message: said } = caught as ToolError;
    expect(code).toBe("E_KNOWLEDGE");
    expect(said).toMatch(message);
    if (line !== undefined) expect(place.line).toBe(line);
  });

  it("damaged gzip", async () => {
    const path = join(folder, "cut.gz");
    writeFileSync(path, gzipSync(OBO).subarray(0, 200));
    await expect(readHpoRelease(path)).rejects.toMatchObject({
      code: "E_KNOWLEDGE",
      place: { path },
    });
  });

  it("few unknown terms are left out and counted", () => {
    const many = Array.from({ length: 200 }, (_, i) =>
      HPOA.split("\n")[6]?.replace("OMIM:2", `OMIM:1${i}`),
    );
    const text = `${HPOA}${many.join("\n")}\nOMIM:7\tx\t\tHP:0999999\tx\tx\t\t\t\t\tP\tx\n`;
    const { warnings } = assemble([part(OBO), part(text)]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("HP:0999999");
  });
});
