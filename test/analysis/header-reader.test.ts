// A header's text and the first record, however the file comes in pieces.
import { describe, expect, it } from "vitest";
import { HeaderReader } from "../../src/analysis/header-reader.ts";

const HEADER = "##a\n##b\n#CHROM\n";
const RECORD = "1\t5\tr\u00E9c\n2\t6\n";

describe("the header ends where a line does not begin with #", () => {
  it("in one piece", () => {
    const reader = new HeaderReader("x.vcf", 100);
    expect(reader.add(Buffer.from(HEADER + RECORD))).toBe(HEADER.length);
    expect(reader.text()).toBe(HEADER);
    expect(Buffer.from(reader.firstRecord, "latin1").toString()).toBe("1\t5\tr\u00E9c");
  });

  it.each(Array.from({ length: HEADER.length + 2 }, (_, i) => i))("cut at byte %i", (cut) => {
    const whole = Buffer.from(HEADER + RECORD);
    const reader = new HeaderReader("x.vcf", 100);
    const first = reader.add(whole.subarray(0, cut));
    expect(first).toBe(cut > HEADER.length ? HEADER.length : null);
    if (first === null) expect(reader.add(whole.subarray(cut))).toBe(HEADER.length - cut);
    expect(reader.text()).toBe(HEADER);
    expect(reader.firstRecord.startsWith("1")).toBe(true);
  });

  it("a # inside a line begins none", () => {
    const reader = new HeaderReader("x.vcf", 100);
    expect(reader.add(Buffer.from("##a#"))).toBeNull();
    expect(reader.add(Buffer.from("b\nx"))).toBe(2);
    expect([reader.text(), reader.firstRecord]).toEqual(["##a#b\n", "x"]);
  });

  it("no record, or no header", () => {
    const whole = new HeaderReader("x.vcf", 100);
    expect(whole.add(Buffer.from(HEADER))).toBeNull();
    expect([whole.text(), whole.firstRecord]).toEqual([HEADER, ""]);
    const none = new HeaderReader("x.vcf", 100);
    expect(none.add(Buffer.from(RECORD))).toBe(0);
    expect(none.text()).toBe("");
  });

  it("keeps what was given, not the piece that it stood in", () => {
    const piece = Buffer.from("##a\n");
    const reader = new HeaderReader("x.vcf", 100);
    reader.add(piece);
    piece.fill(0);
    expect(reader.text()).toBe("##a\n");
  });
});

describe("what is refused", () => {
  it("a header that is longer than a line may be", () => {
    const read = (...texts: string[]) => {
      const reader = new HeaderReader("x.vcf", 8);
      for (const text of texts) reader.add(Buffer.from(text));
    };
    expect(() => read("##a\n##b\n")).not.toThrow();
    expect(() => read("##a\n##b\n1\t5\tlong\n")).not.toThrow();
    for (const texts of [["##a\n##bc\n"], ["##a\n", "##bc\n"]])
      expect(() => read(...texts)).toThrow(
        expect.objectContaining({
          code: "E_LIMIT",
          message: "the header is longer than 8 bytes",
          place: expect.objectContaining({ path: "x.vcf" }),
        }),
      );
  });

  it("a byte order mark at the beginning, not behind a header", () => {
    const mark = "\u{FEFF}##a\n";
    expect(() => new HeaderReader("x.vcf", 100).add(Buffer.from(mark))).toThrow(
      expect.objectContaining({ code: "E_VCF_HEADER" }),
    );
    expect(new HeaderReader("x.vcf", 100).add(Buffer.from(`##a\n${mark}`))).toBe(4);
  });
});
