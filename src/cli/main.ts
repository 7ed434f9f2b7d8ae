/**
 * The command line: `argv` in, an exit code out. READ FIRST: `main`, then `program.ts`, then one
 * file per command. Everything that a command needs is loaded when it runs, so that `--version`
 * and `--help` cost little more than an empty Node.
 */
import { runToEnd } from "./exit.ts";
import { logWordsOf } from "./log.ts";
import { createTerminal, print } from "./terminal.ts";
import { version } from "../io/tool-version.ts";

/**
 * Runs one command.
 * @param argv the arguments after the program's name
 * @returns the exit code (docs/exit-codes.md); errors have been told on standard error
 */
export function main(argv: readonly string[]): Promise<number> {
  const terminal = createTerminal(process.stderr);
  return runToEnd(
    async () => {
      if (argv[0] === "--version" || argv[0] === "-V") {
        await print(`${version()}\n`);
        return 0;
      }
      const { runCommand } = await import("./program.ts");
      return runCommand(argv, terminal);
    },
    async () => (await import("../io/atomic.ts")).abortAll(),
    terminal,
    logWordsOf(argv),
  );
}
