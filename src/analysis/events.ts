/** `panelist events`: files of structural variants, copy numbers and mobile elements in their normal form. */
import type { Assembly } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import { LIMITS } from "../core/limits.ts";
import { readText } from "../io/read-text.ts";
import { buildFamily, parsePed } from "../pedigree/index.ts";
import type { StatedFamily } from "../pedigree/types.ts";
import { type EventFamily, peekEvents, readEvents } from "../structural/index.ts";
import type { EventInput, EventsRead } from "../structural/types.ts";
import type { VcfHeader } from "../vcf/types.ts";

interface EventsOptions extends Pick<StatedFamily, "proband" | "sex"> {
  inputs: EventInput[];
  assembly?: Assembly | undefined;
  ped?: string | undefined;
}

export interface EventsTable extends EventsRead {
  assembly: Assembly;
  /** In the order of the calls. */
  people: string[];
}

/** Without a pedigree each sample is a person. @throws ToolError of reading; E_ASSEMBLY: no header says the build */
export async function structuralEvents(options: EventsOptions): Promise<EventsTable> {
  const { inputs } = options;
  const headers: VcfHeader[] = [];
  // oxlint-disable-next-line no-await-in-loop -- the first that fails is always the same
  for (const input of inputs) headers.push((await peekEvents(input)).header);
  const assembly = options.assembly ?? headers.find((header) => header.assembly)?.assembly ?? null;
  if (assembly === null)
    throw new ToolError("E_ASSEMBLY", "the header does not state the build", {
      path: inputs[0]?.path,
      hint: "Give --assembly GRCh37 or --assembly GRCh38.",
    });
  const named = inputs.flatMap(({ sample }, i) => sample ?? headers[i]?.samples ?? []);
  const family = await familyOf(options, [...new Set(named)]);
  const read = await readEvents(inputs, family, assembly);
  return { ...read, assembly, people: family.people.map(({ id }) => id) };
}

async function familyOf(options: EventsOptions, samples: readonly string[]): Promise<EventFamily> {
  const { ped, sex, proband } = options;
  if (ped !== undefined) {
    const rows = parsePed(await readText(ped, LIMITS.files.pedigree), ped);
    const stated = { proband, sex, affected: [], notGeneticParents: [] };
    return buildFamily({ ...stated, rows, vcfSamples: samples });
  }
  const people = samples.map((id) => ({ id, sex: sex[id] ?? ("unknown" as const) }));
  const at = people.findIndex(({ id }) => id === proband);
  const first = people[Math.max(at, 0)];
  if (first !== undefined && sex[""] !== undefined) first.sex = sex[""];
  return { people, proband: Math.max(at, 0) };
}
