// A VCF of classifications line by line: what is taken, what is counted as left out, what ends the import.
import { describe, expect, it } from "vitest";
import type { SnapshotBuilder } from "../../src/classifications/builder.ts";
import { readClassifications } from "../../src/classifications/read-vcf.ts";
import { recordStatement } from "../../src/classifications/record-words.ts";
import { MOLECULAR, type Classified } from "../../src/classifications/types.ts";
import type { Assembly } from "../../src/core/assembly.ts";
import { LIMITS } from "../../src/core/limits.ts";
import { vepEntry, vepLine } from "../vcf/build.ts";

const COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";
const head = (...more: string[]): string[] => [
  "##fileformat=VCFv4.1",
  "##reference=GRCh38",
  ...more,
  COLUMNS,
];
const record = (over: Record<string, string> = {}): string => {
  const { chrom = "1", pos = "100", ref = "G", alt = "A", info = "CLNSIG=Pathogenic" } = over;
  return [chrom, pos, "7", ref, alt, ".", ".", info].join("\t");
};

async function read(lines: string[], assembly?: Assembly, size = lines.length) {
  const added: Classified[] = [];
  const builder = { add: (one: Classified) => added.push(one) } as unknown as SnapshotBuilder;
  async function* batches(): AsyncGenerator<string[]> {
    for (let at = 0; at < lines.length; at += size) yield lines.slice(at, at + size);
  }
  const told = await readClassifications(batches(), "x.vcf", assembly, builder, recordStatement);
  return { ...told, added };
}

describe("a record", () => {
  it("is taken with what is said of it", async () => {
    const info = "CLNSIG=Benign;GENEINFO=A:1;MC=missense_variant";
    const { added, lines, skipped } = await read([...head(), record({ chrom: "chr2", info })]);
    expect(added).toEqual([
      {
        chrom: "2",
        pos: 100,
        ref: "G",
        alt: "A",
        words: { significance: "Benign", review: null, conflict: null, somaticOnly: false },
        genes: "A:1",
        id: 7,
        molecular: MOLECULAR.missense,
        protein: "",
      },
    ]);
    expect([lines, skipped]).toEqual([1, {}]);
  });

  it.each([
    ["GTT", "GT", 100, "GT", "G"],
    ["ca", "Cg", 101, "A", "G"],
    ["G", "N", 100, "G", "N"],
  ])("in its shortest form, in capitals: %s>%s", async (ref, alt, pos, shortRef, shortAlt) => {
    const { added } = await read([...head(), record({ ref, alt })]);
    expect(added[0]).toMatchObject({ pos, ref: shortRef, alt: shortAlt });
  });

  it.each<[Record<string, string>, string]>([
    [{ chrom: "GL000192.1" }, "other_contig"],
    [{ alt: "A,T" }, "several_alleles"],
    [{ alt: "." }, "no_sequence_allele"],
    [{ alt: "<DEL>" }, "no_sequence_allele"],
    [{ alt: "*" }, "no_sequence_allele"],
    [{ alt: "G" }, "no_sequence_allele"],
    [{ alt: "g" }, "no_sequence_allele"],
    [{ ref: "R" }, "no_sequence_allele"],
    [{ ref: "" }, "no_sequence_allele"],
    [{ info: "AC=1" }, "no_classification"],
    [{ chrom: "GL000192.1", pos: "x", info: "AC=1" }, "other_contig"],
  ])("is counted as left out: %j as %s", async (over, why) => {
    const { added, lines, skipped } = await read([...head(), record(over), record(over), record()]);
    expect(skipped).toEqual({ [why]: 2 });
    expect([added.length, lines]).toEqual([1, 3]);
  });

  it("empty lines are none, batches may end anywhere, and contigs change", async () => {
    const lines = [...head(), record(), "", record({ chrom: "2" }), record({ chrom: "1" }), ""];
    for (const size of [1, 2, lines.length]) {
      const { added, lines: count } = await read(lines, undefined, size);
      expect(added.map(({ chrom }) => chrom)).toEqual(["1", "2", "1"]);
      expect(count).toBe(3);
    }
  });
});

describe("what ends the import", () => {
  it.each<[string, string[], string]>([
    [
      "a header behind a record",
      [...head(), record(), "##x"],
      "a header line among the records: '##x'",
    ],
    [
      "a cut line",
      [...head(), record(), "1\t5\t.\tA\tC\t.\t."],
      "record 2 has fewer than 8 columns: '1\t5",
    ],
    [
      "a position that is none",
      [...head(), record({ pos: "x" })],
      "record 1: POS is not a position",
    ],
    ["no position", [...head(), record({ pos: "" })], "record 1: POS is not a position"],
    ["half a position", [...head(), record({ pos: "1.5" })], "POS is not a position"],
    ["position 0", [...head(), record({ pos: "0" })], "POS is not a position"],
    ["a position below", [...head(), record({ pos: "-4" })], "POS is not a position"],
  ])("%s", async (_, lines, message) => {
    await expect(read(lines)).rejects.toMatchObject({
      code: "E_KNOWLEDGE",
      message: expect.stringContaining(message) as string,
      place: expect.objectContaining({ path: "x.vcf" }) as object,
    });
  });

  it("position 1 is one", async () => {
    expect((await read([...head(), record({ pos: "1" })])).added).toHaveLength(1);
  });

  it("a long line is shown by its beginning", async () => {
    const error = read([...head(), "1\t".padEnd(100, "x")]);
    await expect(error).rejects.toThrow(/: '1\tx{58}'$/);
  });

  it.each<[string, string[], string | null]>([
    ["too many lines", Array.from({ length: LIMITS.headerLines + 1 }, () => "##x"), "E_LIMIT"],
    ["as many as may be", Array.from({ length: LIMITS.headerLines }, () => "##x"), null],
    ["too many bytes", ["#".repeat(LIMITS.headerBytes), "#"], "E_LIMIT"],
    ["as many bytes as may be", ["#".repeat(LIMITS.headerBytes - 1), "#"], null],
  ])("a header without end: %s", async (_, lines, code) => {
    // What follows is no part of the limits: it ends the reading.
    const end = new Error("read to its end");
    async function* batches(): AsyncGenerator<string[]> {
      yield lines;
      throw end;
    }
    const none = {} as SnapshotBuilder;
    const error: unknown = await readClassifications(
      batches(),
      "x.vcf",
      undefined,
      none,
      recordStatement,
    ).catch((thrown: unknown) => thrown);
    if (code === null) expect(error).toBe(end);
    else
      expect(error).toMatchObject({
        code,
        message: "the header is longer than 8 MB, or has more than 100000 lines",
      });
  });
});

describe("the build", () => {
  const plain = ["##fileformat=VCFv4.1", COLUMNS, record()];
  it.each<[string, string[], Assembly | undefined, Assembly]>([
    ["as the header states it", [...head(), record()], undefined, "GRCh38"],
    ["as it is asked for", plain, "GRCh37", "GRCh37"],
    ["as both say", [...head(), record()], "GRCh38", "GRCh38"],
    ["of a file without records", head(), undefined, "GRCh38"],
    ["of a file without its first line", [COLUMNS, record()], "GRCh37", "GRCh37"],
  ])("%s", async (_, lines, asked, assembly) => {
    const told = await read(lines, asked);
    expect(told.assembly).toBe(assembly);
    expect(told.header.lines[0]).toMatch(/^##fileformat=VCFv4.1/);
  });

  it.each<[string, string[], Assembly | undefined, string]>([
    ["another than the header's", [...head(), record()], "GRCh37", "the header states GRCh38"],
    ["not told", plain, undefined, "the header does not state the build"],
    ["not told, no records", [COLUMNS], undefined, "the header does not state the build"],
  ])("%s", async (_, lines, asked, message) => {
    await expect(read(lines, asked)).rejects.toMatchObject({
      code: "E_ASSEMBLY",
      message: expect.stringContaining(message) as string,
    });
  });
});

describe("a release with consequences", () => {
  const COLUMNS_OF_CSQ = "Allele|Consequence|SYMBOL|Feature|BIOTYPE|HGVSp|HGNC_ID";
  const csq = (...entries: Record<string, string>[]): string =>
    `CSQ=${entries
      .map((entry) =>
        vepEntry(
          { Allele: "A", SYMBOL: "G1", BIOTYPE: "protein_coding", Feature: "ENST1", ...entry },
          COLUMNS_OF_CSQ,
        ),
      )
      .join(",")}`;
  const told = async (info: string): Promise<unknown> => {
    const lines = [...head(vepLine(COLUMNS_OF_CSQ)), record({ info: `CLNSIG=Benign;${info}` })];
    const [{ protein, molecular } = {}] = (await read(lines)).added;
    return [protein, molecular];
  };
  const cys = { Consequence: "missense_variant", HGVSp: "ENSP1:p.Arg34Cys" };

  it.each<[string, string, string, number]>([
    ["its protein change, and what it does", csq(cys), "G1:p.Arg34Cys", MOLECULAR.missense],
    [
      "its own word of what it does counts first",
      `${csq(cys)};MC=nonsense`,
      "G1:p.Arg34Cys",
      MOLECULAR.nonsense,
    ],
    ["no protein change", csq({ Consequence: "stop_gained" }), "", MOLECULAR.nonsense],
    [
      "of the gene that has one",
      csq({ Consequence: "intron_variant", SYMBOL: "G0" }, cys),
      "G1:p.Arg34Cys",
      MOLECULAR.missense,
    ],
    ["no entry", "AC=1", "", 0],
  ])("%s", async (_, info, protein, molecular) => {
    expect(await told(info)).toEqual([protein, molecular]);
  });
});
