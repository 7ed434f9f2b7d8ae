// Preloaded by `npm run kills`: counts what the process asks of the file system, and stops it at one call.
//   FS_FAULT=count           tells at the end how many calls there were, in the file FS_FAULT_COUNT
//   FS_FAULT=kill:N          SIGKILL before the N-th call that changes something
//   FS_FAULT=ENOSPC:N        that call fails: the disk is full (calls that need room)
//   FS_FAULT=EMFILE:N        the N-th opening fails: no descriptor is left
// A call inside another counts too, as it does for the system.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const [what, at] = (process.env.FS_FAULT ?? "count").split(":");
const countFile = process.env.FS_FAULT_COUNT;
const append = fs.appendFileSync;
let changes = 0;
let openings = 0;

const NEEDS_ROOM = new Set([
  "open",
  "write",
  "writev",
  "writeFile",
  "appendFile",
  "mkdir",
  "mkdtemp",
  "link",
  "symlink",
  "copyFile",
  "cp",
  "rename",
]);
const CHANGES = new Set([
  ...NEEDS_ROOM,
  "unlink",
  "rm",
  "rmdir",
  "ftruncate",
  "truncate",
  "fsync",
  "fdatasync",
  "chmod",
  "fchmod",
  "utimes",
  "futimes",
]);
const READS = new Set(["readFile", "readdir", "opendir"]);

function failed(code, call) {
  return Object.assign(new Error(`${code}: made by the test, ${call}`), {
    code,
    syscall: call,
    errno: -1,
  });
}

/** @returns an error to be thrown in place of the call, or undefined */
function before(call, args) {
  const opens = call === "open" || READS.has(call);
  const writes = call === "open" ? writesAt(args[1]) : CHANGES.has(call);
  if (opens) openings++;
  if (writes) changes++;
  if (what === "EMFILE" && opens && openings === Number(at)) return failed("EMFILE", call);
  if (!writes || changes !== Number(at)) return undefined;
  if (what === "kill") process.kill(process.pid, "SIGKILL");
  if (what === "ENOSPC" && NEEDS_ROOM.has(call)) return failed("ENOSPC", call);
  return undefined;
}

function writesAt(flags) {
  if (typeof flags === "number") return (flags & 3) !== 0;
  return typeof flags === "string" && /[wa+]/.test(flags);
}

for (const call of new Set([...CHANGES, ...READS])) {
  const sync = fs[`${call}Sync`];
  if (typeof sync === "function")
    fs[`${call}Sync`] = function (...args) {
      const error = before(call, args);
      if (error !== undefined) throw error;
      return sync.apply(this, args);
    };
  const later = fs[call];
  if (typeof later === "function")
    fs[call] = function (...args) {
      const error = before(call, args);
      const done = args.at(-1);
      if (error === undefined) return later.apply(this, args);
      if (typeof done !== "function") throw error;
      return void process.nextTick(done, error);
    };
  const promised = fs.promises[call];
  if (typeof promised === "function")
    fs.promises[call] = async function (...args) {
      const error = before(call, args);
      if (error !== undefined) throw error;
      return promised.apply(this, args);
    };
}

/** What is done through a handle counts as its namesake by path. */
const HANDLE = {
  write: "write",
  writev: "writev",
  writeFile: "writeFile",
  appendFile: "appendFile",
  truncate: "ftruncate",
  chmod: "fchmod",
  utimes: "futimes",
  sync: "fsync",
  datasync: "fdatasync",
};
const { open } = fs.promises;
const patched = new WeakSet();
fs.promises.open = async (...args) => {
  const handle = await open(...args);
  const proto = Object.getPrototypeOf(handle);
  if (patched.has(proto)) return handle;
  patched.add(proto);
  for (const [method, call] of Object.entries(HANDLE)) {
    const original = proto[method];
    proto[method] = async function (...given) {
      const error = before(call, given);
      if (error !== undefined) throw error;
      return original.apply(this, given);
    };
  }
  return handle;
};
syncBuiltinESMExports();

if (what === "count") process.on("exit", () => append(countFile, `${changes} ${openings}\n`));
