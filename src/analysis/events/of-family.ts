/** The events of a run, read where files of them are given: else nothing is loaded. */
import type { Log } from "../../core/log.ts";
import type { Planned, Prepared } from "../prepare.ts";
import type { FamilyEvents } from "./read.ts";

export async function eventsOf(
  prepared: Prepared & Planned,
  log: Log,
): Promise<FamilyEvents | null> {
  if (prepared.events.length === 0) return null;
  return (await import("./read.ts")).readFamilyEvents(prepared, log);
}
