// Who may read what is written: its owner alone, whatever the umask; what was there keeps its rights; an archive
// that its group may write in stays the group's; a store is as open as its folder.
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { replaceFile } from "../../src/io/atomic.ts";
import { makeFolder } from "../../src/io/make-folder.ts";
import { openStore } from "../../src/store/index.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

/** `rights path` of everything in a folder, itself included. */
function rightsIn(root: string): string[] {
  const inner = readdirSync(root, { recursive: true, encoding: "utf8" });
  return ["", ...inner].map(
    (name) => `${(statSync(join(root, name)).mode & 0o7777).toString(8)} ${name}`,
  );
}

describe("what is there says who may read what is made", () => {
  it("a file that is replaced keeps its rights", () => {
    const path = join(folder, "kept.json");
    writeFileSync(path, "old");
    for (const mode of [0o600, 0o640, 0o644]) {
      chmodSync(path, mode);
      replaceFile(path, "new");
      expect(statSync(path).mode & 0o777).toBe(mode);
    }
    expect(readFileSync(path, "utf8")).toBe("new");
  });

  it("a folder that its group may write in is shared with the group, never with others", () => {
    const shared = join(folder, "shared");
    mkdirSync(shared);
    chmodSync(shared, 0o2777);
    makeFolder(join(shared, "a", "b"));
    replaceFile(join(shared, "a", "b", "file"), "");
    expect(rightsIn(join(shared, "a"))).toEqual(["2770 ", "2770 b", "660 b/file"]);
    chmodSync(shared, 0o755);
    makeFolder(join(shared, "own"));
    expect(rightsIn(join(shared, "own"))).toEqual(["700 "]);
  });

  it("a store is made for its owner alone; one that is there is as open as its folder", async () => {
    const key = { kind: "genes", source: "hgnc", id: "x", version: "1" } as const;
    const about = {
      extension: "txt",
      assembly: null,
      fetched: "2024-01-01T00:00:00.000Z",
      origin: "here",
      terms: "",
      facts: {},
    };
    const fill = async (path: string): Promise<string[]> => {
      const store = openStore(path);
      await store.put(key, "data", about);
      await store.update("note", () => 1);
      return [...new Set(rightsIn(path).map((line) => line.slice(0, 3)))].toSorted();
    };
    expect(await fill(join(folder, "new-store"))).toEqual(["600", "700"]);
    for (const [mode, file] of [
      [0o755, "644"],
      [0o750, "640"],
      [0o770, "660"],
    ] as const) {
      const path = join(folder, `store-${file}`);
      mkdirSync(path);
      chmodSync(path, mode);
      expect(await fill(path)).toEqual([file, mode.toString(8)]);
    }
  });
});
