/** The pages for people say what the program does: options, commands, exit codes. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { makeProgram } from "../../src/cli/program.ts";
import { createTerminal } from "../../src/cli/terminal.ts";
import { exitCodeOf, type ErrorCode } from "../../src/core/errors.ts";
import { readText } from "./shell.ts";

const program = await makeProgram({ argv: [], terminal: createTerminal(process.stderr) }, () => {});
const withAllBelow = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap(withAllBelow),
];
const flagsOffered = new Set(
  withAllBelow(program).flatMap((command) => command.options.map((option) => option.long ?? "")),
);
const flagsIn = (text: string): Set<string> =>
  new Set([...text.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map((match) => match[0]));

describe("docs/cli.md", () => {
  const documented = flagsIn(readText("docs/cli.md"));

  it("names every option", () => {
    expect([...flagsOffered].filter((flag) => !documented.has(flag))).toEqual([]);
  });

  it("names no option that is not offered", () => {
    expect([...documented].filter((flag) => flag !== "--help" && !flagsOffered.has(flag))).toEqual(
      [],
    );
  });

  it.each(program.commands.map((command) => command.name()))("names the command %s", (name) => {
    const [firstTable] = readText("docs/cli.md").split("\n## ", 1);
    expect(firstTable).toContain(`| \`${name}`);
  });
});

it.each(["docs/first-case.md", "README.md"])("%s names every file of the folder", (page) => {
  for (const name of ["report.html", "summary.json", "ro-crate-metadata.json"])
    expect(readText(page)).toContain(name);
});

describe("README.md", () => {
  it("shows options that exist", () => {
    const shown = [...flagsIn(readText("README.md"))];
    expect(shown.filter((flag) => !flagsOffered.has(flag))).toEqual([]);
  });

  it("comes to a first candidate of one's own by four commands", () => {
    const [, block = ""] =
      /^## Your own family in four commands\n[\s\S]*?```sh\n([\s\S]*?)```/m.exec(
        readText("README.md"),
      ) ?? [];
    const lines = block.trim().split("\n");
    expect(lines).toHaveLength(4);
    expect(lines.at(-1)).toMatch(/^panelist analyse /);
  });
});

/** Of headings, as GitHub makes them. */
const anchorsOf = (text: string): Set<string> =>
  new Set(
    [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
      title
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, "")
        .replaceAll(" ", "-"),
    ),
  );

describe("links between pages", () => {
  const { files } = JSON.parse(readText("package.json")) as { files: string[] };
  const isPacked = (name: string): boolean =>
    [...files, "package.json"].some((path) => name === path || name.startsWith(`${path}/`));
  const pages = ["README.md", "ARCHITECTURE.md"]
    .concat(
      readdirSync("docs", { recursive: true, encoding: "utf8" }).map((name) => `docs/${name}`),
    )
    .filter((name) => name.endsWith(".md"));

  it.each(pages)("%s leads to what is there", (page) => {
    const links = [...readText(page).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(#[^)]*)?\)/g)];
    const dead = links.filter(([, path = "", anchor]) => {
      const target = path === "" ? page : join(dirname(page), path);
      // `npm run sample` makes them.
      if (target.startsWith("docs/sample/") && !target.endsWith(".md")) return false;
      if (!existsSync(target)) return true;
      if (anchor === undefined || !target.endsWith(".md")) return false;
      const text = readText(target);
      return !anchorsOf(text).has(anchor.slice(1)) && !text.includes(`<a id="${anchor.slice(1)}">`);
    });
    expect(dead.map(([link]) => link)).toEqual([]);
    // What is packed leads to what is packed.
    const away = links.flatMap(([link, path = ""]) =>
      isPacked(page) && path !== "" && !isPacked(join(dirname(page), path)) ? [link] : [],
    );
    expect(away).toEqual([]);
  });
});

describe("docs/exit-codes.md", () => {
  const codes = [...readText("src/core/errors.ts").matchAll(/^  (E_[A-Z_]+): \d/gm)].map(
    (match) => match[1] as ErrorCode,
  );
  const table = readText("docs/exit-codes.md");

  it("finds the error codes", () => expect(codes.length).toBeGreaterThan(15));

  it.each(codes)("lists %s in the row of its exit code", (code) => {
    const row = table.split("\n").find((line) => line.startsWith(`| ${exitCodeOf(code)} |`));
    expect(row).toContain(`\`${code}\``);
  });
});
