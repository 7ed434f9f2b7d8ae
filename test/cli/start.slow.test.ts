/** What a start costs: few files, and no job before a command runs. */
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { built, runCli } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

/** Files of `dist/` that Node loaded, by its own account, without what tells one build from another. */
async function loaded(...args: string[]): Promise<string[]> {
  const account = mkdtempSync(join(folder, "v8-"));
  await runCli(args, { env: { NODE_V8_COVERAGE: account } });
  const urls = readdirSync(account).flatMap((name) => {
    const text = readFileSync(join(account, name), "utf8");
    return (JSON.parse(text) as { result: { url: string }[] }).result.map(({ url }) => url);
  });
  return urls
    .flatMap((url) => url.split("/dist/")[1] ?? [])
    .map((file) => file.replace(/(-[\w-]{8})?\.js$/, ""))
    .toSorted();
}

describe.skipIf(!built)("what is loaded", { timeout: 60_000 }, () => {
  it("--version: not even the list of commands", async () => {
    expect(await loaded("--version")).toEqual(["cli", "start"]);
  });

  it("--help: no job", async () => {
    const files = await loaded("--help");
    expect(files).toContain("program");
    expect(files).not.toContain("scan");
    expect(files).not.toContain("analysis");
  });

  it.each([["panels show --help"], [`panels list --store ${folder}`]])(
    "%s: no analysis",
    async (words) => {
      const files = await loaded(...words.split(" "));
      expect(files).toContain("panels");
      expect(files).not.toContain("analysis");
    },
  );

  it("analyse: what it always needs is one file, and the scan another", async () => {
    const files = await loaded("analyse", "nothing.vcf", "--panel", "acmg-sf");
    expect(files).toContain("analysis");
    expect(files.length).toBeLessThan(12);
  });
});
