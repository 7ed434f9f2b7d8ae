/** What is packed beside the program: made of today's commands and packages; completions complete. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, "utf8");
const here = (program: string): boolean => spawnSync("which", [program]).status === 0;
const { version, dependencies } = JSON.parse(read("package.json")) as {
  version: string;
  dependencies: Record<string, string>;
};

it("man page and completions are those of today's commands (else: npm run packaging)", () => {
  const args = ["--import", "./bench/sources.mjs", "packaging/make.mjs", "--check"];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
});

it("the man page tells defaults as help does, after the choices", () => {
  const page = read("packaging/man/panelist.1").replaceAll("\\-", "-");
  expect(page).toContain("green, amber [amber]\n");
  expect(page).toContain("[all cores]\n");
  expect(page).toContain("write the output to this file [standard output]\n");
});

it.skipIf(!here("fish"))("fish takes its file and completes (skipped without fish)", () => {
  const script =
    "source packaging/completions/panelist.fish; complete -C 'panelist archive ver'; complete -C 'panelist analyse --min-confidence gr'";
  const { stdout, stderr } = spawnSync("fish", ["--no-config", "-c", script], {
    cwd: root,
    encoding: "utf8",
  });
  expect([stderr, stdout.split("\n").map((line) => line.split("\t")[0])]).toEqual([
    "",
    ["verdict", "verify", "green", ""],
  ]);
});

it.skipIf(!here("zsh"))("zsh takes its file (skipped without zsh)", () => {
  const { status, stderr } = spawnSync("zsh", ["-n", "packaging/completions/_panelist"], {
    cwd: root,
    encoding: "utf8",
  });
  expect([status, stderr]).toEqual([0, ""]);
});

it("the bill of materials has every package of the lock that is installed, with its digest", () => {
  const bom = JSON.parse(read("packaging/sbom.cdx.json")) as {
    metadata: { component: { name: string; version: string } };
    components: { name: string; version: string; hashes: { content: string }[] }[];
  };
  const lock = JSON.parse(read("package-lock.json")) as {
    packages: Record<string, { version: string; dev?: boolean; integrity?: string }>;
  };
  const locked = Object.entries(lock.packages)
    .filter(([path, { dev }]) => path !== "" && dev !== true)
    .map(([path, { version: of, integrity = "" }]) => {
      const hash = Buffer.from(integrity.replace(/^sha512-/, ""), "base64").toString("hex");
      return [path.replace(/^.*node_modules\//, ""), of, hash].join(" ");
    });
  const told = bom.components.map((c) => [c.name, c.version, c.hashes[0]?.content].join(" "));
  expect(told.toSorted()).toEqual(locked.toSorted());
  expect(bom.metadata.component).toMatchObject({ name: "panelist", version });
  const args = ["packaging/sbom.mjs", "--check"];
  expect(spawnSync(process.execPath, args, { cwd: root }).status).toBe(0);
  for (const name of Object.keys(dependencies)) expect(told.join("\n")).toContain(name);
});

describe("what was not built says so in its first line, and is of this version", () => {
  it.each(["packaging/Containerfile", "packaging/bioconda/meta.yaml"])("%s", (path) => {
    const text = read(path);
    expect(text.split("\n")[0]).toMatch(/^# Not built/);
    expect(text).toContain(version);
  });

  it("the image ends as any user, without an entry point, and pins no name of ours", () => {
    const lines = read("packaging/Containerfile").split("\n");
    expect(lines.some((line) => line.startsWith("ENTRYPOINT"))).toBe(false);
    expect(lines.findLast((line) => line.startsWith("USER"))).toMatch(/^USER \d+:\d+$/);
  });

  it.each(["cwl/analyse.cwl", "nextflow/modules/panelist/analyse/main.nf"])(
    "workflow/%s runs the image of this version",
    (path) => expect(read(`workflow/${path}`)).toContain(`panelist:${version}`),
  );
});
