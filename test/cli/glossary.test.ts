/** docs/glossary.md and docs/troubleshooting.md define every word of the code's own lists, and no other. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "rolldown/parseAst";
import { describe, expect, it } from "vitest";
import { MNV_FLAG } from "../../src/inheritance/codons.ts";
import { COMPOUND_FLAGS } from "../../src/analysis/compounds.ts";
import type { Answer } from "../../src/analysis/explain.ts";
import type { AcmgEvidence, VariantKnowledge } from "../../src/acmg/types.ts";
import type { HumanVerdict } from "../../src/archive/types.ts";
import type { Check, ModelOutcome } from "../../src/core/check.ts";
import { EXIT_CODES } from "../../src/core/errors.ts";
import { EVENT_TYPES } from "../../src/core/event-types.ts";
import { CLASS_NOT_STATED, NOT_JUDGED } from "../../src/core/evidence-class.ts";
import { PHASE_ORDER, type Phase } from "../../src/core/inheritance-models.ts";
import type { DeNovoGrade } from "../../src/inheritance/types.ts";
import type { BatchOutcome } from "../../src/reanalysis/batch.ts";
import type { ImportOutcome } from "../../src/reanalysis/import.ts";
import { scorePart } from "../../src/rank/schema.ts";
import type { AnalysisResult, SideCandidate } from "../../src/rank/types.ts";
import { topicText } from "../../src/cli/topics.ts";
import { isNode, type Node, nodesOf, root } from "../helpers/texts.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { readText } from "./shell.ts";

const glossary = readText("docs/glossary.md");
const reportScoreParts = scorePart.shape.part.options;
/** The score of reports before version 3 had them. */
const OF_OLD_REPORTS: ReadonlySet<string> = new Set(["rarity", "in_silico", "verdict", "phase"]);

/** First words of the rows of a section: what follows a colon is left out. */
function definedIn(heading: string, text = glossary): string[] {
  const section = text.split(/^#{2,3} /m).filter((part) => part.startsWith(`${heading}\n`));
  const rows = section.flatMap((part) => part.split("\n").filter((line) => line.startsWith("| ")));
  return rows.flatMap((line) => {
    const cell = line.split("|").slice(1, -2).at(-1) ?? "";
    return [...cell.matchAll(/`([^`:]+)[^`]*`/g)].map(([, word = ""]) => word);
  });
}

const sorted = (words: Iterable<string>): string[] => [...new Set(words)].toSorted();

const SECTIONS = [
  "the gene and the panel",
  "the consequence",
  "the population",
  "classifications",
  "the quality of the call",
  "inheritance",
  "events",
];

const nameOf = (node: unknown): string => (isNode(node) ? String(node["name"]) : "");

/** What the name stands for at this place: the last declaration before it. */
function meantBy(name: string, at: number, nodes: readonly Node[]): unknown {
  return nodes.findLast(
    (node) => node.type === "VariableDeclarator" && nameOf(node["id"]) === name && node.start < at,
  )?.["init"];
}

/** Texts that an expression gives, up to a colon or the first value; what it only compares is left out. */
function namesIn(node: unknown, nodes: readonly Node[]): string[] {
  if (Array.isArray(node)) return node.flatMap((one) => namesIn(one, nodes));
  if (!isNode(node)) return [];
  const inside = (parts: unknown): string[] => namesIn(parts, nodes);
  switch (node.type) {
    case "Literal":
      return typeof node["value"] === "string" ? [node["value"].split(":")[0] ?? ""] : [];
    case "TemplateLiteral": {
      const [first] = node["quasis"] as { value: { cooked: string } }[];
      const text = first?.value.cooked ?? "";
      return text === ""
        ? inside((node["expressions"] as unknown[])[0])
        : [text.split(":")[0] ?? ""];
    }
    case "Identifier":
      return inside(meantBy(nameOf(node), node.start, nodes));
    case "ConditionalExpression":
      return inside([node["consequent"], node["alternate"]]);
    case "LogicalExpression":
      return inside([node["left"], node["right"]]);
    case "ArrayExpression":
      return inside(node["elements"]);
    case "SpreadElement":
      return inside(node["argument"]);
    case "ArrowFunctionExpression":
      return inside(node["body"]);
    case "NewExpression":
      return inside(node["arguments"]);
    case "CallExpression": {
      const { property, object } = node["callee"] as { property?: unknown; object?: unknown };
      if (["includes", "has", "filter"].includes(nameOf(property))) return [];
      return inside([
        isNode(object) && object.type === "ArrayExpression" ? object : null,
        node["arguments"],
      ]);
    }
    default:
      return [];
  }
}

const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((name) => /^(?:scan|inheritance|rank|acmg|analysis|structural)\/.*\.ts$/.test(name))
  .map((name) => ({
    name,
    nodes: [
      ...nodesOf(parseAst(readFileSync(join(root, "src", name), "utf8"), { lang: "ts" }).body),
    ],
  }));

const isPush = ({ callee }: Node, to: RegExp): boolean => {
  if (
    !isNode(callee) ||
    callee.type !== "MemberExpression" ||
    nameOf(callee["property"]) !== "push"
  )
    return false;
  const object = callee["object"] as Node;
  return to.test(nameOf(object.type === "MemberExpression" ? object["property"] : object));
};

/** Flags that a piece of the program gives, by the ways in which it does. */
function flagsGiven(node: Node, nodes: readonly Node[]): string[] {
  switch (node.type) {
    case "CallExpression": {
      const args = node["arguments"] as unknown[];
      if (isPush(node, /^flags$/)) return namesIn(args, nodes);
      // The origin of an allele; what a classification weighs: the flags come second.
      const from = ["found", "as"].includes(nameOf(node["callee"])) ? args.slice(1) : [];
      return namesIn(from, nodes);
    }
    case "Property":
      return nameOf(node["key"]) === "flags" ? namesIn(node["value"], nodes) : [];
    case "VariableDeclarator":
      return nameOf(node["id"]) === "OPEN_MODES"
        ? (node["init"] as { properties: Node[] }).properties.flatMap(({ value }) =>
            namesIn(value, nodes),
          )
        : nameOf(node["id"]) === "flags"
          ? namesIn(node["init"], nodes)
          : [];
    case "FunctionDeclaration":
      return /(?:Flags|modeConversion)$/i.test(nameOf(node["id"]))
        ? [...nodesOf(node["body"])].flatMap((inner) =>
            inner.type === "ReturnStatement" ? namesIn(inner["argument"], nodes) : [],
          )
        : [];
    default:
      return [];
  }
}

/** Reasons of a model's verdict. */
function reasonsGiven(node: Node, nodes: readonly Node[]): string[] {
  if (
    node.type === "CallExpression" &&
    ["fail", "uncertain", "label", "say"].includes(nameOf(node["callee"]))
  )
    return namesIn(node["arguments"], nodes);
  return node.type === "Property" && /^(?:excludedAs|lackedAs)$/.test(nameOf(node["key"]))
    ? namesIn(node["value"], nodes)
    : [];
}

const givenIn = (room: RegExp, given: typeof flagsGiven): string[] =>
  sorted(
    files
      .filter(({ name }) => room.test(name))
      .flatMap(({ nodes }) => nodes.flatMap((node) => given(node, nodes)))
      .filter((word) => word !== ""),
  );

describe("docs/glossary.md", () => {
  const SIDE: Record<SideCandidate["list"], true> = {
    one_hit: true,
    possible_mosaic: true,
    xlr_female_het: true,
    low_heteroplasmy: true,
    failed_filter_event: true,
    gel_tier_a: true,
  };

  it("defines every flag of a candidate, and no other", () => {
    const byClassification = givenIn(/^rank.clinvar/, flagsGiven)
      .filter((flag) => !["clinvar", "inhouse", "classifications_differ"].includes(flag))
      .flatMap((flag) => [`clinvar_${flag}`, `inhouse_${flag}`]);
    const given = [
      ...givenIn(/^(?!acmg|rank.clinvar)/, flagsGiven),
      ...byClassification,
      "classifications_differ",
      MNV_FLAG,
      ...Object.values(COMPOUND_FLAGS),
      ...Object.keys(SIDE),
    ];
    expect(given.length).toBeGreaterThan(75);
    expect(sorted(SECTIONS.flatMap((what) => definedIn(`About ${what}`)))).toEqual(sorted(given));
  });

  it("defines every flag of the automated evidence", () => {
    const given = [...givenIn(/^acmg/, flagsGiven), CLASS_NOT_STATED, NOT_JUDGED];
    expect(sorted(definedIn("About the automated evidence"))).toEqual(sorted(given));
  });

  it("defines every reason for which a variant is not shown", () => {
    const reasons: Record<(Answer & { kind: "not_shown" })["reason"], true> = {
      other_contig: true,
      outside_panel_regions: true,
      reference_block: true,
      no_alternate: true,
      star_allele: true,
      symbolic_allele: true,
      breakend: true,
      mt_not_rcrs: true,
      mt_artefact_site: true,
      filter: true,
      proband_not_carrier: true,
      proband_no_call: true,
      frequency: true,
      gene_not_on_panel: true,
      outside_region: true,
      consequence: true,
      annotation_unmatched: true,
      beyond_chromosome: true,
      below_min_confidence: true,
      no_model_passes: true,
      moi_mismatch: true,
      no_tier_ground: true,
      over_event_limit: true,
      sv_too_short: true,
      sv_small_allele: true,
      sv_reference_segment: true,
      sv_no_carrier: true,
      sv_proband_not_carrier: true,
      sv_sex_unknown: true,
      sv_filter: true,
      sv_common: true,
      sv_no_gene_effect: true,
      sv_bad_place: true,
      sv_neutral_copy_number: true,
      sv_other_contig: true,
      sv_not_assessed_kind: true,
      sv_merged: true,
      withheld: true,
      not_in_input: true,
      contig_not_in_input: true,
    };
    const defined = definedIn("Why a variant is not a candidate");
    expect(sorted(defined)).toEqual(sorted(Object.keys(reasons)));
  });

  it("defines every reason of a model's verdict", () => {
    const given = givenIn(/^inheritance/, reasonsGiven).map((reason) => reason.replace(/_$/, ""));
    const defined = definedIn("Why a model of inheritance does not fit, or may").map((reason) =>
      reason.replace(/_<.*/, ""),
    );
    expect(sorted(defined)).toEqual(
      sorted([...given, ...PHASE_ORDER.map((phase) => phase.toLowerCase())]),
    );
  });

  it("defines every verdict", () => {
    const words: Record<
      | ModelOutcome
      | Check["outcome"]
      | AnalysisResult["sampleChecks"][number]["outcome"]
      | DeNovoGrade
      | Phase
      | keyof typeof SIDE
      | AcmgEvidence["criteria"][number]["status"]
      | NonNullable<AcmgEvidence["class"]>
      | "not_stated"
      | "not_judged"
      | NonNullable<VariantKnowledge["clinvar"]>["match"]
      | VariantKnowledge["annotations"][number]["status"]
      | HumanVerdict["kind"]
      | BatchOutcome["outcome"]
      | ImportOutcome["outcome"],
      true
    > = {
      ...SIDE,
      PASS: true,
      UNCERTAIN: true,
      FAIL: true,
      pass: true,
      fail: true,
      not_assessed: true,
      passed: true,
      warning: true,
      failed: true,
      not_checked: true,
      HIGH: true,
      MEDIUM: true,
      LOW: true,
      TRANS: true,
      TRANS_LIKELY: true,
      TRANS_POSSIBLE: true,
      UNPHASED: true,
      CIS_LIKELY: true,
      CIS: true,
      met: true,
      suggested: true,
      not_met: true,
      not_applicable: true,
      P: true,
      LP: true,
      VUS: true,
      LB: true,
      B: true,
      not_stated: true,
      not_judged: true,
      exact: true,
      component: true,
      none: true,
      not_left_aligned: true,
      found: true,
      absent: true,
      reported: true,
      dismissed: true,
      done: true,
      already_done: true,
      added: true,
      already_there: true,
    };
    expect(sorted(definedIn("Verdicts"))).toEqual(sorted(Object.keys(words)));
  });

  it("defines every event", () => {
    expect(definedIn("Events")).toEqual([...EVENT_TYPES]);
  });
});

describe("docs/troubleshooting.md", () => {
  const page = readText("docs/troubleshooting.md");
  const codes = Object.keys(EXIT_CODES);

  it("lists every error code", () => expect(definedIn("Error codes", page)).toEqual(codes));

  it("has a section for each of them", () => {
    const sections = [...page.matchAll(/^## (E_\w+)\n\n\S/gm)].map(([, code]) => code);
    expect(sections).toEqual(codes);
  });
});

it("docs/glossary.md defines every part of the score", () => {
  const parts = reportScoreParts.filter((part) => !OF_OLD_REPORTS.has(part));
  expect(sorted(definedIn("Score and odds"))).toEqual(expect.arrayContaining(sorted(parts)));
});

describe("panelist help <topic>", () => {
  it.each(["flags", "reasons", "verdicts", "score", "changes", "errors"])(
    "prints the %s in 80 columns",
    async (topic) => {
      const { status, stdout } = await runInProcess(["help", topic]);
      expect(status).toBe(0);
      expect(stdout.split("\n").filter((line) => line.length > 80 || /[`|]/.test(line))).toEqual(
        [],
      );
      expect(stdout.split("\n").length).toBeGreaterThan(25);
    },
  );

  it("explains one word, wherever it is defined", () => {
    const text = topicText("moi_mismatch", 80);
    expect(text).toContain("the inheritance fits none of the modes that panels give for the gene");
    expect(text).toContain("fits a model, but none of those that panels give for the gene");
    expect(topicText("qc_fail", 80)).toContain("qc_fail:<gate>");
    expect(topicText("E_BGZF", 80)).toContain("More in docs/troubleshooting.md.");
    expect(topicText("already_done", 80)).toContain("matches this request");
    expect(topicText("constructor", 80)).toBeUndefined();
  });

  it("leaves other words to the commands", async () => {
    expect((await runInProcess(["help", "nonsense"])).status).toBe(2);
    expect((await runInProcess(["help", "analyse"])).stdout).toContain("Usage: panelist analyse");
  });
});
