/** Files of events: whose they are, what they are about, and what cannot be read (SVI-02 to SVI-08). */
import { execFileSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { isToolError } from "../../src/core/errors.ts";
import { peekEvents } from "../../src/structural/index.ts";
import { kindOfFile } from "../../src/structural/read/kind.ts";
import type { EventInput } from "../../src/structural/types.ts";
import { parseHeader } from "../../src/vcf/index.ts";
import { bgzip } from "../helpers/bgzip.ts";
import { tempFolder } from "../helpers/temp.ts";
import { child, keysOf, made, only, read, readAll, said, textOf } from "./vcf.ts";

const folder = tempFolder();
const DEL = "5 1000 . N <DEL> . PASS END=2000;SVTYPE=DEL GT 0/1";

/** Code, line and message of what a reading throws. */
async function faultOf(inputs: EventInput[], family = child()): Promise<string> {
  try {
    await readAll(inputs, family);
    return "none";
  } catch (error) {
    if (!isToolError(error)) throw error;
    return [error.code, error.place.line, error.message]
      .filter((part) => part !== undefined)
      .join(" ");
  }
}

it.skipIf(process.platform === "win32")(
  "a pipe is refused: its events would be read away",
  async () => {
    const pipe = join(folder, "events.pipe");
    execFileSync("mkfifo", [pipe]);
    for (const path of [pipe, "-"])
      await expect(peekEvents({ path })).rejects.toMatchObject({
        code: "E_USAGE",
        message: expect.stringContaining("is a pipe") as string,
      });
  },
);

it("a file that was looked into with its kind is not looked into again", async () => {
  const path = join(folder, "no-such.vcf");
  const header = parseHeader(textOf({ rows: [] }).trimEnd(), path);
  expect(await peekEvents({ path, header, kind: "sv" })).toEqual({ path, header, kind: "sv" });
  const small = { path, header, kind: "small", symbolicAlone: true } as const;
  await expect(peekEvents(small)).rejects.toMatchObject({ code: "E_INPUT_MISSING" });
});

describe("the kind of a file (SVI-02)", () => {
  const header = parseHeader(textOf({ rows: [] }).trimEnd(), "x.vcf");
  it.each([
    ["small variants", "small", ["1 5 . A C . . DP=3 GT 0/1", "1 9 . ACGT A . . . GT 0/1"]],
    [
      "small variants with one deletion",
      "small",
      ["1 5 . A C . . . GT 0/1", "1 6 . A C . . . GT 0/1", DEL],
    ],
    [
      "a gVCF",
      "small",
      ["1 5 . A <NON_REF> . . END=90 GT 0/0", "1 91 . A C,<NON_REF> . . . GT 0/1"],
    ],
    ["SVTYPE", "sv", [`1 5 . A A${"CGTA".repeat(15)} . . SVTYPE=INS GT 0/1`]],
    ["SVTYPE of two bases", "small", ["1 5 . A ACG . . SVTYPE=INS GT 0/1"]],
    ["brackets", "sv", ["1 5 . A A[2:6[ . . . GT 0/1"]],
    ["gCNV", "cnv", ["1 5 . N <DEL>,<DUP> . . END=90 GT:CN:NP:QA:QS 1:1:3:9:9"]],
    [
      "DRAGEN CNV with normal segments",
      "cnv",
      [
        "1 5 . N . . . END=90 GT:SM:CN:BC ./.:1:2:9",
        "1 99 . N <DEL> . . SVTYPE=CNV;END=200 GT:SM:CN:BC 0/1:.5:1:9",
      ],
    ],
    ["CNVkit", "cnv", ["1 5 . N <DEL> . . SVTYPE=DEL;END=90;FOLD_CHANGE=0.6 GT 0/1"]],
    ["MELT", "mobile", ["1 5 . N <INS:ME:ALU> . . SVTYPE=ALU;MEINFO=AluYa5,1,2,+ GT 0/1"]],
    ["ExpansionHunter", "str", ["4 3 . C <STR45> . . REPID=HTT;RU=CAG;END=60 GT:REPCN 0/1:20/45"]],
    ["TRGT", "str", ["4 3 . CAG C . . TRID=HTT;MOTIFS=CAG;END=60 GT:MC 0/1:20,1"]],
    [
      "the mitochondrion alone",
      "mito",
      ["MT 73 . A G . . . GT 1/1", "chrM 263 . A G . . . GT 1/1"],
    ],
  ])("%s: %s", (_, kind, rows) =>
    expect(
      kindOfFile(
        header,
        rows.map((row) => row.split(/ +/).join("\t")),
      ),
    ).toBe(kind),
  );

  it("of a file without records, by what it declares", () => {
    const of = (...lines: string[]): string =>
      kindOfFile(parseHeader(textOf({ header: lines, rows: [] }).trimEnd(), "x.vcf"), []);
    const info = (id: string, where = "INFO"): string =>
      `##${where}=<ID=${id},Number=1,Type=String,Description="x">`;
    expect(of()).toBe("small");
    expect(of(info("SVTYPE"))).toBe("sv");
    expect(of(info("SVTYPE"), info("CN", "FORMAT"), info("BC", "FORMAT"))).toBe("cnv");
    expect(of(info("REPID"), info("RU"))).toBe("str");
  });

  it("an option stands over it", async () => {
    const { files } = await readAll(
      [{ path: made(folder, { rows: [DEL] }), kind: "cnv" }],
      child(),
    );
    expect(files[0]?.kind).toBe("cnv");
  });
});

describe("each record has one outcome", () => {
  it("an event's, or a reason's", async () => {
    const rows = [
      DEL,
      "5 1 . N <DEL> . PASS SVTYPE=DEL GT 0/1",
      "5 9 . N . . PASS END=99 GT 0/0",
      "HLA 9 . N <DEL> . PASS END=99 GT 0/1",
      "5 70 . N <DUP> . q5 END=990;CIPOS=a,b GT ./.",
    ];
    const { files, events } = await read(folder, { rows });
    expect(files[0]).toMatchObject({
      kind: "sv",
      records: 5,
      used: 1,
      dropped: { sv_bad_place: 1, sv_reference_segment: 1, sv_other_contig: 1, sv_no_carrier: 1 },
      filters: { q5: 1 },
      badValues: { CIPOS: 2 },
    });
    expect(events).toHaveLength(1);
  });

  it("a file of small variants gives its symbolic records alone (SVI-03)", async () => {
    const small = [
      "1 5 . A C . . . GT 0/1",
      "1 6 . A C . . . GT 0/1",
      `1 7 . A${"CG".repeat(40)} A . . . GT 0/1`,
    ];
    const { files, events } = await read(folder, { rows: [...small, DEL] });
    expect([files[0]?.kind, files[0]?.dropped, events.map(({ key }) => key)]).toEqual([
      "small",
      { sv_small_allele: 3 },
      ["5:1001-2000:DEL"],
    ]);
  });

  it("a record of two events is counted once (SVE-05)", async () => {
    const { files, events } = await read(folder, {
      rows: ["5 9 . N <DEL>,<DUP> . PASS END=999 GT 1/2"],
    });
    expect([events.length, files[0]?.used, files[0]?.records]).toEqual([2, 1, 1]);
  });
});

describe("whose a file is (SVI-04)", () => {
  const file = (...samples: string[]): string =>
    made(folder, {
      samples,
      rows: [
        `5 1000 . N <DEL> . PASS END=9000;SVTYPE=DEL GT:GQ ${samples.map((name) => (name === "mother" ? "0/0:50" : "0/1:50")).join(" ")}`,
      ],
    });
  const family = {
    people: [...child().people, { id: "mother", sex: "female" as const }],
    proband: 0,
  };

  it("samples go by name, whatever their order; others are counted", async () => {
    const told = await readAll([{ path: file("mother", "stranger", "child") }], family);
    expect(only(told).calls.map(said)).toEqual(["carrier:het", "reference"]);
    expect(told.files[0]?.otherSamples).toBe(1);
  });

  it("SAMPLE=FILE renames the only one (92)", async () => {
    const path = file("SAMPLE_000");
    expect(await faultOf([{ path }], family)).toBe("E_SAMPLE its sample is not in the family");
    expect(only(await readAll([{ path, sample: "child" }], family)).calls.map(said)).toEqual([
      "carrier:het",
      "-",
    ]);
    expect(await faultOf([{ path, sample: "who" }], family)).toMatch(
      /^E_USAGE the person stated for the file/,
    );
    expect(await faultOf([{ path: file("a", "b"), sample: "child" }], family)).toMatch(
      /^E_USAGE .* has 2 samples/,
    );
  });

  it("one file is not two people's, whichever way it is named", async () => {
    const [path, own] = [file("SAMPLE_000"), file("child")];
    const shared = "is given as the file of two people";
    const ofBoth = ["child", "mother"].map((sample) => ({ path, sample }));
    expect(await faultOf(ofBoth, family)).toContain(shared);
    expect(await faultOf([{ path: own }, { path: own, sample: "mother" }], family)).toContain(
      shared,
    );
    const link = join(folder, "link.vcf");
    symlinkSync(path, link);
    const named = [
      { path, sample: "child" },
      { path: link, sample: "mother" },
    ];
    expect(await faultOf(named, family)).toContain(shared);
    const same = [
      { path: own, sample: "child" },
      { path: file("mother", "child") },
      { path: file("x"), sample: "mother" },
    ];
    expect((await readAll(same, family)).files).toHaveLength(3);
  });

  it("both names are told to those who ask for names", async () => {
    const error: unknown = await readAll([{ path: file("SAMPLE_000") }], family).catch(
      (e: unknown) => e,
    );
    expect(isToolError(error) && error.named?.message).toBe(
      "its sample SAMPLE_000 is not in the family (child, mother)",
    );
    expect(isToolError(error) && error.hint).toContain("--sv SAMPLE=FILE");
  });

  it("a file without columns is somebody's who is named", async () => {
    const path = made(folder, {
      samples: [],
      rows: ["5 1000 . N <DEL> . PASS END=2000;SVTYPE=DEL"],
    });
    expect(await faultOf([{ path }])).toBe("E_SAMPLE the file has no sample column");
    expect(said(only(await readAll([{ path, sample: "child" }], child())).calls[0])).toBe(
      "carrier:unknown",
    );
    expect(only(await readAll([{ path }], null)).calls).toEqual([]);
  });

  it("one of them must be the proband's (95)", async () => {
    expect(await faultOf([{ path: file("mother") }], family)).toMatch(
      /^E_USAGE none of the structural variant files is the proband's/,
    );
    expect(await faultOf([{ path: file("mother") }, { path: file("child") }], family)).toBe("none");
  });

  it("without a family each sample is a person", async () => {
    expect(only(await readAll([{ path: file("a", "b") }], null)).calls.map(said)).toEqual([
      "carrier:het",
      "carrier:het",
    ]);
  });
});

describe("what a file may look like (SVI-06, SVI-07)", () => {
  const rows = [
    "9 5000 . N <DEL> . PASS END=9000;SVTYPE=DEL GT 0/1",
    DEL,
    "chr9 100 . N <DUP> . PASS END=900;SVTYPE=DUP GT 0/1",
  ];
  const text = textOf({ rows });
  const keys = ["5:1001-2000:DEL", "9:101-900:DUP", "9:5001-9000:DEL"];
  const bytes = (name: string, content: Uint8Array | string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  it.each([
    ["plain", (): string => bytes("a.vcf", text)],
    ["gzip", (): string => bytes("a.gz", gzipSync(text))],
    [
      "bgzip, with a wrong index",
      (): string => (bytes("b.vcf.gz.tbi", "wrong"), bytes("b.vcf.gz", bgzip(text))),
    ],
    ["CRLF", (): string => bytes("c.vcf", text.replaceAll("\n", "\r\n"))],
    ["no end of the last line", (): string => bytes("d.vcf", text.trimEnd())],
    ["no ##fileformat", (): string => bytes("e.vcf", text.split("\n").slice(1).join("\n"))],
    [
      "INFO in quotes (94)",
      (): string => bytes("f.vcf", text.replace("END=2000;SVTYPE=DEL", '"END=2000;SVTYPE=DEL"')),
    ],
    [
      "a blank behind the last sample",
      (): string => bytes("g.vcf", text.replace("\tchild\n", "\tchild \n")),
    ],
  ])("%s", async (_, path) =>
    expect(keysOf(await readAll([{ path: path() }], child()))).toEqual(keys),
  );

  it("a record with fewer samples than the header says so of nobody", async () => {
    const path = made(folder, {
      samples: ["child", "mother"],
      rows: ["5 1000 . N <DEL> . PASS END=2000 GT 0/1"],
    });
    expect(only(await readAll([{ path }], null)).calls.map(said)).toEqual([
      "carrier:het",
      "unknown",
    ]);
  });

  it("cut within a record, compressed or not, is one clear error", async () => {
    expect(await faultOf([{ path: made(folder, text.slice(0, text.lastIndexOf("\tGT"))) }])).toBe(
      "E_INCOMPLETE 5 the file ends within a record",
    );
    // Inside the last sample's column, too: the call would be another one.
    const record = "5 1000 . N <DEL> . PASS END=2000;SVTYPE=DEL GT:GQ 0/1:30";
    const last = textOf({ rows: [DEL, record] });
    for (const lost of [5, 4, 3])
      expect(await faultOf([{ path: made(folder, last.slice(0, -lost)) }]), String(lost)).toMatch(
        /^E_VCF_RECORD 4 the file ends inside its last record/,
      );
    expect(await faultOf([{ path: made(folder, last.slice(0, -1)) }])).toBe("none");
    const whole = bgzip(text);
    expect(
      await faultOf([{ path: bytes("cut.vcf.gz", whole.subarray(0, whole.length - 28)) }]),
    ).toMatch(/^E_BGZF_TRUNCATED/);
    expect(await faultOf([{ path: bytes("cut.gz", gzipSync(text).subarray(0, 90)) }])).toMatch(
      /^E_BGZF/,
    );
  });

  it.each([
    [
      "a line that is none",
      "nonsense",
      "E_VCF_RECORD 4 a record has at least 8 columns, but this one has 1: 'nonsense'",
    ],
    [
      "a POS that is none",
      "5 x . N <DEL> . PASS END=9 GT 0/1",
      "E_VCF_RECORD 4 POS is 'x', not a whole number",
    ],
  ])("%s", async (_, row, fault) =>
    expect(await faultOf([{ path: made(folder, { rows: [DEL, row] }) }])).toBe(fault),
  );

  it("no file, an empty one, and one that is no VCF", async () => {
    expect(await faultOf([{ path: join(folder, "none.vcf") }])).toBe(
      "E_INPUT_MISSING no such file",
    );
    expect(await faultOf([{ path: made(folder, "") }])).toBe("E_VCF_HEADER the file is empty");
    expect(await faultOf([{ path: made(folder, "chr1\t5\t9\n") }])).toBe(
      "E_VCF_HEADER 1 no #CHROM line",
    );
  });

  it("the other build is refused (93)", async () => {
    const path = made(folder, { header: ["##contig=<ID=1,length=249250621>"], rows: [DEL] });
    expect(await faultOf([{ path }])).toMatch(/^E_ASSEMBLY the header says GRCh37/);
    expect((await peekEvents({ path })).header.assembly).toBe("GRCh37");
    expect(keysOf(await readAll([{ path }], child(), "GRCh37"))).toEqual(["5:1001-2000:DEL"]);
  });
});

describe("what annotators and joiners wrote", () => {
  it("genes by VEP and SVAnnotate, frequencies by source; a tag that is declared and absent was asked", async () => {
    const header = [
      '##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature|EXON|HGNC_ID">',
      ...[
        "PREDICTED_LOF",
        "swegenAF",
        "gnomad_svAF",
        "left_1000GAF",
        "clinical_genomics_loqusFrq",
        "AF",
        "EAS_AF",
      ].map((id) => `##INFO=<ID=${id},Number=1,Type=String,Description="x">`),
    ];
    const info =
      "END=2000;SVTYPE=DEL;AF=0.4;gnomad_svAF=0.01;left_1000GAF=0.2;clinical_genomics_loqusFrq=0.1;PREDICTED_LOF=LAMA2,SCN1A;CSQ=deletion|transcript_ablation&x|HIGH|LAMA2|ENSG1|ENST1.2|3-5/12|HGNC:6482,deletion|intergenic_variant|MODIFIER|||||";
    const event = only(
      await read(folder, { header, rows: [`5 1000 . N <DEL> . PASS ${info} GT 0/1`] }),
    );
    expect(event.annotations).toEqual([
      {
        source: "vep",
        symbol: "LAMA2",
        geneId: "ENSG1",
        hgncId: "HGNC:6482",
        transcript: "ENST1.2",
        terms: ["transcript_ablation", "x"],
        exons: "3-5/12",
      },
      ...["LAMA2", "SCN1A"].map((symbol) => ({
        source: "svannotate",
        symbol,
        geneId: null,
        hgncId: null,
        transcript: null,
        terms: ["LOF"],
        exons: null,
      })),
    ]);
    expect(
      event.frequencies.map(({ source, frequency, counts }) => [source, frequency, counts]),
    ).toEqual([
      ["SweGen", null, true],
      ["gnomAD-SV", 0.01, true],
      ["1000 Genomes", 0.2, false],
      ["loqusdb", 0.1, false],
    ]);
  });
});

it("the text of a member is the line of the file", async () => {
  const path = made(folder, { rows: [DEL] });
  const event = only(await readAll([{ path }], child()));
  const { line = 0, text } = event.members[0] ?? {};
  expect(readFileSync(path, "utf8").split("\n")[line - 1]).toBe(text);
});
