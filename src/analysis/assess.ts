/**
 * From survivors to the result: sample checks, inheritance per gene, candidates, order, what was withheld, what
 * could not be assessed. Pure but for the bundled lists of incidental findings.
 */
import { usageError } from "../core/errors.ts";
import { annotatedGene, type GeneIdentity, type Identify } from "../core/gene.ts";
import type { Policy } from "../core/policy.ts";
import { withSortedKeys } from "../core/text.ts";
import type { InheritanceOptions } from "../inheritance/types.ts";
import { geneMatcher, identitiesOf } from "../panel/match.ts";
import type { PanelGenes } from "../panel/types.ts";
import { judgeDeNovoCount, judgeTally, newTally } from "../pedigree/index.ts";
import {
  beyondPanel,
  candidatesOfGene,
  monthsBehind,
  oneEach,
  rankByScore,
  rankCandidates,
  rankSide,
  withOdds,
  withPhenotype,
  type TermsOfRun,
} from "../rank/index.ts";
import type {
  AnalysisResult,
  Candidate,
  GeneCandidates,
  GeneToRank,
  RankDropReason,
  Ranking,
  SideCandidate,
  KnowledgeUsed,
} from "../rank/types.ts";
import { policyDigest, worded } from "../report/index.ts";
import { notAssessedIn } from "../scan/index.ts";
import { areBlank, tellsFrequency, withoutFields, withoutFrequency } from "./told-frequencies.ts";
import { compoundReader } from "./compounds.ts";
import { absentChromosomes } from "./completeness.ts";
import { droppedAlleles } from "./dropped-alleles.ts";
import type { Both } from "./events/in-both.ts";
import { assayedKinds, eventWarnings, filesRead, hasSmall, namingAlone } from "./events/told.ts";
import type { FamilyEvents } from "./events/read.ts";
import { mitochondrialNames } from "./mitochondrial.ts";
import { genesToRank, type GeneInput } from "./genes-to-rank.ts";
import { judgeEvidence } from "./judge-evidence.ts";
import { namedSurvivors } from "./own-transcripts.ts";
import { openGeneNames } from "./lookups/gene-names.ts";
import { notAssessed } from "./not-assessed.ts";
import type { Log } from "../core/log.ts";
import { INCOMPLETE, shortList, type Told } from "../core/warnings.ts";
import type { Patient } from "../patient/index.ts";
import { annotatorsOf, isUnannotated } from "./input-checks.ts";
import { wantsAll, type Prepared } from "./prepare.ts";
import { recordWarnings } from "./record-warnings.ts";
import { compareSurvivors, type Scanned } from "./scan.ts";
import { unplacedGenes, withhold, type Withholding } from "./withheld.ts";
import { unnamedGenes } from "./unfound-genes.ts";
import {
  checkedIdentity,
  checkSamples,
  codingDeNovos,
  isTold,
  warningOf,
} from "./sample-checks.ts";

export interface Assessed {
  result: AnalysisResult;
  /** Gene by gene, for `explain`; what `withheld` does not let be told of must not be. */
  genes: { input: GeneToRank; output: GeneCandidates }[];
  withheld: Withholding;
  /** Genes by all that the run knows of their names. */
  identify: Identify;
  /** Variants that came to the genes and left there. */
  dropped: Partial<Record<RankDropReason, number>>;
  /** Keys of events that are not shown, as there are too many (SVR-08). */
  overLimit: ReadonlySet<string>;
  /** Damaging alleles of the proband that are not shown, by reason. */
  droppedAlleles: Record<string, number>;
  /** DN-04: what the evidence of every candidate rests on. */
  codingDeNovos: number;
  /** Keys of small variants by those of the events that they are (SVE-24). */
  inBoth: ReadonlyMap<string, string>;
}

/**
 * What an earlier run of the same case found in genes that are not evaluated now, evidence included, without
 * what the patient's terms say of them: that is asked anew.
 */
export interface Carried {
  candidates: Candidate[];
  side: SideCandidate[];
  /** How many findings were withheld then, of the sample checks too; null: this is the whole answer. */
  withheld: number | null;
  /** What was found in their genes and gives way to them; absent: their genes were not evaluated. */
  stands?: (candidate: Candidate | SideCandidate) => boolean;
}

/** A release that was asked about several things stands once. */
function onceEach(used: readonly KnowledgeUsed[]): KnowledgeUsed[] {
  const isSame = (a: KnowledgeUsed, b: KnowledgeUsed): boolean =>
    a.kind === b.kind && a.source === b.source && a.release === b.release && a.sha256 === b.sha256;
  return used.filter((one, i) => used.findIndex((other) => isSame(one, other)) === i);
}

/** @throws ToolError E_SAMPLE_CHECK on a sex mismatch without --force-sex (VCF-61) */
export async function assess(
  prepared: Prepared,
  scanned: Pick<Scanned, "result" | "present" | "usable"> & {
    placeless?: boolean;
    events?: FamilyEvents | null;
  },
  log: Log,
  carried: Carried = { candidates: [], side: [], withheld: null },
): Promise<Assessed> {
  const { options, assembly, family, table, policy, inputs } = prepared;
  const { events = null } = scanned;
  const first = inputs[0];
  if (first === undefined) throw usageError("no VCF given");
  const tally = scanned.result?.tally ?? newTally(family.people.length);
  const verdict = judgeTally(tally, family, policy);
  for (const detail of verdict.details) log.detail(detail);
  const checked = checkSamples(verdict, prepared);
  // Of one person both may tell.
  const hiddenSexes = Math.max(verdict.withheld, events?.chromosomes.withheld ?? 0);
  const copyChecks = events?.chromosomes.checks ?? [];
  const identityChecks = await checkedIdentity(options.identity, { ...prepared, tally });
  const inheritance: InheritanceOptions = {
    ...options,
    relatednessFailed: verdict.relatednessFailed,
    trustBarePhase: first.header.phaser !== null,
    filesRead: filesRead(events, prepared),
    oddCopies: events?.chromosomes.odd,
  };
  const isOfEvents = !hasSmall(inputs);
  const isBlank = areBlank(scanned.result);
  const telling = isBlank ? inputs.map(withoutFields) : inputs;
  const small = [...(scanned.result?.survivors ?? []), ...(events?.short ?? [])];
  const left = small.sort(compareSurvivors);
  const survived = await namedSurvivors(prepared, isBlank ? left.map(notAssessedIn) : left);
  const {
    classifications: knowledge,
    annotationSources: sources,
    reference,
    geneAnnotations: geneTables,
  } = prepared;
  const differing = (await reference?.check(survived)) ?? [];
  const classified =
    knowledge === null
      ? survived
      : (await import("./lookups/classifications.ts")).lookedUp(survived, knowledge, reference);
  const lookedUp = sources === null ? classified : await sources.ask(classified, reference);
  const both: Both =
    events === null
      ? { events: [], survivors: lookedUp, same: new Map() }
      : (await import("./events/in-both.ts")).inBoth(events, lookedUp, prepared);
  const { survivors } = both;
  const { identify, nameOf, used: tables } = await openGeneNames(prepared);
  const identityOf = identitiesIn(table, identify);
  const hasMitochondrial = survivors.some(({ chrom }) => chrom === "MT");
  const ofCase: GeneInput = {
    mitochondrialName: hasMitochondrial ? await mitochondrialNames(prepared) : undefined,
    identify,
    assembly,
    family,
    table,
    policy,
    inheritance,
    stated: geneTables?.stated,
    measures: geneTables?.measures,
    compounds: await compoundReader(
      { survivors, neighbours: scanned.result?.neighbours ?? [] },
      prepared,
      inheritance,
    ),
    rank: { ...options, unannotated: inputs.some(isUnannotated), policy },
    panels: prepared.panels,
  };
  const cases = genesToRank(survivors, ofCase, both.events);
  const genes = cases.map((input) => ({ input, output: candidatesOfGene(input) }));
  const { patient: stated } = prepared;
  const patient = stated?.counts === true ? stated : null;
  const hasFrequency = tellsFrequency({ ...prepared, inputs: telling }, events);
  const used = [
    ...(events?.used ?? []),
    ...(knowledge?.used ?? []),
    ...(sources?.used ?? []),
    ...(geneTables?.used ?? []),
    ...(stated === null ? [] : [stated.used]),
    ...(prepared.panels[0]?.geneTables ?? tables),
  ];
  const hpoRelease = patient?.used.release ?? "";
  const terms =
    patient === null
      ? null
      : { hasFrequency, hpoRelease, monthsOld: monthsBehind(hpoRelease, used, prepared.panels) };
  const scored = scorer(patient, identityOf, policy, terms);
  const isFresh = (c: Candidate | SideCandidate): boolean => carried.stands?.(c) !== true;
  const fresh = genes.flatMap(({ output }) => output.candidates.filter(isFresh));
  const sideFresh = genes.flatMap(({ output }) => output.side.filter(isFresh));
  const isAgnostic = wantsAll(options);
  const found = {
    candidates: [...fresh, ...carried.candidates].map((c) => scored(c)),
    side: [...sideFresh, ...carried.side].map((c) => scored(c)),
    genes: cases,
    identityOf,
  };
  const isNoted = (scanned.result?.noted.length ?? 0) > 0 || (scanned.result?.refs?.wrong ?? 0) > 0;
  const withheld = await withhold(found, prepared, { isAgnostic, isNoted }, identify);
  // DEC-56: tiers are statements about panels.
  const order = options.order ?? (prepared.panels.length > 0 ? "tier" : "score");
  const rank = order === "tier" ? rankCandidates : rankByScore;
  const hasEvents = withheld.candidates.some((c) => c.variants.some((v) => v.kind === "event"));
  const ofRegions =
    patient === null || !hasEvents
      ? undefined
      : (await import("./events/region-terms.ts")).regionTerms(patient);
  const single = oneEach(withheld, { policy, terms, rank, ofRegions });
  const told = single.candidates.map((c) => namingAlone(c, withheld.mayName));
  const kept = markBest(rank(told));
  const side = rankSide(single.side.map((c) => namingAlone(c, withheld.mayName)));
  const dropped: Assessed["dropped"] = {};
  for (const { reason } of genes.flatMap(({ output }) => output.dropped))
    dropped[reason] = (dropped[reason] ?? 0) + 1;
  const overLimit = new Set(single.tooMany.keys);
  if (overLimit.size > 0) dropped.over_event_limit = overLimit.size;
  const proband = family.people[family.proband]?.id ?? "";
  const coding = codingDeNovos(kept, both.same);
  const deNovos = judgeDeNovoCount(coding, proband, policy);
  const known = new Set([...carried.candidates, ...carried.side].map((c) => c.candidateId));
  const judged = await judgeEvidence(kept, side, prepared, identityOf, verdict, coding, known);
  const { candidates: ranked, ranking } = withOdds(
    {
      candidates: judged.candidates,
      order,
      people: peopleOf(prepared),
      hasFrequency,
      hasTerms: patient !== null,
      hasPanel: prepared.panels.length > 0,
    },
    policy,
  );
  const beyond = patient === null || !isAgnostic ? null : beyondPanel(ranked, policy);
  const consulted = onceEach([...used, ...judged.models]);
  const fromSources = (sources?.frequencies ?? null) !== null;
  const warnings = [
    ...prepared.warnings,
    ...(isOfEvents ? [{ code: "no_small_variants" as const, facts: {} }] : []),
    ...(isOfEvents || prepared.warnings.some(({ code }) => code === "no_chromosome")
      ? []
      : absentChromosomes(table, family, isAgnostic, scanned)),
    ...(inputs.every(isUnannotated) ? [] : unnamedGenes(table, scanned.result)),
    ...(fromSources ? [] : withoutFrequency(telling)),
    ...(sources === null
      ? []
      : (await import("./lookups/annotation-sources.ts")).sourceWarnings(sources, survivors)),
    ...(stated?.warnings ?? []),
    ...unplacedGenes(withheld),
    ...eventWarnings(events, single.tooMany, family.proband),
    ...checked,
    ...copyChecks.filter(isTold).map(warningOf),
    ...identityChecks.filter((check) => check.outcome !== "passed").map(warningOf),
    ...(deNovos === null ? [] : [warningOf(deNovos)]),
    ...recordWarnings(
      scanned.result,
      { genes: cases, differing, lookedUp: survivors, reference },
      withheld,
    ),
    ...(patient === null ? [] : unknownToHpo([...kept, ...side], identityOf, patient)),
  ].map(worded);
  const incomplete = warnings.filter(({ code }) => INCOMPLETE.has(code));
  const withGene = <T extends Candidate | SideCandidate>(candidate: T): T => {
    const identity = identityOf(candidate);
    const { symbol, ...ids } = candidate.gene;
    const gene = { symbol, ...ids, name: nameOf(identity) };
    if (geneTables === null) return { ...candidate, gene };
    return { ...candidate, gene, geneKnowledge: geneTables.of(candidate.gene, identity) };
  };
  const result: AnalysisResult = {
    labels:
      Object.keys(options.labels).length === 0
        ? undefined
        : withSortedKeys(Object.entries(options.labels)),
    assembly,
    annotator: annotatorsOf(inputs),
    proband,
    family: {
      id: family.id,
      people: family.people.map((person, i) => ({
        id: person.id,
        father: person.father === null ? null : (family.people[person.father]?.id ?? null),
        mother: person.mother === null ? null : (family.people[person.mother]?.id ?? null),
        sex: person.sex,
        affection: person.affection,
        sequenced: person.sample !== null,
        ...(events === null
          ? {}
          : { assayed: assayedKinds(person, events.assayed[i] ?? [], inputs) }),
      })),
    },
    panels: prepared.panels.map(
      ({ id, name, version, source, signedOff, digest, genes: rows, notes, resolution }) => ({
        id,
        name,
        version,
        source,
        signedOff,
        digest,
        genes: rows.length,
        notes,
        indication: resolution?.indication ?? undefined,
      }),
    ),
    policyDigest: policyDigest(policy),
    ranking,
    knowledge: consulted.length === 0 ? undefined : consulted,
    coverage: geneTables?.coverage ?? undefined,
    candidates: ranked
      .map(withGene)
      .map((c) =>
        beyond?.some(({ candidateId }) => candidateId === c.candidateId) === true
          ? { ...c, flags: [...new Set([...c.flags, "beyond_panel_top"])].sort() }
          : c,
      ),
    side: judged.side.map(withGene),
    patient: stated?.terms,
    beyondPanel: beyond ?? undefined,
    withheld: {
      // Of panels alone nothing but unusual sex chromosomes could be counted: the number would tell of them.
      count: isAgnostic ? withheld.count + (carried.withheld ?? hiddenSexes) : 0,
      list: withheld.list,
    },
    notAssessed: notAssessed({
      headers: telling.map(({ header }) => header),
      table,
      scanned: scanned.result,
      present: scanned.present,
      unannotated: inputs.every(isUnannotated),
      small: !isOfEvents,
      clinvar: (knowledge?.clinvar ?? null) !== null,
      coverage: geneTables?.coverage ?? null,
      frequency: fromSources,
      events,
      proband: family.proband,
      splicing: (sources?.splicing.length ?? 0) > 0,
      notCoding: prepared.own?.notCoding(table) ?? null,
    }),
    acmg: judged.run,
    sampleChecks: [
      ...verdict.checks,
      ...copyChecks,
      ...identityChecks,
      ...(deNovos === null ? [] : [deNovos]),
    ],
    complete: incomplete.length === 0,
    incomplete,
    warnings,
  };
  return {
    result,
    genes,
    withheld,
    identify,
    dropped,
    overLimit,
    droppedAlleles: droppedAlleles(
      scanned.result,
      genes.map(({ output }) => output),
      [...result.candidates, ...result.side],
    ),
    codingDeNovos: coding,
    inBoth: both.same,
  };
}

/** A candidate's gene by all its names: the panels', the annotation's, the run's. */
function identitiesIn(
  table: PanelGenes,
  identify: Identify,
): (candidate: Pick<Candidate, "gene" | "variants">) => GeneIdentity {
  const match = geneMatcher(table);
  const known = identitiesOf(table);
  return ({ gene, variants }) => {
    const { symbol, hgncId, ensemblId: ensemblGene } = gene;
    const ncbiGene = variants.map((v) => v.consequence.ncbiGene).find((id) => id !== null) ?? null;
    const names = { symbol, hgncId, ensemblGene, ncbiGene };
    return identify(annotatedGene(names, known[match(names)]));
  };
}

/** Each candidate with what the patient's terms say of its gene; as it is where there are none. */
function scorer(
  patient: Patient | null,
  identityOf: (candidate: Candidate | SideCandidate) => GeneIdentity,
  policy: Policy,
  terms: TermsOfRun | null,
): <T extends Candidate | SideCandidate>(candidate: T) => T {
  return (candidate) => {
    if (patient === null || terms === null) return candidate;
    const phenotype = patient.of(candidate, identityOf(candidate));
    return withPhenotype(candidate, { ...phenotype, best: false }, policy, terms);
  };
}

/** A gene without a disease, or one that HPO has under another name: the reader must tell (DEC-44). */
function unknownToHpo(
  candidates: readonly (Candidate | SideCandidate)[],
  identityOf: (candidate: Candidate | SideCandidate) => GeneIdentity,
  { knows, terms }: Patient,
): Told[] {
  const unknown = candidates.filter((c) => !knows(c.gene, identityOf(c)));
  const symbols = [...new Set(unknown.map(({ gene }) => gene.symbol))];
  if (symbols.length === 0) return [];
  const facts = { release: terms.hpoRelease, ...shortList(symbols, MOST_NAMED) };
  return [{ code: "gene_unknown_to_hpo", facts }];
}

const MOST_NAMED = 10;

function markBest(candidates: Candidate[]): Candidate[] {
  const most = candidates.reduce((a, c) => Math.max(a, c.phenotype?.score ?? a), 0);
  return candidates.map((c) =>
    c.phenotype !== undefined && c.phenotype.score > 0 && c.phenotype.score === most
      ? { ...c, phenotype: { ...c.phenotype, best: true } }
      : c,
  );
}

/** Of whom the odds were measured: a patient alone, or with genetic parents who are not affected. */
function peopleOf({ family: { people, proband } }: Prepared): Ranking["people"] {
  const { father, mother } = people[proband] ?? {};
  const others = people.filter(
    ({ sample, geneticParent }, i) => i !== proband && sample !== null && geneticParent,
  );
  const parents = [father, mother]
    .filter((i) => i !== null && i !== undefined)
    .map((i) => people[i]);
  const areHealthyParents = others.every(
    (person) => parents.includes(person) && person.affection === "unaffected",
  );
  if (!areHealthyParents) return "other";
  return (["singleton", "duo", "trio"] as const)[others.length] ?? "other";
}
