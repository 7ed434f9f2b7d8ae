/** Records to events: place, length, kind. Numbers in names are those of docs/rules.md and of the tricky cases. */
import { describe, expect, it } from "vitest";
import { writtenAs } from "../../src/structural/index.ts";
import type { EventsRead, FileKind } from "../../src/structural/types.ts";
import { tempFolder } from "../helpers/temp.ts";
import { child, keysOf, made, only, read, readAll } from "./vcf.ts";

const folder = tempFolder();
const gt = "GT 0/1";

/** What one record is: its key, or why it is no event. */
async function of(row: string, options: Parameters<typeof read>[2] = {}): Promise<string> {
  const { events, files } = await read(folder, { rows: [row] }, options);
  return events[0]?.key ?? Object.keys(files[0]?.dropped ?? {}).join();
}

describe("the place of a symbolic record, and its name (SVE-01 to SVE-03, SVE-26)", () => {
  it.each([
    ["END", `5 1000 . N <DEL> . PASS END=2000;SVTYPE=DEL ${gt}`, "5:1001-2000:DEL"],
    [
      "END over SVLEN (28)",
      `5 134858794 . N <DEL> . PASS END=135099433;SVTYPE=DEL;SVLEN=-269958227 ${gt}`,
      "5:134858795-135099433:DEL",
    ],
    [
      "SVLEN without END (86)",
      `5 1000 . N <DEL> . PASS SVCLAIM=D;SVLEN=100000 ${gt}`,
      "5:1001-101000:DEL",
    ],
    ["SVLEN of either sign", `5 1000 . N <DUP> . PASS SVLEN=-500 ${gt}`, "5:1001-1500:DUP"],
    [
      "END before POS is none",
      `5 1000 . N <DEL> . PASS END=900;SVLEN=-200 ${gt}`,
      "5:1001-1200:DEL",
    ],
    ["no end at all (29)", `5 1000 . N DEL . PASS SVTYPE=DEL ${gt}`, "sv_bad_place"],
    [
      "an end that is no number (67c)",
      `2 3000 . T <DUP> . PASS END=5000EXTRA=DUP_PAIRED ${gt}`,
      "sv_bad_place",
    ],
    [
      "-999 of the joint gCNV (42)",
      `1 4124001 . N <DEL> . . END=4125000;SVTYPE=DEL;SVLEN=-999 ${gt}`,
      "1:4124002-4125000:DEL",
    ],
    [
      "a large inversion with SVLEN=0 (31)",
      `12 25803195 . N <INV> . PASS END=125316602;SVLEN=0;SVTYPE=INV ${gt}`,
      "12:25803196-125316602:INV",
    ],
    [
      "less than a bin beyond the chromosome (GRCh38: 46709983)",
      `21 46700000 . N <DEL> . PASS END=46711000 ${gt}`,
      "21:46700001-46709983:DEL",
    ],
    [
      "so by SVLEN, of a base",
      `21 46700000 . N <DUP> . PASS SVLEN=9984 ${gt}`,
      "21:46700001-46709983:DUP",
    ],
    [
      "more than a bin beyond it",
      `21 46700000 . N <DEL> . PASS END=46712000 ${gt}`,
      "sv_bad_place",
    ],
    ["all of it beyond", `21 46709984 . N <DEL> . PASS END=46711000 ${gt}`, "sv_bad_place"],
    ["beyond the chromosome", `5 1000 . N <DEL> . PASS END=999999999 ${gt}`, "sv_bad_place"],
    [
      "POS beyond the chromosome",
      `21 134858794 . N <DEL> . PASS END=134859794 ${gt}`,
      "sv_bad_place",
    ],
    ["of another contig", `GL000220.1 1000 . N <DEL> . PASS END=2000 ${gt}`, "sv_other_contig"],
    ["of the mitochondrion", `MT 8469 . N <DEL> . PASS END=13446 ${gt}`, "sv_not_assessed_kind"],
    [
      "a union of parts",
      `3 1000 . N <CPX> . PASS END=1400;CPX_INTERVALS=DUP_chr3:800-1000,INV_chr3:1000-2000 ${gt}`,
      "3:801-2000:CPX",
    ],
  ])("%s", async (_, row, key) => expect(await of(row)).toBe(key));

  it("END and SVLEN that differ are told", async () => {
    const row = `5 1000 . N <DEL> . PASS END=2000;SVLEN=-400 ${gt}`;
    const event = only(await read(folder, { rows: [row] }));
    expect([event.length, event.flags]).toEqual([1000, ["length_disagrees"]]);
  });
});

describe("the kind (SVE-04)", () => {
  it.each([
    ["<DUP:TANDEM>", "", "DUP"],
    ["<DUP:INT>", "", "DUP"],
    ["<INVDUP>", "", "CPX"],
    ["<CN0>", "", "DEL"],
    ["<CN=0>", "", "DEL"],
    ["<DEL:ME:ALU>", "", "DEL"],
    ["<DEL:SVSIZE=350:AGGREGATED>", "", "DEL"],
    ["DEL", "", "DEL"],
    ["<DEL>", "SVTYPE=CNV;", "DEL"],
    ["<DEL>", "SVTYPE=BND;", "DEL"],
    ["<LOH>", "", "LOH"],
    ["<SV>", "SVTYPE=DUP;", "DUP"],
  ])("%s %s is %s", async (alt, type, kind) => {
    const row = `5 1000 . N ${alt} . PASS ${type}END=2000 ${gt}`;
    expect(await of(row)).toBe(`5:1001-2000:${kind}`);
  });

  it.each([
    ["<INS:ME:ALU>", "SVLEN=280", "5:1000-1001:ME:ALU", "ALU"],
    ["<INS:ME:LINE1>", "SVLEN=6000", "5:1000-1001:ME:L1", "L1"],
    ["<INS:ME>", "MEINFO=SVA,1,2,+", "5:1000-1001:ME:SVA", "SVA"],
    ["<INS>", "SVTYPE=INS;SVLEN=63", "5:1000-1001:INS:63", null],
    ["<INS>", "SVTYPE=INS;SVINSSEQ=ACGTACGTAC", "5:1000-1001:INS:10", "ACGTACGTAC"],
    ["<INS>", "SVTYPE=INS;LEFT_SVINSSEQ=ACG;RIGHT_SVINSSEQ=TTT", "5:1000-1001:INS", null],
  ])("an insertion %s %s (SVE-08)", async (alt, info, key, inserted) => {
    const event = only(await read(folder, { rows: [`5 1000 . N ${alt} . PASS ${info} ${gt}`] }));
    expect([event.key, event.inserted]).toEqual([key, inserted]);
    // Known at its ends alone: at least so many bases.
    const ends = info.includes("LEFT_") ? ["partly_assembled:6"] : [];
    expect(event.flags).toEqual(ends);
  });

  it.each([
    ["<STR12>", "sv_not_assessed_kind"],
    ["<CNV:TR>", "sv_not_assessed_kind"],
    ["<WHAT>", "sv_not_assessed_kind"],
    ["<NON_REF>", "sv_reference_segment"],
    [".", "sv_reference_segment"],
  ])("%s is no event: %s", async (alt, reason) =>
    expect(await of(`5 1000 . N ${alt} . PASS END=2000 ${gt}`)).toBe(reason),
  );
});

describe("full sequences (SVI-03)", () => {
  const bases = "ACGTGCATTC".repeat(6);
  const at = async (ref: string, alt: string, kind: FileKind = "sv"): Promise<string> => {
    const { events, files } = await read(folder, {
      header: kind === "sv" ? ["##source=GenerateSVCandidates 1.6.0"] : [],
      rows: [
        `5 1000 MantaX ${ref} ${alt} . PASS ${kind === "sv" ? "SVTYPE=X" : "DP=3"} ${gt}`,
        ...(kind === "sv" ? [`5 9 . N <DEL> . PASS END=99;SVTYPE=DEL GT 0/0`] : []),
      ],
    });
    return events[0]?.key ?? Object.keys(files[0]?.dropped ?? {}).join();
  };

  it("are trimmed, from 50 bases on", async () => {
    expect(await at(`A${bases}`, "A")).toBe("5:1001-1060:DEL");
    expect(await at("A", `A${bases}`)).toBe("5:1000-1001:INS:60");
    expect(await at(`AA${bases}`, "AA")).toMatch(/^5:100[12]-106[01]:DEL$/);
    // A deletion with two bases in its place.
    expect(await at(`A${bases}`, "ATG")).toMatch(/:DEL$/);
    expect(await at(`A${bases.slice(0, 40)}`, "A")).toBe("sv_too_short,sv_no_carrier");
  });

  it("of a file of small variants stay small variants", async () => {
    expect(await at(`A${bases}`, "A", "small")).toBe("sv_small_allele");
  });
});

describe("breakends (SVE-06, SVE-26)", () => {
  const none = "GT 0/1";
  it.each([
    ["N[p[ to the right", "12 3000 . T T[12:5000[", "12:3001-4999:DEL"],
    ["]p]N from the right", "12 5000 . T ]12:3000]T", "12:3001-4999:DEL"],
    ["]p]N to the right", "2 3000 . T ]2:5000]T", "2:3000-5000:DUP"],
    ["N]p]", "3 2999 . T T]3:5000]", "3:3000-5000:INV"],
    ["[p[N", "3 3000 . T [3:5001[T", "3:3000-5000:INV"],
    ["two chromosomes", "2 321682 . T ]13:123456]T", "2:321682(-)~13:123456(+)"],
    ["the mate of it", "13 123456 . C C[2:321682[", "2:321682(-)~13:123456(+)"],
    ["any case (CHR12)", "chr13 48856830 . A A]CHR12:34017352]", "12:34017352(+)~13:48856830(+)"],
    ["inserted bases (38)", "1 14326984 . A [4:176102157[GATA", "1:14326984(-)~4:176102157(-)"],
    ["X and an autosome (35)", "20 100 . N N[X:63756939[", "20:100(+)~X:63756939(-)"],
    ["neighbours with nothing between (67d)", "15 53040041 . T T[15:53040042[", "sv_too_short"],
    [
      "neighbours with bases between",
      "13 53040041 . T TATATATATACACAC[13:53040042[",
      "13:53040041-53040042:INS:14",
    ],
    ["a single one (37)", "1 30859118 . C .GCCGAGACTGC", "1:30859118(-)"],
    ["a single one to the right", "1 30859118 . C CGCC.", "1:30859118(+)"],
    ["a contig with colons", "6 100 . C C[HLA-A*01:01:01:5[", "6:100(+)~HLA-A*01:01:01:5(-)"],
    ["both on other contigs", "GL1 100 . C C[GL2:5[", "sv_other_contig"],
    ["far apart on one chromosome", "1 1000000 . C C[1:90000000[", "1:1000000(+)~1:90000000(-)"],
    ["no place", "1 1000 . C C[1[", "sv_bad_place"],
  ])("%s", async (_, place, key) =>
    expect(await of(`${place} . PASS SVTYPE=BND ${none}`, { assembly: "GRCh37" })).toBe(key),
  );

  it.each([
    [
      "CHR2 and END with CT (30)",
      "CHR2=chr12;END=34017352;CT=3to3",
      "12:34017352(+)~13:48856830(+)",
      [],
    ],
    [
      "END2 (GATK-SV)",
      "CHR2=chr19;END=48856831;END2=54405991;STRANDS=+-",
      "13:48856830(+)~19:54405991(-)",
      [],
    ],
    [
      "without an orientation",
      "CHR2=chr19;END=54405991",
      "13:48856830(+)~19:54405991(-)",
      ["orientation_unknown"],
    ],
  ])("symbolic, by %s", async (_, info, key, flags) => {
    const row = `chr13 48856830 . N <BND> . PASS SVTYPE=BND;${info} ${none}`;
    const event = only(await read(folder, { rows: [row] }, { assembly: "GRCh37" }));
    expect([event.key, event.flags, event.length]).toEqual([key, flags, null]);
  });

  it.each(["hs37d5", "chrUn_JTFH01000294v1_decoy", "6_ssto_hap7", "HLA-A*01:01", "chrEBV", "MT"])(
    "a junction with %s is told",
    async (contig) => {
      const row = `13 48856830 . T T[${contig}:500[ . PASS SVTYPE=BND ${none}`;
      const event = only(await read(folder, { rows: [row] }, { assembly: "GRCh37" }));
      expect([event.kind, event.chrom, event.flags]).toEqual([
        "BND",
        "13",
        ["end_off_chromosomes"],
      ]);
    },
  );

  it("the two mates are one event, and so is one of them alone", async () => {
    const rows = [
      "12 3000 a T T[12:5000[ . PASS SVTYPE=BND;MATEID=b GT 0/1",
      "12 5000 b T ]12:3000]T . FAIL SVTYPE=BND;MATEID=a GT 0/1",
    ];
    const both = only(await read(folder, { rows }));
    expect([both.key, both.members.length, both.failedFilters]).toEqual([
      "12:3001-4999:DEL",
      2,
      [],
    ]);
    for (const row of rows) expect(keysOf(await read(folder, { rows: [row] }))).toEqual([both.key]);
  });
});

it("an end that was drawn back to the chromosome's is told", async () => {
  const rows = ["46711000", "46709983"].map(
    (end) => `21 46700000 . N <DEL> . PASS END=${end} GT 0/1`,
  );
  const flags = await Promise.all(
    rows.map(async (row) => only(await read(folder, { rows: [row] })).flags),
  );
  expect(flags).toEqual([["end_beyond_chromosome"], []]);
});

describe("inversions (SVE-07)", () => {
  const inversion = async (...infos: string[]): Promise<string[]> =>
    (
      await read(folder, {
        rows: infos.map(
          (info, i) => `4 ${1000 + i} . C <INV> . PASS END=${5000 + i};${info} GT 0/1`,
        ),
      })
    ).events.map(({ key, flags }) => [key, ...flags].join(" "));

  it("one junction alone is told", async () => {
    expect(await inversion("SVTYPE=INV;INV3")).toEqual(["4:1001-5000:INV one_junction"]);
    expect(await inversion("SVTYPE=INV")).toEqual(["4:1001-5000:INV"]);
  });

  it.each([
    ["cuteSV", "STRAND=++", "STRAND=--"],
    ["Severus", "STRANDS=++", "STRANDS=--"],
    ["LUMPY", "STRANDS=++:8,--:0", "STRANDS=++:0,--:5"],
    ["Delly", "CT=3to3", "CT=5to5"],
  ])("by the sides that %s names", async (_, first, second) => {
    for (const info of [first, second])
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await inversion(`SVTYPE=INV;${info}`)).toEqual(["4:1001-5000:INV one_junction"]);
    expect(await inversion(`SVTYPE=INV;${first}`, `SVTYPE=INV;${second}`)).toEqual([
      "4:1001-5000:INV",
    ]);
  });

  it("one record may have both, or tell the strands of reads", async () => {
    for (const info of ["STRANDS=++:8,--:5", "STRAND=+-", "STRAND=+", "STRANDS=+-"])
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await inversion(`SVTYPE=INV;${info}`)).toEqual(["4:1001-5000:INV"]);
  });

  it("two that face each other are one whole inversion", async () => {
    expect(await inversion("SVTYPE=INV;INV3", "SVTYPE=INV;INV5")).toEqual(["4:1001-5000:INV"]);
    expect(await inversion("SVTYPE=INV;CT=3to3", "SVTYPE=INV;CT=5to5")).toHaveLength(1);
    expect(await inversion("SVTYPE=INV;INV3", "SVTYPE=INV;INV3")).toHaveLength(2);
  });
});

describe("both junctions of an inversion (SVE-07)", () => {
  const whole = (key: string, records: number): object => ({ key, flags: [], ends: [], records });
  const told = async (...rows: string[]): Promise<object[]> =>
    (await read(folder, { rows: rows.map((row) => `${row} GT 0/1`) })).events.map(
      ({ key, flags, ends, members }) => ({ key, flags, ends, records: members.length }),
    );
  /** As Manta writes one since 1.6: four breakends of one event, nothing lost at its ends. */
  const breakends = (from: number, to: number, [low, high] = [0, 0]): string[] =>
    [
      [from, "a", `C]4:${to}]`, "b"],
      [to, "b", `C]4:${from}]`, "a"],
      [from + 1 + low, "c", `[4:${to + 1 + high}[C`, "d"],
      [to + 1 + high, "d", `[4:${from + 1 + low}[C`, "c"],
    ].map(
      ([pos, id, alt, mate]) => `4 ${pos} ${id} C ${alt} . PASS SVTYPE=BND;MATEID=${mate};EVENT=e`,
    );

  it("are one whole inversion where they name the same bases", async () => {
    expect(await told(...breakends(1000, 5000))).toEqual([whole("4:1001-5000:INV", 4)]);
    const [a = "", , c = ""] = breakends(1000, 5000);
    expect(await told(a, c)).toEqual([whole("4:1001-5000:INV", 2)]);
    const record = (info: string): string => `4 1000 . C <INV> . PASS END=5000;${info}`;
    expect(await told(record("INV3"), record("INV5"))).toEqual([whole("4:1001-5000:INV", 2)]);
    expect(await told(record("INV3"), record("SVTYPE=INV"))).toEqual([whole("4:1001-5000:INV", 2)]);
    const half = { flags: ["one_junction"], records: 2 };
    expect(await told(record("INV3"), record("INV3"))).toMatchObject([half]);
  });

  it("of one EVENT are one however much is lost at its ends, of two they are not", async () => {
    const far = breakends(1000, 50_000, [5000, 7000]);
    expect(await told(...far)).toEqual([whole("4:1001-50000:INV", 4)]);
    const other = far.map((row, i) => (i < 2 ? row : row.replace("EVENT=e", "EVENT=f")));
    expect((await told(...other)).length).toBe(2);
    // Another place, or another chromosome, is another inversion.
    const apart = [...breakends(1000, 2000).slice(0, 2), ...breakends(90_000, 99_000).slice(2)];
    expect((await told(...apart)).length).toBe(2);
  });

  it("count where the patient has both, whatever the mother has", async () => {
    const rows = (second: string): string[] =>
      ["++ GT 0/1 0/0", `-- GT ${second}`].map(
        (end) => `4 1000 . C <INV> . PASS END=5000;STRANDS=${end}`,
      );
    const samples = ["child", "mother"];
    const flags = async (second: string): Promise<string[]> =>
      only(await readAll([{ path: made(folder, { samples, rows: rows(second) }) }])).flags;
    expect(await flags("0/1 0/1")).toEqual([]);
    expect(await flags("0/0 0/1")).toContain("one_junction");
  });

  it("may be of two callers", async () => {
    const files = ["INV3", "INV5"].map((info, i) => ({
      path: made(folder, {
        header: [`##source=${i === 0 ? "Manta" : "Delly"}`],
        rows: [`4 ${1000 + i} . C <INV> . PASS END=${5000 + i};SVTYPE=INV;${info} GT 0/1`],
      }),
    }));
    const event = only(await readAll(files, child()));
    expect([event.flags, event.ends, event.members.length]).toEqual([[], [], 2]);
  });
});

describe("uncertainty (SVE-09)", () => {
  it.each([
    ["CIPOS=-10,20;CIEND=-3,4", [-10, 20], [-3, 4]],
    ["HOMLEN=4", [0, 4], [0, 4]],
    ["IMPRECISE", [-150, 150], [-150, 150]],
    ["CIPOS=(0,166417);CIEND=(160417,194588)", [0, 166417], [0, 194588]],
    ["CIPOS=.,145006", [0, 145006], [0, 0]],
    ["CIPOS=x,5", [0, 5], [0, 0]],
  ])("%s", async (info, first, last) => {
    const row = `5 1000 . N <DEL> . PASS END=2000;${info} ${gt}`;
    const event = only(await read(folder, { rows: [row] }));
    expect([event.ciFirst, event.ciLast]).toEqual([first, last]);
  });

  it("a bin of a depth caller", async () => {
    const rows = ["5 1000 DRAGEN:LOSS:5 N <DEL> 99 PASS END=11000 GT:SM:CN:BC 0/1:0.5:1:10"];
    const event = only(await read(folder, { rows }));
    expect([event.claim, event.precise, event.ciFirst]).toEqual(["depth", false, [-1000, 1000]]);
  });
});

describe("at a telomere, which is written as 0", () => {
  it.each([
    ["5 1000 . N N[1:0[ . PASS SVTYPE=BND", "1:1(-)~5:1000(+)"],
    ["1 0 . N ]5:1000]N . PASS SVTYPE=BND", "1:1(-)~5:1000(+)"],
    ["1 0 . N .ACG . PASS SVTYPE=BND", "1:1(-)"],
    ["1 0 . N <INS> . PASS SVTYPE=INS;SVLEN=99", "1:1-1:INS:99"],
    ["1 0 . N <DEL> . PASS SVTYPE=DEL;END=900", "1:1-900:DEL"],
  ])("%s is of the first base", async (row, key) => {
    const { first, last, ends, ...event } = only(await read(folder, { rows: [`${row} ${gt}`] }));
    expect(event.key).toBe(key);
    expect(Math.min(first, last, ...ends.map(({ pos }) => pos))).toBeGreaterThan(0);
  });
});

describe("an event as a row has it", () => {
  const rowOf = (events: EventsRead): string => {
    const { pos, ref, alt } = writtenAs(only(events));
    return [only(events).contig, pos, ref, alt].join(" ");
  };

  // The first end is at 2:500; records are of the second.
  it.each([
    ["chr5 1000 . G ]chr2:500]G", "chr2 500 N N[chr5:1000["],
    ["chr5 1000 . G G[chr2:500[", "chr2 500 N ]chr5:1000]N"],
    ["chr5 1000 . G G]chr2:500]", "chr2 500 N N]chr5:1000]"],
    ["chr5 1000 . G [chr2:500[G", "chr2 500 N [chr5:1000[N"],
    ["chr5 1000 . G ]chr2:500]ACG", "chr2 500 N NAC[chr5:1000["],
    ["chr5 1000 . G G]2:500]", "chr2 500 N N]chr5:1000]"],
    ["chr5 1000 . G GAAC]chr2:500]", "chr2 500 N NGTT]chr5:1000]"],
    ["chr5 1000 . G [chr2:500[AACG", "chr2 500 N [chr5:1000[GTTN"],
    // A record of the first end is told as it is.
    ["chr2 500 . t t[chr5:1000[", "chr2 500 T t[chr5:1000["],
    ["chr2 500 . T ]chr5:1000]T", "chr2 500 T ]chr5:1000]T"],
    ["chr2 0 . T ]chr5:1000]T", "chr2 1 T ]chr5:1000]T"],
    ["chr5 1000 . G .ACG", "chr5 1000 G .ACG"],
  ])("a breakend is all of its first end: %s", async (record, row) => {
    const asked = `${record} . PASS SVTYPE=BND ${gt}`;
    const events = await read(folder, { rows: [asked] });
    expect(rowOf(events)).toBe(row);
    // A record of the row is the same event, with the bases of the other strand where it is read from there.
    const [contig, pos, ref, alt] = row.split(" ");
    const again = await read(folder, { rows: [`${contig} ${pos} . ${ref} ${alt} . PASS . ${gt}`] });
    expect(keysOf(again)).toEqual(keysOf(events));
  });

  it("of both ends the first one's record is told, though the other is the better", async () => {
    const rows = [
      `2 500 a T T[5:1000[ 10 PASS SVTYPE=BND;MATEID=b ${gt}`,
      `5 1000 b G ]2:500]G 90 PASS SVTYPE=BND;MATEID=a ${gt}`,
    ];
    const events = await read(folder, { rows });
    expect(only(events).members[0]?.id).toBe("b");
    expect(rowOf(events)).toBe("2 500 T T[5:1000[");
  });

  it("a breakend without brackets is a symbol at its first end", async () => {
    const row = `5 1000 . G <TRA> . PASS SVTYPE=TRA;CHR2=2;END=500;CT=3to5 ${gt}`;
    expect(rowOf(await read(folder, { rows: [row] }))).toBe("2 500 N <TRA>");
  });

  it.each([
    ["5 1000 . g <DEL> . PASS SVTYPE=DEL;END=2000", "5 1000 G <DEL>"],
    ["5 1000 . G <INS:ME:ALU> . PASS SVTYPE=INS", "5 1000 G <INS:ME:ALU>"],
  ])("%s", async (record, row) => {
    expect(rowOf(await read(folder, { rows: [`${record} ${gt}`] }))).toBe(row);
  });
});
