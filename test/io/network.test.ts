// Behind a proxy that wants a password, and an authority of the network's own: reached, and never unverified.
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { download } from "../../src/io/download.ts";
import { type NetworkSettings, setNetwork } from "../../src/io/network.ts";
import type { FaultyServer } from "../helpers/faulty-server.ts";
import { faultyServer } from "../helpers/faulty-server.ts";
import { AUTHORITY, authenticatingProxy, secureServer } from "../helpers/proxy.ts";

const NONE: NetworkSettings = { httpsProxy: "", httpProxy: "", noProxy: "", authorities: [] };
const authorities = [readFileSync(AUTHORITY, "utf8")];
const OK = { status: 200, hint: "" } as const;
let secure: FaultyServer;
let open: FaultyServer;
let proxy: Awaited<ReturnType<typeof authenticatingProxy>>;

beforeAll(async () => {
  secure = await secureServer();
  open = await faultyServer();
  proxy = await authenticatingProxy("p@ss word");
  for (const server of [secure, open]) server.files.set("/f", { body: Buffer.from("hello") });
});
afterEach(() => {
  proxy.asked.length = 0;
  setNetwork(NONE);
});
afterAll(async () => {
  await Promise.all([secure.close(), open.close(), proxy.close()]);
});

const fetched = async (server: FaultyServer): Promise<string> =>
  (await download(new URL(`${server.address}/f`), OK)).bytes.toString();
const through = (user: string): string => `http://${user}@${proxy.host}`;

describe("a proxy with a password", () => {
  it("takes https through a tunnel, and http as it is", async () => {
    const address = through("me:p%40ss%20word");
    setNetwork({ ...NONE, httpsProxy: address, httpProxy: address, authorities });
    expect(await fetched(secure)).toBe("hello");
    expect(await fetched(open)).toBe("hello");
    const port = new URL(secure.address).port;
    expect(proxy.asked).toEqual([`CONNECT localhost:${port}`, `GET ${open.address}/f`]);
  });

  it("is left out for the hosts of NO_PROXY", async () => {
    const address = through("me:wrong");
    const settings = { ...NONE, httpsProxy: address, authorities };
    setNetwork({ ...settings, noProxy: "example.org,localhost" });
    expect(await fetched(secure)).toBe("hello");
    setNetwork({ ...settings, noProxy: "*" });
    expect(await fetched(secure)).toBe("hello");
    expect(proxy.asked).toEqual([]);
  });

  it.each([["secure"], ["open"]] as const)("refuses a wrong one, once: %s", async (which) => {
    const address = through("me:wrong");
    setNetwork({ ...NONE, httpsProxy: address, httpProxy: address, authorities });
    const failed = fetched(which === "secure" ? secure : open);
    await expect(failed).rejects.toMatchObject({
      code: "E_REMOTE",
      message: expect.stringContaining("requires a user name and password"),
      hint: expect.not.stringContaining("wrong"),
    });
    expect(proxy.asked).toHaveLength(1);
  });

  it("may be written without its scheme; what is no proxy is refused without its password", async () => {
    setNetwork({ ...NONE, httpProxy: `me:p%40ss%20word@${proxy.host}` });
    expect(await fetched(open)).toBe("hello");
    for (const bad of ["ftp://me:secret@h", "http://me:secret@h:port"])
      expect(() => setNetwork({ ...NONE, httpsProxy: bad })).toThrow(/^HTTPS_PROXY is not the add/);
  });
});

describe("verification", () => {
  const untrusted = {
    code: "E_REMOTE",
    message: expect.stringContaining("certificate is not trusted"),
    hint: expect.stringContaining("--ca-file"),
  };

  it("is on: directly, and behind the proxy", async () => {
    await expect(fetched(secure)).rejects.toMatchObject(untrusted);
    setNetwork({ ...NONE, httpsProxy: through("me:p%40ss%20word") });
    await expect(fetched(secure)).rejects.toMatchObject(untrusted);
  });

  it("takes an authority that is added, without a proxy too", async () => {
    setNetwork({ ...NONE, authorities });
    expect(await fetched(secure)).toBe("hello");
  });

  it("an added authority vouches for the names of its certificates alone", async () => {
    setNetwork({ ...NONE, httpsProxy: through("me:p%40ss%20word"), authorities });
    const other = new URL(`${secure.address.replace("localhost", "other.example")}/f`);
    await expect(download(other, OK)).rejects.toMatchObject({
      ...untrusted,
      message: expect.stringContaining("other.example"),
    });
  });

  it.each([["nothing"], ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]])(
    "refuses what is no certificate: %s",
    (text) => {
      expect(() => setNetwork({ ...NONE, authorities: [text] })).toThrow(/cannot be used/);
    },
  );
});
