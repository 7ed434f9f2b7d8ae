/** The pages for people say what the program does: options, commands, exit codes. */
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
    expect(readText("docs/cli.md")).toContain(`| \`${name}`);
  });
});

describe("README.md", () => {
  it("shows options that exist", () => {
    const shown = [...flagsIn(readText("README.md"))];
    expect(shown.filter((flag) => !flagsOffered.has(flag))).toEqual([]);
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
