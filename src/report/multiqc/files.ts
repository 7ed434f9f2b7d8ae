/** The two files, in MultiQC's custom content format. */
import { kindWord } from "../../core/event-files.ts";
import { compareKeys } from "../../core/text.ts";
import type { AnalysisResult } from "../../rank/types.ts";
import { h } from "../html/markup.ts";
import { droppedOf, OF_SCAN, type RunRecord } from "../run.ts";

type Figure = [key: string, title: string, description: string, value: number];

/**
 * Name of the file and its text.
 * @param batchCase of a batch, where one child may be in two cases: a part of its name in MultiQC
 */
export function multiqcFiles(
  result: AnalysisResult,
  counts: RunRecord["counts"],
  batchCase?: string,
): [name: string, text: string][] {
  const names = new Set([result.proband, batchCase ?? result.proband]);
  const name = [...names].join("_").replaceAll(/[^\w.-]/g, "_");
  const tier = counts.candidatesByTier;
  const outside = Object.values(counts.untiered).reduce((a, b) => a + b, 0);
  const failed = result.sampleChecks.filter(
    (c) => c.outcome === "failed" || c.outcome === "warning",
  ).length;
  const listed = result.ranking?.shortlist?.candidates;
  const shortlist: Figure[] =
    listed === undefined
      ? []
      : [["shortlist", "Shortlist", "candidates on the shortlist, by score", listed]];
  const figures: Figure[] = [
    ["tier1", "Tier 1", "candidates of tier 1", tier[1]],
    ["tier2", "Tier 2", "candidates of tier 2", tier[2]],
    ["tier3", "Tier 3", "candidates of tier 3", tier[3]],
    ...shortlist,
    ["outside", "Outside", "variants on the lists outside the tiers", outside],
    ["withheld", "Withheld", "incidental findings withheld", counts.withheld],
    ["incomplete", "Incomplete", "reasons why the result is incomplete", result.incomplete.length],
    ["checks", "Checks", "sample checks that failed or gave a warning", failed],
  ];
  const namespace = "panelist";
  // MultiQC puts a text into its page as it is.
  const labels = Object.entries(result.labels ?? {}).map(
    ([key, value]) => [`label_${key}`, key, h`${value}`.text] as const,
  );
  const statistics = {
    id: "panelist",
    plot_type: "generalstats",
    pconfig: [
      ...figures.map(([key, title, about]) => ({
        [key]: {
          title,
          description: `panelist: ${about}`,
          namespace,
          format: "{:,.0f}",
          min: 0,
        },
      })),
      ...labels.map(([id, key]) => ({
        [id]: { title: key, description: `panelist: label ${key}`, namespace, scale: false },
      })),
    ],
    data: {
      [name]: Object.fromEntries([
        ...figures.map(([key, , , value]) => [key, value] as const),
        ...labels.map(([id, , value]) => [id, value] as const),
      ]),
    },
  };
  const { dropped, asEvents } = droppedOf(counts);
  const inEvents = Object.values(asEvents).reduce((a, b) => a + b, 0);
  const reasons = Object.entries(dropped)
    .filter(([reason, n]) => n > 0 && !OF_SCAN.has(reason))
    .toSorted(compareKeys);
  const funnel = {
    id: "panelist_funnel",
    section_name: "panelist: records at each step",
    description: "in the panels' regions, in the genes asked for",
    plot_type: "bargraph",
    pconfig: {
      id: "panelist_funnel_plot",
      title: "panelist: records in the panels' regions",
      ylab: "Records",
    },
    data: {
      [name]: {
        kept: counts.recordsKept,
        ...Object.fromEntries(
          reasons.map(([reason, n]) => [`dropped: ${reason.replaceAll("_", " ")}`, n]),
        ),
        ...(inEvents === 0 ? {} : { "read as structural variants": inEvents }),
        ...(counts.events === undefined ? {} : Object.fromEntries(ofEvents(counts.events))),
      },
    },
  };
  return [
    [`${name}_panelist_mqc.json`, `${JSON.stringify(statistics, null, 2)}\n`],
    [`${name}_panelist_funnel_mqc.json`, `${JSON.stringify(funnel, null, 2)}\n`],
  ];
}

/** Events, and, kind by kind, records that are none; those of small variants stand among these. */
function ofEvents({
  files,
  kept,
  dropped,
}: NonNullable<RunRecord["counts"]["events"]>): [string, number][] {
  const rows = new Map<string, number>([["structural variants kept", kept]]);
  const add = (row: string, counts: Readonly<Record<string, number>>): void => {
    for (const [reason, n] of Object.entries(counts).toSorted(compareKeys)) {
      const key = `${row}: ${reason.replace(/^sv_/, "").replaceAll("_", " ")}`;
      if (n > 0) rows.set(key, (rows.get(key) ?? 0) + n);
    }
  };
  add("structural variants dropped", dropped);
  const others = files.filter(({ kind }) => kind !== "small");
  for (const { kind, dropped: none } of others) add(`records of ${kindWord(kind)}`, none);
  return [...rows];
}
