import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RemoteBgzf } from "../../src/io/bgzf/index.ts";
import { tabixIndex } from "./indexed.ts";
import type { Chunk } from "../../src/io/bgzf/index.ts";
import { LIMITS, toolErrorOfAsync } from "./support.ts";

const lines = ["##fileformat=VCFv4.2", "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"];
for (let i = 0; i < 40_000; i++)
  lines.push(`${i < 20_000 ? 1 : 2}\t${(i % 20_000) * 50 + 1}\tid${i * 7919}\tA\tC\t.\t.\t.`);
const { vcf, tbi } = tabixIndex(lines);

let files: Map<string, Uint8Array>;
/** What to do instead of answering properly, one entry per request. */
let faults: ((request: IncomingMessage, response: ServerResponse) => boolean)[];
let requests: string[];
let server: Server;
let base = "";

function answer(request: IncomingMessage, response: ServerResponse): void {
  requests.push(`${request.url ?? ""} ${request.headers.range ?? "-"}`);
  if (faults.shift()?.(request, response) === true) return;
  const bytes = files.get(new URL(request.url ?? "", base).pathname);
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
  if (bytes === undefined) response.writeHead(404).end();
  else if (range === null) response.writeHead(200, { "content-length": bytes.length }).end(bytes);
  else {
    const from = Number(range[1]);
    const to = Math.min(Number(range[2]) + 1, bytes.length);
    response
      .writeHead(206, {
        "content-range": `bytes ${from}-${to - 1}/${bytes.length}`,
        "content-length": to - from,
      })
      .end(bytes.subarray(from, to));
  }
}

const status =
  (code: number) =>
  (_: IncomingMessage, response: ServerResponse): boolean => {
    response.writeHead(code).end("no");
    return true;
  };
const hangUp = (request: IncomingMessage): boolean => {
  request.socket.destroy();
  return true;
};
const rangeOf = ({ headers }: IncomingMessage): string =>
  `bytes ${headers.range?.slice("bytes=".length) ?? ""}/${vcf.length}`;
const cutBody = (request: IncomingMessage, response: ServerResponse): boolean => {
  response
    .writeHead(206, { "content-range": rangeOf(request), "content-length": 1000 })
    .write("half");
  setTimeout(() => response.destroy(), 20);
  return true;
};
const shortBody = (request: IncomingMessage, response: ServerResponse): boolean => {
  response.writeHead(206, { "content-range": rangeOf(request) }).end();
  return true;
};
const pass = (): boolean => false;

beforeAll(async () => {
  server = createServer(answer);
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  files = new Map([
    ["/a.vcf.gz", vcf],
    ["/a.vcf.gz.tbi", tbi],
  ]);
  requests = [];
});
beforeEach(() => {
  faults = [];
});
afterEach(() => {
  if (faults.length > 0) throw new Error("a planned fault was never met");
});

const open = (name = "/a.vcf.gz"): Promise<RemoteBgzf> =>
  RemoteBgzf.open(`${base}${name}`, { limits: LIMITS, retryDelaysMs: [1, 1, 1] });

async function textOf(remote: RemoteBgzf, chunks: readonly Chunk[]): Promise<string> {
  const parts: Uint8Array[] = [];
  for (const chunk of chunks)
    for await (const piece of remote.readChunk(chunk)) parts.push(piece.data);
  return Buffer.concat(parts).toString();
}

describe("a remote file", () => {
  it("gives its regions by ranges and its index", async () => {
    const remote = await open();
    expect(remote.size).toBe(vcf.length);
    const index = await remote.index();
    expect([index.kind, index.names]).toEqual(["tbi", ["1", "2"]]);
    const text = await textOf(remote, index.blocksForRange("2", 500_000, 500_100));
    for (const line of lines.slice(30_003, 30_004)) expect(text).toContain(line);
    expect(text.length).toBeLessThan(300_000);
    expect(await textOf(remote, index.blocksForRange("7", 0, 100))).toBe("");
    expect(requests.filter((r) => r.startsWith("/a.vcf.gz bytes"))).toHaveLength(
      requests.length - 1,
    );
  });

  it("gives all of its text", async () => {
    const remote = await open();
    const all: Chunk = { minv: { block: 0, within: 0 }, maxv: { block: vcf.length, within: 0 } };
    expect(await textOf(remote, [all])).toBe(`${lines.join("\n")}\n`);
  });

  it("has its index at the query's path", async () => {
    const remote = await open("/a.vcf.gz?key=1");
    expect((await remote.index()).path).toBe(`${base}/a.vcf.gz.tbi?key=1`);
  });

  it.each([
    ["a 500", status(500)],
    ["a 503", status(503)],
    ["a 429", status(429)],
    ["a closed connection", hangUp],
    ["a cut body", cutBody],
    ["a short body", shortBody],
  ])("%s, then success: as if nothing had been", async (_, fault) => {
    faults = [fault, pass, fault, fault];
    const remote = await open();
    faults = [fault];
    expect(Buffer.compare(await remote.read(100, 2000), vcf.subarray(100, 2000))).toBe(0);
    faults = [status(500)];
    expect((await remote.index()).names).toEqual(["1", "2"]);
  });

  it.each([
    [
      "errors to the end",
      [status(500), status(500), status(500), status(500)],
      /status 500.*4 attempts/,
      /later/,
    ],
    ["no such file", [status(404)], /404/, /address/],
    ["not allowed", [status(401)], /401/, /password/],
    ["a server without ranges", [status(200)], /byte ranges/, /[Dd]ownload/],
  ])("%s: E_REMOTE", async (_, planned, message, hint) => {
    faults = planned;
    const error = await toolErrorOfAsync(() => open());
    expect(error.code).toBe("E_REMOTE");
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint);
    expect(error.place.path).toBe(`${base}/a.vcf.gz`);
  });

  it("waits as long as the server asks, a minute at most", async () => {
    const busy =
      (seconds: number) =>
      (_: IncomingMessage, response: ServerResponse): boolean => {
        response.writeHead(429, { "retry-after": String(seconds) }).end();
        return true;
      };
    const patient = { limits: LIMITS, retryDelaysMs: [3_600_000] };
    faults = [busy(0)];
    const remote = await RemoteBgzf.open(`${base}/a.vcf.gz`, patient);
    expect(remote.size).toBe(vcf.length);
    faults = [busy(61)];
    const error = await toolErrorOfAsync(() => RemoteBgzf.open(`${base}/a.vcf.gz`, patient));
    expect([error.code, error.message]).toEqual([
      "E_REMOTE",
      "the server answered with status 429; the server requests a wait of 61 s",
    ]);
    expect(error.hint).toMatch(/later/);
  });

  it("nobody there: E_REMOTE", async () => {
    const error = await toolErrorOfAsync(() =>
      RemoteBgzf.open("http://127.0.0.1:9/a.vcf.gz", { limits: LIMITS, retryDelaysMs: [1] }),
    );
    expect(error.code).toBe("E_REMOTE");
  });

  it("a file that changes while it is read: E_REMOTE", async () => {
    const remote = await open();
    files.set("/a.vcf.gz", Buffer.concat([vcf, vcf]));
    const error = await toolErrorOfAsync(() => remote.read(0, 100));
    expect([error.code, error.message]).toEqual(["E_REMOTE", "the file changed while it was read"]);
  });

  it.each([
    ["last-modified", "Mon, 01 Jun 2026 10:00:00 GMT", "Tue, 01 Dec 2026 10:00:00 GMT"],
    ["etag", '"1"', '"2"'],
  ])("a file of the same size that changes while it is read, by its %s", async (name, old, now) => {
    const told = (value: string) => (_request: IncomingMessage, response: ServerResponse) => {
      response.setHeader(name, value);
      return false;
    };
    faults = [told(old), told(old), told(old)];
    const remote = await open();
    expect(await remote.read(0, 100)).toHaveLength(100);
    faults = [told(now)];
    const error = await toolErrorOfAsync(() => remote.read(100, 200));
    expect([error.code, error.message]).toEqual(["E_REMOTE", "the file changed while it was read"]);
  });

  it.each([
    [
      "another range than was asked for",
      { "content-range": `bytes 0-99/${vcf.length}` },
      /Content-Range is bytes 0-99/,
    ],
    [
      "an encoded body",
      { "content-range": `bytes 500-599/${vcf.length}`, "content-encoding": "gzip" },
      /Content-Encoding is gzip/,
    ],
  ])("%s: E_REMOTE, never taken for the file's bytes", async (_, headers, message) => {
    const remote = await open();
    faults = [
      (_request, response) => {
        response.writeHead(206, headers).end(vcf.subarray(0, 100));
        return true;
      },
    ];
    const error = await toolErrorOfAsync(() => remote.read(500, 600));
    expect(error.code).toBe("E_REMOTE");
    expect(error.message).toMatch(message);
  });

  it("an index that the server calls encoded, so that it arrives unzipped, is read all the same", async () => {
    const remote = await open();
    faults = [
      (_request, response) => {
        response.writeHead(200, { "content-encoding": "gzip" }).end(tbi);
        return true;
      },
    ];
    const index = await remote.index();
    expect([index.kind, index.names]).toEqual(["tbi", ["1", "2"]]);
    const plain = await (await open()).index();
    expect(index.blocksForRange("2", 500_000, 500_100)).toEqual(
      plain.blocksForRange("2", 500_000, 500_100),
    );
  });

  it("an index that holds nonsense, though whole: E_INDEX", async () => {
    const content = Buffer.from(gunzipSync(tbi));
    content.writeInt32LE(-5, 4);
    files.set("/a.vcf.gz.tbi", content);
    const error = await toolErrorOfAsync(async () => (await open()).index());
    expect(error.code).toBe("E_INDEX");
  });

  it("no index: E_REMOTE; a damaged one: E_INDEX; a cut file: E_BGZF_TRUNCATED; a damaged block: E_BGZF", async () => {
    files.delete("/a.vcf.gz.tbi");
    expect((await toolErrorOfAsync(async () => (await open()).index())).code).toBe("E_REMOTE");
    files.set(
      "/a.vcf.gz.tbi",
      tbi.map((b, i) => (i === 100 ? b ^ 1 : b)),
    );
    expect((await toolErrorOfAsync(async () => (await open()).index())).code).toBe("E_INDEX");
    files.set("/a.vcf.gz", vcf.subarray(0, -28));
    expect((await toolErrorOfAsync(() => open())).code).toBe("E_BGZF_TRUNCATED");
    files.set(
      "/a.vcf.gz",
      vcf.map((b, i) => (i === 100 ? b ^ 1 : b)),
    );
    const remote = await open();
    const error = await toolErrorOfAsync(() =>
      textOf(remote, [{ minv: { block: 0, within: 0 }, maxv: { block: 0, within: 9 } }]),
    );
    expect([error.code, error.place.offset]).toEqual(["E_BGZF", 0]);
    const misfit = await toolErrorOfAsync(() =>
      textOf(remote, [{ minv: { block: 9e9, within: 0 }, maxv: { block: 9e9, within: 9 } }]),
    );
    expect(misfit.code).toBe("E_INDEX");
  });
});
