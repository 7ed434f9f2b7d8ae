/** What commands that change an archive say when they are done. */
import { counted } from "../../core/counted.ts";
import type { AddedCase } from "../../reanalysis/add.ts";
import type { CopiedCase, Exported } from "../../reanalysis/copy.ts";
import type { Reannotated } from "../../reanalysis/reannotate.ts";
import { linesText } from "./lines.ts";

/** For the log: `archive add`, and each case of `archive import`. */
export function addedLines(done: AddedCase | CopiedCase): string[] {
  if ("runs" in done) return [`${done.case}: copied with ${counted(done.runs, "run")}`];
  const { kept, recordsRead, candidates } = done;
  return [
    `${counted(recordsRead, "record")} read, ${kept.records} kept in ${(kept.bytes / 1e6).toFixed(2)} MB`,
    `${done.case}: run 1, ${counted(candidates, "candidate")}`,
  ];
}

export function exportedText({ output, cases, withoutConsent }: Exported): string {
  return linesText([
    `${output}: ${counted(cases.length, "case")}`,
    ...(withoutConsent.length === 0
      ? []
      : [`${withoutConsent.length} left out for want of consent: ${withoutConsent.join(", ")}`]),
  ]);
}

export function reannotatedText({ case: id, dataset, run, events }: Reannotated): string {
  return linesText([
    `${id}: dataset ${dataset}, run ${run}, ${counted(events.length, "event")}`,
    ...events.map(({ type, notify, text }) =>
      [type, notify ? "notify" : "silent", text].join("\t"),
    ),
  ]);
}
