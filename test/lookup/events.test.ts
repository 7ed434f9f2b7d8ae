// Sources of events: what lies over or near an event, from VCFs as gnomAD-SV writes them, and from BEDs.
import { mkdtempSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { readDeclaration } from "../../src/lookup/index.ts";
import { inLowConfidence, populationsOf } from "../../src/lookup/events.ts";
import type { source } from "../../src/lookup/schema.ts";
import type { GenomicEvent, PopulationAnswer } from "../../src/structural/types.ts";
import { tabixIndex } from "../io/indexed.ts";
import { sharedData } from "../helpers/shared.ts";
import { sourceOf } from "../helpers/sources.ts";
import { tempFolder } from "../helpers/temp.ts";
import { event } from "../structural/events.ts";

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

const INFO = [
  "END,1,Integer",
  "SVTYPE,1,String",
  "SVLEN,1,Integer",
  "AF,A,Float",
  "AN,1,Integer",
  "N_HOMALT,1,Integer",
  "CHR2,1,String",
];
const HEAD = [
  "##fileformat=VCFv4.2",
  ...INFO.map((one) => {
    const [id = "", number = "", type = ""] = one.split(",");
    return `##INFO=<ID=${id},Number=${number},Type=${type},Description="x">`;
  }),
  "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
];

const asked = (file: string, given: object = {}): z.input<typeof source> => ({
  name: "gnomAD-SV",
  file,
  format: "vcf",
  match: "event",
  assembly: "GRCh38",
  fields: [
    { field: "AF", name: "af", as: "frequency" },
    { field: "AN", name: "an", as: "alleleNumber" },
    { field: "N_HOMALT", name: "hom", as: "homozygotes" },
  ],
  ...given,
});

const ask = (given: z.input<typeof source>, events: GenomicEvent[]): Promise<PopulationAnswer[]> =>
  populationsOf(sourceOf(given), events, {
    access: { cache: null, offline: false },
    remoteLookups: false,
    prefetched: [],
  });

test("what is over an event or near it, of its kind", async () => {
  const file = write("sv.vcf.gz", [
    ...HEAD,
    "1\t500\ta\tN\t<DEL>\t.\tPASS\tEND=90000;SVTYPE=DEL;AF=0.5;AN=20000;N_HOMALT=9",
    "1\t50000\tb\tN\t<DEL>\t.\tLOW_CALL_RATE\tEND=51000;SVTYPE=DEL;AF=0.25;AN=800",
    "1\t50000\tc\tN\t<DUP>\t.\tPASS\tEND=51000;SVTYPE=DUP;AF=0.1;AN=20000",
    "1\t52500\td\tN\t<INS:ME:ALU>\t.\tPASS\tEND=52501;SVTYPE=INS;SVLEN=280;AF=0.3;AN=20000",
    "1\t60000\te\tN\t<BND>\t.\tUNRESOLVED\tEND=60001;CHR2=15;SVTYPE=BND;AF=0.1;AN=20000",
    `1\t70000\tf\tA${"CGT".repeat(20)}\tA\t.\tPASS\tAF=0.01;AN=20000`,
    "2\t100\tg\tN\t<DEL>\t.\tPASS\tSVLEN=-400;AF=0.01;AN=20000",
  ]);
  const answers = await ask(asked(file), [
    event("DEL", "1", 50_101, 51_100),
    event("DUP", "1", 50_101, 51_100),
    event("INS", "1", 52_400, 52_401),
    event("DEL", "1", 70_002, 70_061),
    event("DEL", "2", 101, 500),
    event("DEL", "3", 101, 500),
  ]);
  const ids = answers.map(({ events }) => events?.map(({ id }) => id) ?? null);
  expect(ids).toEqual([["a", "b"], ["c"], ["d"], ["a", "f"], ["g"], null]);
  expect(answers[0]?.events?.[0]).toMatchObject({
    first: 501,
    last: 90_000,
    frequency: 0.5,
    alleleNumber: 20_000,
    homozygotes: 9,
    filters: [],
  });
  expect(answers[0]?.events?.[1]?.filters).toEqual(["LOW_CALL_RATE"]);
  expect(answers[2]?.events?.[0]).toMatchObject({ kind: "ME", inserted: "ALU", length: 280 });
  expect(answers[4]?.events?.[0]).toMatchObject({ first: 101, last: 500 });
  expect(answers[5]).toMatchObject({ events: null, why: "no record on chromosome 3" });
});

test.each([
  ["1\t5000x\ta\tN\t<DEL>\t.\tPASS\tEND=51000;AF=0.1", "'5000x' is not a position, in the row"],
  ["1\t50000\ta\tN\t<DEL>", "no INFO in the row"],
])("a row that cannot be read stops the look-up: %j", async (row, message) => {
  const before = "1\t40000\tb\tN\t<DEL>\t.\tPASS\tEND=61000;AF=0.1";
  const next = "1\t60000\tb\tN\t<DEL>\t.\tPASS\tEND=61000;AF=0.1";
  const file = write("sv.vcf.gz", [...HEAD, before, row, next]);
  await expect(ask(asked(file), [event("DEL", "1", 50_001, 51_000)])).rejects.toMatchObject({
    code: "E_KNOWLEDGE",
    message: expect.stringContaining(message),
  });
});

test("a figure below 0 is none, and a percentage is no frequency", async () => {
  const file = write("sv.vcf.gz", [
    ...HEAD,
    "1\t50000\ta\tN\t<DEL>\t.\tPASS\tEND=51000;SVTYPE=DEL;AF=-1;AN=-1;N_HOMALT=-1",
    "1\t50000\tb\tN\t<DEL>\t.\tPASS\tEND=51000;SVTYPE=DEL;AF=25;AN=20000;N_HOMALT=9",
  ]);
  const [answer] = await ask(asked(file), [event("DEL", "1", 50_001, 51_000)]);
  const none = { frequency: null, alleleNumber: null, homozygotes: null };
  expect(answer?.events).toMatchObject([none, { ...none, alleleNumber: 20_000, homozygotes: 9 }]);
});

test("case 46: a BED without chr, of which the start is counted from 0", async () => {
  const lines = [
    "#CHROM\tSTART\tEND\tSVLEN\tSVTYPE\tSOURCE\tSV_ID\tAF",
    "1\t1000\t2000\t1000\tDEL\tgnomAD\tid1\t0.2",
  ];
  const file = write("core.bed.gz", lines);
  const given = asked(file, {
    format: "bed",
    columns: { chrom: 1, pos: 2, end: 3, length: 4, type: 5, id: 7 },
    fields: [{ field: "AF", name: "af", as: "frequency" }],
  });
  const [answer] = await ask(given, [event("DEL", "1", 1001, 2000, { contig: "chr1" })]);
  expect(answer?.events).toMatchObject([{ id: "id1", first: 1001, last: 2000, frequency: 0.2 }]);
});

test("an export of svdb: its own name of the frequency, and breakends in brackets", async () => {
  const info = ["END,1,Integer", "SVTYPE,1,String", "OCC,1,Integer", "FRQ,1,Float"].map((one) => {
    const [id = "", number = "", type = ""] = one.split(",");
    return `##INFO=<ID=${id},Number=${number},Type=${type},Description="x">`;
  });
  const file = write("svdb.vcf.gz", [
    "##fileformat=VCFv4.1",
    ...info,
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
    "1\t1000\tcluster_1\tN\t<DEL>\t.\tPASS\tSVTYPE=DEL;END=2000;OCC=3;FRQ=0.03",
    "1\t5000\tcluster_2\tN\tN[15:7000[\t.\tPASS\tSVTYPE=BND;OCC=1;FRQ=0.01",
  ]);
  const given = asked(file, { fields: [{ field: "FRQ", name: "frq", as: "frequency" }] });
  const ends = [
    { chrom: "1", pos: 5000, strand: "+" as const },
    { chrom: "15", pos: 7000, strand: "-" as const },
  ];
  const [loss, bnd] = await ask(given, [
    event("DEL", "1", 1001, 2000),
    event("BND", "1", 5000, 5001, { ends }),
  ]);
  expect(loss?.events).toMatchObject([{ id: "cluster_1", frequency: 0.03 }]);
  expect(bnd?.events).toMatchObject([{ kind: "BND", frequency: 0.01, ends }]);
});

test("a file of none of our chromosomes is an error, not silence", async () => {
  const file = write("other.vcf.gz", [
    ...HEAD,
    "scaffold1\t500\t.\tN\t<DEL>\t.\tPASS\tEND=900;AF=0.5;AN=9",
  ]);
  await expect(ask(asked(file), [event("DEL", "1", 501, 900)])).rejects.toMatchObject({
    code: "E_KNOWLEDGE",
    message: "source 'gnomAD-SV' has no human chromosomes",
  });
});

test("a remote file is asked if that is allowed alone", async () => {
  const remote = asked("https://example.org/sv.vcf.gz");
  const [answer] = await ask(remote, [event("DEL", "1", 501, 900)]);
  expect(answer).toMatchObject({ events: null });
  expect(answer?.why).toMatch(/remote/);
});

describe("places of low confidence (SVC-03)", () => {
  const places = (file: string, given: object = {}): z.input<typeof source> => ({
    name: "segdups",
    file,
    format: "bed",
    match: "low_confidence",
    assembly: "GRCh38",
    columns: { chrom: 1, pos: 2, end: 3 },
    ...given,
  });
  const flags = async (
    given: z.input<typeof source>,
    events: GenomicEvent[],
  ): Promise<(boolean | null)[]> =>
    inLowConfidence(sourceOf(given), events, {
      access: { cache: null, offline: false },
      remoteLookups: false,
      prefetched: [],
    });

  test.each(["1\t1000\t15x0", "1\tx\t1500", "1\t1000"])(
    "a row whose ends cannot be read stops the look-up: %j",
    async (row) => {
      const file = write("segdups.bed.gz", ["1\t10\t20", row, "1\t5000\t5100"]);
      const own = [event("DEL", "1", 1001, 1100)];
      await expect(flags(places(file), own)).rejects.toMatchObject({
        code: "E_KNOWLEDGE",
        message: expect.stringContaining("is not a position, in the row"),
        place: { path: file },
      });
      expect(await flags(places(file, { onFailure: "not_assessed" }), own)).toEqual([null]);
    },
  );

  test("what a browser's BED begins with is no row", async () => {
    const file = write("segdups.bed.gz", ["track name=x", "browser hide all", "1\t1000\t1500"]);
    expect(await flags(places(file), [event("DEL", "1", 1001, 1100)])).toEqual([true]);
  });

  test("70 % of an event, in places that overlap; either end of a breakend", async () => {
    const rows = ["1\t1000\t1500", "1\t1400\t1700", "1\t5000\t5100"];
    const file = write(
      "segdups.bed.gz",
      rows.map((row) => `${row}\tN\t.\t.\t.\t.`),
    );
    const ends = [
      { chrom: "2", pos: 77, strand: "+" as const },
      { chrom: "1", pos: 5050, strand: "-" as const },
    ];
    const own = [
      event("DEL", "1", 1001, 2000),
      event("DEL", "1", 1001, 2001),
      event("INS", "1", 5099, 5100),
      event("BND", "2", 77, 78, { ends }),
      event("DEL", "3", 1001, 1002),
    ];
    expect(await flags(places(file), own)).toEqual([true, false, true, true, false]);
  });

  test("a source that cannot be read stops the run, or leaves it open if it is declared so", async () => {
    const own = [event("DEL", "1", 1001, 2000)];
    await expect(flags(places("absent.bed.gz"), own)).rejects.toThrow(/segdups/);
    const given = places("absent.bed.gz", { onFailure: "not_assessed" });
    expect(await flags(given, own)).toEqual([null]);
  });
});

describe("what a declaration of events lacks", () => {
  const fault = (given: object): string => {
    const declared = { schema: "panelist.sources", version: 1, sources: [given] };
    try {
      readDeclaration(JSON.stringify(declared), "sources.json");
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };
  test.each([
    [
      { columns: { chrom: 1, pos: 2 }, format: "tsv" },
      "'gnomAD-SV' is a table of events: its columns end and type must be given",
    ],
    [{ format: "echtvar" }, "'gnomAD-SV' cannot hold events: echtvar's files hold alleles"],
    [
      { fields: [{ field: "AF", name: "af" }] },
      `'gnomAD-SV' holds events: one of its fields must be given as "frequency"`,
    ],
    [
      { match: undefined, format: "bed", columns: { chrom: 1, pos: 2 } },
      `'gnomAD-SV' is a BED file: these hold events or regions, so add "match": "event" or "low_confidence"`,
    ],
    [{ fields: [], match: undefined }, "'gnomAD-SV' has no fields: name those to be read"],
    [
      { match: "low_confidence", format: "bed", columns: { chrom: 1, pos: 2 } },
      "'gnomAD-SV' holds regions: it must be a BED file, with the columns chrom, pos and end",
    ],
  ])("%j", (given, expected) => {
    expect(fault(asked("f.gz", given))).toBe(expected);
  });
});

test.skipIf(sharedData === null)("gnomAD-SV's own lines", async () => {
  const path = join(sharedData ?? "", "events/freq/gnomad_v2.1_sv.sites.200lines.vcf.gz");
  const lines = gunzipSync(readFileSync(path)).toString("latin1").trimEnd().split("\n");
  const file = write("gnomad.vcf.gz", lines);
  const [loss, states] = await ask(asked(file, { assembly: "GRCh37" }), [
    event("DEL", "1", 21_001, 26_000),
    event("DUP", "1", 46_001, 111_250),
  ]);
  expect(loss?.events?.[0]).toMatchObject({
    id: "gnomAD-SV_v2.1_DEL_1_1",
    frequency: 0.016073,
    alleleNumber: 8586,
    filters: ["UNSTABLE_AF_PCRMINUS", "LOW_CALL_RATE"],
  });
  const gain = states?.events?.find(({ id }) => id === "gnomAD-SV_v2.1_MCNV_1_1");
  expect(gain?.frequency).toBeCloseTo(0.285339, 6);
});
