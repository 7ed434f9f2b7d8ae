import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { deflateRawSync, crc32 } from "node:zlib";
import { decompressStream } from "../../src/io/bgzf/index.ts";
import { BgzfWriter } from "../../src/io/bgzf/writer.ts";
import { bgzipBytes } from "../../src/io/bgzf/writer.ts";
import { EOF_BLOCK } from "../../src/io/bgzf/block.ts";
import { inflateFresh, reusingInflater } from "../../src/io/bgzf/inflate.ts";
import { isToolError } from "../../src/core/errors.ts";
import {
  collect,
  gunzipFile,
  hasTool,
  LIMITS,
  readByRanges,
  run,
  TempDir,
  withFile,
} from "./support.ts";

const temp = new TempDir();
afterAll(() => temp.remove());

/** A block of any content; `level` 0 stores it, so that the content stands in the file as it is. */
function block(content: Uint8Array, level = 6): Uint8Array {
  const body = deflateRawSync(content, { level });
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(crc32(content));
  tail.writeUInt32LE(content.length, 4);
  const head = Buffer.from(EOF_BLOCK.subarray(0, 18));
  head.writeUInt16LE(18 + body.length + 8 - 1, 16);
  return Buffer.concat([head, body, tail]);
}

/** Pieces of content, each a block of its own: compressible, random, empty, or full of block headers. */
const content = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.integer({ min: 0, max: 65_000 }).map((n) => Buffer.alloc(n, "ACGT\t0/1\n")),
  fc.constant(Buffer.concat(Array.from({ length: 40 }, () => EOF_BLOCK.subarray(0, 18)))),
  fc.constant(new Uint8Array(0)),
);
const blocks = fc.array(fc.tuple(content, fc.constantFrom(0, 6)), { maxLength: 12 });

function fileOf(parts: readonly (readonly [Uint8Array, number])[]): Buffer {
  return Buffer.concat([...parts.map(([bytes, level]) => block(bytes, level)), EOF_BLOCK]);
}

describe("reading by ranges", () => {
  it("any split gives exactly the file", () => {
    fc.assert(
      fc.property(blocks, fc.array(fc.nat(80_000), { maxLength: 6 }), (parts, starts) => {
        const path = temp.file("split.gz", fileOf(parts));
        const expected = Buffer.concat(parts.map(([bytes]) => bytes));
        expect(readByRanges(path, starts).equals(expected)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("the first block of a range is never missed, doubled or made up", () => {
    fc.assert(
      fc.property(blocks, fc.nat(80_000), fc.nat(80_000), (parts, a, b) => {
        const bytes = fileOf(parts);
        const path = temp.file("find.gz", bytes);
        const begins = [0];
        for (const [part, level] of parts)
          begins.push((begins.at(-1) ?? 0) + block(part, level).length);
        const [start, end] = [Math.min(a, b, bytes.length), Math.min(Math.max(a, b), bytes.length)];
        const range = withFile(path, (inflater) => inflater.read(start, end));
        expect(range.blockOffsets).toEqual(begins.filter((at) => at >= start && at < end));
        expect(range.start).toBe(begins.find((at) => at >= start) ?? bytes.length);
      }),
      { numRuns: 60 },
    );
  });

  it("a BGZF file stored inside a block misleads no run: the joint shows it, and the exact reading is right", () => {
    const inner = fileOf([
      [Buffer.from("made up\n"), 6],
      [Buffer.from("lines\n"), 6],
    ]);
    const outer = fileOf([
      [Buffer.from("true\n"), 6],
      [inner, 0],
      [Buffer.from("end\n"), 6],
    ]);
    const path = temp.file("nested.gz", outer);
    for (let start = 1; start < outer.length; start++)
      expect(readByRanges(path, [start]).equals(gunzipFile(path))).toBe(true);
  });

  it("readChunk gives the bytes between two virtual offsets", () => {
    fc.assert(
      fc.property(blocks, fc.nat(200_000), fc.nat(200_000), (parts, a, b) => {
        const whole = Buffer.concat(parts.map(([bytes]) => bytes));
        const path = temp.file("chunk.gz", fileOf(parts));
        const [from, to] = [Math.min(a, b, whole.length), Math.min(Math.max(a, b), whole.length)];
        const place = (at: number): { block: number; within: number } => {
          let [file, data] = [0, 0];
          for (const [bytes, level] of parts) {
            if (at < data + bytes.length) return { block: file, within: at - data };
            file += block(bytes, level).length;
            data += bytes.length;
          }
          return { block: file, within: 0 };
        };
        const got = withFile(path, (inflater) =>
          Buffer.concat(
            [...inflater.readChunk({ minv: place(from), maxv: place(to) })].map((piece) =>
              Uint8Array.from(piece.data),
            ),
          ),
        );
        // Pieces are valid until the next one: a file this small comes in one.
        expect(got.equals(whole.subarray(from, to))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [{ minv: { block: 1, within: 0 }, maxv: { block: 40, within: 0 } }],
    [{ minv: { block: 0, within: 9 }, maxv: { block: 34, within: 0 } }],
    [{ minv: { block: 0, within: 0 }, maxv: { block: 5, within: 1 } }],
    [{ minv: { block: 0, within: 0 }, maxv: { block: 5, within: 0 } }],
    [{ minv: { block: 0, within: 0 }, maxv: { block: 0, within: 9 } }],
    [{ minv: { block: 900, within: 0 }, maxv: { block: 990, within: 9 } }],
  ])("a chunk of another file's index is E_INDEX: %j", (chunk) => {
    const path = temp.file(
      "misfit.gz",
      fileOf([
        [Buffer.from("abc"), 6],
        [Buffer.from("def"), 6],
      ]),
    );
    const read = (): unknown => withFile(path, (inflater) => [...inflater.readChunk(chunk)]);
    expect(read).toThrow(expect.objectContaining({ code: "E_INDEX" }));
  });
});

describe("damage", () => {
  const text = Buffer.from(
    Array.from({ length: 4000 }, (_, i) => `1\t${i * 37}\t.\tA\tC\t.\tPASS\tX=${i}\n`).join(""),
  );
  const sound = Buffer.concat([
    ...[0, 30_000, 60_000, 90_000].map((at) => block(text.subarray(at, at + 30_000))),
    EOF_BLOCK,
  ]);
  const expected = text.subarray(0, 120_000);

  it("any flipped bit is an error or changes nothing, never wrong bytes", async () => {
    const header = fc.constantFrom(0, 1, 2, 3, 10, 11, 12, 13, 14, 15, 16, 17);
    const place = fc.oneof(
      header,
      fc.nat(sound.length - 1),
      fc.nat(60).map((n) => sound.length - 1 - n),
    );
    await fc.assert(
      fc.asyncProperty(
        place,
        fc.nat(7),
        fc.array(fc.nat(sound.length), { maxLength: 2 }),
        async (at, bit, starts) => {
          const damaged = Buffer.from(sound);
          damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
          const path = temp.file("flip.gz", damaged);
          for (const read of [
            () => Promise.resolve(readByRanges(path, starts)),
            () =>
              collect(
                decompressStream(
                  (async function* () {
                    yield damaged;
                  })(),
                  "bgzf",
                  path,
                  LIMITS,
                ),
              ),
          ]) {
            const got = await Promise.resolve()
              .then(read)
              .catch((error: unknown) => error);
            const right = got instanceof Buffer && got.equals(expected);
            expect(right || (isToolError(got) && got.place.offset !== undefined)).toBe(true);
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it("every cut of the file is E_BGZF_TRUNCATED", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: sound.length - 1 }), (length) => {
        const path = temp.file("cut.gz", sound.subarray(0, length));
        expect(() => readByRanges(path, [])).toThrow(
          expect.objectContaining({ code: "E_BGZF_TRUNCATED" }),
        );
      }),
      { numRuns: 50 },
    );
  });

  it("a range finds the fault also without the check of the file's end", () => {
    const damaged = Buffer.from(sound);
    damaged[100] = (damaged[100] ?? 0) ^ 1;
    const path = temp.file("flip.gz", damaged);
    expect(() => withFile(path, (i) => i.read(0, 10))).toThrow(/block/);
    // The next call of the same reader is sound again.
    withFile(path, (inflater) => {
      expect(() => inflater.read(0, 10)).toThrow(/block/);
      expect(inflater.read(1, sound.length).data.equals(expected.subarray(30_000))).toBe(true);
    });
  });
});

describe("inflating members: the reused handle and Node's public call agree", () => {
  const reused = reusingInflater();
  it("on sound bytes", () => {
    expect(reused).not.toBe(inflateFresh);
    fc.assert(
      fc.property(blocks, (parts) => {
        const bytes = fileOf(parts);
        const length = parts.reduce((sum, [part]) => sum + part.length, 0);
        expect(reused(bytes, length).equals(inflateFresh(bytes, length))).toBe(true);
      }),
    );
  });

  it.each([
    ["too short a length", 5, 4],
    ["too long a length", 5, 6],
    ["far too long a length", 5, 600],
  ])("on %s", (_, holds, states) => {
    const bytes = block(Buffer.alloc(holds, 65));
    for (const inflate of [reused, inflateFresh])
      expect(() => inflate(bytes, states)).toThrow(/blocks state/);
    expect(reused(bytes, holds).toString()).toBe("AAAAA");
  });
});

describe("writing", () => {
  it("write then read is identity, however the writes are cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(content, fc.uint8Array({ minLength: 60_000, maxLength: 70_000 })), {
          maxLength: 8,
        }),
        async (parts) => {
          const emitted: Uint8Array[] = [];
          const writer = new BgzfWriter((bytes) => emitted.push(bytes));
          for (const part of parts) writer.write(part);
          writer.finish();
          const whole = Buffer.concat(parts);
          const stored = Buffer.concat(emitted);
          expect(stored.equals(bgzipBytes(whole))).toBe(true);
          const path = temp.file("written.gz", stored);
          expect(readByRanges(path, [stored.length >> 1]).equals(whole)).toBe(true);
        },
      ),
      { numRuns: 15 },
    );
  });

  it.skipIf(!hasTool("bgzip"))(
    "bgzip -t and zcat accept what is written (skipped without bgzip)",
    () => {
      const whole = Buffer.from(Array.from({ length: 50_000 }, (_, i) => `${i * 7919}\n`).join(""));
      const path = temp.file("tool.gz", bgzipBytes(whole));
      run("bgzip", ["-t", path]);
      expect(run("zcat", [path])).toBe(whole.toString());
    },
  );
});
