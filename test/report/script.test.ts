/** The script of the report's page, and a program that was not built. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { ToolError } from "../../src/core/errors.ts";
import { scriptText } from "../../src/report/html/script.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = join(tempFolder(), "client");
mkdirSync(folder);
writeFileSync(join(folder, "rows.js"), 'import { a } from "./a.js";\nexport const rows = 1;\n');

it.each([
  ["one module", folder, "report.js"],
  ["all of them", `${folder}-none`, "rows.js"],
])("without %s: one error that says what is missing and what makes it", (_, at, missing) => {
  let error: unknown;
  try {
    scriptText(pathToFileURL(`${at}/`));
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(ToolError);
  expect(error).toMatchObject({ code: "E_OUTPUT", place: { path: join(at, missing) } });
  expect((error as ToolError).hint).toContain("npm run build");
});

it("the modules are joined, their imports and exports gone", () => {
  writeFileSync(
    join(folder, "report.js"),
    'export function show() {}\nimport { rows } from "./rows.js";\n',
  );
  expect(scriptText(pathToFileURL(`${folder}/`))).toBe("const rows = 1;\nfunction show() {}\n");
});
