/** `panelist config show`: the value of every option of a run, and where it comes from. */
import { existsSync } from "node:fs";
import { Command } from "commander";
import { COMMANDS } from "./commands.ts";
import { configName, configPaths, CONFIGURABLE, shown, valueFor } from "./config.ts";
import { columnsText } from "./print/lines.ts";
import type { Session } from "./session.ts";
import { storePath } from "./store.ts";
import { print, type Terminal } from "./terminal.ts";

export function configCommand(session: Session): Command {
  return new Command("config").addCommand(
    new Command("show")
      .description(
        "show each option that a configuration file can set, with its value and its origin: default, file or environment",
      )
      .action(async () => {
        const text = await configText(session);
        tellFiles(session.terminal, session.config === null);
        await print(text);
      }),
  );
}

/** Where files were looked for. */
function tellFiles(terminal: Terminal, isOff: boolean): void {
  for (const [whose, path] of Object.entries(configPaths(process.env)))
    terminal.line(
      `${whose}: ${path}${isOff ? " (not read)" : existsSync(path) ? "" : " (not there)"}`,
    );
}

async function configText(session: Session): Promise<string> {
  const commands = await Promise.all(["analyse", "setup"].map((name) => COMMANDS[name]?.load()));
  const options = commands.flatMap((made) => made?.(session).options ?? []);
  const rows = CONFIGURABLE.map((name) => {
    const option = options.find((one) => configName(one) === name);
    const ofEnv = process.env[ENVIRONMENT[name] ?? ""] ?? "";
    const found = session.config?.get(name);
    if (ofEnv !== "")
      return { name, value: ofEnv, from: `environment (${ENVIRONMENT[name] ?? ""})` };
    if (found !== undefined) {
      if (option !== undefined) valueFor(option, name, found);
      return { name, value: shown(found.value), from: found.from };
    }
    const stated: unknown =
      name === "store"
        ? storePath(undefined, process.env)
        : (option?.defaultValue ??
          option?.defaultValueDescription ??
          (option?.required === true ? "" : String(option?.negate === true)));
    return { name, value: String(stated), from: "default" };
  });
  return columnsText(
    [
      ["option", (row) => row.name],
      ["value", (row) => row.value],
      ["from", (row) => row.from],
    ],
    rows,
  );
}

const ENVIRONMENT: Readonly<Record<string, string>> = {
  store: "PANELIST_STORE",
  "ca-file": "PANELIST_CA_FILE",
};
