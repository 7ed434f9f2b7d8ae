// A server of byte ranges on this machine: what it was asked for, and ways to fail.
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";

export interface RangeServer {
  address: string;
  /** `[start, end)` of each answer, by file name. */
  asked: [name: string, start: number, end: number][];
  /** Changed by tests: bytes that are left out of each range, and the entity tag. */
  cut: number;
  tag: string;
  close(): Promise<void>;
}

/** @param paths of files that are served by their base names */
export async function rangeServer(paths: readonly string[]): Promise<RangeServer> {
  const files = new Map(paths.map((path) => [`/${basename(path)}`, path]));
  const state = { address: "", asked: [] as RangeServer["asked"], cut: 0, tag: '"1"' };
  const server: Server = createServer((request, response) => {
    const path = files.get(request.url ?? "");
    if (path === undefined) return void response.writeHead(404).end();
    if (request.headers["if-none-match"] === state.tag) return void response.writeHead(304).end();
    const bytes = readFileSync(path);
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
    const start = Number(from ?? 0);
    const end = Math.min(bytes.length, to === undefined ? bytes.length : Number(to) + 1);
    state.asked.push([basename(path), start, end]);
    response.writeHead(from === undefined ? 200 : 206, {
      etag: state.tag,
      "content-range": `bytes ${start}-${end - 1}/${bytes.length}`,
    });
    response.end(bytes.subarray(start, Math.max(start, end - (start > 0 ? state.cut : 0))));
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  state.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(state, {
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
      }),
  });
}
