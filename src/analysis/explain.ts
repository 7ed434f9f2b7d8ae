/**
 * `panelist explain`: the full account of one variant. The run is made as `analyse` makes it, so that the answer
 * is the report's; then the record is judged once more with every check shown (`sightings.ts`).
 */
import { alleleKey, parseAllele, parseAlleleOf, variantKey, type Allele } from "../core/allele.ts";
import { canonicalChrom, type Assembly } from "../core/assembly.ts";
import type { Check } from "../core/check.ts";
import { ToolError, usageError } from "../core/errors.ts";
import { parseVariantWord } from "../core/variant-word.ts";
import type { AcmgEvidence, VariantKnowledge } from "../acmg/types.ts";
import type { GeneDisease } from "../genes/types.ts";
import type { ModelResult } from "../inheritance/types.ts";
import { rankByScore, rankCandidates } from "../rank/index.ts";
import type {
  AnalysisResult,
  Candidate,
  Compound,
  GeneCandidates,
  GeneToRank,
  RankDropReason,
  Ranking,
  ScorePart,
  SideCandidate,
  Tier,
} from "../rank/types.ts";
import type { DropReason, ScanPlan } from "../scan/types.ts";
import { eventsAfter } from "./events/of-family.ts";
import type { EventDropReason } from "../structural/types.ts";
import type { EventFacts } from "./explain-event.ts";
import { assess, type Assessed } from "./assess.ts";
import { checkRead, refuseLacking } from "./completeness.ts";
import { nearestReason } from "./dropped-alleles.ts";
import type { AnalyseOptions } from "./options.ts";
import type { Log, OnProgress } from "../core/log.ts";
import { lacksRegion, type Planned, prepare, type Prepared, wantsAll } from "./prepare.ts";
import { scanInputs, type Scanned } from "./scan.ts";
import { mitochondrialNames, type MitochondrialName } from "./mitochondrial.ts";
import { toldPlaces } from "./withheld.ts";
import { Lookout, type Sighting, type Sightings } from "./sightings.ts";

export interface Story {
  schema: "panelist.explain";
  version: 1;
  variant: string;
  /** Of mitochondrial DNA its name there, `m.3243A>G`; null on other chromosomes. */
  name: string | null;
  assembly: string;
  answer: Answer;
  /** As written in the input. */
  record: { path: string; filter: string; genotypes: string[] } | null;
  /** Where the input lacks the variant: the alleles that it has at the place, as `chrom:pos:ref:alt`. */
  others: string[];
  /** null: it survived the filters. */
  dropped: DropReason | EventDropReason | Missing | "withheld" | null;
  checks: Check[];
  genes: GeneStory[];
  /** Of a structural variant; absent: a small one. */
  event?: EventFacts | undefined;
}

/** What became of the variant, as the report of the same options has it. */
export type Answer =
  | {
      /** In the tiers; of several candidates the first. */
      kind: "candidate";
      id: string;
      gene: string;
      tier: Tier;
      rank: number;
      /** By either order, whichever is the run's. */
      ranks: Record<Ranking["order"], number>;
      /** So many candidates are ranked. */
      of: number;
      score: number;
      /** null: no shortlist is made. */
      shortlisted: boolean | null;
      /** null: no chance is told. */
      chance: (NonNullable<Candidate["chance"]> & { expectedYield: number }) | null;
    }
  | {
      /** On a list outside the tiers. */
      kind: "listed";
      id: string;
      gene: string;
      list: SideCandidate["list"];
      score: number;
    }
  | {
      kind: "not_shown";
      /** `withheld`: an incidental finding that the policy does not show (DEC-10). */
      reason: DropReason | RankDropReason | EventDropReason | Missing | "withheld";
    };

/** No record has the allele; of an address nothing but the panels' regions is read. */
type Missing = "not_in_input" | "contig_not_in_input" | "outside_panel_regions";

export interface GeneStory {
  gene: string;
  panels: string[];
  models: ModelResult[];
  /** Why it is not shown in this gene: the reason, a colon, in words. */
  dropped: string | null;
  /** As the report shows them. */
  candidates: {
    rank: number | null;
    id: string;
    tier: Tier | null;
    list: SideCandidate["list"] | null;
    score: number;
    /** Their sum is the score. */
    scoreParts: ScorePart[];
    flags: string[];
    reason: string;
    /** What tables of genes and diseases say of the gene; [] also where there is none. */
    diseases: GeneDisease[];
    /** Of this variant in this candidate. */
    acmg: AcmgEvidence | null;
    /** What it does with others of its chromosome; null: nothing is known of that. */
    compound: Compound | null;
    /** What was looked up for it; null: nothing was asked. */
    knowledge: VariantKnowledge | null;
  }[];
}

export interface Io {
  log: Log;
  onProgress: OnProgress;
  stdin: AsyncIterable<Uint8Array>;
}

/**
 * @param text `chrom:pos:ref:alt` as in the VCF, or in minimal representation; another way of writing that, its position,
 *   an rsID or HGVS of the file (`core/variant-word.ts`)
 * @throws ToolError E_USAGE: not a variant; E_INPUT_MISSING: nothing is called so; else as `analyse`
 */
export async function explain(options: AnalyseOptions, text: string, io: Io): Promise<Story> {
  const word = parseVariantWord(text);
  if (word.kind === "gene")
    throw usageError(`'${text}' is a gene, not a variant`, "Name one of its variants.");
  // `<DEL>`, as tables and VCF write an event.
  if (word.kind === "event" || (word.kind === "allele" && /:<(?!NON_REF|\*)/i.test(word.text)))
    return (await import("./explain-event.ts")).explainEvent(options, word.text, io);
  if (word.kind === "allele") {
    parseVariant(word.text);
    return (await tellerOf(await prepare(options, io), [word.text], io))(word.text);
  }
  const { allelesNamed, notNamed, severalNamed } = await import("./named-variant.ts");
  const prepared = await prepare(options, io);
  const variants = await allelesNamed(word, prepared);
  const storyOf = await tellerOf(prepared, variants, io);
  const stories = variants.map(storyOf).filter(({ dropped }) => dropped !== "withheld");
  const [story, ...others] = stories;
  if (story === undefined) throw notNamed(word, prepared);
  if (others.length > 0)
    throw severalNamed(
      word,
      stories.map(({ variant }) => variant),
    );
  io.log.info(`${word.text} is ${story.variant}`);
  return story;
}

/**
 * The stories of several variants of one run.
 * @param variants all that the teller may be asked for: an input may be read only once
 */
export async function storyTeller(
  options: AnalyseOptions,
  variants: readonly string[],
  io: Io,
): Promise<(variant: string) => Story> {
  for (const text of variants) parseVariant(text);
  return tellerOf(await prepare(options, io), variants, io);
}

async function tellerOf(
  prepared: Prepared & Planned,
  variants: readonly string[],
  io: Io,
): Promise<(variant: string) => Story> {
  const wanted = new Map(variants.map((text) => [text, parseVariant(text, prepared.assembly)]));
  const alleles = [...wanted.values()];
  const lookout = await Lookout.open(prepared, alleles);
  const { options: asked, table } = prepared;
  const isAgnostic = wantsAll(asked);
  const isLeft = (allele: Allele): boolean => {
    const { found } = lookout.sightings(allele, []);
    return (
      (found.length > 0 || isAgnostic) &&
      found.every(({ dropped }) => dropped !== null && !MAY_LEAVE_ALL.has(dropped))
    );
  };
  // What left before the genes needs no other variant to be told of: of the run, the sample checks are enough. What
  // the whole input lacks is known of a whole run alone, and by place where all places are known.
  const isShort =
    lookout.isOpen &&
    asked.scan !== "full" &&
    asked.strict !== true &&
    !lacksRegion(table.genes) &&
    alleles.every(isLeft);
  const plans = isShort ? prepared.plans.map(checksAlone) : prepared.plans;
  const scanned = await scanInputs({ ...prepared, plans }, asked, io);
  if (!isShort) await checkRead(prepared, scanned);
  const events = await eventsAfter(scanned, prepared, io.log);
  const assessed = await assess(prepared, { ...scanned, events }, io.log);
  refuseLacking(assessed.result, asked, io.log);
  const isTold = await toldPlaces(prepared, assessed.identify);
  const hasMitochondrial = alleles.some(({ chrom }) => chrom === "MT");
  const nameOf = hasMitochondrial ? await mitochondrialNames(prepared) : null;
  const run = { lookout, scanned, assessed, isTold, nameOf };
  return (text) => tell(text, wanted.get(text) ?? parseVariant(text), run);
}

/** Where one record left so, all may have: then there is no answer (DEC-34). */
const MAY_LEAVE_ALL: ReadonlySet<DropReason> = new Set([
  "proband_no_call",
  "outside_panel_regions",
  "symbolic_allele",
  "breakend",
]);

/** The plan that reads the windows of the sample checks and no gene (DEC-15). */
function checksAlone(plan: ScanPlan): ScanPlan {
  return { ...plan, focus: [], wholeGenome: false, geneAgnostic: false, rescuable: undefined };
}

function parseVariant(text: string, assembly?: Assembly): Allele {
  const allele = assembly === undefined ? parseAllele(text) : parseAlleleOf(text, assembly);
  const chrom = canonicalChrom(allele.chrom);
  if (chrom === null)
    throw new ToolError("E_USAGE", `'${text}' is not on a chromosome 1 to 22, X, Y or MT`, {
      hint: "Choose another variant: records on other contigs are counted, but not analysed.",
    });
  return { ...allele, chrom };
}

interface Run {
  lookout: Lookout;
  scanned: Scanned;
  assessed: Assessed;
  isTold: Awaited<ReturnType<typeof toldPlaces>>;
  /** Of alleles of the mitochondrion; null: none is asked for. */
  nameOf: MitochondrialName | null;
}

function tell(variant: string, wanted: Allele, run: Run): Story {
  const { lookout, scanned, assessed, isTold } = run;
  const { result, withheld } = assessed;
  const sightings = lookout.sightings(wanted, scanned.result?.parts ?? []);
  const { found, others } = sightings;
  // A record may stand twice: what is told is of the one that stays.
  const sighting = found.find((s) => s.dropped === null) ?? found.at(-1);
  // In no file of small variants: it may be of one of events (SVI-03).
  const keys = keysInBoth(
    found.length === 0 ? [alleleKey(wanted)] : found.map(({ key }) => key),
    assessed.inBoth,
  );
  const inGenes = assessed.genes
    // Of the allele in another gene.
    .filter(({ input }) => withheld.maySayGene(input))
    .flatMap((gene) => inGene(gene, keys, result) ?? []);
  const shown = shownOf(keys, result);
  const head = {
    schema: "panelist.explain",
    version: 1,
    variant,
    name: wanted.chrom === "MT" ? (run.nameOf?.(wanted) ?? null) : null,
    assembly: result.assembly,
  } as const;
  // Carried or not: a question of such a place has one answer.
  const end = wanted.pos + wanted.ref.length - 1;
  const mayTell =
    isTold({ ...wanted, end, genes: [] }) &&
    found.every(({ place }) => isTold(place)) &&
    [...keys].every((key) => withheld.maySay(key));
  if (shown === null && !mayTell) return { ...head, ...WITHHELD, name: null };
  const checks = new Map((sighting?.checks ?? []).map((check) => [check.id, check]));
  for (const check of inGenes.flatMap(({ later }) => later)) checks.set(check.id, check);
  const missing = missingOf(sightings, scanned.present.has(wanted.chrom));
  const left = sighting === undefined ? missing : sighting.dropped;
  const dropped = inGenes.length > 0 ? null : left;
  const reason = dropped ?? nearestReason(inGenes.flatMap((gene) => gene.reason ?? []));
  return {
    ...head,
    // Of what survives and is refused by no gene: as the run counts it (`dropped-alleles.ts`).
    answer: shown ?? { kind: "not_shown", reason: reason ?? "no_model_passes" },
    record: sighting === undefined ? null : recordOf(sighting),
    others:
      sighting === undefined
        ? others
            .filter((other) => isTold(other.place) && withheld.maySay(alleleKey(other)))
            .map(alleleKey)
        : [],
    dropped,
    checks: [...checks.values()],
    genes: inGenes.map(({ story }) => story),
  };
}

/** DEC-10, DEC-49: of an incidental finding that the policy does not show nothing is told. */
export const WITHHELD: Omit<Story, "schema" | "version" | "variant" | "name" | "assembly"> = {
  answer: { kind: "not_shown", reason: "withheld" },
  record: null,
  others: [],
  dropped: "withheld",
  checks: [],
  genes: [],
};

/** What there is to say where no record has the allele. */
function missingOf({ unread }: Sightings, isPresent: boolean): Missing {
  if (!isPresent) return "contig_not_in_input";
  return unread ? "outside_panel_regions" : "not_in_input";
}

function recordOf({ path, record, genotypes }: Sighting): Story["record"] {
  return { path, filter: record.filters.join(";") || ".", genotypes };
}

function holds({ variants }: SideCandidate | Candidate, keys: ReadonlySet<string>): boolean {
  return variants.some((variant) => keys.has(variantKey(variant)));
}

/** With those of what the file of events, or of small variants, has as the same (SVE-24). */
export function keysInBoth(
  keys: readonly string[],
  inBoth: ReadonlyMap<string, string>,
): Set<string> {
  const small = keys.map((key) => inBoth.get(key) ?? key);
  const events = [...inBoth].flatMap(([event, key]) => (small.includes(key) ? event : []));
  return new Set([...keys, ...small, ...events]);
}

/** The place in the report: the first of the order, else of the lists. */
export function shownOf(
  keys: ReadonlySet<string>,
  { candidates, side, ranking }: AnalysisResult,
): Answer | null {
  const at = candidates.findIndex((candidate) => holds(candidate, keys));
  const first = candidates[at];
  if (first !== undefined) {
    const { candidateId: id, gene, tier, score, shortlisted = null, chance } = first;
    const placeIn = (order: readonly Candidate[]): number => order.indexOf(first) + 1;
    return {
      kind: "candidate",
      id,
      gene: gene.symbol,
      tier,
      rank: at + 1,
      ranks: { tier: placeIn(rankCandidates(candidates)), score: placeIn(rankByScore(candidates)) },
      of: candidates.length,
      score,
      shortlisted,
      chance:
        chance === undefined || ranking === null
          ? null
          : { ...chance, expectedYield: ranking.expectedYield },
    };
  }
  const listed = side.find((candidate) => holds(candidate, keys));
  if (listed === undefined) return null;
  const { candidateId: id, gene, list, score } = listed;
  return { kind: "listed", id, gene: gene.symbol, list, score };
}

interface InGene {
  story: GeneStory;
  reason: RankDropReason | undefined;
  /** Those that the scan does not know, or not with all that was looked up. */
  later: Check[];
}

/** @returns null: the variant did not come to the gene */
export function inGene(
  { input, output }: { input: GeneToRank; output: GeneCandidates },
  keys: ReadonlySet<string>,
  { candidates, side }: AnalysisResult,
): InGene | null {
  const mine = input.variants.find(({ key }) => keys.has(key));
  if (mine === undefined) return null;
  const made = [...output.candidates, ...output.side].filter((c) => holds(c, keys));
  const ids = new Set(made.map(({ candidateId }) => candidateId));
  const shown = [
    ...candidates.flatMap((c, i) => (ids.has(c.candidateId) ? shownCandidate(c, keys, i + 1) : [])),
    ...side.flatMap((c) => (ids.has(c.candidateId) ? shownCandidate(c, keys, null) : [])),
  ];
  const drop = output.dropped.find(({ key }) => keys.has(key));
  return {
    story: {
      gene: input.gene.symbol,
      panels: (input.tableGene?.rows ?? []).map((row) => {
        const panel = input.panels[row.panel];
        return `${panel?.name ?? "?"} ${panel?.version ?? ""} ${row.confidence}: ${row.modeText || "no mode of inheritance"}`;
      }),
      models: input.inheritance.results.filter((m) => m.alleles.some((key) => keys.has(key))),
      dropped: drop === undefined ? null : `${drop.reason}: ${drop.detail}`,
      candidates: shown,
    },
    reason: drop?.reason,
    later: mine.variant.checks.filter(({ id }) => id === "quality" || id === "frequency"),
  };
}

function shownCandidate(
  candidate: Candidate | SideCandidate,
  keys: ReadonlySet<string>,
  rank: number | null,
): GeneStory["candidates"][number] {
  const { candidateId: id, score, scoreParts, flags, reason, variants } = candidate;
  const variant = variants.find((v) => keys.has(variantKey(v)));
  return {
    rank,
    id,
    tier: "tier" in candidate ? candidate.tier : null,
    list: "list" in candidate ? candidate.list : null,
    score,
    scoreParts,
    flags,
    reason,
    diseases: candidate.geneKnowledge?.diseases ?? [],
    acmg: variant?.acmg ?? null,
    compound: variant?.kind === "small" ? (variant.compound ?? null) : null,
    knowledge: variant?.knowledge ?? null,
  };
}
