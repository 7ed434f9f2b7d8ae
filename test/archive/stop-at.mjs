/**
 * Loaded before a command (`node --import`): ends the process by SIGKILL, or fails with a full disk, at the n-th call
 * that changes a file. `STOP_AT` is n (0: never), `STOP_BY` is `kill` or `ENOSPC`; `STOP_LOG` is a file that is told
 * how many there were.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const at = Number(process.env.STOP_AT ?? 0);
const { writeFileSync } = fs;
let count = 0;

function stop(name) {
  count++;
  if (process.env.STOP_LOG !== undefined) writeFileSync(process.env.STOP_LOG, String(count));
  if (at === 0 || count < at) return;
  if (process.env.STOP_BY === "ENOSPC") {
    if (count > at) return;
    throw Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), {
      code: "ENOSPC",
      errno: -28,
      syscall: name,
    });
  }
  process.kill(process.pid, "SIGKILL");
  // The signal is on its way.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** Calls that a full disk can refuse. */
const FULL = ["openSync", "writeSync", "mkdirSync", "linkSync", "renameSync"];
const NAMES = [...FULL, "ftruncateSync", "rmSync", "fsyncSync"];
for (const name of process.env.STOP_BY === "ENOSPC" ? FULL : NAMES) {
  const original = fs[name];
  fs[name] = (...args) => {
    const reads = name === "openSync" && !/[wa+]/.test(String(args[1] ?? "r"));
    // Standard output is no file of the archive.
    if (!reads && !(name === "writeSync" && args[0] <= 2)) stop(name);
    return original(...args);
  };
}
// Outputs of an analysis get their names so.
const { rename } = fs.promises;
fs.promises.rename = async (...args) => {
  stop("rename");
  await rename(...args);
};
syncBuiltinESMExports();
