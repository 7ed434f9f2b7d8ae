/**
 * What a run must not tell (DEC-10, DEC-49): incidental findings are taken out here, once, before evidence, warnings
 * or any output is made of what was found.
 */
import { variantKey } from "../core/allele.ts";
import type { Assembly } from "../core/assembly.ts";
import type { GeneIdentity } from "../core/gene.ts";
import type { Policy } from "../core/policy.ts";
import { incidentalLists, type IncidentalLists } from "../panel/index.ts";
import type { PanelGenes } from "../panel/types.ts";
import { standingOf, withholdIncidental, type Withheld } from "../rank/index.ts";
import type {
  Candidate,
  CandidateGene,
  CandidateVariant,
  GeneToRank,
  SideCandidate,
} from "../rank/types.ts";

export interface Withholding extends Withheld {
  /** The lists that were asked; empty: nothing is off the applied panels. */
  list: string;
  /** May the allele be told of (`chrom:pos:ref:alt`)? */
  maySay(key: string): boolean;
  /** May an allele be told of, of which nothing but the place is known? */
  maySayOf(chrom: string, pos: number): boolean;
  /** May the gene be told of beyond what is shown? */
  maySayGene(gene: GeneToRank): boolean;
}

interface Found {
  candidates: readonly Candidate[];
  side: readonly SideCandidate[];
  /** Gene by gene, what came of the scan. */
  genes: readonly GeneToRank[];
  identityOf: (candidate: Pick<Candidate, "gene" | "variants">) => GeneIdentity;
}

/** @param isAgnostic genes off the applied panels are looked at */
export async function withhold(
  found: Found,
  { assembly, table, policy }: { assembly: Assembly; table: PanelGenes; policy: Policy },
  isAgnostic: boolean,
): Promise<Withholding> {
  if (!isAgnostic || policy.incidental === "show") {
    const shown = { candidates: [...found.candidates], side: [...found.side] };
    const yes = (): boolean => true;
    const none = { count: 0, ids: new Set<string>(), keys: new Set<string>() };
    const list = isAgnostic ? (await incidentalLists(assembly, policy.incidentalGenes)).name : "";
    return { ...shown, ...none, list, maySay: yes, maySayOf: yes, maySayGene: yes };
  }
  const lists = await incidentalLists(assembly, policy.incidentalGenes);
  const isListed = (finding: Candidate | SideCandidate): boolean => {
    const gene = found.identityOf(finding);
    return finding.variants.some((variant) => isOnList(lists, variant, gene));
  };
  const withheld = withholdIncidental(found, isListed, policy);
  const shown = [...withheld.candidates, ...withheld.side];
  const shownGenes = new Set(shown.map(({ gene }) => nameOf(gene)));
  const shownKeys = new Set(shown.flatMap(({ variants }) => variants.map(variantKey)));
  const isSilent = (gene: GeneToRank): boolean => {
    const standing = standingOf(gene);
    if (shownGenes.has(nameOf(gene.gene)) || !("standing" in standing)) return false;
    if (standing.standing !== "off_panel") return false;
    return gene.variants.some(({ variant }) =>
      isOnList(lists, variant, found.identityOf({ gene: gene.gene, variants: [variant] })),
    );
  };
  const silent = new Set(found.genes.filter(isSilent));
  const keys = new Set(withheld.keys);
  for (const { variants } of silent)
    for (const { key } of variants) if (!shownKeys.has(key)) keys.add(key);
  return {
    ...withheld,
    list: lists.name,
    maySay: (key) => !keys.has(key),
    maySayOf: (chrom, pos) => isOfPanel(table, chrom, pos) || !lists.covers(chrom, pos),
    maySayGene: (gene) => !silent.has(gene),
  };
}

/**
 * Where the story of an allele that nothing shown holds may be told: not where a listed gene or repeat locus lies and
 * no gene of the panels, whatever became of the allele: that some are told would tell of the others.
 */
export async function toldPlaces({
  assembly,
  table,
  policy,
}: {
  assembly: Assembly;
  table: PanelGenes;
  policy: Policy;
}): Promise<(place: { chrom: string; pos: number }) => boolean> {
  if (policy.incidental === "show") return () => true;
  const lists = await incidentalLists(assembly, policy.incidentalGenes);
  return ({ chrom, pos }) => isOfPanel(table, chrom, pos) || !lists.covers(chrom, pos);
}

/** A kind that is no matter of one gene asks the lists in its own way. */
function isOnList(lists: IncidentalLists, variant: CandidateVariant, gene: GeneIdentity): boolean {
  switch (variant.kind) {
    case "small": {
      const { symbol, hgncId, ensemblIds, ncbiId: ncbiGene } = gene;
      const ids = ensemblIds.length === 0 ? [null] : ensemblIds;
      return ids.some((ensemblGene) => lists.holds({ symbol, hgncId, ensemblGene, ncbiGene }));
    }
  }
}

function nameOf({ symbol, hgncId }: CandidateGene): string {
  return hgncId ?? symbol;
}

function isOfPanel({ genes }: PanelGenes, chrom: string, pos: number): boolean {
  return genes.some(
    ({ region, rows }) =>
      region !== null &&
      region.chrom === chrom &&
      region.start <= pos &&
      pos <= region.end &&
      rows.some(({ confidence }) => confidence === "green" || confidence === "amber"),
  );
}
