// IDT-01: people are told apart by their genotypes at fixed sites; a laboratory's own genotypes that are somebody
// else's refuse the run; an archive knows a person again.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CHROMOSOMES } from "../../src/core/assembly.ts";
import { fingerprintSites } from "../../src/core/fingerprint-sites.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { sampleWindows } from "../../src/core/sample-windows.ts";
import { IndexedVcfWriter } from "../../src/io/bgzf/index.ts";
import { compareFingerprints, likenessOf } from "../../src/pedigree/index.ts";
import { initArchive, readCase } from "../../src/archive/index.ts";
import { addCase } from "../../src/reanalysis/add.ts";
import { reannotate } from "../../src/reanalysis/reannotate.ts";
import type { ReportDocument } from "../../src/report/types.ts";
import { analyseHere, DEFAULTS } from "../helpers/analyse.ts";
import { quietIo } from "../helpers/archive.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";

const folder = tempFolder();
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const AUTOSOMES = CHROMOSOMES.slice(0, 22);
const GT = ["0/0", "0/1", "1/1"];
const sites = fingerprintSites("GRCh38");
/** Somebody's ALT alleles at each site. */
const person = (seed: number): number[] => {
  let state = seed;
  return sites.map(() => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 3;
  });
};
/** Sites of a plain VCF: where somebody differs from the reference. */
function vcfOf(name: string, people: number[][], rsIds = false): string {
  const lines = sites.flatMap(({ chrom, pos, ref, alt }, i) => {
    const genotypes = people.map((own) => GT[own[i] ?? 0] ?? "");
    if (people.every((own) => own[i] === 0)) return [];
    const line = recordText({ chrom, pos, ref, alt, consequence: "synonymous_variant", genotypes });
    return [rsIds ? line.replace(/^(\S+\t\d+\t)\./, `$1rs${9000 + i}`) : line];
  });
  const samples = people.map((_, i) => `S${i + 1}`);
  lines.unshift(recordText({ pos: 1500, genotypes: people.map(() => "0/1") }));
  return file(name, `${headerText({ samples, contigs: AUTOSOMES })}${lines.join("\n")}\n`);
}

type Site = (typeof sites)[number];
const COMPLEMENT: Record<string, string> = { A: "T", C: "G", G: "C", T: "A" };
const letters = ({ ref, alt }: Site, count: number): string =>
  [ref + ref, alt + ref, alt + alt][count] ?? "--";
/** A laboratory's table of somebody. */
function tableOf(own: number[], row: (site: Site, genotype: string, i: number) => string): string {
  return sites.map((site, i) => row(site, letters(site, own[i] ?? 0), i)).join("\n");
}

const [anna, ben] = [person(11), person(99)];
const vcf = vcfOf("anna.vcf", [anna], true);
/** Without a record at any site. */
const bare = vcfOf("bare.vcf", [anna.map(() => 0)]);
const array = file(
  "array.tsv",
  `# from the array\n# rsid\tchromosome\tposition\tgenotype\n${tableOf(anna, ({ chrom, pos }, g, i) => `rs${i}\tchr${chrom}\t${pos}\t${g}`)}\n`,
);
const others = file(
  "others.tsv",
  `chrom\tpos\tgenotype\n${tableOf(ben, ({ chrom, pos }, g) => `${chrom}\t${pos}\t${g}`)}\n`,
);
const asked = (identity: Record<string, string>, vcfs = [vcf]) => ({
  vcfs,
  genes: ["GENE1"],
  identity,
});
const checkOf = async (path: string, vcfs = [vcf]): Promise<object | undefined> => {
  const { text } = await analyseHere(asked({ "": path }, vcfs), { format: "json" });
  return (JSON.parse(text) as ReportDocument).sampleChecks.find((c) => c.check === "identity");
};

describe("the fixed sites", () => {
  it("lie in the windows of the sample checks, two in each, the same on both assemblies", () => {
    for (const assembly of ["GRCh37", "GRCh38"] as const) {
      const windows = sampleWindows(assembly).filter(({ chrom }) => AUTOSOMES.includes(chrom));
      const hits = fingerprintSites(assembly).map(({ chrom, pos }) =>
        windows.findIndex((w) => w.chrom === chrom && w.start <= pos && pos <= w.end),
      );
      expect(new Set(hits).size).toBe(windows.length);
      expect(hits).toHaveLength(2 * windows.length);
    }
    const alleles = (assembly: "GRCh37" | "GRCh38") =>
      fingerprintSites(assembly).map(({ chrom, ref, alt }) => `${chrom}${ref}${alt}`);
    expect(alleles("GRCh37")).toEqual(alleles("GRCh38"));
    expect(sites.filter(({ ref, alt }) => COMPLEMENT[ref] === alt)).toEqual([]);
  });

  it.skipIf(sharedData === null)("are sites of the source, line by line on both builds", () => {
    const [on37, on38] = (["GRCh37", "GRCh38"] as const).map((build) =>
      gunzipSync(readFileSync(join(sharedData ?? "", `sites/peddy_${build}.sites.gz`)))
        .toString()
        .split("\n"),
    );
    const lineOf = ({ chrom, pos, ref, alt }: Site): string => `${chrom}:${pos}:${ref}:${alt}`;
    const lines38 = new Map(on38?.map((line, i) => [line, i]));
    fingerprintSites("GRCh37").forEach((site, i) => {
      const at = lines38.get(lineOf(sites[i] as Site));
      expect(on37?.[at ?? -1]).toBe(lineOf(site));
    });
  });
});

describe("two sets of genotypes", () => {
  it.each([
    [0, 0, "unknown"],
    [20, 0, "unknown"],
    [60, 0, "same"],
    [160, 2, "same"],
    [160, 7, "same"],
    [160, 31, "different"],
    [12, 6, "different"],
    [12, 2, "unknown"],
  ])("%i sites, %i of them different: %s", (compared, different, expected) => {
    expect(likenessOf({ compared, different }, DEFAULT_POLICY)).toBe(expected);
  });

  it("what one does not tell is not compared", () => {
    expect(compareFingerprints("01.2", "02..")).toEqual({ compared: 2, different: 1 });
  });

  it.skipIf(sharedData === null)("real parents and children are different people", async () => {
    const path = join(sharedData ?? "", "events/roh-upd/UpdHunter_in3.vcf.gz");
    const { stdout } = await runInProcess(["identity", path, "--quiet"]);
    const rows = stdout
      .trim()
      .split("\n")
      .slice(2)
      .map((line) => line.split("\t").slice(5));
    const own = (i: number): string =>
      rows
        .map((row) => row[i] ?? "")
        .map((g) => (g === "." ? "." : g[0] === g[1] ? g[0] : "h"))
        .join("");
    for (const [a, b] of [
      [0, 1],
      [1, 2],
      [0, 2],
    ] as const) {
      const counts = compareFingerprints(own(a), own(b));
      expect(counts.compared).toBeGreaterThan(150);
      expect(likenessOf(counts, DEFAULT_POLICY)).toBe("different");
    }
  });
});

describe("analyse --identity", () => {
  const passed = { check: "identity", subject: "S1", outcome: "passed" };

  it("passes the person's own array, and says on how many genotypes", async () => {
    expect(await checkOf(array)).toMatchObject({
      ...passed,
      detail: expect.stringMatching(/^0 of 2\d\d genotypes differ from array\.tsv$/),
    });
  });

  it("E_IDENTITY: another person's genotypes stop the run before anything is written", async () => {
    await expect(analyseHere(asked({ "": others }))).rejects.toMatchObject({
      code: "E_IDENTITY",
      message: expect.stringMatching(/^S1 is somebody else: \d+ of 2\d\d genotypes differ/),
    });
    const { status, stdout } = await runInProcess([
      ..."analyse --genes GENE1 --quiet --identity".split(" "),
      others,
      vcf,
    ]);
    expect([status, stdout]).toEqual([65, ""]);
  });

  it("takes the other strand, the other build, two allele columns, commas, rsIDs alone", async () => {
    const other = (g: string): string => [...g].map((base) => COMPLEMENT[base] ?? base).join("");
    const on37 = fingerprintSites("GRCh37");
    const tables = {
      "strand.tsv": tableOf(anna, ({ chrom, pos }, g) => `${chrom} ${pos} ${other(g)}`),
      "build.csv": `SNP,Chr,Position,Allele1,Allele2\n${tableOf(anna, ({ chrom }, g, i) => `s${i},${chrom},${on37[i]?.pos},${g.charAt(0)},${g.charAt(1)}`)}`,
      "rsid.tsv": `rsid\tgenotype\n${tableOf(anna, (_, g, i) => `rs${9000 + i}\t${g.charAt(0)}/${g.charAt(1)}`)}`,
    };
    for (const [name, text] of Object.entries(tables)) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect([name, await checkOf(file(name, text))]).toMatchObject([name, passed]);
    }
  });

  it("too few genotypes are not checked, with a warning", async () => {
    const few = file(
      "few.tsv",
      tableOf(anna, ({ chrom, pos }, g) => `${chrom}\t${pos}\t${g}`)
        .split("\n")
        .slice(0, 20)
        .join("\n"),
    );
    const { log } = await analyseHere(asked({ "": few }));
    expect(await checkOf(few)).toMatchObject({ outcome: "not_checked" });
    expect(log.join()).toMatch(/warn: identity .*too few to tell/);
    const strict = analyseHere({ ...asked({ "": few }), strict: true });
    await expect(strict).rejects.toMatchObject({
      code: "E_INCOMPLETE",
      message: expect.stringMatching(/^--strict: .*identity .*too few to tell/),
    });
    await expect(analyseHere({ ...asked({ "": array }), strict: true })).resolves.toBeDefined();
  });

  it("takes of a table of several people the column of the one that is asked for", async () => {
    const header = (...people: string[]): string =>
      `#rsid\tchrom\tpos\tref\talt\t${people.join("\t")}\n`;
    const rows = (...people: number[][]): string =>
      sites
        .map((site, i) => {
          const genotypes = people.map((own) => letters(site, own[i] ?? 0));
          return [".", site.chrom, site.pos, site.ref, site.alt, ...genotypes].join("\t");
        })
        .join("\n");
    const table = (name: string, ...people: string[]): string =>
      file(name, header(...people) + rows(...people.map((id) => (id === "S1" ? anna : ben))));
    expect(await checkOf(table("last.tsv", "call", "S2", "S1"))).toMatchObject(passed);
    expect(await checkOf(table("first.tsv", "S1", "genotype"))).toMatchObject(passed);
    await expect(checkOf(table("neither.tsv", "S2", "S3"))).rejects.toMatchObject({
      code: "E_IDENTITY",
      message: "no genotype column for 'S1'",
      place: { line: 2 },
    });
    const wide = tableOf(anna, ({ chrom, pos }, g) => `${chrom},${pos},--,${g}`);
    expect(await checkOf(file("wide.csv", `Chr,Pos,S2,S1\n${wide}`))).toMatchObject(passed);
  });

  it("a panel of other SNPs is looked up by index", async () => {
    const snps = Array.from({ length: 60 }, (_, i) => ({
      pos: 5_000_000 + 1000 * i,
      count: 1 + (i % 2),
    }));
    const parts: Uint8Array[] = [];
    const writer = new IndexedVcfWriter((bytes) => parts.push(bytes));
    const text =
      headerText({ samples: ["S1"] }) +
      snps.map(({ pos, count }) => recordText({ pos, genotypes: [GT[count] ?? ""] })).join("\n");
    for (const line of text.split("\n")) writer.write(Buffer.from(line));
    const index = writer.finish();
    const path = join(folder, "indexed.vcf.gz");
    writeFileSync(path, Buffer.concat(parts));
    writeFileSync(`${path}.tbi`, index);
    const rows = (wrong: boolean): string =>
      snps
        .map(({ pos, count }) => `1\t${pos}\t${(count === 1) !== wrong ? "GA" : "AA"}`)
        .join("\n");
    expect(await checkOf(file("snps.tsv", rows(false)), [path])).toMatchObject(passed);
    await expect(checkOf(file("wrong.tsv", rows(true)), [path])).rejects.toMatchObject({
      code: "E_IDENTITY",
    });
  });

  it.each([
    ["no table", "what is this\nand this here\n", "no genotypes of SNVs", 1],
    ["a position that is none", "chrom\tpos\tgenotype\n1\tx\tAG\n", "no genotypes of SNVs", 2],
    ["nothing called", "chrom\tpos\tgenotype\n1\t5\t--\n", "no called genotypes", undefined],
    ["nothing at all", "", "no called genotypes", undefined],
  ])("E_IDENTITY: %s", async (name, text, message, line) => {
    const path = file(`${name}.tsv`, text);
    await expect(checkOf(path)).rejects.toMatchObject({
      code: "E_IDENTITY",
      message: expect.stringContaining(message),
      place: { path, ...(line === undefined ? {} : { line }) },
    });
  });

  it("E_USAGE: a person who is not there", async () => {
    await expect(analyseHere(asked({ S9: array }))).rejects.toMatchObject({ code: "E_USAGE" });
  });

  it("E_USAGE: a parent who is not sequenced; those who are, are named", async () => {
    const ped = file("duo.ped", "F1\tS1\t0\tM1\t1\t2\nF1\tM1\t0\t0\t2\t1\n");
    await expect(analyseHere({ ...asked({ M1: array }), ped })).rejects.toMatchObject({
      code: "E_USAGE",
      message: "--identity: 'M1' is not a sequenced member of the family",
      hint: "S1",
    });
  });
});

describe("panelist identity", () => {
  it("prints a table that --identity takes", async () => {
    const { stdout } = await runInProcess(["identity", vcf, "--quiet"]);
    const [build, head, first = ""] = stdout.split("\n");
    expect([build, head]).toEqual(["## GRCh38", "#rsid\tchrom\tpos\tref\talt\tgenotype"]);
    expect(first.split("\t").slice(1, 5)).toEqual(["1", "981169", "A", "G"]);
    expect(await checkOf(file("printed.tsv", stdout))).toMatchObject({ outcome: "passed" });
  });

  it("prints a table of a family that --identity takes for each of them", async () => {
    const both = vcfOf("family.vcf", [ben, anna]);
    const { stdout, stderr } = await runInProcess(["identity", both]);
    expect(stderr).not.toContain("too few");
    const printed = file("family.tsv", stdout);
    const ped = file("family.ped", "F\tS1\t0\t0\t1\t1\nF\tS2\t0\t0\t2\t2\n");
    const identity = { "": printed, S1: printed };
    const { text } = await analyseHere({ ...asked(identity, [both]), ped }, { format: "json" });
    const { sampleChecks } = JSON.parse(text) as ReportDocument;
    expect(sampleChecks.filter((c) => c.check === "identity")).toMatchObject([
      { subject: "S2", outcome: "passed" },
      { subject: "S1", outcome: "passed" },
    ]);
    await expect(
      analyseHere({ ...asked({ "": printed }), sex: { "": "female" } }),
    ).rejects.toMatchObject({ code: "E_IDENTITY" });
  });

  it("says where too few sites are told to know somebody by", async () => {
    const { stderr, status } = await runInProcess(["identity", bare, "--quiet"]);
    expect([status, stderr]).toEqual([
      0,
      "warning: 1 sample: too few of the 352 fixed sites have a genotype, so the person cannot be identified\n",
    ]);
  });
});

describe("a person in an archive", () => {
  const archive = join(folder, "cases");
  const ped = file("two.ped", "F\tS2\t0\t0\t2\t2\nF\tS1\t0\t0\t1\t1\n");
  const logOf = async (
    id: string,
    path: string,
    given = {},
    said = /genotypes are those|genotypes at the fixed sites/,
  ): Promise<string[]> => {
    initArchive(archive, new Date(0));
    const log: string[] = [];
    const about = {
      status: "open" as const,
      consent: { given: true, until: null },
      assay: undefined,
    };
    const add = { archive, id, ...about, by: "test", panelVersions: [] };
    await addCase(add, { ...DEFAULTS, ...asked({}, [path]), ...given }, quietIo(log));
    return log.filter((line) => said.test(line));
  };

  it("is known again under another case, whoever stands beside; nobody else is", async () => {
    expect(await logOf("A1", vcf)).toEqual([]);
    expect(await logOf("B1", vcfOf("ben.vcf", [ben]))).toEqual([]);
    expect(await logOf("C1", vcfOf("both.vcf", [person(5), anna]), { ped })).toEqual([
      "warn: case 'C1': 1 person of the family: the genotypes are those of somebody in case 'A1' (the same person, or an identical twin)",
    ]);
  });

  it("of whom too little is told is not known again, which is said", async () => {
    expect(await logOf("E1", bare)).toEqual([
      "warn: case 'E1': 1 person of the family: too few genotypes at the fixed sites to recognise them in another case",
    ]);
  });

  it("--strict keeps out whose identity could not be told, without a case", async () => {
    const unknown = file("unknown.tsv", "rsid\tgenotype\nrs1\tAG\n");
    const given = { identity: { "": unknown } };
    const said = /identity/;
    const strict = { ...given, strict: true };
    await expect(logOf("F1", vcf, strict)).rejects.toMatchObject({
      code: "E_INCOMPLETE",
      message:
        "--strict: identity (a sample): 0 of 0 genotypes differ from unknown.tsv: too few to tell",
    });
    expect(() => readCase(archive, "F1")).toThrow("no case");
    expect(await logOf("F1", vcf, given, said)).toEqual([
      "warn: identity (a sample): 0 of 0 genotypes differ from unknown.tsv: too few to tell",
    ]);
  });

  it("keeps fingerprints without names, and not the genotypes of the tally", () => {
    const [dataset] = readCase(archive, "C1").datasets;
    expect(dataset?.fingerprints?.genotypes).toHaveLength(2);
    expect(dataset?.fingerprints?.genotypes[0]).toMatch(/^[012.]{352}$/);
    expect(dataset?.tally).not.toHaveProperty("genotypes");
  });

  it("whoever is sequenced again must be who was sequenced before", async () => {
    const again = async (vcfs: string[]): Promise<string[]> => {
      const log: string[] = [];
      const fresh = { archive, case: "A1", vcfs, resequenced: true, by: "test" };
      await reannotate(fresh, quietIo(log));
      return log.filter((line) => /other genotypes|fixed sites|sequenced before/.test(line));
    };
    expect(await again([vcf])).toEqual([]);
    expect(await again([join(folder, "ben.vcf")])).toEqual([
      "warn: 1 person of the file: the genotypes match nobody sequenced before: check that it is this family's",
    ]);
    const unknown =
      "warn: 1 person of the file: too few genotypes at the fixed sites to show whether they were sequenced before";
    expect(await again([bare])).toEqual([unknown]);
    // And neither is anybody held against those of whom too little was told.
    expect(await again([vcf])).toEqual([unknown]);
  });

  it("E_IDENTITY keeps a wrong file out", async () => {
    const about = {
      status: "open" as const,
      consent: { given: true, until: null },
      assay: undefined,
    };
    const add = { archive, id: "D1", ...about, by: "test", panelVersions: [] };
    await expect(
      addCase(add, { ...DEFAULTS, ...asked({ "": others }) }, quietIo()),
    ).rejects.toMatchObject({ code: "E_IDENTITY" });
    expect(() => readCase(archive, "D1")).toThrow("no case");
  });
});
