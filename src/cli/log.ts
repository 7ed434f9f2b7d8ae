/**
 * The log of a run: lines of text or JSON on standard error.
 * Warnings are counted: the same one is said once, of one kind (alike but for numbers) ten are said.
 */
import { oneLine } from "../core/clean.ts";
import { forLog, formatError, type ToolError, toWire } from "../core/errors.ts";
import type { Log } from "../core/log.ts";
import { nhsNumberIn } from "../report/nhs/index.ts";
import type { Terminal } from "./terminal.ts";

export type LogFormat = "text" | "json";

interface LogSettings {
  format: LogFormat;
  /** Warnings and errors only. */
  quiet: boolean;
  /** Show `detail`: lines that may name samples, genotypes or HPO terms. */
  ids: boolean;
}

interface RunLog extends Log {
  /** Keeps what a program wants to know at the end: all counts of the run. */
  total(counts: object): void;
  /** One of many cases, for programs: people see it in the table. */
  failed(failure: { case: string; code: string | null; message: string | null }): void;
  /** Says how many warnings were held back; in JSON the counts follow, as the last line of a run that ended well. */
  finish(isWell: boolean): void;
}

const WARNINGS_PER_KIND = 10;

/** @param now of the lines in JSON */
export function createLog(
  terminal: Terminal,
  settings: LogSettings,
  now: () => Date = () => new Date(),
): RunLog {
  const isJson = settings.format === "json";
  let counts: object = {};
  const seen = new Set<string>();
  const kinds = new Map<string, { said: number; heldBack: number; first: string }>();
  const say = (level: "info" | "warning" | "detail", text: string): void => {
    const message = withoutNhsNumbers(text);
    if (isJson) terminal.line(jsonLine(now(), { level, message }));
    else terminal.line(oneLine(level === "info" ? message : `${level}: ${message}`));
  };
  return {
    info(message) {
      // What every panel or case would say alike is said once.
      if (settings.quiet || seen.has(message)) return;
      seen.add(message);
      say("info", message);
    },
    warn(message) {
      const shape = message.replace(/\d+/g, "#");
      const kind = kinds.get(shape) ?? { said: 0, heldBack: 0, first: message };
      kinds.set(shape, kind);
      if (seen.has(message) || kind.said === WARNINGS_PER_KIND) {
        kind.heldBack += 1;
        return;
      }
      kind.said += 1;
      seen.add(message);
      say("warning", message);
    },
    detail(message) {
      if (settings.ids && !settings.quiet) say("detail", message);
    },
    total(found) {
      counts = found;
    },
    failed({ case: id, code, message }) {
      if (isJson) terminal.line(jsonLine(now(), { level: "error", case: id, code, message }));
    },
    finish(isWell) {
      for (const { heldBack, first } of kinds.values())
        if (heldBack > 0) say("warning", `${heldBack} more of this kind: ${first}`);
      kinds.clear();
      if (isJson && isWell) terminal.line(jsonLine(now(), { level: "end", counts }));
    },
  };
}

function jsonLine(time: Date, said: object): string {
  return JSON.stringify({ time: time.toISOString(), ...said });
}

/** The last word on a failed run, in the format that the command line asks for. */
export function sayError(terminal: Terminal, { format, ids }: LogWords, error: ToolError): void {
  const told = forLog(error, ids);
  if (format === "text") return terminal.line(`error: ${withoutNhsNumbers(formatError(told))}`);
  const wire = Object.entries(toWire(told)).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === "string" ? withoutNhsNumbers(value) : value,
  ]);
  terminal.line(jsonLine(new Date(), { level: "error", ...Object.fromEntries(wire) }));
}

/** Numbers that are nobody's: places and sizes. */
const BYTES = /\bbytes?,? [\d/-]+|\b\d+(?: of \d+)? (?:bytes|bases)\b/g;

/** Logs are kept and passed on: a case or a file may be called by one. */
function withoutNhsNumbers(text: string): string {
  const found = nhsNumberIn(text.replaceAll(BYTES, ""));
  return found === null ? text : withoutNhsNumbers(text.replaceAll(found, "[NHS number]"));
}

/** The last word on a run that a signal ended, in a log for programs: people know what they pressed. */
export function saySignal(terminal: Terminal, { format }: LogWords, signal: string): void {
  const message = `ended by ${signal}`;
  if (format === "json") terminal.line(jsonLine(new Date(), { level: "error", signal, message }));
}

export type LogWords = Pick<LogSettings, "format" | "ids">;

/** What the command line says of the log before it is parsed: errors of parsing obey it too. */
export function logWordsOf(argv: readonly string[]): LogWords {
  return { format: logFormatOf(argv), ids: argv.includes("--log-ids") };
}

function logFormatOf(argv: readonly string[]): LogFormat {
  const json = argv.some(
    (arg, i) => arg === "--log-format=json" || (arg === "--log-format" && argv[i + 1] === "json"),
  );
  return json ? "json" : "text";
}
