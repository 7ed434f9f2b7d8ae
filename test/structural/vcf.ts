/** Small files of events, and what is read of them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Assembly } from "../../src/core/assembly.ts";
import type { Sex } from "../../src/pedigree/types.ts";
import { readEvents } from "../../src/structural/index.ts";
import type {
  EventCall,
  EventInput,
  EventsRead,
  GenomicEvent,
} from "../../src/structural/types.ts";

/** Columns as a person writes them, with blanks; POS onwards. */
export interface Made {
  /** Lines of the header besides the first and the last. */
  header?: string[];
  samples?: string[];
  /** With blanks for tabs. */
  rows: string[];
}

export function textOf({ header = [], samples = ["child"], rows }: Made): string {
  const columns = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"];
  const head = samples.length === 0 ? columns : [...columns, "FORMAT", ...samples];
  const lines = ["##fileformat=VCFv4.2", ...header, head.join("\t")];
  return [...lines, ...rows.map((row) => row.trim().split(/ +/).join("\t")), ""].join("\n");
}

let count = 0;

/** Writes a file into `folder`. */
export function made(folder: string, content: Made | string): string {
  const path = join(folder, `events-${++count}.vcf`);
  writeFileSync(path, typeof content === "string" ? content : textOf(content));
  return path;
}

export const child = (
  sex: Sex = "female",
): { people: { id: string; sex: Sex }[]; proband: number } => ({
  people: [{ id: "child", sex }],
  proband: 0,
});

export const trio = (sex: Sex = "female"): ReturnType<typeof child> => ({
  people: [
    { id: "child", sex },
    { id: "mother", sex: "female" },
    { id: "father", sex: "male" },
  ],
  proband: 0,
});

/** One file of one person. */
export async function read(
  folder: string,
  content: Made,
  { sex = "female", assembly = "GRCh38" }: { sex?: Sex; assembly?: Assembly } = {},
): Promise<EventsRead> {
  return readEvents([{ path: made(folder, content) }], child(sex), assembly);
}

export async function readAll(
  inputs: EventInput[],
  family: ReturnType<typeof child> | null = trio(),
  assembly: Assembly = "GRCh38",
): Promise<EventsRead> {
  return readEvents(inputs, family, assembly);
}

/** The only event of them. */
export function only({ events }: EventsRead): GenomicEvent {
  const [event, ...more] = events;
  if (event === undefined || more.length > 0)
    throw new Error(`one event, not ${events.map(({ key }) => key).join(" ") || "none"}`);
  return event;
}

/** `carrier:het`, `reference`; "-": not assayed. */
export function said(call: EventCall | null | undefined): string {
  if (call === null || call === undefined) return "-";
  return call.state === "carrier" ? `carrier:${call.zygosity}` : call.state;
}

export const keysOf = ({ events }: EventsRead): string[] => events.map(({ key }) => key);
