/** `panelist knowledge verify`: reads everything that the store holds, and says what is not as it was kept. */
import { Command } from "commander";
import { ToolError } from "../core/errors.ts";
import { counted } from "../core/counted.ts";
import { addOptions } from "./options.ts";
import type { Session } from "./session.ts";
import { openStoreOf, storeOption, type StoreValues } from "./store.ts";
import { print } from "./terminal.ts";

export function knowledgeVerifyCommand(_session: Session): Command {
  const command = new Command("verify").description(
    "check every entry of the store: digest, size, description, stray files",
  );
  return addOptions(command, storeOption()).action(async (values: StoreValues) => {
    const store = await openStoreOf(values);
    const faults = await store.verify();
    const lines = faults.map(({ path, problem, detail }) => `${path}\t${problem}\t${detail}\n`);
    if (faults.length === 0) {
      let count = 0;
      for (const kind of await store.kinds()) count += (await store.list(kind)).length;
      await print(process.stdout, `${counted(count, "entry", "entries")}, all whole\n`);
      return;
    }
    await print(process.stdout, lines.join(""));
    throw new ToolError("E_STORE", `${counted(faults.length, "fault")} in the store`, {
      path: store.path,
      hint: "Delete what is damaged and import it again.",
    });
  });
}
