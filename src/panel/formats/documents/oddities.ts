/**
 * What is unusual but readable in a panel's JSON: missing keys that the API always writes, keys that it does not
 * write, a size that differs from the stated one. Named on import, never silent.
 */
import { isObject } from "../../../core/json.ts";
import type { Panel } from "../../types.ts";

function words(text: string): string[] {
  return text.split(" ");
}

const PANEL = words(
  "id hash_id name disease_group disease_sub_group status version version_created relevant_disorders " +
    "stats types genes strs regions",
);
const PANEL_MORE = words("signed_off description child_panel_ids notes");

const ROW =
  "gene_data entity_type entity_name confidence_level penetrance publications evidence phenotypes " +
  "mode_of_inheritance tags";
const PLACED = `${ROW} chromosome grch37_coordinates grch38_coordinates`;

const ROWS: Record<"genes" | "strs" | "regions", { always: string[]; sometimes: string[] }> = {
  genes: { always: words(`${ROW} mode_of_pathogenicity`), sometimes: ["panel", "transcript"] },
  strs: {
    always: words(`${PLACED} repeated_sequence normal_repeats pathogenic_repeats`),
    sometimes: ["panel"],
  },
  regions: {
    always: words(
      `${PLACED} mode_of_pathogenicity verbose_name haploinsufficiency_score triplosensitivity_score ` +
        "required_overlap_percentage type_of_variants",
    ),
    sometimes: ["panel"],
  },
};

/** Never null in a real panel. */
const NOT_NULL: ReadonlySet<string> = new Set(
  words(
    "name version relevant_disorders stats types strs regions phenotypes evidence publications tags",
  ),
);

/**
 * @param data JSON that made `panel`
 * @returns one sentence per kind of oddity, with the first place where it is
 */
export function odditiesOf(data: unknown, panel: Panel): string[] {
  const found = new Map<string, { first: string; count: number }>();
  const say = (what: string, at: string): void => {
    const known = found.get(what);
    if (known === undefined) found.set(what, { first: at, count: 1 });
    else known.count += 1;
  };
  const look = (value: unknown, at: string, always: string[], sometimes: string[]): void => {
    if (!isObject(value)) return;
    for (const key of always) {
      const isMissing = !Object.hasOwn(value, key);
      if (!isMissing && (value[key] !== null || !NOT_NULL.has(key))) continue;
      const place = `${at}${key}`;
      const general = place.replace(/\[\d+\]/, "[]");
      say(`${general} is ${isMissing ? "missing" : "null"}`, place);
    }
    for (const key of Object.keys(value)) {
      if (always.includes(key) || sometimes.includes(key)) continue;
      const shown = JSON.stringify(key.length > 40 ? `${key.slice(0, 40)}...` : key);
      say(
        `${at.replace(/\[\d+\]\.$/, "[]") || "the panel"} has a key that is not read: ${shown}`,
        at,
      );
    }
  };
  look(data, "", PANEL, PANEL_MORE);
  if (isObject(data))
    for (const [name, { always, sometimes }] of Object.entries(ROWS)) {
      const rows = data[name];
      if (Array.isArray(rows))
        rows.forEach((row, i) => look(row, `${name}[${i}].`, always, sometimes));
    }
  const warnings = [...found].map(([what, { first, count }]) =>
    count > 1 ? `${what} (${count} times, first ${first.replace(/\.$/, "")})` : what,
  );
  if (panel.stats !== null)
    for (const name of ["genes", "strs", "regions"] as const)
      if (panel.stats[name] !== panel.rows[name])
        warnings.push(
          `stats says ${name}: ${panel.stats[name]}, the panel has ${panel.rows[name]}`,
        );
  return warnings;
}
