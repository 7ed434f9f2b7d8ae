/** Which of the given files contain events: recognised by their content (SVI-01), or named as such. */
import { sha256 } from "../../core/digest.ts";
import { ToolError } from "../../core/errors.ts";
import { isRemote } from "../../core/text.ts";
import type { BatchResult } from "../../scan/types.ts";
import type { EventInput, FileKind } from "../../structural/types.ts";
import type { VcfHeader } from "../../vcf/types.ts";
import type { Input } from "../input.ts";

/** A file of events, looked into. */
export interface EventFile extends EventInput {
  kind: FileKind;
  header: VcfHeader;
}

/** The room is loaded where a file may be of events: most runs have none. */
async function look(input: EventInput): Promise<EventFile> {
  return (await import("../../structural/index.ts")).peekEvents(input);
}

/** INFO and FORMAT keys without which no file of events is: most files of small variants are told by them at once. */
const EVENT_KEYS = ["SVTYPE", "SVLEN", "SVCLAIM", "MEINFO", "REPID", "TRID", "natorRD"];
const COPY_KEYS = ["CN", "SM", "REPCN"];

/** What a program adds to a header, as `annotate` does, changes nothing: keys that callers declare, or the first record. */
function mayHoldEvents({ header: { info, format, lines }, firstLine = "" }: Input): boolean {
  if (EVENT_KEYS.some((key) => info.has(key)) || COPY_KEYS.some((key) => format.has(key)))
    return true;
  if (lines.some((line) => /^##ALT=<ID=(?!NON_REF|\*)/.test(line))) return true;
  const [, , , , alt = "", , , values = ""] = firstLine.split("\t", 8);
  return /^<(?!NON_REF|\*)|[[\]]/.test(alt) || EVENT_KEYS.some((key) => values.includes(`${key}=`));
}

/**
 * Opens a file as one of small variants, or says that it is one of events. What can be read only once, or lies far
 * away, is of small variants.
 * @param open of small variants
 */
export async function openEither(
  path: string,
  open: (path: string) => Promise<Input>,
): Promise<Input | EventFile> {
  let input: Input;
  try {
    input = await open(path);
  } catch (error) {
    // Writers of events leave out lines that a file of small variants cannot do without.
    if (!(error instanceof ToolError) || error.code !== "E_VCF_HEADER" || !isFile(path))
      throw error;
    const found = await look({ path }).catch(() => null);
    if (found === null || isOfSmall(found.kind)) throw error;
    return found;
  }
  if (input.size === null || input.remote !== null || !mayHoldEvents(input)) return input;
  const found = await look({ path });
  return isOfSmall(found.kind) ? input : found;
}

function isFile(path: string): boolean {
  return path !== "-" && !isRemote(path);
}

/** A file of the mitochondrion alone is read as small variants are. */
function isOfSmall(kind: FileKind): boolean {
  return kind === "small" || kind === "mito";
}

export function isEventFile(file: Input | EventFile): file is EventFile {
  return !("firstRecord" in file);
}

/** Looks into the files that are named as files of events. @throws ToolError as `peekEvents` */
export async function openNamed(named: readonly EventInput[]): Promise<EventFile[]> {
  const files: EventFile[] = [];
  for (const input of named) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other: errors come in order
    const file = { ...input, ...(await look(input)) };
    // A file of small variants stands here by `besideEvents` alone, in an archive too.
    files.push(input.kind === "small" ? asEvents(file) : file);
  }
  return files;
}

/** Can be read twice: a file on the disk. */
export function isReadAgain({ size, remote, isEmpty }: Input): boolean {
  return size !== null && remote === null && isEmpty !== true;
}

/** By their headers, may files of small variants hold events that a run reads? */
export function mayHoldSymbolic(inputs: readonly Input[]): boolean {
  return inputs.some((input) => isReadAgain(input) && mayHoldEvents(input));
}

/**
 * Do files of small variants hold symbolic alleles or breakends, that is events (SVI-03)? The scan counts those in the
 * genes that it is asked for; others may reach there, and are looked for where the header says that there may be some.
 */
export async function holdSymbolic(
  inputs: readonly Input[],
  result: Pick<BatchResult, "dropped"> | null,
): Promise<boolean> {
  const { symbolic_allele: symbolic = 0, breakend = 0 } = result?.dropped ?? {};
  if (symbolic + breakend > 0) return true;
  for (const input of inputs) {
    if (!isReadAgain(input) || !mayHoldEvents(input)) continue;
    // oxlint-disable-next-line no-await-in-loop -- the first that holds one is enough
    if (await (await import("../../structural/index.ts")).hasSymbolic(input.path)) return true;
  }
  return false;
}

/** Has the files of small variants stand among those of events, once. @returns the place of the first */
export function besideEvents(events: EventFile[], inputs: readonly Input[]): number {
  const at = events.findIndex(({ kind }) => kind === "small");
  if (at >= 0) return at;
  const files = inputs.filter(isReadAgain);
  return events.push(...files.map(asEvents)) - files.length;
}

function asEvents({ path, header }: Pick<Input, "path" | "header">): EventFile {
  return { path, header, kind: "small", symbolicAlone: true };
}

/** A family whose small variants are not given: its samples, and no record. */
export function withoutSmall({ path, header }: EventFile): Input {
  const nothing = async function* (): AsyncGenerator<Uint8Array> {};
  return {
    path,
    kind: "plain",
    header: { ...header, annotations: [] },
    size: 0,
    digest: sha256(header.lines.join("\n")),
    firstRecord: null,
    index: null,
    indexOlderThanFile: false,
    text: nothing(),
    remote: null,
    isEmpty: true,
  };
}
