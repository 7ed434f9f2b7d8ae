/** What the build imports is Node's, or a package that is installed with the program. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { built } from "../helpers/run-cli.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

function importsOf(text: string): string[] {
  return [
    ...text.matchAll(/^(?:import|export) (?:[^;"]*? from )?"([^".][^"]*)";$/gm),
    ...text.matchAll(/\bimport\("([^".][^"]*)"\)/g),
  ].map(([, name = ""]) => name);
}

it.skipIf(!built)("the build needs nothing that is not installed with it", () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const isThere = (name: string): boolean =>
    name.startsWith("node:") ||
    Object.keys(dependencies).some((own) => name === own || name.startsWith(`${own}/`));
  const files = readdirSync(join(root, "dist")).filter((name) => name.endsWith(".js"));
  const imports = files.flatMap((name) =>
    importsOf(readFileSync(join(root, "dist", name), "utf8")).map((from) => `${name} ${from}`),
  );
  expect(imports.length).toBeGreaterThan(20);
  expect(imports.some((one) => one.endsWith(" commander"))).toBe(true);
  expect(imports.filter((one) => !isThere(one.slice(one.indexOf(" ") + 1)))).toEqual([]);
});

it.skipIf(!built)(
  "what the program loads is ASCII: else the engine holds it in two bytes a letter",
  () => {
    const files = readdirSync(join(root, "dist")).filter((name) => /^(?!page).*\.js$/.test(name));
    const isWide = (name: string): boolean =>
      /[^\0-\x7f]/.test(readFileSync(join(root, "dist", name), "utf8"));
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter(isWide)).toEqual([]);
  },
);

it("an import of another package is seen", () => {
  expect(
    importsOf('import a from "other/helpers";\nimport { b } from "./own.js";\nawait import("x")'),
  ).toEqual(["other/helpers", "x"]);
});
