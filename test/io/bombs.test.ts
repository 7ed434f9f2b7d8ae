import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { sniff } from "../../src/io/bgzf/index.ts";
import { linesOf } from "../../src/io/text-lines.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
const bomb = gzipSync("x".repeat(96 << 20), { level: 9 });

it("what gzip holds is looked at by its first bytes, however much it unpacks to", () => {
  const before = process.memoryUsage().rss;
  expect(sniff(bomb, "x.gz")).toBe("gzip");
  expect(process.memoryUsage().rss - before).toBeLessThan(60 << 20);
});

it("a line without end is refused at the limit of tables, and no policy is spoken of", async () => {
  const path = join(folder, "x.gz");
  writeFileSync(path, bomb);
  await expect(linesOf(path).next()).rejects.toMatchObject({
    code: "E_LIMIT",
    hint: expect.not.stringContaining("policy") as string,
  });
});
