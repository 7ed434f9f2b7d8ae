import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { rankingText } from "../../src/cli/print/ranking.ts";
import { importHpo } from "../../src/phenotype/index.ts";
import { compareTerms, lookUpTerms } from "../../src/patient/terms.ts";
import { rankPatients, type RankRequest } from "../../src/patient/rank.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { tempFolder } from "../helpers/temp.ts";
import { HPOA, NINE_COLUMNS, OBO } from "../phenotype/toy.ts";

const folder = mkdtempSync(join(tempFolder(), "rank-"));
const cases = join(folder, "cases");
let store: Store;

/** A packet whose case is of disease 1, from the paper that its annotation names. */
const packet = (id: string, gene: object, terms: string[]): string =>
  JSON.stringify({
    id,
    subject: { id: "x" },
    phenotypicFeatures: terms.map((term) => ({ type: { id: term } })),
    interpretations: [
      {
        diagnosis: {
          disease: { id: "OMIM:1", label: "Disease one" },
          genomicInterpretations: [
            { variantInterpretation: { variationDescriptor: { geneContext: gene } } },
          ],
        },
      },
    ],
  });

beforeAll(async () => {
  store = openStore(join(folder, "store"));
  const files = Object.entries({ "hp.obo": OBO, "phenotype.hpoa": HPOA, "g2p.txt": NINE_COLUMNS });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  const paths = files.map(([name]) => join(folder, name));
  await importHpo(store, paths, { release: null, now: "2026-01-01T00:00:00.000Z" });
  mkdirSync(join(cases, "below"), { recursive: true });
  const gene = { valueId: "NCBIGene:101", symbol: "OLDNAME" };
  writeFileSync(join(cases, "b.json"), packet("PMID_7_b", gene, ["HP:0000012"]));
  writeFileSync(join(cases, "below", "a.json"), packet("a", { symbol: "GENE1" }, ["HP:0000021"]));
  writeFileSync(join(cases, "c.json"), packet("c", { symbol: "NOSUCH" }, ["HP:0000012"]));
});

const log = { info: (): void => {}, warn: (): void => {}, detail: (): void => {} };

interface Printed extends RankRequest {
  format: "text" | "tsv" | "json";
  answer: boolean;
}

async function rank(over: Partial<Printed>): Promise<string[][]> {
  const { format = "tsv", answer = false, ...rest } = over;
  const request: RankRequest = {
    hpo: [],
    packets: [cases],
    release: undefined,
    by: "gene",
    top: undefined,
    excludeOwnPublication: false,
    strict: false,
    ...rest,
  };
  let text = "";
  const ranking = await rankPatients(request, store, log);
  for await (const piece of rankingText(ranking, format, answer)) text += piece;
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
}

describe("phenotype rank", () => {
  it("a folder and what is in it: one block a case, in the order of paths", async () => {
    const [head, ...rows] = await rank({});
    expect(head).toEqual(["case", "rank", "id", "name", "score"]);
    expect(rows.map(([name]) => name)).toEqual(["b", "a", "c"].flatMap((n) => [n, n, n]));
    expect(rows[0]?.slice(0, 4)).toEqual(["b", "1", "NCBIGene:101", "GENE1"]);
    expect(Number(rows[0]?.[4])).toBeGreaterThan(0);
  });

  // Disease 1, of GENE1, is known not to show HP:0000021: it comes last in case a.
  it("--answer: the gene by its id, by its symbol, unknown", async () => {
    const [head, ...rows] = await rank({ answer: true });
    expect(head).toEqual(["case", "answer", "answer_rank", "top1", "top1_score"]);
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ["b", "OLDNAME", "1", "GENE1"],
      ["a", "GENE1", "3", "GENE3"],
      ["c", "NOSUCH", ".", "GENE1"],
    ]);
  });

  it("--by disease --answer: the disease that the packet names", async () => {
    const rows = await rank({ answer: true, by: "disease" });
    expect(rows[1]?.slice(0, 4)).toEqual(["b", "OMIM:1", "1", "OMIM:1"]);
  });

  // Without its paper GENE1 has no annotation left: neutral, behind GENE2 that shows an ancestor.
  it("--exclude-own-publication concerns the case's own papers alone", async () => {
    const rows = await rank({ answer: true, excludeOwnPublication: true });
    expect(rows[1]?.slice(0, 4)).toEqual(["b", "OLDNAME", "2", "GENE2"]);
    expect(rows[2]?.slice(2, 4)).toEqual(["3", "GENE3"]);
  });

  it("ties at their middle: no term counts", async () => {
    const file = join(folder, "none.json");
    writeFileSync(file, packet("none", { symbol: "GENE1" }, ["HP:0000118"]));
    const rows = await rank({ packets: [file], answer: true });
    expect(rows[1]?.slice(0, 3)).toEqual(["none", "GENE1", "2"]);
  });

  it("--top and --hpo", async () => {
    const rows = await rank({ packets: [], hpo: ["Severe sign A one,!HP:0000021"], top: 1 });
    expect(rows.slice(1).map((row) => row.slice(0, 4))).toEqual([
      [".", "1", "NCBIGene:101", "GENE1"],
    ]);
  });

  it("JSON names the release, the terms used and every disease of a gene", async () => {
    const text = (await rank({ format: "json", top: 1 })).map((row) => row.join("\t")).join("\n");
    const found = JSON.parse(text) as {
      hpoRelease: string;
      cases: { observed: object[]; ranked: { diseases: { id: string }[] }[] }[];
    };
    expect(found.hpoRelease).toBe("2020-02-02");
    expect(found.cases[0]?.observed).toEqual([{ id: "HP:0000012", name: "Severe sign A one" }]);
    expect(found.cases[0]?.ranked[0]?.diseases.map(({ id }) => id)).toEqual(["OMIM:1"]);
  });

  it.each([
    ["a release that is not there", { release: "1999-01-01" }, /no HPO release 1999-01-01/],
    ["a folder that is not there", { packets: ["nowhere"] }, /cannot be read/],
    ["a typing error", { packets: [], hpo: ["Sevre sign"] }, /no HPO id, label/],
    [
      "a contradiction under --strict",
      { packets: [], hpo: ["HP:0000012,!HP:0000011"], strict: true },
      /contradicts/,
    ],
  ])("%s is one clear error", async (_, over, message) => {
    await expect(rank(over)).rejects.toThrow(message);
  });
});

describe("phenotype similar, phenotype term", () => {
  it("compares by id and by label", async () => {
    const found = await compareTerms(store, undefined, "HP:0000012", "Sign of both");
    expect(found.common?.id).toBe("HP:0000011");
    expect(found.resnik).toBeCloseTo(Math.log(2), 12);
    expect(found.release).toBe("2020-02-02");
  });

  it.each([
    ["an id", "HP:0000011", ["HP:0000011"]],
    ["an alternative id", "HP:0000050", ["HP:0000013"]],
    ["a label in another case", "sign a ONE", ["HP:0000011"]],
    ["a synonym", "First sign, of A", ["HP:0000011"]],
  ])("looks up %s", async (_, text, ids) => {
    const { terms } = await lookUpTerms(store, undefined, text);
    expect(terms.map(({ id }) => id)).toEqual(ids);
  });

  it("names the nearest of a typing error, each synonym once", async () => {
    const { terms } = await lookUpTerms(store, undefined, "Sign A on");
    expect(terms[0]?.id).toBe("HP:0000011");
    expect(terms[0]?.synonyms).toEqual(["First sign, of A"]);
  });

  it("an obsolete term tells what became of it", async () => {
    const { terms } = await lookUpTerms(store, undefined, "HP:0000041");
    expect(terms[0]?.note).toContain("consider HP:0000021 Sign B one");
  });
});
