import * as fc from "fast-check";
import { closeSync, openSync } from "node:fs";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { cutAtNewlines, decompressStream, sniff, sniffStream } from "../../src/io/bgzf/index.ts";
import { bgzipBytes } from "../../src/io/bgzf/writer.ts";
import { expansionGuard } from "../../src/io/bgzf/limits.ts";
import { isToolError } from "../../src/core/errors.ts";
import { collect, LIMITS, TempDir, toolErrorOf, toolErrorOfAsync } from "./support.ts";

const temp = new TempDir();
afterAll(() => temp.remove());

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const text = Buffer.from(Array.from({ length: 30_000 }, (_, i) => `1\t${i}\t.\tA\tG\n`).join(""));

describe("sniff", () => {
  it.each([
    ["", "empty"],
    ["23 23 66 69", "plain"],
    ["1f 8b 08 00 00 00 00 00 00 03", "gzip"],
    ["1f 8b", "gzip"],
    ["1f 8b 08 04 00 00 00 00 00 ff 06 00 42 43 02 00 1b 00 03 00", "bgzf"],
    ["1f 8b 08 04 00 00 00 00 00 ff 06 00 41 41 02 00 1b 00 03 00", "gzip"],
  ])("[%s] is %s", (hex, kind) => {
    expect(sniff(Buffer.from(hex.replaceAll(" ", ""), "hex"), "x")).toBe(kind);
  });

  it.each([
    ["ff fe 23 00", /UTF-16/, /iconv/],
    ["fe ff 00 23", /UTF-16/, /iconv/],
    ["23 00 23 00", /UTF-16/, /iconv/],
    ["ef bb bf 23 23", /byte order mark/, /sed/],
    ["42 43 46 02 02", /BCF/, /bcftools view/],
    ["50 4b 03 04", /zip/, /Unpack it/],
    ["23 23 66 00 41", /NUL byte at offset 3/, /VCF/],
  ])("[%s] is refused with a hint", (hex, message, hint) => {
    const error = toolErrorOf(() => sniff(Buffer.from(hex.replaceAll(" ", ""), "hex"), "x.vcf"));
    expect(error.code).toBe("E_VCF_HEADER");
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint);
    expect(error.place.path).toBe("x.vcf");
  });
});

describe("sniff of compressed files", () => {
  const tar = Buffer.concat([Buffer.alloc(257), Buffer.from("ustar"), Buffer.alloc(250)]);
  const long = Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * i * 7919) % 251));
  it.each([
    ["BCF", Buffer.from("BCF\x02\x02"), /bcftools view -Oz/],
    ["BCF", Buffer.concat([Buffer.from("BCF\x02\x02"), long]), /bcftools view -Oz/],
    ["BAM", Buffer.from("BAM\x01"), /not the alignments/],
    ["a .tbi index", Buffer.from("TBI\x01"), /not its index/],
    ["gzip inside gzip", gzipSync("##fileformat=VCFv4.2\n"), /unpack it once/],
    ["a tar archive", tar, /tar/],
  ])("%s", (name, inside, hint) => {
    for (const stored of [bgzipBytes(inside), gzipSync(inside)]) {
      for (const first of [stored, stored.subarray(0, 512)]) {
        const error = toolErrorOf(() => sniff(first, "x.bcf"));
        expect(error.message).toContain(`found ${name}`);
        expect(error.hint).toMatch(hint);
      }
    }
    if (name !== "gzip inside gzip")
      expect(toolErrorOf(() => sniff(inside, "x")).message).toContain(`found ${name}`);
  });

  it("says nothing of VCF text, also behind a byte order mark, and of damage", () => {
    for (const inside of [text, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), text])])
      expect(sniff(bgzipBytes(inside).subarray(0, 512), "x")).toBe("bgzf");
    const damaged = Buffer.from(bgzipBytes(text).subarray(0, 512)).fill(0xee, 18);
    expect(sniff(damaged, "x")).toBe("bgzf");
  });
});

describe("decompressStream", () => {
  it.each([
    ["plain", text, 1000],
    ["gzip", gzipSync(text), 1],
    ["gzip", Buffer.concat([gzipSync(text.subarray(0, 5000)), gzipSync(text.subarray(5000))]), 997],
    ["bgzf", bgzipBytes(text), 13],
    ["bgzf", bgzipBytes(text), 1 << 20],
  ])("%s in any chunks gives the text", async (kind, stored, size) => {
    const sniffed = await sniffStream(chunksOf(stored, size), "-");
    expect(sniffed.kind).toBe(kind);
    const got = await collect(decompressStream(sniffed.source, sniffed.kind, "-", LIMITS));
    expect(got.equals(text)).toBe(true);
  });

  it("reads from a file descriptor and leaves it open", async () => {
    const fd = openSync(temp.file("a.gz", bgzipBytes(text)), "r");
    expect((await collect(decompressStream(fd, "bgzf", "a.gz", LIMITS))).equals(text)).toBe(true);
    closeSync(fd);
  });

  it.each([
    ["cut within a member", gzipSync(text).subarray(0, 900), "E_BGZF_TRUNCATED"],
    ["cut in the trailer", gzipSync(text).subarray(0, -3), "E_BGZF_TRUNCATED"],
    [
      "a second member cut",
      Buffer.concat([gzipSync(text), gzipSync(text).subarray(0, 30)]),
      "E_BGZF_TRUNCATED",
    ],
    ["bytes behind", Buffer.concat([gzipSync(text), Buffer.from("garbage")]), "E_BGZF"],
    [
      "NUL bytes, then another member",
      Buffer.concat([gzipSync(text), Buffer.alloc(9), gzipSync(text)]),
      "E_BGZF",
    ],
    ["a flipped bit", flip(gzipSync(text), 3000), "E_BGZF"],
    ["a wrong CRC", flip(gzipSync(text), gzipSync(text).length - 6), "E_BGZF"],
  ])("plain gzip, %s: an error with its byte", async (_, stored, code) => {
    for (const size of [100, stored.length]) {
      const error = await toolErrorOfAsync(() =>
        collect(decompressStream(chunksOf(stored, size), "gzip", "x.gz", LIMITS)),
      );
      expect(error.code).toBe(code);
      expect(error.place.offset).toBeTypeOf("number");
    }
  });

  it("a source that fails is E_IO", async () => {
    const failing = new Readable({
      read() {
        this.destroy(Object.assign(new Error("EIO: i/o error"), { code: "EIO" }));
      },
    });
    for (const kind of ["plain", "gzip", "bgzf"] as const) {
      const error = await toolErrorOfAsync(() =>
        collect(decompressStream(failing, kind, "-", LIMITS)),
      );
      expect(error.code).toBe("E_IO");
    }
  });

  it("stops reading when the receiver stops", async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array, void> {
      for (;;) {
        given++;
        yield gzipSync(text);
      }
    }
    for await (const part of decompressStream(endless(), "gzip", "-", LIMITS)) {
      expect(part.length).toBeGreaterThan(0);
      break;
    }
    expect(given).toBeLessThan(50);
  });

  it("a gzip bomb meets the expansion cap", async () => {
    const limits = { ...LIMITS, expansionFreeBytes: 1 << 20, maxExpansion: 100 };
    const bomb = gzipSync(Buffer.alloc(1 << 25));
    const error = await toolErrorOfAsync(() =>
      collect(decompressStream(chunksOf(bomb, 4096), "gzip", "x", limits)),
    );
    expect(error.code).toBe("E_LIMIT");
  });
});

describe("cutAtNewlines", () => {
  it("any chunks and batch size: same bytes, cuts at newlines, buffers of their own", async () => {
    const line = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.nat(300).map((n) => "x".repeat(n)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 30 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 500 }),
        async (lines, closed, size, batchBytes) => {
          const whole = Buffer.from(lines.join("\n") + (closed ? "\n" : ""));
          const batches: Uint8Array[] = [];
          for await (const batch of cutAtNewlines(chunksOf(whole, size), batchBytes, "-", LIMITS))
            batches.push(batch);
          expect(Buffer.concat(batches).equals(whole)).toBe(true);
          const reused: Buffer[] = [];
          for await (const batch of cutAtNewlines(
            chunksOf(whole, size),
            batchBytes,
            "-",
            LIMITS,
            true,
          ))
            reused.push(Buffer.from(batch));
          expect(Buffer.concat(reused).equals(whole)).toBe(true);
          for (const batch of reused.slice(0, -1)) expect(batch.at(-1)).toBe(10);
          for (const batch of batches.slice(0, -1)) expect(batch.at(-1)).toBe(10);
          expect(new Set(batches.map((b) => b.buffer)).size).toBe(batches.length);
          structuredClone(batches, { transfer: batches.map((b) => b.buffer as ArrayBuffer) });
        },
      ),
    );
  });

  it.each([
    [100, 10, true],
    [101, 10, false],
    [100, 4096, true],
    [101, 4096, false],
    [90_000, 64, false],
  ])(
    "a line of %i bytes, batches of %i, cap 100: accepted %s",
    async (length, batchBytes, accepted) => {
      const whole = Buffer.from(`short\n${"x".repeat(length)}\nshort\n`);
      const limits = { ...LIMITS, maxLineBytes: 100 };
      const got = collect(cutAtNewlines(chunksOf(whole, 7), batchBytes, "-", limits)).then(
        (bytes) => bytes.equals(whole),
        (error: unknown) => error instanceof Error && "code" in error && error.code !== "E_LIMIT",
      );
      expect(await got).toBe(accepted);
    },
  );
});

describe("expansionGuard", () => {
  it.each([
    [1, 999, true],
    [1, 1000, true],
    [1, 1001, false],
    [100, 100_000, true],
    [100, 100_001, false],
  ])("%i bytes in, %i out: %s", (compressed, data, accepted) => {
    const guard = expansionGuard({ ...LIMITS, expansionFreeBytes: 1000, maxExpansion: 1000 }, "x");
    const add = (): string => {
      try {
        guard(compressed, data);
        return "accepted";
      } catch (error) {
        return isToolError(error) ? error.code : String(error);
      }
    };
    expect(add()).toBe(accepted ? "accepted" : "E_LIMIT");
  });
});

function flip(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  return bytes;
}
