/** DEC-27: what version 0.2.0 wrote is read as before. */
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
const folder = tempFolder();

describe("a report of version 1", () => {
  it("is read as one of version 2, with what it says of absent chromosomes", async () => {
    const { report, run } = await readReport(OLD, { run: join(OLD, "run.json") });
    const absent = {
      code: "chromosome_absent",
      facts: { chromosomes: ["21"], genes: 1 },
      text: "the input has no record on chromosomes 21, where panel genes lie: nothing there was looked at",
    };
    const old = ["sex (DEMO-CHILD): an example", "2 records: another"].map((text) => ({
      code: "unspecified",
      facts: {},
      text,
    }));
    expect(report).toMatchObject({ version: 2, complete: false, incomplete: [absent] });
    expect(report.warnings).toEqual([absent, ...old]);
    expect(report.candidates[0]?.variants[0]).toMatchObject({ kind: "small", chrom: "2" });
    expect(run).toMatchObject({ version: 2, incomplete: [], warnings: old });
    expect(run?.complete).toBeUndefined();
  });

  it("is drawn, and written again as version 2 alike", async () => {
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
    for (const version of [2, 3]) {
      const other = { schema: "panelist.report", version };
      expect(liftedReport(other)).toBe(other);
    }
    const text = readFileSync(join(OLD, "report.json"), "utf8");
    expect(() => liftedReport(JSON.parse(text.replace("panelist.report", "x")))).not.toThrow();
    expect(folder).not.toBe("");
  });
});
