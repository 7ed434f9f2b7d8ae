// node bench/range-server.mjs FOLDER DELAY_MS
//
// Serves a folder by byte ranges with entity tags, each reply after a delay. Prints its address; on `GET /-/log` the
// requests since the last time: their number, the bytes sent, and the ranges by file.
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const [folder, delay] = [process.argv[2], Number(process.argv[3])];
let log = { requests: 0, bytes: 0, ranges: {} };
const server = createServer((request, response) => {
  const name = decodeURIComponent(new URL(request.url, "http://x").pathname);
  if (name === "/-/log") {
    response.end(JSON.stringify(log));
    log = { requests: 0, bytes: 0, ranges: {} };
    return;
  }
  setTimeout(() => {
    const path = join(folder, name);
    log.requests++;
    if (!existsSync(path)) return response.writeHead(404).end();
    const { size, mtimeMs } = statSync(path);
    const etag = `"${size}-${mtimeMs}"`;
    if (request.headers["if-none-match"] === etag) return response.writeHead(304, { etag }).end();
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
    const start = from === undefined ? 0 : Number(from);
    const end = Math.min(size, from === undefined ? size : Number(to) + 1);
    const bytes = Buffer.alloc(end - start);
    const fd = openSync(path, "r");
    readSync(fd, bytes, 0, bytes.length, start);
    closeSync(fd);
    log.bytes += bytes.length;
    (log.ranges[name] ??= []).push([start, end]);
    response.writeHead(from === undefined ? 200 : 206, {
      etag,
      ...(from === undefined ? {} : { "content-range": `bytes ${start}-${end - 1}/${size}` }),
    });
    response.end(bytes);
  }, delay);
});
// A client that works for a while keeps its connections.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
