/**
 * The log of a run: lines of text or JSON on standard error.
 * Warnings are counted: the same one is said once, of one kind (alike but for numbers) ten are said.
 */
import { formatError, type ToolError, toWire } from "../core/errors.ts";
import type { Log } from "../core/log.ts";
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
  /** Says how many warnings were held back. */
  finish(): void;
}

const WARNINGS_PER_KIND = 10;

export function createLog(terminal: Terminal, settings: LogSettings): RunLog {
  const seen = new Set<string>();
  const kinds = new Map<string, { said: number; heldBack: number; first: string }>();
  const say = (level: "info" | "warning" | "detail", message: string): void => {
    if (settings.format === "json") terminal.line(JSON.stringify({ level, message }));
    else terminal.line(level === "info" ? message : `${level}: ${message}`);
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
    finish() {
      for (const { heldBack, first } of kinds.values()) {
        if (heldBack > 0) say("warning", `${heldBack} more of this kind: ${first}`);
      }
      kinds.clear();
    },
  };
}

/** The last word on a failed run, in the format that the command line asks for. */
export function sayError(terminal: Terminal, format: LogFormat, error: ToolError): void {
  if (format === "json") terminal.line(JSON.stringify({ level: "error", ...toWire(error) }));
  else terminal.line(`error: ${formatError(error)}`);
}

/** `--log-format` before the command line is parsed: errors of parsing obey it too. */
export function logFormatOf(argv: readonly string[]): LogFormat {
  const json = argv.some(
    (arg, i) => arg === "--log-format=json" || (arg === "--log-format" && argv[i + 1] === "json"),
  );
  return json ? "json" : "text";
}
