import * as fc from "fast-check";
import { closeSync, fstatSync, openSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { RangeInflater, type Chunk } from "../../src/io/bgzf/index.ts";
import { bgzipBytes } from "../../src/io/bgzf/writer.ts";
import { LIMITS, TempDir } from "./support.ts";

const temp = new TempDir();
afterAll(() => temp.remove());

/** Several lots of a megabyte of text that does not compress well. */
const text = Buffer.from(
  Array.from({ length: 120_000 }, (_, i) => `${(i * 2_654_435_761) % 4_294_967_296}\n`).join(""),
);
const sound = Buffer.from(bgzipBytes(text));

/** What the pieces of each chunk hold, and the error that ended it. */
type Story = { contents: string[]; error: unknown };

async function withReader<T>(path: string, use: (r: RangeInflater) => T | Promise<T>): Promise<T> {
  const fd = openSync(path, "r");
  try {
    return await use(new RangeInflater({ fd, size: fstatSync(fd).size, path, limits: LIMITS }));
  } finally {
    closeSync(fd);
  }
}

function oneByOne(path: string, chunks: readonly Chunk[]): Promise<Story> {
  return withReader(path, (reader) => {
    const story: Story = { contents: [], error: undefined };
    try {
      for (const chunk of chunks) {
        let content = "";
        for (const piece of reader.readChunk(chunk)) content += piece.data.toString("latin1");
        story.contents.push(content);
      }
    } catch (error) {
      story.error = error;
    }
    return story;
  });
}

function ahead(path: string, chunks: readonly Chunk[]): Promise<Story> {
  return withReader(path, async (reader) => {
    const story: Story = { contents: [], error: undefined };
    let content = "";
    try {
      for await (const pieces of reader.readAhead(chunks))
        for (const { range, endsChunk } of pieces) {
          content += range.data.toString("latin1");
          if (endsChunk) story.contents.push(content);
          if (endsChunk) content = "";
        }
    } catch (error) {
      story.error = error;
    }
    return story;
  });
}

/** Where blocks begin, the end of the file last. */
async function blockStarts(path: string): Promise<number[]> {
  const pieces = await withReader(path, (reader) => [...reader.pieces(0, sound.length)]);
  return [...pieces.flatMap((piece) => piece.blockOffsets), sound.length];
}

const chunksOf = (starts: readonly number[]): fc.Arbitrary<Chunk[]> =>
  fc
    .uniqueArray(fc.nat(starts.length - 3), { minLength: 2, maxLength: 20 })
    .chain((at) => fc.tuple(fc.constant(at.toSorted((a, b) => a - b)), fc.nat(9), fc.nat(9)))
    .map(([at, first, last]) =>
      at.slice(1).map((end, i) => ({
        minv: { block: starts[at[i] ?? 0] ?? 0, within: first },
        maxv: { block: starts[end] ?? 0, within: last },
      })),
    );

describe("chunks inflated ahead", () => {
  it("hold what they hold one by one", async () => {
    const path = temp.file("sound.gz", sound);
    const starts = await blockStarts(path);
    expect(sound.length).toBeGreaterThan(2 << 18);
    await fc.assert(
      fc.asyncProperty(chunksOf(starts), async (chunks) => {
        const story = await ahead(path, chunks);
        expect(story.error).toBeUndefined();
        expect(story).toEqual(await oneByOne(path, chunks));
      }),
      { numRuns: 40 },
    );
  });

  it("a fault is the same, and nothing that stands before it is lost", async () => {
    const starts = await blockStarts(temp.file("sound.gz", sound));
    await fc.assert(
      fc.asyncProperty(chunksOf(starts), fc.nat(sound.length - 1), async (chunks, at) => {
        const damaged = Buffer.from(sound);
        damaged[at] = (damaged[at] ?? 0) ^ 16;
        const path = temp.file("damaged.gz", damaged);
        const story = await ahead(path, chunks);
        expect(story).toEqual(await oneByOne(path, chunks));
      }),
      { numRuns: 60 },
    );
  });

  it("chunks of another file's index are E_INDEX", async () => {
    const path = temp.file("sound.gz", sound);
    const chunk = { minv: { block: 1, within: 0 }, maxv: { block: sound.length + 40, within: 0 } };
    expect(await ahead(path, [chunk])).toEqual({
      contents: [],
      error: expect.objectContaining({ code: "E_INDEX" }),
    });
  });
});
