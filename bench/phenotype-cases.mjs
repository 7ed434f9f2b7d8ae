/**
 * The cases and the knowledge of the phenotype benchmark, read from the data folder: the 385 published
 * cases of LIRICAL's corpus with Exomiser's own ranks, and the development part of phenopacket-store.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import * as phenotype from "../src/phenotype/index.ts";

export const RELEASE = "2023-01-27";
export const RELEASE_FILES = ["hp.json.gz", "phenotype.hpoa.gz", "genes_to_phenotype.txt.gz"];

/** The knowledge of the benchmark, from its files. */
export async function readRelease(data) {
  const parts = [];
  for (const file of RELEASE_FILES) {
    parts.push(await phenotype.readHpoRelease(join(data, "hpo", RELEASE, file)));
  }
  return phenotype.assemble(parts).knowledge;
}

/**
 * Cases of an archive of phenopackets, in order of their names.
 * @returns {{name: string, query: object, gene: number, disease: number, diseaseId: string,
 *   named: boolean, key: string, publications: Set<number>}[]} named: the packet tells a gene; key: that
 *   gene, else the disease; gene and disease: places in the knowledge, -1: not in it
 */
export function readCases(knowledge, archive) {
  if (!existsSync(archive)) throw new Error(`${archive} is not there`);
  const folder = mkdtempSync(join(tmpdir(), "panelist-cases-"));
  try {
    mkdirSync(folder, { recursive: true });
    execFileSync("tar", ["-xzf", archive, "-C", folder]);
    const find = places(knowledge);
    return readdirSync(folder, { recursive: true })
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => readCase(knowledge, find, join(folder, name)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readCase(knowledge, find, path) {
  const packet = phenotype.readPhenopacket(readFileSync(path, "utf8"), path);
  const { observed, excluded } = phenotype.resolveTerms(knowledge.ontology, packet.features, {
    strict: false,
    skipUnknown: true,
  });
  const diseaseId = packet.diseases[0]?.id ?? "";
  return {
    name: basename(path, ".json"),
    query: { observed, excluded },
    gene: find.gene(packet.genes[0]),
    disease: find.disease(diseaseId),
    diseaseId,
    named: packet.genes.length > 0,
    key: packet.genes[0]?.symbol ?? diseaseId,
    publications: new Set(packet.publications),
  };
}

function places({ genes, diseases }) {
  const byNumber = new Map([...genes.numbers].map((number, g) => [number, g]));
  const bySymbol = new Map(
    [...genes.numbers.keys()].map((g) => [phenotype.textOf(genes.symbols, g), g]),
  );
  const byId = new Map(
    [...diseases.genes.keys()].map((d) => [phenotype.textOf(diseases.ids, d), d]),
  );
  return {
    gene(gene) {
      const number = gene?.ids
        .map((id) => /^(?:entrez|NCBIGene):(\d+)$/.exec(id)?.[1])
        .find(Boolean);
      return byNumber.get(Number(number)) ?? bySymbol.get(gene?.symbol) ?? -1;
    },
    disease: (id) => byId.get(id) ?? -1,
  };
}

/** A number from a text, the same everywhere: for choices that must not depend on order. */
export function hash(text) {
  let value = 2166136261;
  for (const letter of text) value = Math.imul(value ^ letter.codePointAt(0), 16777619) >>> 0;
  return value;
}

/** At most `most` cases of each key, chosen by the hash of their names. */
export function capped(cases, key, most) {
  const taken = new Map();
  return [...cases]
    .sort((a, b) => hash(a.name) - hash(b.name) || (a.name < b.name ? -1 : 1))
    .filter((each) => {
      const count = (taken.get(key(each)) ?? 0) + 1;
      taken.set(key(each), count);
      return count <= most;
    });
}
