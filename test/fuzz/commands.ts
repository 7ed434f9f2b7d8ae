/** What is read by whole commands alone: archives, stores, lists of cases. Each input: one changed file. */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { ToolError } from "../../src/core/errors.ts";
import { startLog } from "../../src/archive/log.ts";
import { documentText } from "../../src/archive/files.ts";
import { runInProcess } from "../helpers/run-command.ts";
import type { Target } from "./driver.ts";
import type { Structure } from "./mutate.ts";

const folder = mkdtempSync(join(tmpdir(), "panelist-fuzz-commands-"));
process.on("exit", () => {
  rmSync(folder, { recursive: true, force: true });
});
const at = (...names: string[]): string => join(folder, ...names);
const env = { PANELIST_STORE: at("work", "store"), PANELIST_USER: "test" };
const TRIO = ["test-data/demo/trio.vcf.gz", "--ped", "test-data/demo/trio.ped", "--no-progress"];

/** What a command refuses is an error of its own; a bug ends it with 70. @throws ToolError, Error */
async function ran(...args: string[]): Promise<void> {
  const { status, stderr } = await runInProcess(args, { env });
  if (status === 70 || /\bE_BUG\b/.test(stderr)) throw new Error(`${args.join(" ")}: ${stderr}`);
  if (status !== 0) throw new ToolError("E_ARCHIVE", stderr.slice(0, 200));
}

/** All of them, whatever the first one says. @throws the worst */
async function allOf(commands: readonly string[][]): Promise<void> {
  let refused: unknown;
  for (const args of commands)
    try {
      // oxlint-disable-next-line no-await-in-loop -- one command line at a time in this process
      await ran(...args);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      refused ??= error;
    }
  if (refused !== undefined) throw refused;
}

function filesUnder(root: string): string[] {
  return readdirSync(root)
    .sort()
    .flatMap((name) => {
      const path = join(root, name);
      return statSync(path).isDirectory() ? filesUnder(path) : [path];
    });
}

/** The state that each input begins with. */
async function makeState(): Promise<void> {
  const archive = at("work", "archive");
  await ran("panels", "import", "panels/acmg-sf@3.1.json");
  const facts = at("facts.tsv");
  writeFileSync(facts, "gene_symbol\thgnc_id\tpli\nSCN1A\tHGNC:10585\t1\n");
  await ran("knowledge", "import", "gene-facts", facts, "--name", "toy", "--release", "1");
  await ran("archive", "init", archive);
  await ran("archive", "add", archive, ...TRIO, "--case", "C1", "--panel", "epilepsy", "--partial");
  await ran("archive", "dismiss", archive, "C1", "15:92953872:C:T", "--why", "x");
  await ran("reanalyse", archive, "--panel-version", "epilepsy@0.9");
  cpSync(at("work"), at("sound"), { recursive: true });
}

/**
 * @param isOne which files are changed
 * @param commands what is asked afterwards
 * @param mend makes a changed document's digest fit again, so that what it says is read; of every other input
 */
function ofFiles(
  name: string,
  structure: Structure,
  isOne: (path: string) => boolean,
  commands: readonly string[][],
  mend: (path: string) => void = () => undefined,
): Target {
  const paths = filesUnder(at("sound")).filter((path) => isOne(relative(at("sound"), path)));
  let turn = 0;
  return {
    name,
    structure,
    seeds: () => paths.map((path) => readFileSync(path)),
    async read(bytes, seed) {
      rmSync(at("work"), { recursive: true, force: true });
      cpSync(at("sound"), at("work"), { recursive: true });
      const path = at("work", relative(at("sound"), paths[seed] ?? ""));
      writeFileSync(path, bytes);
      const isChanged = !bytes.equals(readFileSync(paths[seed] ?? ""));
      if (isChanged && turn++ % 2 === 1) mend(path);
      await allOf(commands);
    },
  };
}

/** Digests of the document and of the case's log anew. */
function resealed(path: string): void {
  try {
    const { sha256: _of, ...value } = JSON.parse(readFileSync(path, "utf8")) as { sha256?: string };
    writeFileSync(path, documentText(value));
    const [, caseFolder = ""] = /^(.*\/cases\/[^/]+)\//.exec(path) ?? [];
    if (!existsSync(caseFolder)) return;
    rmSync(join(caseFolder, "log.jsonl"));
    startLog(caseFolder, { date: "2024-01-02T03:04:05.000Z", by: "test", what: "add" });
  } catch {
    // No document any more: it stays as it is.
  }
}

/** Takes some seconds. */
export async function commandTargets(): Promise<readonly Target[]> {
  await makeState();
  const archive = at("work", "archive");
  const ofArchive = [
    ["archive", "list", archive],
    ["archive", "show", archive, "C1"],
    ["archive", "verify", archive],
    ["reanalyse", archive, "--dry-run"],
  ];
  const ofStore = [
    ["knowledge", "list"],
    ["knowledge", "verify"],
    ["panels", "list"],
    ["panels", "show", "acmg-sf"],
    ["regions", "--panel", "acmg-sf", "--assembly", "GRCh38"],
  ];
  const made = at("made");
  const manifest = Buffer.from(
    `case\tvcf\tped\tpanel\nC9\t${process.cwd()}/test-data/demo/trio.vcf.gz\t${process.cwd()}/test-data/demo/trio.ped\tepilepsy\n`,
  );
  return [
    ofFiles(
      "archive, documents",
      "json",
      (path) => /^archive\/.*\.json$/.test(path),
      ofArchive,
      resealed,
    ),
    ofFiles(
      "archive, lines",
      "lines",
      (path) => /^archive\/.*\.(jsonl|ped)$/.test(path),
      ofArchive,
    ),
    ofFiles(
      "archive, kept variants",
      "bytes",
      (path) => /^archive\/.*\.(gz|tbi|bin)$/.test(path),
      ofArchive,
    ),
    ofFiles("store, entries", "json", (path) => /^store\/.*entry\.json$/.test(path), ofStore),
    ofFiles("store, data", "lines", (path) => /^store\/.*data\./.test(path), ofStore),
    {
      name: "list of cases",
      structure: "lines",
      seeds: () => [manifest],
      async read(bytes) {
        rmSync(made, { recursive: true, force: true });
        writeFileSync(at("cases.tsv"), bytes);
        await ran("archive", "init", made);
        await ran("archive", "import", made, at("cases.tsv"), "--partial");
      },
    },
  ];
}
