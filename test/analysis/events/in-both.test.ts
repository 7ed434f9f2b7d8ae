/** An allele that the files of small variants and of events both have: whose it is, by both (SVE-17, SVE-24, SVH-09, SVR-01). */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { explain } from "../../../src/analysis/explain.ts";
import type { ReportDocument } from "../../../src/report/types.ts";
import { analyseHere, DEFAULTS } from "../../helpers/analyse.ts";
import { eventVcf, type EventLine } from "../../helpers/event-text.ts";
import { tempFolder } from "../../helpers/temp.ts";
import { TRIO_PED, vcfText, type RecordOptions } from "../../helpers/vcf-text.ts";

const folder = tempFolder();
const io = {
  log: { info: () => {}, warn: () => {}, detail: () => {} },
  onProgress: () => {},
  stdin: Readable.from([]),
};
const TRIO = ["C", "F", "M"];
let files = 0;

function file(text: string, ending = "vcf"): string {
  const path = join(folder, `${files++}.${ending}`);
  writeFileSync(path, text);
  return path;
}

const ped = file(TRIO_PED, "ped");
const panelOf = (mode: string): string =>
  file(`symbol\tmode_of_inheritance\tconfidence\nGENE1\t${mode}\tgreen\n`, "tsv");
const DOMINANT = panelOf("MONOALLELIC");
const RECESSIVE = panelOf("BIALLELIC");

const LOST = "ACGT".repeat(15);
/** Sixty bases lost, and gained. */
const SMALL = { pos: 10_000, ref: `G${LOST}`, alt: "G", consequence: "frameshift_variant" };
const GAINED = { ...SMALL, ref: "G", alt: `G${LOST}` };
const EVENT: EventLine = {
  pos: 10_000,
  end: 10_060,
  gene: "GENE1",
  consequence: "frameshift_variant&feature_truncation",
  genotypes: [],
};
/** Of no gene. */
const ELSEWHERE: EventLine = { pos: 50_000_000, end: 50_001_000, genotypes: ["0/1"] };
const MISSENSE = { pos: 20_000, consequence: "missense_variant" };

interface Asked {
  small: RecordOptions[];
  notGeneticParents?: string[];
  /** Of everybody in one file, or of people in their own. */
  events: readonly (readonly [samples: readonly string[], line: EventLine])[];
  panel?: string;
}

async function run({
  small,
  events,
  panel = DOMINANT,
  notGeneticParents = [],
}: Asked): Promise<ReportDocument> {
  const far = {
    pos: 90_000_000,
    consequence: "synonymous_variant",
    genotypes: ["0/1", "0/0", "0/0"],
  };
  const vcfs = [
    file(vcfText({ samples: TRIO }, [...small, far])),
    ...events.map(([samples, line]) => file(eventVcf(samples, [line]))),
  ];
  const options = { vcfs, panels: [panel], ped, notGeneticParents };
  const { text } = await analyseHere(options, { format: "json" });
  return JSON.parse(text) as ReportDocument;
}

const told = ({ candidates }: ReportDocument): object[] =>
  candidates.map(({ band, flags, models, variants }) => ({
    band,
    models: models.map(({ model, verdict }) => `${model} ${verdict}`),
    disagree: flags.filter((flag) => flag.endsWith("_disagree")),
    zygosity: variants.map(({ zygosity }) => zygosity),
  }));

describe("a parent who is called to lack it by one and to have it by the other", () => {
  const small = [{ ...SMALL, genotypes: ["0/1", "0/0", "0/0"] }];
  const doubtful = {
    band: 1,
    models: ["AD UNCERTAIN", "AD_DENOVO UNCERTAIN"],
    disagree: ["carriers_disagree"],
    zygosity: ["het"],
  };

  it("is nobody's doubt where the parent is not the genetic one (DEC-18)", async () => {
    const line = { ...EVENT, genotypes: ["0/1", "0/0", "0/1"] };
    const report = await run({ small, events: [[TRIO, line]], notGeneticParents: ["M"] });
    expect(told(report)).toMatchObject([{ disagree: [] }]);
  });

  it("is unknown: in one call of the family", async () => {
    const line = { ...EVENT, genotypes: ["0/1", "0/0", "0/1"] };
    const report = await run({ small, events: [[TRIO, line]] });
    expect(told(report)).toEqual([doubtful]);
    expect(report.candidates[0]?.reason).toContain("disagree on who in the family carries it");
  });

  it.each<[string, EventLine, Partial<EventLine>]>([
    ["the mother's own", { ...EVENT, genotypes: ["0/1"] }, {}],
    ["the mother's alone", ELSEWHERE, {}],
    ["the mother's, of which most is shared", ELSEWHERE, { end: 10_085 }],
    ["the mother's, with a longer one around it", ELSEWHERE, { pos: 9000, end: 12_000 }],
  ])("is unknown: in a file %s", async (_, own, change) => {
    const hers: EventLine = { ...EVENT, ...change, genotypes: ["0/1"] };
    const events: Asked["events"] = [
      [["C"], own],
      [["M"], hers],
    ];
    expect(told(await run({ small, events }))).toEqual([doubtful]);
  });

  it("is unknown: of an insertion that is the mother's alone by her file", async () => {
    const gained = [{ ...GAINED, genotypes: ["0/1", "0/0", "0/0"] }];
    const hers = { ...EVENT, type: "INS", end: 10_000, info: "SVLEN=60", genotypes: ["0/1"] };
    const events: Asked["events"] = [
      [["C"], ELSEWHERE],
      [["M"], hers],
    ];
    expect(told(await run({ small: gained, events }))).toEqual([doubtful]);
  });

  it("whose own call failed is no proof: de novo, with low confidence", async () => {
    const hers = { ...EVENT, filter: "MinQUAL", genotypes: ["0/1"] };
    const report = await run({
      small,
      events: [
        [["C"], { ...EVENT, genotypes: ["0/1"] }],
        [["M"], hers],
      ],
    });
    const [candidate] = report.candidates;
    expect(candidate?.models.map(({ deNovo }) => deNovo)).not.toContainEqual(["HIGH"]);
  });

  it("who is called to lack it by both leaves it new", async () => {
    const line = { ...EVENT, genotypes: ["0/1", "0/0", "0/0"] };
    const report = await run({ small, events: [[TRIO, line]] });
    expect(report.candidates[0]?.models[0]).toMatchObject({ model: "AD_DENOVO", deNovo: ["HIGH"] });
    expect(report.candidates[0]?.flags).not.toContain("carriers_disagree");
  });

  it("makes no pair in trans of what may be his twice", async () => {
    const events: Asked["events"] = [[TRIO, { ...EVENT, genotypes: ["0/1", "0/1", "0/0"] }]];
    const pair = [...small, { ...MISSENSE, genotypes: ["0/1", "0/1", "0/0"] }];
    const { candidates } = await run({ small: pair, events, panel: RECESSIVE });
    const passing = candidates.flatMap(({ models }) =>
      models.filter(({ model, verdict }) => model === "AR_COMPHET" && verdict === "PASS"),
    );
    expect(passing).toEqual([]);
  });
});

describe("a genotype that the callers of small variants cannot tell", () => {
  it("of the mother is that of the other caller", async () => {
    const small = [{ ...SMALL, genotypes: ["0/1", "0/0", "./."] }];
    const line = { ...EVENT, genotypes: ["0/1", "0/0", "0/1"] };
    const { candidates } = await run({ small, events: [[TRIO, line]] });
    expect(candidates[0]?.reason).toContain("inherited from the mother");
    expect(candidates[0]?.flags).not.toContain("structural_genotype");
  });
});

describe("one copy by one caller, and all by the other", () => {
  it("is either: two carriers may have a homozygous child", async () => {
    const small = [{ ...SMALL, genotypes: ["0/1", "0/1", "0/1"] }];
    const line = { ...EVENT, genotypes: ["1/1", "0/1", "0/1"] };
    const report = await run({ small, events: [[TRIO, line]], panel: RECESSIVE });
    expect(told(report)).toEqual([
      {
        band: 1,
        models: ["AR_HOM UNCERTAIN"],
        disagree: ["genotypes_disagree"],
        zygosity: ["het_or_hom"],
      },
    ]);
  });

  it("is open in a pair, and no half call", async () => {
    const flagsOf = async (gt: string): Promise<string[]> => {
      const { candidates } = await run({
        small: [
          { ...SMALL, genotypes: [gt, "0/0", "0/1"] },
          { ...MISSENSE, pos: 10_030, genotypes: ["1/1", "0/1", "0/0"] },
        ],
        events: [[TRIO, { ...EVENT, genotypes: ["0/1", "0/0", "0/1"] }]],
        panel: RECESSIVE,
      });
      return candidates.find(({ variants }) => variants.length === 2)?.flags ?? [];
    };
    const flags = await flagsOf("1/1");
    expect(flags).toContain("genotypes_disagree");
    expect(flags).not.toContain("half_call");
  });

  it("is what both say where they agree", async () => {
    const small = [{ ...SMALL, genotypes: ["1/1", "0/1", "0/1"] }];
    const line = { ...EVENT, genotypes: ["1/1", "0/1", "0/1"] };
    const report = await run({ small, events: [[TRIO, line]], panel: RECESSIVE });
    expect(told(report)).toMatchObject([{ models: ["AR_HOM PASS"], disagree: [] }]);
  });
});

describe("an allele that is common by the annotation of the small variants", () => {
  const INSERTION = { ...EVENT, type: "INS", end: 10_000, info: "SVLEN=60" };

  it.each([
    ["a deletion", SMALL, EVENT],
    ["an insertion", GAINED, INSERTION],
    ["an insertion that ends elsewhere in what it repeats", GAINED, { ...INSERTION, pos: 10_001 }],
  ])("is common as an event: %s (SVE-24)", async (_, allele, line) => {
    const genotypes = ["0/1", "0/0", "0/1"];
    const events: Asked["events"] = [[TRIO, { ...line, genotypes }]];
    const at = (af: number | null, filter = "PASS"): Promise<ReportDocument> =>
      run({ small: [{ ...allele, af, filter, genotypes }], events });
    expect((await at(0.2)).candidates).toEqual([]);
    // Dropped for another reason, it is as rare as it is there.
    const [rare] = (await at(0.00001, "LowQual")).candidates;
    expect(rare?.variants).toMatchObject([{ kind: "event", frequency: { assessed: true } }]);
    expect(rare?.reason).toContain("of the same small variant");
    const [untold] = (await at(null, "LowQual")).candidates;
    expect(untold?.flags).toContain("sv_frequency_not_assessed");
  });

  it.each([
    ["longer", SMALL, { ...EVENT, end: 10_400 }],
    ["beside it", { ...SMALL, pos: 9995 }, EVENT],
    ["inserted as other bases", GAINED, { ...INSERTION, ref: "G", alt: `G${"AC".repeat(30)}` }],
    ["that may repeat other bases", GAINED, { ...EVENT, type: "DUP" }],
  ])("is no word on another one near it: %s", async (_, allele, other) => {
    const genotypes = ["0/1", "0/0", "0/1"];
    const line = { ...other, genotypes };
    const report = await run({
      small: [{ ...allele, af: 0.2, genotypes }],
      events: [[TRIO, line]],
    });
    expect(report.candidates).toMatchObject([{ variants: [{ kind: "event" }] }]);
  });
});

it("an insertion that the other caller writes as a duplication of as many bases is one finding", async () => {
  const genotypes = ["0/1", "0/0", "0/0"];
  const line = { ...EVENT, type: "DUP", genotypes };
  const found = (end: number): Promise<ReportDocument> =>
    run({ small: [{ ...GAINED, genotypes }], events: [[TRIO, { ...line, end }]] });
  const { candidates } = await found(10_060);
  expect(candidates).toMatchObject([{ variants: [{ kind: "small" }] }]);
  expect(candidates[0]?.flags).toContain("structural_call_too");
  const [first] = (await found(10_200)).candidates;
  expect(first?.flags).not.toContain("structural_call_too");
});

it.each([
  ["beside it", 10_090, 110],
  ["at its place, of another length", 10_000, 110],
])(
  "an insertion that is not the small variant stays a finding: %s (SVE-08, SVE-23)",
  async (_, pos, length) => {
    const ins = (at: number, bases: string, genotypes: string[]): EventLine => ({
      ...EVENT,
      type: "INS",
      pos: at,
      end: at,
      ref: "G",
      alt: `G${bases}`,
      info: `SVLEN=${bases.length}`,
      genotypes,
    });
    const lines = [
      ins(10_000, LOST, ["0/1", "0/1", "0/0"]),
      ins(pos, "AC".repeat(length / 2), ["0/1", "0/0", "0/0"]),
    ];
    const vcfs = [
      file(vcfText({ samples: TRIO }, [{ ...GAINED, genotypes: ["0/1", "0/1", "0/0"] }])),
      file(eventVcf(TRIO, lines)),
    ];
    const { text } = await analyseHere({ vcfs, panels: [DOMINANT], ped }, { format: "json" });
    const { candidates } = JSON.parse(text) as ReportDocument;
    const findings = candidates.map(({ variants, flags }) => [
      variants[0]?.kind,
      flags.includes("structural_call_too"),
    ]);
    expect(findings).toEqual(
      expect.arrayContaining([
        ["event", false],
        ["small", true],
      ]),
    );
    expect(candidates).toHaveLength(2);
    expect(candidates.flatMap(({ flags }) => flags)).not.toContain("carriers_disagree");
  },
);
describe("a parent who has it by the file of small variants alone, where the child has it by the other", () => {
  const line = { ...EVENT, genotypes: ["0/1", "0/0", "0/0"] };
  const origin = async (change: Partial<RecordOptions>): Promise<object[]> => {
    const small = [{ ...SMALL, genotypes: ["./.", "0/1", "0/0"], ...change }];
    const { candidates } = await run({ small, events: [[TRIO, line]] });
    return candidates.map(({ models, flags }) => ({
      models: models.map(({ model, verdict }) => `${model} ${verdict}`),
      isDoubted: flags.includes("carriers_disagree"),
    }));
  };
  const doubted = [{ models: ["AD UNCERTAIN", "AD_DENOVO UNCERTAIN"], isDoubted: true }];
  const isNew = { models: ["AD_DENOVO PASS", "AD PASS"], isDoubted: false };

  it.each<[string, Partial<RecordOptions>]>([
    ["has no genotype", {}],
    ["is called to lack it", { genotypes: ["0/0", "0/1", "0/0"] }],
    ["has it too, where the site fails", { genotypes: ["0/1", "0/1", "0/0"], filter: "LowQual" }],
  ])("is unknown: the child %s there", async (_, change) =>
    expect(await origin(change)).toEqual(doubted),
  );

  it("who lacks it there too leaves it new, and a child who does is told", async () => {
    expect(await origin({ genotypes: ["./.", "0/0", "0/0"] })).toEqual([isNew]);
    expect(await origin({ genotypes: ["0/0", "0/0", "0/0"] })).toEqual([
      { ...isNew, isDoubted: true },
    ]);
  });
});

describe("a deletion that both files have takes the other copy, as one that is an event alone (SVH-04, SVH-05)", () => {
  const FROM_MOTHER = ["0/1", "0/0", "0/1"];
  const line = { ...EVENT, genotypes: FROM_MOTHER };
  const inside = (genotypes: string[], over = {}): RecordOptions => ({
    ...MISSENSE,
    pos: 10_030,
    genotypes,
    ...over,
  });
  /** Without the small record, and with it. */
  const eachWay = async (others: RecordOptions[], event = line): Promise<ReportDocument[]> => {
    const asked = { events: [[TRIO, event]] as Asked["events"], panel: RECESSIVE };
    const own = { ...SMALL, genotypes: event.genotypes };
    return [
      await run({ ...asked, small: others }),
      await run({ ...asked, small: [own, ...others] }),
    ];
  };
  const passing = ({ candidates }: ReportDocument): object[] =>
    candidates.map(({ tier, models, verdict }) => ({
      tier,
      verdict,
      models: models.map(({ model, phase }) => `${model} ${phase}`),
    }));

  it("of what seems homozygous inside it: one pair, of two small variants", async () => {
    const [alone, both] = await eachWay([inside(["1/1", "0/1", "0/0"])]);
    expect(passing(both as ReportDocument)).toEqual([
      { tier: 1, verdict: "PASS", models: ["AR_DEL_HEMI TRANS"] },
    ]);
    expect(passing(both as ReportDocument)).toEqual(passing(alone as ReportDocument));
    const [candidate] = (both as ReportDocument).candidates;
    expect(candidate?.variants.map(({ kind }) => kind)).toEqual(["small", "small"]);
    expect(candidate?.flags).toEqual(
      expect.arrayContaining(["hemizygous_over_deletion", "structural_call_too"]),
    );
  });

  it("is contradicted by both copies inside it: no pair, both are flagged", async () => {
    const reports = await eachWay([inside(["0/1", "0/1", "0/0"], { consequence: "stop_gained" })]);
    for (const { candidates, untiered } of reports) {
      expect(candidates).toEqual([]);
      expect(untiered.one_hit.map(({ flags }) => flags.includes("het_inside_deletion"))).toEqual([
        true,
        true,
      ]);
    }
  });

  it("leaves no copy where both say so", async () => {
    const reports = await eachWay([inside(["1/1", "0/1", "0/1"])], {
      ...EVENT,
      genotypes: ["1/1", "0/1", "0/1"],
    });
    for (const { candidates } of reports) {
      const missense = candidates.find(({ variants }) => variants[0]?.pos === 10_030);
      expect(missense?.flags).toContain("no_copy_left");
    }
  });

  it("is doubted for what is called inside it (SVE-18)", async () => {
    const silent = { consequence: "synonymous_variant" };
    const sites = [10_010, 10_020, 10_030, 10_040].map((pos) =>
      inside(["0/1", "0/1", "0/0"], { ...silent, pos }),
    );
    for (const { untiered } of await eachWay(sites))
      expect(untiered.one_hit.map(({ flags }) => flags)).toEqual([
        expect.arrayContaining(["het_snvs_in_deletion:4"]),
      ]);
  });

  it("takes nothing beside its bases, and is no partner of itself", async () => {
    const [, both] = await eachWay([inside(["1/1", "0/1", "0/1"], { pos: 10_061 })]);
    expect(passing(both as ReportDocument)).toEqual([
      { tier: 2, verdict: "PASS", models: ["AR_HOM null"] },
    ]);
    expect((both as ReportDocument).untiered.one_hit).toMatchObject([
      { variants: [{ kind: "small" }] },
    ]);
  });
});

describe("a small variant that stands for one gene alone", () => {
  const panel = file(
    "symbol\tmode_of_inheritance\tconfidence\nGENE1\tMONOALLELIC\tgreen\nGENE2\tMONOALLELIC\tgreen\n",
    "tsv",
  );
  const genotypes = ["0/1", "0/0", "0/0"];
  const small = [{ ...SMALL, gene: "GENE2", genotypes }];
  const found = async (gene: string): Promise<unknown[]> => {
    const events: Asked["events"] = [[TRIO, { ...EVENT, gene, genotypes }]];
    const { candidates } = await run({ small, events, panel });
    return candidates.map((c) => [c.gene.symbol, ...c.variants.map(({ kind }) => kind)]).toSorted();
  };

  it("leaves the event in the others (SVE-24)", async () => {
    expect(await found("GENE1")).toEqual([
      ["GENE1", "event"],
      ["GENE2", "small"],
    ]);
    expect(await found("GENE2")).toEqual([["GENE2", "small"]]);
  });

  it("leaves it in a region of the panel, for which no small variant stands", async () => {
    const region = {
      entity_type: "region",
      entity_name: "ISCA-1",
      verbose_name: "Short",
      confidence_level: "3",
      mode_of_inheritance: "MONOALLELIC",
      chromosome: "1",
      grch38_coordinates: [10_005, 10_055],
      type_of_variants: "cnv_loss",
      required_overlap_percentage: 60,
    };
    const gene = {
      entity_type: "gene",
      entity_name: "GENE1",
      confidence_level: "3",
      mode_of_inheritance: "MONOALLELIC",
      gene_data: { gene_symbol: "GENE1" },
    };
    const of = { id: 1, name: "P", version: "1.0", genes: [gene], regions: [region], strs: [] };
    const events: Asked["events"] = [[TRIO, { ...EVENT, genotypes }]];
    const asked = { small: [{ ...SMALL, genotypes }], events };
    const { candidates } = await run({ ...asked, panel: file(JSON.stringify(of), "json") });
    const places = candidates.map((c) => [c.gene.symbol, ...c.variants.map(({ kind }) => kind)]);
    expect(places.toSorted()).toEqual([
      ["GENE1", "small"],
      ["Short", "event"],
    ]);
  });

  it("is explained as one, by either name", async () => {
    const vcfs = [
      file(vcfText({ samples: TRIO }, small)),
      file(eventVcf(TRIO, [{ ...EVENT, genotypes }])),
    ];
    const asked = { ...DEFAULTS, vcfs, panels: [panel], ped, allowEmpty: true };
    const explained = async (text: string): Promise<unknown> => {
      const { answer, genes } = await explain(asked, text, io);
      return { answer, genes: genes.map(({ gene, candidates }) => [gene, candidates.length]) };
    };
    const byEvent = await explained("1:10001-10060:DEL");
    expect(byEvent).toMatchObject({
      genes: [
        ["GENE1", 1],
        ["GENE2", 1],
      ],
    });
    expect(await explained(`1:10000:${SMALL.ref}:G`)).toEqual(byEvent);
  });
});

describe("an event near a small variant", () => {
  const of = (bases: string, change: Partial<EventLine> = {}): EventLine => ({
    ...EVENT,
    type: "INS",
    end: 10_000,
    ref: "G",
    alt: `G${bases}`,
    info: `SVLEN=${bases.length}`,
    ...change,
  });
  const kinds = async (allele: Partial<RecordOptions>, line: EventLine): Promise<object> => {
    const small = [{ ...SMALL, ...allele, genotypes: ["0/1", "0/1", "0/0"] }];
    const events: Asked["events"] = [[TRIO, { ...line, genotypes: ["0/1", "0/0", "0/0"] }]];
    const { candidates } = await run({ small, events });
    const isDoubted = candidates.some(({ flags }) => flags.includes("carriers_disagree"));
    // Pairs of them are other findings.
    const found = candidates.flatMap(({ variants: [only, other], models }) => {
      const isNew = models.some((m) => m.model === "AD_DENOVO" && m.verdict === "PASS");
      return other === undefined ? [[only?.kind, isNew]] : [];
    });
    return { isDoubted, found: found.toSorted() };
  };
  const two = {
    isDoubted: false,
    found: [
      ["event", true],
      ["small", false],
    ],
  };
  const one = { isDoubted: true, found: [["small", false]] };

  it.each([
    ["of other bases, not far off", GAINED, of("AC".repeat(40), { pos: 10_090, end: 10_090 })],
    ["of other bases, at its place", GAINED, of("AC".repeat(30))],
    ["of another exact length", GAINED, of("", { alt: "<INS>", info: "SVLEN=70" })],
    ["of more bases, duplicated", GAINED, { ...EVENT, type: "DUP", end: 10_070 }],
  ])("that is exact, and not like it, is another: %s (SVE-08)", async (_, allele, line) =>
    expect(await kinds(allele, line)).toEqual(two),
  );

  it.each<[string, Partial<RecordOptions>, EventLine]>([
    [
      "the same bases, put in further on",
      GAINED,
      of(`${LOST.slice(2)}AC`, { pos: 10_002, end: 10_002 }),
    ],
    ["no length", GAINED, of("", { alt: "<INS>", info: "IMPRECISE" })],
    ["a length about", GAINED, of("", { alt: "<INS>", info: "SVLEN=70;CIPOS=-9,9" })],
    ["ends about", SMALL, { ...EVENT, end: 10_064, info: "CIPOS=-5,5;CIEND=-5,5" }],
    ["imprecise", SMALL, { ...EVENT, end: 10_064, info: "IMPRECISE" }],
    ["an element", GAINED, of("", { alt: "<INS:ME:ALU>", end: 10_020, info: "SVLEN=90" })],
    ["one base more", SMALL, { ...EVENT, end: 10_061 }],
    ["lost two bases more", SMALL, { ...EVENT, end: 10_062 }],
    ["lost as many further on", SMALL, { ...EVENT, pos: 10_003, end: 10_063 }],
    ["gained two bases more", GAINED, of(`${LOST}AC`)],
    ["one base of another kind", GAINED, of(`T${LOST.slice(1)}`)],
    ["five more, two bases off", GAINED, of(`${LOST}ACGTA`, { pos: 10_002, end: 10_002 })],
  ])("that may be it is it: %s (SVE-24)", async (_, allele, line) =>
    expect(await kinds(allele, line)).toEqual(one),
  );

  it.each(["INS", "DEL"])(
    "is no pair with itself, by another caller's length: %s (SVE-22)",
    async (type) => {
      const allele = type === "INS" ? GAINED : SMALL;
      const line = type === "INS" ? of(`${LOST}AC`) : { ...EVENT, end: 10_062 };
      const { candidates } = await run({
        small: [{ ...allele, genotypes: ["0/1", "0/0", "0/1"] }],
        events: [[["C"], { ...line, genotypes: ["0/1"] }]],
        panel: RECESSIVE,
      });
      expect(candidates.flatMap(({ models }) => models.map(({ model }) => model))).toEqual([]);
    },
  );

  it("pairs with one of another length at its place (SVE-08)", async () => {
    const small = [{ ...GAINED, genotypes: ["0/1", "0/0", "0/1"] }];
    const events: Asked["events"] = [
      [["M"], of(LOST, { genotypes: ["0/1"] })],
      [["C", "F"], of("AC".repeat(200), { genotypes: ["0/1", "0/1"] })],
    ];
    const { candidates } = await run({ small, events, panel: RECESSIVE });
    expect(candidates).toMatchObject([
      { models: [{ model: "AR_COMPHET" }], variants: [{ kind: "event" }, { kind: "small" }] },
    ]);
  });

  it("pairs with it where it is another", async () => {
    const small = [{ ...GAINED, genotypes: ["0/1", "0/1", "0/0"] }];
    const events: Asked["events"] = [
      [["C"], of("AC".repeat(40), { pos: 10_090, end: 10_090, genotypes: ["0/1"] })],
    ];
    const { candidates } = await run({ small, events, panel: RECESSIVE });
    expect(candidates).toMatchObject([
      { models: [{ model: "AR_COMPHET" }], variants: [{ kind: "small" }, { kind: "event" }] },
    ]);
  });
});
