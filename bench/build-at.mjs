// Builds for comparisons: of this checkout, and of another commit, made once under bench/out/builds by its own
// lock file.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

export const root = fileURLToPath(new URL("../", import.meta.url));

function run(command, args, cwd = root) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr || stdout}`);
  return stdout;
}

/** What decides which packages are installed. */
const packagesOf = (folder) => {
  const { packages } = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
  return JSON.stringify(
    Object.entries(packages).filter(([name, entry]) => name !== "" && entry.dev !== true),
  );
};

/** Builds this checkout anew. */
export function buildHere() {
  run("npm", ["run", "clean"]);
  run("npm", ["run", "build"]);
}

/**
 * @param commit anything that git takes for one
 * @returns its folder, with `bin/` and `dist/` as `npm ci` makes them
 */
export function buildAt(commit) {
  const sha = run("git", ["rev-parse", "--verify", `${commit}^{commit}`]).trim();
  const folder = join(root, "bench/out/builds", sha.slice(0, 12));
  if (["cli.js", "cli/main.js"].some((name) => existsSync(join(folder, "dist", name))))
    return folder;
  mkdirSync(folder, { recursive: true });
  run("sh", ["-c", `git archive ${sha} | tar -x -C "${folder}"`]);
  const ours = join(root, "node_modules");
  if (packagesOf(folder) === packagesOf(root)) {
    if (!existsSync(join(folder, "node_modules"))) symlinkSync(ours, join(folder, "node_modules"));
  } else run("npm", ["ci", "--ignore-scripts"], folder);
  run("npm", ["run", "build"], folder);
  return folder;
}
