/**
 * Whose an event is by the files of small variants too (SVE-24), also where these leave the allele for the proband's
 * genotype or the site's filter.
 */
import { compareText } from "../../core/text.ts";
import { eventCallBeside, isLackedBy, observe } from "../../inheritance/index.ts";
import { isGenetic } from "../../pedigree/index.ts";
import { isAllele } from "../../structural/index.ts";
import type { GenomicEvent } from "../../structural/types.ts";
import { sampleCall } from "../../vcf/index.ts";
import type { Prepared } from "../prepare.ts";
import type { Found, InFile } from "./in-small.ts";
import type { JudgedEvent } from "./judge.ts";

type Judging = Pick<Prepared, "inputs" | "family" | "policy">;

/**
 * What the proband's callers found stands; relatives' calls are open where these files say otherwise (SVR-01).
 * @param read what the files have of each event
 */
export function withCallsInSmall(
  judged: readonly JudgedEvent[],
  read: ReadonlyMap<GenomicEvent, readonly InFile[]>,
  judging: Judging,
): JudgedEvent[] {
  const { family, policy } = judging;
  return judged.map((one) => {
    if (one.event.calls[family.proband]?.state !== "carrier") return one;
    let { event } = one;
    for (const { input, found } of read.get(one.event) ?? [])
      for (const same of found)
        // Of a duplication only the bases of its own record are asked, not the reference.
        if (isAllele(one.event, same.shape, () => null, policy.sv))
          event = withCalls(event, same, input, judging);
    return { ...one, event };
  });
}

function withCalls(
  event: GenomicEvent,
  { record, alleleIndex }: Found,
  { header }: Prepared["inputs"][number],
  { inputs, family: { people, proband }, policy }: Judging,
): GenomicEvent {
  const { locus } = event;
  const samples = inputs[0]?.header.samples ?? [];
  let isDoubted = false;
  const calls = event.calls.map((call, i) => {
    const { sample = null, sex = "unknown" } = people[i] ?? {};
    const column = header.samples.indexOf(samples[sample ?? -1] ?? "");
    // DEC-18: a social parent's genotypes doubt nothing.
    if (call === null || column < 0 || !isGenetic(people[i])) return call;
    const where = { locus, sex, policy };
    const seen = observe(sampleCall(record, column), alleleIndex, record.altKinds, where);
    if (seen === null) return call;
    if (i === proband) {
      isDoubted ||= isLackedBy(seen);
      return call;
    }
    const told = eventCallBeside(call, seen);
    isDoubted ||= call.state === "reference" && told.state === "unknown";
    return told;
  });
  const flags = isDoubted ? [...new Set([...event.flags, "carriers_disagree"])] : event.flags;
  return { ...event, calls, flags: flags.toSorted(compareText) };
}
