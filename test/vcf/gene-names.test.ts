/** Which entries of an annotation stay when only some genes are wanted. */
import { expect, it } from "vitest";
import { parseHeader, withEntriesOf } from "../../src/vcf/index.ts";

function layoutOf(tag: string, description: string) {
  const lines = [
    "##fileformat=VCFv4.2",
    `##INFO=<ID=${tag},Number=.,Type=String,Description="${description}">`,
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
  ];
  const [layout] = parseHeader(`${lines.join("\n")}\n`, "x.vcf").annotations;
  if (layout === undefined) throw new Error("no layout");
  return layout;
}

const VEP = layoutOf(
  "CSQ",
  "Consequence annotations from Ensembl VEP. Format: Allele|Consequence|SYMBOL|Gene",
);
const SNPEFF = layoutOf(
  "ANN",
  "Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID | Feature_Type | Feature_ID | Transcript_BioType | Rank | HGVS.c | HGVS.p | cDNA.pos / cDNA.length | CDS.pos / CDS.length | AA.pos / AA.length | Distance | ERRORS / WARNINGS / INFO'",
);
const BCSQ = layoutOf(
  "BCSQ",
  "Local consequence annotation from BCFtools/csq. Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change",
);
const isB = ({ symbol }: { symbol: string }): boolean => symbol === "B";

it.each([
  [VEP, "AC=1;CSQ=T|x|A|,T|y|B|,T|z|B|;AN=2", "AC=1;CSQ=T|y|B|,T|z|B|;AN=2"],
  [VEP, "CSQ=T|x|A|;AN=2", "AN=2"],
  [VEP, "XCSQ=T|x|A|;DB", "XCSQ=T|x|A|;DB"],
  [SNPEFF, "ANN=T|x|HIGH|A|A,T|y|LOW|B|B", "ANN=T|y|LOW|B|B"],
  // FORMAT/BCSQ counts the entries.
  [BCSQ, "BCSQ=missense|A|t,missense|B|t", "BCSQ=missense|A|t,missense|B|t"],
])("$annotator: %#", (layout, before, after) =>
  expect(withEntriesOf(before, layout, isB)).toBe(after),
);
