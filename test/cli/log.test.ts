import { describe, expect, it } from "vitest";
import { createLog, logFormatOf } from "../../src/cli/log.ts";
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
    log.finish();
    const lines = text().trimEnd().split("\n");
    expect(lines).toHaveLength(1 + 10 + 2);
    expect(lines.slice(-2)).toEqual([
      "warning: 1 more of this kind: twice",
      "warning: 20 more of this kind: line 0 is odd",
    ]);
  });

  it("JSON: one object a line", () => {
    const { text, terminal } = screen(false);
    createLog(terminal, { ...PLAIN, format: "json" }).warn('a "b"\nc');
    expect(JSON.parse(text())).toEqual({ level: "warning", message: 'a "b"\nc' });
    expect(text().trimEnd()).not.toContain("\n");
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
  ])("%j asks for %s", (argv, format) => expect(logFormatOf(argv)).toBe(format));
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
