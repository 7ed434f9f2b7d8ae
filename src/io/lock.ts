/**
 * The lock of a folder: a lease. It holds for several processes, in several containers and on several hosts,
 * also on a shared file system, and a process that dies without giving it back blocks nobody for ever.
 *
 * - Taken: the file `.lock`, written whole under another name, then linked to its own: it is never empty, and
 *   only one process can be first. It says whose it is, with a token that is given once.
 * - Kept: its holder touches the file every few seconds, through the handle that it made it with, so that it can
 *   never touch another's. Before anything is written in the folder the holder looks whether the lock still bears
 *   its token (`checkLock`): one that stood still too long writes nothing more.
 * - Taken over: where another process watches the file for the length of a lease, awake, and it does not change.
 *   No clock is compared with another. A number of a process tells nothing elsewhere: it is asked for only where
 *   host, boot and namespace of processes are one's own, and then a dead holder is known at once.
 * - Given back: only where it still bears one's token.
 */
import { randomUUID } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  fstatSync,
  futimesSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sha256 } from "../core/digest.ts";
import { isMissing, systemCode, ToolError } from "../core/errors.ts";
import { isObject } from "../core/json.ts";
import { begin, finished, temporaryBeside } from "./atomic.ts";
import { fileRights, openNew, rightsIn } from "./rights.ts";
import { hasEnded, ownSpace } from "./process-space.ts";

interface Owner {
  host: string;
  pid: number;
  /** Among which processes this number means something (process-space.ts); absent: not known. */
  space?: string | undefined;
  /** ISO date-time, for people. */
  time: string;
  token: string;
}

interface LockOptions {
  /** What is locked, for the message. */
  what?: string;
  /** How long another's lock is waited for. */
  waitMs?: number;
  /** A lock that does not change for so long is nobody's. */
  leaseMs?: number;
  /** How often a holder touches its lock. */
  renewMs?: number;
}

export const LOCK_FILE = ".lock";

const WAIT_MS = 30_000;
/** Longer than a living holder is ever busy without a pause, shorter than others wait. */
const LEASE_MS = 20_000;
const RENEW_MS = 2000;

/** A lock that this process holds. */
interface Lease {
  path: string;
  token: string;
  what: string;
  touch(): void;
}

/** By their folders. */
const held = new Map<string, Lease>();

/**
 * Runs `work` while no other process of this folder's users is in its own.
 * @throws ToolError E_STORE: it is not given back within the time
 */
export async function withLock<T>(
  folder: string,
  work: () => Promise<T>,
  { what = "the store", waitMs = WAIT_MS, ...times }: LockOptions = {},
): Promise<T> {
  const { leaseMs = LEASE_MS, renewMs = RENEW_MS } = times;
  const path = join(folder, LOCK_FILE);
  const token = randomUUID();
  const time = new Date().toISOString();
  const owner: Owner = { host: hostname(), pid: process.pid, space: ownSpace(), time, token };
  const handle = await take(path, JSON.stringify(owner), { what, waitMs, leaseMs });
  const key = resolve(folder);
  const lease: Lease = { path, token, what, touch: () => touch(handle) };
  held.set(key, lease);
  const renewal = setInterval(lease.touch, renewMs);
  renewal.unref();
  let isOver = false;
  const giveBack = (): void => {
    if (isOver) return;
    isOver = true;
    clearInterval(renewal);
    held.delete(key);
    closeSync(handle);
    if (look(path)?.owner?.token === token) rmSync(path, { force: true });
  };
  // An end by a signal gives it back, too.
  const unfinished = temporaryBeside(path);
  begin(unfinished, { close: () => Promise.resolve(giveBack()) });
  try {
    return await work();
  } finally {
    finished(unfinished);
    giveBack();
  }
}

/**
 * To be asked before each document that is written in the folder.
 * @throws ToolError E_STORE: the lock of this folder is not, or no longer, this process's
 */
export function checkLock(folder: string): void {
  const lease = held.get(resolve(folder));
  if (lease !== undefined) {
    lease.touch();
    // Who takes a lock over moves it aside for a moment, and back where it was another's.
    for (let i = 0; i < 5; i++) {
      const there = look(lease.path);
      if (there?.owner?.token === lease.token) return;
      if (there !== undefined) break;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
  const what = lease?.what ?? "the folder";
  throw new ToolError("E_STORE", `this command no longer holds the lock on ${what}`, {
    path: join(folder, LOCK_FILE),
    hint: "Run the command again: it stalled, another command took over, and nothing was written.",
  });
}

/** A lock that is nobody's for certain, as text for people; undefined: there is none, or it may be held. */
export function staleLock(folder: string): string | undefined {
  const there = look(join(folder, LOCK_FILE));
  if (there === undefined) return undefined;
  if (there.isFolder) return "a folder exists in place of the lock";
  if (there.owner === undefined) return "the lock does not name its owner";
  return isDead(there.owner) ? "the process that held it has ended" : undefined;
}

/** Is there a lock, whoever's? */
export function isLocked(folder: string): boolean {
  return look(join(folder, LOCK_FILE)) !== undefined;
}

// ---- Taking ----

async function take(
  path: string,
  text: string,
  { what, waitMs, leaseMs }: Required<Omit<LockOptions, "renewMs">>,
): Promise<number> {
  const lock = watch(leaseMs);
  const marker = watch(leaseMs);
  for (let from = performance.now(), pause = 5; ; pause = Math.min(pause * 2, 200)) {
    const handle = create(path, text);
    if (handle !== undefined) return handle;
    const there = look(path);
    if (there?.isFolder === true)
      throw new ToolError(
        "E_STORE",
        `${what} cannot be locked: a folder exists in place of the lock`,
        {
          path,
          hint: "Remove the folder; panelist did not create it.",
        },
      );
    if (there !== undefined) {
      const isOver = isDead(there.owner) || lock.unchangedFor(there.sign) >= leaseMs;
      if (isOver && takeOver(path, there, marker, leaseMs)) continue;
    }
    if (performance.now() - from >= waitMs) throw lockedBy(there?.owner, path, what);
    // oxlint-disable-next-line no-await-in-loop -- waiting is the point
    await sleep(pause);
  }
}

function lockedBy(owner: Owner | undefined, path: string, what: string): ToolError {
  const who =
    owner === undefined ? "somebody" : `process ${owner.pid} on ${owner.host} since ${owner.time}`;
  return new ToolError("E_STORE", `${what} is locked by ${who}`, {
    path,
    hint: "Wait for that command to finish, then run this one again.",
  });
}

/** @returns a handle on the lock; undefined: there is one already */
function create(path: string, text: string): number | undefined {
  const temporary = temporaryBeside(path);
  try {
    const handle = openNew(temporary, fileRights(rightsIn(dirname(path))));
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
      if (named(temporary, path, handle)) return handle;
    } catch (error) {
      closeSync(handle);
      throw error;
    }
    closeSync(handle);
    return undefined;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** @returns false: there is a lock already */
function named(temporary: string, path: string, handle: number): boolean {
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    // A network may say no to a link that it made: the file has two names then.
    if (systemCode(error) === "EEXIST") return fstatSync(handle).nlink === 2;
    if (!NO_LINKS.has(systemCode(error))) throw error;
  }
  return namedWithoutLinks(temporary, path);
}

/** What a file system without hard links says. */
const NO_LINKS: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

/** The place is kept by an empty file, which the lock then replaces. */
function namedWithoutLinks(temporary: string, path: string): boolean {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw error;
  }
  renameSync(temporary, path);
  return true;
}

// ---- Whose it is ----

interface Seen {
  /** undefined: it says nobody's name, or may not be read. */
  owner: Owner | undefined;
  /** Another one for every lock, and for every touch of it. */
  sign: string;
  isFolder: boolean;
}

/** undefined: there is no such file. */
function look(path: string): Seen | undefined {
  try {
    const stat = lstatSync(path, { bigint: true });
    const text = stat.isFile() ? textOf(path) : "";
    // Asked after the text was read: over a network that is when the answer is fresh.
    const { ino, mtimeNs, size } = lstatSync(path, { bigint: true });
    const sign = `${ino} ${mtimeNs} ${size} ${text}`;
    return { owner: ownerIn(text), sign, isFolder: stat.isDirectory() };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) throw error;
    return "";
  }
}

function ownerIn(text: string): Owner | undefined {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(said)) return undefined;
  const { host, pid, space, time, token } = said;
  if (typeof host !== "string" || typeof pid !== "number") return undefined;
  if (typeof time !== "string" || typeof token !== "string") return undefined;
  return { host, pid, space: typeof space === "string" ? space : undefined, time, token };
}

function isDead(owner: Owner | undefined): boolean {
  return owner !== undefined && hasEnded(owner.pid, owner.space);
}

// ---- Taking over ----

interface Watch {
  /** For how long it has been seen so, awake; by one's own clock. */
  unchangedFor(sign: string): number;
}

/** Who slept long between two looks has seen nothing: of the time between them no more counts than this part. */
const LOOKS = 10;

function watch(leaseMs: number): Watch {
  let last = "";
  let at = 0;
  let sum = 0;
  return {
    unchangedFor(sign) {
      const time = performance.now();
      sum = sign === last ? sum + Math.min(time - at, leaseMs / LOOKS) : 0;
      [last, at] = [sign, time];
      return sum;
    },
  };
}

/**
 * Two may find the same lock dead: who makes the marker that is named after it removes it, after another look,
 * so that nobody removes a living one.
 * @returns false: another process is about it, or it is another lock by now
 */
function takeOver(path: string, dead: Seen, markers: Watch, leaseMs: number): boolean {
  const marker = `${path}-${sha256(dead.sign).slice(0, 16)}`;
  try {
    closeSync(openSync(marker, "wx", 0o600));
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
    // Left by one that died between two lines.
    if (markers.unchangedFor(marker) >= leaseMs) rmSync(marker, { force: true });
    return false;
  }
  try {
    if (look(path)?.sign !== dead.sign) return false;
    const aside = temporaryBeside(path);
    renameSync(path, aside);
    // Its holder woke up between the two lines: it has it back.
    if (look(aside)?.sign !== dead.sign) restore(aside, path);
    rmSync(aside, { force: true });
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  } finally {
    rmSync(marker, { force: true });
  }
}

function restore(aside: string, path: string): void {
  try {
    linkSync(aside, path);
  } catch {
    // Another was first: the holder will see that it is no longer its own.
  }
}

function touch(handle: number): void {
  try {
    const time = Date.now() / 1000;
    futimesSync(handle, time, time);
  } catch {
    // One that cannot be touched runs out, and its holder sees that before it writes.
  }
}
