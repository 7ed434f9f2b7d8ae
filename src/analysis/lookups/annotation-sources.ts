/** Declared sources at work: read the declaration, ask for the survivors, put the values where they count. */
import type { Assembly } from "../../core/assembly.ts";
import { ToolError } from "../../core/errors.ts";
import { LIMITS } from "../../core/limits.ts";
import { isRemote } from "../../core/text.ts";
import { readText } from "../../io/read-text.ts";
import type { PredictorFacts, PredictorName, SourceAnswer } from "../../acmg/types.ts";
import {
  answersOf,
  readDeclaration,
  type Role,
  type SourceField,
  type SourceSpec,
} from "../../lookup/index.ts";
import type { Survivor, SurvivorAllele } from "../../scan/types.ts";
import type { KnowledgeUsed } from "../../rank/types.ts";
import type { FrequencyEvidence, FrequencyValue, InSilico } from "../../vcf/types.ts";
import { alleleKeyOf } from "./allele-key.ts";
import type { AnalyseOptions } from "../options.ts";
import type { Reference } from "./reference.ts";

export interface AnnotationSources {
  specs: SourceSpec[];
  used: KnowledgeUsed[];
  /** The survivors with every source's answers. */
  ask(survivors: readonly Survivor[], reference: Reference | null): Promise<Survivor[]>;
  /** Predictors with the sources' scores, which stand before the file's. */
  predictors(facts: PredictorFacts, answers: readonly SourceAnswer[]): PredictorFacts;
}

/** @throws ToolError E_INPUT_MISSING, E_KNOWLEDGE, E_ASSEMBLY, E_USAGE */
export async function openAnnotationSources(
  path: string,
  options: Pick<AnalyseOptions, "allowRemote">,
  assembly: Assembly,
): Promise<AnnotationSources> {
  const specs = readDeclaration(await readText(path, LIMITS.files.settings), path);
  for (const spec of specs) {
    if (spec.assembly !== assembly)
      throw new ToolError(
        "E_ASSEMBLY",
        `source '${spec.name}' is for ${spec.assembly}, but the input is ${assembly}`,
        { path, hint: "Declare the file for this build." },
      );
    if (isRemote(spec.file) && options.allowRemote !== true)
      throw new ToolError("E_USAGE", `source '${spec.name}' is a remote file: ${spec.file}`, {
        path,
        hint: "Add --allow-remote to read it over the network; the server then learns which places were asked for.",
      });
  }
  return {
    specs,
    used: specs.map(({ name, release }) => ({
      kind: "source",
      source: name,
      release,
      sha256: null,
    })),
    ask: (survivors, reference) => ask(survivors, specs, reference),
    predictors: (facts, answers) => predictors(facts, answers, specs),
  };
}

async function ask(
  survivors: readonly Survivor[],
  specs: readonly SourceSpec[],
  reference: Reference | null,
): Promise<Survivor[]> {
  const requested = survivors.flatMap((survivor) =>
    survivor.alleles.map(({ alleleIndex }) => alleleKeyOf(survivor, alleleIndex, reference)),
  );
  const answers: SourceAnswer[][] = requested.map(() => []);
  for (const spec of specs) {
    // oxlint-disable-next-line no-await-in-loop -- in their order: so are the errors
    const own = await answersOf(spec, requested);
    own.forEach((answer, i) => answers[i]?.push(answer));
  }
  let next = 0;
  return survivors.map((survivor) => ({
    ...survivor,
    alleles: survivor.alleles.map((allele) => withAnswers(allele, answers[next++] ?? [], specs)),
  }));
}

type Valued = SourceField & { source: string; value: string | number | null };

/** Fields of the sources that gave an answer; `value` null: asked, and there is none. */
function valued(answers: readonly SourceAnswer[], specs: readonly SourceSpec[]): Valued[] {
  return specs.flatMap((spec, i) => {
    const answer = answers[i];
    if (answer === undefined || answer.status === "not_assessed") return [];
    return spec.fields.map((field) => ({
      ...field,
      source: spec.name,
      value: answer.values[field.name] ?? null,
    }));
  });
}

function withAnswers(
  allele: SurvivorAllele,
  answers: readonly SourceAnswer[],
  specs: readonly SourceSpec[],
): SurvivorAllele {
  const fields = valued(answers, specs);
  const none = { statements: [], clinvar: null, neighbours: null };
  const scores: Partial<InSilico> = {};
  for (const role of ["revel", "cadd", "alphaMissense", "spliceAi"] as const) {
    const value = numberOf(fields, role);
    if (value !== null) scores[role] = value;
  }
  const unread = fields.filter((field) => field.as === "frequency" && isUnread(field.value));
  return {
    ...allele,
    frequency: withFrequencies(allele.frequency, fields),
    flags: [...allele.flags, ...unread.map(({ name }) => `frequency_unread:${name}`)],
    genes: allele.genes.map((gene) => ({
      ...gene,
      consequence: {
        ...gene.consequence,
        inSilico: { ...gene.consequence.inSilico, ...scores },
      },
    })),
    knowledge: { ...(allele.knowledge ?? none), annotations: [...answers] },
  };
}

/** A word or a percentage where a frequency is promised; -1 is how some write that there is none. */
function isUnread(value: string | number | null): boolean {
  if (value === null || value === -1 || value === ".") return false;
  return typeof value !== "number" || value < 0 || value > 1;
}

/** FREQ-04: a source that was asked makes the frequency assessed, also where it has no such allele. */
function withFrequencies(own: FrequencyEvidence, fields: readonly Valued[]): FrequencyEvidence {
  const requested = fields.filter((field) => field.as === "frequency");
  const added = requested.flatMap(({ value, name, source, population }): FrequencyValue[] =>
    typeof value === "number" && value >= 0 && value <= 1
      ? [{ field: name, source, population, genomes: null, af: value }]
      : [],
  );
  const values = [...own.values, ...added];
  const unread = requested.filter(({ value }) => isUnread(value)).map(({ name }) => name);
  return {
    ...own,
    assessed: own.assessed || requested.length > unread.length,
    unread: unread.length === 0 ? own.unread : [...(own.unread ?? []), ...unread],
    values,
    max: added.reduce<FrequencyValue | null>(
      (max, value) => (max === null || value.af > max.af ? value : max),
      own.max,
    ),
    homozygotes: numberOf(fields, "homozygotes") ?? own.homozygotes,
    hemizygotes: numberOf(fields, "hemizygotes") ?? own.hemizygotes,
    alleleNumber: numberOf(fields, "alleleNumber") ?? own.alleleNumber,
  };
}

/** The highest of several sources; null: none has one. */
function numberOf(fields: readonly Valued[], role: Role): number | null {
  const found = fields.flatMap(({ as, value }) =>
    as === role && typeof value === "number" ? [value] : [],
  );
  return found.length === 0 ? null : Math.max(...found);
}

const PREDICTORS = [
  ["revel", "REVEL"],
  ["cadd", "CADD"],
  ["alphaMissense", "AlphaMissense"],
] as const satisfies readonly (readonly [Role, PredictorName])[];

function predictors(
  facts: PredictorFacts,
  answers: readonly SourceAnswer[],
  specs: readonly SourceSpec[],
): PredictorFacts {
  const fields = valued(answers, specs);
  const has = (role: Role): boolean =>
    specs.some((spec) => spec.fields.some((field) => field.as === role));
  const declared = PREDICTORS.filter(([role]) => has(role));
  const splice = numberOf(fields, "spliceAi");
  const scores = { ...facts.scores };
  for (const [role, name] of declared)
    scores[name] = numberOf(fields, role) ?? facts.scores[name] ?? null;
  return {
    available: [...new Set([...facts.available, ...declared.map(([, name]) => name)])],
    scores,
    spliceAi:
      has("spliceAi") && splice !== null
        ? { max: splice, gains: facts.spliceAi?.gains ?? null }
        : (facts.spliceAi ?? (has("spliceAi") ? { max: null, gains: null } : null)),
  };
}
