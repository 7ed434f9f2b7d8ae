/** What is remembered follows from its key alone. */
import { expect, it } from "vitest";
import { onceForLast } from "../../src/core/once.ts";

it("of one text at a time: made once while the same text comes, never kept of a failure", () => {
  const last = onceForLast<string>();
  let made = 0;
  const make = (text: string): string => `${text}${++made}`;
  expect(["a", "a", "b", "a"].map((text) => last(text, make))).toEqual(["a1", "a1", "b2", "a3"]);
  const fail = (): string => {
    throw new Error("no header");
  };
  expect(() => last("c", fail)).toThrow("no header");
  expect(last("c", make)).toBe("c4");
});
