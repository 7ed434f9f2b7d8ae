/** docs/dependencies.md gives each package its reason, at the version and in the rooms where it is. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const page = readFileSync(join(root, "docs/dependencies.md"), "utf8");
const [atRunTime = "", forDevelopment = ""] = page.split("## For development");

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  license: string;
}

function manifest(path: string): Manifest {
  return JSON.parse(readFileSync(join(root, path, "package.json"), "utf8")) as Manifest;
}

/** `name version` of each row, and where it is said to be used. */
function rows(section: string): Map<string, string> {
  const found = section.matchAll(/^\| (@?[\w/.-]+ \d[\w.]*) \|[^|]{10,}\|([^|]*)\|/gm);
  return new Map([...found].map(([, name = "", where = ""]) => [name, where.trim()]));
}

const named = (packages: Record<string, string>): string[] =>
  Object.entries(packages)
    .map(([name, version]) => `${name} ${version}`)
    .toSorted();

const { dependencies, devDependencies } = manifest(".");

describe("every package has its row, and every row its package", () => {
  it("at run time", () => {
    expect([...rows(atRunTime).keys()].toSorted()).toEqual(named(dependencies));
  });

  it("for development", () => {
    expect([...rows(forDevelopment).keys()].toSorted()).toEqual(named(devDependencies));
  });

  it.each(Object.keys(dependencies))("the licence of %s", (name) => {
    const { license } = manifest(join("node_modules", name));
    const said = license !== "MIT" ? `${name} under the ${license} licence` : `${license} licence`;
    expect(page).toContain(said);
  });
});

describe("a package is used behind the places that its row names", () => {
  const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => ({ file, text: readFileSync(join(root, "src", file), "utf8") }));

  it.each([...rows(atRunTime)])("%s", (entry, where) => {
    const name = entry.split(" ")[0] ?? "";
    const loads = new RegExp(
      `^import (?!type\\b)[^;]* from "${name}(?:/[^"]*)?"|import\\("${name}`,
      "m",
    );
    const users = sources.filter(({ text }) => loads.test(text)).map(({ file }) => file);
    expect(users).not.toEqual([]);
    const places = [...where.matchAll(/`([^`]+)`/g)].map(([, place = ""]) => place);
    const strange = users.filter(
      (file) =>
        !places.some((p) => (p === "schema.ts" ? file.endsWith("schema.ts") : file.startsWith(p))),
    );
    expect(strange).toEqual([]);
  });
});
