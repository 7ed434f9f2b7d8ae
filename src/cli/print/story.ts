/** What `explain` prints: the answer first, then how it came about, in words. Everything: `story-table.ts`. */
import { counted } from "../../core/counted.ts";
import type { Check } from "../../core/check.ts";
import type { AcmgEvidence, VariantKnowledge } from "../../acmg/types.ts";
import type { Answer, GeneStory, Story } from "../../analysis/explain.ts";
import { dropWord, modelWord, words, zygosityWord } from "../../report/index.ts";
import { linesText } from "./lines.ts";

export { jsonText } from "./lines.ts";
export { storyTable } from "./story-table.ts";

export function storyText(story: Story): string {
  const sections = [
    answerLines(story),
    section("In the file", inFile(story)),
    section("What was checked", story.checks.map(checkLine)),
    ...story.genes.map((gene) => section(`In ${gene.gene}`, geneLines(gene, story.answer))),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map(linesText)
    .join("\n");
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

const LISTS: Readonly<Record<string, string>> = {
  one_hit: "a single hit in a gene whose disease asks for two",
  possible_mosaic: "a possible mosaic",
  xlr_female_het: "a heterozygous female, in a gene of X-linked recessive disease",
};

function answerLines(story: Story): string[] {
  const { answer, variant } = story;
  switch (answer.kind) {
    case "candidate":
      return [
        `Tier ${answer.tier}, rank ${answer.rank} of ${answer.of}: ${variant} in ${answer.gene}, score ${answer.score}.`,
        ...reasonLines(story, answer),
      ];
    case "listed":
      return [
        `Listed outside the tiers: ${variant} in ${answer.gene}, ${LISTS[answer.list] ?? words(answer.list)}; score ${answer.score}.`,
        ...reasonLines(story, answer),
      ];
    case "not_shown":
      return [`Not a candidate: ${whyNot(story, answer.reason)}.`];
  }
}

/** The report's own sentence. */
function reasonLines({ genes }: Story, { id }: { id: string }): string[] {
  const reason = genes.flatMap((gene) => gene.candidates).find((c) => c.id === id)?.reason;
  return reason === undefined ? [] : [`${reason}.`];
}

function whyNot(story: Story, reason: (Answer & { kind: "not_shown" })["reason"]): string {
  const { variant, checks, genes } = story;
  const [chrom = "", , ref = "", alt = ""] = variant.split(":");
  switch (reason) {
    case "contig_not_in_input":
      return `the input has no record of chromosome ${chrom}`;
    case "not_in_input": {
      if (story.others.length === 0) return `the input has no record of ${variant}`;
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

/** What was asked for is told where it was not met. */
function checkLine(check: Check): string {
  const [id = "", gene] = check.id.split(":");
  const name = `${CHECKS[id] ?? words(id)}${gene === undefined ? "" : ` ${gene}`}`;
  const asked = check.outcome === "pass" ? "" : limit(check);
  return `${OUTCOMES[check.outcome]}: ${name}: ${found(check)}${asked}`;
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
      ...(candidate.flags.length === 0 ? [] : [`flags: ${candidate.flags.map(words).join("; ")}`]),
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

const VERDICTS: Readonly<Record<string, string>> = {
  PASS: "fits",
  FAIL: "does not fit",
  UNCERTAIN: "may fit",
};

function modelLine(model: GeneStory["models"][number]): string {
  const partner = model.alleles.length > 1 ? ` (${model.alleles.join(" with ")})` : "";
  const why = [...model.reasons, ...model.flags].map((text) => words(text).replace(":", ": "));
  const verdict = VERDICTS[model.verdict] ?? model.verdict;
  const incomplete = model.penetrance === "incomplete" ? " if a carrier may stay well" : "";
  const because = why.length === 0 ? "" : `: ${why.join(", ")}`;
  return `${verdict}${incomplete}: ${modelWord(model.model)}${partner}${because}`;
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

/** Criteria that do not apply are left out. */
function evidenceLines(acmg: AcmgEvidence | null): string[] {
  if (acmg === null) return [];
  const { label, criteria, points, pointsWithSuggested, flags } = acmg;
  const marks = flags.length === 0 ? "" : `; ${flags.map(words).join("; ")}`;
  return [
    `ACMG criteria (${label}): ${acmg.class ?? "not judged"}, ${counted(points, "point")}, ${pointsWithSuggested} with suggestions${marks}`,
    ...criteria
      .filter(({ status }) => status !== "not_applicable")
      .map(({ criterion, status, strength, reason }) => {
        const weight = strength === null ? "" : `, ${words(strength)}`;
        return `  ${criterion} ${words(status)}${weight}: ${reason}`;
      }),
  ];
}
