/** `panelist policy`: the default thresholds, to start a policy file from. */
import { Command } from "commander";
import { DEFAULT_POLICY } from "../core/policy.ts";
import type { Session } from "./session.ts";
import { print } from "./terminal.ts";

export function policyCommand(_session: Session): Command {
  return new Command("policy")
    .addHelpText(
      "after",
      "\nA policy file need only contain the values that differ from these.\ndocs/ranking.md lists the numbers that cannot be set, and why.",
    )
    .action(() => print(`${JSON.stringify(DEFAULT_POLICY, null, 2)}\n`));
}
