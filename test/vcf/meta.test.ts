import { expect, it } from "vitest";
import { joinedMeta } from "../../src/vcf/index.ts";

const format = (number: string, type: string, what = "x"): string =>
  `##FORMAT=<ID=GQ,Number=${number},Type=${type},Description="${what}, Number=9,Type=Odd">`;

it("the headers of several files as one: lines once, the first's first", () => {
  const first = ["##fileformat=VCFv4.2", "##source=a", format("1", "Character"), "#CHROM\tPOS"];
  const other = ["##fileformat=VCFv4.4", "##source=b", format("1", "Character", "y"), "#CHROM"];
  expect(joinedMeta([first, other])).toEqual([...first.slice(0, 2), first[2], "##source=b"]);
});

it.each([
  ["1 Integer", "1 Float", "1 Float"],
  ["1 Float", "A Integer", ". Float"],
  ["1 Float", "1 String", "1 String"],
  ["1 Character", "1 Integer", "1 String"],
  ["0 Flag", "1 String", ". String"],
  ["1 String", "0 Flag", ". String"],
  ["R Integer", "R Integer", "R Integer"],
])("definitions of one id are made so wide that all values fit: %s, %s", (a, b, both) => {
  const defined = (words: string): string => {
    const [number = "", type = ""] = words.split(" ");
    return format(number, type);
  };
  expect(joinedMeta([[defined(a)], [defined(b)]])).toEqual([defined(both)]);
});
