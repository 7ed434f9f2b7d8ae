/**
 * How downloads are made: the proxy from the environment, and certificate authorities trusted in addition to
 * Node's own.
 */
import { readFileSync } from "node:fs";
import { type Command, Option } from "commander";
import { messageOf, ToolError } from "../core/errors.ts";

export function caFileOption(): Option {
  return new Option(
    "--ca-file <pem>",
    "trust certificates issued by this authority as well, such as those of a proxy that inspects traffic",
  )
    .env("PANELIST_CA_FILE")
    .helpGroup("Network:");
}

/** Of an earlier command of this process. */
let isTold = false;

/** @throws ToolError E_USAGE: a proxy that is no address, a file without certificates; E_INPUT_MISSING */
export async function setNetworkOf(command: Command, env: NodeJS.ProcessEnv): Promise<void> {
  const of = (name: string): string => env[name.toLowerCase()] || env[name] || "";
  const httpProxy = of("HTTP_PROXY");
  const httpsProxy = of("HTTPS_PROXY");
  const { caFile = "" } = command.opts<{ caFile?: string }>();
  if (`${httpProxy}${httpsProxy}${caFile}` === "" && !isTold) return;
  isTold = true;
  const { setNetwork } = await import("../io/network.ts");
  // A list of one's own takes the place of what Node was told of by its own variable.
  const files = caFile === "" ? [] : [caFile, env["NODE_EXTRA_CA_CERTS"] ?? ""];
  const authorities = files.filter((path) => path !== "").map(textOf);
  setNetwork({ httpProxy, httpsProxy, noProxy: of("NO_PROXY"), authorities });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new ToolError("E_INPUT_MISSING", `the certificates cannot be read: ${messageOf(cause)}`, {
      path,
      cause,
    });
  }
}
