/**
 * The orders with a panel applied: of the panels at hand one that lists the gene green and one that does not, by lot.
 * Tiers are put on afterwards, as `analyse` would for loss of function, de novo and protein-altering alleles in a green
 * gene whose mode fits; no other knowledge of panels is used.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { modeClasses } from "../src/patient/patient.ts";
import { DEFAULT_POLICY } from "../src/core/policy.ts";
import { hash } from "./phenotype-cases.mjs";
import { IN_FORCE, oldOrder, ORDERS, rankIn } from "./rank-model.mjs";

const GREEN_GENES = [15, 1500];
const MODES = [
  [/^MONOALLELIC/, ["dominant"]],
  [/^BIALLELIC/, ["recessive"]],
  [/^BOTH/, ["dominant", "recessive"]],
  [/^X-LINKED/, ["x"]],
  [/^MITOCHONDRIAL/, ["mitochondrial"]],
];

/** @returns {{name: string, genes: Map<string, string[] | null>}[]} green genes with their modes; null: not told */
function readPanels(data) {
  const folder = mkdtempSync(join(tmpdir(), "panelist-panels-"));
  try {
    execFileSync("tar", ["-xzf", join(data, "panelapp/uk_api_2026-03.tar.gz"), "-C", folder]);
    return readdirSync(folder)
      .filter((name) => name.startsWith("panel_"))
      .sort()
      .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")))
      .map(({ name, genes }) => ({ name, genes: greenOf(genes) }))
      .filter(({ genes }) => GREEN_GENES[0] <= genes.size && genes.size <= GREEN_GENES[1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function greenOf(rows) {
  const green = rows.filter((row) => row.confidence_level === "3");
  return new Map(
    green.map(({ gene_data: gene, mode_of_inheritance: mode }) => [
      gene.gene_symbol,
      MODES.find(([pattern]) => pattern.test(mode))?.[1] ?? null,
    ]),
  );
}

function isGreen(row, panel) {
  const modes = panel.genes.get(row.gene);
  if (modes === undefined) return false;
  const classes = modeClasses(row);
  return modes === null || modes.some((mode) => classes.has(mode));
}

function tierOf({ classes, isNew }) {
  const isAltering = classes.every((one) => one === "lof" || one === "protein_altering");
  return isAltering && (isNew || classes.includes("lof")) ? 1 : 2;
}

/** The score with what a panel says: a green gene without annotation is not held against (COMB-04). */
function withPanel(row, way, panel) {
  const points = ORDERS["the score"](row, way);
  const isUnknown = panel.genes.has(row.gene) && row.told[way].fits === null;
  return points - (isUnknown ? IN_FORCE["phenotype.unannotated"] : 0);
}

const WITH_PANEL = {
  "tier, place, the score of version 1": (row, way, panel) =>
    oldOrder({ ...row, tier: tier(row, panel) }, row.told[way].old),
  "tier, then the score": (row, way, panel) => withPanel(row, way, panel) - 1e4 * tier(row, panel),
  "tiers 1 and 2 as one, then the score": (row, way, panel) =>
    withPanel(row, way, panel) - 1e4 * Math.max(2, tier(row, panel)),
  "the score, no panel": (row, way) => ORDERS["the score"](row, way),
  "the score with the panel in it": (row, way, panel) =>
    withPanel(row, way, panel) + (isGreen(row, panel) ? DEFAULT_POLICY.points.panel : 0),
};

const tier = (row, panel) => (isGreen(row, panel) ? tierOf(row) : 3);

/** @returns Markdown @param {Map<string, object[]>} found facts by family */
export function panelsPart(found, data, { topsOf, percents, table, barsTable }) {
  const panels = readPanels(data);
  const [, first] = [...found][0];
  const pairs = new Map();
  for (const { each } of first) {
    const pick = (isOn) => {
      const some = panels.filter(({ genes }) => genes.has(each.symbol) === isOn);
      return some[hash(`${each.name}:${isOn}`) % some.length];
    };
    const on = pick(true);
    if (on !== undefined) pairs.set(each.name, { on, off: pick(false) });
  }
  const topsWith = (facts, order, side) =>
    topsOf(
      facts.flatMap(({ each, rows }) => {
        const panel = pairs.get(each.name)?.[side];
        return panel === undefined
          ? []
          : [rankIn(rows, (row) => WITH_PANEL[order](row, "leftOut", panel))];
      }),
    );
  const columns = [...found].flatMap(([family, facts]) =>
    ["on", "off"].map((side) => [`${family}, gene ${side} the panel`, facts, side]),
  );
  const singleton = found.get("singleton");
  const one = "the score with the panel in it";
  return [
    `${pairs.size} cases, ${panels.length} panels; leave-one-publication-out.`,
    table(
      ["top 1 / 3 / 5 / 10, %", ...columns.map(([name]) => name)],
      Object.keys(WITH_PANEL).map((order) => [
        order,
        ...columns.map(([, facts, side]) => percents(topsWith(facts, order, side))),
      ]),
    ),
    ...(singleton === undefined
      ? []
      : [
          barsTable([
            [
              "singleton, one list, gene green, top 1",
              [90],
              topsWith(singleton, one, "on").slice(0, 1),
            ],
            [
              "singleton, one list, gene not on it, top 1",
              [76],
              topsWith(singleton, one, "off").slice(0, 1),
            ],
          ]),
        ]),
  ].join("\n\n");
}
