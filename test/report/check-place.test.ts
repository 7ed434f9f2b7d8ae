/** Before hours of reading: can the answer be written there? */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkPlace } from "../../src/report/check-place.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const inFolder = (...names: string[]): string => join(folder, ...names);
mkdirSync(inFolder("there"));
writeFileSync(inFolder("a-file"), "");

describe("the place of the output", () => {
  it.each([
    ["standard output", { file: "-" }],
    ["a new file", { file: inFolder("x.tsv") }],
    ["a folder that is there", { dir: inFolder("there") }],
    ["one that can be made", { dir: inFolder("new", "below") }],
    ["a device", { file: "/dev/stdout" }],
  ])("%s", async (_what, place) => {
    await expect(checkPlace({ format: "tsv", ...place })).resolves.toBeUndefined();
  });

  it.each([
    ["a file in no folder", { file: inFolder("nowhere", "x.tsv") }, "no such folder"],
    ["a file below a file", { file: inFolder("a-file", "x.tsv") }, "not a folder"],
    ["a folder below a file", { dir: inFolder("a-file", "out") }, "not a folder"],
    ["no folder of devices either", { file: "/dev/nowhere/x.tsv" }, "no such folder"],
  ])("E_OUTPUT: %s", async (_what, place, why) => {
    await expect(checkPlace({ format: "tsv", ...place })).rejects.toMatchObject({
      code: "E_OUTPUT",
      message: expect.stringContaining(why) as string,
    });
  });
});
