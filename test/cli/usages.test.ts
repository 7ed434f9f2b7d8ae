/**
 * What people get wrong at a prompt: each is answered with one message that says what was found and what to do, in
 * words. None runs for long: the fault is told before a record is read, or soon after.
 */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const at = (name: string): string => join(folder, name);
const VCF = "test-data/small/singleton.vcf.gz";
const TRIO = "test-data/demo/trio.vcf.gz";
const ASKED = [VCF, "--sex", "male", "--panel", "epilepsy"];
const FAMILY = [TRIO, "--ped", "test-data/demo/trio.ped"];
const terminal = { columns: 80, rows: 24 };

interface Usage {
  args: string[];
  code: number;
  /** In this order, in what is printed. */
  said: string[];
  atTerminal?: true;
}

const usage = (args: string[], code: number, ...said: string[]): Usage => ({ args, code, said });
const onTerminal = (args: string[], ...said: string[]): Usage => ({
  ...usage(args, 2, ...said),
  atTerminal: true,
});

beforeAll(() => {
  const text = gunzipSync(readFileSync(VCF));
  writeFileSync(at("plain.vcf"), text);
  writeFileSync(at("gzip.vcf.gz"), gzipSync(text));
  copyFileSync(VCF, at("no-index.vcf.gz"));
  writeFileSync(at("x.bcf"), gzipSync(Buffer.from("BCF\u0002\u0002\u0000rest of it")));
  writeFileSync(at("empty.vcf"), "");
  writeFileSync(at("file"), "no folder\n");
  mkdirSync(at("folder"));
  writeFileSync(at("cut.json"), '{"name": "a panel');
  writeFileSync(at("vcf.tsv"), text);
  writeFileSync(at("case.yaml"), "schema: panelist.cas\nversion: 1\nid: F1\n");
  writeFileSync(
    at("family.yaml"),
    "schema: panelist.case\nversion: 1\nid: F1\nfamily:\n  - {id: A, affectd: true, sex: mael}\n",
  );
  writeFileSync(at("none.yaml"), "schema: panelist.case\nversion: 1\n");
  writeFileSync(at("policy.json"), '{"frequency": {"dominnt": 0.1}}');
  writeFileSync(at("words.json"), '{"region": {"margin": "wide"}}');
  writeFileSync(at("typo.tsv"), "symbol\tmoi\nSCN1AX\tAD\n");
});

const USAGES: Record<string, () => Usage[]> = {
  "panels and codes": () => [
    usage(
      ["analyse", ...ASKED.slice(0, 4), "epilepsyy"],
      66,
      "'epilepsyy'",
      "Did you mean epilepsy?",
    ),
    usage(["analyse", ...ASKED.slice(0, 4), "hearing los"], 66, "Did you mean hearing-loss?"),
    usage(
      ["analyse", ...ASKED.slice(0, 4), "R59"],
      66,
      "R59 is a code",
      "store holds no panels",
      "panels fetch R59",
    ),
    usage(["analyse", ...ASKED.slice(0, 4), "402"], 66, "'402'", "panels fetch 402"),
    usage(["analyse", ...ASKED.slice(0, 4), "epilepsy@9.9"], 66, "no version 9.9", "epilepsy@1.0"),
    usage(
      ["analyse", ...ASKED.slice(0, 4), "nowhere/panel.json"],
      66,
      "no such panel file",
      "panels list",
    ),
    usage(["analyse", ...ASKED.slice(0, 4), at("cut.json")], 65, "not valid JSON"),
    usage(["analyse", ...ASKED.slice(0, 4), at("vcf.tsv")], 65, "this is a VCF, not a panel"),
    usage(
      ["analyse", ...ASKED.slice(0, 4), "Epilepsy, monogenik"],
      66,
      "Did you mean 'Epilepsy, monogenic",
    ),
    usage(["analyse", ...ASKED, "--indication", "epilepsy"], 2, "is not a code", "R59"),
    usage(["panels", "show", "cardiomyopaty"], 66, "Did you mean cardiomyopathy?"),
    usage(["panels", "export", "epilepsy"], 66, "the store does not have", "panels list"),
    usage(
      ["panels", "search", "nothing like it"],
      66,
      "'nothing like it'",
      "a part of",
      "panels list",
    ),
    usage(["analyse", ...ASKED.slice(0, 4), "Cardio"], 66, "Did you mean cardiomyopathy?"),
    usage(
      ["panels", "show", "intellectual"],
      66,
      "there is no panel named",
      "panels search <text>",
    ),
    usage(["panels", "search"], 2, "missing required argument 'text'", "panels search --help"),
    usage(["regions", "--panel", "R599", "--assembly", "GRCh38"], 66, "R599 is a code"),
  ],
  "genes and samples": () => [
    usage(
      ["analyse", VCF, "--sex", "male", "--genes", "SCN1"],
      65,
      "SCN1",
      "SCN1A",
      "--allow-empty",
    ),
    usage(
      ["analyse", VCF, "--sex", "male", "--genes", "SCN1AA"],
      65,
      "SCN1AA",
      "did you mean SCN1A",
    ),
    usage(
      ["analyse", VCF, "--sex", "male", "--genes", "GEFSP2"],
      65,
      "GEFSP2",
      "did you mean SCN1A?",
      "--allow-empty",
    ),
    usage(
      ["analyse", VCF, "--sex", "male", "--panel", at("typo.tsv")],
      65,
      "SCN1AX",
      "--allow-empty",
    ),
    usage(["analyse", VCF, "--genes", ","], 2, "--genes ',' does not name a gene", "HGNC"),
    usage(
      ["analyse", ...FAMILY, "--panel", "epilepsy", "--proband", "DEMO-CHIL", "--log-ids"],
      65,
      "DEMO-CHIL",
      "Did you mean 'DEMO-CHILD'",
    ),
    usage(["analyse", TRIO, "--panel", "epilepsy"], 2, "3 samples", "--ped"),
    usage(
      ["analyse", ...FAMILY, "--panel", "epilepsy", "--affected", "NOBODY"],
      2,
      "--affected",
      "3 people",
    ),
    usage(["analyse", ...ASKED, "--sex", "female"], 2, "--sex was given twice"),
    usage(["analyse", VCF, "--panel", "epilepsy", "--sex", "M"], 2, "--sex 'M'", "male"),
    usage(
      ["analyse", TRIO, "--ped", VCF, "--panel", "epilepsy"],
      65,
      "expected plain text, found gzip",
      "gunzip -c",
    ),
  ],
  variants: () => [
    usage(["explain", "2:5:A:T", "--panel", "epilepsy"], 2, "needs a VCF", "<variant>"),
    usage(
      ["explain", VCF, ...ASKED.slice(1), "x.vcf"],
      2,
      "'x.vcf' is not a variant",
      "chrom-pos-ref-alt",
    ),
    usage(["explain", VCF, ...ASKED.slice(1), "2:0:A:T"], 2, "'2:0:A:T' is not a variant"),
    usage(
      ["explain", VCF, ...ASKED.slice(1), "c.5A>T"],
      2,
      "neither a transcript nor a gene",
      "SCN1A:c.5A>T",
    ),
    usage(
      ["explain", VCF, ...ASKED.slice(1), "SCN1A:c.5A>T"],
      66,
      "SCN1A:c.5A>T",
      "chrom:pos:ref:alt",
    ),
    usage(["explain", VCF, ...ASKED.slice(1), "rs4"], 66, "rs4", "ID column"),
    usage(["explain", VCF, ...ASKED.slice(1), "2:5:A:T", "2:6:A:T"], 2, "2 were given: 2:5:A:T"),
    usage(["explain", VCF, ...ASKED.slice(1), "NM_001165963.4"], 2, "a transcript", ":c."),
    usage(
      ["explain", VCF, ...ASKED.slice(1), "SCN1AA"],
      2,
      "gene 'SCN1AA' is on none of these panels",
      "Did you mean SCN1A",
    ),
    usage(["explain", VCF, ...ASKED.slice(1), "GL000192.1:5:G:A"], 2, "chromosome 1 to 22"),
  ],
  "a terminal": () => [
    onTerminal(["analyse", ...ASKED, "--format", "xlsx"], "workbook", "-o report.xlsx"),
    onTerminal(["analyse", ...ASKED, "--format", "html", "-o", "-"], "browser", "-o report.html"),
    onTerminal(["report", "folder"], "browser", "panelist report"),
    onTerminal(["report", "folder", "--format", "xlsx"], "workbook", "-o report.xlsx"),
    onTerminal(["reanalyse", "folder", "--format", "html"], "browser", "panelist reanalyse"),
    usage(["analyse", ...ASKED, "--width", "12"], 2, "--width '12'", "40"),
    usage(["analyse", ...ASKED, "--width", "wide"], 2, "--width 'wide'", "--width 120"),
    usage(
      ["analyse", ...ASKED, "--format", "table", "--columns", "gene,gene"],
      2,
      "'gene' twice",
      "once",
    ),
    usage(["analyse", ...ASKED, "--columns", "genes"], 2, "'genes'", "Did you mean gene?"),
    usage(["analyse", ...ASKED, "--columns", ","], 2, "does not name a column", "gene,change"),
    usage(
      ["analyse", ...ASKED, "--columns", "gene", "--format", "json"],
      2,
      "apply to the table, not to json",
      "--format table",
    ),
  ],
  files: () => [
    usage(
      ["analyse", at("gzip.vcf.gz"), ...ASKED.slice(1), "--scan", "index"],
      2,
      "gzipped file cannot be indexed",
      "bcftools view -Oz",
      "gzip.vcf.gz && tabix",
    ),
    usage(
      ["analyse", at("plain.vcf"), ...ASKED.slice(1), "--scan", "index"],
      2,
      "plain file cannot be indexed",
    ),
    usage(
      ["analyse", at("no-index.vcf.gz"), ...ASKED.slice(1), "--scan", "index"],
      2,
      "no .tbi",
      "tabix -p vcf",
      "no-index.vcf.gz",
    ),
    usage(["analyse", at("x.bcf"), ...ASKED.slice(1)], 65, "found BCF", "bcftools view -Oz"),
    usage(["analyse", at("empty.vcf"), ...ASKED.slice(1)], 65, "the file is empty"),
    usage(["analyse", at("folder"), ...ASKED.slice(1)], 66, "is a folder, not a VCF"),
    usage(["analyse", at("nosuch.vcf"), ...ASKED.slice(1)], 66, "no such file", "Check the path"),
    usage(["inspect", "test-data/demo/trio.ped"], 65, "expected a header line", "##"),
    usage(["archive", "init", at("file")], 74, "a file exists where a folder is needed"),
    usage(["archive", "show", at("nowhere"), "F1"], 66, "not an archive", "archive init"),
    usage(["reanalyse", at("nowhere")], 66, "not an archive", "archive init"),
    usage(["diff", at("a"), at("b")], 66, "no such file"),
    usage(["diff", at("file"), at("file")], 2, "is not JSON", "report.json"),
    usage(["report", at("nowhere")], 66, "no such file", "report.json"),
    usage(["report", at("file")], 65, "is not JSON", "report.json"),
    usage(["analyse", ...ASKED, "-o", at("nowhere/x.tsv")], 73, "no such folder"),
    usage(
      ["analyse", ...ASKED, "--coverage", "test-data/demo/trio.ped"],
      65,
      "not an interval",
      "mosdepth",
    ),
  ],
  "case files and policies": () => [
    usage(
      ["analyse", "--case-file", at("case.yaml")],
      65,
      'schema: expected "panelist.case", got "panelist.cas"',
      "schema case",
    ),
    usage(
      ["analyse", "--case-file", at("family.yaml")],
      65,
      "sex: expected one of",
      "Did you mean male?",
      "family[0].affectd: unknown field",
      "Did you mean affected?",
    ),
    usage(["analyse", "--case-file", at("none.yaml")], 65, "id: missing, expected string"),
    usage(["analyse", "--case-file", at("file")], 65, "expected object", "schema case"),
    usage(
      ["analyse", ...ASKED, "--policy", at("policy.json")],
      65,
      "frequency.dominnt: unknown field",
      "Did you mean dominant?",
    ),
    usage(
      ["analyse", ...ASKED, "--policy", at("words.json")],
      65,
      'region.margin: expected number, got "wide"',
    ),
    usage(["analyse", ...ASKED, "--policy", at("file")], 65, "not JSON"),
  ],
  "commands and options": () => [
    usage(["analyze"], 2, "unknown command 'analyze'", "Did you mean analyse?"),
    usage(
      ["help", "explian"],
      2,
      "'explian' is neither a command nor a word",
      "Did you mean explain?",
    ),
    usage(["panels", "lst"], 2, "unknown command 'lst'", "Did you mean list?"),
    usage(["knowledge", "import", "clinvr"], 2, "'clinvr'", "Did you mean clinvar?"),
    usage(["analyse", VCF, "--panle", "x"], 2, "'--panle'", "Did you mean --panel?"),
    usage(["analyse", ...ASKED, "--gene-agnstic"], 2, "Did you mean --gene-agnostic?"),
    usage(["analyse", ...ASKED, "--format", "tvs"], 2, "'tvs' is invalid", "Did you mean tsv?"),
    usage(["analyse", ...ASKED, "--scan", "indx"], 2, "'indx' is invalid", "Did you mean index?"),
    usage(["analyse", ...ASKED, "--threads", "many"], 2, "--threads 'many'", "1 to"),
    usage(["analyse", ...ASKED, "--hpo-release", "2020-01-01"], 2, "needs terms", "--hpo"),
    usage(
      ["analyse", ...ASKED, "--hpo", "HP:0001250"],
      65,
      "no HPO release",
      "knowledge fetch hpo",
    ),
    usage(["-v"], 2, "unknown option '-v'", "Did you mean -V?"),
    usage(["knowledge", "list", "panles"], 2, "'panles'", "Did you mean panel?"),
    usage(["analyse"], 2, "missing required argument 'vcf'", "analyse --help"),
    usage(["analyse", VCF], 2, "no panel or genes given", "--panel"),
    usage(["schema", "reprot"], 2, "'reprot'", "Did you mean report?"),
    usage(["policy", "x"], 2, "too many arguments", "policy --help"),
    usage(["indications", "show", "R5"], 66, "'R5'", "indications import"),
  ],
};

/** What a person cannot read: the system's and our libraries' words, ids of rules, bytes. */
const NOT_FOR_PEOPLE =
  /\bE(?:NOENT|ISDIR|NOTDIR|ACCES|INVAL)\b|Invalid (?:input|option)|undefined|\[object|\b[A-Z]{2,}-\d\d\b|\n +at |\\u00/;

describe.each(Object.entries(USAGES))("%s", (_, usages) => {
  it.each(usages().map((one): [string, Usage] => [one.args.join(" ").replaceAll(folder, ""), one]))(
    "%s",
    async (_name, { args, code, said, atTerminal }) => {
      const env = { PANELIST_STORE: at("no-store") };
      const run = await runInProcess(args, atTerminal ? { env, terminal } : { env });
      expect([run.status, run.stdout]).toEqual([code, ""]);
      const message = run.stderr.slice(run.stderr.indexOf("error: "));
      expect(message.match(/^error: /gm)).toHaveLength(1);
      // A code has words, and so many that they say something.
      expect(message).toMatch(/^error: E_[A-Z_]+: .*\w+ \w+/);
      expect(message).not.toMatch(NOT_FOR_PEOPLE);
      // What to do stands below what was found.
      expect(message).toMatch(/\n {2}\S/);
      let from = 0;
      for (const part of said) {
        expect(message.slice(from)).toContain(part);
        from = message.indexOf(part, from) + part.length;
      }
    },
  );
});
