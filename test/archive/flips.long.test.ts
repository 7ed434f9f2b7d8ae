// As flips.slow.test.ts: 1,000 single bits at random over all files, each found. `FLIPS` and `SEED` take others.
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { archiveOfAll, bitOf, filesOf, toldOfFlip } from "../helpers/flips.ts";
import { seeded } from "../helpers/mutate-vcf.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const archive = join(folder, "archive");
const FLIPS = Number(process.env["FLIPS"] ?? 1000);
beforeAll(() => archiveOfAll(archive, folder));

it("bits that are others are found", { timeout: 900_000 }, async () => {
  const random = seeded(Number(process.env["SEED"] ?? 7));
  const files = filesOf(archive);
  const found = new Map<string, [found: number, of: number]>();
  const missed: string[] = [];
  for (let i = 0; i < FLIPS; i++) {
    const file = files[i % files.length] ?? "";
    const bit = bitOf(archive, file, random);
    // oxlint-disable-next-line no-await-in-loop -- each alone
    const isFound = (await toldOfFlip(archive, file, bit)).length > 0;
    const [n, of] = found.get(file) ?? [0, 0];
    found.set(file, [n + Number(isFound), of + 1]);
    if (!isFound) missed.push(`${file} bit ${bit}`);
  }
  for (const [file, [n, of]] of found) process.stdout.write(`${file}: ${n} of ${of} found\n`);
  const all = [...found.values()].reduce((sum, [n]) => sum + n, 0);
  process.stdout.write(`${all} of ${FLIPS} found\n`);
  expect(missed).toEqual([]);
});
