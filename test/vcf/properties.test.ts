import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  alleleState,
  decodeRecord,
  infoValue,
  minimalRepresentation,
} from "../../src/vcf/index.ts";
import { parseGenotype } from "../../src/vcf/genotype.ts";
import type { AlleleKind, SampleCall } from "../../src/vcf/types.ts";
import { header, line } from "./build.ts";

const key = fc.stringMatching(/^[A-Z0-9a.]{1,3}$/);
const value = fc.stringMatching(/^[A-Z0-9a.=|,]{0,4}$/);

/** The plain way: split everything. */
function naiveInfo(info: string, wanted: string): string | true | undefined {
  for (const part of info.split(";")) {
    const [name, ...rest] = part.split("=");
    if (name === wanted) return part.includes("=") ? rest.join("=") : true;
  }
  return undefined;
}

describe("properties", () => {
  it("infoValue is a naive split", () => {
    const item = fc.tuple(key, fc.option(value)).map(([k, v]) => (v === null ? k : `${k}=${v}`));
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), key, (items, wanted) => {
        const info = items.join(";");
        expect(infoValue(info, wanted)).toBe(naiveInfo(info, wanted));
        for (const one of items) {
          const name = one.split("=")[0] ?? "";
          expect(infoValue(info, name)).toBe(naiveInfo(info, name));
        }
      }),
    );
  });

  const alleles = fc.array(fc.integer({ min: -1, max: 12 }), { minLength: 1, maxLength: 4 });

  it("VCF-20 genotypes go round", () => {
    fc.assert(
      fc.property(alleles, fc.boolean(), (numbers, phased) => {
        const text = numbers.map((n) => (n < 0 ? "." : n)).join(phased ? "|" : "/");
        expect(parseGenotype(text, null)).toEqual({
          alleles: numbers,
          phased: phased && numbers.length > 1,
        });
      }),
    );
  });

  it("VCF-22 order and phase of the alleles do not change a state", () => {
    const kinds: AlleleKind[] = Array.from({ length: 12 }, () => "seq");
    const call = (numbers: number[]) => ({ alleles: numbers }) as SampleCall;
    fc.assert(
      fc.property(alleles, fc.integer({ min: 1, max: 12 }), (numbers, allele) => {
        expect(alleleState(call(numbers), allele, kinds)).toBe(
          alleleState(call(numbers.toReversed()), allele, kinds),
        );
      }),
    );
  });

  it("VCF-52 the minimal form describes the same change", () => {
    const bases = fc.stringMatching(/^[AC]{1,6}$/);
    fc.assert(
      fc.property(bases, bases, (ref, alt) => {
        const least = minimalRepresentation(50, ref, alt);
        const at = least.pos - 50;
        const rebuilt = ref.slice(0, at) + least.alt + ref.slice(at + least.ref.length);
        expect(rebuilt).toBe(alt);
        expect(ref.slice(at).startsWith(least.ref)).toBe(true);
        expect(minimalRepresentation(least.pos, least.ref, least.alt)).toEqual(least);
      }),
    );
  });

  it("CRLF does not matter", () => {
    const of = header();
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3e8 }),
        fc.stringMatching(/^[ACGT]{1,9}$/),
        (pos, alt) => {
          const text = line({ pos, alt });
          expect(decodeRecord(`${text}\r\n`, of, { path: "x" })).toEqual(
            decodeRecord(text, of, { path: "x" }),
          );
        },
      ),
    );
  });
});
