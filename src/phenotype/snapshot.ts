/**
 * A release as one file: a header of JSON, then the arrays, each at a multiple of 8 bytes, little
 * endian. Loading makes views and parses nothing, so that it takes as long as reading the file.
 */
import { endianness } from "node:os";
import { isToolError, ToolError } from "../core/errors.ts";
import type { HpoRelease } from "./types.ts";

/** First bytes of the file: name and number of the layout. */
const MAGIC = "PANELIST-HPO-1\n\n";

const KINDS = { Int32Array, Float32Array, Float64Array, Uint8Array } as const;
type Kind = keyof typeof KINDS;
type Flat = InstanceType<(typeof KINDS)[Kind]>;

/** An array in the file: kind, byte offset after the header, number of items. */
type Slot = [Kind, number, number];

/** The object with slots in the places of its arrays. */
type Header = { [key: string]: Header | string | number | { $: Slot } };

export function encodeSnapshot(hpo: HpoRelease): Buffer {
  const arrays: Flat[] = [];
  let end = 0;
  const slot = (array: Flat): Slot => {
    const at = end;
    arrays.push(array);
    end += Math.ceil(array.byteLength / 8) * 8;
    return [array.constructor.name as Kind, at, array.length];
  };
  const describe = (value: object): Header =>
    Object.fromEntries(
      Object.entries(value).map(([key, member]: [string, unknown]) => {
        if (ArrayBuffer.isView(member)) return [key, { $: slot(member as Flat) }];
        if (typeof member === "object" && member !== null) return [key, describe(member)];
        return [key, member as string | number];
      }),
    );
  const json = JSON.stringify(describe(hpo));
  const start = Math.ceil((MAGIC.length + 8 + Buffer.byteLength(json)) / 8) * 8;
  const file = Buffer.alloc(start + end);
  file.write(MAGIC, "latin1");
  file.writeUInt32LE(Buffer.byteLength(json), MAGIC.length);
  file.write(json, MAGIC.length + 8);
  let at = start;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    file.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += Math.ceil(byteLength / 8) * 8;
  }
  return file;
}

/**
 * Views on `bytes`, which must stay unchanged.
 * @throws ToolError E_STORE: no snapshot of this layout, or one that is cut
 */
export function decodeSnapshot(bytes: Buffer, path: string): HpoRelease {
  if (endianness() !== "LE")
    throw new ToolError("E_STORE", "HPO snapshots require a little-endian machine", { path });
  if (bytes.length < MAGIC.length + 8 || bytes.toString("latin1", 0, MAGIC.length) !== MAGIC) {
    const hint = "Run `panelist knowledge import hpo <files>` again.";
    throw new ToolError("E_STORE", "not an HPO snapshot of this version", { path, hint });
  }
  // Views of 8 bytes want an aligned start; a small file may lie anywhere in a shared buffer.
  const own = bytes.byteOffset % 8 === 0 ? bytes : Buffer.from(new Uint8Array(bytes).buffer);
  const length = own.readUInt32LE(MAGIC.length);
  const start = Math.ceil((MAGIC.length + 8 + length) / 8) * 8;
  const restore = (value: Header): object =>
    Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        if (typeof member !== "object") return [key, member];
        if (!("$" in member)) return [key, restore(member)];
        const [kind, at, count] = member.$ as Slot;
        const Type = KINDS[kind];
        if (start + at + count * Type.BYTES_PER_ELEMENT > own.length)
          throw new ToolError("E_STORE", `the snapshot ends inside ${key}`, { path });
        return [key, new Type(own.buffer as ArrayBuffer, own.byteOffset + start + at, count)];
      }),
    );
  try {
    const json = own.toString("utf8", MAGIC.length + 8, MAGIC.length + 8 + length);
    return restore(JSON.parse(json) as Header) as HpoRelease;
  } catch (cause) {
    if (isToolError(cause)) throw cause;
    throw new ToolError("E_STORE", "the header of this HPO snapshot is damaged", { path, cause });
  }
}
