import { Writable } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { runToEnd, sayFailure } from "../../src/cli/exit.ts";
import { createTerminal } from "../../src/cli/terminal.ts";
import { ToolError } from "../../src/core/errors.ts";

function fail(error: unknown, format: "text" | "json" = "text"): { code: number; said: string } {
  let said = "";
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said += chunk.toString();
      done();
    },
  });
  return { code: sayFailure(error, createTerminal(stream), { format, ids: false }), said };
}

const system = (code: string): Error => Object.assign(new Error(`${code}: it failed`), { code });

describe("an error becomes an exit code and one message", () => {
  afterEach(() => {
    delete process.env["PANELIST_DEBUG"];
  });

  it.each([
    [new ToolError("E_USAGE", "what?"), 2],
    [new ToolError("E_BGZF_TRUNCATED", "cut"), 65],
    [new ToolError("E_INPUT_MISSING", "gone"), 66],
    [new ToolError("E_OUTPUT", "no"), 73],
    [new ToolError("E_REMOTE", "no answer"), 74],
  ])("%s: %i", (error, code) => {
    expect(fail(error)).toEqual({ code, said: `error: ${error.code}: ${error.message}\n` });
  });

  it("a text beyond what a string holds is a limit, no bug", () => {
    const { code, said } = fail(new RangeError("Invalid string length"));
    expect(code).toBe(65);
    expect(said).toMatch(/^error: E_LIMIT: the output would contain a text of more than 512 MB\n/);
  });

  it("tells the place and what to do", () => {
    const error = new ToolError("E_PED", 'sex "3"', { path: "a.ped", line: 4, hint: "use 1 or 2" });
    expect(fail(error).said).toBe('error: E_PED: a.ped:4: sex "3"\n  use 1 or 2\n');
    expect(JSON.parse(fail(error, "json").said)).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: "error",
      code: "E_PED",
      message: 'sex "3"',
      path: "a.ped",
      line: 4,
      hint: "use 1 or 2",
    });
  });

  it.each(["ENOSPC", "EDQUOT", "EFBIG", "EIO"])("a raw %s is a failure to write, 74", (code) => {
    expect(fail(new Error("wrapped", { cause: system(code) })).code).toBe(74);
  });

  it("a signal is the last line of a log for programs", async () => {
    let said = "";
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        said += chunk.toString();
        done();
      },
    });
    const before = new Set(process.rawListeners("uncaughtException"));
    const words = { format: "json", ids: false } as const;
    const ended = runToEnd(
      () => new Promise<number>(() => {}),
      async () => {},
      createTerminal(stream),
      words,
    );
    process.emit("SIGINT");
    expect(await ended).toBe(130);
    expect(JSON.parse(said)).toMatchObject({ level: "error", signal: "SIGINT" });
    for (const listener of process.rawListeners("uncaughtException"))
      if (!before.has(listener))
        process.removeListener("uncaughtException", listener as () => void);
  });

  it("a reader who has gone is no failure, however deep it is told", () => {
    expect(fail(system("EPIPE"))).toEqual({ code: 0, said: "" });
    const wrapped = new ToolError("E_IO", "writing failed", { cause: system("EPIPE") });
    expect(fail(wrapped)).toEqual({ code: 0, said: "" });
  });

  it.each([new TypeError("x is undefined"), "a string", undefined])(
    "anything else is a bug, 70: %s",
    (error) => {
      const { code, said } = fail(error);
      expect(code).toBe(70);
      expect(said).toMatch(
        /^error: this is a bug in panelist; please report it with the command line: /,
      );
      expect(said.trimEnd()).not.toContain("\n");
    },
  );

  it("the stack is shown on request alone", () => {
    process.env["PANELIST_DEBUG"] = "1";
    expect(fail(new TypeError("x")).said).toContain("exit.test.ts");
  });
});
