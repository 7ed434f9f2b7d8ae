// What the sample checks of a run lead to: a word for each that speaks against the samples, and the end for a wrong sex.
import { describe, expect, it } from "vitest";
import type { Prepared } from "../../src/analysis/prepare.ts";
import { checkSamples, isTold } from "../../src/analysis/sample-checks.ts";
import type { SampleAssessment, SampleCheck } from "../../src/pedigree/index.ts";

const check = (
  outcome: SampleCheck["outcome"],
  subject = "",
  name = "relationships",
): SampleCheck => ({ check: name, subject, outcome, detail: `detail of ${outcome}` });

const assessment = (checks: SampleCheck[], sexMismatch: number[] = []): SampleAssessment => ({
  checks,
  sexMismatch,
  relatednessFailed: false,
  withheld: 0,
  details: [],
});

const prepared = (options: object): Prepared =>
  ({
    family: {
      proband: 0,
      people: [
        { id: "child", sex: "female" },
        { id: "dad", sex: "male" },
      ],
    },
    options: { sex: [], forceSex: false, ...options },
  }) as unknown as Prepared;

describe("the sample checks", () => {
  it("a warning for each that warns or fails, none for the others", () => {
    const checks = [
      check("passed"),
      check("warning", "dad"),
      check("failed", "child", "sex"),
      check("not_checked"),
    ];
    expect(checks.map(isTold)).toEqual([false, true, true, false]);
    expect(checkSamples(assessment(checks), prepared({}))).toEqual([
      {
        code: "sample_check",
        facts: { check: "relationships", subject: "dad", detail: "detail of warning" },
      },
      {
        code: "sample_check",
        facts: { check: "sex", subject: "child", detail: "detail of failed" },
      },
    ]);
  });

  it("a wrong sex ends the run, naming each person once, unless it is forced", () => {
    const verdict = assessment([check("failed", "dad", "sex")], [1]);
    expect(() => checkSamples(verdict, prepared({}))).toThrow(
      expect.objectContaining({
        code: "E_SAMPLE_CHECK",
        message: "a sample is male by the pedigree; detail of failed",
      }),
    );
    expect(checkSamples(verdict, prepared({ forceSex: true }))).toHaveLength(1);
  });
});
