/** The events of a run, read where files of them are given: else nothing is loaded. */
import type { Log } from "../../core/log.ts";
import { refuseEmpty } from "../completeness.ts";
import type { Planned, Prepared } from "../prepare.ts";
import type { Scanned } from "../scan.ts";
import { besideEvents, holdSymbolic } from "./inputs.ts";
import type { FamilyEvents } from "./read.ts";

export async function eventsOf(
  prepared: Prepared & Planned,
  log: Log,
): Promise<FamilyEvents | null> {
  if (prepared.events.length === 0) return null;
  return (await import("./read.ts")).readFamilyEvents(prepared, log);
}

/** All events of a run whose small variants were scanned. @throws ToolError E_INCOMPLETE: nothing usable was read */
export async function eventsAfter(
  scanned: Pick<Scanned, "result">,
  prepared: Prepared & Planned,
  log: Log,
): Promise<FamilyEvents | null> {
  return withThoseAmongSmall(await eventsOf(prepared, log), prepared, scanned, log);
}

/** Read once more, with the files of small variants, where these hold symbolic records. @throws ToolError E_INCOMPLETE: nothing usable was read */
export async function withThoseAmongSmall(
  read: FamilyEvents | null,
  prepared: Prepared & Planned,
  { result }: Pick<Scanned, "result">,
  log: Log,
): Promise<FamilyEvents | null> {
  let events = read;
  if (await holdSymbolic(prepared.inputs, result)) {
    besideEvents(prepared.events, prepared.inputs);
    events = await eventsOf(prepared, log);
  }
  refuseEmpty(events?.unread ?? [], prepared.options);
  return events;
}
