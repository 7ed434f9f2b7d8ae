/** The report of a re-analysis: a case of an archive, and the whole archive. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { reportFromFile, type ReportOptions } from "../../src/pipeline/report-file.ts";
import { addHere, reanalyseHere } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";

const archive = join(tempFolder(), "cases");
await addHere(
  archive,
  "F0001",
  { vcfs: ["test-data/demo/trio.vcf.gz"], ped: "test-data/demo/trio.ped", panels: ["epilepsy"] },
  { panelVersions: ["epilepsy@0.9"] },
);
const { result: again } = await reanalyseHere(archive);

async function drawn(of: Partial<ReportOptions>): Promise<string> {
  const options: ReportOptions = {
    source: archive,
    format: "html",
    run: null,
    case: null,
    links: true,
    allowNhsNumbers: false,
  };
  return String(await reportFromFile({ ...options, ...of }, "0.0.0"));
}

it("what is new, with its cause and the versions on both sides; the timeline; marks", async () => {
  const event = again.events.find((e) => e.direction === "up");
  expect(event).toBeDefined();
  const html = await drawn({ case: { id: "F0001", run: null } });
  expect(html).toContain("case F0001, run 2");
  expect(html).toMatch(/<h3><b class="kind k-up">Up<\/b> \d+<\/h3>/);
  expect(html).toContain(event?.gene);
  const [before, after] = [event?.cause.old, event?.cause.new];
  expect(html).toContain(`<b class="side">${before}</b> → <b class="side">${after}</b>`);
  expect(html).toContain("<b>Run 1, ");
  expect(html).toContain("<b>Run 2, ");
  expect(html.match(/class="mark"/g)?.length).toBeGreaterThan(0);
  expect(await drawn({ case: { id: "F0001", run: null } })).toBe(html);
});

it("the first run has nothing to compare with", async () => {
  const html = await drawn({ case: { id: "F0001", run: 1 } });
  expect(html).toContain("nothing to compare with");
  expect(html).not.toContain("<b>Run 2, ");
});

it("the whole archive: each case by its latest run", async () => {
  const html = await drawn({});
  expect(html).toContain("1 case, each by its latest run");
  expect(html).toContain("F0001");
  expect(html).toContain("To look at");
});

it("what does not fit is refused", async () => {
  await expect(drawn({ case: { id: "F0001", run: 7 } })).rejects.toMatchObject({
    code: "E_INPUT_MISSING",
  });
  await expect(drawn({ run: "run.json" })).rejects.toMatchObject({ code: "E_USAGE" });
  await expect(drawn({ source: "package.json" })).rejects.toMatchObject({ code: "E_REPORT" });
});
