// A file is opened once; what two files share is decoded once, and each keeps its own name.
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openInput } from "../../src/analysis/inputs.ts";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

it("of two files with the same header each is told by its own name", async () => {
  const paths = ["a.vcf.gz", "b.vcf.gz", "a.vcf.gz"].map((name) => join(folder, name));
  for (const path of paths) copyFileSync("test-data/demo/trio.vcf.gz", path);
  const options = {
    policy: DEFAULT_POLICY,
    allowRemote: false,
    stdin: (async function* () {})(),
  };
  const told: (string | null)[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one after the other: the second finds the first's header
  for (const path of paths) told.push((await openInput(path, options)).header.path);
  expect(told).toEqual(paths);
});
