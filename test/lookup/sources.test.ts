// Declared sources: allele-exact values from indexed files, local and remote, and what happens when one fails.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tabixIndex } from "../io/indexed.ts";
import { LOCAL_ONLY, readDeclaration } from "../../src/lookup/index.ts";
import { combined } from "../../src/lookup/answer.ts";
import { analyseHere, rowsOf } from "../helpers/analyse.ts";
import { bgzip } from "../helpers/bgzip.ts";
import { ask } from "../helpers/sources.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";

type SourceSpec = Parameters<typeof ask>[0];

const folder = tempFolder();
const LATER = new Date(Date.now() + 3_600_000);

function write(name: string, lines: readonly string[]): string {
  const path = join(mkdtempSync(join(folder, "s-")), name);
  const { vcf, tbi } = tabixIndex(lines);
  writeFileSync(path, vcf);
  writeFileSync(`${path}.tbi`, tbi);
  utimesSync(`${path}.tbi`, LATER, LATER);
  return path;
}

const GNOMAD = [
  "##fileformat=VCFv4.2",
  "##reference=GRCh38",
  '##INFO=<ID=AF,Number=A,Type=Float,Description="x">',
  '##INFO=<ID=nhomalt,Number=A,Type=Integer,Description="x">',
  '##INFO=<ID=note,Number=.,Type=String,Description="x">',
  "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
  "chr1\t21000\trs1\tG\tA,T\t.\tPASS\tAF=0.25,1e-06;nhomalt=9,0;note=a%3Bb",
  "chr1\t21099\t.\tACTT\tACT\t.\tPASS\tAF=0.5",
  "chr1\t21200\t.\tG\tC\t.\tPASS\tAF=.",
  "chr2\t5\t.\tG\tC\t.\tPASS\tAF=0.125",
];

function spec(file: string, given: Partial<SourceSpec> = {}): SourceSpec {
  return {
    name: "gnomAD",
    file,
    format: "vcf",
    assembly: "GRCh38",
    release: "4.1",
    columns: null,
    fields: [
      { field: "AF", name: "af", combine: "max", as: "frequency", population: null },
      { field: "nhomalt", name: "hom", combine: "first", as: "homozygotes", population: null },
    ],
    onFailure: "stop",
    ...given,
  };
}

const allele = (chrom: string, pos: number, ref: string, alt: string) => ({ chrom, pos, ref, alt });

describe("a VCF as a source", () => {
  it.each([
    [
      "its own ALT of several (VCF-50)",
      allele("1", 21000, "G", "T"),
      "found",
      { af: 1e-6, hom: 0 },
    ],
    ["the other ALT", allele("1", 21000, "G", "A"), "found", { af: 0.25, hom: 9 }],
    ["another ALT is absent (CV-07)", allele("1", 21000, "G", "C"), "absent", {}],
    [
      "VCF-52: an indel in its minimal form",
      allele("1", 21100, "CT", "C"),
      "found",
      { af: 0.5, hom: null },
    ],
    [
      "a value that is missing is null, not 0",
      allele("1", 21200, "G", "C"),
      "found",
      { af: null, hom: null },
    ],
    ["another contig", allele("2", 5, "G", "C"), "found", { af: 0.125, hom: null }],
    ["a contig that the file does not have", allele("X", 5, "G", "C"), "absent", {}],
  ])("%s", async (_name, asked, status, values) => {
    const [answer] = await ask(spec(write("g.vcf.gz", GNOMAD)), [asked]);
    expect(answer).toMatchObject({ status, values });
  });

  it("answers in the order of the questions, the same for doubles; CRLF and text fields", async () => {
    const path = write(
      "g.vcf.gz",
      GNOMAD.map((line) => `${line}\r`),
    );
    const asked = [
      allele("2", 5, "G", "C"),
      allele("1", 21000, "G", "A"),
      allele("1", 21000, "G", "A"),
    ];
    const fields: SourceSpec["fields"] = [
      { field: "note", name: "note", combine: "concat", as: "shown", population: null },
      { field: "ID", name: "id", combine: "first", as: "shown", population: null },
    ];
    const answers = await ask(spec(path, { fields }), asked);
    expect(answers.map((a) => a.values)).toEqual([
      { note: null, id: null },
      { note: "a;b", id: "rs1" },
      { note: "a;b", id: "rs1" },
    ]);
  });

  it("one file per chromosome", async () => {
    const path = write(
      "g.1.vcf.gz",
      GNOMAD.filter((line) => !line.startsWith("chr2")),
    );
    const answers = await ask(spec(path.replace("g.1.", "g.{chrom}.")), [
      allele("1", 21000, "G", "A"),
    ]);
    expect(answers[0]?.values["af"]).toBe(0.25);
  });
});

describe("a table as a source", () => {
  const table = [
    "#chrom\tpos\tid\tref\talt\tscore",
    "1\t21000\t.\tG\tA\t0.7",
    "1\t21000\t.\tG\tA\t0.9",
    "1\t21000\t.\tG\tT\t.",
  ];
  const columns = { chrom: 1, pos: 2, ref: 4, alt: 5 };
  const field = (name: string | number): SourceSpec["fields"] => [
    { field: name, name: "REVEL", combine: "max", as: "revel", population: null },
  ];

  it.each(["score", 6])("by column %s", async (name) => {
    const path = write("r.tsv.gz", table);
    const given = { format: "tsv" as const, columns, fields: field(name) };
    const asked = [allele("1", 21000, "G", "A"), allele("1", 21000, "G", "T")];
    const answers = await ask(spec(path, given), asked);
    expect(answers.map((a) => a.values["REVEL"])).toEqual([0.9, null]);
  });

  const hasTabix = spawnSync("tabix", ["--version"]).status === 0;
  it.skipIf(!hasTabix)("indexed by tabix as a table, without alleles (needs tabix)", async () => {
    const dir = mkdtempSync(join(folder, "t-"));
    const plain = join(dir, "c.tsv");
    writeFileSync(plain, "1\t20999\t5\n1\t21000\t7\n1\t21001\t9\n");
    execFileSync("bgzip", [plain]);
    execFileSync("tabix", ["-s", "1", "-b", "2", "-e", "2", `${plain}.gz`]);
    const given = {
      format: "tsv" as const,
      columns: { chrom: 1, pos: 2, ref: null, alt: null },
      fields: (field(3) ?? []).map((one) => ({ ...one, combine: "mean" as const })),
    };
    const answers = await ask(spec(`${plain}.gz`, given), [
      allele("1", 21000, "GC", "A"),
      allele("1", 21005, "G", "A"),
    ]);
    expect(answers).toMatchObject([{ values: { REVEL: 8 } }, { status: "absent" }]);
  });
});

it.each([
  ["first", ["3", "5"], 3],
  ["max", ["0.1&0.4", "."], 0.4],
  ["min", ["2,1"], 1],
  ["mean", ["1", "2"], 1.5],
  ["sum", ["1", "2"], 3],
  ["count", ["a", "b"], 2],
  ["flag", [], 0],
  ["concat", ["a", "b", "a"], "a|b"],
  ["max", [], null],
  ["max", ["n/a"], null],
] as const)("combine %s of %j is %j", (how, texts, value) => {
  expect(combined(texts, how)).toBe(value);
});

describe("a source that fails", () => {
  const asked = [allele("1", 21000, "G", "A")];
  const cases: [string, string, () => SourceSpec][] = [
    ["no file", "E_INPUT_MISSING", () => spec(join(folder, "none.vcf.gz"))],
    [
      "no index",
      "E_INDEX",
      () => {
        const path = write("g.vcf.gz", GNOMAD);
        rmSync(`${path}.tbi`);
        return spec(path);
      },
    ],
    [
      "a stale index",
      "E_INDEX",
      () => {
        const path = write("g.vcf.gz", GNOMAD);
        utimesSync(`${path}.tbi`, new Date(0), new Date(0));
        return spec(path);
      },
    ],
    [
      "an index of another file",
      "E_INDEX",
      () => {
        const path = write("g.vcf.gz", GNOMAD);
        writeFileSync(path, readFileSync(write("h.vcf.gz", GNOMAD.slice(0, 6))));
        utimesSync(`${path}.tbi`, LATER, LATER);
        return spec(path);
      },
    ],
    [
      "a cut file",
      "E_BGZF_TRUNCATED",
      () => {
        const path = write("g.vcf.gz", GNOMAD);
        const whole = readFileSync(path);
        writeFileSync(path, whole.subarray(0, whole.length - 60));
        utimesSync(`${path}.tbi`, LATER, LATER);
        return spec(path);
      },
    ],
    [
      "a field that it does not have",
      "E_KNOWLEDGE",
      () =>
        spec(write("g.vcf.gz", GNOMAD), {
          fields: [{ field: "FAF", name: "x", combine: "max", as: "shown", population: null }],
        }),
    ],
  ];
  it.each(cases)("%s: stops with %s and the source's name", async (_name, code, make) => {
    const error = await ask(make(), asked).catch((e: unknown) => e);
    expect(error).toMatchObject({ code });
    expect(String((error as Error).message)).toContain("gnomAD");
  });

  it.each(cases)("%s: or is not assessed (%s), never absent", async (_name, code, make) => {
    const answers = await ask({ ...make(), onFailure: "not_assessed" }, asked);
    expect(answers).toMatchObject([{ status: "not_assessed", values: {} }]);
    expect(answers[0]?.detail).toContain(code);
  });

  it("another build is told by its bases too, whatever the policy", async () => {
    const given = spec(write("g.vcf.gz", GNOMAD), { onFailure: "not_assessed" });
    const at = (ref: string) =>
      (
        [
          ["1", 21000],
          ["1", 21200],
          ["2", 5],
        ] as const
      ).map(([c, p]) => allele(c, p, ref, "A"));
    expect(await ask(given, at("G"))).toHaveLength(3);
    await expect(ask(given, at("T"))).rejects.toMatchObject({
      code: "E_ASSEMBLY",
      message: expect.stringContaining("'gnomAD' has a different reference base"),
    });
  });

  it("a file without any record answers absent, and says why", async () => {
    const empty = spec(write("g.vcf.gz", GNOMAD.slice(0, 6)));
    expect(await ask(empty, asked)).toMatchObject([
      { status: "absent", detail: "no record on chromosome 1" },
    ]);
  });

  it("another build is refused whatever the policy", async () => {
    const path = write(
      "g.vcf.gz",
      GNOMAD.map((l) => l.replace("GRCh38", "GRCh37")),
    );
    await expect(ask(spec(path, { onFailure: "not_assessed" }), asked)).rejects.toMatchObject({
      code: "E_ASSEMBLY",
    });
  });
});

it.each([
  ["a zip archive", Buffer.from("PK\x03\x04")],
  ["UTF-16 text", Buffer.from("\uFEFF#CHROM\n", "utf16le")],
])("%s is no source", async (found, bytes) => {
  const path = write("g.vcf.gz", GNOMAD);
  const asked = ask(spec(path), [allele("1", 21000, "G", "A")]);
  expect(await asked).toMatchObject([{ status: "found" }]);
  const none = join(mkdtempSync(join(folder, "s-")), "without-index.gz");
  for (const [file, stored] of [
    [path, bytes],
    [path, bgzip(bytes)],
    [none, bytes],
  ] as const) {
    writeFileSync(file, stored);
    utimesSync(`${path}.tbi`, LATER, LATER);
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await expect(ask(spec(file), [allele("1", 21000, "G", "A")])).rejects.toMatchObject({
      code: "E_FORMAT",
      message: expect.stringContaining(`found ${found}`),
    });
  }
});

describe("a row that cannot be read stops the look-up", () => {
  const columns = { chrom: 1, pos: 2, ref: 4, alt: 5 };
  const table = { format: "tsv" as const, columns, fields: [{ field: 6, name: "x" }] };
  const tableRows = ["#chrom\tpos\tid\tref\talt\tscore", "1\t20900\t.\tG\tA\t0.7"];
  const bad = "'2100x' is not a position, in the row";
  it.each<[string, string[], object, string]>([
    ["a position with a letter", ["chr1\t2100x\t.\tG\tA\t.\tPASS\tAF=0.5"], {}, bad],
    ["a position that is none", ["chr1\t.\t.\tG\tA\t.\tPASS\tAF=0.5"], {}, "'.' is not a position"],
    [
      "one that is searched for",
      ["chr1\tx\t.\tG\tA\t.\tPASS\tAF=0.5"],
      { records: "split" },
      "'x' is not a position",
    ],
    ["a cut row", ["chr1\t21000\t.\tG"], {}, "no bases as in a VCF in the row"],
    ["an ALT", ["chr1\t21000\t.\tG\tX?\t.\tPASS\tAF=0.5"], {}, "no bases as in a VCF in the row"],
    ["a REF", ["chr1\t21000\t.\tG/C\tA\t.\tPASS\tAF=0.5"], {}, "no bases as in a VCF in the row"],
    ["a table's two bases", ["1\t21000\t.\tG\tG/A\t0.7"], table, "no bases as in a VCF in the row"],
    ["a table's row without its value", ["1\t21000\t.\tG\tA"], table, "no column 6 in the row"],
    ["a table's position", ["1\t2100x\t.\tG\tA\t0.7"], table, bad],
    ["a table's alleles", ["1\t21000\t.\t-\tA\t0.7"], table, "no bases as in a VCF in the row"],
  ])("%s", async (_name, rows, given, message) => {
    const before = "chr1\t20900\t.\tG\tC\t.\tPASS\tAF=.";
    const head = given === table ? tableRows : [...GNOMAD.slice(0, 6), before];
    const after =
      given === table ? "1\t21200\t.\tG\tA\t0.7" : "chr1\t21200\t.\tG\tC\t.\tPASS\tAF=.";
    const path = write("bad.gz", [...head, ...rows, after]);
    const asked = [allele("1", 21000, "G", "A")];
    await expect(ask(spec(path, given), asked)).rejects.toMatchObject({
      code: "E_KNOWLEDGE",
      message: expect.stringContaining(message),
      place: { path },
    });
    const lenient = spec(path, { ...given, onFailure: "not_assessed" });
    expect(await ask(lenient, asked)).toMatchObject([{ status: "not_assessed" }]);
  });

  it("symbolic alleles are none of its", async () => {
    const rows = ["chr1\t21000\t.\tG\t<DEL>,*,.\t.\tPASS\tAF=0.5"];
    const path = write("good.gz", [...GNOMAD.slice(0, 7), ...rows]);
    expect(await ask(spec(path), [allele("1", 21000, "G", "A")])).toMatchObject([
      { status: "found", values: { af: 0.25 } },
    ]);
  });
});

describe("a source behind http", () => {
  let server: Server;
  let address = "";
  const path = write("g.vcf.gz", GNOMAD);
  beforeAll(async () => {
    server = createServer((request, response) => {
      const url = request.url ?? "";
      if (url.startsWith("/none")) {
        response.writeHead(404).end();
        return;
      }
      const bytes = readFileSync(url.endsWith(".tbi") ? `${path}.tbi` : path);
      const range = /bytes=(\d+)-(\d+)?/.exec(request.headers.range ?? "");
      if (range === null) {
        response.writeHead(200).end(bytes);
        return;
      }
      const start = Number(range[1]);
      const end = Math.min(bytes.length, Number(range[2] ?? bytes.length - 1) + 1);
      const cut = url.startsWith("/cut") && start > 0 ? 3 : 0;
      response.writeHead(206, { "content-range": `bytes ${start}-${end - 1}/${bytes.length}` });
      response.end(bytes.subarray(start, Math.max(start, end - cut)));
    });
    await new Promise<void>((done) => {
      server.listen(0, "127.0.0.1", done);
    });
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
  });

  it("is read by ranges", async () => {
    const answers = await ask(spec(`${address}/g.vcf.gz`), [allele("1", 21000, "G", "A")]);
    expect(answers).toMatchObject([{ status: "found", values: { af: 0.25 } }]);
  });

  it("404 names itself", async () => {
    await expect(
      ask(spec(`${address}/none.vcf.gz`), [allele("1", 21000, "G", "A")]),
    ).rejects.toMatchObject({ code: "E_REMOTE" });
  });

  it("a cut range is an error, not an absent allele", async () => {
    const answers = await ask(
      spec(`${address}/cut.vcf.gz`, { onFailure: "not_assessed" }),
      [allele("1", 21000, "G", "A")],
      { access: { ...LOCAL_ONLY.access, retryDelaysMs: [1] } },
    );
    expect(answers[0]?.status).toBe("not_assessed");
  });
});

describe("a declaration", () => {
  const good = {
    schema: "panelist.sources",
    version: 1,
    sources: [
      {
        name: "gnomAD",
        file: "g.vcf.gz",
        format: "vcf",
        assembly: "GRCh38",
        fields: [{ field: "AF", name: "af", as: "frequency", combine: "max", population: "nfe" }],
      },
    ],
  };
  const text = (change: (d: typeof good) => unknown): string => {
    const copy = structuredClone(good);
    return JSON.stringify(change(copy) ?? copy);
  };

  it("is taken with its defaults; files are relative to it", () => {
    const [spec0] = readDeclaration(JSON.stringify(good), "/data/sources.json");
    expect(spec0).toMatchObject({ file: "/data/g.vcf.gz", onFailure: "stop", release: "" });
    expect(spec0?.fields[0]).toMatchObject({ population: "NFE" });
  });

  it.each([
    ["not JSON", "{"],
    ["a key twice", JSON.stringify(good).replace('"version"', '"schema":"x","version"')],
    ["an unknown key", text((d) => ({ ...d, source: [] }))],
    ["no sources", text((d) => ({ ...d, sources: [] }))],
    [
      "a table without columns",
      text((d) => ({ ...d, sources: [{ ...d.sources[0], format: "tsv" }] })),
    ],
    ["a name twice", text((d) => ({ ...d, sources: [d.sources[0], d.sources[0]] }))],
  ])("E_KNOWLEDGE: %s", (_name, given) => {
    expect(() => readDeclaration(given, "x.json")).toThrow(
      expect.objectContaining({ code: "E_KNOWLEDGE" }),
    );
  });

  it.each([
    ["30", "frequency_unread:af", "not_assessed"],
    ["nfe", "frequency_unread:af", "not_assessed"],
    ["-1", ".", "absent"],
  ])("in a run: a frequency of %s is flagged %s, told as %s", async (value, flag, told) => {
    const rows = [...GNOMAD.slice(0, 6), `chr1\t21000\t.\tG\tA\t.\tPASS\tAF=${value}`];
    const odd = write("odd.vcf.gz", rows);
    const declared = join(folder, "odd.json");
    const fields = [{ field: "AF", name: "af", as: "frequency", combine: "first" }];
    writeFileSync(declared, JSON.stringify({ ...good, sources: [{ ...spec(odd), fields }] }));
    const vcf = join(folder, "odd.vcf");
    const head = headerText({ samples: ["P"] }).replace("|gnomADe_AF|gnomADg_AF", "|x|y");
    writeFileSync(vcf, `${head}${recordText({ pos: 21000, genotypes: ["0/1"] })}\n`);
    const panel = join(folder, "odd.bed");
    writeFileSync(panel, "chr1\t20000\t23000\tGENE1\n");
    const given = { vcfs: [vcf], panels: [panel], sex: { "": "female" as const }, store: folder };
    const [row] = rowsOf((await analyseHere({ ...given, annotate: declared })).text);
    expect(row?.["af_source"]).toBe(told);
    if (flag !== ".") expect(row?.["flags"]).toContain(flag);
  });

  it("in a run: what it says is filtered by, judged by and shown", async () => {
    const gnomad = write("g.vcf.gz", GNOMAD);
    const revel = write("r.tsv.gz", ["#c\tp\tid\tref\talt\tscore", "1\t21300\t.\tG\tA\t0.95"]);
    const declared = join(folder, "sources.json");
    const sources = [
      { ...spec(gnomad) },
      {
        ...spec(revel, { name: "REVEL", format: "tsv" }),
        columns: { chrom: 1, pos: 2, ref: 4, alt: 5 },
        fields: [{ field: "score", name: "revel", as: "revel" }],
      },
    ];
    writeFileSync(declared, JSON.stringify({ ...good, sources }));
    const vcf = join(folder, "one.vcf");
    const records = [
      recordText({ pos: 21000, genotypes: ["0/1"] }),
      recordText({ pos: 21300, consequence: "missense_variant", genotypes: ["0/1"] }),
    ];
    writeFileSync(vcf, `${headerText({ samples: ["P"] })}${records.join("\n")}\n`);
    const panel = join(folder, "p.bed");
    writeFileSync(panel, "chr1\t20000\t23000\tGENE1\n");
    const given = { vcfs: [vcf], panels: [panel], sex: { "": "female" as const }, store: folder };
    const before = rowsOf((await analyseHere(given)).text);
    expect(before.map((r) => r["pos"])).toContain("21000");
    const rows = rowsOf((await analyseHere({ ...given, annotate: declared })).text);
    expect(new Set(rows.map((r) => r["pos"]))).toEqual(new Set(["21300"]));
    expect(rows[0]).toMatchObject({ revel: "0.95" });
    expect(rows[0]?.["acmg_criteria"]).toContain("PP3_Strong");
    await expect(
      analyseHere({ ...given, annotate: declared, assembly: "GRCh37" }),
    ).rejects.toMatchObject({ code: "E_ASSEMBLY" });
    writeFileSync(
      declared,
      JSON.stringify({ ...good, sources: [{ ...spec("http://x/y.vcf.gz") }] }),
    );
    await expect(analyseHere({ ...given, annotate: declared })).rejects.toMatchObject({
      code: "E_USAGE",
    });
  });
});
