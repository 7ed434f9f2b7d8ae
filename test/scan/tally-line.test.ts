// DEC-15: the sample checks read bytes; what they count is what the full decoder says.
import fc from "fast-check";
import { expect, it } from "vitest";
import { locusClass } from "../../src/core/assembly.ts";
import { noColumns, type Columns } from "../../src/scan/gates/columns.ts";
import { LineTally } from "../../src/scan/tally-line.ts";
import { addToTally, newTally } from "../../src/pedigree/tally.ts";
import { decodeRecord, sampleCall } from "../../src/vcf/index.ts";
import { headerText } from "../helpers/vcf-text.ts";
import { planFor } from "./build.ts";

const SAMPLES = ["C", "F", "M"];
const plan = {
  ...planFor({ header: headerText({ samples: SAMPLES }) }),
  sampleColumns: [2, 0, 1],
  roles: { fathers: [1, null, null], mothers: [2, null, null] },
};

/** Offsets as the scanner finds them. */
function columnsOf(text: string): Columns {
  const starts = [0];
  for (let i = text.indexOf("\t"); i >= 0; i = text.indexOf("\t", i + 1)) starts.push(i + 1);
  const at = (n: number): number => starts[n] ?? 0;
  return {
    ...noColumns(),
    ref: at(3),
    alt: at(4),
    qual: at(5),
    filter: at(6),
    info: at(7),
    infoEnd: at(8) - 1,
    end: text.length,
  };
}

const FORMATS = ["GT:AD:DP:GQ", "GT", "GT:GQ:DP", "GT:DP:FT:GQ", "GT:DP:MIN_DP", "DP:GT", "GT:RGQ"];
const genotype = fc.constantFrom("0/0", "0/1", "1|0", "1/1", "./.", "0/.", "1", "0", ".", "0/0/1");
const number = fc.constantFrom("0", "9", "10", "35", ".", "99.5", "120");
const line = fc
  .record({
    pos: fc.integer({ min: 1, max: 1_000_000 }),
    ref: fc.constantFrom("A", "g", "AT", "N"),
    alt: fc.constantFrom("C", "t", "CA", "<NON_REF>", "<DEL>", "*"),
    filter: fc.constantFrom("PASS", ".", "LowQual", "PASS;LowQual"),
    format: fc.constantFrom(...FORMATS),
    calls: fc.array(fc.tuple(genotype, number, number, fc.boolean()), {
      minLength: 3,
      maxLength: 3,
    }),
  })
  .map(({ pos, ref, alt, filter, format, calls }) => {
    const samples = calls.map(([gt, depth, quality, short]) => {
      const value = (key: string): string =>
        ({ GT: gt, AD: "3,4", DP: depth, GQ: quality, FT: "PASS", MIN_DP: "5", RGQ: quality })[
          key
        ] ?? ".";
      const values = format.split(":").map(value);
      // Trailing values may be left out.
      return (short && values[0] === gt ? values.slice(0, 1) : values).join(":");
    });
    return ["1", pos, ".", ref, alt, ".", filter, "DP=3", format, ...samples].join("\t");
  });

it("DEC-15: the tally of the bytes is the tally of the decoded record", () => {
  const reader = new LineTally(plan);
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
      const [read, decoded] = [newTally(3), newTally(3)];
      for (const text of lines) {
        const record = decodeRecord(text, plan.header, { path: "x.vcf" });
        const [alt = ""] = record.alts;
        const isSnv = /^[ACGT]$/.test(record.ref) && /^[ACGT]$/.test(alt);
        reader.add(read, Buffer.from(`${text}\n`), columnsOf(text), "1", record.pos);
        const counted = {
          chrom: "1",
          pos: record.pos,
          locus: locusClass("GRCh38", "1", record.pos),
          isSnv,
          isGvcfBlock: record.altKinds[0] === "gvcf",
          filterPassed: record.filters.every((name) => name === "PASS"),
          calls: isSnv ? plan.sampleColumns.map((column) => sampleCall(record, column)) : [],
        };
        addToTally(decoded, counted, plan.roles, plan.policy.sampleChecks);
      }
      expect(read).toEqual(decoded);
    }),
    { numRuns: 500 },
  );
});
