import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";
import { ToolError } from "../../src/core/errors.ts";
import { createLog, logWordsOf, sayError } from "../../src/cli/log.ts";
import { createProgress, progressLine } from "../../src/cli/progress.ts";
import { createTerminal } from "../../src/cli/terminal.ts";
import { PassThrough } from "node:stream";

/** A stream that keeps what is written, as a terminal or not. */
function screen(tty: boolean): { text: () => string; terminal: ReturnType<typeof createTerminal> } {
  const stream = Object.assign(new PassThrough(), { isTTY: tty, columns: 60 });
  const written: string[] = [];
  stream.on("data", (chunk: Buffer) => written.push(chunk.toString()));
  return { text: () => written.join(""), terminal: createTerminal(stream) };
}

const TIME = "2031-05-14T06:07:08.009Z";
const CLOCK = (): Date => new Date(TIME);
const JSON_LOG = { format: "json", quiet: false, ids: false } as const;
const PLAIN = { format: "text", quiet: false, ids: false } as const;

describe("the log", () => {
  it("speaks in lines; detail only with --log-ids", () => {
    const { text, terminal } = screen(false);
    const log = createLog(terminal, PLAIN);
    log.info("reading");
    log.warn("odd");
    log.detail("NA12878 0/1");
    expect(text()).toBe("reading\nwarning: odd\n");
  });

  it("--log-ids shows detail, --quiet keeps warnings alone", () => {
    const shown = screen(false);
    createLog(shown.terminal, { ...PLAIN, ids: true }).detail("NA12878 0/1");
    expect(shown.text()).toBe("detail: NA12878 0/1\n");
    const quiet = screen(false);
    const log = createLog(quiet.terminal, { ...PLAIN, ids: true, quiet: true });
    log.info("reading");
    log.detail("NA12878 0/1");
    log.warn("odd");
    expect(quiet.text()).toBe("warning: odd\n");
  });

  it("says a warning once, ten of a kind, and how many it held back", () => {
    const { text, terminal } = screen(false);
    const log = createLog(terminal, PLAIN);
    log.warn("twice");
    log.warn("twice");
    for (let i = 0; i < 30; i++) log.warn(`line ${i} is odd`);
    log.finish(true);
    const lines = text().trimEnd().split("\n");
    expect(lines).toHaveLength(1 + 10 + 2);
    expect(lines.slice(-2)).toEqual([
      "warning: 1 more of this kind: twice",
      "warning: 20 more of this kind: line 0 is odd",
    ]);
  });

  it("JSON: one object a line", () => {
    const { text, terminal } = screen(false);
    createLog(terminal, JSON_LOG, CLOCK).warn('a "b"\nc');
    expect(JSON.parse(text())).toEqual({ time: TIME, level: "warning", message: 'a "b"\nc' });
    expect(text().trimEnd()).not.toContain("\n");
  });

  it("JSON: the last object has the counts, after what was held back; text has none", () => {
    const { text, terminal } = screen(false);
    for (const format of ["json", "text"] as const) {
      const log = createLog(terminal, { ...PLAIN, format }, CLOCK);
      log.warn("twice");
      log.warn("twice");
      log.total({ recordsRead: 7 });
      log.finish(true);
    }
    const lines = text().trimEnd().split("\n");
    expect(lines).toHaveLength(3 + 2);
    expect(JSON.parse(lines[2] ?? "")).toEqual({
      time: TIME,
      level: "end",
      counts: { recordsRead: 7 },
    });
  });

  it("JSON: a run without counts ends, too; one that failed does not end well", () => {
    const { text, terminal } = screen(false);
    createLog(terminal, JSON_LOG, CLOCK).finish(true);
    const failed = createLog(terminal, JSON_LOG, CLOCK);
    failed.total({ recordsRead: 7 });
    failed.finish(false);
    expect(text()).toBe(`{"time":"${TIME}","level":"end","counts":{}}\n`);
  });

  it("lets no control character of a file reach the terminal", () => {
    const { text, terminal } = screen(true);
    createLog(terminal, PLAIN).warn("name \u001B[31mred\u0007");
    expect(text()).toBe("warning: name \\u001b[31mred\\u0007\n");
  });

  it.each([
    [["analyse", "--log-format", "json"], "json"],
    [["analyse", "--log-format=json"], "json"],
    [["analyse", "--log-format", "text"], "text"],
    [["analyse", "json"], "text"],
  ])("%j asks for %s", (argv, format) => expect(logWordsOf(argv)).toEqual({ format, ids: false }));
});

describe("the progress bar", () => {
  it.each([
    [
      { bytes: 71_200_000, totalBytes: 157_000_000, records: 450_000 },
      1000,
      " 45 %  71.2/157.0 MB  450k records/s  0:02 left",
    ],
    [{ bytes: 5_000_000, totalBytes: null, records: 500 }, 2000, "5.0 MB  250 records/s"],
    [{ bytes: 0, totalBytes: 10_000_000, records: 0 }, 0, "  0 %  0.0/10.0 MB  0 records/s"],
    [
      { bytes: 12_000_000, totalBytes: 10_000_000, records: 9 },
      90_000,
      "100 %  12.0/10.0 MB  0 records/s  0:00 left",
    ],
  ])("%j", (done, elapsed, line) => expect(progressLine(done, elapsed)).toBe(line));

  it("starts late, repaints ten times a second, and gives way to lines", () => {
    const { text, terminal } = screen(true);
    let time = 0;
    const progress = createProgress(terminal, true, () => time);
    for (; time <= 1000; time += 10) progress({ bytes: time, totalBytes: 1000, records: time });
    expect(text().split("\r").length - 1).toBe(6);
    terminal.line("done");
    expect(text().endsWith("\r\u001B[Kdone\n")).toBe(true);
  });

  it.each([
    ["no terminal", false, true],
    ["not wanted", true, false],
  ])("%s: nothing", (_why, tty, wanted) => {
    const { text, terminal } = screen(tty);
    let time = 0;
    const progress = createProgress(terminal, wanted, () => time);
    for (; time <= 2000; time += 100) progress({ bytes: 1, totalBytes: 2, records: 1 });
    expect(text()).toBe("");
  });
});

describe("no name of a person in errors, unless --log-ids asks for it", () => {
  const folder = tempFolder();
  const VCF = "test-data/demo/trio.vcf.gz";
  const PED = readFileSync("test-data/demo/trio.ped", "utf8");
  const NAMES = /DEMO-(?:CHILD|FATHER|MOTHER)/;

  it.each<[string, string, string[], RegExp]>([
    [
      "another sex",
      PED.replace("DEMO-MOTHER\t1\t2", "DEMO-MOTHER\t2\t2"),
      [],
      /E_SAMPLE_CHECK: a sample is female by the pedigree/,
    ],
    [
      "another sex, said beside the pedigree",
      PED,
      ["--sex", "female"],
      /E_SAMPLE_CHECK: a sample is female by --sex; stated female, looks XY/,
    ],
    [
      "another sex, said by name",
      PED,
      ["--sex", "DEMO-CHILD=female"],
      /E_SAMPLE_CHECK: a sample is female by --sex; stated female, looks XY/,
    ],
    [
      "another sex of a parent, said beside the pedigree",
      PED,
      ["--sex", "DEMO-MOTHER=male"],
      /E_PED: \S+:2: the mother named on this line is male by --sex/,
    ],
    [
      "nobody in the VCF",
      PED.replaceAll("DEMO-", "DEMO_"),
      [],
      /E_SAMPLE: .*nobody in the pedigree is in the VCF/,
    ],
    [
      "a name that differs a little",
      PED.replaceAll("DEMO-FATHER", "demo-father"),
      [],
      /E_SAMPLE: .*a person of the pedigree/,
    ],
    [
      "a person twice",
      `${PED}DEMO\tDEMO-CHILD\t0\t0\t1\t2\n`,
      [],
      /E_PED: .*:5: a person is in the family twice/,
    ],
    [
      "a mother who is male",
      PED.replace("DEMO-MOTHER\t0\t0\t2", "DEMO-MOTHER\t0\t0\t1"),
      [],
      /E_PED: .*the mother named on this line is male/,
    ],
    [
      "their own ancestor",
      PED.replace("DEMO-FATHER\t0", "DEMO-FATHER\tDEMO-CHILD"),
      [],
      /E_PED: .*a person is an ancestor/,
    ],
    ["a short line", `${PED}DEMO\tDEMO-CHILD\n`, [], /E_PED: .*2 columns instead of six/],
    ["two affected", PED.replaceAll(/1\n/g, "2\n"), [], /E_USAGE: \d affected people/],
    [
      "a proband of elsewhere",
      PED,
      ["--proband", "DEMO-CHILDREN"],
      /the proband is not in the ped/,
    ],
    [
      "a name nearly typed",
      PED,
      ["--affected", "DEMO-FATHR"],
      /E_USAGE: --affected: the name given is not in the family/,
    ],
  ])("%s", async (name, ped, more, words) => {
    const path = join(folder, `${name.replaceAll(" ", "-")}.ped`);
    writeFileSync(path, ped);
    const args = ["analyse", VCF, "--ped", path, "--panel", "epilepsy", "--no-progress", ...more];
    for (const format of ["text", "json"]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { status, stderr } = await runInProcess([...args, "--log-format", format]);
      expect([2, 65]).toContain(status);
      expect(stderr).not.toMatch(NAMES);
      expect(stderr).toContain("--log-ids shows the names");
      if (format === "text") expect(stderr).toMatch(words);
    }
    const { stderr } = await runInProcess([...args, "--log-ids"]);
    expect(stderr).toMatch(NAMES);
  });

  it.each(["text", "json"] as const)("an NHS number is in no line of %s", (format) => {
    const { text, terminal } = screen(false);
    const log = createLog(terminal, { format, quiet: false, ids: true });
    const number = "943 476 5919";
    log.info(`${number} and 9434765919`);
    log.warn(number);
    log.detail(number);
    const place = { path: `/x/${number}.vcf`, hint: `See ${number}.` };
    sayError(terminal, { format, ids: true }, new ToolError("E_IO", number, place));
    const lines = text();
    expect(lines.match(/\[NHS number\]/g)).toHaveLength(7);
    expect(lines).not.toMatch(/943 ?476/);
  });

  it.each([
    "block states a content of 9434765919 bytes, more than a block can hold",
    "x.vcf.gz: byte 9434765919: block does not inflate",
    "the connection was lost after 9434765919 of 9434765919 bytes",
    "the reply's Content-Range is bytes 0-9/9434765919",
  ])("a count of bytes is no NHS number: %s", (message) => {
    const { text, terminal } = screen(false);
    sayError(terminal, { format: "text", ids: true }, new ToolError("E_BGZF", message));
    expect(text()).toContain(message);
    sayError(
      terminal,
      { format: "text", ids: true },
      new ToolError("E_IO", `9434765919: ${message}`),
    );
    expect(text()).toContain(`E_IO: [NHS number]: ${message.slice(0, 10)}`);
  });

  it("without a pedigree none is spoken of", async () => {
    const args = ["analyse", VCF, "--panel", "epilepsy", "--proband", "DEMO-CHLD"];
    const { status, stderr } = await runInProcess(args);
    expect(status).toBe(65);
    expect(stderr).toContain("E_SAMPLE: the proband is not in the VCF (VCF: 3 samples)");
    expect(stderr).not.toMatch(/pedigree|CHLD/);
    const shown = await runInProcess([...args, "--log-ids"]);
    expect(shown.stderr).toContain("the proband 'DEMO-CHLD' is not in the VCF (VCF: DEMO-");
    expect(shown.stderr).toContain("Did you mean 'DEMO-CHILD' for 'DEMO-CHLD'?");
  });

  it("an NHS number is refused and not repeated", async () => {
    const ped = PED.replaceAll("DEMO\t", "943 476 5919\t".replaceAll(" ", ""));
    const path = join(folder, "nhs.ped");
    writeFileSync(path, ped);
    const args = ["analyse", VCF, "--ped", path, "--panel", "epilepsy", "--format", "html"];
    const { status, stderr } = await runInProcess([
      ...args,
      "-o",
      join(folder, "nhs.html"),
      "--log-ids",
    ]);
    expect({ status, stderr }).toMatchObject({ status: 2 });
    expect(stderr).toContain("NHS number");
    expect(stderr).not.toContain("5919");
  });
});
