// echtvar's ZIP, made from its description apart from the reader: every allele and value, and what is damaged.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeEchtvar, type EchtvarRow } from "../../bench/echtvar-like.mjs";
import { ask } from "../helpers/sources.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const path = join(folder, "e.zip");
const long = "ACGTACGTACGTACGTACGTA";
const rows: EchtvarRow[] = [
  {
    chrom: "1",
    pos: 1,
    ref: "A",
    alt: "C",
    values: { ac: 0, delta: -7, af: 0.25, filter: "PASS" },
  },
  {
    chrom: "1",
    pos: 2 ** 20,
    ref: "T",
    alt: "G",
    values: { ac: 300, delta: 7, af: 1e-6, filter: "AC0" },
  },
  {
    chrom: "1",
    pos: 2 ** 20 + 1,
    ref: "A",
    alt: "ACG",
    values: { ac: 70_000, delta: 0, af: null, filter: null },
  },
  {
    chrom: "1",
    pos: 2 ** 20 + 1,
    ref: "A",
    alt: "ACGT",
    values: { ac: 20_000_000, delta: null, af: 0.5, filter: "PASS" },
  },
  {
    chrom: "1",
    pos: 2 ** 20 + 1,
    ref: long,
    alt: "A",
    values: { ac: null, delta: -70_000, af: 0.125, filter: "AS_VQSR" },
  },
  {
    chrom: "1",
    pos: 2 ** 20 + 1,
    ref: "A",
    alt: long,
    values: { ac: 3, delta: -1, af: 0.75, filter: "PASS" },
  },
  {
    chrom: "X",
    pos: 5_000_000,
    ref: "GT",
    alt: "G",
    values: { ac: 1, delta: 1, af: 1, filter: "PASS" },
  },
];
const fields = [
  { field: "AC", alias: "ac", ftype: "Integer" },
  { field: "D", alias: "delta", ftype: "Integer", zigzag: true },
  { field: "AF", alias: "af", ftype: "Float", multiplier: 2_000_000 },
  { field: "FILTER", alias: "filter", ftype: "Categorical", missing_string: "." },
];
writeEchtvar(path, rows, fields);

const spec = {
  name: "gnomAD",
  file: path,
  format: "echtvar" as const,
  assembly: "GRCh38" as const,
  fields: fields.map(({ alias }) => ({ field: alias, name: alias })),
};

describe("echtvar's ZIP", () => {
  it("answers every allele with its values, missing, negative and long ones too", async () => {
    const answers = await ask(spec, rows);
    expect(answers.map(({ values }) => values)).toEqual(rows.map(({ values }) => values));
  });

  it("knows what it does not have: another allele, another place, another chromosome", async () => {
    const answers = await ask(spec, [
      { chrom: "1", pos: 1, ref: "A", alt: "G" },
      { chrom: "1", pos: 2, ref: "A", alt: "C" },
      { chrom: "1", pos: 2 ** 20 + 1, ref: "A", alt: `${long}C` },
      { chrom: "2", pos: 1, ref: "A", alt: "C" },
    ]);
    expect(answers.map(({ status, detail }) => [status, detail])).toEqual([
      ["absent", ""],
      ["absent", ""],
      ["absent", ""],
      ["absent", "no record on chromosome 2"],
    ]);
  });

  it("a file of another build is found out by its bases", async () => {
    const asked = [1, 2 ** 20, 2 ** 20 + 1].map((pos) => {
      return { chrom: "1", pos, ref: "C", alt: "A" };
    });
    await expect(ask(spec, asked)).rejects.toMatchObject({ code: "E_ASSEMBLY" });
  });

  it("a field that it does not have is named with those that it has", async () => {
    const other = { ...spec, fields: [{ field: "faf95", name: "x" }] };
    await expect(ask(other, rows)).rejects.toMatchObject({
      code: "E_KNOWLEDGE",
      hint: expect.stringContaining("ac, delta, af, filter"),
    });
  });

  it.each([
    ["cut", (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
    ["not a ZIP file", () => Buffer.from("not a zip")],
    [
      "another byte in a member",
      (bytes: Buffer) => {
        const changed = Buffer.from(bytes);
        const at = bytes.indexOf("var32.bin") + "var32.bin".length + 2;
        changed[at] = (changed[at] ?? 0) ^ 1;
        return changed;
      },
    ],
    [
      "a list of members whose last record runs beyond its end",
      (bytes: Buffer) => {
        const changed = Buffer.from(bytes);
        changed.writeUInt16LE(0xffff, bytes.lastIndexOf("PK\u0001\u0002") + 30);
        return changed;
      },
    ],
  ])("%s: one clear error", async (_name, change) => {
    const file = join(folder, "bad.zip");
    writeFileSync(file, change(readFileSync(path)));
    await expect(ask({ ...spec, file }, rows)).rejects.toMatchObject({ code: "E_KNOWLEDGE" });
  });
});
