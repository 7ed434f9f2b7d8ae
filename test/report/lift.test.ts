/** DEC-27: what earlier versions wrote is read as before. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { liftedReport } from "../../src/core/report-lift.ts";
import { readReport } from "../../src/index.ts";
import { reportFromFile } from "../../src/reanalysis/report-file.ts";
import { resultOf, reportDocument } from "../../src/report/index.ts";
import { tempFolder } from "../helpers/temp.ts";

// report.json and run.json of 0.2.0, with two warnings and a chromosome that is not there put in.
const OLD = "test/report/old-1";
// As version 2 was last written: an event, a pair, the patient's terms, the earlier score.
const OLD_2 = "test/report/old-2";
const folder = tempFolder();

describe("a report of version 1", () => {
  it("is read as one of today, with what it says of absent chromosomes", async () => {
    const { report, run } = await readReport(OLD, { run: join(OLD, "run.json") });
    const absent = {
      code: "chromosome_absent",
      facts: { chromosomes: ["21"], genes: 1 },
      text: "the input has no record on chromosomes 21, where panel genes lie: nothing there was analysed",
    };
    const old = ["sex (DEMO-CHILD): an example", "2 records: another"].map((text) => ({
      code: "unspecified",
      facts: {},
      text,
    }));
    expect(report).toMatchObject({ version: 3, complete: false, incomplete: [absent] });
    expect(report.warnings).toEqual([absent, ...old]);
    expect(report.candidates[0]?.variants[0]).toMatchObject({ kind: "small", chrom: "2" });
    expect(run).toMatchObject({ version: 2, incomplete: [], warnings: old });
    expect(run?.complete).toBeUndefined();
  });

  it("is drawn, and written again alike", async () => {
    const options = {
      source: OLD,
      run: join(OLD, "run.json"),
      format: "html",
    } as const;
    const page = String(
      await reportFromFile({ ...options, links: true, allowNhsNumbers: false }, "0.0.0"),
    );
    expect(page).toContain("RESULT INCOMPLETE");
    expect(page).toContain("an example");
    const { report } = await readReport(OLD);
    expect(reportDocument(resultOf(report))).toEqual(report);
  });

  it("one of today comes back as it is, one of a later version too: the schema refuses it", () => {
    for (const version of [3, 4]) {
      const other = { schema: "panelist.report", version };
      expect(liftedReport(other)).toBe(other);
    }
    const text = readFileSync(join(OLD, "report.json"), "utf8");
    expect(() => liftedReport(JSON.parse(text.replace("panelist.report", "x")))).not.toThrow();
    expect(folder).not.toBe("");
  });
});

describe("a report of version 2", () => {
  const written = JSON.parse(readFileSync(join(OLD_2, "report.json"), "utf8")) as {
    candidates: { score: number; scoreParts: object[] }[];
  };

  it("is read as one of today: its score is the earlier one, and nothing is told of odds", async () => {
    const { report, run } = await readReport(OLD_2, { run: join(OLD_2, "run.json") });
    expect(report).toMatchObject({ version: 3, ranking: null });
    expect(report.candidates).toHaveLength(written.candidates.length);
    for (const [i, candidate] of report.candidates.entries()) {
      const { score, scoreParts } = written.candidates[i] ?? {};
      expect(candidate).toMatchObject({ score, score_v1: score, scoreParts });
      expect(candidate).not.toHaveProperty("chance");
      expect(candidate).not.toHaveProperty("shortlisted");
    }
    expect(run).toMatchObject({ version: 2, policy: { version: 1 } });
    expect(reportDocument(resultOf(report))).toEqual(report);
  });

  it.each(["html", "xlsx"] as const)("is drawn as %s", async (format) => {
    const options = { source: OLD_2, run: join(OLD_2, "run.json"), format };
    const drawn = await reportFromFile(
      { ...options, links: true, allowNhsNumbers: false },
      "0.0.0",
    );
    if (format === "xlsx") expect(Buffer.from(drawn).toString("latin1", 0, 2)).toBe("PK");
    else {
      const page = String(drawn);
      expect(page).toContain(
        "from a release before 0.3.0: it orders candidates of the same place in a tier",
      );
      expect(page).not.toMatch(/shortlist|class of pathogenicity\./);
    }
  });
});
