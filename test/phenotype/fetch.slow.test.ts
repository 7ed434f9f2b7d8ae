import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchHpo, openRelease } from "../../src/phenotype/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { tempFolder } from "../helpers/temp.ts";
import { HPOA, NINE_COLUMNS, OBO } from "./toy.ts";

const folder = tempFolder();
const newStore = (): Store => openStore(mkdtempSync(join(folder, "store-")));

/** A server with the layout of the project's releases; each answer is told by the path. */
let server: Server;
let base = "";
let failures = 0;
const asked: string[] = [];

beforeAll(async () => {
  const files: Record<string, string> = {
    "/latest/download/hp.json": OBO,
    "/latest/download/phenotype.hpoa": HPOA,
    "/latest/download/genes_to_phenotype.txt": NINE_COLUMNS,
    "/download/v2020-02-02/hp.json": OBO,
    "/download/v2020-02-02/phenotype.hpoa": HPOA,
    "/download/v2020-02-02/genes_to_phenotype.txt": NINE_COLUMNS,
    "/download/v2021-01-01/hp.json": OBO,
    "/download/v2021-01-01/phenotype.hpoa": HPOA,
    "/download/v2021-01-01/genes_to_phenotype.txt": NINE_COLUMNS,
  };
  server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const text = files[path.replace("/cut", "").replace("/moody", "")];
    if (path.startsWith("/moody") && failures-- > 0) response.writeHead(503).end();
    else if (text === undefined) response.writeHead(404).end();
    else if (path.startsWith("/cut")) {
      response.writeHead(200, { "content-length": text.length + 100 });
      response.write(text, () => response.destroy());
    } else response.end(text);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const now = "2022-01-01T00:00:00.000Z";

describe("knowledge fetch hpo", () => {
  it.each([
    ["the latest", null, "/latest/download"],
    ["a named one", "2020-02-02", "/download/v2020-02-02"],
  ])("%s", async (_, release, path) => {
    const store = newStore();
    const { entry, added } = await fetchHpo(store, { release, source: `${base}/`, now }, () => {});
    expect([added, entry.version, entry.origin]).toEqual([true, "2020-02-02", `${base}${path}`]);
    expect((await openRelease(store)).knowledge.genes.numbers).toHaveLength(3);
    const again = await fetchHpo(store, { release, source: base, now }, () => {});
    expect(again.added).toBe(false);
  });

  it("a server that fails for a while is asked again", async () => {
    failures = 2;
    const source = `${base}/moody`;
    expect((await fetchHpo(newStore(), { release: null, source, now }, () => {})).added).toBe(true);
  });

  it.each([
    ["no such release", "2019-01-01", "", "E_REMOTE"],
    ["another date inside than asked for", "2021-01-01", "", "E_KNOWLEDGE"],
    ["a cut body", null, "/cut", "E_REMOTE"],
  ])("%s is one clear error, and nothing is kept", async (_, release, path, code) => {
    const store = newStore();
    const fetching = fetchHpo(store, { release, source: base + path, now }, () => {});
    await expect(fetching).rejects.toMatchObject({ code });
    expect(await store.list("hpo")).toEqual([]);
  });

  it("asks for nothing but the release's files", () => {
    expect(
      asked.every((path) =>
        /\/(hp\.json|phenotype\.hpoa|genes_to_(phenotype|disease)\.txt)$/.test(path),
      ),
    ).toBe(true);
  });
});
