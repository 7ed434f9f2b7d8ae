/** Which events are the same (SVE-21 to SVE-25): callers of one person, relatives, fragments; no order shows (SVE-23). */
import { observeEvent } from "../../src/inheritance/observe-event.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { hasFailed, matchEvents } from "../../src/structural/index.ts";
import { sameEvent } from "../../src/structural/join/same.ts";
import type { EventShape, MatchSetting } from "../../src/structural/types.ts";
import { seeded } from "../helpers/mutate-vcf.ts";
import { tempFolder } from "../helpers/temp.ts";
import { child, keysOf, type Made, made, only, read, readAll, said, trio } from "./vcf.ts";

const folder = tempFolder();

function shape(change: Partial<EventShape>): EventShape {
  const { first = 1001, last = 2000 } = change;
  return {
    kind: "DEL",
    chrom: "1",
    first,
    last,
    ciFirst: [0, 0],
    ciLast: [0, 0],
    precise: true,
    claim: "junction",
    length: last - first + 1,
    inserted: null,
    ends: [],
    ...change,
  };
}

const is = (
  a: Partial<EventShape>,
  b: Partial<EventShape>,
  setting: MatchSetting = "callers",
): boolean => sameEvent(shape(a), shape(b), setting) !== null;

describe("sameEvent", () => {
  it("precise ends: within a tenth of the shorter, at most 500 bases", () => {
    expect(is({ first: 1001, last: 11000 }, { first: 1501, last: 11000 })).toBe(true);
    expect(is({ first: 1001, last: 11000 }, { first: 1502, last: 11000 })).toBe(false);
    expect(is({ first: 1001, last: 2000 }, { first: 1091, last: 2000 })).toBe(true);
    expect(is({ first: 1001, last: 2000 }, { first: 1092, last: 2000 })).toBe(false);
    expect(is({ first: 1001, last: 2000, ciFirst: [-150, 150] }, { first: 1140, last: 2000 })).toBe(
      true,
    );
  });

  it("depth: half of the longer (57)", () => {
    const depth = { claim: "depth", first: 1501, last: 10600 } as const;
    expect(is({ first: 101, last: 10100 }, depth)).toBe(true);
    expect(is({ first: 101, last: 10100 }, { ...depth, first: 5201 })).toBe(false);
    expect(is({ first: 1, last: 3_000_000 }, { first: 900_000, last: 3_300_000 })).toBe(true);
  });

  it("kinds that are never the same", () => {
    expect(is({}, { kind: "DUP" })).toBe(false);
    expect(is({}, { chrom: "2" })).toBe(false);
    expect(is({ kind: "ME", inserted: "ALU", length: 280 }, { kind: "INS", length: 300 })).toBe(
      true,
    );
    expect(is({ kind: "ME", inserted: "ALU" }, { kind: "ME", inserted: "L1" })).toBe(false);
    expect(is({ kind: "ME", inserted: "ALU" }, { kind: "ME", inserted: null })).toBe(true);
  });

  it("insertions by place and length", () => {
    const ins = (first: number, length: number | null): Partial<EventShape> => ({
      kind: "INS",
      first,
      last: first + 1,
      length,
    });
    expect(is(ins(1000, 300), ins(1100, 160))).toBe(true);
    expect(is(ins(1000, 300), ins(1101, 300))).toBe(false);
    expect(is(ins(1000, 300), ins(1000, 149))).toBe(false);
    expect(is(ins(1000, null), ins(1000, 149))).toBe(true);
  });

  it("breakends by both ends and their sides", () => {
    const bnd = (pos: number, strand: "+" | "-", flags: string[] = []): Partial<EventShape> => ({
      kind: "BND",
      first: pos,
      last: pos + 1,
      flags,
      ends: [
        { chrom: "1", pos, strand },
        { chrom: "5", pos: 900, strand: "-" },
      ],
    });
    expect(is(bnd(1000, "+"), bnd(1500, "+"))).toBe(true);
    expect(is(bnd(1000, "+"), bnd(1501, "+"))).toBe(false);
    expect(is(bnd(1000, "+"), bnd(1000, "-"))).toBe(false);
    expect(is(bnd(1000, "+"), bnd(1000, "-", ["orientation_unknown"]))).toBe(true);
  });

  it("populations: by half of the longer, whatever the ends (43, 44)", () => {
    expect(is({ first: 1, last: 200 }, { first: 1, last: 180_000 }, "populations")).toBe(false);
    expect(is({ first: 1, last: 1000 }, { first: 1, last: 1990 }, "populations")).toBe(true);
    expect(is({ first: 1, last: 1000 }, { first: 1, last: 1990 }, "callers")).toBe(false);
  });

  it("two that are near and differ stay two (SKA3)", () => {
    expect(is({ first: 21732262, last: 21734037 }, { first: 21732266, last: 21735928 })).toBe(
      false,
    );
  });
});

/** Events that crowd each other. */
const crowded = fc.record({
  kind: fc.constantFrom("DEL", "DUP", "INS", "ME", "BND" as const),
  chrom: fc.constantFrom("1", "X"),
  first: fc.integer({ min: 1000, max: 1600 }),
  size: fc.integer({ min: 50, max: 1200 }),
  claim: fc.constantFrom("junction", "depth" as const),
  ci: fc.integer({ min: 0, max: 60 }),
});
const shapes = fc.array(
  crowded.map(({ kind, chrom, first, size, claim, ci }): EventShape => {
    const isPoint = kind === "INS" || kind === "ME" || kind === "BND";
    const last = isPoint ? first + 1 : first + size - 1;
    const ends =
      kind === "BND"
        ? [
            { chrom, pos: first, strand: "+" as const },
            { chrom: "Y", pos: size, strand: "-" as const },
          ]
        : [];
    return shape({
      kind,
      chrom,
      first,
      last,
      claim,
      ciFirst: [-ci, ci],
      ciLast: [-ci, ci],
      length: size,
      ends,
    });
  }),
  { maxLength: 25 },
);
const settings = fc.constantFrom<MatchSetting>("callers", "relatives", "populations", "verdicts");

describe("properties", () => {
  it("sameEvent is symmetric, and an event is itself", () => {
    fc.assert(
      fc.property(shapes, settings, (all, setting) => {
        for (const a of all) {
          expect(sameEvent(a, a, setting)?.apart).toBe(0);
          for (const b of all) expect(sameEvent(a, b, setting)).toEqual(sameEvent(b, a, setting));
        }
      }),
    );
  });

  it("the sweep finds what all pairs find: nobody is left over beside a partner", () => {
    fc.assert(
      fc.property(shapes, shapes, settings, (left, right, setting) => {
        const pairs = matchEvents(left, right, setting);
        const [a, b] = [new Set(pairs.map((p) => p.a)), new Set(pairs.map((p) => p.b))];
        expect([a.size, b.size]).toEqual([pairs.length, pairs.length]);
        for (const { a: i, b: j, joined } of pairs)
          expect(sameEvent(left[i] as EventShape, right[j] as EventShape, setting)).toEqual(joined);
        for (const [i, one] of left.entries())
          for (const [j, other] of right.entries())
            if (!a.has(i) && !b.has(j)) expect(sameEvent(one, other, setting)).toBeNull();
      }),
    );
  });

  it("of two of one name, apart by their uncertainty alone, the order does not decide", () => {
    const one = shape({ kind: "INS", first: 1000, last: 1001, length: 50 });
    const exact = shape({ kind: "ME", first: 1065, last: 1066, length: 50 });
    const vague = { ...exact, ciFirst: [-1, 1] as [number, number] };
    const takenOf = (others: EventShape[]): EventShape | undefined =>
      others[matchEvents([one], others, "callers")[0]?.b ?? -1];
    expect(takenOf([exact, vague])).toBe(takenOf([vague, exact]));
    expect(takenOf([exact, vague])).toBeDefined();
  });

  it("matching does not depend on the order, nor on which is left", () => {
    const said2 = (pairs: readonly (readonly [EventShape, EventShape])[]): string[] =>
      pairs
        .map((pair) =>
          pair
            .map((one) => JSON.stringify(one))
            .sort()
            .join(" "),
        )
        .sort();
    fc.assert(
      fc.property(shapes, shapes, settings, fc.integer(), (left, right, setting, seed) => {
        const of = (a: EventShape[], b: EventShape[]): string[] =>
          said2(
            matchEvents(a, b, setting).map(
              (p) => [a[p.a] as EventShape, b[p.b] as EventShape] as const,
            ),
          );
        const expected = of(left, right);
        expect(of(shuffled(left, seed), shuffled(right, seed + 1))).toEqual(expected);
        expect(of(right, left)).toEqual(expected);
      }),
    );
  });
});

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seeded(seed);
  return items
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

const SV = ["##source=GenerateSVCandidates 1.6.0"];

describe("callers of one person (SVE-24)", () => {
  const manta =
    "1 8499 MantaDEL:1 N <DEL> 400 PASS END=17000;SVTYPE=DEL GT:GQ:PR:SR 0/1:90:10,4:12,7";
  const depth =
    "1 8200 DRAGEN:LOSS:1 N <DEL> 50 cnvLength END=16900;SVTYPE=CNV GT:SM:CN:BC 0/1:0.5:1:8";

  it("DRAGEN's short loss beside Manta's is one event that passes (14); alone it fails (15)", async () => {
    const inputs = [
      made(folder, { header: SV, rows: [manta] }),
      made(folder, { rows: [depth] }),
    ].map((path) => ({ path }));
    const event = only(await readAll(inputs, child()));
    expect([event.key, event.claim, event.support, event.failedFilters]).toEqual([
      "1:8500-17000:DEL",
      "both",
      ["depth", "junction"],
      [],
    ]);
    expect(event.members.map(({ caller, joined }) => [caller, joined?.apart])).toEqual([
      ["Manta", undefined],
      ["DRAGEN CNV", 399],
    ]);
    expect(event.flags).toEqual([]);
    expect(only(await readAll(inputs.slice(1), child())).failedFilters).toEqual(["cnvLength"]);
  });

  it("a pair of breakends that is a deletion, and the deletion by name, are one event (36)", async () => {
    const pair = [
      "1 1934936 1:1 T T[1:1935574[ . PASS SVTYPE=BND;MATEID=1:2 GT 0/1",
      "1 1935574 1:2 G ]1:1934936]G . PASS SVTYPE=BND;MATEID=1:1 GT 0/1",
    ];
    const symbolic = "1 1934936 MantaDEL:1 T <DEL> 400 PASS END=1935574;SVTYPE=DEL GT 0/1";
    const inputs = [
      made(folder, { header: ["##source=svaba"], rows: pair }),
      made(folder, { header: SV, rows: [symbolic] }),
    ].map((path) => ({ path }));
    const event = only(await readAll(inputs, child()));
    expect([event.kind, event.first, event.members.length]).toEqual(["DEL", 1_934_937, 3]);
    expect(event.members.map(({ caller }) => caller).toSorted()).toEqual([
      "Manta",
      "SvABA",
      "SvABA",
    ]);
  });

  it("ends and genotype are those of the precise one (57)", async () => {
    const rows = ["1 100 MantaDEL:1 N <DEL> 9 PASS END=10100;SVTYPE=DEL GT 0/1"];
    const others = [
      "1 1500 DRAGEN:LOSS:1 N <DEL> 90 PASS END=10600;SVTYPE=CNV GT:SM:CN:BC 1/1:0:0:9",
    ];
    const event = only(
      await readAll(
        [{ path: made(folder, { rows: others }) }, { path: made(folder, { header: SV, rows }) }],
        child(),
      ),
    );
    expect([event.key, said(event.calls[0]), event.flags]).toEqual([
      "1:101-10100:DEL",
      "carrier:het",
      ["genotypes_disagree"],
    ]);
    // Shown, and not relied on: none of the copies may be left (SVR-01).
    expect(event.calls[0]?.all).toBe("unknown");
    expect(observeEvent(event.calls[0] ?? null)?.state).toBe("het_or_hom");
  });

  it("callers that contradict each other on who carries it are told of, the carrier counts", async () => {
    const samples = ["child", "mother", "father"];
    const own = (source: string, mother: string, father: string): { path: string } => {
      const reads: Record<string, string> = { "0/1": "9,9:9,9", "0/0": "30,0:30,0" };
      const cells = ["0/1", mother, father].map((gt) => `${gt}:99:${reads[gt]}`).join(" ");
      const row = `1 100 . N <DEL> 9 PASS END=10100;SVTYPE=DEL GT:GQ:PR:SR ${cells}`;
      return { path: made(folder, { header: [`##source=${source}`], samples, rows: [row] }) };
    };
    const [hers, his] = [own("Manta", "0/1", "0/0"), own("Delly", "0/0", "0/1")];
    const event = only(await readAll([hers, his]));
    expect(event.flags).toEqual(["carriers_disagree"]);
    expect(event.calls.map((call) => call?.state)).toEqual(["carrier", "carrier", "carrier"]);
    const alike = own("Delly", "0/1", "0/0");
    expect(only(await readAll([hers, alike])).flags).toEqual([]);
  });

  it("records of two callers in one file join, unless a program joined them before", async () => {
    const both = (info: string): string[] =>
      [manta, depth].map((row) => row.replace("SVTYPE=", `${info}SVTYPE=`));
    const rows = [manta.replace("GT:GQ:PR:SR 0/1:90:10,4:12,7", "GT 0/1"), depth];
    expect(only(await read(folder, { rows })).support).toEqual(["depth", "junction"]);
    expect(keysOf(await read(folder, { rows: both("svdb_origin=x;") }))).toHaveLength(2);
  });

  it("a joined file names its callers", async () => {
    const rows = [
      "1 100 . N <DEL> . PASS END=10100;SVTYPE=DEL;svdb_origin=manta|cnvnator;natorRD=0.5 GT 0/1",
    ];
    const event = only(await read(folder, { rows }));
    expect([event.support, event.members[0]?.caller, event.claim]).toEqual([
      ["depth", "junction"],
      "Manta, CNVnator",
      "both",
    ]);
  });
});

describe("of one person's records those that pass say what it is (SVE-10)", () => {
  const junction = (filter: string, rest: { ends?: [number, number]; gt?: string } = {}): Made => {
    const { ends: [first, last] = [15_001, 26_000], gt = "0/1" } = rest;
    return {
      header: SV,
      rows: [
        `4 ${first - 1} MantaDEL:1 N <DEL> 999 ${filter} END=${last};SVTYPE=DEL GT:GQ ${gt}:60`,
      ],
    };
  };
  const depth = (filter: string, first = 10_001, last = 26_500): Made => ({
    header: ["##source=DRAGEN_CNV"],
    rows: [
      `4 ${first - 1} DRAGEN:LOSS:1 N <DEL> 100 ${filter} END=${last};SVTYPE=CNV GT:SM:CN:BC 0/1:0.5:1:30`,
    ],
  });
  const told = async (...files: Made[]): Promise<unknown[][]> => {
    const of = async (all: Made[]): Promise<unknown[][]> => {
      const { events } = await readAll(
        all.map((file) => ({ path: made(folder, file) })),
        child(),
      );
      return events.map(({ key, claim, support, members, calls, flags, failedFilters }) => [
        key,
        claim,
        support.join(),
        members.map(({ caller, filters, isAside = false }) => `${caller}${filters}${isAside}`),
        said(calls[0]),
        flags,
        failedFilters,
      ]);
    };
    const found = await of(files);
    expect(await of(files.toReversed())).toEqual(found);
    return found;
  };

  it("depth that passes places it, beside a junction that failed", async () => {
    expect(await told(junction("LowQual"), depth("PASS"))).toEqual([
      [
        "4:10001-26500:DEL",
        "depth",
        "depth",
        ["DRAGEN CNVfalse", "MantaLowQualtrue"],
        "carrier:het",
        [],
        [],
      ],
    ]);
    const [both] = await told(junction("PASS"), depth("PASS"));
    expect(both?.slice(0, 3)).toEqual(["4:15001-26000:DEL", "both", "depth,junction"]);
    const [failed] = await told(junction("LowQual"), depth("cnvQual"));
    expect(failed?.slice(0, 3)).toEqual(["4:15001-26000:DEL", "both", "depth,junction"]);
    expect(failed?.at(-1)).toEqual(["LowQual"]);
  });

  it("a failed junction is no second method for a short call of depth, a failed depth none for a junction", async () => {
    const short = { ends: [10_001, 15_000] as [number, number] };
    const [one] = await told(junction("LowQual", short), depth("PASS", 10_001, 15_000));
    expect(one?.slice(1, 3)).toEqual(["depth", "depth"]);
    expect(one?.[5]).toEqual(["short_depth_call"]);
    const [other] = await told(junction("PASS", short), depth("cnvQual", 10_001, 15_000));
    expect(other?.slice(1, 3)).toEqual(["junction", "junction"]);
    // DRAGEN's word on its size is no failure where another caller finds it.
    const [sized] = await told(junction("PASS", short), depth("cnvLength", 10_001, 15_000));
    expect(sized?.slice(1, 3)).toEqual(["both", "depth,junction"]);
  });

  it("what a failed one says of the copies casts no doubt on the others", async () => {
    const [one] = await told(junction("LowQual", { gt: "1/1" }), depth("PASS"));
    expect(one?.slice(4, 6)).toEqual(["carrier:het", []]);
    const [doubted] = await told(junction("PASS", { gt: "1/1" }), depth("PASS"));
    expect(doubted?.slice(4, 6)).toEqual(["carrier:hom", ["genotypes_disagree"]]);
  });

  it("a failed one joins two that pass to no one event", async () => {
    const by = (source: string, filter: string, first: number, last: number): Made => ({
      header: [`##source=${source}`],
      rows: [`4 ${first - 1} x N <DEL> 9 ${filter} END=${last};SVTYPE=DEL;SVCLAIM=D GT 0/1`],
    });
    const two = [by("a", "PASS", 10_001, 20_000), by("b", "PASS", 16_001, 26_000)];
    const keysWith = async (filter: string): Promise<unknown[]> =>
      (await told(...two, by("c", filter, 13_001, 23_000))).map(([key]) => key);
    expect(await keysWith("LowQual")).toEqual(["4:10001-20000:DEL", "4:16001-26000:DEL"]);
    expect(await keysWith("PASS")).toHaveLength(1);
  });
});

describe("few reads, which may be a mosaic (SVE-19)", () => {
  const told = async (kind: string, depth: string, filter = "PASS"): Promise<string[]> => {
    const cells = { DEL: "0/1", DUP: "./1" }[kind] ?? "";
    const files: Made[] = [
      {
        header: SV,
        rows: [
          `4 10000 Manta:1 N <${kind}> 400 PASS END=60000;SVTYPE=${kind} GT:GQ:PR:SR 0/1:99:30,3:40,5`,
        ],
      },
      {
        header: ["##source=DRAGEN_CNV"],
        rows: [
          `4 10200 DRAGEN:x:1 N <${kind}> 99 ${filter} END=60100;SVTYPE=CNV GT:SM:CN:BC ${cells}:${depth}:300`,
        ],
      },
    ];
    const event = only(
      await readAll(
        files.map((file) => ({ path: made(folder, file) })),
        child(),
      ),
    );
    return event.calls[0]?.flags ?? [];
  };

  it.each([
    ["DEL", "0.49:1", []],
    ["DEL", "0.7:1", ["possible_mosaic"]],
    ["DUP", "1.5:3", []],
    ["DUP", "1.2:3", ["possible_mosaic"]],
  ])("of a %s are none beside the depth of all cells: %s", async (kind, depth, flags) => {
    expect(await told(kind, depth)).toEqual(flags);
  });

  it("but a record that failed contradicts nothing", async () => {
    expect(await told("DEL", "0.49:1", "cnvQual")).toEqual(["possible_mosaic"]);
  });
});

describe("a relative's call by a record that failed (SVR-01)", () => {
  const file = (samples: string[], filter: string, cells: string[], source = "Manta"): Made => ({
    header: [`##source=${source}`],
    samples,
    rows: [`4 10000 x N <DEL> 99 ${filter} END=20000;SVTYPE=DEL GT:GQ ${cells.join(" ")}`],
  });
  const reliedOn = async (...files: Made[]): Promise<(boolean | null)[]> => {
    const event = only(await readAll(files.map((one) => ({ path: made(folder, one) }))));
    return event.calls.map((call) =>
      call?.state === "carrier" ? observeEvent(call)?.qcFailures.length === 0 : null,
    );
  };

  it("is not relied on, whether its own or in a joint file, but beside another that passes", async () => {
    const own = file(["child"], "PASS", ["0/1:60"]);
    const his = file(["father"], "LowQual", ["0/1:60"]);
    expect(await reliedOn(own, his)).toEqual([true, null, false]);
    expect(await reliedOn(own, file(["father"], "PASS", ["0/1:60"]))).toEqual([true, null, true]);
    const joint = file(["child", "father"], "LowQual", ["0/1:60", "0/1:60"], "Delly");
    expect(await reliedOn(own, joint)).toEqual([true, null, false]);
    expect(await reliedOn(own, his, { ...his, ...file(["father"], "PASS", ["1/1:60"]) })).toEqual([
      true,
      null,
      true,
    ]);
  });

  it("counts as the proband's own where all of his failed as well", async () => {
    const joint = file(["child", "father"], "LowQual", ["1/1:60", "0/1:60"]);
    expect(await reliedOn(joint)).toEqual([true, null, true]);
  });
});

describe("a social parent's calls (DEC-18)", () => {
  it("neither vouch for the proband's nor cast doubt", async () => {
    const family = trio();
    const people = family.people.map((one) => ({ ...one, geneticParent: one.id !== "mother" }));
    const of = async (who: typeof family): Promise<[string[], string[]]> => {
      const row = (filter: string, gt: string): string[] => [
        `4 10000 x N <DEL> 99 ${filter} END=20000;SVTYPE=DEL GT:GQ ${gt}:60`,
      ];
      const files = [
        { samples: ["child"], rows: row("LowQual", "0/1") },
        { samples: ["mother"], rows: row("PASS", "0/1") },
        { header: ["##source=Delly"], samples: ["mother"], rows: row("PASS", "1/1") },
      ];
      const inputs = files.map((one) => ({ path: made(folder, { header: SV, ...one }) }));
      const { flags, failedFilters } = only(await readAll(inputs, who));
      return [flags, failedFilters];
    };
    expect(await of(family)).toEqual([["genotypes_disagree", "own_call_failed:LowQual"], []]);
    expect(await of({ ...family, people })).toEqual([[], ["LowQual"]]);
  });
});

describe("fragments of depth (SVE-25)", () => {
  const part = (from: number, to: number, cn = 1): string =>
    `2 ${from} . N <DEL>,<DUP> . . END=${to} GT:CN:NP:QA:QS:QSE:QSS 1:${cn}:9:99:99:99:99`;
  const neutral = (from: number, to: number, bins: number): string =>
    `2 ${from} . N <DEL>,<DUP> . . END=${to} GT:CN:NP:QA:QS:QSE:QSS 0:2:${bins}:99:99:99:99`;

  it("100 kb, a gap of 5 kb, 80 kb are one (58)", async () => {
    const event = only(await read(folder, { rows: [part(105_000, 185_000), part(0, 100_000)] }));
    expect([event.key, event.members.length, event.flags]).toEqual([
      "2:1-185000:DEL",
      2,
      ["joined_fragments"],
    ]);
  });

  it("what failed is no part of what passes, and stays one that failed (DEC-47)", async () => {
    const rows = (...filters: string[]): string[] =>
      [part(0, 100_000), part(105_000, 185_000), part(190_000, 260_000)].map((row, i) =>
        row.replace(". . END", `. ${filters[i]} END`),
      );
    const told = async (...filters: string[]): Promise<string[]> => {
      const { events } = await read(folder, { rows: rows(...filters) });
      return events.map(({ key, failedFilters }) => [key, ...failedFilters].join(" "));
    };
    expect(await told("PASS", "cnvQual", "cnvQual")).toEqual([
      "2:1-100000:DEL",
      "2:105001-260000:DEL cnvQual",
    ]);
    expect(await told("PASS", "PASS", "cnvLength")).toEqual([
      "2:1-185000:DEL",
      "2:190001-260000:DEL cnvLength",
    ]);
    expect(await told("PASS", "PASS", "PASS")).toEqual(["2:1-260000:DEL"]);
  });

  it("not where a person's own filter says otherwise of one of them", async () => {
    const samples = ["child", "mother"];
    const row = (from: number, to: number, filter: string): string =>
      `2 ${from} . N <DEL> . PASS END=${to};SVTYPE=CNV GT:CN:FT 0/1:1:PASS 0/1:1:${filter}`;
    const keysWith = async (filter: string): Promise<string[]> => {
      const rows = [row(0, 100_000, "PASS"), row(105_000, 185_000, filter)];
      return keysOf(await readAll([{ path: made(folder, { samples, rows }) }]));
    };
    expect(await keysWith("PASS")).toEqual(["2:1-185000:DEL"]);
    expect(await keysWith("q20")).toHaveLength(2);
  });

  it("not over a wide gap, other copies, or a sure normal segment", async () => {
    expect(
      keysOf(await read(folder, { rows: [part(0, 100_000), part(150_000, 230_000)] })),
    ).toHaveLength(2);
    expect(
      keysOf(await read(folder, { rows: [part(0, 100_000), part(105_000, 185_000, 0)] })),
    ).toHaveLength(2);
    const between = (bins: number): string[] => [
      part(0, 100_000),
      neutral(100_000, 105_000, bins),
      part(105_000, 185_000),
    ];
    expect(keysOf(await read(folder, { rows: between(3) }))).toHaveLength(2);
    expect(keysOf(await read(folder, { rows: between(2) }))).toHaveLength(1);
    // One that failed is not sure.
    const failing = (...change: [string, string]): string[] =>
      between(3).map((row, i) => (i === 1 ? row.replace(...change) : row));
    const joined = async (rows: string[]): Promise<number> =>
      keysOf(await read(folder, { rows })).length;
    expect(await joined(failing(". . END", ". LowQual END"))).toBe(1);
    expect(await joined(failing(". . END", ". PASS END"))).toBe(2);
    // Short is no doubt of it.
    expect(await joined(failing(". . END", ". cnvLength END"))).toBe(2);
    const ofCall = (filter: string): string[] =>
      failing("NP:QA", "NP:FT").map((row, i) =>
        i === 1 ? row.replace(":3:99", `:3:${filter}`) : row,
      );
    expect(await joined(ofCall("LowGQ"))).toBe(1);
    expect(await joined(ofCall("PASS"))).toBe(2);
  });
});

describe("relatives", () => {
  it("own files that place it slightly otherwise are one event of the family", async () => {
    const file = (sample: string, pos: number): string =>
      made(folder, {
        header: SV,
        samples: [sample],
        rows: [
          `3 ${pos} MantaDEL:${pos} N <DEL> 9 PASS END=${pos + 10_000};SVTYPE=DEL GT:GQ 0/1:50`,
        ],
      });
    const inputs = [file("child", 5000), file("mother", 5020), file("father", 95_000)].map(
      (path) => ({ path }),
    );
    const { events } = await readAll(inputs);
    expect(events.map(({ key, calls }) => [key, ...calls.map(said)].join(" "))).toEqual([
      "3:5001-15000:DEL carrier:het carrier:het not_called",
      "3:95001-105000:DEL not_called not_called carrier:het",
    ]);
  });

  const merged = async (rows: string[]): Promise<string[]> => {
    const samples = ["child", "father", "mother"];
    const { events } = await readAll([{ path: made(folder, { samples, rows }) }]);
    return events.map(({ key, calls, members }) =>
      [key, members.length, ...calls.map(said)].join(" "),
    );
  };
  const row = (pos: number, calls: string, id = `Sniffles2.DEL.${pos}`): string =>
    `3 ${pos} ${id} N <DEL> 9 PASS END=${pos + 400};SVTYPE=DEL GT:GQ:DR:DV ${calls}`;
  const HET = "0/1:60:15:15";

  it.each([
    ["missing", "./.:.:.:."],
    ["written as reference", "0/0:.:.:."],
  ])("of files put together record by record it is one event: others %s", async (_, none) => {
    expect(
      await merged([row(5000, `${HET} ${none} ${none}`), row(5003, `${none} ${HET} ${none}`)]),
    ).toEqual(["3:5001-5400:DEL 2 carrier:het unknown carrier:het"]);
  });

  it("stays two where one person has both, the other was called there, or a program left them apart", async () => {
    const none = "./.:.:.:.";
    const one = row(5000, `${HET} ${none} ${none}`);
    for (const other of [
      row(5003, `${HET} ${none} ${none}`),
      row(5003, `0/0:30:20:0 ${HET} ${none}`),
      row(5003, `./.:3:2:1 ${HET} ${none}`),
    ])
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await merged([one, other])).toHaveLength(2);
    const survivor = (text: string): string => text.replace("SVTYPE", "CALLERS=Sniffles;SVTYPE");
    const two = [one, row(5003, `${none} ${HET} ${none}`)].map(survivor);
    expect(await merged(two)).toHaveLength(2);
  });

  describe("what the proband's event is, his own records say; relatives' give their calls alone", () => {
    const DRAGEN = ["##source=DRAGEN_CNV"];
    const depth = (sample: string, first: number, last: number, quality = 100): Made => ({
      header: DRAGEN,
      samples: [sample],
      rows: [
        `4 ${first - 1} DRAGEN:LOSS:1 N <DEL> ${quality} PASS END=${last};SVTYPE=CNV GT:SM:CN:BC 0/1:0.5:1:30`,
      ],
    });
    const manta = (samples: string[], first: number, last: number, info = ""): Made => ({
      header: [
        ...SV,
        '##INFO=<ID=CSQ,Number=.,Type=String,Description="From Ensembl VEP. Format: Allele|Consequence|SYMBOL|Gene|Feature|EXON">',
      ],
      samples,
      rows: [
        `4 ${first - 1} MantaDEL:1 N <DEL> 999 PASS END=${last};SVTYPE=DEL${info} GT:GQ ${samples.map(() => "0/1:60").join(" ")}`,
      ],
    });
    const told = async (...files: Made[]): Promise<string[]> => {
      const { events } = await readAll(files.map((file) => ({ path: made(folder, file) })));
      return events.map(({ key, claim, support, members, calls }) =>
        [key, claim, support, members.length, ...calls.map(said)].join(" "),
      );
    };

    it.each([
      ["of better quality", depth("mother", 60_001, 90_000, 150)],
      ["of a junction", manta(["mother"], 60_001, 90_000)],
    ])("beside a mother's record %s", async (_, hers) => {
      const expected = ["4:70001-100000:DEL depth depth 2 carrier:het carrier:het -"];
      const own = depth("child", 70_001, 100_000);
      expect(await told(own, hers)).toEqual(expected);
      expect(await told(hers, own)).toEqual(expected);
    });

    it("a relative's record that is like two of his makes them no one event", async () => {
      const own = [manta(["child"], 10_001, 20_000), depth("child", 15_101, 25_000)];
      const expected = [
        "4:10001-20000:DEL junction junction 2 carrier:het carrier:het -",
        "4:15101-25000:DEL depth depth 1 carrier:het not_called -",
      ];
      const hers = depth("mother", 12_501, 22_000);
      expect(await told(...own, hers)).toEqual(expected);
      expect(await told(hers, ...own.toReversed())).toEqual(expected);
    });

    it("nor is the father's his because it is like the mother's, which is", async () => {
      const own = depth("child", 10_001, 20_000);
      expect(
        await told(own, depth("mother", 13_001, 23_000), depth("father", 16_001, 26_000)),
      ).toEqual([
        "4:10001-20000:DEL depth depth 2 carrier:het carrier:het not_called",
        "4:16001-26000:DEL depth depth 1 not_called not_called carrier:het",
      ]);
    });

    it("that another kind of method finds it in a relative vouches for a short call of depth, and is told (DEC-47)", async () => {
      const of = async (hers: Made): Promise<[boolean, string[]]> => {
        const files = [depth("child", 10_001, 15_000), hers];
        const event = only(await readAll(files.map((file) => ({ path: made(folder, file) }))));
        const { sv } = DEFAULT_POLICY;
        return [hasFailed(event, sv), event.flags];
      };
      expect(await of(manta(["mother"], 10_001, 15_000))).toEqual([
        false,
        ["own_call_failed:short_depth_call", "short_depth_call"],
      ]);
      const joint = (his: string, theirs: string): Made => ({
        samples: ["child", "mother"],
        rows: [
          `4 10000 MantaDEL:1 N <DEL> 90 PASS END=15000;SVTYPE=DEL GT:FT:GQ:PR ${his} ${theirs}`,
        ],
      });
      const carrier = "0/1:PASS:60:9,9";
      const vouched = [false, ["own_call_failed:short_depth_call", "short_depth_call"]];
      expect(await of(joint("./.:.:.:.", carrier))).toEqual(vouched);
      const [isFailed] = await of(joint("./.:.:.:.", "0/1:MinGQ:3:9,9"));
      expect(isFailed).toBe(true);
      expect((await of(joint("0/0:PASS:99:30,0", carrier)))[0]).toBe(true);
      const alike = depth("mother", 10_001, 15_000);
      expect(await of(alike)).toEqual([true, ["short_depth_call"]]);
      const shown = manta(["mother"], 10_001, 15_000);
      const [line = ""] = shown.rows;
      const failed = line.replace("GT:GQ 0/1:60", "GT:FT:GQ 0/1:MinGQ:60");
      expect(await of({ ...shown, rows: [failed] })).toEqual([true, ["short_depth_call"]]);
      const both = manta(["child", "mother"], 10_001, 15_000);
      const lacked = both.rows.map((text) => text.replace("0/1:60", "0/0:60"));
      expect(await of({ ...both, rows: lacked })).toEqual([
        true,
        ["carriers_disagree", "short_depth_call"],
      ]);
    });

    it("two callers of a relative are one by either", async () => {
      const own = manta(["child"], 10_001, 20_000);
      const hers = [manta(["mother"], 10_201, 20_500), depth("mother", 15_201, 25_000)];
      expect(await told(own, ...hers)).toEqual([
        "4:10001-20000:DEL junction junction 3 carrier:het carrier:het -",
      ]);
    });

    it("a record that both carry is his; what relatives alone have keeps the best of theirs", async () => {
      const both = manta(["child", "mother"], 10_001, 20_000);
      expect(await told(both, depth("mother", 12_001, 22_000))).toEqual([
        "4:10001-20000:DEL junction junction 2 carrier:het carrier:het -",
      ]);
      const nobodys = manta(["child"], 50_001, 60_000);
      const hers = depth("mother", 12_001, 22_000);
      const his = manta(["father"], 10_001, 20_000);
      expect((await told(nobodys, hers, his))[0]).toBe(
        "4:10001-20000:DEL both depth,junction 2 not_called carrier:het carrier:het",
      );
    });

    it("what an annotator wrote of a relative's record is no effect of his, and hers is where she has it", async () => {
      const csq = (terms: string): string => `;CSQ=deletion|${terms}|GENE|1|T1|`;
      const files = [
        manta(["mother"], 9901, 20_000, csq("transcript_ablation")),
        manta(["child"], 10_001, 20_000, csq("intron_variant")),
      ];
      const event = only(await readAll(files.map((file) => ({ path: made(folder, file) }))));
      expect(event.annotations.map(({ terms }) => terms)).toEqual([["intron_variant"]]);
      expect(event.calls.map((call) => call?.place)).toEqual([
        undefined,
        { first: 9901, last: 20_000 },
        undefined,
      ]);
    });

    it("but how common it is, a relative's record of the same ends says too", async () => {
      const of = async (first: number): Promise<(number | null)[]> => {
        const hers = manta(["mother"], first, 20_000, ";gnomAD_SV_AF=0.3");
        hers.header?.push('##INFO=<ID=gnomAD_SV_AF,Number=1,Type=Float,Description="AF">');
        const files = [manta(["child"], 10_001, 20_000), hers];
        const event = only(await readAll(files.map((file) => ({ path: made(folder, file) }))));
        return event.frequencies.map(({ frequency }) => frequency);
      };
      expect(await of(10_001)).toEqual([0.3]);
      expect(await of(10_002)).toEqual([]);
    });

    it("of records of one key in a file put together, his own uncertainty counts", async () => {
      const line = (id: string, quality: number, info: string, calls: string): string =>
        `4 10000 ${id} N <DEL> ${quality} PASS END=20000;SVTYPE=DEL${info} GT:GQ:DR:DV ${calls}`;
      const samples = ["child", "mother"];
      const rows = [
        line("a", 99, "", `./.:.:.:. ${HET}`),
        line("b", 9, ";IMPRECISE;CIPOS=-60,60", `${HET} ./.:.:.:.`),
      ];
      const event = only(await readAll([{ path: made(folder, { samples, rows }) }]));
      expect([event.precise, event.ciFirst]).toEqual([false, [-60, 60]]);
    });

    it("whatever relatives' files hold, his events are what they are without them", async () => {
      const random = seeded(11);
      const file = (sample: string, isDepth: boolean): Made => ({
        header: isDepth ? DRAGEN : SV,
        samples: [sample],
        rows: Array.from({ length: 50 }, (_, i) => {
          const pos = 10_000 + Math.floor(random() * 40_000);
          const end = pos + 100 + Math.floor(random() * 15_000);
          const kind = random() < 0.7 ? "DEL" : "DUP";
          const cells = isDepth
            ? `GT:SM:CN:BC ${kind === "DEL" ? "0/1:0.5:1" : "0/1:1.5:3"}:30`
            : "GT 0/1";
          return `1 ${pos} ${isDepth ? "DRAGEN:LOSS" : `Manta${kind}`}:${i} N <${kind}> ${Math.floor(random() * 99)} PASS END=${end};SVTYPE=${kind} ${cells}`;
        }),
      });
      const ofChild = [file("child", false), file("child", true)];
      const others = ["mother", "father"].flatMap((who) => [file(who, false), file(who, true)]);
      const facts = async (files: Made[]): Promise<string[]> => {
        const { events } = await readAll(files.map((one) => ({ path: made(folder, one) })));
        const his = events.filter(({ calls: [own] }) => own?.state === "carrier");
        return his.map((event) => {
          const { key, length, ends, ciFirst, ciLast, precise, claim, support, calls } = event;
          return JSON.stringify([
            key,
            length,
            ends,
            ciFirst,
            ciLast,
            precise,
            claim,
            support,
            said(calls[0]),
          ]);
        });
      };
      const alone = await facts(ofChild);
      expect(alone.length).toBeGreaterThan(40);
      for (const seed of [1, 2, 3])
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        expect(await facts(shuffled([...ofChild, ...others], seed))).toEqual(alone);
    });
  });

  it("the order of files and of records does not show", async () => {
    const random = seeded(4);
    const rows = (n: number): string[] =>
      Array.from({ length: n }, (_, i) => {
        const pos = 10_000 + Math.floor(random() * 30_000);
        const end = pos + 100 + Math.floor(random() * 9000);
        return `${1 + (i % 2)} ${pos} MantaDEL:${i} N <${random() < 0.5 ? "DEL" : "DUP"}> ${i % 7} PASS END=${end};SVTYPE=DEL GT 0/1`;
      });
    const contents = ["child", "mother", "father"].map((sample) => ({
      header: SV,
      samples: [sample],
      rows: rows(60),
    }));
    const facts = async (seed: number): Promise<string[]> => {
      const files = shuffled(contents, seed).map((content) => ({
        path: made(folder, { ...content, rows: shuffled(content.rows, seed) }),
      }));
      const { events } = await readAll(files);
      return events.map(({ key, calls, members }) =>
        [key, ...calls.map(said), ...members.map(({ text }) => text)].join(" "),
      );
    };
    const expected = await facts(1);
    expect(expected.length).toBeLessThan(180);
    for (const seed of [2, 3, 5]) expect(await facts(seed)).toEqual(expected);
  });
});
