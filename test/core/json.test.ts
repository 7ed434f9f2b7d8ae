import { describe, expect, it } from "vitest";
import { refuseDoubledKeys } from "../../src/core/json.ts";

const fault = (message: string, line: number): Error => new Error(`${line}: ${message}`);

describe("a key that stands twice", () => {
  it.each([
    ['{"a": 1,\n "b": 2,\n "a": 3}', "3: the key 'a' stands twice"],
    ['[{"x": [{"y": 1, "y": 1}]}]', "1: the key 'y' stands twice"],
    ['{"a": {"c": 1},\r\n"\\u0061": {"c": 2}}', "2: the key 'a' stands twice"],
    ['\uFEFF{"__proto__": 1, "__proto__": 2}', "1: the key '__proto__' stands twice"],
  ])("%j is refused with its line", (text, message) =>
    expect(() => refuseDoubledKeys(text, fault)).toThrow(message),
  );

  it.each([
    '{"a": {"a": {"a": 1}}, "b": [{"a": 1}, {"a": 2}]}',
    '{"a": "{\\"b\\": 1, \\"b\\": 2}", "b": "a", "c": "a: a"}',
    "[1, true, null]",
    '"a"',
  ])("%s has none", (text) => expect(() => refuseDoubledKeys(text, fault)).not.toThrow());
});
