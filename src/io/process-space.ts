/** The namespace of a process id: it has meaning only in one namespace of one boot of one host. */
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { sha256 } from "../core/digest.ts";
import { systemCode } from "../core/errors.ts";

let own: string | undefined;

/**
 * Names the processes among which this one's number means something: host, boot and namespace of processes.
 * "": the system does not tell, and no other process can be judged by its number.
 */
export function ownSpace(): string {
  own ??= spaceHere();
  return own;
}

function spaceHere(): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return sha256([hostname(), boot, readlinkSync("/proc/self/ns/pid")].join(" ")).slice(0, 12);
  } catch {
    return "";
  }
}

/** Has the process of this number and space ended, for certain? */
export function hasEnded(pid: number, space: string | undefined): boolean {
  if (space === undefined || space === "" || space !== ownSpace()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return systemCode(error) === "ESRCH";
  }
}
