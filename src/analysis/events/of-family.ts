/** The events of a run, read where files of them are given: else nothing is loaded. */
import type { Log } from "../../core/log.ts";
import type { Planned, Prepared } from "../prepare.ts";
import type { Scanned } from "../scan.ts";
import { besideEvents, holdsSymbolic } from "./inputs.ts";
import type { FamilyEvents } from "./read.ts";

export async function eventsOf(
  prepared: Prepared & Planned,
  log: Log,
): Promise<FamilyEvents | null> {
  if (prepared.events.length === 0) return null;
  return (await import("./read.ts")).readFamilyEvents(prepared, log);
}

/** Read once more, with the files of small variants, where the scan met symbolic records among these. */
export async function withThoseAmongSmall(
  read: FamilyEvents | null,
  prepared: Prepared & Planned,
  { result }: Pick<Scanned, "result">,
  log: Log,
): Promise<FamilyEvents | null> {
  if (!holdsSymbolic(result)) return read;
  besideEvents(prepared.events, prepared.inputs);
  return eventsOf(prepared, log);
}
