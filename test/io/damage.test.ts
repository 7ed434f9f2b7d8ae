import { openSync, closeSync, readFileSync, statSync, createReadStream } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  checkEof,
  cutAtNewlines,
  decompressStream,
  openIndex,
  RangeInflater,
  sniff,
  sniffStream,
} from "../../src/io/bgzf/index.ts";
import { isToolError } from "../../src/core/errors.ts";
import { sharedData } from "../helpers/shared.ts";
import {
  collect,
  gunzipFile,
  LIMITS,
  readByRanges,
  toolErrorOf,
  toolErrorOfAsync,
} from "./support.ts";

const folder = sharedData === null ? "" : join(sharedData, "badvcf/bgzf");
const file = (name: string): string => join(folder, name);

function check(name: string): void {
  const fd = openSync(file(name), "r");
  try {
    checkEof(fd, statSync(file(name)).size, file(name));
  } finally {
    closeSync(fd);
  }
}

function outcome(action: () => unknown): unknown {
  try {
    action();
    return "sound";
  } catch (error) {
    return isToolError(error) ? [error.code, error.place.offset] : error;
  }
}

/** Verdicts. Offsets are where the faulty block begins, by a walk of ok.vcf.gz with an independent script. */
const DAMAGED = [
  // file, code, offset of the fault, found already at the file's end
  ["bsize_flip.vcf.gz", "E_BGZF", 31327, false],
  ["crc_flip.vcf.gz", "E_BGZF", 31327, false],
  ["data_flip.vcf.gz", "E_BGZF", 31327, false],
  ["isize_flip.vcf.gz", "E_BGZF", 31327, false],
  ["no_eof.vcf.gz", "E_BGZF_TRUNCATED", 212092, true],
  ["trailing_garbage.vcf.gz", "E_BGZF", 212120, true],
  ["trailing_zeros.vcf.gz", "E_BGZF", 212120, true],
  ["truncated_blockboundary.vcf.gz", "E_BGZF_TRUNCATED", 46727, true],
  ["truncated_midblock.vcf.gz", "E_BGZF_TRUNCATED", 92537, true],
] as const;

describe.skipIf(sharedData === null)("shared damaged files", () => {
  it.each(DAMAGED)("%s: %s at byte %i", async (name, code, offset, atEnd) => {
    const seenAtEnd = outcome(() => check(name));
    expect(seenAtEnd).toEqual(atEnd ? [code, offset] : "sound");
    for (const starts of [[], [1], [40_000, 100_000], [31_327], [31_328, 46_722]]) {
      const error = outcome(() => readByRanges(file(name), starts));
      expect(error).toEqual([code, offset]);
    }
    const error = await toolErrorOfAsync(() =>
      collect(decompressStream(createReadStream(file(name)), "bgzf", name, LIMITS)),
    );
    expect([error.code, error.place.offset]).toEqual([code, offset]);
  });

  it.each(["ok.vcf.gz", "eof_in_middle.vcf.gz", "concat_twice.vcf.gz", "only_eof.vcf.gz"])(
    "%s reads whole, by ranges and as a stream",
    async (name) => {
      const expected = gunzipFile(file(name));
      check(name);
      for (const starts of [
        [],
        [1, 28, 29],
        [50_000, 100_000, 200_000],
        [212_091, 212_092, 212_093],
      ])
        expect(readByRanges(file(name), starts).equals(expected)).toBe(true);
      const stream = decompressStream(createReadStream(file(name)), "bgzf", name, LIMITS);
      expect((await collect(stream)).equals(expected)).toBe(true);
    },
  );

  it("empty_0byte.vcf.gz: nothing, and no error here", async () => {
    check("empty_0byte.vcf.gz");
    expect(readByRanges(file("empty_0byte.vcf.gz"), [])).toHaveLength(0);
    const { kind, source } = await sniffStream(createReadStream(file("empty_0byte.vcf.gz")), "x");
    expect(kind).toBe("empty");
    expect(await collect(source)).toHaveLength(0);
  });

  it("plain_gzip.vcf.gz is told apart and read", async () => {
    const { kind, source } = await sniffStream(createReadStream(file("plain_gzip.vcf.gz")), "x");
    expect(kind).toBe("gzip");
    const text = await collect(decompressStream(source, kind, "x", LIMITS));
    expect(text.equals(gunzipFile(file("plain_gzip.vcf.gz")))).toBe(true);
  });

  it("bomb_1GiB_line.vcf.gz: the line cap strikes, with bounded memory", async () => {
    const path = file("bomb_1GiB_line.vcf.gz");
    check("bomb_1GiB_line.vcf.gz");
    const error = await toolErrorOfAsync(async () => {
      const stream = decompressStream(createReadStream(path), "bgzf", path, LIMITS);
      for await (const batch of cutAtNewlines(stream, 1 << 20, path, LIMITS))
        expect(batch).toBeDefined();
    });
    expect(error.code).toBe("E_LIMIT");
    expect(error.message).toMatch(/67108864/);
  });

  it("bomb_1GiB_line.vcf.gz: the expansion cap strikes in a range", () => {
    const path = file("bomb_1GiB_line.vcf.gz");
    const fd = openSync(path, "r");
    const { size } = statSync(path);
    const inflater = new RangeInflater({
      fd,
      size,
      path,
      limits: { ...LIMITS, maxExpansion: 100 },
    });
    let largest = 0;
    const error = toolErrorOf(() => {
      for (const piece of inflater.pieces(0, size)) largest = Math.max(largest, piece.data.length);
    });
    closeSync(fd);
    expect(error.code).toBe("E_LIMIT");
    expect(largest).toBeLessThanOrEqual(16 << 20);
  });

  it("the index of ok.vcf.gz opens; a VCF is no index", () => {
    expect(openIndex(file("ok.vcf.gz.tbi")).names.length).toBeGreaterThan(0);
    expect(toolErrorOf(() => openIndex(file("ok.vcf.gz"))).code).toBe("E_INDEX");
  });

  it("sniff names each file's kind", () => {
    const kindOf = (name: string): string => sniff(readFileSync(file(name)).subarray(0, 512), name);
    expect(kindOf("ok.vcf.gz")).toBe("bgzf");
    expect(kindOf("only_eof.vcf.gz")).toBe("bgzf");
    expect(kindOf("plain_gzip.vcf.gz")).toBe("gzip");
    expect(kindOf("empty_0byte.vcf.gz")).toBe("empty");
  });
});
