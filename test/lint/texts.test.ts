/** One style for what people read: hints and quotes in messages, the help of every option. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { makeProgram } from "../../src/cli/program.ts";
import { createTerminal } from "../../src/cli/terminal.ts";
import { allSaid, root, saidIn, VALUE } from "../helpers/texts.ts";

const said = allSaid();
const told = (texts: typeof said): string[] => texts.map(({ where, text }) => `${where} ${text}`);

describe("a message and its hint", () => {
  const hints = said.filter(({ kind }) => kind === "hint");
  const messages = said.filter(({ kind }) => kind === "message");

  it("are found", () => {
    expect(hints.length).toBeGreaterThan(200);
    expect(messages.length).toBeGreaterThan(300);
    const source = 'throw usageError(`no "${a}"`, b ? "one" : `two ${a}`);';
    expect(saidIn(source, "src/x.ts").map(({ text }) => text)).toEqual([
      `no "${VALUE}"`,
      "one",
      `two ${VALUE}`,
    ]);
  });

  it("a hint is a sentence: it begins with a capital and ends with a full stop", () => {
    // A word that the hint begins with may be a value of the run.
    const isSentence = (text: string): boolean =>
      new RegExp(`^[A-Z${VALUE}].*[.?]$`, "s").test(text);
    expect(told(hints.filter(({ text }) => !isSentence(text)))).toEqual([]);
  });

  it("a message is none: it ends without a full stop", () => {
    expect(told(messages.filter(({ text }) => /[^.]\.$/.test(text)))).toEqual([]);
  });

  it("what was typed or found stands in single quotes, what to type in backticks", () => {
    const withoutCode = (text: string): string => text.replaceAll(/`[^`]*`/g, "");
    expect(told(said.filter(({ text }) => withoutCode(text).includes('"')))).toEqual([]);
    const bare = /(?<![\w-])panelist (?:archive|panels|knowledge|reanalyse|analyse|schema)\b/;
    expect(told(said.filter(({ text }) => bare.test(withoutCode(text))))).toEqual([]);
  });
});

/** What an option or command may do. */
const VERBS = new Set(
  (
    "accept add compute allow analyse apply approve assume check choose compare continue copy count create " +
    "declare download drop exit explain export fetch find give ignore import include keep leave let " +
    "limit list look make mark name only print rank read record remove replace report require restore send set " +
    "show skip stop take treat use verify warn withdraw work write change annotate search save open order gather process run " +
    "omit recalculate trust"
  ).split(" "),
);

describe("help", async () => {
  const program = await makeProgram(
    { argv: [], terminal: createTerminal(process.stderr) },
    () => {},
  );
  const below = (command: Command): Command[] => [command, ...command.commands.flatMap(below)];
  const commands = below(program).filter((command) => command !== program);
  const pathOf = (command: Command): string =>
    command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
  const lines = commands.flatMap((command) => [
    [pathOf(command), command.description()],
    [pathOf(command), command.summary() || command.description()],
    ...command.options.map((option) => [`${pathOf(command)} ${option.flags}`, option.description]),
  ]);

  it.each([
    ["begins with a verb", (text: string) => VERBS.has(text.split(/[\s,]/)[0] ?? "")],
    ["ends without a full stop", (text: string) => !text.endsWith(".")],
    ["leaves the default to the brackets", (text: string) => !/\bdefaults?\b.*:/.test(text)],
  ])("a line %s", (_what, isRight) => {
    expect(lines.filter(([, text = ""]) => !isRight(text))).toEqual([]);
  });

  it("no line of it is wider than a terminal of 80 columns", () => {
    const wide = commands.flatMap((command) => {
      let help = "";
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      return help
        .split("\n")
        .flatMap((line) => (line.length > 80 ? [`${pathOf(command)}: ${line}`] : []));
    });
    expect(wide).toEqual([]);
  });

  it("every argument is described", () => {
    const bare = commands.flatMap((command) =>
      command.registeredArguments
        .filter(({ description }) => description === "")
        .map((argument) => `${pathOf(command)} ${argument.name()}`),
    );
    expect(bare).toEqual([]);
  });

  it("the default stands in brackets, after the choices", () => {
    const analyse = commands.find((command) => command.name() === "analyse");
    const help = analyse?.helpInformation().replaceAll(/\s+/g, " ");
    expect(help).toContain("--min-confidence <confidence> include panel genes of at least");
    expect(help).toContain("green, amber [amber]");
    expect(help).toContain("-o, --output <file> write the output to this file [standard output]");
  });
});

it("every page of docs that the sources name is there", () => {
  const named = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) => [
      ...readFileSync(join(root, "src", path), "utf8").matchAll(/\bdocs\/[\w/-]+\.md/g),
    ])
    .map(([page]) => page);
  expect(named.length).toBeGreaterThan(30);
  expect([...new Set(named)].filter((page) => !existsSync(join(root, page)))).toEqual([]);
});
