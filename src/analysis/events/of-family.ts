/** The events of a run, read if event files are given; otherwise nothing is loaded. */
import type { Log } from "../../core/log.ts";
import { refuseEmpty } from "../completeness.ts";
import type { Planned, Prepared } from "../prepare.ts";
import type { Scanned } from "../scan.ts";
import { besideEvents, holdSymbolic, mayHoldSymbolic } from "./inputs.ts";
import type { FamilyEvents } from "./read.ts";

/** @param isAgain the files of events were read before, without those of small variants */
export async function eventsOf(
  prepared: Prepared & Planned,
  log: Log,
  isAgain = false,
): Promise<FamilyEvents | null> {
  if (prepared.events.length === 0) return null;
  return (await import("./read.ts")).readFamilyEvents(prepared, log, isAgain);
}

/** Read beside the scan; null: there are none, or files of small variants may hold some too, and all wait for these. */
export async function eventsBeside(
  prepared: Prepared & Planned,
  log: Log,
): Promise<FamilyEvents | null> {
  return mayHoldSymbolic(prepared.inputs) ? null : eventsOf(prepared, log);
}

/** All events of a run whose small variants were scanned. @throws ToolError E_INCOMPLETE: nothing usable was read */
export async function eventsAfter(
  scanned: Pick<Scanned, "result">,
  prepared: Prepared & Planned,
  log: Log,
): Promise<FamilyEvents | null> {
  return withThoseAmongSmall(await eventsBeside(prepared, log), prepared, scanned, log);
}

/** With the files of small variants, where these hold symbolic records. @throws ToolError E_INCOMPLETE: nothing usable was read */
export async function withThoseAmongSmall(
  read: FamilyEvents | null,
  prepared: Prepared & Planned,
  { result }: Pick<Scanned, "result">,
  log: Log,
): Promise<FamilyEvents | null> {
  let events = read;
  if (await holdSymbolic(prepared.inputs, result)) {
    besideEvents(prepared.events, prepared.inputs);
    events = await eventsOf(prepared, log, read !== null);
  } else events ??= await eventsOf(prepared, log);
  refuseEmpty(events?.unread ?? [], prepared.options);
  return events;
}
