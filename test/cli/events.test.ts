/** `panelist events` and `panelist inspect` of structural variants. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sharedData } from "../helpers/shared.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";
import { made } from "../structural/vcf.ts";

const folder = tempFolder();
const path = made(folder, {
  header: ["##source=GenerateSVCandidates 1.6.0", "##reference=GRCh38"],
  samples: ["child", "mother"],
  rows: [
    "chrX 31000000 MantaDEL:1 N <DEL> 9 MinQUAL END=31200000;SVTYPE=DEL GT:GQ:PR:SR 0/1:50:9,3:9,4 0/0:60:9,0:9,0",
    "chr2 500 MantaINS:1 N <INS> 9 PASS SVTYPE=INS;SVLEN=300 GT 1/1 0/1",
    "chr2 900 MantaBND:1 N N[chr7:1000[ 9 PASS SVTYPE=BND GT 0/1 ./.",
    "chr3 900 . N <DEL> 9 PASS SVTYPE=DEL;END=x GT 0/1 0/1",
  ],
});

describe("panelist events", () => {
  it("prints a line for each event, then what was read of each file", async () => {
    const { status, stdout } = await runInProcess(["events", path, "--sex", "child=male"]);
    const rows = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t"));
    const column = (name: string): number => rows[0]?.indexOf(name) ?? -1;
    const cells = (...names: string[]): (string | undefined)[][] =>
      rows.slice(1, 4).map((row) => names.map((name) => row[column(name)]));
    expect(status).toBe(0);
    expect(cells("event", "filters", "found_by", "records")).toEqual([
      ["2:500-501:INS:300", "PASS", "junction", "1:6:MantaINS:1"],
      ["2:900(+)~7:1000(-)", "PASS", "junction", "1:7:MantaBND:1"],
      ["X:31000001-31200000:DEL", "MinQUAL", "junction", "1:5:MantaDEL:1"],
    ]);
    expect(cells("child", "mother")).toEqual([
      ["carrier:hom", "carrier:het"],
      ["carrier:het", "unknown"],
      ["carrier:unknown reads=7", "reference reads=0"],
    ]);
    expect(rows.slice(4)).toEqual([
      ["# file 1", path, "kind=sv", "callers=Manta", "samples=2", "records=4", "in_events=3"],
      ["# no event", "sv_bad_place", "1"],
      ["# failed filter", "MinQUAL", "1"],
      ["# unreadable value", "END", "1"],
    ]);
  });

  it("counts no filter as failed that only informs of how GATK-SV found the call (SVE-10)", async () => {
    const harmless = "BOTHSIDES_SUPPORT;HIGH_SR_BACKGROUND;PESR_GT_OVERDISPERSION";
    const gatk = made(folder, {
      header: ["##reference=GRCh38"],
      rows: [
        `2 900 . N <DEL> 9 ${harmless};VARIABLE_ACROSS_BATCHES SVTYPE=DEL;END=2000 GT 0/1`,
        `2 9000 . N <DEL> 9 UNRESOLVED;HIGH_SR_BACKGROUND SVTYPE=DEL;END=9900 GT 0/0`,
      ],
    });
    const { stdout } = await runInProcess(["events", gatk]);
    const rows = stdout.split("\n").filter((line) => line.startsWith("# failed"));
    expect(rows).toEqual(["# failed filter\tUNRESOLVED\t1"]);
  });

  it("as BED: half-open, a junction as one base", async () => {
    const { stdout } = await runInProcess(["events", path, "--format", "bed"]);
    expect(stdout.split("\n")).toEqual([
      "chr2\t499\t500\t2:500-501:INS:300",
      "chr2\t899\t900\t2:900(+)~7:1000(-)",
      "chrX\t31000000\t31200000\tX:31000001-31200000:DEL",
      "",
    ]);
  });

  it("as BED: every chromosome by one kind of name, whichever end or file an event is read from", async () => {
    const bare = made(folder, {
      header: ["##reference=GRCh38"],
      rows: ["5 1000 . N <DEL> . PASS SVTYPE=DEL;END=2000 GT 0/1"],
    });
    const other = made(folder, {
      header: ["##reference=GRCh38"],
      // The first end is the mate's.
      rows: [
        "chr7 5000 . G G[CHR6:900[ . PASS SVTYPE=BND GT 0/1",
        "chr8 5000 . G G[chrUn_1:900[ . PASS SVTYPE=BND GT 0/1",
      ],
    });
    const named = async (...paths: string[]): Promise<string[]> => {
      const { stdout } = await runInProcess(["events", ...paths, "--format", "bed"]);
      return stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.split("\t")[0] ?? "");
    };
    expect(await named(other)).toEqual(["chr6", "chr8"]);
    expect(await named(other, bare)).toEqual(["chr5", "chr6", "chr8"]);
    expect(await named(bare, other)).toEqual(["5", "6", "8"]);
  });

  it("as JSON: every event with its records", async () => {
    const { stdout } = await runInProcess(["events", "--sv", path, "--format", "json"]);
    const { events, people, assembly } = JSON.parse(stdout) as {
      events: { key: string; members: { line: number; text?: string }[] }[];
      people: string[];
      assembly: string;
    };
    expect([people, assembly, events.map(({ key }) => key.slice(0, 2))]).toEqual([
      ["child", "mother"],
      "GRCh38",
      ["2:", "2:", "X:"],
    ]);
    expect(events[0]?.members.map(({ line, text }) => [line, text])).toEqual([[6, undefined]]);
  });

  it.each([
    [["events"], "no file given"],
    [["events", "--sv", "child="], "--sv 'child=' does not name a file"],
    [["events", "--sv", `child=${path}`], "has 2 samples, so it cannot be one person's"],
    [
      ["events", made(folder, { rows: ["5 1 . N <DEL> . . END=99 GT 0/1"] })],
      "the header does not state the build",
    ],
  ])("%s: %s", async (words, message) => {
    const { status, stderr } = await runInProcess(words);
    expect(status).toBeGreaterThan(0);
    expect(stderr).toContain(message);
  });

  it("who the people are may come of a pedigree", async () => {
    const { writeFileSync } = await import("node:fs");
    const ped = join(folder, "family.ped");
    writeFileSync(ped, "F\tchild\t0\tmother\t1\t2\nF\tmother\t0\t0\t2\t1\n");
    const { status, stdout } = await runInProcess(["events", path, "--ped", ped]);
    expect(status).toBe(0);
    expect(stdout.split("\n")[0]).toMatch(/\tchild\tmother\trecords$/);
  });
});

describe("panelist inspect", () => {
  it("names kind, callers, samples and counts of structural variants", async () => {
    const { status, stdout } = await runInProcess(["inspect", path]);
    expect(status).toBe(0);
    for (const row of [
      "kind\tplain",
      "content\tstructural variants",
      "callers\tManta",
      "samples\tchild mother",
      "records\t4",
      "events\t3, of 3 records",
      "no_event\tsv_bad_place 1",
      "index\tnone",
    ])
      expect(stdout.split("\n")).toContain(row);
  });

  it("names those among small variants too, with what analyse makes of them", async () => {
    const rows = [
      "1 500 . A C 9 PASS . GT 0/1",
      "1 900 . G T 9 PASS . GT 0/1",
      "1 950 . G GT 9 PASS . GT 0/1",
      "2 900 . N <DEL> 9 PASS SVTYPE=DEL;END=2000 GT 0/1",
      "3 900 . N <DEL> 9 PASS SVTYPE=DEL;END=2000 GT 0/0",
    ];
    const type = '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">';
    const mixed = made(folder, { header: ["##reference=GRCh38", type], rows });
    const { stdout } = await runInProcess(["inspect", mixed]);
    for (const row of [
      "content\tsmall variants, and structural variants among them",
      "structural_records\t2",
      "events\t1, of 1 record",
      "no_event\tsv_no_carrier 1",
      "index\tnone",
      "missing\tClinVar",
    ])
      expect(stdout).toContain(row);
    const alone = made(folder, { header: ["##reference=GRCh38", type], rows: rows.slice(0, 3) });
    expect((await runInProcess(["inspect", alone])).stdout).not.toMatch(/^(?:content|events)\t/m);
  });

  it.skipIf(sharedData === null)("of repeats, that they are not assessed", async () => {
    const { stdout } = await runInProcess([
      "inspect",
      join(sharedData ?? "", "events/str/ngsbits_straglr1.5.vcf"),
    ]);
    expect(stdout).toContain("content\trepeats\n");
    expect(stdout).toContain("missing\trepeats: recognised, but not assessed\n");
  });

  it
    .skipIf(sharedData === null)
    .each([
      "annotsv10_bad_TRA.vcf",
      "svdb_cnvkit_chr1_del.vcf",
      "kg_HG00096_wgs_mergedSV_GRCh37_all.vcf.gz",
    ])("%s", async (name) => {
    const { status, stdout } = await runInProcess([
      "inspect",
      join(sharedData ?? "", "events/callers", name),
    ]);
    expect([status, /^content\t(?:structural variants|copy numbers)$/m.test(stdout)]).toEqual([
      0,
      true,
    ]);
  });
});
