// Damaged and odd files: the right verdict or one clear error, never a crash, a hang, a record lost unnoticed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exitCodeOf, isToolError } from "../../src/core/errors.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { bgzip, gunzip } from "../helpers/bgzip.ts";
import { built, runCli } from "../helpers/run-cli.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";
import { GENE1_BED, recordText, TRIO, TRIO_PED, vcfText } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const bed = write("gene.bed", GENE1_BED);
/** A gene that holds a few of the 20,000 records of the shared file: the file is to be read, not to be judged. */
const narrow = write("narrow.bed", "1\t0\t2000\tGENE1\n");
const outputsIn = (dir: string): string[] => (existsSync(dir) ? readdirSync(dir) : []);

interface Ended {
  /** `records N` or the error's code. */
  said: string;
  /** 0, or the error's exit code. */
  exit: number;
  /** What stands in the output folder. */
  outputs: string[];
}

/** Anything but a ToolError is a bug and fails the test. */
async function ended(path: string): Promise<Ended> {
  const dir = join(folder, `out-${path.replaceAll(/\W/g, "_")}`);
  try {
    const done = await analyseHere(
      {
        vcfs: [path],
        panels: [narrow],
        allowUnannotated: true,
        scan: "full",
        sex: { "": "female" },
      },
      { dir },
    );
    return { said: `records ${done.recordsRead}`, exit: 0, outputs: outputsIn(dir) };
  } catch (error) {
    if (!isToolError(error)) throw error;
    return { said: error.code, exit: exitCodeOf(error.code), outputs: outputsIn(dir) };
  }
}

const sound = (records: number): Ended => ({
  said: `records ${records}`,
  exit: 0,
  outputs: [
    "S1_panelist_funnel_mqc.json",
    "S1_panelist_mqc.json",
    "candidates.tsv",
    "candidates.vcf.gz",
    "candidates.vcf.gz.tbi",
    "report.html",
    "report.json",
    "ro-crate-metadata.json",
    "run.json",
    "summary.json",
  ],
});
const bad = (code: string): Ended => ({ said: code, exit: 65, outputs: [] });

describe.skipIf(sharedData === null)("damaged BGZF (shared data)", () => {
  const bgzf = join(sharedData ?? "", "badvcf/bgzf");
  const table: [string, Ended][] = [
    ["ok.vcf.gz", sound(20_000)],
    ["plain_gzip.vcf.gz", sound(20_000)],
    // An end block amid the file is legal: files joined by `cat`. bcftools reads on, so do we.
    ["eof_in_middle.vcf.gz", sound(20_000)],
    ["bsize_flip.vcf.gz", bad("E_BGZF")],
    ["crc_flip.vcf.gz", bad("E_BGZF")],
    ["data_flip.vcf.gz", bad("E_BGZF")],
    // bcftools does not see this one.
    ["isize_flip.vcf.gz", bad("E_BGZF")],
    ["no_eof.vcf.gz", bad("E_BGZF_TRUNCATED")],
    ["trailing_garbage.vcf.gz", bad("E_BGZF")],
    ["trailing_zeros.vcf.gz", bad("E_BGZF")],
    ["truncated_blockboundary.vcf.gz", bad("E_BGZF_TRUNCATED")],
    ["truncated_midblock.vcf.gz", bad("E_BGZF_TRUNCATED")],
    ["concat_twice.vcf.gz", bad("E_VCF_RECORD")],
    ["empty_0byte.vcf.gz", bad("E_VCF_HEADER")],
    ["only_eof.vcf.gz", bad("E_VCF_HEADER")],
    ["bomb_1GiB_line.vcf.gz", bad("E_LIMIT")],
  ];

  it("knows every file of the folder", () => {
    const files = readdirSync(bgzf).filter((f) => f.endsWith(".vcf.gz"));
    expect(table.map(([name]) => name).toSorted()).toEqual(files.toSorted());
  });
  it.each(table)("%s", async (name, expected) => {
    expect(await ended(join(bgzf, name))).toEqual(expected);
  });

  // What can be derived from the sound file.
  const derived: [string, (text: Buffer) => Uint8Array, Ended][] = [
    ["plain.vcf", (t) => t, sound(20_000)],
    ["crlf.vcf", (t) => Buffer.from(t.toString().replaceAll("\n", "\r\n")), sound(20_000)],
    ["no_final_newline.vcf", (t) => t.subarray(0, -1), sound(20_000)],
    ["utf16.vcf", (t) => Buffer.from(`\uFEFF${t.toString()}`, "utf16le"), bad("E_VCF_HEADER")],
    [
      "nul_bytes.vcf",
      (t) => {
        const cut = Buffer.from(t);
        cut.fill(0, 20_000, 20_100);
        return cut;
      },
      bad("E_VCF_RECORD"),
    ],
    // Cut behind a record's fourth column: the last line is no record.
    ["truncated_midline.vcf", (t) => cutInLastLine(t, 4), bad("E_VCF_RECORD")],
  ];
  it.each(derived)("%s", async (name, change, expected) => {
    const text = gunzip(readFileSync(join(bgzf, "ok.vcf.gz")));
    expect(await ended(write(name, change(text)))).toEqual(expected);
  });

  it("a byte order mark: read as if it were not there, or refused", async () => {
    const text = gunzip(readFileSync(join(bgzf, "ok.vcf.gz")));
    const { said } = await ended(write("bom.vcf", Buffer.concat([Buffer.from("\uFEFF"), text])));
    expect(["records 20000", "E_VCF_HEADER"]).toContain(said);
  });
});

/** The text cut behind `columns` columns of its last line. */
function cutInLastLine(text: Buffer, columns: number): Buffer {
  let at = text.lastIndexOf(10, text.length - 2);
  for (let n = 0; n < columns; n++) at = text.indexOf(9, at + 1);
  return text.subarray(0, at);
}

describe("lines that are no records", () => {
  const good = recordText({ pos: 100, genotypes: ["0/1", "0/0", "0/0"] });
  const columns = good.split("\t");
  const change = (i: number, text: string): string => columns.with(i, text).join("\t");
  const table: [string, string][] = [
    ["POS=abc", change(1, "abc")],
    ["POS empty", change(1, "")],
    ["POS negative", change(1, "-5")],
    ["POS=1e3", change(1, "1e3")],
    ["four columns", columns.slice(0, 4).join("\t")],
    ["eight columns where the header has samples", columns.slice(0, 8).join("\t")],
    ["a sample column missing", columns.slice(0, -1).join("\t")],
    ["one column too many", `${good}\t0/0:30,0:30:99`],
    ["an empty line amid the records", ""],
    ["a header line amid the records", "##fileformat=VCFv4.2"],
    ["blanks for tabs", columns.join(" ")],
  ];
  const ped = write("trio.ped", TRIO_PED);

  it.each(table)("%s is an error at its line", async (name, line) => {
    const header = vcfText({ samples: TRIO }, [{ pos: 50, genotypes: ["0/1", "0/0", "0/0"] }]);
    const text = `${header}${line}\n${recordText({ pos: 5000, genotypes: ["0/1", "0/0", "0/0"] })}\n`;
    const at = header.split("\n").length;
    for (const [kind, bytes] of [
      ["vcf", Buffer.from(text)],
      ["vcf.gz", bgzip(text)],
    ] as const) {
      const path = write(`${name.replaceAll(/\W/g, "_")}.${kind}`, bytes);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const error = await analyseHere({ vcfs: [path], ped, panels: [bed] }).then(
        (done) => `no error: ${done.recordsRead} records`,
        (e: unknown) => e,
      );
      expect(error).toMatchObject({ code: "E_VCF_RECORD", place: { line: at } });
    }
  });
});

describe.skipIf(sharedData === null)("vcf-validator's files (shared data)", () => {
  const archive = join(sharedData ?? "", "badvcf/vcf-validator_v4.3.tar.gz");
  const into = join(folder, "validator");
  if (sharedData !== null) {
    mkdirSync(into);
    spawnSync("tar", ["xzf", archive, "-C", into]);
  }
  const files = ["passed", "failed"].flatMap((kind) =>
    existsSync(join(into, kind)) ? readdirSync(join(into, kind)).map((f) => join(kind, f)) : [],
  );

  it("has them all", () => {
    expect(files.filter((f) => f.endsWith(".vcf")).length).toBeGreaterThan(240);
  });

  it("each run ends with an answer or with a single panelist error", async () => {
    const bugs: string[] = [];
    let answered = 0;
    for (const file of files.filter((f) => f.endsWith(".vcf"))) {
      const path = join(into, file);
      const samples = samplesOf(path);
      const pedText = samples.map((s, i) => `F${i}\t${s}\t0\t0\t0\t${i === 0 ? 2 : 1}\n`).join("");
      try {
        // oxlint-disable-next-line no-await-in-loop -- one after the other, as a user would
        await analyseHere({
          vcfs: [path],
          panels: [bed],
          assembly: "GRCh37",
          allowUnannotated: true,
          ...(samples.length > 0 && samples.every((s) => /^\S+$/.test(s))
            ? { ped: write("all.ped", pedText) }
            : {}),
        });
        answered++;
      } catch (error) {
        if (!isToolError(error)) bugs.push(`${file}: ${String(error)}`);
        else if (/passed_body|complexfile/.test(file) && error.code === "E_VCF_RECORD")
          bugs.push(`${file}: valid, but ${error.message}`);
      }
    }
    expect(bugs).toEqual([]);
    expect(answered).toBeGreaterThan(0);
  });
});

function samplesOf(path: string): string[] {
  const header = readFileSync(path, "latin1")
    .split("\n")
    .find((l) => l.startsWith("#CHROM"));
  return (header ?? "").trimEnd().split("\t").slice(9);
}

describe.skipIf(!built || sharedData === null)("the same through the command line", () => {
  const bgzf = join(sharedData ?? "", "badvcf/bgzf");
  it.each([
    ["crc_flip.vcf.gz", 65],
    ["truncated_midblock.vcf.gz", 65],
    ["no_eof.vcf.gz", 65],
    ["empty_0byte.vcf.gz", 65],
    ["bomb_1GiB_line.vcf.gz", 65],
    ["not_there.vcf.gz", 66],
  ])("%s: exit %i, one error line, no output, no stack", async (name, status) => {
    const dir = join(folder, `cli-${name}`);
    const line = `--panel ${narrow} --sex female --threads 2 --allow-unannotated --scan full --out-dir ${dir}`;
    const run = await runCli(["analyse", join(bgzf, name), ...line.split(" ")]);
    expect({ status: run.status, signal: run.signal }).toEqual({ status, signal: null });
    expect(run.stderr.match(/^(error: )?E_\w+/gm)?.length).toBe(1);
    expect(run.stderr).not.toMatch(/^\s+at /m);
    expect(run.stdout).toBe("");
    expect(outputsIn(dir)).toEqual([]);
  });
});
