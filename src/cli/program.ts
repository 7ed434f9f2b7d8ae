/** The program: its commands, and how command-line errors are reported. */
import { Command, CommanderError, type Option } from "commander";
import { type ToolError, usageError } from "../core/errors.ts";
import { didYouMean, nearest } from "../core/nearest.ts";
import { COMMANDS, commandsIn } from "./commands.ts";
import { configure, isRun, readConfig } from "./config.ts";
import { refuseOwnInput } from "./own-input.ts";
import type { Session } from "./session.ts";
import { setNetworkOf } from "./network.ts";
import { setStore, type StoreValues } from "./store.ts";
import { print, type Terminal } from "./terminal.ts";
import { version } from "../io/tool-version.ts";
import { absentStore } from "../store/names.ts";

/**
 * The program. Errors of parsing are thrown, never printed.
 * @param writeHelp takes the text of help and version
 * @param wanted names of the commands to load; the others only stand in the list
 */
export async function makeProgram(
  session: Session,
  writeHelp: (text: string) => void,
  wanted: ReadonlySet<string> = new Set(Object.keys(COMMANDS)),
): Promise<Command> {
  const program = new Command("panelist")
    .description(
      "Rank the candidate variants of a person or family with a rare disease, from an annotated " +
        "VCF and gene panels, and explain every decision.",
    )
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command, or explain a word used in results")
    .addHelpText("after", EPILOGUE)
    // `panels fetch --version 3.10` is not the question for our own version.
    .enablePositionalOptions()
    .configureHelp({ subcommandTerm: (command) => command.name(), optionDescription })
    .option("--no-config", "ignore configuration files; may be given anywhere on the line")
    .hook("preAction", async (_program, command) => {
      if (session.config !== null) session.config = readConfig(process.env);
      session.settings = configure(command, session.config ?? new Map(), process.env);
      session.storeNotes = absentStore(namedStore(command));
      setStore(command);
      refuseOwnInput(command);
      await setNetworkOf(command, process.env);
    })
    .configureOutput({ writeOut: writeHelp, writeErr: () => {} })
    .showSuggestionAfterError(false)
    .exitOverride();
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    // oxlint-disable-next-line no-await-in-loop -- one of them loads
    const command = wanted.has(name) ? (await load())(session) : new Command(name);
    if (command.description() === "") command.description(summary);
    program.addCommand(inherit(command.summary(summary), program));
  }
  return program;
}

/** Of a run: other commands make the store that they name. */
function namedStore(command: Command): string | undefined {
  const source = command.getOptionValueSource("store");
  return isRun(command) && source === "cli" ? command.opts<StoreValues>().store : undefined;
}

/** `choose the output format: text, json [text]`. */
function optionDescription(option: Option): string {
  const { description, argChoices, defaultValue, defaultValueDescription, envVar } = option;
  const stated: unknown = defaultValueDescription ?? defaultValue ?? envVar;
  const choices = argChoices === undefined ? "" : `: ${argChoices.join(", ")}`;
  const isShown = stated !== undefined && stated !== "" && typeof stated !== "boolean";
  return `${description}${choices}${isShown ? ` [${String(stated)}]` : ""}`;
}

/** Settings of the program for a command and all commands below it. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent).helpOption("-h, --help", "print this help");
  if (command.commands.length > 0)
    command.helpCommand("help [command]", "print the help of a command");
  for (const below of command.commands) inherit(below, command);
  return command;
}

/**
 * Parses `argv` and runs the command in it.
 * @returns the exit code where no error is thrown
 * @throws ToolError E_USAGE on an unknown command or option; whatever the command throws
 */
export async function runCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [command, topic] = argv;
  if (command === "help" && topic === "help") return runCommand(["--help"], terminal);
  if (command === "help" && topic !== undefined && !Object.hasOwn(COMMANDS, topic)) {
    const { topicText, topicWords } = await import("./topics.ts");
    const text = topicText(topic, Math.min(process.stdout.columns ?? 80, 100));
    if (text !== undefined) {
      await print(text);
      return 0;
    }
    const near = didYouMean(nearest(topic, [...Object.keys(COMMANDS), ...topicWords()]));
    throw usageError(
      `'${topic}' is neither a command nor a word that help explains`,
      `${near}${near === "" ? "" : " "}See \`panelist --help\`.`,
    );
  }
  let help = "";
  const words = argv.filter((arg) => arg !== NO_CONFIG);
  const session: Session = { argv, terminal };
  if (words.length < argv.length) session.config = null;
  const program = await makeProgram(session, (text) => (help += text), commandsIn(words));
  if (words.length === 0) {
    terminal.line(program.helpInformation().trimEnd());
    return 2;
  }
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end a parse by an error too; they have something to print.
    if (help === "") throw toUsageError(error, argv, program);
  }
  await print(help);
  return session.exitCode ?? 0;
}

const NO_CONFIG = "--no-config";

const EPILOGUE = `
Examples:
  $ panelist analyse family.vcf.gz --ped family.ped \\
      --panel epilepsy > candidates.tsv
  $ panelist explain family.vcf.gz 2:166054782:G:A --ped family.ped \\
      --panel epilepsy
  $ panelist inspect family.vcf.gz

Words in results: \`panelist help\` with flags, reasons, verdicts, score, changes, errors, or any word from these.
Exit codes: 0 done, 1 a part failed, 2 wrong usage, 10 requested by --fail-on, 65 bad input,
66 input missing, 70 bug, 73 output cannot be created, 74 reading or writing failed.
Not a medical device.`;

/** Commander's words are `error: what happened`. */
function toUsageError(error: CommanderError, argv: readonly string[], program: Command): ToolError {
  const words = argv.filter((arg) => !arg.startsWith("-"));
  if (error.code === "commander.help") {
    const group = words.join(" ");
    if (words[0] !== undefined && words[0] !== "help")
      return usageError(`${group} needs a command`, `See \`panelist ${group} --help\`.`);
    const message = `unknown command '${argv[1] ?? ""}'`;
    return usageError(message, `${suggestion(message, program)}See \`panelist --help\`.`);
  }
  const path = commandPath(program, words);
  const message = error.message.replace(/^error: /, "");
  const help = [...path.map((command) => command.name()), "--help"].join(" ");
  return usageError(message, `${suggestion(message, path.at(-1) ?? program)}See \`${help}\`.`);
}

/** What the word that is quoted may have meant: a command, an option, one of the choices of an option. */
function suggestion(message: string, command: Command): string {
  const [, kind, unknown] = /^unknown (command|option) '([^']*)'/.exec(message) ?? [];
  const [, refused, choices = ""] =
    /argument '([^']*)' is invalid\. Allowed choices are (.*)\.$/.exec(message) ?? [];
  const word = unknown ?? refused ?? "";
  const isLong = word.startsWith("--");
  // One letter is near to every other.
  const sameLetter = (short = ""): string | undefined =>
    short.toLowerCase() === word.toLowerCase() ? short : undefined;
  const names =
    kind === "command"
      ? command.commands.map((one) => one.name())
      : kind === "option"
        ? command.options.flatMap(({ long, short }) => (isLong ? long : sameLetter(short)) ?? [])
        : choices.split(", ");
  const near = didYouMean(nearest(word, names));
  return near === "" ? "" : `${near} `;
}

/** The program and the commands below it that lead to the one that complains. */
function commandPath(program: Command, words: readonly string[]): Command[] {
  const path = [program];
  for (const word of words) {
    const next = path.at(-1)?.commands.find((command) => command.name() === word);
    if (next === undefined) break;
    path.push(next);
  }
  return path;
}
