/** The import rules of ARCHITECTURE.md are awake: a fixture that breaks each of them is caught. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Diagnostic {
  code: string;
  help: string;
  filename: string;
  labels: { span: { line: number } }[];
}

/** `file:line rule` of every fault, as the linter sees `directory` with the project's configuration. */
function lint(directory: string): { status: number | null; faults: string[] } {
  const run = spawnSync(
    process.execPath,
    [join(root, "node_modules/oxlint/bin/oxlint"), "--format", "json"],
    { cwd: directory, encoding: "utf8" },
  );
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: Diagnostic[] };
  const faults = diagnostics.map(
    (d) => `${d.filename}:${d.labels[0]?.span.line ?? 0} ${d.code.replace(/^.*\((.*)\)$/, "$1")}`,
  );
  return { status: run.status, faults: faults.toSorted() };
}

describe("the import rules", () => {
  let directory = "";
  let result: ReturnType<typeof lint>;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "panelist-lint-"));
    cpSync(join(root, "test/lint/fixture"), directory, { recursive: true });
    cpSync(join(root, ".oxlintrc.json"), join(directory, ".oxlintrc.json"));
    result = lint(directory);
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each([
    ["a room never imports to its left", "src/vcf/back.ts:1 no-restricted-imports"],
    ["nor lazily", "src/vcf/lazily-back.ts:1 no-restricted-imports"],
    ["core neither", "src/core/lazily-back.ts:1 no-restricted-imports"],
    ...[
      "core",
      "io",
      "store",
      "genes",
      "structural",
      "rank",
      "scan",
      "library",
      "analysis",
      "reanalysis",
    ].map((room) => [`not from ${room}`, `src/${room}/back.ts:1 no-restricted-imports`]),
    ["siblings never import each other's code", "src/vcf/sibling.ts:1 no-restricted-imports"],
    ["nor values of each other's types", "src/vcf/sibling.ts:2 no-restricted-imports"],
    ...["rank", "classifications", "effect", "genes", "archive"].map((room) => [
      `nor on the floor of ${room}`,
      `src/${room}/sibling.ts:1 no-restricted-imports`,
    ]),
    ...["vcf", "rank", "report"].map((room) => [
      `nor a file that others may enter by: ${room}`,
      `src/${room}/sibling-file.ts:1 no-restricted-imports`,
    ]),
    ["schemas only in schemas", "src/rank/sibling-schema.ts:1 no-restricted-imports"],
    ...["store", "vcf", "genes", "rank", "scan", "library", "analysis", "reanalysis", "cli"].map(
      (room) => [
        `a room is entered by its index or types: from ${room}`,
        `src/${room}/deep.ts:1 no-restricted-imports`,
      ],
    ),
    ["by the door for programs too", "src/index.ts:2 no-restricted-imports"],
    ["and by the worker entry", "src/scan/pool/worker.ts:3 no-restricted-imports"],
    ["the door for programs knows no command line", "src/index.ts:1 no-restricted-imports"],
    ["the worker entry leaves ranking alone", "src/scan/pool/worker.ts:1 no-restricted-imports"],
    ["core does no I/O", "src/core/disk.ts:1 no-restricted-imports"],
    ["bin hands over to cli alone", "bin/panelist.js:2 no-restricted-imports"],
    ["no cycles", "src/core/facts.ts:1 no-cycle"],
    ["no console", "src/cli/speaks.ts:1 no-console"],
    ["only bin ends the process", "src/cli/exits.ts:1 no-process-exit"],
  ])("%s", (_rule, fault) => {
    expect(result.faults).toContain(fault);
  });

  it("let lawful imports pass", () => {
    expect(
      result.faults.filter((fault) => /lawful|\/schema\.ts|worker\.ts:2|js:[13]/.test(fault)),
    ).toEqual([]);
  });

  it("fail the run", () => {
    expect(result.status).not.toBe(0);
  });
});

describe("the ordinary lint", () => {
  it("does not see the fixture", () => {
    const run = spawnSync(process.execPath, ["node_modules/oxlint/bin/oxlint", "--debug=files"], {
      cwd: root,
      encoding: "utf8",
    });
    expect(run.stdout).toContain("test/lint/imports.test.ts");
    expect(run.stdout).not.toContain("test/lint/fixture");
  });
});
