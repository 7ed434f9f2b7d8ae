/** What the page says in relations, genotypes, names, lights and addresses; each held to an example by hand. */
import { describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { predicted } from "../../src/rank/index.ts";
import { carriedOf, relationsOf, segregationText } from "../../src/report/html/relations.ts";
import { htmlReport } from "../../src/report/html/index.ts";
import { linksMarkup } from "../../src/report/html/links.ts";
import { clinvarWords } from "../../src/report/html/words.ts";
import { reportDocument } from "../../src/report/index.ts";
import type { ReportDocument } from "../../src/report/types.ts";
import { analysis } from "./build.ts";

const built = reportDocument(analysis());

function drawn(document: ReportDocument): string {
  return htmlReport({
    report: document,
    counts: {
      inRegions: 1000,
      kept: 100,
      dropped: {},
      droppedInGenes: {},
      droppedAlleles: {},
    },
    policy: DEFAULT_POLICY,
    run: null,
    history: null,
    links: true,
    version: "0.0.0",
  });
}

function person(
  id: string,
  more: Partial<ReportDocument["family"]["people"][number]> = {},
): ReportDocument["family"]["people"][number] {
  return {
    id,
    father: null,
    mother: null,
    sex: "male",
    affection: "unaffected",
    sequenced: true,
    ...more,
  };
}

const family = {
  id: "F",
  people: [
    person("s1", { father: "s2", mother: "s3", affection: "affected" }),
    person("s2"),
    person("s3", { sex: "female" }),
    person("s4", { father: "s2", mother: "s3", affection: "affected" }),
    person("s5", { father: "s2", mother: "s3", affection: "unknown" }),
    person("s6", { sex: "female", sequenced: false }),
  ],
};
const relations = relationsOf({ family, proband: "s1" });

describe("relations in place of sample names", () => {
  it("by the pedigree; several of one kind are numbered", () => {
    expect(relations.map(({ name }) => name)).toEqual([
      "Proband",
      "Father",
      "Mother",
      "Brother 1",
      "Brother 2",
      "Relative",
    ]);
  });

  it("sample names stand in the family's table alone, not beside genotypes", () => {
    const [candidate] = built.candidates;
    const [v] = candidate?.variants ?? [];
    if (candidate === undefined || v === undefined) throw new Error("no candidate");
    const genotypes = ["s1", "s2", "s3"].map((sample) => genotype(sample, "0/1"));
    const html = drawn({
      ...built,
      family,
      proband: "s1",
      candidates: [{ ...candidate, variants: [{ ...v, genotypes }] }],
    });
    const [, cards = ""] = /<section id="cards">([^]*?)<section id="sign-off">/.exec(html) ?? [];
    expect(cards).toContain('<th scope="row">Father<span');
    expect(cards).not.toMatch(/>s[123]</);
    expect(html).toMatch(/<th scope="row">Father<\/th><td>s2/);
  });
});

function genotype(
  sample: string,
  text: string,
  alleleDepths: (number | null)[] | null = [10, 12],
): ReportDocument["candidates"][number]["variants"][number]["genotypes"][number] {
  return {
    sample,
    genotype: text,
    alleleDepths,
    depth: 22,
    genotypeQuality: 99,
    alleleBalance: null,
  };
}

describe("genotypes in words", () => {
  const at = (chrom: string, alleleIndex: number, texts: readonly [string, string][]): string[] => {
    const [v] = built.candidates[0]?.variants ?? [];
    if (v === undefined) throw new Error("no variant");
    const genotypes = texts.map(([sample, text]) => genotype(sample, text));
    const variant = { ...v, chrom, pos: 100_000_000, alleleIndex, genotypes };
    return carriedOf(variant, relations, "GRCh38").map(({ word }) => word);
  };

  it.each<[string, string, number, [string, string][], string[]]>([
    [
      "an autosome",
      "1",
      1,
      [
        ["s1", "0/1"],
        ["s2", "1|1"],
        ["s3", "0/0"],
      ],
      ["het", "hom", "reference"],
    ],
    [
      "missing is not reference",
      "1",
      1,
      [
        ["s1", "./."],
        ["s2", "./1"],
        ["s3", "0/."],
      ],
      ["no call", "half a call", "no call"],
    ],
    [
      "another allele of the site",
      "1",
      2,
      [
        ["s1", "1/2"],
        ["s2", "0/1"],
      ],
      ["het", "other allele"],
    ],
    [
      "X in men and women",
      "X",
      1,
      [
        ["s1", "1"],
        ["s2", "1/1"],
        ["s3", "1/1"],
      ],
      ["hemi", "hemi", "hom"],
    ],
    [
      "mitochondrial DNA",
      "MT",
      1,
      [
        ["s1", "0/1"],
        ["s3", "1"],
      ],
      ["present", "present"],
    ],
  ])("%s", (_what, chrom, index, texts, words) => {
    expect(at(chrom, index, texts)).toEqual(words);
  });

  it("segregation: who carries, of those whose genotype is known", () => {
    const [v] = built.candidates[0]?.variants ?? [];
    if (v === undefined) throw new Error("no variant");
    const genotypes = [
      genotype("s1", "0/1"),
      genotype("s2", "0/0"),
      genotype("s3", "./."),
      genotype("s4", "0/0"),
      genotype("s5", "0/1"),
    ];
    const carried = carriedOf({ ...v, chrom: "1", alleleIndex: 1, genotypes }, relations, "GRCh38");
    expect(segregationText(carried, relations)).toBe(
      "Carried by 1 of 2 affected and 0 of 1 unaffected and 1 of 1 of unknown status; not known in 2 people.",
    );
  });
});

it.each([
  ["p.Arg466Ter", "p.(Arg466Ter)"],
  ["ENSP1:p.Gly608=", "ENSP1:p.(Gly608=)"],
  ["p.(Arg466Ter)", "p.(Arg466Ter)"],
  ["p.?", "p.?"],
  ["c.1A>G", "c.1A>G"],
  ["", ""],
])("%s is written %s", (protein, written) => expect(predicted(protein)).toBe(written));

it.each([
  ["Pathogenic|not provided", "Pathogenic"],
  ["not provided", "not provided"],
  ["Benign|risk factor", "Benign; risk factor"],
])("ClinVar's %s is %s", (text, said) => expect(clinvarWords(text)).toBe(said));

describe("addresses are right for the build", () => {
  const of = (assembly: "GRCh37" | "GRCh38", chrom: string): string =>
    linksMarkup(
      {
        assembly,
        gene: { symbol: "ABC1", hgncId: "HGNC:5", ensemblId: null },
        sites: [{ chrom, pos: 3243, ref: "A", alt: "G" }],
        variation: "",
        diseases: [{ diseaseId: "OMIM:610188" }, { diseaseId: "MONDO:1" }],
      },
      true,
    ).text;

  it.each<["GRCh37" | "GRCh38", string, string[], string[]]>([
    [
      ...(["GRCh38", "2"] as const),
      [
        "http://localhost:60151/goto?locus=chr2:3203-3283",
        "db=hg38",
        "www.ensembl.org",
        "gnomad_r4",
        "chrpos38",
      ],
      ["mitomap", "hg19"],
    ],
    [
      ...(["GRCh37", "2"] as const),
      ["db=hg19", "grch37.ensembl.org", "gnomad_r2_1", "chrpos37", "hg=37"],
      ["sequence-variant", "hg38"],
    ],
    [
      ...(["GRCh38", "MT"] as const),
      ["chrM%3A", "gnomad_r3", "search_allele?variant=3243A%3EG"],
      ["spliceai"],
    ],
    [
      ...(["GRCh37", "MT"] as const),
      ["hg19&amp;position=chrMT%3A", "variant/M-3243-A-G"],
      ["sequence-variant"],
    ],
  ])("%s, chromosome %s", (assembly, chrom, there, absent) => {
    const text = of(assembly, chrom);
    for (const part of there) expect(text).toContain(part);
    for (const part of absent) expect(text).not.toContain(part);
    expect(text).toContain("https://www.omim.org/entry/610188");
    expect(text).not.toContain("MONDO");
  });
});

describe("the first lines", () => {
  it("counts of the tiers, and a light per check by its worst outcome", () => {
    const check = (subject: string, outcome: "passed" | "warning") => ({
      check: "sex",
      subject,
      outcome,
      detail: "d",
    });
    const html = drawn({ ...built, sampleChecks: [check("a", "passed"), check("b", "warning")] });
    const [, head = ""] = /<header class="head">([^]*?)<\/header>/.exec(html) ?? [];
    for (const tier of [1, 2, 3] as const) {
      const n = built.candidates.filter((c) => c.tier === tier).length;
      expect(head).toContain(`<b class="tier t${tier}">${n}</b> tier ${tier}`);
    }
    expect(head).toContain('<span class="light warning"><b aria-hidden="true">!</b> Sex');
    expect(head.match(/class="light warning"/g)).toHaveLength(1);
    expect(head).toContain("complete");
  });

  it("an incomplete answer has no green light", () => {
    const text = "no record on chromosome 2";
    const incomplete = [{ code: "chromosome_absent", facts: {}, text }];
    const html = drawn({ ...built, complete: false, incomplete });
    expect(html).toContain('<span class="light failed"><b aria-hidden="true">✗</b> incomplete');
    expect(html).not.toContain('class="light passed"><b aria-hidden="true">✓</b> complete');
  });

  it("bars of the filtering are to scale", () => {
    const [, table = ""] =
      /<section class="panel" id="funnel">([^]*?)<\/section>/.exec(drawn(built)) ?? [];
    const widths = [...table.matchAll(/M0 1h([\d.]+)v8/g)].map(([, w]) => Number(w));
    expect(widths.slice(0, 2)).toEqual([150, 15]);
  });
});

describe("what a sheet of paper says of whose it is", () => {
  it.each([
    ["A-1 b", 'content:"A-1 b, family FAM"'],
    ['x"}*{', 'content:"x\\22 \\7d \\2a \\7b , family FAM"'],
    ["</style>", 'content:"\\3c \\2f style\\3e , family FAM"'],
  ])("%s", (proband, said) => {
    const html = drawn({ ...built, proband, family: { id: "FAM", people: [person(proband)] } });
    const [, style = ""] = /<style>([^]*?)<\/style>/.exec(html) ?? [];
    expect(style).toContain(said);
  });
});

it("transcripts: the reporting one first, MANE's name beside each, none twice", () => {
  const [candidate] = built.candidates;
  const [v] = candidate?.variants ?? [];
  if (candidate === undefined || v === undefined) throw new Error("no candidate");
  const line = {
    maneSelect: false,
    manePlusClinical: false,
    canonical: false,
    terms: ["intron_variant"],
  };
  const names = { hgvsc: "T2:c.5A>G", hgvsp: "", exon: "", intron: "3/9" };
  const html = drawn({
    ...built,
    candidates: [
      {
        ...candidate,
        variants: [
          {
            ...v,
            worse: null,
            consequence: { ...v.consequence, mane: "NM_1.1" },
            otherTranscripts: [{ transcript: "T2", ...line, ...names }],
          },
        ],
      },
    ],
  });
  const [, table = ""] = /<table class="plain tx">([^]*?)<\/table>/.exec(html) ?? [];
  const rows = table.split("<tr").slice(2);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toContain("NM_1.1");
  expect(rows[1]).toMatch(/T2<\/code>.*intron variant.*c\.5A&gt;G.*intron 3\/9/);
});
