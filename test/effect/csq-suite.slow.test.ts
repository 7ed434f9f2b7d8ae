/** The suite of bcftools csq: each record's terms as its version 1.16 gives them, or the reason why not. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CHROMOSOMES } from "../../src/core/assembly.ts";
import { termInfo } from "../../src/core/consequences.ts";
import { openEngine } from "../../src/effect/engine.ts";
import { idsOf } from "../../src/effect/names.ts";
import {
  annotateData,
  inCsqWords,
  readFasta,
  readGff,
  rowsOf,
  sliceOf,
  tagEnds,
  termsAsWritten,
} from "./slices.ts";

const folder = annotateData === null ? "" : join(annotateData, "bcftools_csq");

const START = "a start that is lost with the frame: both are said";
const ALTERING = "the old stop is no part of the new peptide: protein_altering";
const SPANS = "coding and intronic bases: coding_sequence beside the splice site";
const COMPOUND = "a compound with another record";
const SHORT = "an intron of two bases: no splicing is told of it";
const ELSEWHERE = "the record's common base is taken off first; the other place has the term";

/** By folder and position: ours, and why. */
const OTHERWISE: Record<string, [ours: string, why: string]> = {
  "EDUMMY0001 1": ["", ELSEWHERE],
  "EDUMMY0002 11": ["start_lost", "the first codon goes, and all before it"],
  "ENST00000227471 6609": ["coding_sequence_variant", SHORT],
  "ENST00000545279 44572": ["coding_sequence_variant", SHORT],
  "ENST00000230048 214": ["frameshift_variant&start_lost", START],
  "ENST00000318249 4959": ["frameshift_variant&start_lost", START],
  "ENST00000318249.2 4958": ["5_prime_UTR_variant", ELSEWHERE],
  "ENST00000382647 1443": ["splice_region_variant", ELSEWHERE],
  "ENST00000269081 7210": ["frameshift_variant&splice_region_variant", COMPOUND],
  "ENST00000269081 46862": ["frameshift_variant", COMPOUND],
  "ENST00000423372 3634": ["stop_gained", COMPOUND],
  "ENST00000341065 19026": ["coding_sequence_variant&splice_acceptor_variant", SPANS],
  "ENST00000409523 18990": ["coding_sequence_variant&splice_acceptor_variant", SPANS],
  "ENST00000341065 16427": ["splice_region_variant", "the exon is not touched: not synonymous"],
  "ENST00000423372 2723": ["3_prime_UTR_variant", ELSEWHERE],
  "ENST00000423372 3630": ["protein_altering_variant&stop_lost", ALTERING],
  "ENST00000518414 11397": ["coding_sequence_variant", "its end is not known: no stop to lose"],
  "ENST00000520868 21090": [
    "splice_acceptor_variant&splice_donor_variant&splice_region_variant",
    "the fifth base of the donor is told beside it",
  ],
  "ENST00000528237 14714": ["stop_gained", "a stop in an incomplete end is not the old one"],
  "ENST00000624631 547": ["frameshift_variant", ELSEWHERE],
};

/** The suite's made-up contigs stand on a chromosome. */
function chromosome(contig: string): string {
  const bare = contig.replace(/^chr/, "");
  return CHROMOSOMES.includes(bare) ? bare : "1";
}

describe.skipIf(annotateData === null)("the suite of bcftools csq (beside the repository)", () => {
  const cases = rowsOf(join(folder, "cases.tsv")).filter(([, , , , , , , like]) => like === "same");

  it("gives what csq gives, and where not it is for a reason", () => {
    let [compared, same, files] = [0, 0, 0];
    const unexplained: string[] = [];
    const unused = new Set(Object.keys(OTHERWISE));
    for (const [dir = "", vcf = "", gff = "", fasta = "", , , expected = ""] of cases) {
      const at = (name: string): string => join(folder, dir, name);
      if (!existsSync(at(expected)) || !existsSync(at(vcf))) continue;
      files++;
      const genome = readFasta(at(fasta), chromosome);
      const slice = sliceOf(
        tagEnds(readGff(at(gff), { name: chromosome, firstParent: true }), genome),
        genome,
      );
      const engine = openEngine(slice.columns);
      const expectations = new Map(
        rowsOf(at(expected)).map((row) => [row.slice(0, 3).join(" "), row.at(-1) ?? ""]),
      );
      for (const [, pos = "", , ref = "", alts = ""] of rowsOf(at(vcf))) {
        const wanted = new Map<string, string[]>();
        for (const entry of (expectations.get([pos, ref, alts].join(" ")) ?? "").split(",")) {
          const [terms = "", , id = ""] = entry.split("|");
          const named = terms.split("&").map((t) => termInfo(t.replace("*", "")).term);
          if (id !== "") wanted.set(id, [...(wanted.get(id) ?? []), ...named]);
        }
        for (const [id, terms] of wanted) {
          const t = idsOf(slice.names).indexOf(id);
          const ours = inCsqWords(
            alts.split(",").flatMap((alt) => termsAsWritten(engine, t, Number(pos), ref, alt)),
          );
          compared++;
          if (ours === inCsqWords(terms.filter((term) => !term.startsWith("@")))) same++;
          else {
            const key = `${dir} ${pos}`;
            unused.delete(key);
            if (OTHERWISE[key]?.[0] !== ours)
              unexplained.push(`${key} ${id} ${ours} / ${terms.join("&")}`);
          }
        }
      }
    }
    expect(unexplained).toEqual([]);
    expect([...unused]).toEqual([]);
    expect({ files, compared, same }).toEqual({ files: 92, compared: 198, same: 172 });
  });
});
