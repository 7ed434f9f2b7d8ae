// Two who change one case at once, as two processes of one host and as two containers that share its name.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { verifyArchive } from "../../src/archive/index.ts";
import { addHere } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";
import { mayUnshare, twoWriters } from "../helpers/two-writers.ts";

const folder = tempFolder();
const made = join(folder, "made");
const TIMES = 20;

beforeAll(() =>
  addHere(made, "C1", {
    vcfs: ["test-data/demo/trio.vcf.gz"],
    ped: "test-data/demo/trio.ped",
    panels: ["epilepsy"],
  }),
);

const ALL = { acknowledged: 2 * TIMES, kept: 2 * TIMES, logged: 2 * TIMES, faults: 0 };

async function kept(spaces: 1 | 2): Promise<typeof ALL> {
  const archive = join(folder, `spaces-${spaces}`);
  cpSync(made, archive, { recursive: true });
  const { pids, ...counts } = await twoWriters(archive, TIMES, spaces);
  expect(new Set(pids).size).toBe(2);
  return { ...counts, faults: (await verifyArchive(archive, false)).length };
}

describe("2 x 20 verdicts at once: every one that was acknowledged is kept, and logged", () => {
  it("in one namespace of processes", async () => {
    expect(await kept(1)).toEqual(ALL);
  });

  it.skipIf(!mayUnshare)(
    "in two, of one host's name (skipped where none may be made: that needs root)",
    async () => {
      expect(await kept(2)).toEqual(ALL);
    },
  );
});
