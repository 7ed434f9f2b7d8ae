/** What the values of declared sources are used for: frequency, source filters, predictions, population figures. */
import { locusClass, type Assembly } from "../../core/assembly.ts";
import type { Policy } from "../../core/policy.ts";
import type { PredictorName } from "../../core/predictors.ts";
import type {
  PopulationCount,
  PopulationFacts,
  PredictorFacts,
  SourceAnswer,
} from "../../acmg/types.ts";
import type { Role, SourceField, SourceSpec } from "../../lookup/index.ts";
import { withFrequency, withValues } from "../../scan/index.ts";
import type { Survivor, SurvivorAllele } from "../../scan/types.ts";
import type { FrequencyEvidence, FrequencyValue, InSilico } from "../../vcf/types.ts";

type Value = string | number | null;

/** A field of a source that gave an answer; `value` null: asked, and there is none. */
type Valued = SourceField & { source: string; value: Value };

/** Population of a field that is the highest of the source's groups; the role `group` says which. */
const MAXIMUM = "MAX";

/** Groups by their other names (FREQ-02). */
const GROUP_NAMES: Readonly<Record<string, string>> = { REMAINING: "RMI" };

/** One source's answer, by its roles. */
class Figures {
  readonly source: string;
  readonly fields: Valued[];
  readonly filters: string[];

  constructor(spec: SourceSpec, { values }: Pick<SourceAnswer, "values">) {
    this.source = spec.name;
    this.fields = spec.fields.map((field) => {
      return { ...field, source: spec.name, value: values[field.name] ?? null };
    });
    const texts = this.of("filters").flatMap(({ value }) => (value === null ? [] : String(value)));
    const names = texts.flatMap((text) => text.split(/[,;|&]/));
    this.filters = [...new Set(names)].filter((name) => !["", ".", "PASS"].includes(name)).sort();
  }

  of(role: Role): Valued[] {
    return this.fields.filter((field) => field.as === role);
  }

  /** The highest of those over all populations. */
  highest(role: Role, population: string | null = null): number | null {
    return highest(this.of(role).filter((field) => field.population === population));
  }

  /** DEC-53: no call was good enough to count. */
  get isAbsent(): boolean {
    return this.filters.includes("AC0") && (this.highest("alleleCount") ?? 0) === 0;
  }

  /** DEC-53: the figures are shown, and are neither "absent" nor evidence. */
  get isFiltered(): boolean {
    return !this.isAbsent && this.filters.some((name) => name !== "AC0");
  }

  /** Which group has the highest frequency; null: not told. */
  get group(): string | null {
    const code = this.of("group").find(({ value }) => value !== null)?.value;
    const upper = code === undefined || code === null ? null : String(code).toUpperCase();
    return upper === null ? null : (GROUP_NAMES[upper] ?? upper);
  }

  /** Its frequencies that are numbers; what it counts as absent has none. */
  get frequencies(): FrequencyValue[] {
    if (this.isAbsent) return [];
    const stated = this.of("frequency").flatMap(({ value, name: field, source, population }) =>
      isFrequency(value)
        ? [{ field, source, population: this.#code(population), genomes: null, af: value }]
        : [],
    );
    const overall = this.overall;
    if (overall === null || this.highest("frequency") !== null) return stated;
    const [{ name: field = "" } = {}] = this.of("alleleCount");
    return [
      ...stated,
      { field, source: this.source, population: null, genomes: null, af: overall },
    ];
  }

  /** Over all populations: as stated, else by the counts. */
  get overall(): number | null {
    const stated = this.highest("frequency");
    const [ac, an] = [this.highest("alleleCount"), this.highest("alleleNumber")];
    if (stated !== null || ac === null || an === null) return stated;
    return an > 0 && ac <= an ? ac / an : null;
  }

  #code(population: string | null): string | null {
    return population === MAXIMUM ? this.group : population;
  }
}

function figuresOf(answers: readonly SourceAnswer[], specs: readonly SourceSpec[]): Figures[] {
  return specs.flatMap((spec, i) => {
    const answer = answers[i];
    return answer === undefined || answer.status === "not_assessed"
      ? []
      : [new Figures(spec, answer)];
  });
}

/** Of what can be such a figure: below 0 there is none, and a percentage is no frequency. */
function highest(fields: readonly Valued[]): number | null {
  const found = fields.flatMap(({ as, value }) =>
    typeof value === "number" && value >= 0 && (value <= 1 || !/^f(?:requency|af95)$/.test(as))
      ? [value]
      : [],
  );
  return found.length === 0 ? null : Math.max(...found);
}

/** Of several sources. */
function highestOf(all: readonly Figures[], role: Role): number | null {
  const found = all.flatMap((figures) => figures.highest(role) ?? []);
  return found.length === 0 ? null : Math.max(...found);
}

function isFrequency(value: Value): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}

/** A word or a percentage where a frequency is promised; -1 is how some write that there is none. */
function isUnread(value: Value): boolean {
  if (value === null || value === -1 || value === ".") return false;
  return !isFrequency(value);
}

/**
 * How many of the people were covered well enough at the site, of the source that tells the most; null: none was
 * asked. A site that a table of coverage does not have was not covered.
 */
function coverageOf(all: readonly Figures[], specs: readonly SourceSpec[]): number | null {
  const found = all.flatMap((figures) => {
    if (figures.of("coverage").length > 0) return [figures.highest("coverage") ?? 0];
    const most = specs.find(({ name }) => name === figures.source)?.maxAlleleNumber ?? null;
    const called = figures.highest("alleleNumber");
    return most === null || called === null ? [] : [called / most];
  });
  return found.length === 0 ? null : Math.max(...found);
}

const SCORES = ["revel", "cadd", "alphaMissense", "spliceAi"] as const;

/** An allele with what the sources say of it, where it counts. */
export function withAnswers(
  {
    survivor,
    allele,
    answers,
  }: { survivor: Survivor; allele: SurvivorAllele; answers: SourceAnswer[] },
  specs: readonly SourceSpec[],
  assembly: Assembly,
  policy: Policy,
): SurvivorAllele {
  const all = figuresOf(answers, specs);
  const none = { statements: [], clinvar: null, neighbours: null };
  const scores: Partial<InSilico> = {};
  for (const role of SCORES) {
    const value = highestOf(all, role);
    if (value !== null) scores[role] = value;
  }
  const locus = locusClass(assembly, survivor.chrom, survivor.pos);
  const isCovered = (coverageOf(all, specs) ?? 1) >= policy.acmg.pm2.minAlleleNumberFraction;
  const frequency = withFrequencies(allele.frequency, all, { locus, isCovered });
  const knowledge = { ...(allele.knowledge ?? none), annotations: answers };
  const known = { ...allele, knowledge };
  const unread = all.flatMap((figures) =>
    figures.of("frequency").filter(({ value }) => isUnread(value)),
  );
  return {
    ...withFrequency(known, frequency, locus, policy),
    flags: [
      ...allele.flags,
      ...unread.map(({ name }) => `frequency_unread:${name}`),
      ...(all.some((figures) => figures.isFiltered) ? ["gnomad_filtered"] : []),
      ...(isCovered || frequency.max !== null ? [] : ["frequency_not_covered"]),
      ...(differ(allele.frequency, all, policy) ? ["frequency_sources_differ"] : []),
    ],
    genes: allele.genes.map((gene) => ({
      ...gene,
      consequence: { ...gene.consequence, inSilico: { ...gene.consequence.inSilico, ...scores } },
    })),
  };
}

/** FREQ-04: a source that was asked makes the frequency assessed, also where it has no such allele. */
function withFrequencies(
  own: FrequencyEvidence,
  all: readonly Figures[],
  { locus, isCovered }: { locus: ReturnType<typeof locusClass>; isCovered: boolean },
): FrequencyEvidence {
  const requested = all.flatMap((figures) => figures.of("frequency"));
  const added = all.flatMap((figures) => figures.frequencies);
  const unread = requested.filter(({ value }) => isUnread(value)).map(({ name }) => name);
  // Absent where nothing was covered is not rare.
  const isTold = requested.length > unread.length && (isCovered || added.length > 0);
  return {
    ...withValues(own, added),
    assessed: own.assessed || isTold,
    unread: unread.length === 0 ? own.unread : [...(own.unread ?? []), ...unread],
    homozygotes: highestOf(all, "homozygotes") ?? own.homozygotes,
    // XY counts are hemizygotes on the sex chromosomes alone (FREQ-06).
    hemizygotes:
      locus === "x" || locus === "y"
        ? (highestOf(all, "hemizygotes") ?? own.hemizygotes)
        : own.hemizygotes,
    alleleNumber: highestOf(all, "alleleNumber") ?? own.alleleNumber,
  };
}

/** Common for any model in one source, rare for every model in another that has the allele too. */
function differ(own: FrequencyEvidence, all: readonly Figures[], { frequency }: Policy): boolean {
  const lists = [own.values, ...all.map((figures) => figures.frequencies)];
  const most = lists
    .filter((values) => values.length > 0)
    .map((values) => Math.max(...values.map(({ af }) => af)));
  return (
    most.some((af) => af > Math.max(frequency.dominant, frequency.recessive)) &&
    most.some((af) => af <= Math.min(frequency.dominant, frequency.recessive))
  );
}

/** @param facts the file's own; they stand where no source speaks of rare alleles */
export function populationOf(
  facts: PopulationFacts | null,
  answers: readonly SourceAnswer[],
  specs: readonly SourceSpec[],
): PopulationFacts | null {
  const all = figuresOf(answers, specs);
  const spec = specs.find(
    ({ name, speaksOfRare }) => speaksOfRare && all.some(({ source }) => source === name),
  );
  const figures = all.find(({ source }) => source === spec?.name);
  if (spec === undefined || figures === undefined) return facts;
  const af = figures.overall ?? figures.highest("frequency", MAXIMUM);
  const ac = figures.highest("alleleCount");
  const covered = coverageOf(all, specs);
  const isThere = answers.some(({ source, status }) => source === spec.name && status === "found");
  const counts = {
    source: spec.release === "" ? spec.name : `${spec.name} ${spec.release}`,
    speaksOfRare: true,
    present: isThere && !figures.isAbsent && (af ?? ac ?? 1) > 0,
    af,
    ac,
    an: figures.highest("alleleNumber"),
    maxAn: spec.maxAlleleNumber,
    faf95: highest(figures.of("faf95")),
    homozygotes: figures.highest("homozygotes"),
    hemizygotes: figures.highest("hemizygotes"),
    populations: populationsOf(figures),
    filters: figures.filters,
  };
  return covered === null ? counts : { ...counts, covered };
}

function populationsOf(figures: Figures): PopulationCount[] {
  const codes = new Set(figures.fields.flatMap(({ population }) => population ?? []));
  codes.delete(MAXIMUM);
  return [...codes].sort().flatMap((code): PopulationCount[] => {
    const af = figures.highest("frequency", code);
    const ac = figures.highest("alleleCount", code);
    const an = figures.highest("alleleNumber", code);
    return af === null && ac === null ? [] : [{ code, af, ac, an }];
  });
}

const PREDICTORS = [
  ["revel", "REVEL"],
  ["cadd", "CADD"],
  ["alphaMissense", "AlphaMissense"],
] as const satisfies readonly (readonly [Role, PredictorName])[];

export function predictorsOf(
  facts: PredictorFacts,
  answers: readonly SourceAnswer[],
  specs: readonly SourceSpec[],
): PredictorFacts {
  const all = figuresOf(answers, specs);
  const has = (role: Role): boolean =>
    specs.some((spec) => spec.fields.some((field) => field.as === role));
  const declared = PREDICTORS.filter(([role]) => has(role));
  const splice = highestOf(all, "spliceAi");
  const scores = { ...facts.scores };
  for (const [role, name] of declared)
    scores[name] = highestOf(all, role) ?? facts.scores[name] ?? null;
  return {
    available: [...new Set([...facts.available, ...declared.map(([, name]) => name)])],
    scores,
    spliceAi:
      has("spliceAi") && splice !== null
        ? { max: splice, gains: facts.spliceAi?.gains ?? null }
        : (facts.spliceAi ?? (has("spliceAi") ? { max: null, gains: null } : null)),
  };
}
