/**
 * Regions where the maternal and paternal copies are expressed differently: the effect of a loss or gain there
 * depends on the parent of origin (SVH-12).
 */
import type { Assembly } from "../../core/assembly.ts";
import { shared, spansOf } from "../spans.ts";
import type { GenomicEvent } from "../types.ts";

type Place = readonly [chrom: string, first: number, last: number];

/** Clusters of imprinted genes that diseases are known of, from the first gene's start to the last one's end (Ensembl). */
export const IMPRINTED: Readonly<Record<Assembly, Readonly<Record<string, Place>>>> = {
  GRCh37: {
    PLAGL1: ["6", 144_261_437, 144_385_735],
    MEST: ["7", 130_126_012, 130_146_133],
    "H19-IGF2": ["11", 2_016_406, 2_170_833],
    KCNQ1OT1: ["11", 2_629_558, 2_721_224],
    CDKN1C: ["11", 2_904_443, 2_907_111],
    "DLK1-RTL1": ["14", 101_192_042, 101_351_184],
    "MKRN3-UBE3A": ["15", 23_810_454, 25_684_128],
    GNAS: ["20", 57_414_773, 57_486_247],
  },
  GRCh38: {
    PLAGL1: ["6", 143_940_300, 144_064_599],
    MEST: ["7", 130_486_171, 130_506_296],
    "H19-IGF2": ["11", 1_995_163, 2_141_238],
    KCNQ1OT1: ["11", 2_608_328, 2_699_994],
    CDKN1C: ["11", 2_883_213, 2_885_881],
    "DLK1-RTL1": ["14", 100_725_705, 100_884_847],
    "MKRN3-UBE3A": ["15", 23_565_678, 25_439_056],
    GNAS: ["20", 58_839_718, 58_911_192],
  },
};

/** A loss or gain that reaches one of them. */
export function isImprinted(event: GenomicEvent): boolean {
  if (event.kind !== "DEL" && event.kind !== "DUP") return false;
  const { may } = spansOf(event);
  return Object.values(IMPRINTED[event.assembly]).some(
    ([chrom, from, to]) => chrom === event.chrom && shared(may, { from, to }) > 0,
  );
}
