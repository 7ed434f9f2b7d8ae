/** What `annotate --compare` prints: a row for each difference; on standard error the counts. */
import { counted } from "../../core/counted.ts";
import { thousands } from "../../core/text.ts";
import type { Comparison } from "../../analysis/annotated.ts";
import { tabbed } from "./lines.ts";

const COLUMNS = [
  "chrom",
  "pos",
  "ref",
  "alt",
  "gene",
  "transcript",
  "what",
  "file",
  "panelist",
] as const;

export function comparisonText({ differences }: Comparison): string {
  return tabbed([
    [...COLUMNS],
    ...differences.map((one) => COLUMNS.map((name) => String(one[name]) || ".")),
  ]);
}

export function comparisonLines({ annotator, transcripts, counts }: Comparison): string[] {
  const { source, release } = transcripts;
  const n = thousands;
  return [
    `${annotator} of the file against panelist with ${source} ${release}: ${counted(counts.records, "record")}`,
    `${n(counts.compared)} entries compared; on another version of the transcript ${n(counts.otherVersion)}, on one that the release lacks ${n(counts.unknownTranscript)}; on transcripts that the file does not name ${n(counts.notInFile)}`,
    ...(counts.unnamed === 0
      ? []
      : [
          `${n(counts.unnamed)} names of the file that panelist leaves out, because the sequence around the variant is not known: give it with --reference`,
        ]),
    `no entry in the file for a HIGH or MODERATE consequence ${n(counts.absent)}, class differs ${n(counts.class)}, class by the place of an indel ${n(counts.placement)}, reporting transcript ${n(counts.reporting_transcript)}, HGVS c. or n. ${n(counts.hgvsc)}, HGVS p. ${n(counts.hgvsp)}; other terms of the same class ${n(counts.otherTerms)}`,
  ];
}
