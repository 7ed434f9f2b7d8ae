// PVS1 by the gene model: what the joined message says, which transcripts say nothing, and the milder place of an indel.
import { describe, expect, it } from "vitest";
import { transcriptFacts } from "../../src/acmg/annotation/index.ts";
import { pvs1 } from "../../src/acmg/pvs1.ts";
import type { TranscriptFacts } from "../../src/acmg/types.ts";
import type { ExonFacts } from "../../src/effect/types.ts";
import { baseConsequence } from "../../src/vcf/index.ts";
import { input, SETTINGS, SKIP, told, transcript, type Over } from "./build.ts";

const INTRON = { intron: { number: 3, total: 9 } };

function judge(terms: string, over: Partial<TranscriptFacts> = {}, rest: Over = {}) {
  return pvs1(input({ transcript: transcript(terms, over), ...rest }), SETTINGS);
}

describe("PV-03, PV-04: the exon that is skipped", () => {
  it.each([
    ["a stop and decay, though its length is a multiple of three", {}, "met:very_strong"],
    [
      "a stop that escapes, most of the protein",
      { decay: { nmd: "escapes", toLastJunction: -3 } },
      "met:strong",
    ],
    ["in frame, more than a tenth", { inFrame: true, stopCodon: null, removed: 0.2 }, "met:strong"],
    ["in frame, less", { inFrame: true, stopCodon: null, removed: 0.04 }, "met:moderate"],
    ["the exon with the stop", { place: "stop", removed: 0.05, decay: null }, "met:moderate"],
    ["no GT-AG intron", { noncanonical: true }, "not_assessed"],
    ["the exon with the start", { place: "start" }, "not_assessed"],
    ["an untranslated exon", { place: "untranslated" }, "not_assessed"],
    ["the site stands elsewhere", { siteKept: true }, "suggested:very_strong"],
  ] as const)("%s", (_name, over, expected) => {
    const outcome = judge("splice_donor_variant", { ...INTRON, skip: { ...SKIP, ...over } });
    expect(told({ status: outcome.status, strength: outcome.strength })).toBe(expected);
  });

  it("a frame that shifts and has no stop: decay is not known", () => {
    const skip = { ...SKIP, stopCodon: null, decay: null, removed: 0.6 };
    expect(judge("splice_donor_variant", { ...INTRON, skip })).toMatchObject({
      status: "met",
      strength: "strong",
      reason: expect.stringContaining(
        "shifts the frame, in which there is no stop, so it is not known whether the message decays; 60 % of the protein lost",
      ) as string,
    });
  });

  it("no exon can be told", () => {
    expect(judge("splice_donor_variant", { ...INTRON, skip: null }).reason).toBe(
      "it is not known which exon is lost",
    );
  });
});

describe("PV-02, PV-03: a stop in the changed message", () => {
  const model: ExonFacts = {
    exons: [
      { length: 300, coding: 300 },
      { length: 500, coding: 300 },
    ],
    proteinLength: 199,
    exonEdge: null,
    intronOffset: null,
    residue: 80,
    stopCodon: 90,
    decay: { nmd: "escapes", toLastJunction: 29 },
    removed: 0.5,
    inFrame: null,
    milderElsewhere: false,
    nextMet: null,
    skip: null,
    exonUse: null,
    otherStart: false,
    codon: null,
  };
  const of = (terms: string, hgvsp: string, over: Partial<ExonFacts> = {}) => {
    const own = { ...baseConsequence(terms, "protein_coding"), canonical: true, hgvsp };
    return pvs1(input({ transcript: transcriptFacts(own, null, { ...model, ...over }) }), SETTINGS);
  };
  const predicted = { nmd: "predicted", toLastJunction: 62 } as const;

  it.each([
    [
      "26 bases fewer before the junction: it is nearer than in the exons as they were",
      of("frameshift_variant", "p.Arg80ProfsTer11"),
      "met:strong",
      "stop 29 bases before the last junction; 50 % of the protein lost",
    ],
    [
      "20 bases more: it lies further away",
      of("frameshift_variant", "p.Arg80ProfsTer11", { decay: predicted }),
      "met:very_strong",
      "stop 62 bases before the last junction",
    ],
    [
      "lost is what follows the stop, not what follows the change",
      of("frameshift_variant", "p.Arg80ProfsTer11", { removed: 0.096 }),
      "met:moderate",
      "only 9.6 % of the protein lost",
    ],
    [
      "no stop in the new frame: nobody knows whether it decays",
      of("frameshift_variant", "p.Arg80ProfsTer?", { stopCodon: null, decay: null, removed: null }),
      "met:strong",
      "no stop in the new reading frame, so it is not known whether it decays; 60.3 % of the protein lost",
    ],
    [
      "no stop, a few residues before the end",
      of("frameshift_variant", "p.Arg195ProfsTer?", {
        residue: 195,
        stopCodon: null,
        decay: null,
        removed: null,
      }),
      "met:moderate",
      "only 2.51 % of the protein lost",
    ],
    [
      "an extension",
      of("frameshift_variant", "p.Ter200IleextTer7", {
        residue: 200,
        stopCodon: null,
        decay: null,
        removed: null,
      }),
      "not_applicable",
      "the protein keeps all of its residues",
    ],
    [
      "the same protein",
      of("stop_gained&inframe_insertion", "p.Gly33=", {
        residue: null,
        stopCodon: null,
        decay: null,
        removed: null,
      }),
      "not_applicable",
      "the protein keeps all of its residues",
    ],
    [
      "a file that names another stop: by the exons as they were",
      of("frameshift_variant", "p.Arg30ProfsTer11", {
        decay: { nmd: "escapes", toLastJunction: -9 },
      }),
      "met:very_strong",
      "stop 182 bases before the last junction",
    ],
    [
      "a model that knows nothing of the change",
      of("frameshift_variant", "p.Arg30ProfsTer11", {
        residue: null,
        stopCodon: null,
        decay: null,
        removed: null,
      }),
      "met:very_strong",
      "stop 182 bases before the last junction",
    ],
  ])("%s", (_, outcome, expected, reason) => {
    expect(told(outcome)).toBe(expected);
    expect(outcome.reason).toContain(reason);
  });
});

describe("DEC-41: the milder place counts", () => {
  it("no loss of function there: not applicable, in words", () => {
    const outcome = judge("splice_donor_variant", {
      ...INTRON,
      skip: SKIP,
      otherTerms: ["splice_region_variant", "intron_variant"],
    });
    expect(outcome.status).toBe("not_applicable");
    expect(outcome.reason).toContain("when the same change is written at its other end");
  });

  it.each(["frameshift_variant", "stop_gained", "start_lost"])(
    "%s in a file that tells one place alone: suggested, and why",
    (terms) => {
      const outcome = judge(terms, { milderElsewhere: true });
      expect(outcome.status).toBe("suggested");
      expect(outcome.reason).toContain(
        "written at its other end, the same change is no loss of function",
      );
      expect(judge(terms, { milderElsewhere: false }).status).not.toBe("suggested");
    },
  );
});

describe("GX-07, GX-10: transcripts of which nothing is concluded", () => {
  it.each(["internal_stop", "phase_conflict", "gapped", "transcript_differs_from_genome"])(
    "%s",
    (reserve) => {
      expect(judge("stop_gained", { reserves: [reserve] }).status).toBe("not_assessed");
    },
  );
  it.each(["mane_other_version", "selenocysteine_assumed"])("but not %s", (reserve) => {
    expect(judge("stop_gained", { reserves: [reserve] }).status).toBe("met");
  });
});

describe("PV-01, PV-09: facts of the gene model beside the annotation's own", () => {
  const facts: ExonFacts = {
    exons: [
      { length: 300, coding: 200 },
      { length: 500, coding: 400 },
    ],
    proteinLength: 199,
    exonEdge: { fromStart: 4, fromEnd: 9 },
    intronOffset: null,
    residue: 77,
    stopCodon: 80,
    decay: null,
    removed: 0.6,
    inFrame: null,
    milderElsewhere: false,
    nextMet: null,
    skip: null,
    exonUse: { inTranscripts: 2, of: 3 },
    otherStart: false,
    codon: null,
  };

  it("names of the file stand, the model tells the rest", () => {
    const stated = {
      ...baseConsequence("frameshift_variant", "protein_coding"),
      hgvsp: "NP_1.1:p.Arg76GlyfsTer3",
      otherPlacement: ["splice_region_variant"],
      flags: ["placement_dependent"],
    };
    expect(transcriptFacts(stated, null, facts)).toMatchObject({
      residue: 76,
      stopCodon: 78,
      proteinLength: 199,
      exons: facts.exons,
      exonEdge: facts.exonEdge,
      skip: null,
      otherTerms: ["splice_region_variant"],
      reserves: ["placement_dependent"],
    });
    const nameless = transcriptFacts({ ...stated, hgvsp: "" }, null, facts);
    expect([nameless.residue, nameless.stopCodon]).toEqual([77, 80]);
    const without = transcriptFacts(stated, null);
    const stop = { ...baseConsequence("stop_gained", "protein_coding"), canonical: true };
    const shown = pvs1(input({ transcript: transcriptFacts(stop, null, facts) }), SETTINGS);
    expect(shown.inputs).toMatchObject({ exonInTranscripts: "2/3" });
    expect([without.exons, without.exonEdge, without.skip]).toEqual([null, null, undefined]);
  });
});
