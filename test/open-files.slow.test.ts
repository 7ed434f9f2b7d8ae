/** Nothing stays open: what a function of the door opened, it closed, also where it fails. */
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import {
  analyse,
  annotate,
  compareAnnotation,
  explain,
  inspect,
  readReport,
  reanalyse,
  type Request,
} from "../src/index.ts";
import { addHere } from "./helpers/archive.ts";
import { bgzip, gunzip } from "./helpers/bgzip.ts";
import { changes, makeRawWorld, type RawWorld } from "./helpers/raw-world.ts";
import { tempFolder } from "./helpers/temp.ts";

const demo = fileURLToPath(new URL("../test-data/demo/", import.meta.url));
const folder = tempFolder();
const family = { ped: join(demo, "trio.ped"), panels: ["epilepsy"], threads: 1 };
const plain = join(folder, "good.vcf");
/** By name; what is wrong with each is in the name. */
const files: string[] = [plain];
let raw: RawWorld;

beforeAll(async () => {
  const text = gunzip(readFileSync(join(demo, "trio.vcf.gz"))).toString("latin1");
  const texts = {
    good: text,
    "no-chromosomes": text.replace(/^#CHROM/m, "#CHROMOSOME"),
    "header-alone": text.slice(0, text.indexOf("\n", text.indexOf("\n#CHROM") + 1) + 1),
    somatic: text.replace("\n#CHROM", "\n##source=Mutect2\n##normal_sample=N\n#CHROM"),
    cut: text.slice(0, text.length - 20),
    "no-vcf": "FAM\tC\tF\tM\t1\t2\n",
    empty: "",
  };
  for (const [name, one] of Object.entries(texts)) {
    const bytes = Buffer.from(one, "latin1");
    writeFileSync(join(folder, `${name}.vcf`), bytes);
    writeFileSync(join(folder, `${name}.gzip.vcf.gz`), gzipSync(bytes));
    writeFileSync(join(folder, `${name}.bgzip.vcf.gz`), bgzip(bytes));
  }
  const whole = gzipSync(Buffer.from(text, "latin1"));
  writeFileSync(join(folder, "truncated.gzip.vcf.gz"), whole.subarray(0, whole.length >> 1));
  const blocks = bgzip(Buffer.from(text, "latin1"));
  writeFileSync(join(folder, "truncated.bgzip.vcf.gz"), blocks.subarray(0, blocks.length >> 1));
  files.splice(0, 1, ...readdirSync(folder).map((name) => join(folder, name)));
  raw = await makeRawWorld(folder, changes(200));
});

/** The files here and in the demo that this process has open; of sequences a few may stay so (io/fasta). */
function open(): string[] {
  return readdirSync("/proc/self/fd").flatMap((fd) => {
    let path = "";
    try {
      path = readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      // The descriptor that the list itself was read by.
    }
    const isOurs = path.startsWith(folder) || path.startsWith(demo);
    return isOurs && path !== raw.fasta ? [path] : [];
  });
}

/** How it ends does not matter here; whether anything stays open does. */
async function leaves(call: () => Promise<{ kind: string }>): Promise<string[]> {
  const before = open();
  const [ended] = await Promise.allSettled([call()]);
  // A stream is closed a turn after it is told to.
  for (let turn = 0; turn < 50 && open().length > before.length; turn++)
    // oxlint-disable-next-line no-await-in-loop -- one turn after the other
    await new Promise((resolve) => setTimeout(resolve, 1));
  const stay = open().slice(before.length);
  return stay.length === 0 ? [] : [`${outcome(ended)}: ${stay.join(", ")}`];
}

function outcome(ended: PromiseSettledResult<{ kind: string }> | undefined): string {
  return ended?.status === "fulfilled" ? ended.value.kind : String(ended?.reason);
}

// Only Linux tells a process what it has open.
describe.skipIf(!existsSync("/proc/self/fd"))("nothing stays open", () => {
  it("the count is awake: a file that is held open is seen", () => {
    const fd = openSync(plain, "r");
    expect(open()).toEqual([plain]);
    closeSync(fd);
    expect(open()).toEqual([]);
  });

  it.each<[string, (vcf: string) => Promise<{ kind: string }>]>([
    ["analyse", (vcf) => analyse({ ...family, vcfs: [vcf] })],
    ["analyse, whole", (vcf) => analyse({ ...family, vcfs: [vcf], scan: "full", digest: "full" })],
    ["analyse, of two", (vcf) => analyse({ ...family, vcfs: [plain, vcf] })],
    ["analyse, as events", (vcf) => analyse({ ...family, vcfs: [plain], events: [{ path: vcf }] })],
    ["explain", (vcf) => explain("2:166054782:G:A", { ...family, vcfs: [vcf] })],
    ["explain, by name", (vcf) => explain("CHD2:c.1C>T", { ...family, vcfs: [vcf] })],
    ["inspect", (vcf) => inspect(vcf)],
    ["inspect with panels", (vcf) => inspect(vcf, { panels: ["epilepsy", "none"] })],
    ["annotate", (vcf) => annotate(vcf, join(folder, "to.vcf.gz"), { store: raw.store })],
    ["compareAnnotation", (vcf) => compareAnnotation(vcf, { store: raw.store })],
    ["readReport", (vcf) => readReport(vcf, { run: vcf })],
  ])("%s: of no file, good or bad", async (_name, call) => {
    const stay: string[] = [];
    // oxlint-disable-next-line no-await-in-loop -- one call's files at a time
    for (const vcf of files) stay.push(...(await leaves(() => call(vcf))));
    expect(stay).toEqual([]);
  });

  it("annotate and its comparison, where they work", async () => {
    const { vcf, store, fasta: reference } = raw;
    const to = join(folder, "annotated.vcf");
    for (const call of [
      () => annotate(vcf, to, { store, reference }),
      () => compareAnnotation(to, { store, reference }),
      () => annotate(to, join(folder, "again.vcf"), { store, reference }),
      () => annotate(vcf, join(folder, "none", "x.vcf"), { store, reference }),
      () =>
        analyse({ vcfs: [vcf], ped: raw.ped, panels: [raw.panel], store, reference, threads: 1 }),
    ])
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(await leaves(call)).toEqual([]);
  });

  it.each<[string, Request]>([
    ["a pedigree that is missing", { ped: "none" }],
    ["a pedigree that is none", { ped: plain }],
    ["a panel that nobody knows", { panels: ["none"] }],
    ["a policy that is missing", { policy: "none" }],
    ["another build", { assembly: "GRCh37" }],
    ["a stated sex that the genotypes refute", { sex: { "": "male" } }],
    ["nobody's sample", { proband: "X" }],
    ["a table of coverage that is missing", { coverage: "none" }],
    ["a scan by an index that is not there", { scan: "index" }],
    ["sources that are missing", { annotate: "none" }],
  ])("analyse stopped by %s", async (_why, asked) => {
    const stay: string[] = [];
    for (const vcf of files.filter((path) => path.includes("good")))
      // oxlint-disable-next-line no-await-in-loop -- as above
      stay.push(...(await leaves(() => analyse({ ...family, vcfs: [vcf], ...asked }))));
    expect(stay).toEqual([]);
  });

  it("a run that is stopped while it reads", async () => {
    for (const vcf of files.filter((path) => path.includes("good"))) {
      let looks = 0;
      const signal = {
        throwIfAborted(): void {
          if (looks++ > 0) throw new Error("enough");
        },
      };
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(await leaves(() => analyse({ ...family, vcfs: [vcf], signal }))).toEqual([]);
    }
  });

  it("reanalyse, of cases that are well and that are damaged", async () => {
    const archive = join(folder, "cases");
    await addHere(archive, "F1", { ...family, vcfs: [plain] });
    await addHere(archive, "F2", { ...family, vcfs: [join(demo, "trio.vcf.gz")] });
    writeFileSync(join(archive, "cases/F2/case.json"), "{");
    expect(await leaves(() => reanalyse(archive, { panelVersions: ["epilepsy@0.1"] }))).toEqual([]);
  });
});
