// As writers.test.ts, as large as the loss was found by: 2 x 150 verdicts, three times each.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { verifyArchive } from "../../src/archive/index.ts";
import { addHere } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";
import { mayUnshare, twoWriters } from "../helpers/two-writers.ts";

const folder = tempFolder();
const made = join(folder, "made");
const TIMES = 150;

beforeAll(() =>
  addHere(made, "C1", {
    vcfs: ["test-data/demo/trio.vcf.gz"],
    ped: "test-data/demo/trio.ped",
    panels: ["epilepsy"],
  }),
);

const ALL = { acknowledged: 2 * TIMES, kept: 2 * TIMES, logged: 2 * TIMES, faults: 0 };

async function kept(spaces: 1 | 2, trial: number): Promise<typeof ALL> {
  const archive = join(folder, `spaces-${spaces}-${trial}`);
  cpSync(made, archive, { recursive: true });
  const { pids, ...counts } = await twoWriters(archive, TIMES, spaces);
  process.stdout.write(
    `${spaces} namespace(s), trial ${trial}, pids ${pids.join(" and ")}: ${counts.acknowledged} acknowledged, ${counts.kept} kept, ${counts.logged} logged\n`,
  );
  return { ...counts, faults: (await verifyArchive(archive, false)).length };
}

describe("2 x 150 verdicts at once: none is lost", () => {
  it.each([1, 2, 3])("in one namespace of processes, trial %i", async (trial) => {
    expect(await kept(1, trial)).toEqual(ALL);
  });

  it.skipIf(!mayUnshare).each([1, 2, 3])(
    "in two (skipped where none may be made: that needs root), trial %i",
    async (trial) => {
      expect(await kept(2, trial)).toEqual(ALL);
    },
  );
});
