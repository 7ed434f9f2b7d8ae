/** The fixed windows of the sample checks (DEC-15), chosen again from the sites and genes beside the repository. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { sampleWindows } from "../../src/core/sample-windows.ts";
import { sharedData } from "../helpers/shared.ts";

it.skipIf(sharedData === null)(
  "are those that bench/sample-windows.mjs chooses (needs ../shared/data)",
  () => {
    const script = fileURLToPath(new URL("../../bench/sample-windows.mjs", import.meta.url));
    const { stdout } = spawnSync(process.execPath, [script, sharedData ?? ""], {
      encoding: "utf8",
    });
    const rows = stdout.trim().split("\n");
    const kb = (start: number): number => (start - 1) / 1000;
    const on37 = sampleWindows("GRCh37");
    const on38 = sampleWindows("GRCh38");
    for (let c = 1; c <= 22; c++) {
      const places = on38.flatMap(({ chrom, start }, i) =>
        chrom === String(c) ? [`${kb(start)}/${kb(on37[i]?.start ?? 0)}`] : [],
      );
      expect(rows[c - 1]).toBe([c, ...places].join(" "));
    }
  },
);
