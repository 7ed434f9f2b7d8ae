/** JSON in pieces has the bytes of JSON in one. */
import * as fc from "fast-check";
import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { isTooLong } from "../../src/core/errors.ts";
import { writeOutputs } from "../../src/report/outputs.ts";
import { reportDocument, type RunRecord } from "../../src/report/index.ts";
import { reportJson } from "../../src/report/json.ts";
import { prettyJson } from "../../src/core/pretty-json.ts";
import { analysis } from "../report/build.ts";

describe("JSON in pieces", () => {
  it("has the bytes of one JSON.stringify", () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 5, withNullPrototype: false }), (value) => {
        expect([...prettyJson(value)].join("")).toBe(`${JSON.stringify(value, null, 2)}\n`);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it.each([[{}], [{ a: undefined, b: [] }], [[]], [{ a: [undefined, "x\ny"], b: { c: [{}] } }]])(
    "%j",
    (value) => {
      expect([...prettyJson(value)].join("")).toBe(`${JSON.stringify(value, null, 2)}\n`);
    },
  );

  it("a report comes candidate by candidate", () => {
    const one = analysis();
    const many = { ...one, candidates: Array.from({ length: 200 }, () => one.candidates).flat() };
    const pieces = [...reportJson(many)];
    expect(pieces.join("")).toBe(`${JSON.stringify(reportDocument(many), null, 2)}\n`);
    const longest = (of: readonly string[]): number => Math.max(...of.map((piece) => piece.length));
    expect(longest(pieces)).toBeLessThan(longest([...reportJson(one)]) + 10);
  });
});

describe("a text that is too long", () => {
  const tooLong = (): string => "x".repeat(2 ** 30);

  it("is told from other failures", () => {
    try {
      tooLong();
      expect.unreachable();
    } catch (error) {
      expect(isTooLong(error)).toBe(true);
    }
    expect(isTooLong(Object.assign(new Error("x"), { code: "ERR_STRING_TOO_LONG" }))).toBe(true);
    expect(isTooLong(new RangeError("Maximum call stack size exceeded"))).toBe(false);
  });

  it.each(["html", "xlsx"] as const)("E_LIMIT names the format: %s", async (format) => {
    const result = analysis();
    Object.defineProperty(result, "proband", { get: tooLong });
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done() });
    const request = { format };
    const run = {} as unknown as RunRecord;
    const vcf = { headerLines: [], events: [], prune: undefined };
    await expect(writeOutputs(request, result, vcf, run, stdout)).rejects.toMatchObject({
      code: "E_LIMIT",
      message: expect.stringContaining(`too many for ${format}`),
    });
  });
});
