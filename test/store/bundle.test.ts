/** A store carried to another machine in one file: the same bytes there, or nothing that is not whole. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { openStore, readBundle, writeBundle } from "../../src/store/index.ts";
import type { Store } from "../../src/store/types.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const bundle = join(folder, "bundle.tar");
let serial = 0;
const newStore = (): Store => openStore(join(folder, `store-${(serial += 1)}`));
const big = Buffer.alloc(3_000_000, "panelist");
let store: Store;

/** Every file with its bytes. */
function filesOf(path: string): [string, string][] {
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((name) => join(path, name))
    .filter((name) => statSync(name).isFile())
    .sort()
    .map((name) => [relative(path, name), readFileSync(name, "latin1")]);
}

beforeAll(async () => {
  store = newStore();
  const about = { fetched: "2026-03-01T00:00:00Z", origin: "x", terms: "t", assembly: null };
  const put = (id: string, version: string, data: Buffer | string): Promise<unknown> =>
    store.put({ kind: "panel", source: "../gel/é", id, version }, data, {
      ...about,
      extension: "json.gz",
      facts: { b: 1, a: [null, "é"] },
    });
  await put("285", "4.2", "one");
  await put("285", "4.10", "one");
  await put(`${"long".repeat(80)}`, "", big);
  await store.put({ kind: "clinvar", source: "ClinVar", id: "GRCh38", version: "2026-02-01" }, "", {
    ...about,
    assembly: "GRCh38",
    extension: "bin",
    facts: {},
  });
  await store.update("standings", () => ({
    required: [],
    approved: [],
    withdrawn: [{ kind: "panel", name: "285", version: "4.2", by: "me", why: "", date: "2026" }],
  }));
});

describe("a bundle", () => {
  it("makes the same store elsewhere, byte for byte, withdrawn entries and records too", async () => {
    expect(await writeBundle(store, bundle)).toMatchObject({ entries: 4 });
    const other = newStore();
    expect(await readBundle(other, bundle)).toEqual({ added: 4, unchanged: 0, keptRecords: [] });
    expect(filesOf(other.path)).toEqual(filesOf(store.path));
    expect(filesOf(other.path)).toHaveLength(9);
    expect(await other.verify()).toEqual([]);
    expect(await readBundle(other, bundle)).toEqual({ added: 0, unchanged: 4, keptRecords: [] });
  });

  it("has the same bytes each time, and is an archive that tar reads", async () => {
    const again = join(folder, "again.tar");
    const { bytes } = await writeBundle(store, again);
    expect(statSync(again)).toMatchObject({ size: bytes, mode: 0o100600 });
    expect(readFileSync(again).equals(readFileSync(bundle))).toBe(true);
    const tar = spawnSync("tar", ["-tf", bundle], { encoding: "utf8" });
    expect([tar.status, tar.stderr]).toEqual([0, ""]);
    expect(tar.stdout.split("\n").slice(0, 3)).toEqual([
      "bundle.json",
      "entries/0/entry.json",
      "entries/0/data.json.gz",
    ]);
  });

  it("leaves another store's own records as they are, and says so", async () => {
    const other = newStore();
    const own = { required: ["clinvar"], approved: [], withdrawn: [] };
    await other.update("standings", () => own);
    expect(await readBundle(other, bundle)).toMatchObject({ keptRecords: ["standings"] });
    expect(await other.record("standings")).toEqual(own);
  });

  it("is not made of an empty store, nor of a damaged one", async () => {
    const to = join(folder, "none.tar");
    await expect(writeBundle(newStore(), to)).rejects.toMatchObject({ code: "E_STORE" });
    const other = newStore();
    await readBundle(other, bundle);
    const [entry] = await other.list("clinvar");
    if (entry === undefined) throw new Error("no entry");
    writeFileSync(other.pathOf(entry), "x");
    await expect(writeBundle(other, to)).rejects.toThrow(/does not match its checksum/);
    expect(readdirSync(folder)).not.toContain("none.tar");
  });
});

describe("what is no whole bundle", () => {
  const made = (change: (bytes: Buffer) => Buffer): string => {
    const path = join(folder, `bad-${(serial += 1)}.tar`);
    writeFileSync(path, change(readFileSync(bundle)));
    return path;
  };
  const fault = (message: string): object => ({
    code: "E_KNOWLEDGE",
    message: expect.stringContaining(message),
  });

  it.each([
    ["no archive", () => Buffer.from("hello"), "it is not a tar archive"],
    ["another archive", (bytes: Buffer) => bytes.subarray(1024), "it has no bundle.json"],
    [
      "one of a later time",
      (bytes: Buffer) => replaced(bytes, '"version":1', '"version":9'),
      "has version 9, but this program reads version 1",
    ],
    [
      "one with a flipped byte",
      (bytes: Buffer) => replaced(bytes, "panelistpanelist", "panelisTpanelist"),
      "does not match its checksum",
    ],
    [
      "one whose records are not as they were: another release would count as withdrawn",
      (bytes: Buffer) => replaced(bytes, '"name": "285"', '"name": "402"'),
      "its list of releases does not match its checksum",
    ],
    [
      "one with another word of a release",
      (bytes: Buffer) => replaced(bytes, "2026-02-01", "2026-02-07"),
      "its list of releases does not match its checksum",
    ],
    ["one that was cut", (bytes: Buffer) => bytes.subarray(0, 1_000_000), "truncated"],
    ["one without its end", (bytes: Buffer) => bytes.subarray(0, bytes.length - 1024), "truncated"],
    [
      "one that announces more",
      (bytes: Buffer) => replaced(bytes, '"entries":4', '"entries":5'),
      "is missing",
    ],
    [
      "one with a kind of a later time",
      (bytes: Buffer) => replaced(bytes, '"kind": "clinvar"', '"kind": "clinfoo"'),
      "'clinfoo'",
    ],
  ])("%s", async (_what, change, message) => {
    const other = newStore();
    await expect(readBundle(other, made(change))).rejects.toMatchObject(fault(message));
    expect(await other.verify()).toEqual([]);
  });

  it("with any bit changed is rejected, or still gives the same store", async () => {
    const small = newStore();
    const about = { fetched: "2026-03-01T00:00:00Z", origin: "x", terms: "t", assembly: null };
    await small.put({ kind: "panel", source: "gel", id: "285", version: "4.2" }, "one", {
      ...about,
      extension: "json",
      facts: { strs: 3 },
    });
    await small.update("standings", () => ({ required: ["clinvar"], approved: [], withdrawn: [] }));
    const path = join(folder, "small.tar");
    await writeBundle(small, path);
    const whole = readFileSync(path);
    const expected = filesOf(small.path);
    // What fills a block up says nothing.
    const saying = [...whole.keys()].filter((at) => whole[at] !== 0);
    let refused = 0;
    for (const at of saying.filter((_, i) => i % 3 === 0)) {
      const copy = Buffer.from(whole);
      copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(path, copy);
      const other = newStore();
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const read = await readBundle(other, path).catch((error: unknown) => error);
      if (read instanceof Error) {
        expect(read).toMatchObject({ code: "E_KNOWLEDGE" });
        refused += 1;
      } else expect([at, filesOf(other.path)]).toEqual([at, expected]);
    }
    expect(refused).toBeGreaterThan(100);
  });

  it.each(["nowhere.tar", "."])("one that is not there, or a folder: %s", async (name) => {
    const none = readBundle(newStore(), join(folder, name));
    await expect(none).rejects.toMatchObject({ code: "E_INPUT_MISSING" });
  });

  it("a name in it leads nowhere: the entry says where it belongs", async () => {
    const other = newStore();
    await readBundle(
      other,
      made((bytes) => replaced(bytes, "entries/0/entry", "../../../../entry", true)),
    );
    expect(filesOf(other.path)).toEqual(filesOf(store.path));
  });
});

/** @param isName in a header, whose checksum follows */
function replaced(bytes: Buffer, from: string, to: string, isName = false): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf(from);
  if (at < 0) throw new Error(`no ${from}`);
  copy.write(to, at);
  if (isName) {
    copy.write("        ", at + 148);
    const sum = copy.subarray(at, at + 512).reduce((total, byte) => total + byte, 0);
    copy.write(`${sum.toString(8).padStart(6, "0")}\0 `, at + 148);
  }
  return copy;
}
