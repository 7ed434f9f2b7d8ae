// The one door to other machines: where a redirect may lead, who gets a token, and that every body has an end.
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { download, onSameHost } from "../../src/io/download.ts";
import { RemoteBgzf } from "../../src/io/bgzf/index.ts";
import { fetchHpo } from "../../src/phenotype/index.ts";
import { openStore } from "../../src/store/index.ts";
import { tempFolder } from "../helpers/temp.ts";
import { LIMITS } from "./support.ts";

const folder = tempFolder();
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const OK = { status: 200, hint: "" } as const;

describe("where a redirect may lead", () => {
  it.each([
    ["https://a.org/x", "/y", true],
    ["https://a.org/x", "https://a.org/y?z", true],
    ["http://a.org/x", "https://a.org/y", true],
    ["http://a.org:8080/x", "http://a.org:8080/y", true],
    ["https://a.org/x", "http://a.org/y", false],
    ["https://a.org/x", "https://b.org/y", false],
    ["https://a.org/x", "https://a.org.b.org/y", false],
    ["http://127.0.0.1:1/x", "http://127.0.0.1:2/x", false],
    ["https://a.org/x", "https://me:secret@a.org/y", false],
    ["https://a.org/x", "file:///etc/passwd", false],
    ["https://a.org/x", "//b.org/y", false],
    ["https://a.org/x", "", false],
    ["https://a.org/x", "https://files.org/y", true],
    ["https://a.org/x", "http://files.org/y", false],
    ["https://a.org/x", "https://files.org:444/y", false],
  ])("%s -> %s: %s", (from, to, may) => {
    const lead = (): URL => onSameHost(to, new URL(from), { hosts: ["files.org"], hint: "" });
    if (may) expect(lead().href).toBe(new URL(to, from).href);
    else expect(lead).toThrow(/redirects to a different address/);
  });

  it("nowhere else: a VCF, its index, HPO; the other host is never asked", async () => {
    const asked: string[] = [];
    const other = await serve((request, response) => {
      asked.push(request.url ?? "");
      response.end("secret");
    });
    const base = await serve((request, response) =>
      response.writeHead(302, { location: `${other}${request.url ?? ""}` }).end(),
    );
    const elsewhere = {
      code: "E_REMOTE",
      message: expect.stringContaining("redirects to a different address"),
    };
    const vcf = RemoteBgzf.open(`${base}/x.vcf.gz`, { limits: LIMITS, retryDelaysMs: [] });
    await expect(vcf).rejects.toMatchObject(elsewhere);
    const request = { release: null, source: base, now: "" };
    const hpo = fetchHpo(openStore(join(folder, "store")), request, () => {});
    await expect(hpo).rejects.toMatchObject(elsewhere);
    expect(asked).toEqual([]);
  });
});

describe("a token", () => {
  it.each(["http://panels.example/", "http://127.0.0.1.example/", "http://localhost.example/"])(
    "does not go to %s for all to read",
    async (address) => {
      const sent = download(new URL(address), { ...OK, authorization: "Token t" });
      await expect(sent).rejects.toMatchObject({ code: "E_USAGE" });
    },
  );

  it("goes to this machine", async () => {
    const base = await serve((request, response) => response.end(request.headers.authorization));
    const { bytes } = await download(new URL(base), { ...OK, authorization: "Token t" });
    expect(bytes.toString()).toBe("Token t");
  });
});

describe("every body has an end", () => {
  const drip: RequestListener = (_request, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write("x"), 20);
    response.on("close", () => clearInterval(timer));
  };

  it.each([
    ["one that drips, by its rate", { least: { bytes: 1000, ms: 200 } }, /fewer than 1000 bytes/],
    ["one that drips, by its time", { totalMs: 300 }, /took more than/],
    ["one that stands still", { idleMs: 10 }, /nothing came for/],
    ["one that is too long", { maxBytes: 5 }, /larger than 5 bytes/],
  ])("%s", async (_name, of, words) => {
    const base = await serve(drip);
    await expect(download(new URL(base), { ...OK, ...of })).rejects.toThrow(words);
  });

  it("what is not wanted is not read", async () => {
    const base = await serve((_request, response) => {
      response.writeHead(500);
      const pump = (): void => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
      };
      response.on("drain", pump);
      pump();
    });
    expect(await download(new URL(base), OK)).toMatchObject({
      status: 500,
      bytes: Buffer.alloc(0),
    });
  });

  it("one that the server packed", async () => {
    const packed = gzipSync("x".repeat(8 << 20));
    const base = await serve((_request, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(packed),
    );
    expect(packed.length).toBeLessThan(1 << 16);
    await expect(download(new URL(base), { ...OK, maxBytes: 1 << 20 })).rejects.toThrow(
      /larger than 1048576 bytes/,
    );
  });
});

it("brotli and deflate are unpacked, a part of a file is asked for as it is, and a password in the address is refused", async () => {
  const asked: unknown[] = [];
  const base = await serve((request, response) => {
    asked.push(request.headers["accept-encoding"]);
    const [encoding, body] =
      request.url === "/br" ? ["br", brotliCompressSync("text")] : ["deflate", deflateSync("text")];
    if (request.headers.range === undefined)
      response.writeHead(200, { "content-encoding": encoding }).end(body);
    else response.writeHead(206).end("te");
  });
  const text = async (path: string, of: object = {}): Promise<string> =>
    (await download(new URL(path, base), { ...OK, ...of })).bytes.toString();
  expect(await text("/br")).toBe("text");
  expect(await text("/deflate")).toBe("text");
  expect(await text("/br", { status: 206, headers: { range: "bytes=0-1" } })).toBe("te");
  expect(asked).toEqual(["gzip, deflate, br", "gzip, deflate, br", "identity"]);
  const withPassword = download(new URL(base.replace("http://", "http://me:secret@")), OK);
  await expect(withPassword).rejects.toMatchObject({
    code: "E_USAGE",
    message: expect.not.stringContaining("secret") as string,
  });
  expect(asked).toHaveLength(3);
});

it("a connection that the server closed while it was kept open is made anew", async () => {
  const sockets: Socket[] = [];
  const base = await serve((request, response) => {
    sockets.push(request.socket);
    response.end("text");
  });
  for (let n = 1; n <= 3; n++) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect((await download(new URL(base), OK)).bytes.toString()).toBe("text");
    sockets.at(-1)?.resetAndDestroy();
  }
  expect(sockets).toHaveLength(3);
});
