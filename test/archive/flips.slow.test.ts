// One bit of any file of an archive: `archive verify` finds it.
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { verifyArchive } from "../../src/archive/index.ts";
import { archiveOfAll, bitOf, filesOf, toldOfFlip } from "../helpers/flips.ts";
import { seeded } from "../helpers/mutate-vcf.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const archive = join(folder, "archive");
beforeAll(() => archiveOfAll(archive, folder));

describe("a bit that is another", () => {
  it("is found in every kind of file, at any position", async () => {
    expect(await verifyArchive(archive, false)).toEqual([]);
    const files = filesOf(archive);
    const random = seeded(1);
    const kinds = new Set(files.map((file) => file.replaceAll(/\d+/g, "n")));
    for (const kind of [/archive\.json/, /case\.json/, /head\.json/, /runs\/n/, /verdicts/, /log/])
      expect([...kinds].some((name) => kind.test(name))).toBe(true);
    for (const kind of [/events\.jsonl/, /\.tbi/, /tombstones/, /panels/, /policies/, /alleles/])
      expect([...kinds].some((name) => kind.test(name))).toBe(true);
    for (const file of files)
      for (let i = 0; i < 4; i++) {
        const bit = bitOf(archive, file, random);
        // oxlint-disable-next-line no-await-in-loop -- each alone
        const told = await toldOfFlip(archive, file, bit);
        expect({ file, bit, found: told.length > 0 }).toEqual({ file, bit, found: true });
      }
  });

  it("at the end of the log's last line, and at its beginning", async () => {
    const { readFileSync } = await import("node:fs");
    const log = "cases/C1/log.jsonl";
    const size = readFileSync(join(archive, log)).length * 8;
    for (const bit of [0, 7, size - 1, size - 8, size - 9, size - 16, size - 24])
      // oxlint-disable-next-line no-await-in-loop -- each alone
      expect(await toldOfFlip(archive, log, bit)).toContain(log);
  });
});
