// The declarations for programs: what `src/index.ts` tells of, with all that it rests on and nothing else.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL(".", import.meta.url));
const made = mkdtempSync(join(tmpdir(), "panelist-types-"));
const types = join(root, "dist/types");

/** A declaration and, after it, those that it names. */
function ship(file, shipped = new Set()) {
  if (shipped.has(file)) return;
  shipped.add(file);
  const text = readFileSync(join(made, file), "utf8");
  const path = join(types, file);
  mkdirSync(dirname(path), { recursive: true });
  // Sources name each other by `.ts`, which a package's declarations do not.
  writeFileSync(path, text.replace(/((?:from |import\()"\.[^"]+)\.ts"/g, '$1.js"'));
  for (const [, name] of text.matchAll(/(?:from |import\()"(\.[^"]+)\.ts"/g))
    ship(join(dirname(file), `${name}.d.ts`), shipped);
}

try {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", "tsconfig.types.json", "--outDir", made], {
    cwd: root,
    stdio: "inherit",
  });
  rmSync(types, { recursive: true, force: true });
  ship("index.d.ts");
} finally {
  rmSync(made, { recursive: true });
}
