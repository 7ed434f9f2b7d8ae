/** What a person at a terminal sees of `analyse`, and what a file or pipe gets as ever. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { widthOf } from "../../src/core/display.ts";
import { built } from "../helpers/run-cli.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";
import { shell } from "./shell.ts";

const folder = tempFolder();
const DEMO = [
  "analyse",
  "test-data/demo/trio.vcf.gz",
  "--ped",
  "test-data/demo/trio.ped",
  "--panel",
  "epilepsy",
  "--no-progress",
  "--threads",
  "1",
];
const piped = await runInProcess(DEMO);
const terminal = { columns: 80, rows: 24 };
const lines = (text: string): string[] => text.split("\n").slice(0, -1);

describe("analyse on a terminal", () => {
  it("prints the table, as much as is seen at once, and no counts twice", async () => {
    const run = await runInProcess(DEMO, { terminal, env: { NO_COLOR: "", TERM: "xterm" } });
    expect(run.status).toBe(0);
    expect(lines(run.stdout).length + lines(run.stderr).length).toBeLessThan(24);
    expect(run.stdout).toContain("\u001B[1mSCN1A");
    expect(run.stdout).toMatch(/^\d+ candidates \(.* in tiers 1, 2, 3\)/m);
    expect(run.stdout).toContain("Not assessed: coverage; structural variants");
    expect(run.stderr).not.toContain("records read");
  });

  it.each([{ NO_COLOR: "1", TERM: "xterm" }, { TERM: "dumb" }])(
    "%j: without a colour",
    async (env) => {
      const run = await runInProcess(DEMO, { terminal, env: { NO_COLOR: "", ...env } });
      expect(run.stdout).toContain("SCN1A");
      expect(run.stdout).not.toContain("\u001B");
    },
  );

  it("a wider one shows more", async () => {
    const run = await runInProcess(DEMO, { terminal: { columns: 130, rows: 60 } });
    expect(run.stdout).toContain("c.2134C>T p.Arg712Ter");
    expect(run.stdout).not.toContain("--format table");
  });

  it("--out-dir names the page on the last line", async () => {
    const out = join(folder, "out");
    const run = await runInProcess([...DEMO, "--out-dir", out], { terminal });
    expect(lines(run.stdout).at(-1)).toBe(`Report: ${join(out, "report.html")}`);
    expect(existsSync(join(out, "report.html"))).toBe(true);
  });

  it("into a file the TSV goes, the same as into a pipe", async () => {
    const file = join(folder, "a.tsv");
    const run = await runInProcess([...DEMO, "-o", file], { terminal });
    expect(run.stdout).toBe("");
    expect(readFileSync(file, "utf8")).toBe(piped.stdout);
    expect(piped.stdout.startsWith("rank\tcandidate_id\ttier\t")).toBe(true);
    expect(piped.stderr).toContain("records read");
  });

  it.each([
    [["--format", "xlsx"], "a workbook cannot be shown on a terminal", "-o report.xlsx"],
    [["--format", "html"], "an HTML page is meant for a browser", "-o report.html"],
  ])("%j is refused before anything is read", async (args, message, hint) => {
    const run = await runInProcess([...DEMO, ...args], { terminal });
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain(message);
    expect(run.stderr).toContain(hint);
  });

  it.each([
    ["report", ["report", "test-data/expected"]],
    ["reanalyse", ["reanalyse", "nowhere", "--format", "html"]],
  ])("so is the page of %s", async (command, args) => {
    const run = await runInProcess(args, { terminal });
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain(`panelist ${command} ... -o report.html`);
  });
});

describe("--format table", () => {
  it("into a pipe: every candidate, no colour, the width that is asked for", async () => {
    const run = await runInProcess([...DEMO, "--format", "table", "--width", "66"]);
    const printed = lines(run.stdout);
    for (const line of printed) expect(widthOf(line)).toBeLessThanOrEqual(66);
    expect(run.stdout).not.toMatch(/\u001B|more \(/); // oxlint-disable-line no-control-regex
    const ranks = printed.flatMap((line) => /^ *(\d+) +[123] /.exec(line)?.[1] ?? []);
    expect(ranks).toHaveLength(new Set(lines(piped.stdout).map((l) => l.split("\t")[0])).size - 1);
  });

  it("--columns alone asks for the table", async () => {
    const run = await runInProcess([...DEMO, "--columns", "Rank,gene,hgvsc"]);
    expect(lines(run.stdout)[0]).toMatch(/^ *#  Gene +hgvsc$/);
  });

  it("a file keeps no colour", async () => {
    const file = join(folder, "table.txt");
    await runInProcess([...DEMO, "--format", "table", "-o", file], { terminal });
    expect(readFileSync(file, "utf8")).not.toContain("\u001B");
  });
});

// `script` makes the terminal; the demo is what a new user sees first.
describe.skipIf(!built || !existsSync("/usr/bin/script"))("npm run demo at 80 columns", () => {
  it("fits the screen, and ends with the page's path", async () => {
    const run = await shell(
      `script -qec 'stty cols 80 rows 24; npm --silent run demo' /dev/null | tr -d '\\r'`,
    );
    // oxlint-disable-next-line no-control-regex -- what a terminal obeys
    const seen = lines(run.stdout.replaceAll(/\u001B\[[\d;]*[mKGJ]/g, ""));
    for (const line of seen) expect(widthOf(line)).toBeLessThanOrEqual(80);
    expect(seen.length).toBeLessThanOrEqual(24);
    expect(seen.at(-1)).toBe("Report: demo-results/report.html");
    expect(run.stdout).toContain("SCN1A");
  });
});

describe("text for people", () => {
  const archive = join(folder, "cases");
  const asked = DEMO.slice(1, -3);
  const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");
  beforeAll(async () => {
    await runInProcess(["archive", "init", archive]);
    const added = ["archive", "add", archive, "--case", "F1", ...DEMO.slice(1), "--quiet"];
    expect((await runInProcess(added)).status).toBe(0);
  });

  it.each([
    ["explain", ...asked, "2:166054782:G:A", "--quiet", "--no-progress"],
    ["explain", ...asked, "2:166054782:G:A", "--all", "--quiet", "--no-progress"],
    ["explain", ...asked, "SCN1A", "--quiet", "--no-progress"],
    ["inspect", "test-data/demo/trio.vcf.gz", "--quiet"],
    ["panels", "list", "--format", "text"],
    ["panels", "search", "monogenic", "--format", "text"],
    ["panels", "diff", "epilepsy@0.9", "epilepsy@1.0"],
    ["archive", "show", archive, "F1"],
    ["archive", "list", archive],
    ["impact", archive],
  ])("%s %s is as wide as the terminal, and says what a pipe gets", async (...args) => {
    const env = { PANELIST_STORE: join(folder, "no-store") };
    const [seen, read] = [
      await runInProcess(args, { terminal, env }),
      await runInProcess(args, { env }),
    ];
    // A path or an allele without a blank stays whole.
    const wide = lines(seen.stdout).filter((line) => widthOf(line) > 80 && / \S/.test(line.trim()));
    expect(wide).toEqual([]);
    expect(seen.stdout).not.toContain("\t");
    expect(words(seen.stdout)).toEqual(words(read.stdout));
    expect(read.stdout).not.toBe("");
  });
});
