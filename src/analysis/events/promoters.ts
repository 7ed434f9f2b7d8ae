/**
 * Small deletions in the promoter of a gene whose other copy is removed by an event: partners in a pair, but
 * nothing by themselves (SVC-05). Annotators call them upstream, or give them to no gene.
 */
import { canonicalChrom } from "../../core/assembly.ts";
import { frequencyEligibility, LEAST_DELETION } from "../../scan/index.ts";
import { promoterOf, readEvents } from "../../structural/index.ts";
import { decodeRecord, frequencyEvidence } from "../../vcf/index.ts";
import type { FrequencyEvidence } from "../../vcf/types.ts";
import type { Input } from "../input.ts";
import type { Prepared } from "../prepare.ts";
import { besideEvents, isReadAgain } from "./inputs.ts";
import { lineReader } from "./inside.ts";
import { judgeEvents, type EventKnowledge, type JudgedEvent } from "./judge.ts";

export async function promoterPartners(
  judged: readonly JudgedEvent[],
  prepared: Prepared,
  knowledge: EventKnowledge,
): Promise<JudgedEvent[]> {
  const { family, assembly, policy } = prepared;
  const inputs = prepared.inputs.filter(isReadAgain);
  const lost = judged.flatMap(({ effects }) => effects.filter((e) => e.class === "lof"));
  const ids = new Set(lost.flatMap(({ transcript }) => transcript ?? []));
  const { transcripts } = knowledge;
  const places = [...ids].flatMap((id) =>
    transcripts === null ? [] : (promoterOf(transcripts, id, policy.sv.promoterLength) ?? []),
  );
  if (places.length === 0) return [];
  const files = [];
  for (const input of inputs) {
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    const linesAt = await lineReader(input, places, policy);
    const lines = new Set(places.flatMap((place) => linesAt?.(place) ?? []));
    files.push({ path: input.path, kind: "sv" as const, lines: [...lines].filter(isDeletion) });
  }
  if (files.every(({ lines }) => lines.length === 0)) return [];
  const firstFile = besideEvents(prepared.events, inputs);
  const sv = { ...policy.sv, minLength: LEAST_DELETION };
  const read = await readEvents(files, family, assembly, { sv, notes: false, firstFile });
  const { events } = await judgeEvents(read.events, family, knowledge, policy);
  return events.flatMap((one): JudgedEvent[] => {
    const effects = one.effects.filter(
      ({ effect, transcript }) => effect === "promoter_loss" && ids.has(transcript ?? ""),
    );
    const [member] = one.event.members;
    const input = inputs[(member?.file ?? 0) - firstFile];
    if (effects.length === 0 || member === undefined || input === undefined) return [];
    const frequency = frequencyIn(member, input);
    if (!frequencyEligibility(frequency, null, false, policy).recessive) return [];
    const assessed = one.rarity.assessed || frequency.assessed;
    const rarity = { ...one.rarity, assessed };
    return [{ ...one, effects, regions: [], rarity, isPartner: true }];
  });
}

function isDeletion(line: string): boolean {
  const [contig = "", , , ref = "", alt = ""] = line.split("\t", 5);
  const shortest = Math.min(...alt.split(",").map((one) => one.length));
  return canonicalChrom(contig) !== "MT" && ref.length - shortest >= LEAST_DELETION;
}

function frequencyIn(
  { text, alleleIndex }: { text: string; alleleIndex: number },
  { header, path }: Input,
): FrequencyEvidence {
  const record = decodeRecord(text, header, { path });
  return frequencyEvidence(record, alleleIndex, header, header.annotations[0]);
}
