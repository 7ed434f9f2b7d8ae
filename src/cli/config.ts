/**
 * Configuration files: the site's, then the user's, for options that are the same in every run. The command line
 * and the environment come before them. No file chooses a release of knowledge or says anything of one patient.
 */
import { dirname, isAbsolute, join, resolve } from "node:path";
import type { Command, Option } from "commander";
import type { Setting } from "../analysis/io.ts";
import { isToolError, messageOf, systemCode, ToolError } from "../core/errors.ts";
import { isObject, parseJson, refuseDoubledKeys } from "../core/json.ts";
import { LIMITS } from "../core/limits.ts";
import { didYouMean, nearest } from "../core/nearest.ts";
import { isRemote } from "../core/text.ts";
import { textIfThere } from "../io/if-there.ts";
import { homeOf } from "./home.ts";

/** Options that every command may take from a file. */
const OF_ALL = "store ca-file addresses quiet log-format progress log-ids".split(" ");

/** With those that the commands of a run may take. */
export const CONFIGURABLE: readonly string[] = [
  ...OF_ALL,
  ...(
    "panel-override allow-unknown-genes min-confidence gene-agnostic beyond-panel order skip-unknown-terms scan " +
    "threads policy allow-unannotated allow-remote data-root strict annotate allow-remote-lookups offline reference " +
    "links allow-nhs-numbers digest prune-transcripts"
  ).split(" "),
];

/** Commands that analyse; the others bring knowledge or show it. */
const RUNS = new Set(
  "analyse explain inspect annotate identity regions archive batch reanalyse impact report".split(
    " ",
  ),
);

const RELEASES = new Set("clinvar inhouse transcripts hpo-release panel-version".split(" "));

/** What one patient's referral or files ask for, and where one answer goes. */
const OF_ONE_RUN = new Set(
  (
    "panel indication genes ped proband sex affected force-sex identity not-genetic-parent allow-phenocopy penetrance " +
    "hpo phenopacket case-file germline-anyway assembly partial allow-empty coverage case label sv cnv mobile output format width columns out-dir"
  ).split(" "),
);

type Value = string | number | boolean | string[];

export interface Configured {
  value: Value;
  /** Path of the file. */
  from: string;
}

/** The site's file, then the user's, whether they are there or not. */
export function configPaths(env: NodeJS.ProcessEnv): { site: string; user: string } {
  const of = (name: string): string => env[name] ?? "";
  const windows = process.platform === "win32";
  const common = of("PROGRAMDATA") || "C:\\ProgramData";
  const site = windows ? join(common, "panelist", "config.json") : "/etc/panelist/config.json";
  const xdg = of("XDG_CONFIG_HOME");
  const data = windows ? of("APPDATA") : "";
  const own = isAbsolute(xdg) ? xdg : data || join(homeOf(env), ".config");
  return { site: of("PANELIST_CONFIG") || site, user: join(own, "panelist", "config.json") };
}

/**
 * What the files say, by option; the user's word stands over the site's.
 * @throws ToolError E_USAGE: a file that is not one, an option that no file may set
 */
export function readConfig(env: NodeJS.ProcessEnv): Map<string, Configured> {
  const { site, user } = configPaths(env);
  const text = textIfThere(site, "E_IO");
  // Who names a file counts on what it says: a policy, say, or --strict.
  if (text === null && (env["PANELIST_CONFIG"] ?? "") !== "")
    throw new ToolError("E_INPUT_MISSING", "no such file, which PANELIST_CONFIG names", {
      path: site,
      hint: "Correct the path, or give --no-config.",
    });
  return new Map([...settingsOf(site, text), ...settingsOf(user, ownText(user))]);
}

/** In a container the home may be somebody else's, who lets nobody look: then the user has no file. */
function ownText(path: string): string | null {
  try {
    return textIfThere(path, "E_IO");
  } catch (error) {
    if (isToolError(error) && systemCode(error.cause) === "EACCES") return null;
    throw error;
  }
}

function settingsOf(path: string, text: string | null): [string, Configured][] {
  if (text === null) return [];
  const fault = (message: string, hint = MODEL): ToolError =>
    new ToolError("E_USAGE", message, { path, hint });
  if (text.length > LIMITS.files.settings)
    throw fault("the file is too large for a configuration file");
  const json = parseJson(text, (message) => fault(`not valid JSON: ${message}`));
  refuseDoubledKeys(
    text,
    (message, line) => new ToolError("E_USAGE", message, { path, line, hint: MODEL }),
  );
  if (!isObject(json) || json["schema"] !== "panelist.config" || json["version"] !== 1)
    throw fault("not a panelist configuration file of version 1");
  const { schema: _schema, version: _version, options, ...rest } = json;
  const [strange] = Object.keys(rest);
  if (strange !== undefined || !isObject(options))
    throw fault(strange === undefined ? "`options` is missing" : `unknown field '${strange}'`);
  return Object.entries(options).map(([name, value]) => {
    refuseName(name, fault);
    if (!isValue(value))
      throw fault(`'${name}' is not a text, a number, true, false or a list of texts`);
    return [name, { value, from: path }];
  });
}

const MODEL =
  'Write it as `{ "schema": "panelist.config", "version": 1, "options": { "threads": 4 } }`; docs/configuration.md lists the options.';

function refuseName(name: string, fault: (message: string, hint: string) => ToolError): void {
  if (CONFIGURABLE.includes(name)) return;
  if (RELEASES.has(name))
    throw fault(
      `'${name}' selects a release of knowledge, so it cannot be set in a configuration file`,
      `Give --${name} on the command line, or withdraw the release (\`panelist knowledge withdraw\`).`,
    );
  if (OF_ONE_RUN.has(name))
    throw fault(
      `'${name}' concerns one patient or one answer, so it cannot be set in a configuration file`,
      `Give --${name} on the command line.`,
    );
  const near = didYouMean(nearest(name, CONFIGURABLE));
  throw fault(
    `'${name}' is not an option`,
    near === "" ? MODEL : `${near} See docs/configuration.md.`,
  );
}

function isValue(value: unknown): value is Value {
  return (
    ["string", "number", "boolean"].includes(typeof value) ||
    (Array.isArray(value) && value.every((one) => typeof one === "string"))
  );
}

/** The name of an option in a file: `links` for --no-links. */
export function configName({ long }: Pick<Option, "long">): string {
  return (long ?? "").replace(/^--(?:no-)?/, "");
}

/**
 * Gives a command what the files say, where the command line and the environment are silent.
 * @returns what was taken from files and the environment, for the record of the run
 * @throws ToolError E_USAGE: a value that the option does not take
 */
export function configure(
  command: Command,
  config: ReadonlyMap<string, Configured>,
  env: NodeJS.ProcessEnv,
): Setting[] {
  const taken: Setting[] = [];
  const may = isRun(command) ? CONFIGURABLE : OF_ALL;
  for (const option of command.options) {
    const name = configName(option);
    const source = command.getOptionValueSource(option.attributeName());
    const ofEnv = name === "store" && source !== "cli" ? (env["PANELIST_STORE"] ?? "") : "";
    const isOfEnv = source === "env" || ofEnv !== "";
    if (isOfEnv && CONFIGURABLE.includes(name)) {
      const value = String(command.getOptionValue(option.attributeName()) ?? ofEnv);
      taken.push({ option: name, value, from: "environment" });
    }
    const found = config.get(name);
    if (found === undefined || source === "cli" || isOfEnv || !may.includes(name)) continue;
    const value = valueFor(option, name, found);
    command.setOptionValueWithSource(option.attributeName(), value, "config");
    taken.push({ option: name, value: shown(found.value), from: found.from });
  }
  return taken;
}

/** Does it analyse? */
export function isRun(command: Command): boolean {
  return RUNS.has(topOf(command));
}

function topOf(command: Command): string {
  let top = command;
  while (top.parent?.parent !== null && top.parent !== null) top = top.parent;
  return top.name();
}

export function shown(value: Value): string {
  return Array.isArray(value) ? value.join(", ") : String(value);
}

const PATH = /<(?:file|folder|json|fasta|pem)>/;

/** @throws ToolError E_USAGE: not a value of this option */
export function valueFor(option: Option, name: string, { value, from }: Configured): unknown {
  const fault = (message: string): ToolError =>
    new ToolError("E_USAGE", `'${name}': ${message}`, {
      path: from,
      hint: "See docs/configuration.md.",
    });
  const isSwitch = !option.required && !option.optional;
  if (isSwitch !== (typeof value === "boolean"))
    throw fault(isSwitch ? "the value must be true or false" : "this option needs a value");
  // Of a switch that is off nothing is said, as on the command line.
  if (typeof value === "boolean") return value || (option.negate ? false : undefined);
  const near = (text: string): string =>
    PATH.test(option.flags) && !isRemote(text) ? resolve(dirname(from), text) : text;
  const texts = (Array.isArray(value) ? value : [String(value)]).map(near);
  const isList = name === "data-root";
  if (texts.length !== 1 && !isList) throw fault("this option takes a single value");
  const { parseArg } = option;
  if (parseArg === undefined) return texts[0];
  try {
    return texts.reduce<unknown>((before, text) => parseArg(text, before), undefined);
  } catch (error) {
    throw fault(messageOf(error));
  }
}
