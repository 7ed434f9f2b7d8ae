/** One line in a sample window, counted for the sample checks (DEC-15). */
import { locusClass } from "../core/assembly.ts";
import { addToTally, type Tally } from "../pedigree/tally.ts";
import { classifyAlt, decodeRecord, sampleCall } from "../vcf/index.ts";
import type { SampleCall } from "../vcf/model.ts";
import type { ScanPlan } from "./model.ts";
import { tallyCall, tallyKeys } from "./tally-call.ts";

/** Offsets of a line: its start, INFO [info, infoEnd), its end without the newline. */
export interface TallyColumns {
  start: number;
  info: number;
  infoEnd: number;
  end: number;
}

/**
 * Counts the line in `tally`; INFO is not read.
 * @param pos 1-based
 * @throws ToolError E_VCF_RECORD where the samples need the full decoder
 */
export function tallyLine(
  tally: Tally,
  data: Buffer,
  at: TallyColumns,
  chrom: string,
  pos: number,
  plan: ScanPlan,
): void {
  const [, , , ref = "", alt = "", , filter = ""] = data
    .toString("latin1", at.start, at.info - 1)
    .toUpperCase()
    .split("\t");
  const isSnv = isBase(ref) && isBase(alt);
  const { allow } = plan.policy.filter;
  const failed = filter.split(";").filter((name) => name !== "PASS" && name !== ".");
  addToTally(
    tally,
    {
      chrom,
      pos,
      locus: locusClass(plan.assembly, chrom, pos),
      isSnv,
      isGvcfBlock: classifyAlt(alt, ref) === "gvcf",
      filterPassed: failed.every((name) => allow.some((a) => a.toUpperCase() === name)),
      calls: isSnv ? callsOf(data, at, plan) : [],
    },
    plan.roles,
  );
}

function callsOf(data: Buffer, at: TallyColumns, plan: ScanPlan): (SampleCall | null)[] {
  const { header, sampleColumns } = plan;
  const samples = data.toString("latin1", at.infoEnd + 1, at.end).split("\t");
  const keys = tallyKeys(samples[0] ?? "");
  if (keys !== null) {
    return sampleColumns.map((column) =>
      column < 0 ? null : tallyCall(samples[column + 1] ?? "", keys),
    );
  }
  const text = `${data.toString("latin1", at.start, at.info)}.${data.toString("utf8", at.infoEnd, at.end)}`;
  const record = decodeRecord(text, header, { path: header.path });
  return sampleColumns.map((column) => (column < 0 ? null : sampleCall(record, column)));
}

function isBase(text: string): boolean {
  return text.length === 1 && "ACGT".includes(text);
}
