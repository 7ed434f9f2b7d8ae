/** What is shown beside a gene: facts from the store's tables and the part of it that was sequenced. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { sha256 } from "../../core/digest.ts";
import { symbolsOf, type GeneIdentity } from "../../core/gene.ts";
import { geneCoverage, type GeneCoverage } from "../../genes/coverage.ts";
import {
  diseasesOf,
  readGeneDiseases,
  statedOf,
  type StatedGene,
} from "../../genes/gene-diseases.ts";
import { factsForRules, readGeneFacts, tellsDosage } from "../../genes/gene-facts.ts";
import type { GeneFacts, GeneKnowledge } from "../../acmg/types.ts";
import { identitiesOf } from "../../panel/match.ts";
import type { PanelGenes } from "../../panel/types.ts";
import type { CandidateGene, GeneMeasures, KnowledgeUsed } from "../../rank/types.ts";
import { newestOfEach, openStore } from "../../store/index.ts";
import type { StoreEntry } from "../../store/types.ts";

export interface GeneAnnotations {
  used: KnowledgeUsed[];
  /** Per panel gene; null: no table of coverage was given. */
  coverage: { symbol: string; hgncId: string | null; coverage: GeneCoverage | null }[] | null;
  /** @param names what else the gene is known by (DEC-44) */
  of(gene: CandidateGene, names: GeneIdentity): GeneKnowledge;
  /** Of the facts what the rules use. */
  forRules(
    gene: CandidateGene,
    names: GeneIdentity,
  ): Pick<
    GeneFacts,
    "loeuf" | "missenseZ" | "haploinsufficiency" | "mechanisms" | "mechanismSources"
  >;
  /** Of the facts what the score uses. */
  measures(gene: CandidateGene, names: GeneIdentity): GeneMeasures;
  /** What tables of genes and diseases say of a gene as a whole. */
  stated(names: GeneIdentity): StatedGene;
}

/**
 * @param store its folder; undefined: none. @param coverage a BED of mosdepth's
 * @throws ToolError E_STORE, E_KNOWLEDGE, and those of reading
 */
export async function openGeneAnnotations(
  store: string | undefined,
  coverage: string | undefined,
  table: PanelGenes,
  margin: number,
): Promise<GeneAnnotations> {
  const opened = store === undefined ? null : openStore(store);
  const latest = newestOfEach((await opened?.list("gene-facts")) ?? []);
  const sheets = opened === null ? [] : latest.map((entry) => readGeneFacts(opened.pathOf(entry)));
  const tables = newestOfEach((await opened?.list("gene-diseases")) ?? []);
  const diseases =
    opened === null ? [] : tables.map((entry) => readGeneDiseases(opened.pathOf(entry)));
  const used: KnowledgeUsed[] = [
    ...latest.map((entry) => usedOf("gene-facts", entry)),
    ...tables.map((entry) => usedOf("gene-diseases", entry)),
  ];
  const mechanismSources = [
    ...sheets.filter(tellsDosage),
    ...diseases.filter(({ mechanisms }) => mechanisms),
  ].map(named);
  const covered =
    coverage === undefined ? null : await geneCoverage(coverage, coveredGenes(table, margin));
  if (coverage !== undefined)
    used.push({
      kind: "coverage",
      source: basename(coverage),
      release: "",
      sha256: sha256(readFileSync(coverage)),
    });
  const ofGene = (gene: CandidateGene, names: GeneIdentity): GeneKnowledge => {
    const keys = [gene.symbol.toUpperCase(), names.hgncId ?? "", ...symbolsOf(names)];
    const at = table.genes.findIndex(
      (g) => g.symbol === gene.symbol && g.hgncId === (gene.hgncId ?? g.hgncId),
    );
    return {
      facts: sheets.flatMap(({ source, release, genes }) => {
        const values = keys.map((key) => genes[key]).find((v) => v !== undefined);
        return values === undefined ? [] : [{ source, release, values }];
      }),
      ...(diseases.length === 0 ? {} : { diseases: diseasesOf(diseases, names) }),
      coverage: covered?.[at] ?? null,
    };
  };
  const perGene = table.genes.map(({ symbol, hgncId }, i) => {
    return { symbol, hgncId, coverage: covered?.[i] ?? null };
  });
  return {
    used,
    coverage: covered === null ? null : perGene,
    of: ofGene,
    measures: (gene, names) => {
      const { loeuf, missenseZ, codingBases } = factsForRules(ofGene(gene, names).facts);
      return { loeuf, missenseZ, codingBases };
    },
    forRules: (gene, names) => ({
      ...factsForRules(ofGene(gene, names).facts),
      mechanisms: diseasesOf(diseases, names).map((one) => ({
        source: named(one),
        disease: one.disease,
        mode: one.mode,
        mechanism: one.mechanism,
        text: one.mechanismText,
        strength: one.strength,
      })),
      mechanismSources,
    }),
    stated: (names) => statedOf(diseasesOf(diseases, names)),
  };
}

/** A table with its release, as people name it. */
function named({ source, release }: { source: string; release: string }): string {
  return `${source} ${release}`.trim();
}

function usedOf(
  kind: "gene-facts" | "gene-diseases",
  { source, version, sha256: digest }: StoreEntry,
): KnowledgeUsed {
  return { kind, source, release: version, sha256: digest };
}

/** Genes of a table as the reader of coverage takes them: their regions without the margin. */
export function coveredGenes(
  table: PanelGenes,
  margin: number,
): Parameters<typeof geneCoverage>[1] {
  const known = identitiesOf(table);
  return table.genes.map(({ region, ...gene }, i) => ({
    symbols: symbolsOf(known[i] ?? gene),
    region:
      region === null
        ? null
        : { chrom: region.chrom, start: region.start + margin, end: region.end - margin },
  }));
}
