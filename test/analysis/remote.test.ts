/** A VCF behind an address: the answer of the local file, and a clear word where it cannot serve. */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { analyseHere } from "../helpers/analyse.ts";
import { bgzip } from "../helpers/bgzip.ts";

const demo = fileURLToPath(new URL("../../test-data/demo/", import.meta.url));
const trio = readFileSync(`${demo}trio.vcf.gz`);
const files = new Map<string, Uint8Array>([
  ["/trio.vcf.gz", trio],
  ["/trio.vcf.gz.tbi", readFileSync(`${demo}trio.vcf.gz.tbi`)],
  // What begins like a BCF is one, wherever it lies.
  ["/other.vcf.gz", bgzip(Buffer.concat([Buffer.from("BCF\u0002\u0002"), gunzipSync(trio)]))],
  ["/other.vcf.gz.tbi", readFileSync(`${demo}trio.vcf.gz.tbi`)],
]);

let server: Server;
let base = "";
beforeAll(async () => {
  server = createServer((request, response) => {
    const bytes = files.get(request.url ?? "");
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    if (bytes === undefined) response.writeHead(404).end();
    else if (range === null) response.writeHead(200, { "content-length": bytes.length }).end(bytes);
    else {
      const from = Number(range[1]);
      const to = Math.min(Number(range[2]) + 1, bytes.length);
      const place = `bytes ${from}-${to - 1}/${bytes.length}`;
      response
        .writeHead(206, { "content-range": place, "content-length": to - from })
        .end(bytes.subarray(from, to));
    }
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});
afterAll(() => server.close());

const asked = { ped: `${demo}trio.ped`, panels: ["epilepsy", "cardiomyopathy"], allowRemote: true };

it("the same candidates as from the file itself", async () => {
  const [there, here] = await Promise.all([
    analyseHere({ ...asked, vcfs: [`${base}/trio.vcf.gz`] }),
    analyseHere({ ...asked, vcfs: [`${demo}trio.vcf.gz`], scan: "index" }),
  ]);
  expect(here.text.split("\n").length).toBeGreaterThan(5);
  expect(there.text).toBe(here.text);
});

it("a BCF is named as one", async () => {
  await expect(analyseHere({ ...asked, vcfs: [`${base}/other.vcf.gz`] })).rejects.toMatchObject({
    message: expect.stringContaining("BCF") as string,
  });
});

it("a run that needs the whole file says so", async () => {
  await expect(
    analyseHere({ ...asked, vcfs: [`${base}/trio.vcf.gz`], geneAgnostic: true }),
  ).rejects.toMatchObject({ code: "E_USAGE" });
});
