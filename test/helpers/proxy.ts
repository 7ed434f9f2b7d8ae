// A proxy on this machine that wants a user and a password, and a server whose certificate only the tests' own
// authority vouches for (tls/: made for these tests, of no use elsewhere).
import { readFileSync } from "node:fs";
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecure } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { pipeline } from "node:stream";
import { type FaultyServer, faultyServer } from "./faulty-server.ts";

const tls = (name: string): URL => new URL(`./tls/${name}`, import.meta.url);

/** The certificate of the tests' authority. */
export const AUTHORITY = tls("authority.pem").pathname;

export async function secureServer(): Promise<FaultyServer> {
  const [key, cert] = [readFileSync(tls("server.key")), readFileSync(tls("server.pem"))];
  const server = await faultyServer((listener) => createSecure({ key, cert }, listener));
  server.address = server.address.replace("http://127.0.0.1", "https://localhost");
  return server;
}

interface Proxy {
  /** Without user and password. */
  host: string;
  /** `CONNECT host:port`, `GET address` of each request that it let through; refused ones begin with their status. */
  asked: string[];
  close(): Promise<void>;
}

/** Whatever host is asked for is this machine. @param password of the user `me`; whoever has another is answered 407 */
export async function authenticatingProxy(password: string): Promise<Proxy> {
  const wanted = `Basic ${Buffer.from(`me:${password}`).toString("base64")}`;
  const asked: string[] = [];
  const isKnown = (request: IncomingMessage): boolean =>
    request.headers["proxy-authorization"] === wanted;
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const what = `GET ${request.url ?? ""}`;
    if (!isKnown(request)) {
      asked.push(`407 ${what}`);
      return void response.writeHead(407, { "proxy-authenticate": "Basic" }).end();
    }
    asked.push(what);
    const { "proxy-authorization": _secret, ...headers } = request.headers;
    const onward = ask(request.url ?? "", { headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      // A line that breaks behind the proxy breaks before it, too.
      pipeline(reply, response, () => {});
    });
    onward.on("error", () => response.destroy());
    onward.end();
  });
  server.on("connect", (request, socket) => {
    const what = `CONNECT ${request.url ?? ""}`;
    if (!isKnown(request)) {
      asked.push(`407 ${what}`);
      return void socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    }
    asked.push(what);
    const { port } = new URL(`http://${request.url ?? ""}`);
    const onward = connect(Number(port), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
