/** What the door refuses: one wrong value of every option of every function is an error that names it. */
import { describe, expect, it } from "vitest";
import { OPTIONS } from "../src/asked.ts";
import {
  analyse,
  annotate,
  compareAnnotation,
  explain,
  inspect,
  readReport,
  reanalyse,
  ToolError,
} from "../src/index.ts";

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (error instanceof ToolError && error.code === "E_USAGE")
    return `${error.message} ${error.hint ?? ""}`.trim();
  throw new Error(`no E_USAGE: ${String(error)}`, { cause: error });
}

/** Wrong values of each option, the same wherever it is taken; each with what the message must say. */
const WRONG: Record<string, [value: unknown, message: string][]> = {
  log: [
    ["loud", "'log' must be an object of functions, not a text"],
    [{ info: 1 }, "'log'"],
  ],
  onProgress: [[true, "'onProgress' must be a function, not true"]],
  now: [[new Date(0), "'now' must be a function, not an object"]],
  signal: [[{}, "'signal' must be an AbortSignal, not an object"]],
  stdin: [["##fileformat", "'stdin' must be an async iterable of bytes"]],
  commandLine: [
    ["panelist", "'commandLine' must be a list, not a text"],
    [[1], "[0]'"],
  ],
  vcfs: [
    ["trio.vcf.gz", "'vcfs' must be a list, not a text"],
    [[""], "'vcfs[0]' must be a text that is not empty, not \"\""],
    [Array.from({ length: 1 }), "'vcfs[0]' must be a text that is not empty, not undefined"],
  ],
  labels: [
    [["order"], "'labels' must be an object, not a list"],
    [{ order: 7 }, "'labels.*' must be a text that is not empty, not 7"],
    [{ "1st": "x" }, "'labels': '1st' is not a label"],
    [{ "a=b": "x" }, "'labels': 'a=b' is not a label"],
  ],
  events: [
    ["sv.vcf", "'events' must be a list"],
    [["sv.vcf"], "'events[0]' must be an object, not a text"],
    [[{ kind: "sv" }], "'events[0]' must have path"],
    [[{ path: "x", kind: "SV" }], "'events[0].kind' must be one of sv, cnv, mobile, not \"SV\""],
    [[{ path: "x", header: {} }], "unknown option 'events[0].header'"],
  ],
  assembly: [["hg38", "'assembly' must be one of GRCh37, GRCh38, not \"hg38\""]],
  germlineAnyway: [["yes", "'germlineAnyway' must be true or false, not \"yes\""]],
  allowUnannotated: [["false", "'allowUnannotated' must be true or false, not \"false\""]],
  transcripts: [[112, "'transcripts' must be a text that is not empty, not 112"]],
  strict: [[1, "'strict' must be true or false, not 1"]],
  partial: [[null, "'partial' must be true or false, not null"]],
  allowEmpty: [[0, "'allowEmpty'"]],
  allowRemote: [["true", "'allowRemote'"]],
  dataRoot: [["/data", "'dataRoot' must be a list"]],
  store: [["", "'store'"]],
  panels: [["epilepsy", "'panels' must be a list, not a text"]],
  panelOverride: [[[], "'panelOverride' must be a text that is not empty, not a list"]],
  genes: [["SCN1A,CHD2", "'genes' must be a list"]],
  allowUnknownGenes: [["", "'allowUnknownGenes'"]],
  minConfidence: [["Amber", "'minConfidence' must be one of green, amber, not \"Amber\""]],
  geneAgnostic: [["no", "'geneAgnostic'"]],
  beyondPanel: [["no", "'beyondPanel'"]],
  order: [["rank", "'order' must be one of tier, score, not \"rank\""]],
  ped: [[null, "'ped' must be a text that is not empty, not null"]],
  pedigree: [
    ["trio.ped", "'pedigree' must be an object"],
    [{ path: "x" }, "'pedigree' must have path and text"],
  ],
  proband: [[1, "'proband'"]],
  sex: [
    ["female", "'sex' must be an object, not a text"],
    [{ MOTHER: "F" }, "'sex.*' must be one of male, female, not \"F\""],
    [{ "": "Male" }, "'sex.*'"],
  ],
  affected: [["CHILD", "'affected' must be a list"]],
  forceSex: [["female", "'forceSex' must be true or false"]],
  identity: [
    ["snps.tsv", "'identity' must be an object"],
    [{ "": ["x"] }, "'identity.*'"],
  ],
  notGeneticParents: [["MOTHER", "'notGeneticParents' must be a list"]],
  allowPhenocopy: [
    [-1, "'allowPhenocopy' must be a whole number from 0, not -1"],
    ["1", "'allowPhenocopy'"],
    [true, "'allowPhenocopy'"],
  ],
  penetrance: [["Complete", "'penetrance' must be one of complete, incomplete, both"]],
  phenotype: [
    ["HP:0001250", "'phenotype' must be an object"],
    [["HP:0001250"], "'phenotype' must be an object, not a list"],
    [{ hpos: ["HP:0001250"] }, "unknown option 'phenotype.hpos' Did you mean hpo?"],
    [{ terms: ["HP:0001250"] }, "unknown option 'phenotype.terms'"],
    [{ hpo: "HP:0001250" }, "'phenotype.hpo' must be a list"],
    [{ hpo: [1250] }, "'phenotype.hpo[0]'"],
    [{ phenopacket: {} }, "'phenotype.phenopacket'"],
    [{ caseFile: 1 }, "'phenotype.caseFile'"],
    [{ phenopacket: "a.json", caseFile: "b.yaml" }, "both phenopacket and caseFile"],
    [{ release: "2024" }, "'phenotype.release' must be a day such as 2031-05-14, not \"2024\""],
    [{ strict: "no" }, "'phenotype.strict'"],
    [{ skipUnknownTerms: 1 }, "'phenotype.skipUnknownTerms'"],
  ],
  clinvar: [[null, "'clinvar'"]],
  inhouse: [[false, "'inhouse' must be a text that is not empty, not false"]],
  annotate: [[{}, "'annotate'"]],
  allowRemoteLookups: [["off", "'allowRemoteLookups'"]],
  offline: [["off", "'offline'"]],
  reference: [[["x.fa"], "'reference'"]],
  coverage: [[0, "'coverage'"]],
  scan: [["Full", "'scan' must be one of auto, index, full, not \"Full\""]],
  digest: [["sha256", "'digest' must be one of header, full"]],
  threads: [0, -1, Number.NaN, 1.5, "2", 1025].map((count) => [
    count,
    "'threads' must be a whole number from 1 to 1024, not ",
  ]),
  policy: [[{ frequency: {} }, "'policy' must be a text that is not empty, not an object"]],
  cases: [["F1", "'cases' must be a list, not a text"]],
  shard: [
    ["1/3", "'shard' must be an object"],
    [{ index: 3, of: 3 }, "'shard.index' must be from 0 to 2, not 3"],
    [{ index: -1, of: 3 }, "'shard.index'"],
    [{ index: 0, of: 0 }, "'shard.of'"],
    [{ index: "1", of: 3 }, "'shard.index'"],
    [{ index: 1 }, "'shard' must have index and of"],
  ],
  panelVersions: [["epilepsy@1.0", "'panelVersions' must be a list"]],
  hpoRelease: [["latest", "'hpoRelease' must be a day"]],
  since: [
    ["yesterday", "'since' must be a day such as 2031-05-14, not \"yesterday\""],
    ["2031-02-30", "'since'"],
  ],
  dryRun: [
    ["false", "'dryRun' must be true or false, not \"false\""],
    [0, "'dryRun'"],
  ],
  lookOnly: [["no", "'lookOnly'"]],
  softwareOnly: [["no", "'softwareOnly'"]],
  refuseNhsNumbers: [["no", "'refuseNhsNumbers'"]],
  by: [["", "'by' must be a text that is not empty, not \"\""]],
  onEvents: [[[], "'onEvents' must be a function, not a list"]],
  run: [[1, "'run' must be a text that is not empty, not 1"]],
};

/** Each function with a call that names nothing that exists, so that only its options can be refused. */
const CALLS: Record<string, { takes: object; call: (request: never) => Promise<unknown> }> = {
  analyse: { takes: OPTIONS.run, call: analyse },
  explain: { takes: OPTIONS.run, call: (request) => explain("1:1:A:C", request) },
  annotate: { takes: OPTIONS.annotate, call: (request) => annotate("none", "none/x", request) },
  compareAnnotation: {
    takes: OPTIONS.annotate,
    call: (request) => compareAnnotation("none", request),
  },
  inspect: { takes: OPTIONS.inspect, call: (request) => inspect("none", request) },
  reanalyse: { takes: OPTIONS.reanalyse, call: (request) => reanalyse("none", request) },
  readReport: { takes: OPTIONS.readReport, call: (request) => readReport("none", request) },
};

describe.each(Object.entries(CALLS))("%s", (_name, { takes, call }) => {
  it.each(Object.keys(takes))("%s: a wrong value is refused, by its name", async (name) => {
    const rows = WRONG[name] ?? [];
    expect(rows, "an option without a wrong value in the table above").not.toEqual([]);
    for (const [value, message] of rows)
      // oxlint-disable-next-line no-await-in-loop -- it is over at once
      expect(await refusalOf(call({ [name]: value } as never))).toContain(message);
  });

  it("refuses what is no option, and what are none", async () => {
    const misspelt = await refusalOf(call({ dryrun: true } as never));
    expect(misspelt).toContain(`unknown option 'dryrun'`);
    expect(misspelt).toContain(`Choose from: ${Object.keys(takes).join(", ")}.`);
    for (const none of [null, "trio.vcf.gz", ["trio.vcf.gz"]])
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(await refusalOf(call(none as never))).toContain("'options' must be one object, not ");
  });
});

it("a call without arguments is refused, by what is missing", async () => {
  const door = { analyse, explain, annotate, compareAnnotation, inspect, reanalyse, readReport };
  const said = Object.values(door).map((one) => refusalOf((one as () => Promise<unknown>)()));
  expect((await Promise.all(said)).map((text) => text.slice(0, text.indexOf(" must")))).toEqual([
    "'options'",
    "'variant'",
    "'to'",
    "'vcf'",
    "'vcf'",
    "'archive'",
    "'source'",
  ]);
});

it("the table names no option that is gone", () => {
  const known = Object.values(OPTIONS).flatMap((options) => Object.keys(options));
  expect(Object.keys(WRONG).filter((name) => !known.includes(name))).toEqual([]);
});

it("no message repeats a person's name", async () => {
  const name = "Mary Smith";
  for (const asked of [
    { sex: { [name]: "F" } },
    { identity: { [name]: 1 } },
    { affected: name },
    { notGeneticParents: name },
    { sex: name },
    { phenotype: name },
  ])
    // oxlint-disable-next-line no-await-in-loop -- it is over at once
    expect(await refusalOf(analyse(asked as never))).not.toContain("Mary");
});
