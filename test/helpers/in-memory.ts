// The quick tests write thousands of small files into new folders, which costs a disk twenty times what it costs
// memory. Slow tests stay on the disk, as the program does.
import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

/** The tests of a run need less than a tenth of this. */
const ROOM = 1024 ** 3;

/** One folder for everything that the run's tests write, below `TMPDIR` if given; gone with the run, whatever a test left in it. */
export default function setup(project: TestProject): () => void {
  const memory = process.env["TMPDIR"] === undefined && isRoomy("/dev/shm");
  const folder = mkdtempSync(join(memory ? "/dev/shm" : tmpdir(), "panelist-tests-"));
  project.config.env["TMPDIR"] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

function isRoomy(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ROOM;
  } catch {
    return false;
  }
}
