/** What a laboratory marks a run with stands in every output; it changes nothing else. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { analyseCommand } from "../../src/cli/analyse.ts";
import { createTerminal } from "../../src/cli/terminal.ts";
import { members } from "../helpers/zip.ts";
import { inArchive } from "../../src/archive/index.ts";
import { addHere } from "../helpers/archive.ts";
import { analyseHere } from "../helpers/analyse.ts";
import { eventVcf } from "../helpers/event-text.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const ONE = "test-data/small/singleton.vcf.gz";
const FAMILY = { vcfs: [ONE], sex: { "": "male" as const }, panels: ["epilepsy"] };
const VALUE = `WGS "17" <b>`;
const labels = { order: VALUE, family: "F0012" };
const marked = join(folder, "marked");
const plain = join(folder, "plain");
const text = (dir: string, name: string): string => readFileSync(join(dir, name), "utf8");
const json = (dir: string, name: string): Record<string, unknown> =>
  JSON.parse(text(dir, name)) as Record<string, unknown>;
const header = (dir: string): string[] =>
  gunzipSync(readFileSync(join(dir, "candidates.vcf.gz")))
    .toString()
    .split("\n")
    .filter((line) => line.startsWith("#"));

beforeAll(async () => {
  await analyseHere({ ...FAMILY, labels }, { dir: marked });
  await analyseHere(FAMILY, { dir: plain });
});

describe("labels", () => {
  it.each(["report.json", "run.json", "summary.json"])("stand in %s, by key", (name) => {
    const found = json(marked, name)["labels"] as object;
    expect(Object.entries(found)).toEqual([
      ["family", "F0012"],
      ["order", VALUE],
    ]);
  });

  it("stand in the table as its last columns, in the VCF's header, in the page's", () => {
    const [names = "", row = ""] = text(marked, "candidates.tsv").split("\n");
    expect(names.split("\t").slice(-2)).toEqual(["label.family", "label.order"]);
    expect(row.split("\t").slice(-2)).toEqual(["F0012", VALUE]);
    expect(header(marked)).toContain(
      String.raw`##PANELIST_LABEL=<ID=order,Description="WGS \"17\" <b>">`,
    );
    expect(text(marked, "report.html")).toContain(
      "<b>family</b> F0012 · <b>order</b> WGS &quot;17&quot; &lt;b&gt;",
    );
  });

  it("change nothing else: without them the table is the same but for its last columns", () => {
    const cut = text(marked, "candidates.tsv").replaceAll(/(?:\t[^\t\n]*){2}$/gm, "");
    expect(cut).toBe(text(plain, "candidates.tsv"));
    expect(json(plain, "report.json")).not.toHaveProperty("labels");
    expect(json(plain, "summary.json")["labels"]).toEqual({});
    expect(header(plain).join()).not.toContain("PANELIST_LABEL");
  });

  it("twice for one key in a row of a table of cases are refused as well", async () => {
    const table = join(folder, "twice.tsv");
    writeFileSync(table, "case\tvcf\tlabel\nF1\tx.vcf\torder=1,order=2\n");
    const asked = ["batch", table, "--out-dir", join(folder, "twice"), "--panel", "epilepsy"];
    const { status, stderr } = await runInProcess(asked);
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining("label 'order=1,order=2' is not one value for each key"),
    ]);
  });

  it.each([
    ["order", "is not KEY=VALUE"],
    ["=7", "is not KEY=VALUE"],
    ["1order=7", "is not KEY=VALUE"],
    ["order=", "is not KEY=VALUE"],
    ["order= ", "is not KEY=VALUE"],
    ["order=a\tb", "is not KEY=VALUE"],
    [`order=${"x".repeat(201)}`, "is not KEY=VALUE"],
    ["__proto__=7", "is not KEY=VALUE"],
  ])("--label %j is refused", async (word, message) => {
    const { status, stderr } = await runInProcess(["analyse", "x.vcf", "--label", word]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  it("a key given twice, and a number that looks like a patient's, are refused", async () => {
    const twice = ["analyse", "x.vcf", "--label", "order=1", "--label", "order=2"];
    expect((await runInProcess(twice)).stderr).toContain("--label gives 'order' twice");
    const asked = { ...FAMILY, labels: { nhs: "999 000 0018" } };
    await expect(analyseHere(asked, { format: "html" })).rejects.toMatchObject({ code: "E_USAGE" });
    const { text: report } = await analyseHere(asked, { format: "json" });
    const path = join(folder, "nhs.json");
    writeFileSync(path, report);
    const drawn = await runInProcess(["report", path, "-o", join(folder, "nhs.html")]);
    expect(drawn).toMatchObject({ status: 2, stderr: expect.stringContaining("NHS number") });
  });
});

/** Made to be taken for a formula, and for markup. */
const SHOWN = "WGS-2031-17";
const HOSTILE = `=HYPERLINK("x") <img src=x> ${SHOWN}`;

/** What stands in it, unpacked. */
function unpacked(name: string, bytes: Buffer): string {
  if (name.endsWith("gz")) return gunzipSync(bytes).toString();
  return name.endsWith("xlsx") ? [...members(bytes).values()].join("\n") : bytes.toString();
}

describe("every output of a run bears its labels", () => {
  const marks = ["--threads", "1", "--no-progress", "--label", `order=${HOSTILE}`];
  const labelled = [ONE, "--sex", "male", "--panel", "epilepsy", "--partial", ...marks];
  const session = { argv: [], terminal: createTerminal(process.stderr) };
  const formats = (command: typeof analyseCommand): readonly string[] =>
    command(session).options.find(({ long }) => long === "--format")?.argChoices ?? [];
  /** The table that another program reads has the columns which that program knows. */
  const NOT_OURS = ["pheval"];

  it.each(formats(analyseCommand))("--format %s", async (format) => {
    const path = join(folder, `one.${format}`);
    const { status } = await runInProcess(["analyse", ...labelled, "--format", format, "-o", path]);
    expect(status).toBe(0);
    const found = unpacked(path, readFileSync(path));
    expect(found.includes(SHOWN)).toBe(!NOT_OURS.includes(format));
    if (format === "html") expect(found).not.toContain("<img src=x>");
    if (format === "tsv") expect(found).toContain(`\t'=HYPERLINK`);
    if (format === "xlsx") expect(found).not.toMatch(/<f>[^<]*HYPERLINK/);
    if (format === "xlsx") expect(found).toContain("<t>label.order</t>");
  });

  it("all files of a folder but indexes and a plot, small variants and events, and the log's last object", async () => {
    const [dir, sv] = [join(folder, "dir"), join(folder, "sv.vcf")];
    const people = ["DEMO-CHILD", "DEMO-MOTHER", "DEMO-FATHER"];
    writeFileSync(
      sv,
      eventVcf(people, [{ pos: 1_000_000, end: 1_090_000, genotypes: ["0/1", "0/0", "0/0"] }]),
    );
    const { status, stderr } = await runInProcess([
      "analyse",
      "test-data/demo/trio.vcf.gz",
      "--ped",
      "test-data/demo/trio.ped",
      "--panel",
      "epilepsy",
      ...marks,
      "--sv",
      sv,
      "--out-dir",
      dir,
      "--log-format",
      "json",
    ]);
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stderr.trimEnd().split("\n").at(-1) ?? "")).toMatchObject({
      level: "end",
      counts: { labels: { order: HOSTILE } },
    });
    const names = readdirSync(dir);
    expect(names).toContain("candidates.sv.vcf.gz");
    const without = names.filter(
      (name) => !unpacked(name, readFileSync(join(dir, name))).includes(SHOWN),
    );
    // A bar of MultiQC's has no place for a text: it stands in the table of the same sample.
    expect(without).toEqual(names.filter((name) => /\.tbi$|_funnel_mqc\.json$/.test(name)));
    // MultiQC puts a text into its page as it is.
    const [multiqc = ""] = names.filter((name) => name.endsWith("_panelist_mqc.json"));
    expect(text(dir, multiqc)).not.toContain("<img");
    const { "@graph": graph } = json(dir, "ro-crate-metadata.json") as {
      "@graph": Record<string, unknown>[];
    };
    const own = { "@id": "#label-order", "@type": "PropertyValue", name: "order", value: HOSTILE };
    expect(graph).toContainEqual(own);
    expect(graph.find((one) => one["@id"] === "#run")?.["object"]).toContainEqual({
      "@id": own["@id"],
    });
  });

  it("a batch's line, also of a case that fails", async () => {
    const table = join(folder, "families.tsv");
    writeFileSync(table, "case\tvcf\tlabel\nF1\tnowhere.vcf.gz\torder=17\n");
    const out = ["--out-dir", join(folder, "batch"), "--panel", "epilepsy", "--label", "ward=12"];
    const { stdout } = await runInProcess(["batch", table, ...out]);
    const [head = "", row = ""] = stdout.split("\n").map((line) => line.split("\t").at(-1));
    expect([head, row]).toEqual(["labels", "ward=12, order=17"]);
  });
});

describe("an archive keeps a case's labels, and shows them wherever it names the case", () => {
  const archive = join(folder, "cases");
  const label = { order: HOSTILE };
  beforeAll(async () => {
    const about = { panelVersions: ["epilepsy@0.9"] };
    await addHere(archive, "C1", { ...FAMILY, labels: label }, about);
  });

  it.each([
    "archive list",
    "archive list --format tsv",
    "archive list --format json",
    "archive show C1",
    "archive show C1 --format json",
    "archive show C1 --format summary",
    "archive text C1",
    "report",
    "report --case C1",
    "reanalyse --dry-run",
    "reanalyse --dry-run --format tsv",
    "reanalyse --dry-run --format json",
    "reanalyse --dry-run --format html",
  ])("%s", async (line) => {
    const [first = "", ...rest] = line.split(" ");
    const command = first === "archive" ? [first, rest.shift() ?? ""] : [first];
    const { status, stdout, stderr } = await runInProcess([...command, archive, ...rest]);
    expect([status, stderr]).toEqual([0, expect.not.stringContaining("error")]);
    expect(stdout).toContain(SHOWN);
    expect(stdout.includes("<img") && stdout.startsWith("<!")).toBe(false);
  });

  it("in each run and in the case's file", () => {
    const runs = inArchive.case(archive, "C1");
    expect(JSON.parse(text(runs, "runs/1.json"))).toMatchObject({ report: { labels: label } });
    expect(JSON.parse(text(runs, "case.json"))).toMatchObject({ analysis: { labels: label } });
  });

  it("one that looks like a patient's number is in no page that is passed on", async () => {
    const own = join(folder, "nhs-cases");
    await addHere(own, "C1", { ...FAMILY, labels: { nhs: "999 000 0018" } });
    const asked = [
      ["report", own],
      ["reanalyse", own, "--dry-run", "--format", "html"],
      ["archive", "text", own, "C1"],
    ];
    for (const line of asked) {
      // oxlint-disable-next-line no-await-in-loop -- one command line at a time
      const { status, stderr } = await runInProcess(line);
      expect([line[0], status, stderr]).toEqual([
        line[0],
        2,
        expect.stringContaining("or a label, looks like an NHS number"),
      ]);
    }
  });
});
