/**
 * What a run must not disclose (DEC-10, DEC-49): incidental findings are removed here, once, before evidence,
 * warnings or any output is made from the findings.
 */
import { variantKey } from "../core/allele.ts";
import type { Assembly } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import { annotatedGene, type GeneIdentity, type Identify } from "../core/gene.ts";
import type { Policy } from "../core/policy.ts";
import { shortList, type Told } from "../core/warnings.ts";
import {
  incidentalLists,
  panelOfPolicy,
  type IncidentalLists,
  type IncidentalPlace,
} from "../panel/index.ts";
import { geneMatcher, identitiesOf } from "../panel/match.ts";
import type { Panel, PanelGenes } from "../panel/types.ts";
import { standingOf, withholdIncidental, type Withheld } from "../rank/index.ts";
import type {
  Candidate,
  CandidateGene,
  CandidateVariant,
  GeneToRank,
  SideCandidate,
} from "../rank/types.ts";
import { hasKind } from "../store/names.ts";
import type { GeneNames } from "../vcf/types.ts";

export interface Withholding extends Withheld {
  /** The lists that were asked; empty: nothing is off the applied panels. */
  list: string;
  /** May the allele be told of (`chrom:pos:ref:alt`)? */
  maySay(key: string): boolean;
  /** May something be told of a record, shown or not? */
  maySayOf(place: Place): boolean;
  /** May the gene be told of beyond what is shown? */
  maySayGene(gene: GeneToRank): boolean;
  /** May a further gene of an event be named (DEC-49)? */
  mayName(gene: Pick<GeneNames, "symbol" | "hgncId">): boolean;
  /** Words of the policy's `incidentalGenes` whose place nothing tells. */
  unplaced: string[];
}

/** Where something lies, and the genes that its annotation names, none where it is not known. */
export interface Place extends IncidentalPlace {
  genes: readonly (GeneNames & { inside: boolean })[];
}

/** By what it is decided which genes are withheld. */
interface Basis {
  assembly: Assembly;
  table: PanelGenes;
  policy: Policy;
  options: { store?: string | undefined };
}

interface Found {
  candidates: readonly Candidate[];
  side: readonly SideCandidate[];
  /** Gene by gene, what came of the scan. */
  genes: readonly GeneToRank[];
  identityOf: (candidate: Pick<Candidate, "gene" | "variants">) => GeneIdentity;
}

/**
 * @param isAgnostic genes off the applied panels are looked at
 * @param isNoted something of records of whichever gene may have to be told; else a run of panels alone needs no list
 */
export async function withhold(
  found: Found,
  basis: Basis,
  { isAgnostic, isNoted }: { isAgnostic: boolean; isNoted: boolean },
  identify: Identify,
): Promise<Withholding> {
  const { policy } = basis;
  const shows = policy.incidental === "show";
  const isAsked = isAgnostic || (!shows && (isNoted || policy.incidentalGenes.length > 0));
  const lists = isAsked ? await listsOf(basis) : null;
  if (!isAgnostic || shows || lists === null) {
    const shown = { candidates: [...found.candidates], side: [...found.side] };
    const yes = (): boolean => true;
    const none = { count: 0, ids: new Set<string>(), keys: new Set<string>() };
    return {
      ...shown,
      ...none,
      list: isAgnostic ? (lists?.name ?? "") : "",
      maySay: yes,
      maySayOf: shows || lists === null ? yes : placesTold(lists, basis, identify),
      maySayGene: yes,
      mayName: yes,
      unplaced: shows ? [] : (lists?.unplaced ?? []),
    };
  }
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
    maySayOf: placesTold(lists, basis, identify),
    maySayGene: (gene) => !silent.has(gene),
    mayName: namesTold(lists, basis, identify, shownGenes),
    unplaced: lists.unplaced,
  };
}

/**
 * Where the story of an allele that nothing shown holds may be told: not where a listed gene or repeat locus lies and
 * no gene of the panels, whatever became of the allele: that some are told would tell of the others.
 */
export async function toldPlaces(
  basis: Basis,
  identify: Identify,
): Promise<(place: Place) => boolean> {
  if (basis.policy.incidental === "show") return () => true;
  return placesTold(await listsOf(basis), basis, identify);
}

/** Genes of the panels, those that are shown, and those of no list. */
function namesTold(
  lists: IncidentalLists,
  { table }: Basis,
  identify: Identify,
  shown: ReadonlySet<string>,
): Withholding["mayName"] {
  const match = geneMatcher(table);
  const known = identitiesOf(table);
  return ({ symbol, hgncId }) => {
    const names = { symbol, hgncId, ensemblGene: null, ncbiGene: null };
    const index = match(names);
    if (index >= 0 || shown.has(hgncId ?? symbol)) return true;
    return !isListedGene(lists, identify(annotatedGene(names, known[index])));
  };
}

/** The genes that the annotation names decide before the place does. */
function placesTold(
  lists: IncidentalLists,
  { table }: Basis,
  identify: Identify,
): (place: Place) => boolean {
  const match = geneMatcher(table);
  const known = identitiesOf(table);
  return (place) => {
    const named = place.genes.map((names) => ({ names, index: match(names, place) }));
    if (named.some(({ names, index }) => names.inside && index >= 0)) return true;
    const isNamed = named.some(
      ({ names, index }) =>
        index < 0 && isListedGene(lists, identify(annotatedGene(names, known[index]))),
    );
    return !isNamed && (isOfPanel(table, place) || !lists.covers(place));
  };
}

async function listsOf({ assembly, table, policy, options }: Basis): Promise<IncidentalLists> {
  const own = await ownList(policy, assembly, options.store, []);
  return incidentalLists({ assembly, own, table, margin: policy.region.margin });
}

/** The policy's genes, with what the store's gene tables know of them. @param told takes what is no gene */
async function ownList(
  { incidentalGenes }: Policy,
  assembly: Assembly,
  store: string | undefined,
  told: Told[],
): Promise<Panel | null> {
  if (incidentalGenes.length === 0) return null;
  const panel = panelOfPolicy(incidentalGenes);
  if (!hasKind(store, "genes")) return panel;
  const { withGeneNames } = await import("../library/finish-panels.ts");
  const quiet = { info: () => {}, warn: () => {}, detail: () => {} };
  const names = { assembly, allowUnknownGenes: true };
  const [completed = panel] = await withGeneNames([panel], store, names, quiet, told);
  return completed;
}

/** A slip of the hand would show what was to be withheld. @throws ToolError E_POLICY: no gene of the store's tables */
export async function refuseUnknownGenes({
  assembly,
  policy,
  options,
}: Omit<Basis, "table">): Promise<void> {
  const told: Told[] = [];
  await ownList(policy, assembly, options.store, told);
  for (const { code, facts } of told) {
    if (code !== "unknown_symbols") continue;
    const { genes, more } = facts;
    const rest = more === 0 ? "" : ` and ${more} more`;
    throw new ToolError("E_POLICY", `incidentalGenes: not in HGNC: ${genes.join(", ")}${rest}`, {
      hint: "Correct the symbol in the policy, or give the HGNC id.",
    });
  }
}

const MOST_NAMED = 10;

/** What no table places is withheld by the annotation's word alone. */
export function unplacedGenes({ unplaced }: Withholding): Told[] {
  if (unplaced.length === 0) return [];
  return [{ code: "incidental_unplaced", facts: shortList(unplaced, MOST_NAMED) }];
}

/** A kind that is no matter of one gene asks the lists in its own way. */
function isOnList(lists: IncidentalLists, variant: CandidateVariant, gene: GeneIdentity): boolean {
  switch (variant.kind) {
    case "small":
    case "event":
      return isListedGene(lists, gene);
  }
}

function isListedGene(lists: IncidentalLists, gene: GeneIdentity): boolean {
  const { symbol, hgncId, ensemblIds, ncbiId: ncbiGene } = gene;
  const ids = ensemblIds.length === 0 ? [null] : ensemblIds;
  return ids.some((ensemblGene) => lists.holds({ symbol, hgncId, ensemblGene, ncbiGene }));
}

function nameOf({ symbol, hgncId }: CandidateGene): string {
  return hgncId ?? symbol;
}

function isOfPanel({ genes }: PanelGenes, { chrom, pos, end }: IncidentalPlace): boolean {
  return genes.some(
    ({ region, rows }) =>
      region !== null &&
      region.chrom === chrom &&
      region.start <= end &&
      pos <= region.end &&
      rows.some(({ confidence }) => confidence === "green" || confidence === "amber"),
  );
}
