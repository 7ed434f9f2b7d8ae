// npm run sentences -- --seed DIGEST
//
// Forty sentences that users meet, drawn by the seed: of the help of every command, of messages and hints in src/,
// of README.md and docs/. For a fresh reader, who marks what a native colleague would not have written.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { makeProgram } from "../src/cli/program.ts";
import { createTerminal } from "../src/cli/terminal.ts";
import { allSaid } from "../test/helpers/texts.ts";

const COUNT = 40;
const { seed } = parseArgs({ options: { seed: { type: "string" } } }).values;
if (seed === undefined) {
  process.stderr.write(
    "Give --seed, such as the digest of a commit: --seed $(git rev-parse HEAD)\n",
  );
  process.exit(2);
}

/** Names of the schemas are not for reading; what changed between versions is a list. */
const NOT_READ = /^(?:docs\/schemas|docs\/moved|docs\/rules)/;

const root = new URL("../", import.meta.url);

/** Help and messages are phrases by their kind; of a page counts what ends as a sentence, or is long enough for one. */
const isSentence = ([kind, , text]) => {
  const words = text
    .replaceAll(/`[^`]*`/g, "x")
    .split(/\s+/)
    .filter((word) => /[a-z]{2}/i.test(word));
  if (kind !== "page") return words.length >= 4;
  return words.length >= (/[.?!]$/.test(text) ? 4 : 8);
};

function sentencesOf(text) {
  const prose = text
    .replaceAll(/^---[\s\S]*?^---/gm, "")
    .replaceAll(/^```[\s\S]*?^```|^ {4}.*$|<!--[\s\S]*?-->/gm, "")
    .replaceAll(/^\|[-|: ]+\|$/gm, "")
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");
  return prose
    .split(/\n{2,}|\n(?=[-|#>*]|\d+\. )|(?<=^\|.*)(?<!\\)\|/m)
    .map((block) => block.replaceAll(/^[-#>*|\s]+|\s+/g, " ").trim())
    .flatMap((block) => block.split(/(?<=[.?!])\s+(?=[A-Z`'*])/));
}

function* commands(command) {
  yield command;
  for (const below of command.commands) yield* commands(below);
}

const pathOf = (command) =>
  command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;

const program = await makeProgram({ argv: [], terminal: createTerminal(process.stderr) }, () => {});
const help = [...commands(program)].flatMap((command) => [
  ["help", pathOf(command), command.description()],
  ...command.options.map((option) => [
    "help",
    `${pathOf(command)} ${option.long}`,
    option.description,
  ]),
  ...command.registeredArguments.map((one) => [
    "help",
    `${pathOf(command)} ${one.name()}`,
    one.description,
  ]),
]);
const messages = allSaid().map(({ kind, text, where }) => [kind, where, text]);
const pages = [
  "README.md",
  ...readdirSync(new URL("docs", root), { recursive: true }).map((name) => `docs/${name}`),
]
  .filter((name) => name.endsWith(".md") && !NOT_READ.test(name))
  .flatMap((name) =>
    sentencesOf(readFileSync(new URL(name, root), "utf8")).map((text) => ["page", name, text]),
  );

/** The same text counts once, wherever it stands. */
const texts = new Map(
  [...help, ...messages, ...pages].filter(isSentence).map((one) => [one[2], one]),
);
const drawn = [...texts.values()]
  .map((one) => [createHash("sha256").update(`${seed}\0${one[2]}`).digest("hex"), one])
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .slice(0, COUNT);
process.stdout.write(`${COUNT} of ${texts.size} sentences, seed ${seed}\n\n`);
for (const [i, [, [kind, where, text]]] of drawn.entries())
  process.stdout.write(`${String(i + 1).padStart(2)}. ${text}\n    (${kind}: ${where})\n`);
