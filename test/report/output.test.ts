import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exitCodeOf, isToolError, type ToolError } from "../../src/core/errors.ts";
import { openOutput, streamOutput } from "../../src/report/index.ts";
import { commitSet } from "../../src/report/set.ts";
import { type OutputFile } from "../../src/report/output.ts";
import { ClosedPipe } from "../../src/report/output.ts";
import { abortAll } from "../../src/io/atomic.ts";

let folder = "";
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "panelist-out-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function failureOf(work: Promise<unknown>): Promise<ToolError> {
  const error: unknown = await work.then(
    () => null,
    (e: unknown) => e,
  );
  if (!isToolError(error)) throw new Error(`expected a ToolError, got ${String(error)}`);
  return error;
}

describe("a file appears whole or not at all", () => {
  it("nothing under the final name before commit, what stood there is replaced", async () => {
    const path = join(folder, "a.tsv");
    writeFileSync(path, "old");
    const out = await openOutput(path);
    await out.write("new ");
    await out.write(Buffer.from("text"));
    expect(readFileSync(path, "utf8")).toBe("old");
    await out.commit();
    expect(readFileSync(path, "utf8")).toBe("new text");
    expect(readdirSync(folder)).toEqual(["a.tsv"]);
    await out.abort();
    expect(existsSync(path)).toBe(true);
  });

  it("abort leaves what stood there and no trace of its own", async () => {
    const path = join(folder, "a.tsv");
    writeFileSync(path, "old");
    const out = await openOutput(path);
    await out.write("x".repeat(200_000));
    await out.abort();
    expect(readdirSync(folder)).toEqual(["a.tsv"]);
    expect(readFileSync(path, "utf8")).toBe("old");
  });

  it("abortAll clears the table at once", async () => {
    await openOutput(join(folder, "a"));
    await openOutput(join(folder, "b"));
    expect(readdirSync(folder)).toHaveLength(2);
    await abortAll();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("keeps the permissions of the file that it replaces, follows a link", async () => {
    const target = join(folder, "real.tsv");
    writeFileSync(target, "old");
    chmodSync(target, 0o600);
    const link = join(folder, "link.tsv");
    symlinkSync(target, link);
    const out = await openOutput(link);
    await out.write("new");
    await out.commit();
    expect(readFileSync(target, "utf8")).toBe("new");
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).toSorted()).toEqual(["link.tsv", "real.tsv"]);
  });

  it("a set is named only when every member is whole", async () => {
    const good = await openOutput(join(folder, "good"));
    const full = await openOutput("/dev/full");
    await good.write("good");
    await full.write("bad");
    const error = await failureOf(commitSet([good], full));
    expect(error.code).toBe("E_IO");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("a set that is whole is named", async () => {
    const outs = await Promise.all(["a", "b"].map((name) => openOutput(join(folder, name))));
    for (const out of outs) await out.write(out.path);
    await commitSet(outs.slice(0, 1), outs[1] as OutputFile);
    expect(readdirSync(folder).toSorted()).toEqual(["a", "b"]);
  });
});

describe("outputs that cannot be made: E_OUTPUT, exit 73", () => {
  it.each([
    ["the folder is missing", (dir: string) => join(dir, "none", "a.tsv")],
    ["it is a folder", (dir: string) => dir],
    ["a file stands where a folder should", (dir: string) => join(dir, "file", "a.tsv")],
  ])("%s", async (_name, pathOf) => {
    writeFileSync(join(folder, "file"), "");
    const error = await failureOf(openOutput(pathOf(folder)));
    expect([error.code, exitCodeOf(error.code)]).toEqual(["E_OUTPUT", 73]);
    expect(error.message).not.toContain(".tmp");
  });

  it("the place is taken while we write", async () => {
    const path = join(folder, "a.tsv");
    const out = await openOutput(path);
    await out.write("x");
    mkdirSync(path);
    writeFileSync(join(path, "inside"), "");
    expect((await failureOf(out.commit())).code).toBe("E_OUTPUT");
    expect(readdirSync(folder)).toEqual(["a.tsv"]);
  });
});

describe("devices, FIFOs, full disks, closed pipes", () => {
  it("/dev/null is written directly", async () => {
    const out = await openOutput("/dev/null");
    await out.write("x");
    await out.commit();
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  it.skipIf(!existsSync("/dev/shm"))("a file in memory appears whole or not at all", async () => {
    const scratch = mkdtempSync("/dev/shm/panelist-test-");
    try {
      const path = join(scratch, "x.tsv");
      writeFileSync(path, "before");
      const out = await openOutput(path);
      await out.write("half");
      await out.finish();
      expect(readFileSync(path, "utf8")).toBe("before");
      await out.commit();
      expect(readFileSync(path, "utf8")).toBe("half");
    } finally {
      rmSync(scratch, { recursive: true });
    }
  });

  it("/dev/full is E_IO, exit 74", async () => {
    const out = await openOutput("/dev/full");
    await out.write("x");
    const error = await failureOf(out.commit());
    expect([error.code, exitCodeOf(error.code)]).toEqual(["E_IO", 74]);
    expect(error.message).toContain("no space left on device");
  });

  it("a FIFO is written directly", async () => {
    const fifo = join(folder, "fifo");
    spawnSync("mkfifo", [fifo]);
    const reader = spawn("cat", [fifo]);
    let text = "";
    reader.stdout.on("data", (piece: Buffer) => void (text += piece.toString()));
    const closed = new Promise((resolve) => reader.once("close", resolve));
    const out = await openOutput(fifo);
    await out.write("through the pipe");
    await out.commit();
    await closed;
    expect(text).toBe("through the pipe");
    expect(statSync(fifo).isFIFO()).toBe(true);
  });

  it.each([
    ["EPIPE", ClosedPipe],
    ["ENOSPC", Error],
  ])("a stream that fails with %s", async (code, kind) => {
    const stream = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })),
    });
    const out = streamOutput(stream);
    await out.write("x");
    const error: unknown = await out.finish().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(kind);
    expect(isToolError(error)).toBe(code === "ENOSPC");
  });

  it("waits for a slow reader and loses nothing", async () => {
    let busy = 0;
    let most = 0;
    let bytes = 0;
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        most = Math.max(most, ++busy);
        bytes += chunk.length;
        setImmediate(() => {
          busy--;
          done();
        });
      },
    });
    const out = streamOutput(stream);
    for (let i = 0; i < 1000; i++) await out.write("y".repeat(1000));
    await out.finish();
    expect([bytes, most]).toEqual([1_000_000, 1]);
  });
});

describe("a real pipe", () => {
  it("a reader that leaves early gives ClosedPipe", async () => {
    const reader = spawn("head", ["-c", "10"], { stdio: ["pipe", "ignore", "ignore"] });
    const out = streamOutput(reader.stdin);
    const error: unknown = await (async () => {
      for (let i = 0; i < 10_000; i++) await out.write("z".repeat(10_000));
      await out.finish();
    })().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ClosedPipe);
  });
});
