import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { candidatesVcf } from "../../src/report/vcf.ts";
import { COLUMNS } from "../../src/report/columns.ts";
import { analysis, HEADER } from "./build.ts";

const text = readFileSync(new URL("../../docs/formats.md", import.meta.url), "utf8");

it.each(COLUMNS.map(([name]) => name))("docs/formats.md explains the column %s", (name) => {
  expect(text).toMatch(new RegExp(`^\\| [^|]*\`${name}\``, "m"));
});

it("docs/formats.md explains the INFO fields, and no others", () => {
  const { header } = candidatesVcf(analysis(), HEADER);
  const defined = header.flatMap((line) => /ID=(PANELIST_\w+)/.exec(line.toString())?.[1] ?? []);
  const explained = [...text.matchAll(/^\| `(PANELIST_\w+)`/gm)].map((found) => found[1]);
  expect(explained).toEqual(defined);
});
