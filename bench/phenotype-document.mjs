/**
 * bench/PHENOTYPE.md: what is measured stands between two comments and is written by the scripts, each
 * its own part with the command that made it; what stands outside of them is written by hand.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const DOCUMENT = fileURLToPath(new URL("PHENOTYPE.md", import.meta.url));

/** Puts `text` into the place called `part`, and the command above it. */
export function writePart(part, command, text) {
  const document = readFileSync(DOCUMENT, "utf8");
  const [start, end] = [`<!-- ${part} -->\n`, `<!-- end of ${part} -->\n`];
  const from = document.indexOf(start);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`bench/PHENOTYPE.md has no place for ${part}`);
  const filled = `${start}\n\`${command}\`\n\n${text.trim()}\n\n`;
  writeFileSync(DOCUMENT, document.slice(0, from) + filled + document.slice(to));
}
