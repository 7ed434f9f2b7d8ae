/**
 * Whose an event is by the files of small variants too (SVE-24), also where these leave the allele for the proband's
 * genotype or the site's filter.
 */
import { compareText } from "../../core/text.ts";
import { eventCallBeside, isLackedBy, observe } from "../../inheritance/index.ts";
import { isAllele } from "../../structural/index.ts";
import type { GenomicEvent } from "../../structural/types.ts";
import { sampleCall } from "../../vcf/index.ts";
import type { Prepared } from "../prepare.ts";
import { type Found, inSmall } from "./in-small.ts";
import type { JudgedEvent } from "./judge.ts";

type Judging = Pick<Prepared, "inputs" | "family" | "policy">;

/** What the proband's callers found stands; relatives' calls are open where these files say otherwise (SVR-01). */
export async function withCallsInSmall(
  judged: readonly JudgedEvent[],
  judging: Judging,
): Promise<JudgedEvent[]> {
  const { inputs, family, policy } = judging;
  const own = judged.filter(({ event }) => event.calls[family.proband]?.state === "carrier");
  const events = new Map(own.map((one) => [one, one.event]));
  for (const input of inputs) {
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    const found = await inSmall([...events.values()], input, policy);
    for (const [i, one] of own.entries())
      for (const same of found[i] ?? [])
        // Of a duplication only the bases of its own record are asked, not the reference.
        if (isAllele(one.event, same.shape, () => null, policy.sv))
          events.set(one, withCalls(events.get(one) ?? one.event, same, input, judging));
  }
  return judged.map((one) => ({ ...one, event: events.get(one) ?? one.event }));
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
    if (call === null || column < 0) return call;
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
