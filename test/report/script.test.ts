/** The script of the report's page, and a program that was not built. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { ToolError } from "../../src/core/errors.ts";
import { scriptText } from "../../src/report/html/script.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = mkdtempSync(join(tempFolder(), "page-"));

it("is what the build made", () => {
  const file = join(folder, "page.js");
  writeFileSync(file, "const rows = 1;\n");
  expect(scriptText(pathToFileURL(file))).toBe("const rows = 1;\n");
});

it("not there: one error that says what is missing and what makes it", () => {
  const file = join(folder, "none.js");
  let error: unknown;
  try {
    scriptText(pathToFileURL(file));
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(ToolError);
  expect(error).toMatchObject({ code: "E_OUTPUT", place: { path: file } });
  expect((error as ToolError).hint).toContain("npm run build");
});
