import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { isToolError } from "../../src/core/errors.ts";
import {
  fetchPanels,
  REQUEST_DEFAULTS,
  sourceOf,
  type FetchAccount,
  type Keeper,
} from "../../src/panel/client/index.ts";
import { type RequestOptions } from "../../src/panel/client/request.ts";
import { type FetchedList } from "../../src/panel/client/list.ts";
import { type FetchRequest } from "../../src/panel/client/fetch.ts";
import type { Panel } from "../../src/panel/types.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";

type Answer = (request: IncomingMessage, response: ServerResponse, origin: string) => void;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server on this machine; `log` takes `METHOD path` of each request. */
async function serve(answer: Answer): Promise<{ origin: string; log: string[] }> {
  const log: string[] = [];
  let origin = "";
  const server = createServer((request, response) => {
    log.push(request.url ?? "");
    answer(request, response, origin);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin, log };
}

function json(response: ServerResponse, value: unknown): void {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(value));
}

function panelJson(id: number, version: string, extra: object = {}): object {
  return {
    id,
    name: `Panel ${id}`,
    version,
    relevant_disorders: [`R${id}`],
    genes: [{ entity_name: "BRCA1", confidence_level: "3", gene_data: { hgnc_id: "HGNC:1100" } }],
    ...extra,
  };
}

function head(id: number, version: string, extra: object = {}): object {
  return { id, name: `Panel ${id}`, version, relevant_disorders: [`R${id}`], ...extra };
}

/** A PanelApp of three panels on two pages. `special` may answer first. */
function panelApp(versions: Record<number, string>, special: Answer = () => {}): Answer {
  return (request, response, origin) => {
    special(request, response, origin);
    if (response.headersSent || response.writableEnded || response.destroyed) return;
    const url = new URL(request.url ?? "", origin);
    const rows = Object.entries(versions).map(([id, version]) => head(Number(id), version));
    if (url.pathname === "/api/v1/panels/") {
      const page = Number(url.searchParams.get("page") ?? "1");
      const next = page * 2 < rows.length ? `${origin}/api/v1/panels/?page=${page + 1}` : null;
      json(response, {
        count: rows.length,
        next,
        previous: null,
        results: rows.slice((page - 1) * 2, page * 2),
      });
      return;
    }
    const id = Number(/^\/api\/v1\/panels\/(\d+)\/$/.exec(url.pathname)?.[1]);
    const version = url.searchParams.get("version") ?? versions[id];
    if (version === undefined || version === "9.9") {
      response.statusCode = 404;
      json(response, { detail: "Not found." });
    } else json(response, panelJson(id, version));
  };
}

const VERSIONS = { 1: "1.9", 2: "2.10", 3: "3.0" };

/** Keeps panels in memory, as the store does on the disk. */
function memory(): Keeper & {
  panels: Map<string, { panel: Panel; bytes: Buffer }>;
  lists: FetchedList[];
} {
  const panels = new Map<string, { panel: Panel; bytes: Buffer }>();
  const lists: FetchedList[] = [];
  return {
    panels,
    lists,
    has: (id, version, signedOff) => {
      const found = panels.get(`${id}@${version}`);
      return found !== undefined && (signedOff === null || found.panel.signedOff === signedOff);
    },
    keep: (panel, bytes) => {
      const key = `${panel.id}@${panel.version ?? ""}`;
      const before = panels.get(key);
      panels.set(key, { panel, bytes });
      return Promise.resolve(before === undefined || !before.bytes.equals(bytes));
    },
    keepList: (list) => {
      lists.push(list);
      return Promise.resolve();
    },
  };
}

interface Run {
  origin: string;
  keeper: Keeper;
  waits: [string, number][];
  account: Promise<FetchAccount>;
}

function run(
  origin: string,
  wanted: string[],
  request: Partial<FetchRequest> = {},
  options: Partial<RequestOptions> = {},
  keeper: Keeper = memory(),
): Run {
  const waits: [string, number][] = [];
  const account = fetchPanels(
    {
      wanted,
      version: undefined,
      signedOff: false,
      source: { ...sourceOf(`${origin}/api/v1`), pauseMs: 0 },
      parallel: 1,
      directoryPanels: () => [],
      ...request,
    },
    keeper,
    {
      ...REQUEST_DEFAULTS,
      token: undefined,
      userAgent: "panelist/test",
      idleTimeoutMs: 2000,
      onWait: (reason, ms) => waits.push([reason, ms]),
      sleep: () => Promise.resolve(),
      ...options,
    },
  );
  return { origin, keeper, waits, account };
}

async function errorOf(work: Promise<unknown>): Promise<{ code: string; text: string }> {
  try {
    await work;
  } catch (error) {
    if (isToolError(error))
      return { code: error.code, text: `${error.message} ${error.hint ?? ""}` };
    throw error;
  }
  throw new Error("no error");
}

describe("what is fetched", () => {
  it("all: every page, every panel, one request at a time, bytes as they came", async () => {
    let open = 0;
    let most = 0;
    const { origin, log } = await serve(
      panelApp(VERSIONS, (_request, response) => {
        open += 1;
        most = Math.max(most, open);
        response.on("close", () => (open -= 1));
      }),
    );
    const keeper = memory();
    const account = await run(origin, ["all"], {}, {}, keeper).account;
    expect(account).toMatchObject({
      wanted: 3,
      added: ["1@1.9", "2@2.10", "3@3.0"],
      unchanged: 0,
      failed: [],
    });
    expect(log).toEqual([
      "/api/v1/panels/",
      "/api/v1/panels/?page=2",
      "/api/v1/panels/1/",
      "/api/v1/panels/2/",
      "/api/v1/panels/3/",
    ]);
    expect(most).toBe(1);
    expect(keeper.lists[0]?.heads.map(({ id }) => id)).toEqual(["1", "2", "3"]);
    expect(keeper.panels.get("1@1.9")?.bytes.toString()).toBe(JSON.stringify(panelJson(1, "1.9")));
  });

  it("a second run fetches only what changed, by the versions of the list", async () => {
    const versions: Record<number, string> = { ...VERSIONS };
    const { origin, log } = await serve(panelApp(versions));
    const keeper = memory();
    await run(origin, ["all"], {}, {}, keeper).account;
    log.length = 0;
    versions[2] = "2.11";
    const account = await run(origin, ["all"], {}, {}, keeper).account;
    expect(account).toMatchObject({ added: ["2@2.11"], unchanged: 2 });
    expect(log.slice(2)).toEqual(["/api/v1/panels/2/"]);
  });

  it("resumable: what failed is fetched by the next run, the rest is there", async () => {
    let broken = true;
    const { origin, log } = await serve(
      panelApp(VERSIONS, (request, response) => {
        if (broken && request.url === "/api/v1/panels/2/") response.destroy();
      }),
    );
    const keeper = memory();
    const first = await run(origin, ["all"], {}, { delaysMs: [1] }, keeper).account;
    expect(first).toMatchObject({ added: ["1@1.9", "3@3.0"], failed: [{ id: "2" }] });
    broken = false;
    log.length = 0;
    const second = await run(origin, ["all"], {}, {}, keeper).account;
    expect(second).toMatchObject({ added: ["2@2.10"], unchanged: 2, failed: [] });
    expect(log.slice(2)).toEqual(["/api/v1/panels/2/"]);
  });

  it.each<[string[], Partial<FetchRequest>, string[]]>([
    [["2"], {}, ["/api/v1/panels/2/"]],
    [["2"], { version: "1.0" }, ["/api/v1/panels/2/?version=1.0"]],
    [["R3"], {}, ["/api/v1/panels/", "/api/v1/panels/?page=2", "/api/v1/panels/3/"]],
    [["r3.1"], {}, ["/api/v1/panels/", "/api/v1/panels/?page=2", "/api/v1/panels/3/"]],
    [
      ["R9"],
      { directoryPanels: () => ["1"] },
      ["/api/v1/panels/", "/api/v1/panels/?page=2", "/api/v1/panels/1/"],
    ],
  ])("%o %o asks for %o", async (wanted, request, expected) => {
    const { origin, log } = await serve(panelApp(VERSIONS));
    await run(origin, wanted, request).account;
    expect(log).toEqual(expected);
  });

  it("DEC-21 --signed-off asks the signed-off list, and fetches again what is there without its date", async () => {
    const { origin, log } = await serve((request, response, at) => {
      const signed = { signed_off: "2025-03-04" };
      if (request.url === "/api/v1/panels/signedoff/")
        json(response, { count: 1, next: null, results: [head(1, "1.9", signed)] });
      else if (request.url === "/api/v1/panels/signedoff/1/")
        json(response, panelJson(1, "1.9", signed));
      else panelApp(VERSIONS)(request, response, at);
    });
    const keeper = memory();
    await run(origin, ["1"], {}, {}, keeper).account;
    log.length = 0;
    const account = await run(origin, ["all"], { signedOff: true }, {}, keeper).account;
    expect(account.added).toEqual(["1@1.9"]);
    expect(keeper.panels.get("1@1.9")?.panel.signedOff).toBe("2025-03-04");
    expect(await run(origin, ["all"], { signedOff: true }, {}, keeper).account).toMatchObject({
      unchanged: 1,
    });
    expect(log.filter((path) => path.endsWith("/1/"))).toHaveLength(1);
  });

  it.each([
    [["R77"], "no panel for R77"],
    [["1", "77"], "there is no panel 77"],
    [["epilepsy"], "is not a panel id, an R-code or all"],
  ])("E_USAGE %o: %s", async (wanted, message) => {
    const { origin } = await serve(panelApp(VERSIONS));
    expect(await errorOf(run(origin, wanted).account)).toMatchObject({
      code: "E_USAGE",
      text: expect.stringContaining(message) as string,
    });
  });

  it("a version that the server does not have", async () => {
    const { origin } = await serve(panelApp(VERSIONS));
    const error = await errorOf(run(origin, ["1"], { version: "9.9" }).account);
    expect(error.code).toBe("E_REMOTE");
    expect(error.text).toContain("does not have it");
  });
});

describe("a token", () => {
  it.each([
    ["abc", "Token abc"],
    ["Bearer abc", "Bearer abc"],
  ])("%s is sent as %s, and the program says who it is", async (token, expected) => {
    const seen: (string | undefined)[] = [];
    const { origin } = await serve(
      panelApp(VERSIONS, (request) => {
        seen.push(request.headers.authorization, request.headers["user-agent"]);
      }),
    );
    await run(origin, ["1"], {}, { token }).account;
    expect(seen).toEqual([expected, "panelist/test"]);
  });

  it.each([401, 403])("status %s asks for a token, and does not try again", async (status) => {
    const { origin, log } = await serve((_request, response) => {
      response.statusCode = status;
      response.end("no");
    });
    const { code, text } = await errorOf(run(origin, ["all"]).account);
    expect([code, text]).toEqual(["E_REMOTE", expect.stringContaining("--token")]);
    expect(log).toHaveLength(1);
  });

  it("never follows a redirect or a next page to another origin", async () => {
    const other = await serve(panelApp(VERSIONS));
    const redirecting = await serve((_request, response) => {
      response.writeHead(302, { location: `${other.origin}/api/v1/panels/1/` }).end();
    });
    expect(
      (await errorOf(run(redirecting.origin, ["1"], {}, { token: "t" }).account)).text,
    ).toContain("redirects to a different address");
    const paging = await serve((_request, response) => {
      json(response, {
        count: 200,
        next: `${other.origin}/api/v1/panels/?page=2`,
        results: [head(1, "1.9")],
      });
    });
    expect((await errorOf(run(paging.origin, ["all"], {}, { token: "t" }).account)).text).toContain(
      "redirects to a different address",
    );
    expect(other.log).toEqual([]);
  });

  it("follows a redirect on the same origin, but not for ever", async () => {
    const { origin } = await serve((request, response, at) => {
      if (request.url === "/api/v1/panels/1/")
        response.writeHead(301, { location: "/api/v1/panels/2/" }).end();
      else if (request.url === "/api/v1/panels/3/")
        response.writeHead(302, { location: "/api/v1/panels/3/" }).end();
      else panelApp(VERSIONS)(request, response, at);
    });
    // Panel 2 in place of panel 1 is an error of its own: what came is not what was asked for.
    expect((await errorOf(run(origin, ["1"]).account)).text).toContain(
      "the response is for panel 2",
    );
    expect((await errorOf(run(origin, ["3"]).account)).text).toContain("more than 5 redirects");
  });
});

describe("trouble", () => {
  /** Fails `times` times in the given way, then serves. */
  function failing(times: number, fail: Answer): Answer {
    let left = times;
    return panelApp(VERSIONS, (request, response, origin) => {
      if (left === 0) return;
      left -= 1;
      fail(request, response, origin);
    });
  }

  const TROUBLES: [string, Answer][] = [
    ["500", (_request, response) => response.writeHead(500).end("oops")],
    ["503", (_request, response) => response.writeHead(503).end()],
    ["429", (_request, response) => response.writeHead(429).end()],
    ["a closed connection", (_request, response) => response.destroy()],
    [
      "a body cut short of its length",
      (_request, response) => {
        response.writeHead(200, { "content-length": "1000" });
        response.write('{"id": 1, "na');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    [
      "a chunked body that is cut",
      (_request, response) => {
        response.writeHead(200);
        response.write('{"id": 1, "na');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    ["half a document", (_request, response) => response.end('{"id": 1, "na')],
    ["HTML with status 200", (_request, response) => response.end("<html>busy</html>")],
    ["an empty body", (_request, response) => response.end()],
  ];

  it.each(TROUBLES)("%s is tried again, then it works", async (_name, fail) => {
    const { origin, log } = await serve(failing(2, fail));
    const { account, waits } = run(origin, ["1"]);
    expect((await account).added).toEqual(["1@1.9"]);
    expect(log).toHaveLength(3);
    expect(waits).toHaveLength(2);
  });

  it.each(TROUBLES)("%s for ever ends after a bounded number of attempts", async (_name, fail) => {
    const { origin, log } = await serve(failing(Number.POSITIVE_INFINITY, fail));
    const { account, keeper } = run(origin, ["1"], {}, { delaysMs: [1, 1], busyDelaysMs: [1, 1] });
    const { code, text } = await errorOf(account);
    expect(code).toBe("E_REMOTE");
    expect(text).toContain("3 attempts");
    expect(log).toHaveLength(3);
    // Nothing half-written.
    expect(keeper.has("1", "1.9", null)).toBe(false);
  });

  it("a stalled connection is given up, and tried again", async () => {
    const { origin, log } = await serve(
      failing(1, (_request, response) => {
        response.writeHead(200);
        response.write("{");
      }),
    );
    const { account, waits } = run(origin, ["1"], {}, { idleTimeoutMs: 150 });
    expect((await account).added).toEqual(["1@1.9"]);
    expect(log).toHaveLength(2);
    expect(waits[0]?.[0]).toContain("nothing came");
  });

  it("a slow body that keeps coming is not stalled", async () => {
    const text = JSON.stringify(panelJson(1, "1.9"));
    const { origin, log } = await serve((_request, response) => {
      response.writeHead(200);
      [...text].forEach((char, i) => setTimeout(() => response.write(char), i * 3));
      setTimeout(() => response.end(), text.length * 3 + 50);
    });
    await run(origin, ["1"], {}, { idleTimeoutMs: 400 }).account;
    expect(log).toHaveLength(1);
  });

  it.each<[string, number]>([
    ["7", 7000],
    ["0", 0],
    [new Date(1_000_000_030_000).toUTCString(), 30_000],
    ["soon", 15_000],
  ])("Retry-After %s waits %s ms", async (header, ms) => {
    const { origin } = await serve(
      failing(1, (_request, response) => response.writeHead(429, { "retry-after": header }).end()),
    );
    const { account, waits } = run(origin, ["1"], {}, { now: () => 1_000_000_000_000 });
    await account;
    expect(waits).toEqual([["the server answered with status 429", ms]]);
  });

  it("without Retry-After, waits grow, longer after 429 than after 500", async () => {
    for (const [status, expected] of [
      [500, [1000, 4000, 15_000]],
      [429, [15_000, 30_000, 60_000]],
    ] as const) {
      const { origin } = await serve(
        failing(3, (_request, response) => response.writeHead(status).end()),
      );
      const { account, waits } = run(origin, ["1"]);
      await account;
      expect(waits.map(([, ms]) => ms)).toEqual(expected);
    }
  });

  it("a Retry-After of an hour ends the run at once, and says so", async () => {
    const { origin, log } = await serve((_request, response) =>
      response.writeHead(429, { "retry-after": "3600" }).end(),
    );
    expect((await errorOf(run(origin, ["1"]).account)).text).toContain("3600 s");
    expect(log).toHaveLength(1);
  });

  it("a body without end is cut off", async () => {
    const { origin, log } = await serve((_request, response) => {
      response.writeHead(200);
      const block = "x".repeat(65_536);
      const pump = (): void => {
        while (!response.destroyed && response.write(block)) {
          // until the other side is full
        }
      };
      response.on("drain", pump);
      pump();
    });
    const { text } = await errorOf(run(origin, ["1"], {}, { maxBytes: 1_000_000 }).account);
    expect(text).toContain("larger than 1000000 bytes");
    expect(log).toHaveLength(1);
  });

  it.each<[string, unknown, string]>([
    ["genes gone", { ...panelJson(1, "1.9"), genes: undefined }, "genes: expected array"],
    ["a version as a number", panelJson(1, 1.9 as never), "version"],
    ["another panel", panelJson(4, "1.0"), "the response is for panel 4"],
    ["no version", { ...panelJson(1, "1.9"), version: null }, "does not state a version"],
    ["an array", [], "expected object"],
  ])("changed schema: %s is one clear error, not tried again", async (_name, reply, message) => {
    const { origin, log } = await serve((_request, response) => json(response, reply));
    const { text } = await errorOf(run(origin, ["1"]).account);
    expect(text).toContain(message);
    expect(log).toHaveLength(1);
  });

  it.each<[string, unknown, string]>([
    ["no results", { count: 0 }, "results: expected array"],
    ["next of another kind", { results: [], next: 5 }, "next: expected string"],
    [
      "a row without a version",
      { results: [{ id: 1, name: "x" }], next: null },
      "results[0].version",
    ],
    ["text", "nothing here", "expected a page"],
  ])("changed schema of the list: %s", async (_name, reply, message) => {
    const { origin } = await serve((_request, response) => json(response, reply));
    const { code, text } = await errorOf(run(origin, ["all"]).account);
    expect([code, text]).toEqual(["E_PANEL", expect.stringContaining(message)]);
  });

  it("pages that lead in a circle end", async () => {
    const { origin } = await serve((_request, response, at) =>
      json(response, { results: [head(1, "1.9")], next: `${at}/api/v1/panels/` }),
    );
    expect((await errorOf(run(origin, ["all"]).account)).text).toContain("form a loop");
  });

  it("a list that changed while it was read is noted", async () => {
    const { origin } = await serve(
      panelApp(VERSIONS, (request, response) => {
        if (request.url?.endsWith("page=2") === true)
          json(response, { count: 3, next: null, results: [head(2, "2.10")] });
      }),
    );
    const account = await run(origin, ["all"]).account;
    expect(account.added).toEqual(["1@1.9", "2@2.10"]);
    expect(account.notes).toEqual([expect.stringContaining("3 panels but names 2")]);
  });

  it("a keeper that fails ends the run: the store's trouble is not the panel's", async () => {
    const { origin } = await serve(panelApp(VERSIONS));
    const keeper = { ...memory(), keep: () => Promise.reject(new Error("disk full")) };
    await expect(run(origin, ["all"], {}, {}, keeper).account).rejects.toThrowError("disk full");
  });
});

describe("sources", () => {
  it.each([
    ["gel", "https://panelapp.genomicsengland.co.uk/api/v1/"],
    ["gel-nhs", "https://nhsgms-panelapp.genomicsengland.co.uk/api/v1/"],
    ["aus", "https://panelapp-aus.org/api/v1/"],
    ["http://localhost:8000/api/v1?x=1#y", "http://localhost:8000/api/v1/"],
  ])("%s", (text, base) => {
    expect(sourceOf(text).base.href).toBe(base);
  });

  it.each(["uk", "ftp://host/", "constructor", "https://me:secret@host/"])("%s is none", (text) => {
    expect(() => sourceOf(text)).toThrowError("--source");
    expect(() => sourceOf(text)).not.toThrowError("secret");
  });
});

describe.skipIf(sharedData === null)("real recorded replies", () => {
  const folder = tempFolder();

  it("439 heads in 5 pages, 99 panels, and the ones that were not recorded are named", async () => {
    execFileSync("tar", [
      "xzf",
      join(sharedData ?? "", "panelapp/uk_api_2026-03.tar.gz"),
      "-C",
      folder,
    ]);
    const { origin } = await serve((request, response, at) => {
      const url = new URL(request.url ?? "", at);
      const id = /^\/api\/v1\/panels\/(\d+)\/$/.exec(url.pathname)?.[1];
      const name =
        id === undefined
          ? `ge_panels_page_${url.searchParams.get("page") ?? "1"}.json`
          : `panel_${id}.json`;
      if (!readdirSync(folder).includes(name)) {
        response.statusCode = 404;
        response.end("{}");
        return;
      }
      const text = readFileSync(join(folder, name), "utf8");
      response.end(text.replaceAll("https://panelapp.genomicsengland.co.uk", at));
    });
    const keeper = memory();
    const account = await run(origin, ["all"], {}, {}, keeper).account;
    const recorded = readdirSync(folder).filter((name) => name.startsWith("panel_"));
    const listed = new Set(keeper.lists[0]?.heads.map(({ id }) => id));
    expect(listed.size).toBe(439);
    const expected = recorded.filter((name) => listed.has(/\d+/.exec(name)?.[0] ?? ""));
    expect(account.added).toHaveLength(expected.length);
    expect(account.wanted).toBe(439);
    expect(account.failed).toHaveLength(439 - expected.length);
    expect(account.failed[0]?.reason).toContain("does not have it");
    expect(keeper.panels.get("76@3.12")?.panel.genes).toHaveLength(23);
  }, 60_000);

  it("Australia's list", async () => {
    const text = readFileSync(
      join(sharedData ?? "", "panelapp/api_au_panels_page1_2026-06.json"),
      "utf8",
    );
    const { origin } = await serve((request, response) => {
      if (request.url === "/api/v1/panels/") response.end(text);
      else response.writeHead(404).end("{}");
    });
    const { account, keeper } = run(origin, ["all"]);
    expect((await account).notes).toEqual([expect.stringMatching(/states 261 panels but names 3/)]);
    expect(keeper.has("3149", "2.0", null)).toBe(false);
  });
});
