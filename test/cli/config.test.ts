/** Configuration files: what they may say, who is heard first, and that every value says where it came from. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { analyseCommand } from "../../src/cli/analyse.ts";
import { configName, configPaths, CONFIGURABLE, readConfig } from "../../src/cli/config.ts";
import { createTerminal } from "../../src/cli/terminal.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";
import { readText } from "./shell.ts";

const folder = tempFolder();
const ASKED = [
  "analyse",
  "test-data/small/singleton.vcf.gz",
  "--sex",
  "male",
  "--panel",
  "epilepsy",
];
let site = "";
let home = "";
let env: Record<string, string> = {};

beforeEach(() => {
  const own = mkdtempSync(join(folder, "c-"));
  site = join(own, "site.json");
  home = join(own, "home");
  mkdirSync(join(home, "panelist"), { recursive: true });
  env = { PANELIST_CONFIG: site, XDG_CONFIG_HOME: home, PANELIST_STORE: "" };
  ofSite({});
});

const text = (options: object): string =>
  JSON.stringify({ schema: "panelist.config", version: 1, options });
const ofSite = (options: object): void => writeFileSync(site, text(options));
const ofUser = (options: object): string => {
  const path = join(home, "panelist", "config.json");
  writeFileSync(path, text(options));
  return path;
};

interface Run {
  settings?: { option: string; value: string; from: string }[];
  threads: number;
}

async function settingsOf(
  args: readonly string[],
  more: Record<string, string> = {},
): Promise<Run> {
  const out = join(mkdtempSync(join(folder, "o-")), "out");
  const { status, stderr } = await runInProcess([...ASKED, ...args, "--out-dir", out], {
    env: { ...env, ...more },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(readFileSync(join(out, "run.json"), "utf8")) as Run;
}

describe("who is heard", () => {
  it("the command line, the environment, the user's file, the site's; run.json says who it was", async () => {
    ofSite({ threads: 2, store: "kb", "min-confidence": "green", strict: false });
    const user = ofUser({ threads: 3, scan: "full" });
    const { settings } = await settingsOf(["--scan", "index"]);
    expect(settings).toEqual([
      { option: "store", value: "kb", from: site },
      { option: "min-confidence", value: "green", from: site },
      { option: "threads", value: "3", from: user },
      { option: "strict", value: "false", from: site },
    ]);
    const other = await settingsOf(["--scan", "index"], { PANELIST_STORE: join(folder, "env") });
    expect(other.settings?.[0]).toEqual({
      option: "store",
      value: join(folder, "env"),
      from: "environment",
    });
    expect((await settingsOf(["--threads", "1", "--no-config"])).settings).toBeUndefined();
  });

  it("a run without files and environment says nothing", async () => {
    expect((await settingsOf(["--threads", "1"])).settings).toBeUndefined();
  });

  it("config show tells the same", async () => {
    ofSite({ threads: 2, "data-root": ["a", "b"], links: false });
    const { stdout, stderr } = await runInProcess(["config", "show"], { env });
    expect(stdout).toContain(`threads\t2\t${site}\n`);
    expect(stdout).toContain(`data-root\ta, b\t${site}\n`);
    expect(stdout).toContain("min-confidence\tamber\tdefault\n");
    expect(stdout).toContain("progress\ttrue\tdefault\n");
    expect(
      stdout
        .split("\n")
        .slice(1, -1)
        .map((row) => row.split("\t")[0]),
    ).toEqual(CONFIGURABLE);
    expect(stderr).toContain(`user: ${join(home, "panelist", "config.json")} (not there)`);
    const off = await runInProcess(["config", "show", "--no-config"], { env });
    expect(off.stdout).toContain("threads\tall cores\tdefault\n");
    expect(off.stdout).toContain("links\ttrue\tdefault\n");
    expect(off.stderr).toContain("(not read)");
  });

  it("paths are those of the file's own folder", async () => {
    ofSite({ policy: "policy.json" });
    writeFileSync(join(site, "..", "policy.json"), "{}");
    expect((await settingsOf([])).settings).toHaveLength(1);
    ofSite({ policy: "nowhere.json" });
    const { status, stderr } = await runInProcess(ASKED, { env });
    expect([status, stderr]).toEqual([
      66,
      expect.stringContaining(join(site, "..", "nowhere.json")),
    ]);
  });

  it("what brings knowledge takes the store and the log alone", async () => {
    ofSite({ policy: "nowhere.json", store: "kb", quiet: true });
    const { status, stdout } = await runInProcess(["knowledge", "list"], { env });
    expect([status, stdout]).toEqual([0, expect.stringContaining("kb: empty")]);
  });
});

describe("what a file may say", () => {
  const fault = (): unknown => {
    try {
      return [...readConfig(env)];
    } catch (error) {
      return error;
    }
  };

  it("no option of a run is forgotten: each may stand in a file, or is refused with its reason", () => {
    const session = { argv: [], terminal: createTerminal(process.stderr) };
    const names = analyseCommand(session).options.map(configName);
    expect(names.length).toBeGreaterThan(40);
    for (const name of names) {
      ofSite({ [name]: true });
      if (CONFIGURABLE.includes(name)) expect(fault()).toHaveLength(1);
      else expect(String(fault())).toMatch(/selects a release of knowledge|concerns one patient/);
    }
  });

  it.each(["force-sex", "sex", "hpo", "ped", "panel", "clinvar", "transcripts", "hpo-release"])(
    "not %s",
    (name) => {
      expect(CONFIGURABLE).not.toContain(name);
    },
  );

  it("an option twice is one clear error with its line", async () => {
    writeFileSync(site, text({ threads: 2 }).replace('"threads"', '"threads": 3,\n"threads"'));
    const { status, stderr } = await runInProcess(ASKED, { env });
    expect(status).toBe(2);
    expect(stderr).toContain(`${site}:2`);
    expect(stderr).toContain("the key 'threads' stands twice");
  });

  it.each([
    [{ thread: 4 }, "'thread' is not an option", "Did you mean threads?"],
    [{ clinvar: "2026-01-01" }, "'clinvar' selects a release of knowledge", "Give --clinvar"],
    [{ threads: { a: 1 } }, "'threads' is not a text, a number"],
    [{ threads: "many" }, "'threads': --threads 'many' is not"],
    [{ scan: "fast" }, "'scan': Allowed choices are auto, index, full"],
    [{ strict: "yes" }, "'strict': the value must be true or false"],
    [{ threads: true }, "'threads': this option needs a value"],
    [{ scan: ["auto", "full"] }, "'scan': this option takes a single value"],
  ])("%j is one clear error", async (options, ...said) => {
    ofSite(options);
    const { status, stderr } = await runInProcess(ASKED, { env });
    expect(status).toBe(2);
    for (const words of [site, ...said]) expect(stderr).toContain(words);
    const shown = await runInProcess(["config", "show"], { env });
    expect(shown).toMatchObject({ status: 2, stdout: "", stderr });
  });

  it("a file named in PANELIST_CONFIG must exist: otherwise its settings would be missing unnoticed", async () => {
    rmSync(site);
    for (const args of [ASKED, ["config", "show"]]) {
      // oxlint-disable-next-line no-await-in-loop -- one command line at a time
      const { status, stderr } = await runInProcess(args, { env });
      expect([status, stderr]).toEqual([66, expect.stringContaining(`${site}: no such file`)]);
    }
    const without = await runInProcess([...ASKED, "--no-config", "-o", join(home, "x.tsv")], {
      env,
    });
    expect(without.status).toBe(0);
  });

  it.each([
    "{",
    "[]",
    '{"schema": "panelist.config", "version": 2}',
    text({}).replace("options", "optoins"),
  ])("not %s, and help is there all the same", async (content) => {
    writeFileSync(site, content);
    expect((await runInProcess(ASKED, { env })).status).toBe(2);
    expect((await runInProcess(["analyse", "--help"], { env })).status).toBe(0);
    expect(
      (await runInProcess([...ASKED, "--no-config", "-o", join(home, "x.tsv")], { env })).status,
    ).toBe(0);
  });
});

it("docs/configuration.md has every option that may stand in a file", () => {
  const page = readText("docs/configuration.md");
  expect(CONFIGURABLE.filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
});

describe("a store that is not there", () => {
  const run = (args: readonly string[], more: Record<string, string> = {}) =>
    runInProcess([...args, "-o", join(folder, "x.tsv")], { env: { ...env, ...more } });
  const said = (store: string): string => `warning: the store ${store} does not exist`;

  it("is told of where the command line names it and the command analyses", async () => {
    const none = join(folder, "none");
    const { status, stderr } = await run([...ASKED, "--store", none]);
    expect({ status, times: stderr.split(said(none)).length - 1 }).toEqual({ status: 0, times: 1 });
  });

  it("is not told of where nobody names it, or the command makes it", async () => {
    expect((await run(ASKED)).stderr).not.toContain("does not exist");
    const store = join(folder, "new");
    const asked = ["panels", "import", "panels/acmg-sf@3.2.json", "--store", store];
    const { stderr } = await runInProcess(asked, { env });
    expect(stderr).not.toContain("does not exist");
  });
});

it("the user's file is nowhere below the working folder", () => {
  for (const one of [{}, { HOME: "" }, { XDG_CONFIG_HOME: "relative" }])
    expect(isAbsolute(configPaths(one).user)).toBe(true);
});
