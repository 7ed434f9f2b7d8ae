import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { clearAbandoned, temporaryBeside, temporaryOutput } from "../../src/io/atomic.ts";
import { ownSpace } from "../../src/io/process-space.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

it.skipIf(ownSpace() === "")(
  "what a killed process left is removed, what a living one makes stays",
  () => {
    const living = temporaryBeside(join(folder, "report.json"));
    const { pid } = spawnSync(process.execPath, ["-e", "0"]);
    const dead = living.replace(`.tmp-${process.pid}.`, `.tmp-${pid}.`);
    const elsewhere = join(folder, ".tmp-1.000000000000-0-report.json");
    const other = join(folder, "tmp-report.json");
    for (const path of [living, dead, elsewhere, other]) writeFileSync(path, "x");
    clearAbandoned(folder);
    expect([living, dead, elsewhere, other].map((path) => existsSync(path))).toEqual([
      true,
      false,
      true,
      true,
    ]);
  },
);

it.skipIf(ownSpace() === "")("beside an output only what was to become it is removed", () => {
  const { pid } = spawnSync(process.execPath, ["-e", "0"]);
  const [own, longer, other] = ["x.tsv", "a-x.tsv", "y.tsv"].map((name) => {
    const path = temporaryBeside(join(folder, name)).replace(
      `.tmp-${process.pid}.`,
      `.tmp-${pid}.`,
    );
    writeFileSync(path, "x");
    return path;
  }) as [string, string, string];
  temporaryOutput(join(folder, "x.tsv"));
  expect([own, longer, other].map((path) => existsSync(path))).toEqual([false, true, true]);
});
