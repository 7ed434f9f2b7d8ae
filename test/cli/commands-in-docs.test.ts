/** Every command line in README.md and docs/ is one that the program takes; those of the first case are run. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, describe, expect, it } from "vitest";
import { validatePolicy } from "../../src/analysis/policy-file.ts";
import { makeProgram } from "../../src/cli/program.ts";
import { createTerminal } from "../../src/cli/terminal.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { readCaseFile } from "../../src/phenotype/case-file/read.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { root } from "../helpers/texts.ts";
import { readText } from "./shell.ts";

const pages = [
  "README.md",
  ...["docs", "docs/assurance"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
  ),
].filter(
  // A list of old names.
  (name) => name.endsWith(".md") && name !== "docs/moved.md",
);

/** Words as a shell splits them, up to what it keeps for itself. */
function wordsOf(line: string): string[] {
  const plain = line.replaceAll(/\$\([^)]*\)/g, "x").replaceAll(/\$i\b/g, "0");
  const words = plain.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  const end = words.findIndex((word) => /^(?:\d?>.*|<.*|\||\|\||&|&&|;|#.*|\)?;?)$/.test(word));
  return words
    .slice(0, end < 0 ? words.length : end)
    .map((word) => word.replaceAll(/['"]|;$/g, ""));
}

/** Command lines of the fenced blocks of a page. */
function commandLines(text: string): string[] {
  const blocks = [...text.matchAll(/^```(?:sh|console)?\n([\s\S]*?)^```/gm)].map(
    ([, body = ""]) => body,
  );
  const indented = text.match(/^ {4,}(?:\$ )?(?:npx )?panelist .*$/gm) ?? [];
  return [...blocks, ...indented.map((line) => `${line}\n`)]
    .join("")
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .flatMap((line) => /(?:^|[$;|] |do |then )(?:npx )?(panelist .*)/.exec(line)?.[1] ?? []);
}

async function faultOf(line: string): Promise<string | null> {
  const program = await makeProgram(
    { argv: [], terminal: createTerminal(process.stderr) },
    () => {},
  );
  let command: Command = program;
  let words = wordsOf(line).slice(1);
  for (
    let below;
    (below = command.commands.find((one) => one.name() === words[0])) !== undefined;
  ) {
    command = below;
    words = words.slice(1);
  }
  if (command === program) return words[0] === "help" ? null : `no command ${words[0] ?? ""}`;
  if (command.commands.length > 0) return `${command.name()} needs a command`;
  const { operands, unknown } = command.parseOptions(words);
  if (unknown.length > 0) return `unknown: ${unknown.join(" ")}`;
  const needed = command.registeredArguments.filter(({ required }) => required);
  if (operands.length < needed.length) return `${needed.length} operands are needed`;
  const most = command.registeredArguments;
  if (operands.length > most.length && most.at(-1)?.variadic !== true) return "too many operands";
  const missing = command.options.find(
    (option) => option.mandatory && command.getOptionValue(option.attributeName()) === undefined,
  );
  return missing === undefined ? null : `${missing.flags} is needed`;
}

describe("command lines", () => {
  const lines = pages.flatMap((page) =>
    [...new Set(commandLines(readText(page)))].map((line): [string, string] => [page, line]),
  );

  it("are found", () => expect(lines.length).toBeGreaterThan(45));

  it.each(lines)("%s: %s", async (_page, line) => {
    expect(await faultOf(line)).toBeNull();
  });

  it("would be refused", async () => {
    expect(await faultOf("panelist analyse x.vcf --nope")).toContain("--nope");
    expect(await faultOf("panelist panels diff 1")).toContain("2 operands");
    expect(await faultOf("panelist archive add cases x.vcf")).toContain("--case");
  });
});

describe("docs/case-and-policy.md", () => {
  const text = readText("docs/case-and-policy.md");
  const blocks = (language: string): string[] =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
      ([, body = ""]) => body,
    );

  it("shows case files that are read", () => {
    const files = blocks("yaml").map((body) => readCaseFile(body, "case.yaml"));
    expect(files.map(({ terms }) => terms.length)).toEqual([3, 2]);
  });

  it("shows policies that are read", async () => {
    const policies = blocks("json");
    expect(policies.length).toBeGreaterThan(2);
    const read = await Promise.all(
      policies.map((body) => validatePolicy(JSON.parse(body), "policy.json")),
    );
    for (const policy of read) expect(policy).not.toEqual(DEFAULT_POLICY);
  });
});

/** With UPDATE_DOCS=1 what a command prints is written into the page. */
describe("docs/first-case.md", () => {
  const path = join(root, "docs/first-case.md");
  const folder = mkdtempSync(join(tmpdir(), "panelist-first-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const demo = join(root, "test-data/demo");
  const RUN = /<!-- run -->\n```console\n\$ panelist (.*)\n([\s\S]*?)```/g;

  async function printed(line: string): Promise<string> {
    const words = wordsOf(line).map((word) =>
      word.startsWith("trio.") ? join(demo, word) : word === "results" ? join(folder, word) : word,
    );
    const { status, stdout, stderr } = await runInProcess(words);
    expect([status, status === 0 ? "" : stderr]).toEqual([0, ""]);
    return (stderr + stdout).replaceAll(`${demo}/`, "").replaceAll(`${folder}/`, "");
  }

  it("shows what the commands print", async () => {
    const text = readFileSync(path, "utf8");
    let made = text;
    for (const [block, line = ""] of text.matchAll(RUN)) {
      // oxlint-disable-next-line no-await-in-loop -- one process
      const output = await printed(line);
      made = made.replace(
        block,
        () => `<!-- run -->\n\`\`\`console\n$ panelist ${line}\n${output}\`\`\``,
      );
    }
    expect([...text.matchAll(RUN)].length).toBeGreaterThan(3);
    if (process.env["UPDATE_DOCS"] === "1") writeFileSync(path, made);
    else expect(made).toBe(text);
  });
});
