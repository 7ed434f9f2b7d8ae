/** A few hundred lines of every shared VCF against @gmod/vcf, another parser. */
import VCFParser from "@gmod/vcf";
import { describe, expect, it } from "vitest";
import { decodePercent, decodeRecord, infoValue } from "../../src/vcf/index.ts";
import { sharedData } from "../helpers/shared.ts";
import { load, VCF_FILES } from "./files.ts";

const RECORDS = 200;

describe.skipIf(sharedData === null)("@gmod/vcf (skipped without the shared data)", () => {
  it.each(VCF_FILES)("%s", (file) => {
    const { header, headerText, lines } = load(file);
    const parser = new VCFParser({ header: headerText.trimEnd(), strict: false });
    expect(header.samples).toEqual(parser.samples);
    const step = Math.max(1, Math.floor(lines.length / RECORDS));
    for (let i = 0; i < lines.length; i += step) {
      const line = lines[i] ?? "";
      const ours = decodeRecord(line, header, { path: file });
      const theirs = parser.parseLine(line);
      expect([ours.contig, ours.pos, ours.ref]).toEqual([
        theirs.CHROM,
        theirs.POS,
        theirs.REF?.toUpperCase(),
      ]);
      const alts = theirs.ALT ?? ["."];
      expect(ours.alts.map((a) => a.toUpperCase())).toEqual(alts.map((a) => a.toUpperCase()));
      expect(genotypes(ours.sampleTexts, ours.formatKeys)).toEqual(
        Object.values(theirs.GENOTYPES()),
      );
      for (const [key, value] of Object.entries(theirs.INFO)) {
        const text = infoValue(ours.info, key);
        if (value === true || value === null || value === undefined) continue;
        const parts = Array.isArray(value) ? value : [value];
        if (typeof text !== "string") throw new Error(`${key} at ${ours.pos} is ${String(text)}`);
        const mine = text.split(",");
        const same =
          mine.length === parts.length && parts.every((part, k) => sameValue(mine[k] ?? "", part));
        if (!same) expect(mine, `${key} at ${ours.contig}:${ours.pos}`).toEqual(parts);
      }
    }
  });
});

/** Theirs is decoded and typed by the header. */
function sameValue(mine: string, theirs: unknown): boolean {
  if (theirs === undefined || theirs === null) return true;
  return typeof theirs === "number"
    ? Number(mine) === theirs
    : decodePercent(mine) === String(theirs);
}

function genotypes(texts: readonly string[], keys: readonly string[]): string[] {
  const at = keys.indexOf("GT");
  return at < 0 ? [] : texts.map((t) => t.split(":")[at] ?? "");
}
