/** The store: content-addressed, atomic, closed against names that lead out. */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { isToolError } from "../../src/core/errors.ts";
import { compareVersions } from "../../src/core/version.ts";
import { storePath } from "../../src/cli/store.ts";
import { newest, openStore } from "../../src/store/index.ts";
import { withLock } from "../../src/io/lock.ts";
import { ownSpace } from "../../src/io/process-space.ts";
import type { NewData, Store, StoreKey } from "../../src/store/types.ts";
import { safeName } from "../../src/store/names.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
let serial = 0;
const newStore = (): Store => openStore(join(folder, `store-${(serial += 1)}`, "not yet there"));

const key = (id: string, version: string, source = "gel"): StoreKey => ({
  kind: "panel",
  source,
  id,
  version,
});
const about = (more: Partial<NewData> = {}): NewData => ({
  fetched: "2026-03-01T00:00:00Z",
  origin: "285.json",
  terms: "of the source",
  assembly: null,
  facts: { name: "Intellectual disability" },
  extension: "json",
  ...more,
});
const code = (error: unknown): unknown => (isToolError(error) ? error.code : error);

describe("an empty store", () => {
  it("is a folder that is not there", async () => {
    const store = newStore();
    expect(await store.list("panel")).toEqual([]);
    expect(await store.kinds()).toEqual([]);
    expect(await store.verify()).toEqual([]);
    expect(await store.record("successors")).toBeNull();
    expect(existsSync(store.path)).toBe(false);
  });
});

describe("put and read", () => {
  it("give the bytes back, once", async () => {
    const store = newStore();
    const first = await store.put(key("285", "4.2"), "{}", about());
    expect(first.added).toBe(true);
    const again = await store.put(key("285", "4.2"), "{}", about({ fetched: "2026-04-01" }));
    expect(again).toEqual({ entry: first.entry, added: false });
    expect((await store.read(first.entry)).toString()).toBe("{}");
    expect(store.pathOf(first.entry)).toBe(
      join(store.path, "panel/gel/285/4.2", first.entry.sha256, "data.json"),
    );
    expect(await store.kinds()).toEqual(["panel"]);
    expect(await store.verify()).toEqual([]);
    expect(readdirSync(store.path)).toEqual(["panel"]);
  });

  it("never give one id's entry for another's where the file system does not tell cases apart", async () => {
    const store = newStore();
    await store.put(key("Epi", "1"), "{}", about());
    // As such a file system would have it.
    symlinkSync(join(store.path, "panel/gel/Epi"), join(store.path, "panel/gel/epi"));
    await expect(store.put(key("epi", "1"), "{}", about())).rejects.toMatchObject({
      code: "E_STORE",
    });
    const other = await store.put(key("epi", "1"), "[]", about());
    expect(await store.list("panel", { id: "epi" })).toEqual([other.entry]);
  });

  it("keep two contents of one version apart", async () => {
    const store = newStore();
    await store.put(key("285", "4.2"), "old", about());
    await store.put(key("285", "4.2"), "new", about({ fetched: "2026-03-02T00:00:00Z" }));
    const entries = await store.list("panel", { id: "285" });
    expect(await Promise.all(entries.map((entry) => store.read(entry)))).toEqual([
      Buffer.from("old"),
      Buffer.from("new"),
    ]);
  });

  it("replace what is damaged by what is brought again", async () => {
    const store = newStore();
    const { entry } = await store.put(key("285", "4.2"), "whole", about());
    writeFileSync(store.pathOf(entry), "torn");
    await expect(store.read(entry)).rejects.toSatisfy((e) => code(e) === "E_STORE");
    expect((await store.put(key("285", "4.2"), "whole", about())).added).toBe(true);
    expect((await store.read(entry)).toString()).toBe("whole");
    expect(await store.verify()).toEqual([]);
  });

  it("tell an unwritable place in one error", async () => {
    const file = join(folder, "a file");
    writeFileSync(file, "");
    const store = openStore(join(file, "below"));
    await expect(store.put(key("1", "1.0"), "", about())).rejects.toSatisfy(
      (e) => code(e) === "E_STORE",
    );
    await expect(store.update("x", () => 1)).rejects.toSatisfy((e) => code(e) === "E_STORE");
  });
});

describe("list", () => {
  it("sorts ids and versions by whole numbers: 3.10 is after 3.9", async () => {
    const store = newStore();
    for (const [id, version] of [
      ["285", "3.10"],
      ["285", "3.9"],
      ["59", "1.0"],
    ] as const)
      await store.put(key(id, version), version, about());
    const found = (await store.list("panel")).map(({ id, version }) => `${id}@${version}`);
    expect(found).toEqual(["59@1.0", "285@3.9", "285@3.10"]);
    const one = await store.list("panel", { source: "gel", id: "285", version: "3.9" });
    expect(one.map(({ version }) => version)).toEqual(["3.9"]);
    expect(await store.list("panel", { source: "aus" })).toEqual([]);
  });

  it.each([
    ["3.9", "3.10", -1],
    ["3.10", "3.10", 0],
    ["10.0", "9.99", 1],
    ["2024-04-26", "2023-10-09", 1],
    ["", "0.1", -1],
    ["123456789012345678901", "123456789012345678902", -1],
  ])("%s against %s", (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign);
    expect(Math.sign(compareVersions(b, a))).toBe(-sign || 0);
  });

  it("newest: the latest release that fits the assembly", async () => {
    const store = newStore();
    await store.put(key("clinvar", "2024"), "a", about({ assembly: "GRCh38" }));
    await store.put(key("clinvar", "2025"), "b", about({ assembly: "GRCh37" }));
    const entries = await store.list("panel");
    expect(newest(entries, "GRCh38")?.version).toBe("2024");
    expect(newest(entries, null)?.version).toBe("2025");
    expect(newest([], null)).toBeNull();
  });
});

describe("names", () => {
  const HOSTILE = [
    "../x",
    "..",
    ".",
    "a/b",
    "a\\b",
    "/etc/passwd",
    "C:\\x",
    "CON",
    "nul.txt",
    "",
    "x".repeat(5000),
    "é\u0000\n",
    "__proto__",
    ".tmp-1",
    "a ",
    "%2E",
    "records",
  ];

  it.each(HOSTILE.map((id) => [id.slice(0, 20), id]))("no id leads out: %j", async (_, id) => {
    const root = join(folder, `hostile-${(serial += 1)}`);
    mkdirSync(root);
    const store = openStore(join(root, "store"));
    const { entry } = await store.put(key(id, id, id), "data", about());
    expect(readdirSync(root)).toEqual(["store"]);
    expect(resolve(store.pathOf(entry)).startsWith(`${store.path}/panel/`)).toBe(true);
    expect(await store.list("panel", { id })).toEqual([entry]);
    expect(await store.verify()).toEqual([]);
    await store.update(id, () => id);
    expect(await store.record(id)).toBe(id);
    expect(readdirSync(root)).toEqual(["store"]);
  });

  it("are distinct for distinct texts", () => {
    const texts = [...HOSTILE, "x".repeat(5001), "%", "%25", "a_b", "a%2Fb", "a%20"];
    expect(new Set(texts.map(safeName)).size).toBe(texts.length);
    expect(Math.max(...texts.map((text) => safeName(text).length))).toBeLessThanOrEqual(80);
  });
});

describe("verify", () => {
  const cases: [string, string, (file: string) => void][] = [
    ["digest", "data.json", (file) => writeFileSync(file, "{ ]")],
    ["size", "data.json", (file) => writeFileSync(file, "")],
    ["missing", "data.json", (file) => rmSync(file)],
    ["entry", "", (file) => writeFileSync(join(dirname(file), "entry.json"), "{")],
    ["stray", "note.txt", (file) => writeFileSync(join(dirname(file), "note.txt"), "")],
    ["misplaced", "", (file) => swapId(join(dirname(file), "entry.json"))],
  ];
  const swapId = (file: string): void =>
    writeFileSync(file, readFileSync(file, "utf8").replace('"285"', '"286"'));

  it.each(cases)("finds: %s", async (problem, name, harm) => {
    const store = newStore();
    const { entry } = await store.put(key("285", "4.2"), "{ }", about());
    harm(store.pathOf(entry));
    const at = join("panel/gel/285/4.2", entry.sha256, name);
    expect(await store.verify()).toMatchObject([{ problem, path: at }]);
  });

  it("finds what was left unfinished, strays and bad records", async () => {
    const store = newStore();
    await store.update("successors", () => ({ a: 1 }));
    const dead = `.tmp-4194305.${ownSpace()}-00000000-entry`;
    mkdirSync(join(store.path, dead));
    mkdirSync(join(store.path, `.tmp-${process.pid}.${ownSpace()}-00000000-entry`));
    mkdirSync(join(store.path, ".tmp-1.0123456789ab-00000000-of-another-container"));
    writeFileSync(join(store.path, ".lock"), "");
    writeFileSync(join(store.path, "records/other.json"), "{");
    mkdirSync(join(store.path, "panel/gel"), { recursive: true });
    writeFileSync(join(store.path, "panel/README"), "");
    expect((await store.verify()).map(({ path, problem }) => [path, problem])).toEqual([
      [".lock", "unfinished"],
      [dead, "unfinished"],
      ["panel/README", "stray"],
      ["panel/gel", "unfinished"],
      ["records/other.json", "record"],
    ]);
    await expect(store.record("other")).rejects.toSatisfy((e) => code(e) === "E_STORE");
  });

  it("removes what killed processes left, and nothing else, where it may", async () => {
    const store = newStore();
    const { entry } = await store.put(key("285", "4.2"), "{ }", about());
    const dead = join(store.path, `.tmp-4194305.${ownSpace()}-00000000-entry`);
    mkdirSync(dead);
    writeFileSync(join(dead, "data.json"), "half");
    const mine = join(store.path, `.tmp-${process.pid}.${ownSpace()}-00000000-entry`);
    mkdirSync(mine);
    mkdirSync(join(store.path, "hpo/obo/hp/2024"), { recursive: true });
    expect((await store.verify(true)).map(({ path, repaired }) => [path, repaired])).toEqual([
      [basename(dead), true],
      ["hpo/obo/hp/2024", true],
    ]);
    expect(await store.verify()).toEqual([]);
    expect(readdirSync(store.path).sort()).toEqual([basename(mine), "panel"]);
    expect((await store.read(entry)).toString()).toBe("{ }");
  });

  it("a lock that nobody keeps goes, too", { timeout: 60_000 }, async () => {
    const store = newStore();
    await store.update("n", () => 1);
    const dead = { host: hostname(), pid: 2 ** 22 + 1, space: ownSpace(), time: "", token: "t" };
    writeFileSync(join(store.path, ".lock"), JSON.stringify(dead));
    expect(await store.verify(true)).toMatchObject([{ path: ".lock", repaired: true }]);
    expect(readdirSync(store.path)).toEqual(["records"]);
  });
});

describe("two writers", () => {
  it("take over the lock of a dead process on this host", async () => {
    const store = newStore();
    await store.update("n", () => 1);
    const dead = { host: hostname(), pid: 2 ** 22 + 1, space: ownSpace(), time: "", token: "t" };
    writeFileSync(join(store.path, ".lock"), JSON.stringify(dead));
    expect(await store.update("n", (old: number | null) => (old ?? 0) + 1)).toBe(2);
    expect(readdirSync(store.path)).toEqual(["records"]);
  });

  it.each([
    ["of a living process", { host: hostname(), pid: process.pid, time: "2026", token: "t" }],
    ["of another host", { host: "elsewhere", pid: 1, time: "2026", token: "t" }],
  ])("wait for the lock %s, then say whose it is", async (_whose, owner) => {
    const place = join(folder, `lock-${(serial += 1)}`);
    mkdirSync(place);
    writeFileSync(join(place, ".lock"), JSON.stringify(owner));
    await expect(withLock(place, () => Promise.resolve(1), { waitMs: 20 })).rejects.toThrow(
      `the store is locked by process ${owner.pid} on ${owner.host} since 2026`,
    );
    expect(statSync(join(place, ".lock")).isFile()).toBe(true);
  });

  it("give the lock back when the change fails", async () => {
    const store = newStore();
    const fails = store.update("n", () => {
      throw new Error("no");
    });
    await expect(fails).rejects.toThrow("no");
    expect(await store.update("n", () => 1)).toBe(1);
  });
});

describe("storePath", () => {
  it.each([
    ["/a", { PANELIST_STORE: "/b" }, "/a"],
    [undefined, { PANELIST_STORE: "/b", XDG_DATA_HOME: "/c" }, "/b"],
    [undefined, { PANELIST_STORE: "", XDG_DATA_HOME: "/c" }, "/c/panelist"],
    [undefined, { XDG_DATA_HOME: "relative", HOME: "/home/x" }, "/home/x/.local/share/panelist"],
    [undefined, { HOME: "/home/x" }, "/home/x/.local/share/panelist"],
  ])("option %s, environment %j: %s", (option, env, path) => {
    expect(storePath(option, env)).toBe(path);
  });

  it("refuses an empty option", () => {
    expect(() => storePath("", {})).toThrow("--store is empty");
  });
});
