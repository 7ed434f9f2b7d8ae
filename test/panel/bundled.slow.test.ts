import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { listBundledPanels } from "../../src/panel/bundled.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";

const bundled = await listBundledPanels();
const folder = tempFolder();

// Skipped where the shared test data, the sources, are absent.
describe.skipIf(sharedData === null)("panels/build.mjs", () => {
  it("makes the bundled files byte for byte", () => {
    execFileSync(process.execPath, ["panels/build.mjs", sharedData ?? "", folder]);
    for (const { path } of bundled)
      expect(readFileSync(join(folder, basename(path)), "utf8")).toBe(readFileSync(path, "utf8"));
  }, 240_000);
});
