/** docs/moved.md: what it says is there is there, and what moved is gone from its old place. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const rows = [
  ...readFileSync(join(root, "docs/moved.md"), "utf8").matchAll(
    /^\| `(src\/[^`]+)` \| (?:`([^`]+)`|gone: .+) \|$/gm,
  ),
].map(([, was = "", now]) => ({ was, now }));

it("every row names a file of today, and none of yesterday", () => {
  expect(rows.length).toBeGreaterThan(300);
  expect(rows.filter(({ now }) => now !== undefined && !existsSync(join(root, now)))).toEqual([]);
  expect(rows.filter(({ was }) => existsSync(join(root, was)))).toEqual([]);
});
