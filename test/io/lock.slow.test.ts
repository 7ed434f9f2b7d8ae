// The lease: it is taken whole, kept by touching it, taken over when it does not change, given back to nobody else.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { checkLock, isLocked, staleLock, withLock } from "../../src/io/lock.ts";
import { ownSpace } from "../../src/io/process-space.ts";
import { tempFolder } from "../helpers/temp.ts";

const top = tempFolder();
let serial = 0;
function place(lock?: string): { folder: string; lock: string } {
  const folder = join(top, `f${(serial += 1)}`);
  mkdirSync(folder);
  if (lock !== undefined) writeFileSync(join(folder, ".lock"), lock);
  return { folder, lock: join(folder, ".lock") };
}
/** A lease of a fifth of a second, touched every 30 ms. */
const QUICK = { leaseMs: 200, renewMs: 30, waitMs: 5000 };
const one = (): Promise<number> => Promise.resolve(1);
const ELSEWHERE = { host: "elsewhere", pid: 1, space: "0123456789ab", time: "2020", token: "t" };

// Side by side: they wait.
describe.concurrent("a lock that nobody keeps is taken over when it did not change for a lease", () => {
  it.each([
    ["an empty one", ""],
    ["garbage", "\0{"],
    ["JSON, but no lock", "null"],
    ["one of another host, since 2020", JSON.stringify(ELSEWHERE)],
    [
      "one of another container with our host's name, by the number of a process that lives here",
      JSON.stringify({ ...ELSEWHERE, host: hostname(), pid: process.pid }),
    ],
    [
      "one of an older program, which tells no namespace",
      JSON.stringify({ host: hostname(), pid: process.pid, time: "2024", token: "t" }),
    ],
  ])("%s", async (_what, text) => {
    const { folder, lock } = place(text);
    // Whatever the clocks say: far in the future.
    utimesSync(lock, 4e9, 4e9);
    const from = performance.now();
    expect(await withLock(folder, one, QUICK)).toBe(1);
    expect(performance.now() - from).toBeGreaterThan(QUICK.leaseMs);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("at once where its process is one of ours and has ended", async () => {
    const dead = { ...ELSEWHERE, host: hostname(), pid: 2 ** 22 + 1, space: ownSpace() };
    const { folder } = place(JSON.stringify(dead));
    expect(staleLock(folder)).toContain("has ended");
    expect(await withLock(folder, one, { waitMs: 0 })).toBe(1);
  });

  it("by one of many", async () => {
    const { folder } = place("");
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, (inside += 1));
      await sleep(5);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, () => withLock(folder, work, QUICK)));
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("also where the one who was taking it over died half-way", async () => {
    const { folder, lock } = place(JSON.stringify(ELSEWHERE));
    const seen = statSync(lock, { bigint: true });
    const { sha256 } = await import("../../src/core/digest.ts");
    const sign = `${seen.ino} ${seen.mtimeNs} ${seen.size} ${readFileSync(lock, "utf8")}`;
    writeFileSync(`${lock}-${sha256(sign).slice(0, 16)}`, "");
    expect(await withLock(folder, one, QUICK)).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("a lock that is held", () => {
  it("is waited for as long as it is touched, then its holder is named", async () => {
    const { folder } = place();
    const work = async (): Promise<void> => {
      const other = withLock(folder, one, { ...QUICK, waitMs: 800, what: "case C1" });
      await expect(other).rejects.toMatchObject({
        code: "E_STORE",
        message: expect.stringContaining(`case C1 is locked by process ${process.pid}`) as string,
      });
    };
    await withLock(folder, work, QUICK);
    expect(isLocked(folder)).toBe(false);
  });

  it("that was taken over writes nothing more, and leaves the other's where it is", async () => {
    const { folder, lock } = place();
    const theirs = JSON.stringify(ELSEWHERE);
    const work = (): Promise<void> => {
      expect(() => checkLock(folder)).not.toThrow();
      rmSync(lock);
      writeFileSync(lock, theirs);
      expect(() => checkLock(folder)).toThrow("this command no longer holds the lock");
      return Promise.resolve();
    };
    await withLock(folder, work, QUICK);
    expect(readFileSync(lock, "utf8")).toBe(theirs);
  });

  it("is this process's own only while it works", async () => {
    const { folder } = place();
    expect(() => checkLock(folder)).toThrow("this command no longer holds the lock");
    await withLock(folder, one);
    expect(() => checkLock(folder)).toThrow("this command no longer holds the lock");
  });

  it("is never empty, and nothing is left of how it was made", async () => {
    const { folder, lock } = place();
    const work = (): Promise<void> => {
      expect(JSON.parse(readFileSync(lock, "utf8"))).toMatchObject({ pid: process.pid });
      expect(readdirSync(folder)).toEqual([".lock"]);
      return Promise.resolve();
    };
    await withLock(folder, work);
    expect(existsSync(lock)).toBe(false);
  });
});

it("a folder in place of the lock is one clear error, at once", async () => {
  const { folder, lock } = place();
  mkdirSync(lock);
  await expect(withLock(folder, one)).rejects.toMatchObject({
    code: "E_STORE",
    place: { path: lock },
    message: "the store cannot be locked: a folder exists in place of the lock",
  });
});
