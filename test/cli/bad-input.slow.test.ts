// Bad input is one clear error with the code of its kind, whatever it is: never "a bug" (70).
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { built, runCli } from "../helpers/run-cli.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";
import { HPOA, NINE_COLUMNS, OBO } from "../phenotype/toy.ts";
import { shell } from "./shell.ts";

const folder = tempFolder();
const VCF = "test-data/demo/trio.vcf.gz";
const PED = "test-data/demo/trio.ped";

/** A file of the test; its path. */
function write(name: string, data: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, data);
  return path;
}

const DEEP = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
const DEEP_OBJECTS = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
const caseFile = (rest: string): string => `schema: panelist.case\nversion: 1\nid: X\n${rest}\n`;
const packet = (uri: string): string =>
  JSON.stringify({
    id: "X",
    subject: { id: "X" },
    phenotypicFeatures: [],
    files: [{ uri, fileAttributes: { fileFormat: "vcf", genomeAssembly: "GRCh38" } }],
  });

/** A bomb of YAML: nine names, each of nine of the one before. */
const BOMB = [..."abcdefghi"]
  .map((name, i, names) => {
    const item = i === 0 ? "x" : `*${names[i - 1]}`;
    return `${name}: &${name} [${Array.from({ length: 9 }, () => item).join(",")}]`;
  })
  .join("\n");

function chainOfTerms(length: number): string {
  const term = (i: number): string => {
    const parent = i === 0 ? "HP:0000118" : `HP:${String(1_000_000 + i - 1)}`;
    return `[Term]\nid: HP:${String(1_000_000 + i)}\nname: t\nis_a: ${parent}\n`;
  };
  return `${OBO}\n${Array.from({ length }, (_, i) => term(i)).join("\n")}`;
}

function chainOfPeople(length: number): string {
  const father = (i: number): string => `F\tp${i}\tp${i + 1}\t0\t1\t1\n`;
  return `F\tDEMO-CHILD\tp0\t0\t1\t2\n${Array.from({ length }, (_, i) => father(i)).join("")}`;
}

const analyse = (...rest: string[]): string[] => ["analyse", "--genes", "SCN1A", ...rest];

describe("is told as what it is", () => {
  it.each<[string, () => string[], number, RegExp]>([
    [
      "YAML that repeats without end",
      () => analyse("--case-file", write("lol.yaml", caseFile(BOMB))),
      65,
      /E_PATIENT.*alias/,
    ],
    [
      "YAML that names nothing",
      () =>
        analyse(
          "--case-file",
          write("unres.yaml", "schema: panelist.case\nversion: 1\nid: *nope\n"),
        ),
      65,
      /E_PATIENT.*nope/,
    ],
    [
      "YAML of commas",
      () => analyse("--case-file", write("commas.yaml", caseFile(`a: [${",".repeat(2_000_000)}]`))),
      65,
      /E_LIMIT.*64 kB/,
    ],
    [
      "YAML of many keys",
      () =>
        analyse(
          "--case-file",
          write(
            "keys.yaml",
            caseFile(
              Array.from({ length: 25_000 }, (_, i) => `k${i}: 1`)
                .join("\n")
                .slice(0, 60_000),
            ),
          ),
        ),
      65,
      /E_PATIENT/,
    ],
    [
      "YAML with a key twice",
      () => analyse("--case-file", write("twice.yaml", caseFile("id: Y"))),
      65,
      /twice\.yaml:4: .*unique/,
    ],
    [
      "YAML nested deep",
      () => analyse("--case-file", write("nested.yaml", caseFile(`a: ${"- ".repeat(60_000)}x`))),
      65,
      /E_PATIENT|E_LIMIT/,
    ],
    [
      "YAML of dashes alone",
      () => analyse("--case-file", write("dashes.yaml", "- ".repeat(30_000))),
      65,
      /E_PATIENT.*more than 200 levels deep/,
    ],
    [
      "a pedigree of empty lines",
      () => analyse(VCF, "--ped", write("long.ped", "\n".repeat(6 << 20))),
      65,
      /E_LIMIT.*long\.ped: longer than 5 MB/,
    ],
    [
      "overrides of empty lines",
      () => analyse(VCF, "--ped", PED, "--panel-override", write("long.tsv", "\n".repeat(5 << 20))),
      65,
      /E_LIMIT.*longer than 4 MB/,
    ],
    [
      "a policy without end",
      () => analyse(VCF, "--policy", write("long.json", " ".repeat(5 << 20))),
      65,
      /E_LIMIT.*longer than 4 MB/,
    ],
    [
      "case file nested deep",
      () => analyse("--case-file", write("deep-case.json", DEEP.slice(70_000, 130_000))),
      65,
      /E_PATIENT.*deep/,
    ],
    [
      "phenopacket nested deep",
      () => analyse(VCF, "--phenopacket", write("deep-pp.json", `{"subject":{},"a":${DEEP}}`)),
      65,
      /E_PATIENT.*nested more than 200 levels deep/,
    ],
    [
      "policy nested deep",
      () => analyse(VCF, "--policy", write("deep-policy.json", DEEP_OBJECTS)),
      65,
      /E_POLICY.*nested more than 200 levels deep/,
    ],
    [
      "panel nested deep",
      () => [
        "regions",
        "--assembly",
        "GRCh38",
        "--panel",
        write("deep-panel.json", `{"genes":${DEEP}}`),
      ],
      65,
      /E_PANEL/,
    ],
    [
      "page nested deep",
      () => [
        "panels",
        "import",
        write("deep-page.json", `{"results":${DEEP}}`),
        "--store",
        join(folder, "s1"),
      ],
      65,
      /refused/,
    ],
    [
      "declaration nested deep",
      () => analyse(VCF, "--ped", PED, "--annotate", write("deep-sources.json", DEEP)),
      65,
      /E_KNOWLEDGE.*nested more than 200 levels deep/,
    ],
    [
      "Test Directory nested deep",
      () => [
        "indications",
        "import",
        write("deep-directory.json", DEEP),
        "--store",
        join(folder, "s1"),
      ],
      65,
      /E_KNOWLEDGE.*nested more than 200 levels deep/,
    ],
    [
      "report nested deep",
      () => ["report", write("deep-report.json", DEEP), "-o", join(folder, "x.html")],
      65,
      /E_REPORT.*nested more than 200 levels deep/,
    ],
    [
      "run nested deep",
      () => ["diff", write("deep-run.json", DEEP_OBJECTS), write("deep-run2.json", DEEP_OBJECTS)],
      2,
      /E_USAGE.*nested more than 200 levels deep/,
    ],
    [
      "run that is null",
      () => ["diff", write("null.json", "null"), write("null.json", "null")],
      2,
      /E_USAGE.*null\.json: is not a run file/,
    ],
    [
      "hp.json of null",
      () => [
        "knowledge",
        "import",
        "hpo",
        write(
          "hp.json",
          '{"graphs":[{"nodes":[null,{"id":"http://purl.obolibrary.org/obo/HP_0000118","meta":{"synonyms":{"a":1},"basicPropertyValues":[null,3]}},[1]],"edges":[null,{"sub":{},"pred":"is_a","obj":[]}]}]}',
        ),
        "--store",
        join(folder, "s2"),
      ],
      65,
      /E_KNOWLEDGE/,
    ],
    [
      "hp.json nested deep",
      () => [
        "knowledge",
        "import",
        "hpo",
        write("hp-deep.json", `{"graphs":[{"nodes":[{"id":${DEEP}}],"edges":[]}]}`),
        "--store",
        join(folder, "s2"),
      ],
      65,
      /E_KNOWLEDGE.*nested more than 200 levels deep/,
    ],
    [
      "an ontology without a floor",
      () => [
        "knowledge",
        "import",
        "hpo",
        write("chain.obo", chainOfTerms(30_000)),
        write("chain.hpoa", HPOA),
        write("chain-genes.txt", NINE_COLUMNS),
        "--store",
        join(folder, "s2"),
      ],
      65,
      /E_LIMIT.*deeper/,
    ],
    [
      "a pedigree without a beginning",
      () => [
        ...analyse(VCF, "--proband", "DEMO-CHILD"),
        "--ped",
        write("chain.ped", chainOfPeople(50_000)),
      ],
      65,
      /E_PED.*generations/,
    ],
    [
      "packet: file of another host",
      () => analyse("--phenopacket", write("u1.json", packet("file://host/x.vcf.gz"))),
      65,
      /E_PATIENT: .*u1\.json: the file it names, 'file:\/\/host\/x\.vcf\.gz'/,
    ],
    [
      "packet: encoded slash",
      () => analyse("--phenopacket", write("u2.json", packet("file:///a%2Fb.vcf"))),
      65,
      /E_PATIENT.*u2\.json/,
    ],
    [
      "packet: no encoding",
      () => analyse("--phenopacket", write("u3.json", packet("file:///%zz"))),
      65,
      /E_PATIENT.*u3\.json/,
    ],
    [
      "packet: NUL",
      () => analyse("--phenopacket", write("u4.json", packet("a\u0000b.vcf"))),
      65,
      /E_PATIENT.*is not a file name/,
    ],
    [
      "packet: NUL, encoded",
      () => analyse("--phenopacket", write("u5.json", packet("file:///a%00b.vcf"))),
      65,
      /E_PATIENT/,
    ],
    [
      "packet: a file elsewhere",
      () => analyse("--phenopacket", write("u6.json", packet("/etc/passwd"))),
      65,
      /E_PATIENT.*outside this file's folder[^]*--data-root/,
    ],
    [
      "case file: a file elsewhere",
      () => analyse("--case-file", write("up.yaml", caseFile("vcfs: [../../etc/passwd]"))),
      65,
      /E_PATIENT.*outside/,
    ],
    [
      "an index of other bytes",
      () => {
        cpSync(VCF, join(folder, "t.vcf.gz"));
        mkdirSync(join(folder, "t.vcf.gz.csi"), { recursive: true });
        return analyse(join(folder, "t.vcf.gz"), "--ped", PED);
      },
      0,
      /^/,
    ],
    [
      "a store that is a file",
      () => ["panels", "list", "--store", write("store-file", "")],
      0,
      /^/,
    ],
  ])("%s", async (_, args, status, words) => {
    const done = await runInProcess(args());
    expect({ status: done.status, stderr: done.stderr.slice(0, 2000) }).toMatchObject({ status });
    expect(done.stderr + done.stdout).toMatch(words);
    expect(done.stderr).not.toContain("bug");
  });
});

describe("documents of an archive that are not what they should be", () => {
  const made = join(folder, "made");
  const archive = join(folder, "cases");
  const at = (file: string): string => join(archive, "cases", "C1", file);
  const change = (file: string, edit: (json: Record<string, unknown>) => void): void => {
    const json = JSON.parse(readFileSync(at(file), "utf8")) as Record<string, unknown>;
    edit(json);
    writeFileSync(at(file), JSON.stringify(json));
  };

  beforeAll(async () => {
    await runInProcess(["archive", "init", made]);
    const { status, stderr } = await runInProcess([
      "archive",
      "add",
      made,
      VCF,
      "--ped",
      PED,
      "--panel",
      "epilepsy",
      "--case",
      "C1",
      "--by",
      "me",
    ]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });

  it.each<[string, string, (json: Record<string, unknown>) => void]>([
    ["a run without a report", "runs/1.json", (run) => delete run["report"]],
    ["a run with other events", "runs/1.json", (run) => void (run["events"] = 3)],
    ["a case without datasets", "case.json", (file) => delete file["datasets"]],
    ["a case whose analysis is null", "case.json", (file) => void (file["analysis"] = null)],
    ["a head without knowledge", "head.json", (head) => void (head["knowledge"] = null)],
  ])("%s", async (_, file, edit) => {
    rmSync(archive, { recursive: true, force: true });
    cpSync(made, archive, { recursive: true });
    change(file, edit);
    for (const args of [
      ["archive", "show", archive, "C1"],
      ["archive", "list", archive],
      ["archive", "verify", archive],
      ["archive", "merge", archive],
      ["archive", "dismiss", archive, "C1", "2:166054782:G:A", "--why", "x", "--by", "me"],
      ["reanalyse", archive],
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { status, stderr } = await runInProcess(args);
      expect({ args, bug: status === 70 || stderr.includes("bug"), stderr }).toMatchObject({
        bug: false,
      });
    }
  });

  it("events.jsonl with null, a shard's result that is none", async () => {
    rmSync(archive, { recursive: true, force: true });
    cpSync(made, archive, { recursive: true });
    writeFileSync(join(archive, "events.jsonl"), "null\n3\n");
    expect(await runInProcess(["archive", "merge", archive])).toMatchObject({ status: 0 });
    writeFileSync(join(archive, "events.jsonl"), "null\n");
    expect((await runInProcess(["archive", "verify", archive])).stderr).not.toContain("bug");
    for (const text of [
      DEEP,
      "null",
      '{"schema":"panelist.reanalysis"}',
      '{"schema":"panelist.reanalysis","counts":null}',
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const done = await runInProcess(["archive", "merge", archive, write("shard.json", text)]);
      expect(done).toMatchObject({ status: 2 });
      expect(done.stderr).toMatch(/E_USAGE: .*shard\.json: is not/);
    }
  });
});

describe.skipIf(!built)("too few files may be open", () => {
  it.for([30, 20])("ulimit -n %i: told, or done", async (most, { skip }) => {
    const script = write("empty.cjs", "");
    const empty = await shell(`ulimit -n ${most} && ${process.execPath} ${script}`);
    skip(empty.status !== 0, "this Node runs no program with so few files");
    const { status, stderr } = await shell(
      `ulimit -n ${most} && $panelist analyse ${VCF} --ped ${PED} --panel epilepsy --out-dir ${folder}/few --no-progress`,
    );
    expect([0, 74], stderr).toContain(status);
    expect(stderr).not.toMatch(/bug|^\s+at /m);
    if (status === 74) expect(stderr).toMatch(/E_IO/);
  });
});

describe.skipIf(!built)("bombs", () => {
  it("a table of genes that is one line without an end", async () => {
    const path = write(
      "genes.gz",
      gzipSync(`hgnc_id\tsymbol\tname\n${"x".repeat(300 << 20)}`, { level: 1 }),
    );
    const done = await runCli([
      "knowledge",
      "import",
      "genes",
      path,
      "--store",
      join(folder, "s3"),
    ]);
    expect(done).toMatchObject({ status: 65 });
    expect(done.stderr).toMatch(/E_LIMIT: .*genes\.gz.*longer than/);
  });

  it("a VCF of classifications that is all header", async () => {
    const line = `##x=${"y".repeat(1000)}\n`;
    const path = write("clinvar.vcf.gz", gzipSync(`##fileformat=VCFv4.1\n${line.repeat(100_000)}`));
    const done = await runCli([
      "knowledge",
      "import",
      "clinvar",
      path,
      "--store",
      join(folder, "s3"),
    ]);
    expect(done).toMatchObject({ status: 65 });
    expect(done.stderr).toMatch(/E_LIMIT: .*clinvar\.vcf\.gz: .*header.*8 MB/);
  });
});
