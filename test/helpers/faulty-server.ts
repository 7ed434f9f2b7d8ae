// A server of files on this machine that fails as servers and lines do, and counts every byte that it sends.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What becomes of one request; the last of the list is for all that follow. */
export type Fault =
  | "whole"
  /** So many bytes of the body, then the line breaks. */
  | { cutAfter: number }
  | { stallAfter: number }
  | { status: number; headers?: Record<string, string> };

export interface Served {
  body: Buffer;
  etag?: string;
  headers?: Record<string, string>;
}

export interface FaultyServer {
  address: string;
  files: Map<string, Served>;
  /** By path. */
  faults: Map<string, Fault[]>;
  /** `GET path range` of each request. */
  asked: string[];
  /** How often each byte of a path was sent. */
  sent: Map<string, Uint8Array>;
  close(): Promise<void>;
}

/** @param make another server of the same requests, such as one with TLS */
export async function faultyServer(
  make: (listener: (request: IncomingMessage, response: ServerResponse) => void) => Server = (
    listener,
  ) => createServer(listener),
): Promise<FaultyServer> {
  const state = {
    address: "",
    files: new Map<string, Served>(),
    faults: new Map<string, Fault[]>(),
    asked: [] as string[],
    sent: new Map<string, Uint8Array>(),
  };
  const server = make((request, response) => answer(state, request, response));
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  state.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(state, {
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  });
}

function answer(
  state: Omit<FaultyServer, "close" | "address">,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const path = request.url ?? "";
  const { range } = request.headers;
  state.asked.push(`${path}${range === undefined ? "" : ` ${range}`}`);
  const file = state.files.get(path);
  const faults = state.faults.get(path) ?? ["whole"];
  const fault = (faults.length > 1 ? faults.shift() : faults[0]) ?? "whole";
  if (typeof fault === "object" && "status" in fault)
    return void response.writeHead(fault.status, fault.headers).end();
  if (file === undefined) return void response.writeHead(404).end();
  const { body, etag, headers = {} } = file;
  if (etag !== undefined && request.headers["if-none-match"] === etag)
    return void response.writeHead(304).end();
  const mayResume = etag !== undefined && request.headers["if-range"] === etag;
  const start = mayResume ? Number(/bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0) : 0;
  const part = body.subarray(start);
  response.writeHead(start > 0 ? 206 : 200, {
    ...headers,
    "content-length": part.length,
    ...(etag === undefined ? {} : { etag }),
    ...(start > 0 ? { "content-range": `bytes ${start}-${body.length - 1}/${body.length}` } : {}),
  });
  const end =
    fault === "whole" ? part.length : "cutAfter" in fault ? fault.cutAfter : fault.stallAfter;
  const sent = state.sent.get(path) ?? new Uint8Array(body.length);
  state.sent.set(path, sent);
  const bytes = part.subarray(0, end);
  for (let i = 0; i < bytes.length; i++) sent[start + i] = (sent[start + i] ?? 0) + 1;
  if (fault === "whole") return void response.end(bytes);
  // What was written is on its way before the line breaks: it counts as sent.
  response.write(bytes, () => {
    if ("cutAfter" in fault) setTimeout(() => response.destroy(), 50);
  });
}
