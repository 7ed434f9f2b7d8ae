/**
 * The text of a bgzipped FASTA file by its `.gzi`: the blocks that contain what is requested, with the last ones
 * cached.
 */
import { ToolError } from "../../core/errors.ts";
import { firstAt } from "../../core/sorted.ts";
import { MAX_BLOCK_BYTES } from "../bgzf/block.ts";
import { inflateRun, reusingInflater } from "../bgzf/inflate.ts";
import type { BlockPlaces } from "./indexes.ts";
import type { ReadText, Stored } from "./stored.ts";

/** Blocks of text that are kept: 4 MiB. */
const MOST_BLOCKS = 64;

/** @throws ToolError E_INDEX: the index is another file's; E_BGZF*, and those of `stored` */
export function bgzippedText(file: Stored, places: BlockPlaces): ReadText {
  const inflate = reusingInflater();
  const kept = new Map<number, Uint8Array>();

  const block = (i: number): Uint8Array => {
    let text = kept.get(i);
    if (text === undefined) {
      const start = Number(places.stored[i]);
      const next = Number(places.stored[i + 1] ?? file.size);
      if (start >= file.size) throw misfit(file);
      const bytes = file.read(start, Math.min(file.size, start + MAX_BLOCK_BYTES, next));
      const limits = { before: start + 1, maxData: MAX_BLOCK_BYTES };
      text = new Uint8Array(inflateRun(bytes, 0, start, file.size, limits, file, inflate).data);
      const length =
        Number(places.text[i + 1] ?? text.length + Number(places.text[i])) - Number(places.text[i]);
      if (text.length !== length) throw misfit(file);
    }
    kept.delete(i);
    kept.set(i, text);
    if (kept.size > MOST_BLOCKS) kept.delete(Number(kept.keys().next().value));
    return text;
  };

  return (start, end) => {
    if (end > Number(places.text.at(-1)) + MAX_BLOCK_BYTES) throw misfit(file);
    const text = Buffer.allocUnsafe(end - start);
    let i = firstAt(places.text, start + 1) - 1;
    for (let have = 0; have < text.length; i++) {
      if (i >= places.text.length) throw misfit(file);
      const from = start + have - Number(places.text[i]);
      const part = block(i).subarray(from, from + text.length - have);
      text.set(part, have);
      have += part.length;
    }
    return text;
  };
}

function misfit({ path }: Stored): ToolError {
  return new ToolError("E_INDEX", "the index points to positions that the file does not have", {
    path: `${path}.gzi`,
    hint: "The index is for another file; rebuild it with `samtools faidx`.",
  });
}
