// Situations that users of other tools reported, and those in which other tools' own tests disagreed: by the
// command line, with what must come of each.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { sharedData, sharedPeers, sharedReports } from "../helpers/shared.ts";
import { analyseToFolder, type Ran, runHere } from "../helpers/run-command.ts";
import { tempFolder } from "../helpers/temp.ts";
import { PEERS } from "./peers.ts";
import { SITUATIONS } from "./situations.ts";

const folder = tempFolder();
const hpoStore = join(folder, "hpo");
const empty = join(folder, "none");

interface Case {
  id: string;
  /** Behind `analyse`, with whole paths. */
  args: string[];
  setup: "hpo" | "clinvar" | null;
}

/** The table: id, files, command with its setup in brackets, what was expected, why. */
function casesOf(reports: string): Case[] {
  const lines = readFileSync(join(reports, "cases.tsv"), "utf8").trimEnd().split("\n").slice(1);
  return lines.map((line) => {
    const [id = "", files = "", command = ""] = line.split("\t");
    const named = new Set(files.split(","));
    const [, setup = "", words = ""] =
      /^(?:\[setup: ([^\]]*)\] )?panelist analyse (.*)$/.exec(command) ?? [];
    const args = words
      .replace("--format json ", "")
      .split(" ")
      .map((word) => (named.has(word) ? join(reports, word) : word));
    const kind = setup.includes("HPO")
      ? "hpo"
      : setup.includes("import clinvar")
        ? "clinvar"
        : null;
    return { id, args, setup: kind };
  });
}

/** One release of HPO, built once. */
async function importHpo(data: string): Promise<void> {
  const files = ["hp.json", "phenotype.hpoa", "genes_to_phenotype.txt"].map((name) =>
    join(data, "hpo/2023-01-27", `${name}.gz`),
  );
  const { code } = await runHere(["knowledge", "import", "hpo", ...files, "--store", hpoStore]);
  expect(code).toBe(0);
}

describe.skipIf(sharedReports === null || sharedData === null)(
  "reported situations (needs the shared reports and data)",
  () => {
    const reports = sharedReports ?? "";
    const cases = sharedReports === null ? [] : casesOf(sharedReports);
    beforeAll(() => importHpo(sharedData ?? ""));

    it("every case has its expectation, and every expectation its case", () => {
      expect(cases.map(({ id }) => id).toSorted()).toEqual(Object.keys(SITUATIONS).toSorted());
    });

    let runs = 0;
    const plain = (): Promise<Ran> => {
      const [vcf, panel, ped] = ["inherited.vcf", "panel.tsv", "trio.ped"].map((name) =>
        join(reports, name),
      ) as [string, string, string];
      const at = join(folder, `plain-${(runs += 1)}`);
      return analyseToFolder([vcf, "--panel", panel, "--ped", ped, "--store", empty], at);
    };

    it.each(cases)("$id", async ({ id, args, setup }) => {
      const situation = SITUATIONS[id];
      if (situation === undefined) throw new Error("no expectation");
      let store = setup === "hpo" ? hpoStore : empty;
      if (setup === "clinvar") {
        store = join(folder, "clinvar");
        const release = join(reports, "clinvar_new.vcf");
        const { code } = await runHere([
          "knowledge",
          "import",
          "clinvar",
          release,
          "--store",
          store,
        ]);
        expect(code).toBe(0);
      }
      const ran = await analyseToFolder([...args, "--store", store], join(folder, id));
      await situation.check(ran, plain);
    });
  },
);

describe.skipIf(sharedPeers === null)("where peers disagreed (needs the shared peers)", () => {
  const peers = sharedPeers ?? "";

  it.each(PEERS)("$name", async ({ folder: own, runs, check }) => {
    const results: Ran[] = [];
    for (const [i, words] of runs.entries()) {
      const args = words
        .split(" ")
        .map((word) => (/^[^-].*\.\w+$/.test(word) ? join(peers, own, word) : word));
      // oxlint-disable-next-line no-await-in-loop -- one after the other: they share this process
      results.push(await analyseToFolder([...args, "--store", empty], join(folder, `${own}-${i}`)));
    }
    expect(results).toHaveLength(runs.length);
    check(results);
  });
});
