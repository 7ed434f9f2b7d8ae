/** A GET by Node's own client: for a small part of a file its `fetch` takes more than twice the processor time. */
import type { IncomingMessage } from "node:http";
import { pipeline, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { systemCode } from "../core/errors.ts";
import type { Fetch, Reply } from "./network.ts";

/** Connections stay open for the next request, and keep no process alive. */
export async function directFetch(): Promise<Fetch> {
  const [http, https] = await Promise.all([import("node:http"), import("node:https")]);
  const open = { keepAlive: true };
  const plain = { client: http, agent: new http.Agent(open) };
  const secure = { client: https, agent: new https.Agent(open) };

  const get: Fetch = async (url, { headers, signal }) => {
    const { client, agent } = url.protocol === "https:" ? secure : plain;
    const request = client.get(url, { agent, signal, headers: { ...always(headers), ...headers } });
    try {
      // What fails later reaches who reads the body.
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        request.on("response", resolve).on("error", reject);
      });
      return replyOf(response, headers["range"] === undefined);
    } catch (error) {
      // The server closed a connection that was kept open, in the moment of its next use.
      const isStale = request.reusedSocket && systemCode(error) === "ECONNRESET";
      if (isStale) return get(url, { headers, signal, redirect: "manual" });
      throw error;
    }
  };
  return get;
}

/** Of a part of a file the bytes themselves are wanted. */
function always({ range }: Record<string, string>): Record<string, string> {
  const encoding = range === undefined ? "gzip, deflate, br" : "identity";
  return { accept: "*/*", "accept-encoding": encoding, "user-agent": "node" };
}

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** @param unpacks what was not asked for is left as it came: who reads a part of a file refuses it */
function replyOf(response: IncomingMessage, unpacks: boolean): Reply {
  const { statusCode: status = 0, headers } = response;
  const encoding = unpacks ? headers["content-encoding"]?.toLowerCase() : undefined;
  const decoder = DECODERS[encoding ?? ""];
  const body = decoder === undefined ? response : pipeline(response, decoder(), () => {});
  const get = (name: string): string | null => {
    const value = headers[name.toLowerCase()];
    return (Array.isArray(value) ? value.join(", ") : value) ?? null;
  };
  // oxlint-disable-next-line require-await -- as `fetch` has it
  const cancel = async (): Promise<void> => void response.destroy();
  return { status, headers: { get }, body: Object.assign(body, { cancel }) };
}
