// What bash offers by the completion that is generated from the commands.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What bash offers for the last of the words. */
function offered(...words: string[]): string[] {
  const script = `source packaging/completions/panelist.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _panelist; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const args = ["-c", script, "bash", "panelist", ...words];
  const { stdout, stderr } = spawnSync("bash", args, { cwd: root, encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((line) => line !== "");
}

describe("completion in bash", () => {
  it.each([
    [["rean"], ["reanalyse"]],
    [
      ["archive", "ver"],
      ["verdict", "verify"],
    ],
    [["archive", "add", "cases", "--consent-"], ["--consent-until"]],
    [["analyse", "x.vcf", "--format", "x"], ["xlsx"]],
    [
      ["analyse", "--quiet", "x.vcf", "--min-confidence", ""],
      ["green", "amber"],
    ],
    [["analyse", "LICEN"], ["LICENSE"]],
    [
      ["analyse", "x.vcf", "--format", "=", "t"],
      ["tsv", "table"],
    ],
    [
      ["analyse", "x.vcf", "--scan", "="],
      ["auto", "index", "full"],
    ],
    [["schema", "pan"], ["panel-diff"]],
    [["analyse", "x.vcf", "--sex", "m"], ["male"]],
    [["analyse", "x.vcf", "--panel", "epil"], ["epilepsy"]],
    [["analyse", "x.vcf", "--panel", "LICEN"], ["LICENSE"]],
    [["analyse", "x.vcf", "--ped", "LICEN"], ["LICENSE"]],
  ])("%j: %j", (words, words_) => expect(offered(...words)).toEqual(words_));
});
