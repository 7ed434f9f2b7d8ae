/** Output of `explain`: the answer first, then how it was reached, in words. Everything: `story-table.ts`. */
import { counted } from "../../core/counted.ts";
import type { Check } from "../../core/check.ts";
import { classState } from "../../core/evidence-class.ts";
import type { AcmgEvidence, VariantKnowledge } from "../../acmg/types.ts";
import type { Answer, GeneStory, Story } from "../../analysis/explain.ts";
import type { GeneDisease } from "../../genes/types.ts";
import { modelWord } from "../../rank/index.ts";
import {
  capital,
  chanceText,
  dropWord,
  factText,
  partWord,
  words,
  zygosityWord,
} from "../../report/index.ts";
import { eventLines } from "./event-story.ts";
import { linesText, section, sectionsText } from "./lines.ts";
import { storyTable } from "./story-table.ts";

/** With `--all`: the answer, then everything as a table. */
export function storyInFull(story: Story): string {
  return `${linesText(answerLines(story))}\n${storyTable(story)}`;
}

export function storyText(story: Story): string {
  const sections = [
    answerLines(story),
    section("In the file", inFile(story)),
    ...(story.event === undefined ? [] : [section("The event", eventLines(story.event))]),
    section("Checks", checkLines(story.checks)),
    ...story.genes.map((gene) => section(`In ${gene.gene}`, geneLines(gene, story.answer))),
  ];
  return sectionsText(sections);
}

const LISTS: Readonly<Record<string, string>> = {
  one_hit: "a single hit in a gene whose disease needs two",
  possible_mosaic: "a possible mosaic",
  xlr_female_het: "a heterozygous woman, in a gene for X-linked recessive disease",
  low_heteroplasmy: "a pathogenic mitochondrial variant at a low level",
  failed_filter_event: "an event that failed its caller's filters or the size rules",
  gel_tier_a: "an event that Genomics England would label A",
};

/** Of mitochondrial DNA its name there first. */
function named({ name, variant }: Story): string {
  return name === null ? variant : `${name} (${variant})`;
}

function answerLines(story: Story): string[] {
  const { answer } = story;
  const variant = named(story);
  switch (answer.kind) {
    case "candidate":
      return [
        `Tier ${answer.tier}, rank ${answer.rank} of ${answer.of}: ${variant} in ${answer.gene}, score ${answer.score}.`,
        ...reasonLines(story, answer),
        ...oddsLines(answer),
      ];
    case "listed":
      return [
        `Listed outside the tiers: ${variant} in ${answer.gene}, ${LISTS[answer.list] ?? words(answer.list)}; score ${answer.score}.`,
        ...reasonLines(story, answer),
      ];
    case "not_shown": {
      const more = moreOf(story, answer.reason);
      return [
        `Not a candidate: ${whyNot(story, answer.reason)}.`,
        ...(more === "" ? [] : [`${capital(more)}.`]),
      ];
    }
  }
}

/** The place by the other order, and what may be told of the odds. */
function oddsLines({
  rank,
  ranks,
  of,
  shortlisted,
  chance,
}: Answer & { kind: "candidate" }): string[] {
  const others = [
    ...(ranks.score === rank ? [] : [`rank ${ranks.score} of ${of} by score only`]),
    ...(ranks.tier === rank ? [] : [`rank ${ranks.tier} of ${of} by tier`]),
    ...(shortlisted === null ? [] : [shortlisted ? "on the shortlist" : "not on the shortlist"]),
    ...(chance === null ? [] : [chanceText(chance, chance.expectedYield)]),
  ];
  return others.length === 0 ? [] : [`${capital(others.join("; "))}.`];
}

/** The second sentence on what is not shown; empty: there is nothing to add. */
function moreOf(
  { checks, genes, others: there }: Story,
  reason: (Answer & { kind: "not_shown" })["reason"],
): string {
  if (reason === "withheld" || reason === "outside_panel_regions") return "";
  if (reason === "contig_not_in_input" || reason === "not_in_input")
    return there.length > 0
      ? "explain one of those to see what happened to it"
      : "without a record, nothing shows that the position was sequenced, or that it has the reference allele";
  const details = genes.flatMap(({ gene, dropped }) => {
    const detail = dropped?.replace(/^[^:]*:\s*/, "") ?? "";
    return detail === "" ? [] : [`in ${gene}: ${words(detail)}`];
  });
  if (details.length > 0) return details.join("; ");
  const [first, ...rest] = checks.filter(({ outcome }) => outcome === "fail");
  const passed = checks.filter(({ outcome }) => outcome === "pass").length;
  if (first === undefined) return "";
  const also = rest.length === 0 ? "" : `; it also failed ${rest.map(nameOf).join(", ")}`;
  const others = checks.length - 1;
  const share = passed === others ? `all ${others}` : `${passed} of the ${others}`;
  return others === 0 ? "" : `it passed ${share} other checks${also}`;
}

/** The report's own sentence, without the tier that was just said. */
function reasonLines({ genes }: Story, { id }: { id: string }): string[] {
  const reason = genes.flatMap((gene) => gene.candidates).find((c) => c.id === id)?.reason;
  return reason === undefined ? [] : [`${capital(reason.replace(/^Tier \d: /, ""))}.`];
}

function whyNot(story: Story, reason: (Answer & { kind: "not_shown" })["reason"]): string {
  const { checks, genes } = story;
  const [chrom = "", , ref = "", alt = ""] = story.variant.split(":");
  switch (reason) {
    case "contig_not_in_input":
      return `the input has no record of chromosome ${chrom}`;
    case "not_in_input": {
      if (story.others.length === 0) return `the input has no record of ${named(story)}`;
      const there = story.others.map((key) => key.replace(/:([^:]*)$/, ">$1"));
      return `the file has ${there.join(", ")} here, not ${ref}>${alt}`;
    }
    default: {
      const word = dropWord(reason);
      if (genes.length > 0) return `${word} (${genes.map(({ gene }) => gene).join(", ")})`;
      // The checks stand in the order of the judgement.
      const check =
        reason === "proband_no_call"
          ? checks.find(({ id }) => id === "carrier")
          : checks.find(({ outcome }) => outcome === "fail");
      return check === undefined ? word : `${word}: ${found(check)}${limit(check)}`;
    }
  }
}

function inFile({ record }: Story): string[] {
  if (record === null) return [];
  const genotypes = record.genotypes.map((text) => text.replace(/=([^=]*)$/, ": $1"));
  return [`${record.path}, FILTER ${record.filter}`, ...genotypes];
}

const OUTCOMES: Readonly<Record<Check["outcome"], string>> = {
  pass: "passed",
  fail: "failed",
  not_assessed: "not assessed",
};

const CHECKS: Readonly<Record<string, string>> = {
  panel_regions: "place",
  filter: "the caller's FILTER",
  carrier: "genotype of the proband",
  frequency: "population frequency",
  gene: "gene",
  consequence: "consequence",
  annotation: "annotation",
  quality: "quality of the genotype",
  mt_reference: "mitochondrial reference",
  mt_site: "mitochondrial site",
};

function nameOf({ id: text }: Check): string {
  const [id = "", gene] = text.split(":");
  return `${CHECKS[id] ?? words(id)}${gene === undefined ? "" : ` ${gene}`}`;
}

/** What was not passed in full, with what was asked for; what was passed by name (`--all` has the rest). */
function checkLines(checks: readonly Check[]): string[] {
  const passed = checks.filter(({ outcome }) => outcome === "pass");
  return [
    ...checks
      .filter(({ outcome }) => outcome !== "pass")
      .map(
        (check) => `${OUTCOMES[check.outcome]}: ${nameOf(check)}: ${found(check)}${limit(check)}`,
      ),
    ...(passed.length === 0 ? [] : [`${OUTCOMES.pass}: ${passed.map(nameOf).join(", ")}`]),
  ];
}

const CALLS: Readonly<Record<string, string>> = {
  ref: "reference",
  nonref_other: "another variant allele",
  ref_or_het: "reference or heterozygous, half of the call is missing",
  missing: "no call",
};

function found({ id, value }: Check): string {
  if (id === "carrier") return CALLS[value] ?? zygosityWord(value);
  return id.startsWith("consequence:") ? terms(value) : value;
}

function limit({ limit: asked }: Check): string {
  return ` (asked for: ${terms(asked)})`;
}

/** `stop_gained` as people read it; `NM_000059.4` as it stands. */
function terms(text: string): string {
  return text.replaceAll(/_(?!\d{3})/g, " ");
}

/** What fits tells of a candidate; where nothing does, why not. */
function geneLines(gene: GeneStory, answer: Answer): string[] {
  const drop = gene.dropped?.split(":", 1)[0];
  const fitting = gene.models.filter(({ verdict }) => verdict === "PASS");
  const models = fitting.length > 0 ? fitting : gene.models;
  const first = answer.kind === "not_shown" ? undefined : answer.id;
  return [
    ...gene.panels.map((panel) => `panel ${panel}`),
    ...models.map(modelLine),
    ...(drop === undefined ? [] : [`not shown: ${dropWord(drop)}`]),
    ...gene.candidates.flatMap((candidate) => [
      ...(candidate.id === first ? [] : [`also ${placeOf(candidate)}: ${candidate.reason}`]),
      ...sumLines(candidate),
      ...(candidate.flags.length === 0 ? [] : [`flags: ${candidate.flags.map(words).join("; ")}`]),
      ...compoundLines(candidate.compound),
      ...candidate.diseases.map(diseaseLine),
      ...knowledgeLines(candidate.knowledge),
      ...evidenceLines(candidate.acmg),
    ]),
  ];
}

function placeOf({ tier, rank, list, score }: GeneStory["candidates"][number]): string {
  const place =
    tier === null ? (LISTS[list ?? ""] ?? "listed") : `tier ${tier}, rank ${rank ?? "none"}`;
  return `${place}, score ${score}`;
}

/** The score by hand; parts without points together. */
function sumLines({ score, scoreParts }: GeneStory["candidates"][number]): string[] {
  const silent = scoreParts.filter(({ value }) => value === 0).map(({ part }) => partWord(part));
  return [
    `score ${score}, the sum of`,
    ...scoreParts
      .filter(({ value }) => value !== 0)
      .map(
        (part) =>
          `  ${part.value > 0 ? "+" : ""}${part.value} ${partWord(part.part)}: ${factText(part)}`,
      ),
    ...(silent.length === 0 ? [] : [`  0 ${silent.join(", ")}`]),
  ];
}

const VERDICTS: Readonly<Record<string, string>> = {
  PASS: "fits",
  FAIL: "does not fit",
  UNCERTAIN: "may fit",
};

function modelLine(model: GeneStory["models"][number]): string {
  const partner = model.alleles.length > 1 ? ` (${model.alleles.join(" with ")})` : "";
  const why = [...model.reasons, ...model.flags].map((text) => words(text).replace(":", ": "));
  const verdict = VERDICTS[model.verdict] ?? model.verdict;
  const incomplete = model.penetrance === "incomplete" ? " if carriers may be unaffected" : "";
  const because = why.length === 0 ? "" : `: ${why.join(", ")}`;
  return `${verdict}${incomplete}: ${modelWord(model.model)}${partner}${because}`;
}

function compoundLines(compound: GeneStory["candidates"][number]["compound"]): string[] {
  if (compound === null) return [];
  const { alleles, hgvsc, hgvsp, terms: whole } = compound;
  return [
    `read together, as on one chromosome: ${alleles.join(" with ")}: ${hgvsc}, ${hgvsp}: ${whole.map(words).join(", ")}`,
  ];
}

/** In the source's own words. */
function diseaseLine(stated: GeneDisease): string {
  const { source, release, disease, diseaseId, submitter } = stated;
  const facts = [stated.modeText, stated.mechanismText, stated.strengthText];
  const from = [source, release, submitter].filter((text) => text !== "").join(" ");
  return `disease by ${from}: ${disease}${diseaseId === null ? "" : ` (${diseaseId})`}: ${facts.filter((text) => text !== "").join(", ")}`;
}

function knowledgeLines(knowledge: VariantKnowledge | null): string[] {
  if (knowledge === null) return [];
  const { statements, annotations } = knowledge;
  return [
    ...statements.map(({ text, stars, stored }) => {
      const source = stored === undefined ? "the file" : `${stored.source} ${stored.release}`;
      const review = stored?.review ?? (stars === null ? "" : counted(stars, "star"));
      return `classified by ${source}: ${words(text)}${review === "" ? "" : `, ${words(review)}`}`;
    }),
    ...annotations.map(({ source, status, values, detail }) => {
      const stated = Object.entries(values).map(([name, value]) => `${name} ${value ?? "unknown"}`);
      return `looked up in ${source}: ${[words(status), ...stated].join(", ")}${stated.length === 0 && detail !== "" ? `: ${detail}` : ""}`;
    }),
  ];
}

/** Criteria that do not apply are left out; what says nothing for or against is named (`--all` has the rest). */
function evidenceLines(acmg: AcmgEvidence | null): string[] {
  if (acmg === null) return [];
  const { label, criteria, points, pointsWithSuggested, flags } = acmg;
  const marks = flags.length === 0 ? "" : `; ${flags.map(words).join("; ")}`;
  const silent = (["not_met", "not_assessed"] as const).flatMap((wanted) => {
    const names = criteria.flatMap((c) => (c.status === wanted ? [c.criterion] : []));
    return names.length === 0 ? [] : [`  ${words(wanted)}: ${names.join(", ")}`];
  });
  return [
    `ACMG criteria (${label}): ${words(classState(acmg))}, ${counted(points, "point")}, ${pointsWithSuggested} with suggestions${marks}`,
    ...criteria
      .filter(({ status }) => !SILENT.has(status))
      .map(({ criterion, status, strength, reason }) => {
        const weight = strength === null ? "" : `, ${words(strength)}`;
        return `  ${criterion} ${words(status)}${weight}: ${reason}`;
      }),
    ...silent,
  ];
}

const SILENT: ReadonlySet<string> = new Set(["not_applicable", "not_met", "not_assessed"]);
