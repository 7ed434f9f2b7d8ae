/**
 * How other machines are reached: through which proxy, and which certificate authorities are trusted in addition
 * to Node's own. Told once, by the command line; certificates are verified whatever is told.
 */
import { X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import { messageOf, usageError } from "../core/errors.ts";
import { directFetch } from "./direct.ts";

/** What the environment and the options say. Proxies may hold a password and are never printed. */
export interface NetworkSettings {
  /** For https addresses; "": none. */
  httpsProxy: string;
  /** For http addresses; "": none. */
  httpProxy: string;
  /** Hosts that are reached directly, separated by commas; `*`: all. */
  noProxy: string;
  /** PEM texts of authorities that are trusted beside Node's own. */
  authorities: readonly string[];
}

/** What is used of a reply. */
export interface Reply {
  status: number;
  headers: { get(name: string): string | null };
  body: (AsyncIterable<Uint8Array> & { cancel(): Promise<void> }) | null;
}

export type Fetch = (
  url: URL,
  init: { redirect: "manual"; signal: AbortSignal; headers: Record<string, string> },
) => Promise<Reply>;

let told: NetworkSettings | null = null;
let fetcher: Promise<Fetch> | null = null;

/** @throws ToolError E_USAGE: a proxy that is no address, a text without certificates */
export function setNetwork(given: NetworkSettings): void {
  const { noProxy, authorities } = given;
  for (const pem of authorities) checkCertificates(pem);
  const network = {
    httpsProxy: proxyAddress("HTTPS_PROXY", given.httpsProxy),
    httpProxy: proxyAddress("HTTP_PROXY", given.httpProxy),
    noProxy,
    authorities,
  };
  const isPlain = network.httpsProxy === "" && network.httpProxy === "" && authorities.length === 0;
  told = isPlain ? null : network;
  fetcher = null;
}

/** Directly where nothing else is told: undici, which knows proxies, takes 130 ms to load. */
export function networkFetch(): Promise<Fetch> {
  return (fetcher ??= told === null ? directFetch() : throughNetwork(told));
}

async function throughNetwork(network: NetworkSettings): Promise<Fetch> {
  const { EnvHttpProxyAgent, fetch: fetchThrough } = await import("undici");
  const { authorities, ...proxies } = network;
  const trust = authorities.length === 0 ? {} : { ca: [...rootCertificates, ...authorities] };
  const dispatcher = new EnvHttpProxyAgent({
    ...proxies,
    connect: trust,
    requestTls: trust,
    proxyTls: trust,
    proxyTunnel: false,
  });
  return (url, init) => fetchThrough(url, { ...init, dispatcher });
}

/** As curl has it, an address without its scheme is http. */
function proxyAddress(name: string, text: string): string {
  if (text === "") return "";
  const address = text.includes("://") ? text : `http://${text}`;
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return address;
  throw usageError(
    `${name} is not the address of an HTTP proxy`,
    "Write it as http://user:password@host:port, with special characters in the password percent-encoded.",
  );
}

function checkCertificates(pem: string): void {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  let fault = blocks.length === 0 ? "it contains none" : "";
  try {
    blocks.map((block) => new X509Certificate(block));
  } catch (error) {
    fault = messageOf(error);
  }
  if (fault !== "")
    throw usageError(
      `the certificate file cannot be used: ${fault}`,
      "Give the certificate authority's certificate as PEM text, which begins with -----BEGIN CERTIFICATE-----.",
    );
}
