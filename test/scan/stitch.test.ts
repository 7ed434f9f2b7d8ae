// Edges of neighbouring batches make whole lines, however the text was cut.
import { describe, expect, it } from "vitest";
import { Stitcher } from "../../src/scan/pool/stitch.ts";

const reply = (head: string, tail: string, whole = false) => ({
  head: Buffer.from(head),
  tail: Buffer.from(tail),
  whole,
});

describe("the lines between the bodies of two batches", () => {
  it("are the tail of one and the head of the next", () => {
    const stitcher = new Stitcher("x.vcf", 100);
    expect(stitcher.push(reply("", "ab"))).toBeNull();
    expect(stitcher.push(reply("c\n", "de"))?.toString()).toBe("abc\n");
    expect(stitcher.push(reply("f\n", ""))?.toString()).toBe("def\n");
    expect(stitcher.push(reply("", ""))).toBeNull();
    expect(stitcher.rest()).toHaveLength(0);
  });

  it("wait for the end of a line, over batches that hold none", () => {
    const stitcher = new Stitcher("x.vcf", 100);
    stitcher.push(reply("", "ab"));
    expect(stitcher.push(reply("cd", "", true))).toBeNull();
    expect(stitcher.push(reply("ef", "", true))).toBeNull();
    expect(stitcher.push(reply("g\n", "h"))?.toString()).toBe("abcdefg\n");
    expect(stitcher.rest().toString()).toBe("h");
    expect(stitcher.rest()).toHaveLength(0);
  });
});

describe("a line that is too long", () => {
  const held = (...texts: string[]): string => {
    const stitcher = new Stitcher("x.vcf", 10);
    for (const text of texts) stitcher.push(reply(text, "", true));
    return stitcher.rest().toString();
  };

  it("is refused, one of as many bytes as are allowed is not", () => {
    expect(held("abcde", "fghij")).toBe("abcdefghij");
    expect(() => held("abcde", "fghijk")).toThrow(
      expect.objectContaining({
        code: "E_LIMIT",
        message: "a line is longer than 10 bytes",
        place: expect.objectContaining({ path: "x.vcf" }),
      }),
    );
    expect(() => held("abcdefghijk")).toThrow("longer than 10 bytes");
  });

  it("several lines may be longer together", () => {
    expect(held("abcdefgh\n", "ijk")).toBe("abcdefgh\nijk");
    expect(held("abcdefg", "h\nijk")).toBe("abcdefgh\nijk");
  });

  it("counts anew once lines were handed on", () => {
    const stitcher = new Stitcher("x.vcf", 10);
    stitcher.push(reply("abcdefgh", "ijklmnop"));
    expect(stitcher.push(reply("q", "rstuvwxyz"))?.toString()).toBe("ijklmnopq");
    expect(stitcher.rest().toString()).toBe("rstuvwxyz");
  });
});
