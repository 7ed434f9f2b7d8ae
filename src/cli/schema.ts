/** `panelist schema`: the JSON Schema of a file that we write or read. */
import { Command } from "commander";
import { usageError } from "../core/errors.ts";
import { schemaNames, schemaText } from "../report/index.ts";
import { didYouMean, nearest } from "../core/nearest.ts";
import type { Session } from "./session.ts";
import { print } from "./terminal.ts";

export function schemaCommand(_session: Session): Command {
  return new Command("schema")
    .argument("<name>", "name of the format, such as report; an unknown name prints the list")
    .action(async (name: string) => {
      const names = schemaNames();
      if (!names.includes(name))
        throw usageError(
          `there is no schema named '${name}'`,
          `${didYouMean(nearest(name, names))} There are: ${names.join(", ")}.`.trim(),
        );
      await print(schemaText(name));
    });
}
