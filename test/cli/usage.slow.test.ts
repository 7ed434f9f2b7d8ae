import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runCommand } from "../../src/cli/program.ts";
import { createTerminal } from "../../src/cli/terminal.ts";
import { formatError, ToolError } from "../../src/core/errors.ts";
import { runCli } from "../helpers/run-cli.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { readText, shell } from "./shell.ts";

const { version } = JSON.parse(readText("package.json")) as { version: string };

describe("version and help", () => {
  it.each([["--version"], ["-V"]])("%s is one line on standard output", async (flag) => {
    const run = await runCli([flag]);
    expect(run).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("no arguments: help on standard error, exit 2", async () => {
    const run = await runInProcess([]);
    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(run.stderr).toContain("Usage: panelist [options] [command]");
  });

  it.each([
    [["--help"], "analyse"],
    [["help", "regions"], "--assembly"],
    [["analyse", "--help"], "--not-genetic-parent"],
    [["explain", "--help"], "chrom-pos-ref-alt"],
  ])("%j prints help on standard output, exit 0", async (args, word) => {
    const run = await runInProcess(args);
    expect(run).toMatchObject({ status: 0, stderr: "" });
    expect(run.stdout).toContain(word);
  });

  it("policy prints the default policy as JSON with schema and version", async () => {
    const run = await runInProcess(["policy"]);
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ schema: "panelist.policy", version: 2 });
  });
});

describe("a fault of the command line is a usage error with a reason and a way on", () => {
  it.each([
    [["analyze"], "unknown command 'analyze'", "Did you mean analyse?"],
    [
      ["help", "nonsense"],
      "'nonsense' is neither a command nor a word that help explains",
      "panelist --help",
    ],
    [["knowledge", "import", "nonsense"], "unknown command 'nonsense'", "knowledge import --help"],
    [["analyse"], "missing required argument 'vcf'", "panelist analyse --help"],
    [["analyse", "x.vcf", "--panle", "y"], "unknown option '--panle'", "Did you mean --panel?"],
    [["analyse", "x.vcf"], "no panel or genes given", "--panel or --genes"],
    [["analyse", "x.vcf", "--genes", ","], "--genes ',' does not name a gene", "HGNC"],
    [["analyse", "x.vcf", "--genes", "A", "--threads", "0"], "--threads '0'", "from 1"],
    [["analyse", "x.vcf", "--genes", "A", "--threads", "2.5"], "--threads '2.5'", "from 1"],
    [["analyse", "x.vcf", "--genes", "A", "--threads", "-1"], "--threads '-1'", "from 1"],
    [["analyse", "x.vcf", "--scan", "fast"], "'fast' is invalid", "auto, index, full"],
    [["analyse", "x.vcf", "--assembly", "hg19"], "'hg19' is invalid", "GRCh37, GRCh38"],
    [["analyse", "x.vcf", "--sex", "M"], "--sex 'M'", "--sex SAMPLE=male"],
    [["analyse", "x.vcf", "--allow-phenocopy", "x"], "--allow-phenocopy 'x'", "whole number"],
    [["analyse", "x.vcf", "--penetrance", "half"], "'half' is invalid", "incomplete"],
    [["analyse", "x.vcf", "-o", "a", "--out-dir", "b"], "cannot be used with", "--out-dir"],
    [["analyse", "x.vcf", "--format", "vcf", "--out-dir", "b"], "cannot be used with", "--out-dir"],
    [["analyse", "x.vcf", "-", "--genes", "A"], "standard input (-)", "Give either files"],
    [["analyse", "-", "--genes", "A", "--scan", "index"], "standard input", "--scan"],
    [["analyse", "http://h/x.vcf.gz", "--genes", "A"], "remote", "--allow-remote"],
    [["inspect", "https://h/x.vcf.gz"], "remote", "--allow-remote"],
    [["explain", "x.vcf", "--genes", "A"], "'x.vcf' is not a variant", "chrom:pos:ref:alt"],
    [["explain", "x.vcf", "1:0:A:T", "--genes", "A"], "'1:0:A:T'", "chrom:pos:ref:alt"],
    [["explain", "1:5:A:T", "--genes", "A"], "needs a VCF", "panelist explain"],
    [["regions", "--genes", "A"], "'--assembly <name>' not specified", "regions --help"],
    [["regions", "--assembly", "GRCh38"], "no panel or genes given", "--panel or --genes"],
    [["schema", "nonsense"], "there is no schema named 'nonsense'", "report"],
    [["analyse", "x.vcf", "--fenopacket", "y"], "unknown option '--fenopacket'", "--phenopacket"],
    [
      ["analyse", "x.vcf", "--genes", "A", "--scan", "index", "--gene-agnostic"],
      "--scan index does not work with --gene-agnostic", // DEC-16
      "--scan full",
    ],
    [
      ["analyse", "x.vcf", "--genes", "A", "--scan", "index", "--beyond-panel"],
      "--scan index does not work with --beyond-panel", // DEC-16
      "--scan full",
    ],
  ])("%j", async (args, message, hint) => {
    const error: unknown = await runCommand(args, createTerminal(process.stderr)).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(ToolError);
    if (!(error instanceof ToolError)) return;
    expect(error.code).toBe("E_USAGE");
    expect(error.message).toContain(message);
    expect(formatError(error)).toContain(hint);
  });

  it("the command says it on standard error and ends with 2", async () => {
    const run = await runCli(["analyse", "x.vcf", "--panle", "y"]);
    expect(run).toMatchObject({
      status: 2,
      stdout: "",
      stderr:
        "error: E_USAGE: unknown option '--panle'\n  Did you mean --panel? See `panelist analyse --help`.\n",
    });
  });

  it("names the subcommand whose help answers", async () => {
    const run = await runInProcess(["archive", "report", "archive-of-nobody"]);
    expect(run).toMatchObject({
      status: 2,
      stderr:
        "error: E_USAGE: required option '--class <class>' not specified\n  See `panelist archive report --help`.\n",
    });
  });

  it("--log-format json says it as JSON", async () => {
    const run = await runInProcess(["analyse", "x.vcf", "--log-format", "json", "--nope"]);
    expect(run.status).toBe(2);
    expect(JSON.parse(run.stderr)).toMatchObject({ level: "error", code: "E_USAGE" });
  });
});

describe("standard output that fails", () => {
  it.each(["--help", "policy", "analyse --help"])(
    "a closed pipe ends %s quietly with 0",
    async (args) => {
      const run = await shell(
        `$panelist ${args} | true; echo "\${PIPESTATUS[0]}"; $panelist ${args} | head -1 >/dev/null; echo "\${PIPESTATUS[0]}"`,
      );
      expect(run).toMatchObject({ stdout: "0\n0\n", stderr: "" });
    },
  );

  it.skipIf(!existsSync("/dev/full")).each(["--version", "--help", "policy"])(
    "a full disk ends %s with 74",
    async (arg) => {
      const run = await shell(`$panelist ${arg} > /dev/full`);
      expect(run.status).toBe(74);
      expect(run.stderr).toMatch(/^error: E_IO: standard output: writing failed: /);
    },
  );
});
