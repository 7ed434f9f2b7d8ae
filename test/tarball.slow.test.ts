/** What is packed: its manifest, its declarations in a consumer's eyes, its size when it is installed. */
import { execFile, execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { faultyServer } from "./helpers/faulty-server.ts";
import { knowledgeMirror } from "./helpers/knowledge-mirror.ts";
import { tempFolder } from "./helpers/temp.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = tempFolder();
const consumer = join(folder, "consumer");
const installed = join(consumer, "node_modules/panelist");

/** Of a package: every one that it needs, wherever it lies. */
function needed(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const path = join(root, "node_modules", name, "package.json");
  const { dependencies = {} } = JSON.parse(readFileSync(path, "utf8")) as Manifest;
  for (const below of Object.keys(dependencies)) needed(below, found);
  return found;
}

interface Manifest {
  dependencies?: Record<string, string>;
  scripts: Record<string, string>;
  [name: string]: unknown;
}

/** Packs a copy, so that no other test loses its build. @returns the tarball */
function pack(where: string): string {
  const copy = join(folder, where, "copy");
  mkdirSync(copy, { recursive: true });
  const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    files: string[];
  };
  const names = readdirSync(root).filter(
    (name) =>
      [...files, "src"].some((path) => path.split("/", 1)[0] === name) ||
      /^(package|tsconfig|rolldown|types)\b/.test(name),
  );
  for (const name of names.filter((one) => one !== "dist"))
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  const to = join(folder, where);
  execFileSync("npm", ["pack", "--silent", "--pack-destination", to], {
    cwd: copy,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [tarball = ""] = readdirSync(to).filter((name) => name.endsWith(".tgz"));
  return join(to, tarball);
}

let tarball = "";

/** Unpacks it beside the packages that it needs. */
beforeAll(() => {
  tarball = pack("first");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
  const packed = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as Manifest;
  const all = new Set<string>();
  for (const name of Object.keys(packed.dependencies ?? {})) needed(name, all);
  for (const name of all)
    cpSync(join(root, "node_modules", name), join(consumer, "node_modules", name), {
      recursive: true,
    });
});

it("the same bytes from another folder, at another time", () => {
  expect(readFileSync(pack("elsewhere/and/deeper")).equals(readFileSync(tarball))).toBe(true);
});

describe("the manifest", () => {
  it("runs nothing when it is installed, and names no place that is not there", () => {
    const packed = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as Manifest;
    const onInstall = ["preinstall", "install", "postinstall", "prepublish", "prepare"];
    expect(onInstall.filter((name) => name in packed.scripts)).toEqual([]);
    expect(["repository", "homepage", "bugs"].filter((name) => name in packed)).toEqual([]);
    expect(packed).toMatchObject({
      author: "panelist developers",
      types: "./dist/types/index.d.ts",
      exports: { ".": { types: "./dist/types/index.d.ts", default: "./dist/index.js" } },
    });
    expect(packed["keywords"]).toContain("VCF");
  });
});

const CONSUMER = `
import { analyse, explain, inspect, reanalyse, readReport, ToolError, type ErrorCode } from "panelist";
import type { ReportDocument, Request } from "panelist";

const request: Request = { vcfs: ["a.vcf.gz"], panels: ["epilepsy"], log: { warn: (line) => void line } };
const answer = await analyse(request);
const kind: "analysis" = answer.kind;
const report: ReportDocument = answer.report;
const tiers: (1 | 2 | 3)[] = report.candidates.map(({ tier }) => tier);
const read: number = answer.run.counts.recordsRead;
const story = (await explain("1:2:A:T", request)).story;
const symbols: string[] = story.genes.map(({ gene }) => gene);
const missing: string[] = (await inspect("a.vcf.gz")).inspection.missing.map(({ what }) => what);
const cases: string[] = (await reanalyse("cases", { dryRun: true })).cases;
const earlier = await readReport("report.json");
const codeOf = (error: unknown): ErrorCode | null => (error instanceof ToolError ? error.code : null);
// @ts-expect-error -- a word that is no scan
await analyse({ ...request, scan: "fast" });
// @ts-expect-error -- the types are not any
const wrong: number = answer.report.candidates[0];
export { kind, tiers, read, symbols, missing, cases, earlier, codeOf, wrong };
`;

describe("the declarations", () => {
  it.each([
    ["node16", { module: "node16", moduleResolution: "node16" }],
    ["bundler", { module: "esnext", moduleResolution: "bundler" }],
  ])("resolve under %s, all of them checked", (name, resolution) => {
    writeFileSync(join(consumer, "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(join(consumer, "consumer.ts"), CONSUMER);
    const options = {
      ...resolution,
      target: "es2022",
      strict: true,
      skipLibCheck: false,
      noEmit: true,
      types: [],
    };
    const config = { compilerOptions: options, files: ["consumer.ts"] };
    writeFileSync(join(consumer, `${name}.json`), JSON.stringify(config));
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { stdout } = spawnSync(process.execPath, [tsc, "-p", `${name}.json`], {
      cwd: consumer,
      encoding: "utf8",
    });
    expect(stdout).toBe("");
  });
});

describe("as it is installed", () => {
  it("runs, as a program and as a command", () => {
    const code = `import { analyse } from "panelist"; console.log((await analyse({}).catch((e) => e)).code);`;
    const run = (args: string[]): string =>
      execFileSync(process.execPath, args, { cwd: consumer, encoding: "utf8" });
    expect(run(["--input-type=module", "--eval", code])).toBe("E_USAGE\n");
    expect(run([join(installed, "bin/panelist.js"), "--version"])).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("analyses the demo as the checkout does, in threads too; its page has its script", () => {
    const demo = (name: string): string => join(installed, "test-data/demo", name);
    const out = join(folder, "out");
    const asked = ["analyse", demo("trio.vcf.gz"), "--ped", demo("trio.ped"), "--out-dir", out];
    const panels = ["--panel", "epilepsy", "--panel", "cardiomyopathy"];
    const how = ["--quiet", "--scan", "full", "--threads", "2"];
    const args = [join(installed, "bin/panelist.js"), ...asked, ...panels, ...how];
    execFileSync(process.execPath, args, { cwd: consumer });
    const text = (path: string): string => readFileSync(path, "utf8");
    expect(text(join(out, "candidates.tsv"))).toBe(text(demo("expected.tsv")));
    expect(text(join(out, "report.html"))).toContain('<script type="module">');
  });

  it("from an empty folder to a first candidate: the commands of docs/setup.md, as they stand there", async () => {
    const own = join(folder, "empty");
    mkdirSync(own);
    const demo = (name: string): string => join(root, "test-data/demo", name);
    cpSync(tarball, join(own, basename(tarball)));
    for (const end of ["vcf.gz", "vcf.gz.tbi", "ped"])
      cpSync(demo(`trio.${end}`), join(own, `family.${end}`));
    const page = readFileSync(join(root, "docs/setup.md"), "utf8");
    const [, script = ""] = /<!-- run -->\n```sh\n([^]*?)```/.exec(page) ?? [];
    const server = await faultyServer();
    try {
      cpSync(knowledgeMirror(server, folder).addresses, join(own, "mirror.json"));
      const env = { ...process.env, npm_config_prefer_offline: "true", npm_config_audit: "false" };
      const done = await new Promise<{ error: Error | null; stdout: string; stderr: string }>(
        (resolve) => {
          const args = ["-euo", "pipefail", "-c", script];
          execFile("bash", args, { cwd: own, env }, (error, stdout, stderr) =>
            resolve({ error, stdout, stderr }),
          );
        },
      );
      expect(done.error, done.stderr).toBeNull();
      expect(done.stdout.match(/\tadded\t/g)).toHaveLength(11);
      expect(done.stdout).toContain("self-test: PASSED");
      expect(done.stdout.trimEnd().split("\n").at(-1)).toMatch(/^1\t\w+\t1\t/);
    } finally {
      await server.close();
    }
  }, 600_000);

  it.skipIf(process.getuid?.() !== 0)(
    "runs as any user, without a home, where it may write nothing but its outputs (skipped unless root)",
    () => {
      const user = 12_345;
      const out = join(folder, "of-a-user");
      mkdirSync(out);
      chownSync(out, user, user);
      const closed = join(folder, "of-another");
      mkdirSync(closed, { mode: 0o700 });
      // The test's own folder is its owner's alone.
      chmodSync(folder, 0o755);
      const demo = (name: string): string => join(installed, "test-data/demo", name);
      const asked = [
        "analyse",
        demo("trio.vcf.gz"),
        "--ped",
        demo("trio.ped"),
        "--panel",
        "epilepsy",
      ];
      const { status, stderr } = spawnSync(
        process.execPath,
        [join(installed, "bin/panelist.js"), ...asked, "--out-dir", "results", "--quiet"],
        {
          cwd: out,
          uid: user,
          gid: user,
          env: {
            HOME: "/nonexistent",
            XDG_CONFIG_HOME: closed,
            TMPDIR: "/nonexistent",
            PATH: process.env["PATH"],
          },
          encoding: "utf8",
        },
      );
      expect([status, stderr]).toEqual([0, ""]);
      expect(readdirSync(out)).toEqual(["results"]);
      expect(statSync(join(out, "results/run.json")).uid).toBe(user);
    },
  );

  it("takes no more than 25 MB with all that it needs", () => {
    const modules = join(consumer, "node_modules");
    const bytes = readdirSync(modules, { recursive: true, encoding: "utf8" })
      .map((name) => statSync(join(modules, name)))
      .reduce((sum, stat) => sum + (stat.isFile() ? Math.ceil(stat.size / 4096) * 4096 : 0), 0);
    expect(bytes).toBeLessThan(25 * 2 ** 20);
  });
});
