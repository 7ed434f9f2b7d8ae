/** A small ontology and four diseases; every score of the tests is worked out by hand from it. */
import { assemble, type HpoRelease } from "../../src/phenotype/index.ts";
import { readHpoPart, type HpoPart } from "../../src/phenotype/read/index.ts";

/*
 *            118 Phenotypic abnormality
 *            /                \
 *         10 A                20 B
 *        /    \              /    \
 *     11 A1   13 A2       21 B1    |
 *     /    \                       |
 *  12 A11   30 X (is a A1 and B) --+
 */
export const OBO = `format-version: 1.2
data-version: hp/releases/2020-02-02/hp.obo

[Term]
id: HP:0000001
name: All

[Term]
id: HP:0000005
name: Mode of inheritance
is_a: HP:0000001 ! All

[Term]
id: HP:0000006
name: Autosomal dominant inheritance
is_a: HP:0000005

[Term]
id: HP:0000118
name: Phenotypic abnormality
is_a: HP:0000001 ! All

[Term]
id: HP:0000010
name: Organ A
is_a: HP:0000118 ! Phenotypic abnormality

[Term]
id: HP:0000011
name: Sign A one
synonym: "First sign, of A" EXACT layperson []
synonym: "Broadly A" BROAD []
is_a: HP:0000010 ! Organ A

[Term]
id: HP:0000012
name: Severe sign A one
is_a: HP:0000011 {source="x"} ! Sign A one

[Term]
id: HP:0000013
name: Sign A two
alt_id: HP:0000050
is_a: HP:0000010

[Term]
id: HP:0000020
name: Organ B
is_a: HP:0000118

[Term]
id: HP:0000021
name: Sign B one
is_a: HP:0000020

[Term]
id: HP:0000030
name: Sign of both
is_a: HP:0000011
is_a: HP:0000020

[Term]
id: HP:0000040
name: obsolete Old A one
is_obsolete: true
replaced_by: HP:0000011

[Term]
id: HP:0000041
name: obsolete Old B
is_obsolete: true
consider: HP:0000021

[Term]
id: HP:0000042
name: obsolete Gone
is_obsolete: true

[Typedef]
id: part_of
name: part of
`;

export const HPOA = `#description: toy
#date: 2020-02-02
#DatabaseID\tDiseaseName\tQualifier\tHPO_ID\tReference\tEvidence\tOnset\tFrequency\tSex\tModifier\tAspect\tBiocuration
${[
  ["OMIM:1", "Disease one", "", "HP:0000012", "PMID:7", "PCS", "", "4/4"],
  ["OMIM:1", "Disease one", "NOT", "HP:0000021", "PMID:7", "PCS", "", ""],
  ["OMIM:1", "Disease one", "", "HP:0000006", "PMID:7", "PCS", "", "", "", "", "I"],
  ["OMIM:2", "Disease two", "", "HP:0000011", "OMIM:2", "TAS", "", ""],
  ["OMIM:3", "Disease three", "", "HP:0000021", "OMIM:3", "TAS", "", "HP:0040283"],
  ["OMIM:4", "Disease four", "", "HP:0000013", "PMID:8;PMID:9", "PCS", "", "1/5"],
  ["OMIM:4", "Disease four", "", "HP:0000050", "PMID:10", "PCS", "", "2/5"],
  ["OMIM:4", "Disease four", "", "HP:0000021", "OMIM:4", "IEA", "", ""],
  ["OMIM:4", "Disease four", "", "HP:0000020", "OMIM:4", "IEA", "", "0/9"],
]
  .map((row) =>
    [...row, "", "", "P"].slice(0, 11).map((cell, i) => (i === 10 && cell !== "I" ? "P" : cell)),
  )
  .map((row) => `${row.join("\t")}\tHPO:toy[2020-02-02]\n`)
  .join("")}`;

export const NINE_COLUMNS = `#Format: entrez-gene-id<tab>entrez-gene-symbol<tab>HPO-Term-ID<tab>HPO-Term-Name
101\tGENE1\tHP:0000012\tSevere sign A one\t4/4\t\t-\tmim2gene\tOMIM:1
102\tGENE2\tHP:0000011\tSign A one\t-\t\t-\tmim2gene\tOMIM:2
103\tGENE3\tHP:0000021\tSign B one\t-\t\t-\tmim2gene\tOMIM:3
103\tGENE3\tHP:0000013\tSign A two\t-\t\t-\tmim2gene\tOMIM:4
`;

/** One part from a text, as if it were a file. */
export function part(text: string, path = "toy"): HpoPart {
  return readHpoPart({ path, bytes: Buffer.from(text) });
}

export function toy(): HpoRelease {
  return assemble([part(OBO), part(HPOA), part(NINE_COLUMNS)]).knowledge;
}

/** Place of a term in the toy. */
export function at({ ontology }: HpoRelease, number: number): number {
  return ontology.numbers.indexOf(number);
}
