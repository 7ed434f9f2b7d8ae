/** What a start costs: few files, and no job before a command runs. */
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { built, runCli } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp.ts";
import { readText } from "./shell.ts";

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

describe.skipIf(!built)("what is built", () => {
  it("asks for no package but those that are installed with it", () => {
    const { dependencies } = JSON.parse(readText("package.json")) as { dependencies: object };
    const packages = new Set(
      readdirSync("dist").flatMap((name) =>
        [...readText(`dist/${name}`).matchAll(/\b(?:from|import\()\s*"([a-z@][^"]*)"/g)]
          .map(([, from = ""]) => from)
          .filter((from) => !from.startsWith("node:")),
      ),
    );
    const installed = Object.keys(dependencies);
    const isInstalled = (from: string): boolean =>
      installed.some((name) => from === name || from.startsWith(`${name}/`));
    expect([...packages].filter((from) => !isInstalled(from))).toEqual([]);
    expect([...packages]).toContain("commander");
  });
});

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
