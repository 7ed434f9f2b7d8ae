/** What a start costs: no job is loaded before a command runs. */
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { built, runCli } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();

/** Files of `dist/` that Node loaded, by its own account. */
async function loaded(...args: string[]): Promise<string[]> {
  const account = mkdtempSync(join(folder, "v8-"));
  await runCli(args, { env: { NODE_V8_COVERAGE: account } });
  const urls = readdirSync(account).flatMap((name) => {
    const text = readFileSync(join(account, name), "utf8");
    return (JSON.parse(text) as { result: { url: string }[] }).result.map(({ url }) => url);
  });
  return urls.flatMap((url) => url.split("/dist/")[1] ?? []);
}

describe.skipIf(!built)("what is loaded", { timeout: 60_000 }, () => {
  it.each([["--version"], ["--help"], ["analyse --help"], ["panels show --help"]])(
    "%s: no job and no printer",
    async (words) => {
      const files = await loaded(...words.split(" "));
      expect(files).toContain("cli/main.js");
      expect(files.filter((file) => /^(?:(?:re)?analysis|library|cli\/print)\//.test(file))).toEqual([]);
    },
  );

  it("a command that runs: its own job and printer", async () => {
    const files = await loaded("panels", "list", "--store", folder);
    const own = files.filter((file) => /^(?:library|cli\/print)\//.test(file));
    expect(own).toContain("library/show.js");
    expect(own).not.toContain("library/diff.js");
  });
});
