/** Options that the commands of an archive share. */
import { each } from "./options.ts";
import { type Command, Option } from "commander";
import { usageError } from "../core/errors.ts";
import { isDay, isShard } from "../core/option-values.ts";

/** `<archive> <case>`. */
export function ofCase(command: Command): Command {
  return command.argument("<archive>", "the archive's folder").argument("<case>", "id of the case");
}

export interface ByValues {
  by?: string;
}

/** Who did it, for the log of the case. */
export function byOption(what = "record this name in the case's log"): Option {
  return new Option("--by <name>", what).default(undefined, "PANELIST_USER, or USER");
}

export function byOf(values: ByValues): string {
  return values.by ?? process.env["PANELIST_USER"] ?? process.env["USER"] ?? "unknown";
}

export function panelVersionOption(): Option {
  return new Option(
    "--panel-version <panel>",
    "use this version of a panel (epilepsy@0.9, 285@4.2) instead of the one that the case would otherwise get; repeatable",
  ).argParser(each);
}

export function shardOption(): Option {
  return new Option(
    "--shard <i/n>",
    "process every n-th case, starting from the i-th (0/4 to 3/4), so that several processes can share the work",
  ).argParser(shardOf);
}

function shardOf(value: string): { index: number; of: number } {
  const [, index = "", of = ""] = /^(\d{1,6})\/(\d{1,6})$/.exec(value) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (index !== "" && isShard(shard)) return shard;
  throw usageError(
    `--shard '${value}' is not i/n with i from 0 to n - 1`,
    "Use --shard 0/4 for the first of four.",
  );
}

/** `YYYY-MM-DD`, a day that exists. */
export function dayOf(option: string): (value: string) => string {
  return (value) => {
    if (isDay(value)) return value;
    throw usageError(`${option} '${value}' is not a day`, "Write it as 2031-05-14.");
  };
}
