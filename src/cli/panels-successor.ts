/** `panelist panels successor`: which panel takes the place of one that was retired or renumbered. */
import { Command, Option } from "commander";
import { ToolError } from "../core/errors.ts";
import { addOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";

interface SuccessorValues extends StoreValues {
  by?: string;
  reason: string;
}

export function panelsSuccessorCommand(_session: Session): Command {
  const command = new Command("successor")
    .description(
      "record which panel takes the place of a retired or renumbered one; without ids, list them",
    )
    .argument("[old]", "id of the panel that is gone")
    .argument("[new]", "id of the panel that takes its place");
  return addOptions(
    command,
    new Option("--by <who>", "who says so; needed to record"),
    new Option("--reason <text>", "why").default(""),
    storeOption(),
  ).action(async (old: string | undefined, young: string | undefined, values: SuccessorValues) => {
    const store = await openStoreOf(values);
    const { readSuccessors, recordSuccessor } = await import("../panel/local/index.ts");
    if (old === undefined) {
      const rows = [...(await readSuccessors(store))].map(([id, next]) =>
        [id, next.id, next.by, next.date, next.reason || "."].join("\t"),
      );
      await print(process.stdout, ["old\tnew\tby\tdate\treason", ...rows].join("\n") + "\n");
      return;
    }
    const ids = [old, young ?? ""];
    const strange = ids.find((id) => !/^[\w:.-]+$/.test(id));
    if (strange !== undefined)
      throw new ToolError("E_USAGE", `'${strange}' is not a panel's id`, {
        hint: "panelist panels successor OLD NEW --by WHO",
      });
    const by = (values.by ?? "").trim();
    if (by === "")
      throw new ToolError("E_USAGE", "nobody says so", { hint: "Give --by with a name." });
    const date = new Date().toISOString();
    await recordSuccessor(store, old, { id: young ?? "", by, date, reason: values.reason });
    await print(process.stdout, `${old}\t${young ?? ""}\n`);
  });
}
