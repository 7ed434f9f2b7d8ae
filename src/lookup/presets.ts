/**
 * Ready-made declarations of public sources (`sources/presets.json`): fields, licence and address from their
 * documentation. One is unverified until `panelist sources check` has seen the header of the file itself.
 */
import { readFileSync } from "node:fs";
import type { z } from "zod";
import { ToolError } from "../core/errors.ts";
import { PLACES } from "../core/places.ts";
import { presetList, source, type preset } from "./schema.ts";
import type { SourceSpec } from "./types.ts";

export type Preset = z.infer<typeof preset>;

export function presets(): Preset[] {
  return presetList.parse(JSON.parse(readFileSync(PLACES.presets, "utf8"))).presets;
}

/** @throws ToolError E_INPUT_MISSING with the names that there are */
export function findPreset(name: string): Preset {
  const all = presets();
  const found = all.find(({ preset }) => preset === name);
  if (found !== undefined) return found;
  throw new ToolError("E_INPUT_MISSING", `there is no ready-made declaration named '${name}'`, {
    hint: `There are: ${all.map(({ preset }) => preset).join(", ")}.`,
  });
}

/**
 * @param given its name, and what stands in the place of the ready declaration's own
 * @throws ToolError E_KNOWLEDGE: it has no address, and no file is given
 */
export function presetSource(
  { preset: name, ...given }: { preset: string; file?: string | undefined },
  path?: string,
): SourceSpec {
  const { address, obtain, source: declared } = findPreset(name);
  const file = given.file ?? address;
  if (file === null)
    throw new ToolError("E_KNOWLEDGE", `'${name}' has no address, so its file must be given`, {
      path,
      hint: obtain,
    });
  const own = Object.entries(given).filter(([, value]) => value !== undefined);
  return source.parse({ ...declared, ...Object.fromEntries(own), file });
}
