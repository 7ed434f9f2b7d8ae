/** `panelist explain <gene>`: everything a run found in one gene, shown or not. */
import { usageError } from "../core/errors.ts";
import { type GeneIdentity, geneOfWord, genesMeantBy, sameGene } from "../core/gene.ts";
import { didYouMean, nearest } from "../core/nearest.ts";
import { identitiesOf } from "../panel/match.ts";
import { namesOf } from "../rank/index.ts";
import type { CandidateGene, CandidateVariant, RankDropReason } from "../rank/types.ts";
import type { DropReason } from "../scan/types.ts";
import type { EventDropReason } from "../structural/types.ts";
import { eventsAfter } from "./events/of-family.ts";
import { assess, type Assessed } from "./assess.ts";
import { checkRead, refuseLacking } from "./completeness.ts";
import { type Answer, type Io, shownOf } from "./explain.ts";
import type { AnalyseOptions } from "./options.ts";
import { prepare, wantsAll } from "./prepare.ts";
import { scanInputs } from "./scan.ts";
import { Lookout } from "./sightings.ts";
import { toldPlaces } from "./withheld.ts";

export interface GeneFindings {
  schema: "panelist.explain-gene";
  version: 1;
  gene: string;
  assembly: string;
  /** What each panel says of it. */
  panels: string[];
  /** Candidates in the report's order, then the others in the genome's, events that came to no gene last. */
  variants: {
    variant: string;
    /** As the annotation names it; empty: it does not. */
    hgvsc: string;
    hgvsp: string;
    zygosity: string;
    answer: Answer;
  }[];
  /** Alleles of the gene's region that left before the genes, by reason; null: not known. */
  left: Partial<Record<DropReason | EventDropReason, number>> | null;
  /** What the input could not answer of the gene. */
  notAssessed: string[];
}

/**
 * @param word symbol, HGNC or Ensembl id
 * @throws ToolError E_USAGE: no panel has the gene, and nothing that may be told was found in it; else as `analyse`
 */
export async function explainGene(
  options: AnalyseOptions,
  word: string,
  io: Io,
): Promise<GeneFindings> {
  const prepared = await prepare(options, io);
  const { table } = prepared;
  const lookout = await Lookout.open(prepared, []);
  const scanned = await scanInputs(prepared, prepared.options, io);
  await checkRead(prepared, scanned);
  const events = await eventsAfter(scanned, prepared, io.log);
  const assessed = await assess(prepared, { ...scanned, events }, io.log);
  const { result, withheld } = assessed;
  refuseLacking(result, prepared.options, io.log);
  const identities = identitiesOf(table);
  const [at = -1] = genesMeantBy(geneOfWord(word), identities);
  const onPanel = table.genes[at];
  const meant = identities[at] ?? geneOfWord(word);
  const told = assessed.genes.filter(({ input }) => withheld.maySayGene(input));
  const found = told.filter(({ input }) => sameGene(meant, identityOf(input.gene)));
  if (onPanel === undefined && found.length === 0) {
    const symbols = [...table.genes, ...told.map(({ input }) => input.gene)].map((g) => g.symbol);
    throw usageError(
      wantsAll(prepared.options)
        ? `no gene called '${word}' has a variant to show`
        : `gene '${word}' is on none of these panels`,
      `${didYouMean(nearest(word, symbols))} Add a gene with --genes, or all genes with --gene-agnostic.`.trim(),
    );
  }
  const gene = onPanel?.symbol ?? found[0]?.input.gene.symbol ?? word;
  const region = onPanel?.region ?? null;
  const isTold = await toldPlaces(prepared, assessed.identify);
  const { leftInGene } = await import("./events/left.ts");
  const gone = await leftInGene(
    { identity: meant, region },
    events,
    prepared,
    (place, key) => isTold(place) && withheld.maySay(key),
  );
  const small = region === null ? null : lookout.leftAt(region, scanned.result?.parts ?? []);
  return {
    schema: "panelist.explain-gene",
    version: 1,
    gene,
    assembly: result.assembly,
    panels: (onPanel?.rows ?? []).map(({ panel, confidence, modeText }) => {
      const { name = "?", version = null } = table.panels[panel] ?? {};
      return `${name} ${version ?? ""} ${confidence}: ${modeText || "no mode of inheritance"}`;
    }),
    variants: [
      ...found
        .flatMap((one) => variantsOf(one, assessed))
        .filter(({ variant, answer }) => answer.kind !== "not_shown" || withheld.maySay(variant))
        .sort((a, b) => placeOf(a.answer) - placeOf(b.answer)),
      ...gone.map(({ variant, zygosity, reason }) => ({
        variant,
        hgvsc: "",
        hgvsp: "",
        zygosity,
        answer: { kind: "not_shown" as const, reason },
      })),
    ],
    left:
      small === null
        ? null
        : gone.reduce<NonNullable<GeneFindings["left"]>>(
            (sum, { reason }) => ({ ...sum, [reason]: (sum[reason] ?? 0) + 1 }),
            small,
          ),
    notAssessed: result.notAssessed.flatMap(({ subject, detail }) =>
      subject.toUpperCase() === gene.toUpperCase() ? [detail] : [],
    ),
  };
}

function identityOf({ symbol, hgncId }: CandidateGene): GeneIdentity {
  return { symbol, hgncId, ensemblIds: [], ncbiId: null, otherSymbols: [] };
}

function variantsOf(
  { input, output }: Assessed["genes"][number],
  { result, overLimit }: Pick<Assessed, "result" | "overLimit">,
): GeneFindings["variants"] {
  return input.variants.map(({ key, variant }) => {
    const over = overLimit.has(key) ? "over_event_limit" : undefined;
    const reason = over ?? output.dropped.find((drop) => drop.key === key)?.reason;
    return {
      variant: key,
      ...hgvsOf(variant),
      zygosity: variant.zygosity,
      answer: shownOf(new Set([key]), result) ?? notShown(reason),
    };
  });
}

function hgvsOf(variant: CandidateVariant): { hgvsc: string; hgvsp: string } {
  const { dna, protein } = namesOf(variant);
  return { hgvsc: dna, hgvsp: protein };
}

/** What no gene refuses is in no model that passes. */
function notShown(reason: RankDropReason = "no_model_passes"): Answer {
  return { kind: "not_shown", reason };
}

function placeOf(answer: Answer): number {
  switch (answer.kind) {
    case "candidate":
      return answer.rank;
    case "listed":
      return Number.MAX_SAFE_INTEGER - 1;
    case "not_shown":
      return Number.MAX_SAFE_INTEGER;
  }
}
