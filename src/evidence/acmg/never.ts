/** What no machine may decide (section 5.1), said in every report. */
import type { AcmgRun } from "../model.ts";

export const NEVER_AUTOMATED: AcmgRun["neverAutomated"] = [
  { criterion: "PS3", reason: "functional studies: the assay and its calibration must be read" },
  { criterion: "BS3", reason: "functional studies: the assay and its calibration must be read" },
  { criterion: "PS4", reason: "cases against controls: needs counts from the literature" },
  { criterion: "PP1_Strong", reason: "segregation: only relatives are counted, points are not" },
  { criterion: "BS4", reason: "non-segregation: phenocopies; only relatives are counted" },
  { criterion: "BP5", reason: "another cause found: a judgement on the whole case" },
  {
    criterion: "PP5",
    reason: "retired by ClinGen (Biesecker and Harrison 2018): ClinVar is shown",
  },
  {
    criterion: "BP6",
    reason: "retired by ClinGen (Biesecker and Harrison 2018): ClinVar is shown",
  },
];
