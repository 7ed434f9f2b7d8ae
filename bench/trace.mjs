// npm run trace -- [--check]
//
// Writes docs/assurance/traceability.md: every rule of docs/rules.md with the test files that name it, or why none
// does. With `--check` it writes nothing and fails where the page is not what it would write.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { definitionsIn, idsIn } from "./rule-ids.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const PAGE = "docs/assurance/traceability.md";

/** Files that show a rule under another name, or in words why there is nothing to show. */
const UNNAMED = {
  "CD-12": ["scan/own-annotation.test.ts", "io/reference.test.ts"],
  "HV-17": ["analysis/compare-annotation.test.ts"],
  "PV-02": ["acmg/gene-model.test.ts", "acmg/pvs1.test.ts"],
  "PV-06": ["acmg/gene-model.test.ts", "acmg/prediction.test.ts"],
  "PV-07": "a figure that is shown and decides nothing: no test of its own yet",
  "VCF-21": ["vcf/genotype.test.ts"],
  "VCF-23": ["vcf/genotype.test.ts", "inheritance/rules.test.ts"],
  "BCSQ-05": ["vcf/annotation.test.ts"],
  "AR-01": ["inheritance/rules.test.ts"],
  "AR-06": "says what is not asked: there is nothing to test",
  "X-05": ["inheritance/rules.test.ts"],
  "FREQ-02": ["acmg/frequency.test.ts"],
  "FREQ-03": ["acmg/frequency.test.ts"],
  "FREQ-05": ["acmg/frequency.test.ts"],
  "SF-04": ["analysis/withheld.test.ts"],
  "SF-06": ["analysis/withheld.test.ts"],
  "ACMG-01": ["acmg/criteria.test.ts"],
  "ACMG-02": ["acmg/criteria.test.ts"],
  "ACMG-09": ["acmg/criteria.test.ts", "acmg/pvs1.test.ts"],
  "ACMG-10": "says what is not read: there is nothing to test",
  "DC-02": "left to the person who accepts a suggested criterion: there is nothing to test",
  "DC-07": ["acmg/criteria.test.ts"],
  MTACMG: ["acmg/criteria.test.ts", "analysis/acmg.test.ts"],
  "PM2-01": ["acmg/frequency.test.ts"],
  "PM5-03": ["classifications/neighbours.test.ts"],
  "PP4-01": ["acmg/criteria.test.ts"],
  "CV-06": "says what is not done: there is nothing to test",
  "CV-08": ["acmg/criteria.test.ts", "classifications/neighbours.test.ts"],
  "SPL-05": ["acmg/prediction.test.ts"],
  "SPL-06": ["acmg/prediction.test.ts"],
  "IDT-01": ["analysis/identity.test.ts"],
  "DEC-27": ["report/lift.test.ts"],
  "DEC-30": ["reanalysis/forward.test.ts"],
  "SVE-11": ["structural/calls.test.ts"],
  "SVE-20": ["structural/calls.test.ts"],
  "SVE-21": ["structural/join.test.ts"],
  "SVE-22": ["structural/join.test.ts"],
  "SVE-23": ["structural/join.test.ts"],
  "SVI-05": ["structural/read.test.ts"],
  "SVI-08": ["structural/read.test.ts"],
  "HPO-08": ["phenotype/property.test.ts"],
};

/** A comment shows nothing: a rule counts where a test or its data names it. */
const withoutComments = (text) =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(?<=^|\s)\/\/.*$/gm, "");

const rules = readFileSync(`${root}docs/rules.md`, "utf8");
const named = new Map();
const files = readdirSync(`${root}test`, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts") && name !== "lint/rules.test.ts")
  .sort();
for (const file of files)
  for (const id of idsIn(withoutComments(readFileSync(`${root}test/${file}`, "utf8"))))
    named.set(id, [...(named.get(id) ?? []), file]);

const faults = [];
const linked = (file) => {
  if (!existsSync(`${root}test/${file}`)) faults.push(`there is no test/${file}`);
  return `\`${file}\``;
};
const rowOf = (id) => {
  const own = named.get(id);
  const other = UNNAMED[id];
  if (own !== undefined && other !== undefined) faults.push(`${id} has tests that name it`);
  if (own === undefined && other === undefined) faults.push(`${id} has no test and no reason`);
  const told =
    own !== undefined
      ? own.map(linked).join(", ")
      : Array.isArray(other)
        ? `under another name: ${other.map(linked).join(", ")}`
        : other;
  return `| [${id}](../rules.md#${id.toLowerCase()}) | ${told} |`;
};
const sections = rules
  .split(/^## /m)
  .slice(1)
  .flatMap((section) => {
    const { ids } = definitionsIn(section);
    if (ids.length === 0) return [];
    const title = section.slice(0, section.indexOf("\n"));
    return ["", `## ${title}`, "", "| rule | tests |", "|---|---|", ...ids.map(rowOf)];
  });
const text = [
  "# From rule to test",
  "",
  "Made by `npm run trace`: every rule in [rules.md](../rules.md), with the files in `test/` that refer to it (comments do not",
  "count). For a rule to which no file refers, the files that show it under another name are listed, or the reason why there is",
  "nothing to show. A test checks that this page is up to date. `npx vitest list` prints the names of the tests in each file.",
  ...sections,
  "",
].join("\n");

if (!process.argv.includes("--check")) writeFileSync(`${root}${PAGE}`, text);
else if (readFileSync(`${root}${PAGE}`, "utf8") !== text)
  faults.push(`${PAGE} is not that of today's rules and tests: npm run trace`);
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length > 0) process.exitCode = 1;
