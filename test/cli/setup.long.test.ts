/** 500 MB over a line that breaks ten times: no byte is sent twice, directly and behind a proxy with a password. */
import {
  createReadStream,
  closeSync,
  mkdtempSync,
  openSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { authenticatingProxy } from "../helpers/proxy.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";

const SIZE = 500e6;
const CUTS = 10;
const folder = tempFolder();
const table = join(folder, "constraint.tsv");
let server: Server;
let address = "";
/** `[start, end)` of what went out. */
let sent: [number, number][] = [];
let cuts = 0;

beforeAll(async () => {
  // Remarks, of which a table may have any number, each another one.
  const fd = openSync(table, "w");
  for (let bytes = 0, n = 0; bytes < SIZE; n++)
    bytes += writeSync(fd, `# remark ${n} ${"x".repeat(1_000_000)}\n`);
  writeSync(fd, "gene\toe_lof_upper\nBRCA2\t0.9\n");
  closeSync(fd);
  const { size } = statSync(table);
  server = createServer((request, response) => {
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const isCut = cuts < CUTS;
    const end = isCut ? Math.min(size, start + Math.floor(size / (CUTS + 1)) + 7) : size;
    cuts += 1;
    response.writeHead(start > 0 ? 206 : 200, {
      etag: '"500"',
      "content-length": size - start,
      ...(start > 0 ? { "content-range": `bytes ${start}-${size - 1}/${size}` } : {}),
    });
    sent.push([start, end]);
    const stream = createReadStream(table, { start, end: end - 1 });
    stream.pipe(response, { end: !isCut });
    // What is on its way arrives before the line breaks.
    if (isCut) stream.on("end", () => setTimeout(() => response.destroy(), 2000));
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  sent = [];
  cuts = 0;
});

async function setUp(env: Record<string, string>): Promise<string> {
  const own = mkdtempSync(join(folder, "s-"));
  const addresses = join(own, "addresses.json");
  const stated = { page: `${address}/page`, verified: true };
  const step = {
    step: "constraint",
    title: "constraint",
    job: "gene-facts",
    assembly: null,
    release: "4.1",
    gives: { kind: "gene-facts", source: "gnomAD constraint" },
    files: [{ address: `${address}/constraint.tsv`, ...stated }],
  };
  writeFileSync(
    addresses,
    JSON.stringify({
      schema: "panelist.addresses",
      version: 1,
      panelapps: [],
      hpoReleases: { address, ...stated },
      steps: [step],
    }),
  );
  const args = ["setup", "--store", join(own, "store"), "--addresses", addresses, "--no-progress"];
  const { status, stdout, stderr } = await runInProcess(args, { env });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const contiguous = (): boolean => sent.every(([start], i) => start === (sent[i - 1]?.[1] ?? 0));

it.each([["directly"], ["behind a proxy"]])(
  "%s",
  async (how) => {
    const proxy = await authenticatingProxy("secret");
    const env = { HTTP_PROXY: `http://me:secret@${proxy.host}`, NO_PROXY: "", no_proxy: "" };
    try {
      expect(await setUp(how === "directly" ? { NO_PROXY: "*" } : env)).toContain(
        "gnomAD constraint 4.1",
      );
      expect(sent).toHaveLength(CUTS + 1);
      expect(contiguous()).toBe(true);
      expect(sent.at(-1)?.[1]).toBe(statSync(table).size);
      expect(proxy.asked).toHaveLength(how === "directly" ? 0 : CUTS + 1);
    } finally {
      await proxy.close();
    }
  },
  600_000,
);
