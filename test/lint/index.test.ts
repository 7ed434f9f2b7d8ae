/** A room's index.ts hands names on, and nothing happens in it: what does has a file of its own. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAst } from "rolldown/parseAst";
import { expect, it } from "vitest";

const src = fileURLToPath(new URL("../../src", import.meta.url));
const faces = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
  // The door for programs makes of jobs what programs call.
  (file) => file.endsWith("index.ts") && dirname(file) !== ".",
);

it.each(faces)("%s", (file) => {
  const { body } = parseAst(readFileSync(join(src, file), "utf8"), { lang: "ts" });
  const acts = body.filter(
    (statement) =>
      statement.type !== "ExportAllDeclaration" &&
      !(statement.type === "ExportNamedDeclaration" && statement.source !== null),
  );
  expect(acts.map(({ type }) => type)).toEqual([]);
});
