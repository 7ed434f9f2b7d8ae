// A large file over a bad line: what has come is not asked for again, and what is kept is what the publisher has.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { downloadFile, type FileRequest } from "../../src/io/download-file.ts";
import { RETRY_DEFAULTS } from "../../src/io/retry.ts";
import { type FaultyServer, faultyServer } from "../helpers/faulty-server.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const body = Buffer.from(Array.from({ length: 5000 }, (_, i) => `${i}\n`).join(""));
const md5 = (bytes: Buffer): string => createHash("md5").update(bytes).digest("hex");
let server: FaultyServer;
let waits: string[];
let n = 0;
let path = "";

beforeAll(async () => {
  server = await faultyServer();
});
afterAll(() => server.close());
beforeEach(() => {
  path = join(folder, `${n++}`, "file.txt");
  waits = [];
  server.asked.length = 0;
  server.sent.clear();
  server.faults.clear();
  server.files.set("/f", { body, etag: '"1"', headers: { "last-modified": "then" } });
});

const request = (more: Partial<FileRequest> = {}): FileRequest => ({
  ...RETRY_DEFAULTS,
  url: new URL(`${server.address}/f`),
  path,
  hint: "Look.",
  digest: () => Promise.resolve(null),
  known: null,
  onBytes: () => {},
  onWait: (reason, ms) => waits.push(`${reason} ${ms}`),
  sleep: () => Promise.resolve(),
  ...more,
});
const isWhole = (): boolean => readFileSync(path).equals(body);
const timesSent = (): Set<number> => new Set(server.sent.get("/f"));

describe("a file", () => {
  it("comes whole, and tells its version", async () => {
    const seen: [number, number | null][] = [];
    const got = await downloadFile(request({ onBytes: (done, size) => seen.push([done, size]) }));
    expect(got).toMatchObject({ tag: '"1"', modified: "then" });
    expect(isWhole()).toBe(true);
    expect(seen.at(-1)).toEqual([body.length, body.length]);
    expect(readdirSync(join(path, ".."))).toEqual(["file.txt"]);
  });

  it("that breaks ten times is resumed ten times: each byte is sent once", async () => {
    server.faults.set("/f", [...Array.from({ length: 10 }, () => ({ cutAfter: 1000 })), "whole"]);
    await downloadFile(request());
    expect(isWhole()).toBe(true);
    expect(server.asked).toHaveLength(11);
    expect(server.asked[10]).toBe("/f bytes=10000-");
    expect(timesSent()).toEqual(new Set([1]));
  });

  it("is resumed by the next run", async () => {
    server.faults.set("/f", [{ cutAfter: 3000 }]);
    await expect(downloadFile(request({ delaysMs: [] }))).rejects.toMatchObject({
      code: "E_REMOTE",
    });
    expect(existsSync(path)).toBe(false);
    server.faults.clear();
    await downloadFile(request());
    expect(isWhole()).toBe(true);
    expect(timesSent()).toEqual(new Set([1]));
  });

  it("that changed meanwhile is begun anew", async () => {
    server.files.set("/f", { body: Buffer.from("x".repeat(9000)), etag: '"0"' });
    server.faults.set("/f", [{ cutAfter: 3000 }]);
    await expect(downloadFile(request({ delaysMs: [] }))).rejects.toThrow(
      /the line|terminated|aborted|other side/,
    );
    server.faults.clear();
    server.files.set("/f", { body, etag: '"1"' });
    await downloadFile(request());
    expect(isWhole()).toBe(true);
  });

  it("without a tag is begun anew, and given up in the end", async () => {
    server.files.set("/f", { body });
    server.faults.set("/f", [{ cutAfter: 1000 }, "whole"]);
    await downloadFile(request());
    expect(isWhole()).toBe(true);
    server.faults.set("/f", [{ cutAfter: 1000 }]);
    await expect(downloadFile(request())).rejects.toThrow(/5 attempts/);
  });

  it("of which the server has the known version is not sent", async () => {
    expect(await downloadFile(request({ known: '"1"' }))).toBeNull();
    expect(existsSync(path)).toBe(false);
    expect(await downloadFile(request({ known: '"0"' }))).not.toBeNull();
  });
});

describe("a server that", () => {
  it.each([
    ["stands still", { stallAfter: 1000 }, { idleMs: 100 }, /nothing came for/],
    ["answers 500", { status: 500 }, {}, /status 500 1000/],
    ["answers 429", { status: 429, headers: { "retry-after": "7" } }, {}, /status 429 7000/],
    ["answers 429 without a time", { status: 429 }, {}, /status 429 15000/],
  ] as const)("%s is waited for", async (_what, fault, more, said) => {
    server.faults.set("/f", [fault, "whole"]);
    await downloadFile(request(more));
    expect(isWhole()).toBe(true);
    expect(waits).toEqual([expect.stringMatching(said)]);
  });

  it("asks for too long a wait, or refuses, ends the work", async () => {
    server.faults.set("/f", [{ status: 429, headers: { "retry-after": "4000" } }]);
    await expect(downloadFile(request())).rejects.toThrow(/requests a wait of 4000 s/);
    server.faults.set("/f", [{ status: 403 }]);
    await expect(downloadFile(request())).rejects.toThrow(/status 403/);
    expect(server.asked).toHaveLength(2);
  });
});

describe("the publisher's digest", () => {
  it("holds", async () => {
    await downloadFile(
      request({ digest: () => Promise.resolve({ algorithm: "md5", hex: md5(body) }) }),
    );
    expect(isWhole()).toBe(true);
  });

  it("another one: fetched once more, then refused, and nothing of it is kept", async () => {
    const digest = (): ReturnType<FileRequest["digest"]> =>
      Promise.resolve({ algorithm: "md5", hex: md5(Buffer.from("")) });
    await expect(downloadFile(request({ digest }))).rejects.toMatchObject({
      code: "E_REMOTE",
      message: expect.stringContaining(`has the md5 ${md5(body)}, but its publisher gives`),
    });
    expect(server.asked).toHaveLength(2);
    expect(readdirSync(join(path, ".."))).toEqual([]);
  });
});
