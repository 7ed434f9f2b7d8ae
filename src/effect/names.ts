/** What transcripts and genes are called: text that crosses to threads as it is, told apart where a name is asked for. */
import { withoutGencodeMark } from "../core/gene.ts";
import { onceFor, remembered } from "../core/once.ts";
import { countBefore } from "../core/sorted.ts";
import type { TranscriptGene, TranscriptNames } from "./types.ts";

/** What is kept of a gene, in the order of the words. */
const GENE_WORDS = ["symbol", "hgncId", "ensemblGene", "ncbiGene", "biotype"] as const;

/** Numbers of a part in `TranscriptNames.from`. */
export const PART = 3;
const [TEXT, TRANSCRIPTS, GENES] = [0, 1, 2] as const;

/** Of all transcripts, in their order. */
export function idsOf(names: TranscriptNames): string[] {
  const { transcripts, id } = openNames(names);
  return Array.from({ length: transcripts }, (_, t) => id(t));
}

/** All, in their order. */
export function genesOf(names: TranscriptNames): TranscriptGene[] {
  const { genes, gene } = openNames(names);
  return Array.from({ length: genes }, (_, g) => gene(g));
}

/** Names by the numbers of transcripts and genes in the columns; "" and null where there is none. */
export const openNames = onceFor(({ text, from, marked }: TranscriptNames) => {
  const parts = from.length / PART - 1;
  const at = (part: number, what: number): number => from[PART * part + what] as number;
  const told = new Map<number, string[]>();
  const size = (part: number, what: number): number => at(part + 1, what) - at(part, what);
  const textAt = (part: number): Buffer =>
    Buffer.from(text.buffer, text.byteOffset + at(part, TEXT), size(part, TEXT));
  const wordsOf = (part: number): string[] =>
    remembered(told, part, () => {
      const words = textAt(part).toString("utf8").split("\t");
      return marked === true ? words.map(withoutGencodeMark) : words;
    });
  const partOf = (what: number, i: number): number =>
    countBefore(parts, (part) => at(part + 1, what) <= i);
  const ofTranscript = (kind: number) => (t: number) => {
    const part = partOf(TRANSCRIPTS, t);
    return wordsOf(part)[kind * size(part, TRANSCRIPTS) + t - at(part, TRANSCRIPTS)] ?? "";
  };
  return {
    transcripts: at(parts, TRANSCRIPTS),
    genes: at(parts, GENES),
    /** With version where the file has one, as the others: `NM_007294.4`. */
    id: ofTranscript(0),
    protein: ofTranscript(1),
    /** MANE's, in the other set. */
    counterpart: ofTranscript(2),
    gene(g: number): TranscriptGene {
      const part = partOf(GENES, g);
      const first = PART * size(part, TRANSCRIPTS) + g - at(part, GENES);
      const word = (kind: number): string => wordsOf(part)[first + kind * size(part, GENES)] ?? "";
      return {
        symbol: word(0),
        hgncId: word(1) || null,
        ensemblGene: word(2) || null,
        ncbiGene: word(3) || null,
        biotype: word(4),
      };
    },
  };
});

/** Names of one part, as they are kept. */
export function namesOf(
  transcripts: readonly { id: string; protein: string; counterpart: string }[],
  genes: readonly TranscriptGene[],
  { biotypes, appris }: Pick<TranscriptNames, "biotypes" | "appris">,
): TranscriptNames {
  const kinds = ["id", "protein", "counterpart"] as const;
  const words = [
    ...kinds.flatMap((kind) => transcripts.map((one) => one[kind])),
    ...GENE_WORDS.flatMap((word) => genes.map((gene) => gene[word] ?? "")),
  ];
  const text = Buffer.from(words.map((word) => word.replaceAll("\t", " ")).join("\t"));
  const from = Int32Array.of(0, 0, 0, text.length, transcripts.length, genes.length);
  return { text, from, biotypes, appris };
}
