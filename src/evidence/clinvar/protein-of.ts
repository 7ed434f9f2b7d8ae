/** The protein change of an annotated record, by the transcript that an annotator marks first. */
import {
  decodeRecord,
  geneConsequences,
  normaliseProtein,
  transcriptConsequences,
} from "../../vcf/index.ts";
import type { VcfHeader } from "../../vcf/model.ts";
import { molecularBits } from "./words.ts";

interface ProteinTold {
  /** `SYMBOL:p.Arg97Ter`, empty when there is none. */
  protein: string;
  molecular: number;
}

/** null: the file carries no consequences (VEP, SnpEff or bcftools csq). */
export function proteinReader(header: VcfHeader): ((line: string) => ProteinTold) | null {
  const layout = header.annotations[0];
  if (layout === undefined) return null;
  return (line) => {
    const record = decodeRecord(line, header, { path: header.path });
    if (record.altKinds[0] !== "seq") return { protein: "", molecular: 0 };
    const annotation = transcriptConsequences(record, 1, layout);
    const where = { record, alleleIndex: 1, header, layout };
    const genes = geneConsequences(annotation, where, { transcripts: "reporting" });
    for (const { symbol, reporting } of genes) {
      const change = normaliseProtein(reporting.hgvsp);
      if (change !== "")
        return { protein: `${symbol}:${change}`, molecular: molecularBits(reporting.terms.join()) };
    }
    const terms = genes[0]?.reporting.terms.join() ?? "";
    return { protein: "", molecular: molecularBits(terms) };
  };
}
