/** The package as it is built, imported by programs of their own. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { built } from "./helpers/run-cli.ts";
import { tempFolder } from "./helpers/temp.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = tempFolder();
const family = {
  vcfs: [join(root, "test-data/demo/trio.vcf.gz")],
  ped: join(root, "test-data/demo/trio.ped"),
  panels: ["epilepsy"],
  threads: 1,
};

/** A program in a process of its own, which imports what is built by the package's name. */
function program(
  code: string,
  env: Record<string, string> = {},
): { status: number | null; stdout: string; stderr: string } {
  const run = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

describe.skipIf(!built)("as it is built", () => {
  it("throws the ToolError that it exports", () => {
    const { stdout } = program(`
      import { analyse, readReport, ToolError } from "panelist";
      for (const work of [analyse({}), analyse({ vcfs: ["none"], panels: ["epilepsy"] }), readReport("none")])
        await work.catch((error) => console.log(error instanceof ToolError, error.code));`);
    expect(stdout.trim().split("\n")).toEqual([
      "true E_USAGE",
      "true E_INPUT_MISSING",
      "true E_INPUT_MISSING",
    ]);
  });

  it("is there for require too", () => {
    const { stdout } = program(`
      import { createRequire } from "node:module";
      const door = createRequire(${JSON.stringify(import.meta.url)})("panelist");
      console.log(typeof door.analyse, door.ToolError.name);`);
    expect(stdout.trim()).toBe("function ToolError");
  });

  it("throws it out of a scanning thread too", () => {
    const broken = join(folder, "broken.vcf");
    writeFileSync(broken, "##fileformat=VCFv4.2\n#CHROM\tPOS\n1\n");
    const { stdout } = program(`
      import { analyse, ToolError } from "panelist";
      const [path] = ${JSON.stringify([broken])};
      await analyse({ vcfs: [path], panels: ["epilepsy"], threads: 2, scan: "full" })
        .catch((error) => console.log(error instanceof ToolError, error.place.path === path));`);
    expect(stdout.trim()).toBe("true true");
  });

  it("prints nothing, asks nothing of the environment, handles no signal", () => {
    const home = join(folder, "home");
    mkdirSync(home);
    const { status, stdout, stderr } = program(
      `
      const asked = new Set();
      process.env = new Proxy(process.env, {
        get(env, name) { asked.add(String(name)); return env[name]; },
        has(env, name) { asked.add(String(name)); return name in env; },
      });
      const before = process.eventNames();
      const { analyse, explain, inspect, reanalyse, readReport } = await import("panelist");
      const family = ${JSON.stringify({ ...family, scan: "full", threads: 2 })};
      const found = [
        await analyse({ ...family, genes: ["NOSUCHGENE1"] }),
        await explain("2:166054782:G:A", family),
        await inspect(family.vcfs[0], { panels: family.panels }),
        await reanalyse("none").catch(({ code }) => ({ kind: code })),
        await readReport("none").catch(({ code }) => ({ kind: code })),
      ];
      const own = [...asked].filter((name) => /^(PANELIST|XDG|HOME|LOCALAPPDATA|USER)/.test(name));
      const handled = process.eventNames().filter((name) => !before.includes(name));
      console.log(JSON.stringify([found.map(({ kind }) => kind), own, handled]));`,
      {
        PANELIST_STORE: join(root, "package.json"),
        PANELIST_USER: "nobody",
        PANELIST_DEBUG: "1",
        XDG_DATA_HOME: home,
        HOME: home,
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const kinds = ["analysis", "story", "inspection", "E_INPUT_MISSING", "E_INPUT_MISSING"];
    expect(JSON.parse(stdout)).toEqual([kinds, [], []]);
  });

  it("docs/library.md: the example prints what it says", () => {
    const text = readFileSync(join(root, "docs/library.md"), "utf8");
    const [code = "", printed = ""] = [...text.matchAll(/```(?:js|text)\n(.*?)```/gs)].map(
      ([, block = ""]) => block,
    );
    expect(program(code)).toEqual({ status: 0, stdout: printed, stderr: "" });
  });
});
