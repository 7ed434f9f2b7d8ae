/** Copies and genotypes, and which callers are believed in what (SVE-11 to SVE-17, SVE-19, SVE-20). Numbers: the tricky cases. */
import { describe, expect, it } from "vitest";
import type { Sex } from "../../src/pedigree/types.ts";
import { readEvents } from "../../src/structural/index.ts";
import type { EventsRead } from "../../src/structural/types.ts";
import { parseHeader } from "../../src/vcf/index.ts";
import { tempFolder } from "../helpers/temp.ts";
import { child as onePerson, made, only, read, readAll, said, textOf, trio } from "./vcf.ts";

const folder = tempFolder();
const GCNV = "GT:CN:NP:QA:QS:QSE:QSS";
const DRAGEN = "GT:SM:CN:BC";

/** Kind, zygosity, copies and flags of a row's only call; why there is no event. */
async function call(row: string, sex: Sex = "female"): Promise<string> {
  const told = await read(folder, { rows: [row] }, { sex, assembly: "GRCh37" });
  const [event] = told.events;
  if (event === undefined) return Object.keys(told.files[0]?.dropped ?? {}).join();
  const [first] = event.calls;
  return [event.kind, first?.zygosity, first?.copies, ...(first?.flags ?? [])].join(" ");
}

describe("copies of depth callers (SVE-12, SVE-14)", () => {
  it.each([
    [
      "one of two",
      `1 1000 . N <DEL> . PASS END=90000;SVTYPE=CNV ${DRAGEN} 0/1:0.5:1:40`,
      "DEL het 1",
    ],
    [
      "none of two",
      `1 1000 . N <DEL> . PASS END=90000;SVTYPE=CNV ${DRAGEN} 1/1:0:0:40`,
      "DEL hom 0",
    ],
    [
      "three of two by ./1 (17)",
      `1 1000 . N <DUP> . PASS END=90000;SVTYPE=CNV ${DRAGEN} ./1:1.5:3:40`,
      "DUP het 3",
    ],
    [
      "two more",
      `1 1000 . N <DUP> . PASS END=90000;SVTYPE=CNV ${DRAGEN} ./1:2:4:40`,
      "DUP het_or_hom 4",
    ],
    [
      "as expected",
      `1 1000 . N <DUP> . PASS END=90000;SVTYPE=CNV ${DRAGEN} 0/1:1:2:40`,
      "sv_neutral_copy_number",
    ],
    [
      "genotype and copies disagree",
      `1 1000 . N <DEL> . PASS END=90000;SVTYPE=CNV ${DRAGEN} 1/1:0.5:1:40`,
      "DEL het 1 gt_cn_disagree",
    ],
    [
      "between none and one (SVE-19)",
      `1 1000 . N <DEL> . PASS END=90000;SVTYPE=CNV ${DRAGEN} 0/1:0.7:1:40`,
      "DEL het 1 possible_mosaic",
    ],
    [
      "a segment without a change (16)",
      `1 1000 DRAGEN:REF:1 N . . PASS END=90000;SVTYPE=CNV ${DRAGEN} ./.:1:2:40`,
      "sv_reference_segment",
    ],
    [
      "loss and gain that balance (76)",
      `1 1000 DRAGEN:GAINLOH:1 N <DEL>,<DUP> . PASS END=90000;SVTYPE=CNV ${DRAGEN} 1/2:1:2:40`,
      "LOH hom ",
    ],
  ])("DRAGEN: %s", async (_, row, told) => expect(await call(row)).toBe(told));

  it.each([
    ["neutral (18)", "1 30365", "30503", "0:2:1:116:116:116:116", "sv_neutral_copy_number"],
    ["a gain by the second ALT", "1 1022518", "1022558", "2:3:1:23:23:23:23", "DUP het 3"],
    ["a weak one", "1 976042", "976262", "2:5:1:7:7:7:7", "DUP het_or_hom 5 low_quality"],
    ["a loss", "1 69088", "70010", "1:1:1:131:131:131:131", "DEL het 1"],
    ["PAR of a male (19)", "X 205397", "1484147", "0:1:56:110:116:170:147", "sv_no_carrier"],
    ["a gain on a male's X (20)", "X 2838639", "2838766", "2:2:1:90:90:90:90", "DUP hemi 2"],
    [
      "one copy of a male's X",
      "X 2986139",
      "7177815",
      "0:1:41:131:193:250:213",
      "sv_neutral_copy_number",
    ],
  ])("gCNV of a male: %s", async (_, place, end, values, told) =>
    expect(await call(`${place} . N <DEL>,<DUP> . . END=${end} ${GCNV} ${values}`, "male")).toBe(
      told,
    ),
  );

  it("a single target and a short whole-genome call are told (DEC-47)", async () => {
    const target = `1 69088 . N <DEL>,<DUP> . . END=70010 ${GCNV} 1:1:1:131:131:131:131`;
    const short = `1 1283844 DRAGEN:LOSS:1:1 N <DEL> 20 cnvLength END=1284844;SVTYPE=CNV ${DRAGEN} 0/1:0.32:1:9`;
    expect(only(await read(folder, { rows: [target] })).flags).toEqual(["single_target"]);
    const event = only(await read(folder, { rows: [short] }));
    expect([event.flags, event.failedFilters]).toEqual([["short_depth_call"], ["cnvLength"]]);
  });

  it.each([
    ["natorRD stands over CN (21)", "natorRD=2.0", "<DUP>", "1/1:2", "DUP het_or_hom 4"],
    ["half the depth", "natorRD=0.52", "<DEL>", "0/1:1", "DEL het 1"],
    ["no depth", "natorRD=0.02", "<DEL>", "1/1:0", "DEL hom 0"],
  ])("CNVnator: %s (SVE-13)", async (_, info, alt, values, told) =>
    expect(await call(`1 1000 CNVnator_x N ${alt} . PASS END=90000;${info} GT:CN ${values}`)).toBe(
      told,
    ),
  );

  it.each([
    ["a called duplication", "0/1:2:40:20,20", "DUP het "],
    ["one without a genotype", "./.:2:.:.,.", "DUP unknown "],
    ["one repeated twice", "./.:3:.:.,.", "DUP unknown "],
    ["of both copies", "1/1:2:40:0,40", "DUP hom "],
  ])("SVIM: %s; CN counts the repeated sequence (SVE-13)", async (_, values, told) =>
    expect(
      await call(
        `1 1000 svim.DUP_TANDEM.1 N <DUP:TANDEM> 20 PASS SVTYPE=DUP:TANDEM;END=9000;SUPPORT=20 GT:CN:DP:AD ${values}`,
      ),
    ).toBe(told),
  );

  it.each([
    ["a caller without sexes (22)", "<DEL>", "0/1:1", "male", "sv_neutral_copy_number"],
    ["none of one (23)", "<DEL>", "1:0", "male", "DEL hemi 0"],
    ["a gain", "<DUP>", "1:2", "male", "DUP hemi 2"],
    ["one of two", "<DEL>", "0/1:1", "female", "DEL het 1"],
    ["of whom the sex is not known", "<DEL>", "0/1:1", "unknown", "DEL het 1"],
  ] as const)("X: %s", async (_, alt, values, sex, told) =>
    expect(
      await call(`X 31000000 . N ${alt} . PASS END=31200000;SVTYPE=DEL GT:CN ${values}`, sex),
    ).toBe(told),
  );

  it("PAR has two copies in both sexes (25)", async () => {
    const row = "X 631607 . N <DEL> . PASS END=647131;SVTYPE=DEL GT 0/1";
    for (const sex of ["male", "female"] as const) {
      const event = only(await read(folder, { rows: [row] }, { sex, assembly: "GRCh38" }));
      expect([event.locus, said(event.calls[0]), event.calls[0]?.expected]).toEqual([
        "par",
        "carrier:het",
        2,
      ]);
    }
  });
});

describe("copies without a direction, and of one chromosome", () => {
  it("<CNV> is what the copies say (39)", async () => {
    const row = (cn: number): string =>
      `1 144101291 pbsv.CNV.5 G <CNV> . PASS SVTYPE=cnv;END=144106919 CN ${cn}`;
    expect(await call(row(4))).toBe("DUP het_or_hom 4");
    expect(await call(row(1))).toBe("DEL het 1");
    expect(await call(row(2))).toBe("sv_neutral_copy_number");
    expect(await call("1 1000 . G <CNV> . PASS SVTYPE=CNV;END=2000 GT 0/1")).toBe("CNV het ");
  });

  it("is a loss for one and a gain for another of a family", async () => {
    const rows = ["1 144101291 . G <CNV> . PASS SVTYPE=CNV;END=144106919 GT:CN 0/1:1 0/1:3 0/0:2"];
    const path = made(folder, { samples: ["child", "mother", "father"], rows });
    const { events, files } = await readAll([{ path }]);
    expect(events.map(({ kind, calls }) => [kind, ...calls.map(said)].join(" "))).toEqual([
      "DEL carrier:het unknown unknown",
      "DUP unknown carrier:het unknown",
    ]);
    expect([files[0]?.records, files[0]?.used]).toEqual([1, 1]);
  });

  it.each([
    ["<CN0>,<CN2>", "0|2", "DUP het 3"],
    ["<CN0>,<CN2>", "1|0", "DEL het 1"],
    ["<CN2>,<CN3>,<CN4>", "2|1", "DUP hom 5"],
    ["<CN0>,<CN2>", "1|2", "DEL het 2"],
  ])("1000 Genomes: %s %s (40)", async (alts, genotype, told) =>
    expect(await call(`1 17026064 . G ${alts} . PASS END=17052112;SVTYPE=CNV GT ${genotype}`)).toBe(
      told,
    ),
  );

  it.each([
    ["<DEL>", "END=31200000", "1", "DEL hemi "],
    ["<INS:ME:ALU>", "SVLEN=280", "1", "ME hemi "],
  ])("a male's X, %s (41)", async (alt, info, genotype, told) =>
    expect(
      await call(`X 31000000 . N ${alt} . PASS ${info};SVTYPE=DEL GT ${genotype}`, "male"),
    ).toBe(told),
  );
});

describe("genotypes (SVE-14 to SVE-16)", () => {
  it.each([
    ["0/1", "female", "het"],
    ["1/0", "female", "het"],
    ["1|1", "female", "hom"],
    ["./1", "female", "het_or_hom"],
    ["1", "female", "unknown"],
    ["0/0/1", "female", "het"],
    ["1/2", "female", "het"],
  ] as const)("%s", async (genotype, sex, zygosity) =>
    expect(await call(`1 1000 . N <DEL>,<DUP> . PASS END=3000 GT ${genotype}`, sex)).toBe(
      `DEL ${zygosity} `,
    ),
  );

  it.each([
    ["LUMPY by its reads", "SU:PE:SR 9:5:4", "DEL unknown "],
    ["LUMPY without any", "SU:PE:SR 0:0:0", "sv_no_carrier"],
    ["TIDDIT ./. with reads", "GT:DR:SR ./.:8:2", "DEL unknown "],
    ["GRIDSS by fragments", "GT:VF:REF .:12:30", "DEL unknown "],
    ["nothing at all", "GT ./.", "sv_no_carrier"],
    ["copies alone (SVIM)", "GT:CN ./.:1", "DEL het 1"],
    ["nobody", "GT 0/0", "sv_no_carrier"],
  ])("%s", async (_, columns, told) =>
    expect(await call(`1 1000 . N <DEL> . PASS END=9000;SVTYPE=DEL ${columns}`)).toBe(told),
  );

  it.each([
    ["Manta's pairs and split reads", "MantaDEL:1", "PR:SR", "54,6:60,7", "60,40:60,20"],
    ["Sniffles' reads", "Sniffles2.DEL.1", "DR:DV", "54:6", "30:12"],
    ["Delly's reads", "DEL1", "DR:DV:RR:RV", "0:0:54:6", "9:1:54:20"],
    ["LUMPY's evidence", "1", "SU:RO:AO", "6:54:6", "20:54:20"],
    ["svtyper's reads beside LUMPY's", "1", "SU:RO:AO", "20:54:6", "6:54:20"],
    ["svtyper's reads", "1", "RO:AO", "54:6", "54:20"],
    ["GRIDSS's fragments", "gridss1_1o", "VF:REF", "6:54", "20:54"],
    ["read depths", "pbsv.DEL.1", "AD", "54,6", "54,20"],
    ["a stated fraction", "x", "VAF:AD", "0.1:10,6", "0.4:54,6"],
    ["few reads of many", "Sniffles2.DEL.1", "DR:DV", "54:5", "54:4"],
  ])("a low share of reads may be a mosaic, by %s (SVE-19)", async (_, id, keys, low, usual) => {
    const row = (reads: string): string =>
      `1 1000 ${id} N <DEL> . PASS END=1400;SVTYPE=DEL GT:${keys} 0/1:${reads}`;
    expect(await call(row(low))).toBe("DEL het  possible_mosaic");
    expect(await call(row(usual))).toBe("DEL het ");
    // Who has it on every copy has no other reads but wrong ones.
    expect(await call(row(low).replace("0/1", "1/1"))).toBe("DEL hom ");
  });

  it.each([
    ["MOSAIC;", "0/0:40:42:8", "INS unknown  possible_mosaic"],
    ["MOSAIC;", "0/1:40:22:8", "INS het  possible_mosaic"],
    ["MOSAIC;", "0/0:40:42:4", "sv_no_carrier"],
    ["", "0/0:40:42:8", "sv_no_carrier"],
    ["NOT_MOSAIC;", "0/0:40:42:8", "sv_no_carrier"],
  ])(
    "what a record calls a mosaic is one, whatever the genotype: %s%s",
    async (info, cells, told) => {
      const row = `17 1000 Sniffles2.INS.1 N <INS> 60 PASS ${info}SVTYPE=INS;SVLEN=301;END=1000 GT:GQ:DR:DV ${cells}`;
      expect(await call(row)).toBe(told);
    },
  );

  it("but not a relative's, who is not known to have it in any cell", async () => {
    const row =
      "17 1000 Sniffles2.INS.1 N <INS> 60 PASS MOSAIC;SVTYPE=INS;SVLEN=301;END=1000 GT:GQ:DR:DV 0/1:60:9:9 0/0:40:42:8";
    const rows = { samples: ["child", "mother"], rows: [row] };
    const { events } = await readAll([{ path: made(folder, rows) }]);
    expect(said(events[0]?.calls[1])).toBe("unknown");
  });

  it("few reads of an insertion that no read spans say nothing of a mosaic", async () => {
    const row = (info: string): string =>
      `1 1000 MantaINS:1 N <INS> . PASS END=1000;SVTYPE=INS${info} GT:PR:SR 0/1:15,1:30,6`;
    expect(await call(row(";SVLEN=80"))).toBe("INS het  possible_mosaic");
    expect(await call(row(";LEFT_SVINSSEQ=ACGT;RIGHT_SVINSSEQ=ACGT"))).toBe("INS het ");
  });

  it.each([
    ["FOLD_CHANGE=0.7;FOLD_CHANGE_LOG=-0.515", "1", "DEL het 1 possible_mosaic"],
    ["FOLD_CHANGE=0.7", "1", "DEL het 1 possible_mosaic"],
    ["FOLD_CHANGE_LOG=-0.95", "1", "DEL het 1"],
    ["FOLD_CHANGE_LOG=-0.95", "X", "DEL het 1"],
  ])(
    "a depth between those of no change and of one copy, by CNVkit: %s on %s (SVE-19)",
    async (info, chrom, told) =>
      expect(
        await call(
          `${chrom} 40000000 . N <DEL> . PASS END=40090000;SVTYPE=DEL;PROBES=40;${info} GT:GQ:CN:CNQ 0/1:40:1:40`,
        ),
      ).toBe(told),
  );

  it("RetroSeq tells presence alone (13)", async () => {
    const rows = [
      "1 21898411 . A <INS:ME> 18 . SVTYPE=INS;MEINFO=ALU,1,2,NA GT:GQ:FL:SP:CLIP5:CLIP3 1/1:18:3:27:5:6 ./.:.:.:.:.:. ./.:.:.:.:.:.",
    ];
    const path = made(folder, { samples: ["child", "mother", "father"], rows });
    const event = only(await readAll([{ path }]));
    expect(event.calls.map(said)).toEqual(["carrier:unknown", "unknown", "unknown"]);
    expect([event.calls[0]?.any, event.calls[0]?.all]).toEqual(["yes", "unknown"]);
    expect([event.failedFilters, event.ciFirst, event.members[0]?.caller]).toEqual([
      [],
      [-50, 50],
      "RetroSeq",
    ]);
  });
});

describe("a reference call of a relative (SVE-17)", () => {
  const mother = async (values: string): Promise<EventsRead["events"][number]["calls"][number]> => {
    const rows = [
      `4 861261 MantaDEL:1 N <DEL> 46 PASS END=861332;SVTYPE=DEL GT:FT:GQ:PL:PR:SR 0/1:PASS:46:96,0,64:0,0:2,6 ${values} 0/0:PASS:61:0,11,102:1,0:3,0`,
    ];
    const path = made(folder, { samples: ["child", "mother", "father"], rows });
    return only(await readAll([{ path }])).calls[1] ?? null;
  };

  it.each([
    ["good", "0/0:PASS:61:0,11,102:1,0:30,0", "reference", []],
    [
      "PL says otherwise (12)",
      "0/0:PASS:15:35,0,68:1,0:2,2",
      "unknown",
      ["quality 15 is below 20", "2 reads support it", "PL contradicts 0/0"],
    ],
    ["reads support it", "0/0:PASS:61:0,11,102:1,0:3,1", "unknown", ["1 reads support it"]],
    [
      "it failed a filter",
      "0/0:MinGQ:61:0,11,102:1,0:3,0",
      "unknown",
      ["the call failed a filter"],
    ],
    ["no call", "./.:PASS:.:.:.:.", "unknown", ["the genotype is not called"]],
  ])("%s", async (_, values, state, why) => {
    const hers = await mother(values);
    expect([hers?.state, hers?.why, hers?.joint]).toEqual([state, why, true]);
    expect(hers?.any).toBe(state === "reference" ? "no" : "unknown");
  });

  it("of her own file is none, and neither is a file that does not have it", async () => {
    const row = (id: string, told: string): string =>
      `4 861261 ${id} N <DEL> 46 PASS END=871332;SVTYPE=DEL GT:GQ ${told}`;
    const child = made(folder, { samples: ["child"], rows: [row("MantaDEL:1", "0/1:60")] });
    const hers = made(folder, {
      samples: ["mother"],
      rows: [row("MantaDEL:2", "0/0:60"), "9 5 . N <DEL> . PASS END=99 GT 0/1"],
    });
    const { events, assayed } = await readAll([{ path: child }, { path: hers }]);
    const event = events.find(({ chrom }) => chrom === "4");
    expect(event?.calls.map(said)).toEqual(["carrier:het", "not_called", "-"]);
    expect(event?.calls[1]?.any).toBe("unknown");
    expect(assayed).toEqual([["sv"], ["sv"], []]);
    expect(events.find(({ chrom }) => chrom === "9")?.calls.map(said)).toEqual([
      "not_called",
      "carrier:het",
      "-",
    ]);
  });
});

it("harmless filters are none, unknown ones are (SVE-10)", async () => {
  const filters = async (filter: string): Promise<string[]> =>
    only(await read(folder, { rows: [`1 1000 . N <DEL> . ${filter} END=9000 GT 0/1`] }))
      .failedFilters;
  expect(await filters("BOTHSIDES_SUPPORT;HIGH_SR_BACKGROUND")).toEqual([]);
  expect(await filters(".")).toEqual([]);
  expect(await filters("MinQUAL;WHATEVER")).toEqual(["MinQUAL", "WHATEVER"]);
  const path = made(folder, {
    samples: ["child", "mother", "father"],
    rows: ["1 1000 . N <DEL> . PASS END=9000 GT:FT 0/1:MinGQ 0/0 0/1:PASS"],
  });
  const event = only(await readAll([{ path }], trio()));
  expect([event.failedFilters, event.calls.map((one) => one?.failedFilters)]).toEqual([
    ["FT:MinGQ"],
    [["MinGQ"], [], []],
  ]);
});

describe("FORMAT/FT is of its person alone (SVE-10, DEC-19)", () => {
  const failed = async (
    row: string,
    { header = [], more = [] }: { header?: string[]; more?: string[] } = {},
  ): Promise<string[]> => {
    const samples = ["child", "mother", "father"];
    const files = [row, ...more].map((one) => made(folder, { header, samples, rows: [one] }));
    return only(await readAll(files.map((path) => ({ path })))).failedFilters;
  };
  const row = (filter: string, calls: string, id = "MantaDEL:1"): string =>
    `1 1000 ${id} N <DEL> . ${filter} END=9000;SVTYPE=DEL GT:FT:GQ ${calls}`;
  const DRAGEN_SV = ["##source=DRAGEN 4.2"];

  it.each([
    ["PASS", "0/1:LowQual:3 0/0:PASS:60 0/0:PASS:60", ["FT:LowQual"]],
    ["PASS", "0/1:PASS:60 0/1:MinGQ:3 0/0:MinGQ:3", []],
    ["PASS", "0/1:.:60 0/0:PASS:60 0/0:PASS:60", []],
    ["PASS", "0/1:HIGH_SR_BACKGROUND:60 0/0:PASS:60 0/0:PASS:60", []],
    ["MaxDepth", "0/1:MinGQ:3 0/0:PASS:60 0/0:PASS:60", ["MaxDepth", "FT:MinGQ"]],
    ["PASS", "./.:PASS:. 0/1:MinGQ:3 0/0:PASS:60", ["FT:MinGQ"]],
    ["PASS", "./.:MinGQ:. 0/1:PASS:60 0/0:PASS:60", []],
    ["SampleFT", "0/1:PASS:60 0/0:PASS:60 0/0:PASS:60", ["SampleFT"]],
  ])("%s, %s", async (filter, calls, told) =>
    expect(await failed(row(filter, calls))).toEqual(told),
  );

  it.each([
    ["SampleFT", "0/1:PASS:60 0/0:PASS:60 0/0:MinGQ:9", []],
    ["SampleFT", "0/1:.:60 0/0:PASS:60 0/0:MinGQ:9", ["SampleFT"]],
    ["SampleFT", "0/1:MinGQ:3 0/0:PASS:60 0/0:PASS:60", ["FT:MinGQ"]],
    ["MaxDepth", "0/1:PASS:60 0/0:PASS:60 0/0:PASS:60", ["MaxDepth"]],
  ])("of DRAGEN it stands over the site's SampleFT: %s, %s", async (filter, calls, told) =>
    expect(await failed(row(filter, calls, "DRAGEN:DEL:1"), { header: DRAGEN_SV })).toEqual(told),
  );

  it("a relative's own record that passes is enough, and what the proband's failed is told", async () => {
    const of = async (filters: readonly string[]): Promise<string[][]> => {
      const files = filters.map((filter, i) => ({
        path: made(folder, {
          samples: [i === filters.length - 1 ? "mother" : "child"],
          rows: [`1 1000 . N <DEL> . ${filter} END=9000 GT 0/1`],
        }),
      }));
      const { failedFilters, flags } = only(await readAll(files));
      return [failedFilters, flags];
    };
    expect(await of(["LowQual;q5", "PASS"])).toEqual([
      [],
      ["own_call_failed:LowQual", "own_call_failed:q5"],
    ]);
    expect(await of(["LowQual", "PASS", "PASS"])).toEqual([[], []]);
    expect(await of(["LowQual", "q5"])).toEqual([["LowQual"], []]);
  });

  it("another caller's record of the proband that passes is enough, a relative's is not", async () => {
    const weak = row("PASS", "0/1:MinGQ:3 0/0:PASS:60 0/0:PASS:60");
    const delly = (calls: string): string =>
      `1 1001 . N <DEL> . PASS END=9001;SVTYPE=DEL GT:FT:GQ:RCL:RCR ${calls}`;
    const own = [delly("0/1:PASS:60:1:1 0/0:PASS:60:1:1 0/0:PASS:60:1:1")];
    const hers = [delly("./.:.:.:.:. 0/1:PASS:60:1:1 0/0:PASS:60:1:1")];
    expect(await failed(weak, { more: own })).toEqual([]);
    expect(await failed(weak, { more: hers })).toEqual(["FT:MinGQ"]);
    const filtered = row("LowQual", "0/1:PASS:60 0/0:PASS:60 0/0:PASS:60");
    expect(await failed(filtered, { more: hers })).toEqual([]);
    const doubted = [delly("./.:.:.:.:. 0/1:LowQual:60:1:1 0/0:PASS:60:1:1")];
    expect(await failed(filtered, { more: doubted })).toEqual(["LowQual"]);
    const lacked = [delly("0/0:PASS:60:1:1 0/1:PASS:60:1:1 0/0:PASS:60:1:1")];
    expect(await failed(filtered, { more: lacked })).toEqual(["LowQual"]);
  });

  it("nor is one that failed for her, or that says that the proband lacks it", async () => {
    const own = row("LowQual", "0/1:PASS:60 0/0:PASS:60 0/0:PASS:60");
    const manta = (calls: string): string =>
      `1 1001 MantaDEL:1 N <DEL> . PASS END=9001;SVTYPE=DEL GT:FT:GQ:PR ${calls}`;
    const by = (calls: string): Promise<string[]> => failed(own, { more: [manta(calls)] });
    expect(await by("./.:.:.:. 0/1:PASS:60:9,9 0/0:PASS:60:30,0")).toEqual([]);
    expect(await by("./.:.:.:. 0/1:MinGQ:3:9,9 0/0:PASS:60:30,0")).toEqual(["LowQual"]);
    expect(await by("0/0:PASS:99:30,0 0/1:PASS:60:9,9 0/0:PASS:60:30,0")).toEqual(["LowQual"]);
    expect(await by("0/0:PASS:9:30,0 0/1:PASS:60:9,9 0/0:PASS:60:30,0")).toEqual([]);
  });
});

describe("copies of X and Y where the sex is not stated (SVE-12, SVH-01)", () => {
  it.each([
    ["X", "<CNV>", "GT:CN:GQ ./.:0:99", "DEL hom 0"],
    ["X", "<CNV>", "CN 0", "DEL hom 0"],
    ["X", "<DEL>", "GT:CN ./.:0", "DEL hom 0"],
    ["X", "<DEL>", "GT:CN 0/1:0", "DEL hom 0 gt_cn_disagree"],
    ["X", "<CNV>", "CN 1", "sv_sex_unknown"],
    ["X", "<DEL>", "GT:CN ./.:1", "sv_sex_unknown"],
    ["X", "<CNV>", "GT:CN:GQ ./.:2:99", "sv_sex_unknown"],
    ["X", "<DEL>", "GT:CN:GQ ./.:2:99", "sv_no_carrier"],
    ["X", "<DEL>", "GT:CN 0/0:1", "sv_no_carrier"],
    ["X", "<CNV>", "CN 3", "DUP het_or_hom 3"],
    ["Y", "<CNV>", "CN 0", "sv_sex_unknown"],
    ["Y", "<CNV>", "CN 1", "sv_no_carrier"],
    ["Y", "<CNV>", "CN 2", "DUP hemi 2"],
  ])("%s %s %s", async (chrom, alt, columns, told) =>
    expect(
      await call(
        `${chrom} 20000000 . N ${alt} . PASS SVTYPE=CNV;END=20200000 ${columns}`,
        "unknown",
      ),
    ).toBe(told),
  );

  it("no copy is a loss of all, in a depth caller's word whatever its genotype", async () => {
    const rows = ["X 31700000 Canvas:LOSS:1 N <DEL> . PASS SVTYPE=CNV;END=31900000 GT:CN 0/1:0"];
    const event = only(await read(folder, { rows }, { sex: "unknown" }));
    expect([said(event.calls[0]), event.calls[0]?.all]).toEqual(["carrier:hom", "yes"]);
  });
});

describe("phase (SVH-08)", () => {
  const RUN = '##HiPhase_command="hiphase --vcf small.vcf --vcf sv.vcf"';
  const phaseIn = async (
    row: string,
    header: string[] = [],
    beside: string[] = [],
  ): Promise<unknown> => {
    const path = made(folder, { header, rows: [row] });
    const small = parseHeader(textOf({ header: beside, rows: [] }).trimEnd(), "small.vcf");
    const { events } = await readEvents([{ path }], onePerson(), "GRCh38", { small: [small] });
    return events[0]?.calls[0]?.phase;
  };
  const DEL = "1 1000 . N <DEL> . PASS END=90000;SVTYPE=DEL";

  it("has the set of its file, or of the run that it shares with the small variants", async () => {
    const row = `${DEL} GT:PS 0|1:77`;
    const own = { set: "77", run: "file 0", alleles: [0, 1] };
    expect(await phaseIn(row)).toEqual(own);
    expect(await phaseIn(row, [], [RUN])).toEqual(own);
    expect(await phaseIn(row, [RUN], [RUN.replace("small", "other")])).toEqual({
      ...own,
      run: RUN.slice(RUN.indexOf('"')),
    });
    expect(await phaseIn(row, [RUN], [RUN])).toEqual({ ...own, run: undefined });
    const symbolic = made(folder, { rows: [row] });
    const { events } = await readEvents(
      [{ path: symbolic, kind: "small", symbolicAlone: true }],
      onePerson(),
      "GRCh38",
    );
    expect(events[0]?.calls[0]?.phase).toEqual({ ...own, run: undefined });
  });

  it("without a set is that of a whole chromosome where the header says so", async () => {
    const row = `${DEL} GT 0|1`;
    expect(await phaseIn(row)).toMatchObject({ set: null });
    expect(await phaseIn(row, ["##source=SHAPEIT5"])).toMatchObject({ set: "", run: "file 0" });
    expect(await phaseIn(`${DEL} GT:PS 0/1:77`)).toBeNull();
  });

  it("says on which side the event is, whatever number the record gives it", async () => {
    const two = "1 1000 . N <DUP>,<DEL> . PASS END=90000;SVTYPE=CNV GT:PS 2|1:77";
    const path = made(folder, { rows: [two] });
    const { events } = await readEvents([{ path }], onePerson(), "GRCh38");
    expect(events.map(({ kind, calls }) => [kind, calls[0]?.phase?.alleles])).toEqual([
      ["DEL", [1, 0]],
      ["DUP", [0, 1]],
    ]);
  });

  it("of a breakend is none: the set is of one of its chromosomes", async () => {
    expect(await phaseIn("1 1000 . N N[2:5000[ . PASS SVTYPE=BND GT:PS 0|1:77")).toBeNull();
  });
});
