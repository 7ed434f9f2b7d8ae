/** The events of a run, read where files of them are given: else nothing is loaded. */
import type { Log } from "../../core/log.ts";
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

/** Read once more, with the files of small variants, where these hold symbolic records. */
export async function withThoseAmongSmall(
  read: FamilyEvents | null,
  prepared: Prepared & Planned,
  { result }: Pick<Scanned, "result">,
  log: Log,
): Promise<FamilyEvents | null> {
  if (!(await holdSymbolic(prepared.inputs, result))) return read;
  besideEvents(prepared.events, prepared.inputs);
  return eventsOf(prepared, log);
}
