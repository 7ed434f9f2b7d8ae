import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { attributeList, attributes } from "../../src/io/gff3.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

it.each([
  ["a value", (text: string) => [attributes(text)("ID")]],
  ["parts of a value", (text: string) => attributeList(text, "Dbxref")],
])("%s does not hold the row that it was read from", (_what, read) => {
  const ids = "ID=transcript:ENST00000000001;Dbxref=Ensembl:ENST00000000001.5,GeneID:1234567890123";
  const row = Buffer.from(`${ids};Note=${"x".repeat(1 << 19)}`);
  collect();
  const before = process.memoryUsage().heapUsed;
  const kept = Array.from({ length: 128 }, () => read(row.toString("latin1")));
  collect();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(16 << 20);
  expect(kept[127]?.[0]).toMatch(/^(?:transcript|Ensembl):ENST00000000001(?:\.5)?$/);
});
