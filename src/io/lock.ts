/**
 * The lock of a store, for its mutable records: a file that is created only where there is none, and
 * says whose it is. It holds for several processes, also on a shared file system.
 *
 * A lock whose process on this host is gone is taken over. Two may find the same dead lock: who creates
 * the marker named after that lock's own token removes it, so that nobody removes a living one.
 */
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { systemCode, ToolError } from "../core/errors.ts";

interface Owner {
  host: string;
  pid: number;
  /** ISO date-time, for people. */
  time: string;
  token: string;
}

const WAIT_MS = 30_000;

/**
 * Runs `work` while no other process of this store's users is in its own.
 * @param what is locked, for the message
 */
export async function withLock<T>(
  folder: string,
  work: () => Promise<T>,
  waitMs: number = WAIT_MS,
  what = "the store",
): Promise<T> {
  const path = join(folder, ".lock");
  const owner: Owner = {
    host: hostname(),
    pid: process.pid,
    time: new Date().toISOString(),
    token: randomUUID(),
  };
  await take(path, JSON.stringify(owner), waitMs, what);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

async function take(path: string, text: string, waitMs: number, what: string): Promise<void> {
  for (let waited = 0, pause = 5; ; waited += pause, pause = Math.min(pause * 2, 200)) {
    if (create(path, text)) return;
    const owner = ownerOf(path);
    if (owner !== null && isDead(owner) && removeDead(path, owner)) continue;
    if (waited >= waitMs) {
      const who =
        owner === null ? "somebody" : `process ${owner.pid} on ${owner.host} since ${owner.time}`;
      throw new ToolError("E_STORE", `${what} is locked by ${who}`, {
        path,
        hint: "wait for it to end; if it has ended already, delete this file",
      });
    }
    // oxlint-disable-next-line no-await-in-loop -- waiting is the point
    await sleep(pause);
  }
}

/** @returns false: there is one already */
function create(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    // Made, but not written: on a full disk it would stand for ever.
    rmSync(path, { force: true });
    throw error;
  }
}

/** null: gone meanwhile, or not written to its end yet. */
function ownerOf(path: string): Owner | null {
  try {
    const { host, pid, time, token } = JSON.parse(readFileSync(path, "utf8")) as Partial<Owner>;
    if (host === undefined || pid === undefined || time === undefined || token === undefined)
      return null;
    return { host, pid, time, token };
  } catch {
    return null;
  }
}

function isDead({ host, pid }: Owner): boolean {
  return host === hostname() && !processLives(pid);
}

/** Of this host. */
export function processLives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return systemCode(error) !== "ESRCH";
  }
}

/** A marker of this age was left by a process that died between two lines. */
const MARKER_AGE_MS = 60_000;

/** @returns false: another process is about it */
function removeDead(path: string, dead: Owner): boolean {
  const marker = `${path}-${dead.token.replace(/[^\w-]/g, "")}`;
  if (!create(marker, "")) {
    const made = statSync(marker, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (made > 0 && Date.now() - made > MARKER_AGE_MS) rmSync(marker, { force: true });
    return false;
  }
  try {
    if (ownerOf(path)?.token === dead.token) rmSync(path, { force: true });
  } finally {
    rmSync(marker, { force: true });
  }
  return true;
}
