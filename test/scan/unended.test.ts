// The last line of a file without a line end: taken where it is whole, refused where it was cut.
import { describe, expect, it } from "vitest";
import { endedWithNewline } from "../../src/scan/pool/unended.ts";

const line = (format: string, ...samples: string[]): string =>
  ["1", "1500", ".", "G", "A", ".", "PASS", "DP=3", format, ...samples].join("\t");

describe("lines get their end", () => {
  it("where they lack it", () => {
    const ended = Buffer.from("a\nb\n");
    expect(endedWithNewline(ended, "x.vcf")).toBe(ended);
    expect(endedWithNewline(Buffer.from("a\nb"), "x.vcf").toString()).toBe("a\nb\n");
    expect(endedWithNewline(Buffer.from("a\r\nb"), "x.vcf").toString()).toBe("a\r\nb\n");
  });

  it("unless the last was cut, which is counted among them", () => {
    const whole = line("GT:DP", "0/1:9");
    const cut = line("GT:DP", "0/1");
    expect(() => endedWithNewline(Buffer.from(`${whole}\n${whole}\n${cut}`), "x.vcf")).toThrow(
      expect.objectContaining({ place: expect.objectContaining({ path: "x.vcf", line: 3 }) }),
    );
    // A cut line that has its end was not cut at the end of the file.
    expect(() => endedWithNewline(Buffer.from(`${cut}\n${whole}`), "x.vcf")).not.toThrow();
    expect(() => endedWithNewline(Buffer.from(`${cut}\n`), "x.vcf")).not.toThrow();
  });
});
