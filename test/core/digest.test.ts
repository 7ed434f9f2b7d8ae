import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/core/canonical.ts";
import { sha256, sha256Of, sha256OfStream } from "../../src/core/digest.ts";

describe("canonical JSON: archives of earlier programs name what they keep by its digest", () => {
  /** As it was written before a package did it. */
  const before = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(before).join(",")}]`;
    if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => `${JSON.stringify(key)}:${before(field)}`);
    return `{${fields.join(",")}}`;
  };

  it.each([
    [{ b: [1, { d: null, c: "x" }], a: undefined }, '{"b":[1,{"c":"x","d":null}]}'],
    [{ 10: 1, 9: 2, a: 3 }, '{"10":1,"9":2,"a":3}'],
    [[undefined, -0, 1e21, Number.NaN], "[null,0,1e+21,null]"],
    [undefined, "null"],
    [{ é: "\ud800\u2028\n" }, '{"é":"\\ud800\u2028\\n"}'],
  ])("%j", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
    expect(before(value)).toBe(text);
  });

  it("any value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(value)).toBe(before(value));
      }),
    );
  });

  it("a circle is an error, never a digest", () => {
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    expect(() => canonicalJson(circle)).toThrow(TypeError);
  });
});

it("sha256 of parts is that of the whole", () => {
  const whole = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect(sha256("abc")).toBe(whole);
  expect(sha256("a", Buffer.from("bc"), "")).toBe(whole);
});

it("and of one piece of memory that is filled again and again", () => {
  function* pieces(): Generator<Uint8Array | string> {
    yield "a";
    const piece = Buffer.alloc(1);
    for (const letter of "bc") {
      piece.write(letter);
      yield piece;
    }
  }
  expect(sha256Of(pieces())).toBe(sha256("abc"));
});

it("and parts that come one by one", async () => {
  async function* parts(): AsyncGenerator<Buffer> {
    yield Buffer.from("a");
    yield Buffer.from("bc");
  }
  expect(await sha256OfStream(parts())).toBe(sha256("abc"));
});
