/** What is an R-code, for everybody who asks. */
import { describe, expect, it } from "vitest";
import { eachCode } from "../../src/cli/options.ts";
import { isOfCode, parseRCode } from "../../src/core/rcode.ts";
import { isGeneAgnosticCode } from "../../src/panel/index.ts";

describe("codes", () => {
  it.each([
    ["R59", "R59", null],
    ["r59", "R59", null],
    [" R27.3 ", "R27", "R27.3"],
    ["R027.03", "R27", "R27.3"],
  ])("%s", (text, indication, test) => {
    expect(parseRCode(text)).toEqual({ indication, test });
  });

  it.each(["59", "R", "R59.", "R59.3.1", "RX", "M12", "R59a", ""])("%s is none", (text) => {
    expect(parseRCode(text)).toBeNull();
  });
});

it("an indication stands for its tests, a test for itself", () => {
  const [all, one] = [parseRCode("R27"), parseRCode("R27.3")];
  if (all === null || one === null) throw new Error("no codes");
  expect(["R27", "r27.1", "R28", "Growth"].map((text) => isOfCode(text, all))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(["R27", "R27.1", "R027.03"].map((text) => isOfCode(text, one))).toEqual([
    true,
    false,
    true,
  ]);
});

it("--indication takes what is a code, in the Directory's spelling", () => {
  expect(eachCode("r059", eachCode("R27.3", undefined))).toEqual(["R27.3", "R59"]);
  expect(() => eachCode("R59a", undefined)).toThrow("is not a code");
});

it("R14 in every spelling is the gene-agnostic code, a name that begins so is not", () => {
  expect(["R14", "r014", "R14.1"].map(isGeneAgnosticCode)).toEqual([true, true, true]);
  expect(["R14.json", "R14.1234", "R140"].map(isGeneAgnosticCode)).toEqual([false, false, false]);
});
