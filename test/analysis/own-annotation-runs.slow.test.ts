// A file without an annotation, annotated by the run itself: the answer is that of the same file annotated first.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import { annotate } from "../../src/analysis/annotate.ts";
import type { AnnotateOptions } from "../../src/analysis/annotated.ts";
import { explain } from "../../src/analysis/explain.ts";
import { openGeneModels } from "../../src/analysis/lookups/gene-models.ts";
import { DEFAULT_OPTIONS } from "../../src/analysis/options.ts";
import { analyseHere, rowsOf } from "../helpers/analyse.ts";
import { quietIo } from "../helpers/archive.ts";
import { bgzip, gunzip } from "../helpers/bgzip.ts";
import {
  changes,
  GENES,
  gff3Text,
  makeRawWorld,
  rawVcf,
  type RawWorld,
  SEQUENCE,
  withSecondTranscripts,
} from "../helpers/raw-world.ts";
import { tempFolder } from "../helpers/temp.ts";

const folder = tempFolder();
let world: RawWorld;
let annotated = "";

async function annotateTo(to: string | undefined, given: Partial<AnnotateOptions>) {
  const parts: Buffer[] = [];
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      parts.push(Buffer.from(chunk));
      done();
    },
  });
  const options = { ...DEFAULT_OPTIONS, store: world.store, ...given };
  const made = await annotate(options, to ?? stdout, quietIo());
  return { ...made, text: Buffer.concat(parts).toString() };
}

beforeAll(async () => {
  world = await makeRawWorld(folder, changes(400), { text: withSecondTranscripts(gff3Text()) });
  annotated = join(folder, "annotated.vcf.gz");
  await annotateTo(annotated, { vcfs: [world.vcf] });
});

it("exon facts of one run are of one release, which is opened once", async () => {
  const options = { ...DEFAULT_OPTIONS, store: world.store };
  const run = { own: null, options, assembly: "GRCh38" } as const;
  const used = async () => (await openGeneModels(run, []))?.usedFor([])[0];
  const one = await used();
  expect(one?.kind).toBe("transcripts");
  expect(await used()).toBe(one);
});

interface Found {
  candidates: { variants: { pos: number; consequence: { hgvsc: string } }[] }[];
}

const BCSQ =
  '##INFO=<ID=BCSQ,Number=.,Type=String,Description="Local consequence annotation from BCFtools/csq, see http://samtools.github.io/bcftools/howtos/csq-calling.html for details. Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change">';

describe("analyse(raw) is analyse(annotate(raw))", () => {
  const asked = {
    panel: () => ({ panels: [world.panel] }),
    "all genes": () => ({ geneAgnostic: true, partial: true }),
    "genes by name": () => ({ genes: ["MINUS1", "RNA1"] }),
    "beyond the panel": () => ({ panels: [world.panel], beyondPanel: true, partial: true }),
  };
  it.each(Object.entries(asked))("%s: the same bytes", async (_name, options) => {
    for (const format of ["tsv", "json"] as const) {
      const given = { ...options(), ped: world.ped, store: world.store };
      const raw = await analyseHere({ ...given, vcfs: [world.vcf] }, { format });
      const twin = await analyseHere({ ...given, vcfs: [annotated] }, { format });
      expect(raw.text).toBe(twin.text);
      expect(raw.text.length).toBeGreaterThan(5000);
      // Each gene has two transcripts, and both are named.
      if (format === "json") expect(raw.text).toMatch(/"ENST1000000\d\.1:[cn]\.\S+"/);
      expect(raw.log.filter((line) => !line.includes("raw.vcf"))).toEqual(
        twin.log.filter((line) => !line.includes("annotated.vcf")),
      );
    }
  });

  it("genes that no table places lie where the release has them: read by index, and no symbol is doubted", async () => {
    const given = { genes: ["MINUS1", "RNA1"], ped: world.ped, store: world.store };
    const { log } = await analyseHere({ ...given, vcfs: [annotated], scan: "index" });
    expect(log).toContain("info: Ensembl 1: gives coordinates to 2 genes that had none");
    expect(log.join("\n")).not.toContain("no coordinates are known");
    // A gene without a record in it is no slip of the hand.
    const few = join(folder, "few.vcf");
    writeFileSync(few, rawVcf(changes(400).filter(({ pos }) => pos < 2000)));
    const genes = ["PLUS1", "RNA1", "RNA7"];
    const { log: said } = await analyseHere({ ...given, genes, vcfs: [few] });
    expect(said.filter((line) => line.includes("check the symbol"))).toEqual([
      "warn: RNA7: not in the annotation, and no coordinates are known; check the symbol",
    ]);
  });

  it("explain finds by its name what it finds by its place, plain or bgzipped", async () => {
    const given = { ...DEFAULT_OPTIONS, panels: [world.panel], ped: world.ped, store: world.store };
    const { text } = await analyseHere({ ...given, vcfs: [world.vcf] }, { format: "json" });
    const plain = join(folder, "again.vcf");
    writeFileSync(plain, rawVcf(changes(400)));
    const some = (JSON.parse(text) as Found).candidates
      .flatMap(({ variants }) => variants)
      .map(({ pos, consequence }): [string, number] => [consequence.hgvsc, pos])
      .filter(([name]) => name !== "")
      .slice(0, 2);
    expect(some).toHaveLength(2);
    for (const [name, pos] of some) {
      for (const vcf of [world.vcf, plain]) {
        const story = await explain({ ...given, vcfs: [vcf] }, name, quietIo());
        expect(story.variant.split(":")[1]).toBe(String(pos));
      }
      const other = name.replace(/:.*/, ":c.987654A>C");
      await expect(explain({ ...given, vcfs: [world.vcf] }, other, quietIo())).rejects.toThrow(
        `no variant called ${other}`,
      );
    }
  });

  it("explain finds by name what bcftools csq left nameless, and an indel by its g. name", async () => {
    // As bcftools csq would write it: the transcript and no name.
    const text = rawVcf(changes(400), [BCSQ]).replaceAll(
      /\t\.\tGT:AD/g,
      "\tBCSQ=frameshift|PLUS1|ENST00000000|protein_coding|+|5E>5K|1A>T\tGT:AD",
    );
    const [plain, packed] = [join(folder, "bcsq.vcf"), join(folder, "bcsq.vcf.gz")];
    writeFileSync(plain, text);
    writeFileSync(packed, bgzip(text));
    const given = { ...DEFAULT_OPTIONS, panels: [world.panel], ped: world.ped, store: world.store };
    const { text: report } = await analyseHere({ ...given, vcfs: [plain] }, { format: "json" });
    const shown = (JSON.parse(report) as Found).candidates
      .flatMap(({ variants }) => variants)
      .filter(({ consequence }) => consequence.hgvsc !== "");
    expect(shown.length).toBeGreaterThan(2);
    for (const { pos, consequence } of shown.slice(0, 3))
      for (const vcf of [plain, packed]) {
        const story = await explain({ ...given, vcfs: [vcf] }, consequence.hgvsc, quietIo());
        expect(story.variant.split(":")[1]).toBe(String(pos));
      }
    const bare = { ...given, store: undefined, vcfs: [plain] };
    await expect(explain(bare, "PLUS1:c.1A>T", quietIo())).rejects.toMatchObject({
      hint: expect.stringContaining("bcftools csq writes no names") as string,
    });
  });

  it("PV-09: facts of a transcript are not given to an entry without its version, names are", async () => {
    const toldOf = async (transcript: string): Promise<[hasName: boolean, hasFacts: boolean]> => {
      const vcf = join(folder, `${transcript}.vcf`);
      const entry = `BCSQ=stop_gained|PLUS1|${transcript}|protein_coding|+|5E>5*|1A>T`;
      writeFileSync(
        vcf,
        rawVcf(changes(400), [BCSQ]).replaceAll(/\t\.\tGT:AD/g, `\t${entry}\tGT:AD`),
      );
      const given = { panels: [world.panel], ped: world.ped, store: world.store, vcfs: [vcf] };
      const { text } = await analyseHere(given, { format: "json" });
      return [text.includes('"ENST00000000.1:c.'), text.includes('"exonInTranscripts"')];
    };
    expect(await toldOf("ENST00000000.1")).toEqual([true, true]);
    expect(await toldOf("ENST00000000")).toEqual([true, false]);
    expect(await toldOf("ENST00000000.2")).toEqual([false, false]);
  });

  it("a g. name of an indel is moved along the reference as HGVS asks", async () => {
    const at = SEQUENCE.slice(1000).search(/AAA/) + 1001;
    const [pos, ref] = [at - 1, SEQUENCE.slice(at - 2, at)];
    const last = at + (/^A+/.exec(SEQUENCE.slice(at - 1))?.[0].length ?? 0) - 1;
    const vcf = join(folder, "repeat.vcf");
    writeFileSync(vcf, rawVcf([{ pos, ref, alts: [ref.slice(0, 1)] }]));
    const given = { ...DEFAULT_OPTIONS, panels: [world.panel], ped: world.ped, vcfs: [vcf] };
    const name = `NC_000001.11:g.${last}del`;
    for (const known of [
      { store: world.store },
      { store: world.store, reference: world.fasta },
      { transcripts: "none", allowUnannotated: true, reference: world.fasta },
    ])
      expect((await explain({ ...given, ...known }, name, quietIo())).variant).toBe(
        `1:${pos}:${ref}:${ref.slice(0, 1)}`,
      );
  });

  it("where nothing is shown too", async () => {
    const given = { geneAgnostic: true, partial: true, ped: world.ped, store: world.store };
    const path = (name: string): string => join(folder, name);
    writeFileSync(path("far.vcf"), rawVcf([{ pos: 3000, ref: SEQUENCE[2999] ?? "", alts: ["*"] }]));
    await annotateTo(path("far.annotated.vcf"), { vcfs: [path("far.vcf")], allowEmpty: true });
    const [raw, twin] = await Promise.all(
      ["far.vcf", "far.annotated.vcf"].map((name) =>
        analyseHere({ ...given, vcfs: [path(name)], allowEmpty: true }, { format: "json" }),
      ),
    );
    expect(raw?.text).toBe(twin?.text);
    expect(raw?.text).toContain('"transcripts"');
  });

  it("says who spoke, and by which release", async () => {
    const given = { panels: [world.panel], ped: world.ped, store: world.store };
    const { text, log } = await analyseHere({ ...given, vcfs: [world.vcf] }, { format: "json" });
    const report = JSON.parse(text) as { annotator: string; knowledge: { kind: string }[] };
    expect(report.annotator).toBe("panelist, Ensembl 1");
    expect(report.knowledge).toContainEqual(
      expect.objectContaining({ kind: "transcripts", source: "Ensembl", release: "1" }),
    );
    expect(log).toContain(`info: ${world.vcf}: consequences by panelist with Ensembl 1`);
  });

  it("says that no splice predictions were used, unless the file has some", async () => {
    const given = { panels: [world.panel], ped: world.ped, store: world.store };
    const predicted = join(folder, "predicted.vcf");
    const line = '##INFO=<ID=SpliceAI,Number=.,Type=String,Description="SpliceAI">';
    writeFileSync(predicted, rawVcf(changes(400), [line]));
    const saidOf = async (path: string): Promise<boolean> => {
      const { text } = await analyseHere({ ...given, vcfs: [path] }, { format: "json" });
      return text.includes('"splice_predictions"');
    };
    expect(await saidOf(world.vcf)).toBe(true);
    expect(await saidOf(annotated)).toBe(true);
    expect(await saidOf(predicted)).toBe(false);
  });

  it("a GFF3 file that is named gives the same candidates as its release in a store", async () => {
    const given = { panels: [world.panel], ped: world.ped, vcfs: [world.vcf] };
    const stored = await analyseHere({ ...given, store: world.store });
    const named = await analyseHere({
      ...given,
      transcripts: world.gff3,
      reference: world.fasta,
    });
    expect(rowsOf(named.text).map(({ hgvsc, tier }) => `${hgvsc} ${tier}`)).toEqual(
      rowsOf(stored.text).map(({ hgvsc, tier }) => `${hgvsc} ${tier}`),
    );
  });

  it("transcripts that are named count before the file's own annotation", async () => {
    const given = { panels: [world.panel], ped: world.ped, store: world.store };
    const named = await analyseHere({ ...given, vcfs: [annotated], transcripts: "Ensembl@1" });
    const raw = await analyseHere({ ...given, vcfs: [world.vcf] });
    expect(named.text).toBe(raw.text);
    expect(named.log.join("\n")).toContain("instead of the file's INFO/CSQ");
  });
});

describe("facts of a file that annotate made are those of its release", () => {
  const given = () => ({ panels: [world.panel], ped: world.ped });
  /** A store with the first release, and a newer one, in which MINUS1's last exon is in two; the file is of the first. */
  async function twoReleases(name: string): Promise<{ store: string; vcf: string; twin: string }> {
    const at = join(folder, name);
    mkdirSync(at);
    const { store, vcf } = await makeRawWorld(at, changes(200));
    const twin = join(at, "twin.vcf.gz");
    await annotateTo(twin, { vcfs: [vcf], store });
    const newer = GENES.map((gene) =>
      gene.strand > 0
        ? gene
        : {
            ...gene,
            exons: [[4000, 4060], [4100, 4200], ...gene.exons.slice(1)] as typeof gene.exons,
          },
    );
    await makeRawWorld(at, changes(200), { text: gff3Text(newer), release: "2" });
    return { store, vcf, twin };
  }
  const sources = (text: string): string[] =>
    (JSON.parse(text) as { knowledge: { kind: string; release: string }[] }).knowledge
      .filter(({ kind }) => kind === "transcripts")
      .map(({ release }) => release);
  const codes = (text: string): string[] =>
    (JSON.parse(text) as { warnings: { code: string }[] }).warnings.map(({ code }) => code);

  it("which the store has beside a newer one", async () => {
    const { store, vcf, twin } = await twoReleases("two");
    const json = { format: "json" } as const;
    const raw = await analyseHere({ ...given(), store, vcfs: [vcf], transcripts: "1" }, json);
    const annotatedFirst = await analyseHere({ ...given(), store, vcfs: [twin] }, json);
    expect(annotatedFirst.text).toBe(raw.text);
    expect(sources(raw.text)).toEqual(["1"]);
    const newest = await analyseHere({ ...given(), store, vcfs: [vcf] }, json);
    expect(newest.text).not.toBe(raw.text);
  });

  it("a release that events ask too is named once", async () => {
    const at = join(folder, "with-event");
    mkdirSync(at);
    const event = {
      pos: 1250,
      ref: SEQUENCE[1249] ?? "",
      alts: ["<DEL>"],
      info: "SVTYPE=DEL;END=1900",
    };
    const records = [...changes(200), event].sort((a, b) => a.pos - b.pos);
    const { store, vcf } = await makeRawWorld(at, records);
    const twin = join(at, "twin.vcf.gz");
    await annotateTo(twin, { vcfs: [vcf], store });
    for (const path of [vcf, twin]) {
      const { text } = await analyseHere({ ...given(), store, vcfs: [path] }, { format: "json" });
      expect(text).toMatch(/"kind": ?"event"/);
      expect(sources(text)).toEqual(["1"]);
    }
  });

  it("or it is said that it has not", async () => {
    const { twin } = await twoReleases("gone");
    const other = join(folder, "gone-other");
    mkdirSync(other);
    const { store } = await makeRawWorld(other, [], { release: "3" });
    const { text, log } = await analyseHere(
      { ...given(), store, vcfs: [twin] },
      { format: "json" },
    );
    expect(codes(text)).toContain("annotated_by_other");
    expect(log.join("\n")).toContain(
      "warn: the file was annotated with Ensembl 1, which is not in the store: the facts of transcripts (exons, decay) are from Ensembl 3",
    );
    const { text: kept } = await analyseHere(
      { ...given(), store: world.store, vcfs: [annotated] },
      { format: "json" },
    );
    expect(codes(kept)).not.toContain("annotated_by_other");
  });

  it("also where it was a GFF3 file by name", async () => {
    const { store, vcf } = await twoReleases("named");
    const [gff3, fasta] = ["genes.gff3", "genome.fa"].map((name) => join(folder, "named", name));
    const twin = join(folder, "named", "by-file.vcf");
    await annotateTo(twin, { vcfs: [vcf], store, transcripts: gff3, reference: fasta });
    const { text } = await analyseHere({ ...given(), store, vcfs: [twin] }, { format: "json" });
    expect(sources(text)).toEqual(["2"]);
    expect(codes(text)).not.toContain("annotated_by_other");
  });
});

describe("PV-09: facts of a file that another wrote are those of the release that has its transcripts", () => {
  const asked = () => ({ panels: [world.panel], ped: world.ped });
  const json = { format: "json" } as const;
  /** As VEP writes it: without the line that names panelist's release. */
  const asOfVep = (path: string, line?: string): string => {
    const text = gunzip(readFileSync(path)).toString();
    const named = line === undefined ? "" : `${line}\n`;
    const [to, own] = [
      `${path}.${line === undefined ? "" : "named"}.vcf`,
      /##panelist_annotate=.*\n/,
    ];
    const other = text
      .replace(own, named)
      .replace("from panelist, Ensembl 1, in VEP's layout", "from Ensembl VEP");
    writeFileSync(to, other);
    return to;
  };
  const told = async (
    vcf: string,
    store: string,
  ): Promise<{ facts: number; of: string[]; candidates: string }> => {
    const { text } = await analyseHere({ ...asked(), store, vcfs: [vcf] }, json);
    const { knowledge, candidates } = JSON.parse(text) as {
      knowledge: { kind: string; source: string; release: string }[];
      candidates: unknown[];
    };
    const of = knowledge
      .filter(({ kind }) => kind === "transcripts")
      .map(({ source, release }) => `${source} ${release}`);
    const facts = text.split('"exonInTranscripts"').length - 1;
    return { facts, of, candidates: JSON.stringify(candidates) };
  };
  const split = GENES.map((gene) =>
    gene.strand > 0
      ? gene
      : {
          ...gene,
          exons: [[4000, 4060], [4100, 4200], ...gene.exons.slice(1)] as typeof gene.exons,
        },
  );
  /** @param more the text of a later release */
  async function worldWith(name: string, more: readonly (readonly [string, string])[]) {
    const at = join(folder, name);
    mkdirSync(at);
    const records = changes(200);
    const { store, vcf } = await makeRawWorld(at, records);
    const twin = join(at, "twin.vcf.gz");
    await annotateTo(twin, { vcfs: [vcf], store });
    const alone = await told(asOfVep(twin), store);
    expect(alone.facts).toBeGreaterThan(5);
    expect(alone.of).toEqual(["Ensembl 1"]);
    for (const [release, text] of more)
      // oxlint-disable-next-line no-await-in-loop -- one store
      await makeRawWorld(at, records, { text, release });
    return { store, twin, alone };
  }

  it("beside a newer one with other versions", async () => {
    const { store, twin, alone } = await worldWith("versions", [["2", gff3Text(split, 2)]]);
    expect(await told(asOfVep(twin), store)).toEqual(alone);
  });

  it("beside one of a source that comes first", async () => {
    const at = join(folder, "sources");
    mkdirSync(at);
    const refseq = gff3Text()
      .replaceAll("ENST0000000", "NM_00000")
      .replaceAll("ENSP0000000", "NP_00000")
      .replaceAll("transcript:", "rna-")
      .replaceAll(/(transcript_id=NM_\d+);version=1/g, "$1.1");
    const { store, vcf } = await makeRawWorld(at, changes(200), { text: refseq });
    const twin = join(at, "twin.vcf.gz");
    await annotateTo(twin, { vcfs: [vcf], store });
    const file = asOfVep(twin);
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace(
        "from panelist, RefSeq 1, in VEP's layout",
        "from Ensembl VEP",
      ),
    );
    const alone = await told(file, store);
    expect(alone.of).toEqual(["RefSeq 1"]);
    expect(alone.facts).toBeGreaterThan(5);
    await makeRawWorld(at, changes(200), { text: gff3Text(split) });
    expect(await told(file, store)).toEqual(alone);
  });

  it("of two that have them that of VEP's header, else the newest", async () => {
    const { store, twin, alone } = await worldWith("of-header", [["2", gff3Text(split)]]);
    const vep =
      '##VEP="v1" time="2026-01-01" cache="x" ensembl=1.1234567 ensembl-io=1.7 assembly="GRCh38.p14" gencode="GENCODE 39"';
    expect(await told(asOfVep(twin, vep), store)).toEqual(alone);
    const newest = await told(asOfVep(twin), store);
    expect(newest.of[0]).toBe("Ensembl 2");
  });
});

describe("what is missing is said", () => {
  const given = () => ({ panels: [world.panel], ped: world.ped, vcfs: [world.vcf] });

  it("no transcripts: the command that brings them is named", async () => {
    await expect(analyseHere(given())).rejects.toMatchObject({
      code: "E_ANNOTATION",
      hint: expect.stringContaining("panelist knowledge import transcripts"),
    });
    await expect(
      analyseHere({ ...given(), store: world.store, transcripts: "none" }),
    ).rejects.toMatchObject({
      code: "E_ANNOTATION",
      hint: expect.stringContaining("Leave out --transcripts none."),
    });
  });

  it("a release that the store does not have, or has of another build", async () => {
    const { store } = world;
    await expect(analyseHere({ ...given(), store, transcripts: "112" })).rejects.toMatchObject({
      code: "E_INPUT_MISSING",
      hint: "It holds: Ensembl@1 (GRCh38).",
    });
    const other = join(folder, "other.vcf");
    writeFileSync(
      other,
      rawVcf(changes(400)).replace("GRCh38", "GRCh37").replace("248956422", "249250621"),
    );
    await expect(
      analyseHere({ ...given(), vcfs: [other], store, transcripts: "1" }),
    ).rejects.toMatchObject({ code: "E_ASSEMBLY", message: expect.stringContaining("GRCh38") });
    await expect(analyseHere({ ...given(), vcfs: [other], store })).rejects.toMatchObject({
      code: "E_ANNOTATION",
    });
  });

  it("a sequence that is another build's: REF tells", async () => {
    const moved = join(folder, "moved.vcf");
    const records = changes(60).map(({ pos, ref, alts }) => ({ pos: pos + 1, ref, alts }));
    writeFileSync(moved, rawVcf(records));
    await expect(
      analyseHere({ ...given(), vcfs: [moved], store: world.store }),
    ).rejects.toMatchObject({
      code: "E_ASSEMBLY",
      message: expect.stringContaining("REF differs from the reference of Ensembl 1"),
    });
  });

  describe("single records whose REF differs", () => {
    /** As `changes`, and so many SNVs in codons of PLUS1 whose REF is another base. */
    function withWrong(count: number, calls: string[], of = 60): string {
      const wrong = Array.from({ length: count }, (_, i) => {
        const pos = 1311 + 3 * i;
        const [ref = "", alt = ""] = [..."ACGT"].filter((base) => base !== SEQUENCE[pos - 1]);
        return { pos, ref, alts: [alt], calls };
      });
      const right = changes(of).filter(({ pos, ref }) => pos + ref.length <= 1311 || pos > 1400);
      const vcf = join(folder, `wrong${count}${calls[0]?.replace("/", "")}.vcf`);
      const records = [...right, ...wrong].sort((a, b) => a.pos - b.pos);
      writeFileSync(vcf, rawVcf(records));
      return vcf;
    }
    const said = (records: number): unknown =>
      expect.stringMatching(
        new RegExp(
          `^warn: REF differs from the reference sequence in ${records} of \\d+ records, e`,
        ),
      );

    it("are kept, flagged and told, with the reference and without", async () => {
      const vcf = withWrong(1, ["0/1", "0/0", "0/0"]);
      const texts: string[] = [];
      for (const more of [{}, { reference: world.fasta }]) {
        const run = await analyseHere({ ...given(), vcfs: [vcf], store: world.store, ...more });
        expect(run.log).toContainEqual(said(1));
        const [row] = rowsOf(run.text).filter(({ pos }) => pos === "1311");
        expect(row).toMatchObject({ consequence: "coding_sequence_variant", tier: "3" });
        expect(row?.["flags"]).toContain("reference_differs");
        expect(row?.["reason"]).toContain("REF differs from the transcripts' sequence");
        texts.push(run.text);
      }
      expect(texts[0]).toBe(texts[1]);
      const twin = join(folder, "wrong.twin.vcf");
      const log: string[] = [];
      const io = {
        ...quietIo(),
        log: { ...quietIo().log, warn: (text: string) => log.push(text) },
      };
      await annotate({ ...DEFAULT_OPTIONS, store: world.store, vcfs: [vcf] }, twin, io);
      expect(log.map((text) => `warn: ${text}`)).toEqual([said(1)]);
      const again = await analyseHere({ ...given(), vcfs: [twin], store: world.store });
      expect(again.text).toBe(texts[0]);
    });

    it("explain says so", async () => {
      const options = { ...DEFAULT_OPTIONS, ...given(), ped: world.ped, store: world.store };
      const vcfs = [withWrong(1, ["0/1", "0/0", "0/0"])];
      const [ref, alt] = [..."ACGT"].filter((base) => base !== SEQUENCE[1310]);
      const story = await explain({ ...options, vcfs }, `1:1311:${ref}:${alt}`, quietIo());
      expect(story).toMatchObject({ dropped: null, answer: { kind: "candidate", tier: 3 } });
      expect(story.checks.find(({ id }) => id === "consequence:PLUS1")?.value).toContain(
        "REF is not what the sequence has there: what it does is not known",
      );
    });

    it.each([
      ["analyse", (vcf: string) => analyseHere({ ...given(), vcfs: [vcf], store: world.store })],
      [
        "explain",
        (vcf: string) =>
          explain(
            { ...DEFAULT_OPTIONS, ...given(), ped: world.ped, store: world.store, vcfs: [vcf] },
            "1:1000",
            quietIo(),
          ),
      ],
      ["annotate", (vcf: string) => annotateTo(join(folder, "many.vcf"), { vcfs: [vcf] })],
    ])("%s: too many stop the run, whoever carries them", async (_name, run) => {
      const fault = {
        code: "E_ASSEMBLY",
        message: expect.stringMatching(
          /REF differs from .* in 11 of \d+ records: [ACGT] at 1:1311/,
        ),
      };
      await expect(run(withWrong(11, ["0/0", "0/1", "0/0"]))).rejects.toMatchObject(fault);
    });

    it("those of people without the variant are counted too", async () => {
      const vcf = withWrong(2, ["0/0", "0/1", "0/0"], 20);
      const { log } = await analyseHere({ ...given(), vcfs: [vcf], store: world.store });
      expect(log).toContainEqual(said(2));
    });
  });

  it("annotate: a sequence that is another build's, and the output is not left behind", async () => {
    const swapped = join(folder, "swapped.vcf");
    const records = changes(60).flatMap(({ pos, ref, alts: [alt = ""] }) =>
      ref.length === 1 && alt.length === 1 ? [{ pos, ref: alt, alts: [ref] }] : [],
    );
    writeFileSync(swapped, rawVcf(records));
    for (const name of ["swapped.out.vcf", "swapped.out.vcf.gz"]) {
      const to = join(folder, name);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(annotateTo(to, { vcfs: [swapped] })).rejects.toMatchObject({
        code: "E_ASSEMBLY",
        message: expect.stringContaining("REF differs from the reference of Ensembl 1"),
      });
      expect([to, `${to}.tbi`].filter((path) => existsSync(path))).toEqual([]);
    }
  });

  it("a reference of another build, by its index", async () => {
    const reference = join(folder, "other.fa");
    writeFileSync(reference, `>1\n${SEQUENCE}\n`);
    writeFileSync(`${reference}.fai`, "1\t249250621\t3\t249250621\t249250622\n");
    const fault = {
      code: "E_ASSEMBLY",
      message: expect.stringContaining("the reference is GRCh37 (1 has 249250621 bases)"),
    };
    const { store } = world;
    await expect(analyseHere({ ...given(), store, reference })).rejects.toMatchObject(fault);
    const to = join(folder, "other.out.vcf");
    await expect(annotateTo(to, { vcfs: [world.vcf], reference })).rejects.toMatchObject(fault);
    expect(existsSync(to)).toBe(false);
  });

  describe("a reference that is not that of the release", () => {
    const written = (name: string, text: string, contig = "1"): string => {
      const path = join(folder, name);
      writeFileSync(path, `>${contig}\n${text}\n`);
      const { length } = text;
      writeFileSync(`${path}.fai`, `${contig}\t${length}\t3\t${length}\t${length + 1}\n`);
      return path;
    };
    const runs: [string, (vcf: string, reference: string) => Promise<unknown>][] = [
      [
        "annotate",
        (vcf, reference) => annotateTo(join(folder, "no.vcf"), { vcfs: [vcf], reference }),
      ],
      [
        "analyse",
        (vcf, reference) => analyseHere({ ...given(), vcfs: [vcf], store: world.store, reference }),
      ],
      [
        "explain",
        (vcf, reference) => {
          const options = { ...DEFAULT_OPTIONS, ...given(), ped: world.ped, store: world.store };
          return explain({ ...options, vcfs: [vcf], reference }, "1:1000", quietIo());
        },
      ],
    ];

    it.each(runs)("%s: its bases are others", async (_name, run) => {
      const shifted = written("shifted.fa", `${SEQUENCE.slice(1)}A`);
      await expect(run(world.vcf, shifted)).rejects.toMatchObject({
        code: "E_ASSEMBLY",
        message: expect.stringMatching(
          /^the reference differs from the sequence of Ensembl 1 in \d places? of|^the reference differs from the sequence of Ensembl 1 in (\d) of \1 places compared: first at 1:\d+$/,
        ),
        place: { path: shifted },
      });
      expect(existsSync(join(folder, "no.vcf"))).toBe(false);
    });

    it.each(runs)("%s: it lacks the chromosome", async (_name, run) => {
      const other = written("of-2.fa", SEQUENCE, "2");
      await expect(run(world.vcf, other)).rejects.toMatchObject({
        code: "E_ASSEMBLY",
        message: expect.stringContaining("the reference lacks chromosome 1, on which Ensembl 1"),
      });
    });

    it("of a file with an annotation too, where a variant is looked up by it", async () => {
      const reference = written("shifted.fa", `${SEQUENCE.slice(1)}A`);
      const options = { ...given(), vcfs: [annotated], store: world.store };
      const [row] = rowsOf((await analyseHere(options)).text);
      const place = `1:${row?.["pos"]}`;
      const asked = { ...DEFAULT_OPTIONS, ...options, ped: world.ped, reference };
      const fault = { code: "E_ASSEMBLY" };
      await expect(analyseHere({ ...options, reference })).rejects.toMatchObject(fault);
      await expect(explain(asked, place, quietIo())).rejects.toMatchObject(fault);
    });

    it("what was not compared is said", async () => {
      const other = written("of-2.fa", SEQUENCE, "2");
      const { log } = await analyseHere({
        ...given(),
        vcfs: [annotated],
        store: world.store,
        reference: other,
      });
      expect(log.join("\n")).toContain("the reference lacks 1 chromosome with variants (1)");
    });
  });

  it("annotate: no record touches a transcript, as of another build, unless that is allowed", async () => {
    const beside = join(folder, "beside.vcf");
    writeFileSync(beside, rawVcf([{ pos: 8500, ref: SEQUENCE.slice(8499, 8500), alts: ["T"] }]));
    const to = join(folder, "beside.out.vcf");
    await expect(annotateTo(to, { vcfs: [beside] })).rejects.toMatchObject({
      code: "E_INCOMPLETE",
      message: "none of 1 record touches a transcript of Ensembl 1",
    });
    expect(existsSync(to)).toBe(false);
    const allowed = await annotateTo(to, { vcfs: [beside], allowEmpty: true });
    expect(allowed).toMatchObject({ records: 1, annotated: 0 });
    writeFileSync(beside, rawVcf([]));
    expect(await annotateTo(to, { vcfs: [beside] })).toMatchObject({ records: 0, annotated: 0 });
  });

  it("all genes without frequencies: the annotated twin is refused as the raw file is", async () => {
    for (const vcf of [world.vcf, annotated]) {
      const asked = analyseHere({
        ...given(),
        store: world.store,
        panels: [],
        geneAgnostic: true,
        vcfs: [vcf],
      });
      await expect(asked, vcf).rejects.toMatchObject({
        code: "E_INCOMPLETE",
        message: expect.stringMatching(/no population frequencies, and all genes/) as string,
      });
    }
  });

  it("a panel gene whose transcripts have lost their coding rows is listed", async () => {
    const text = gff3Text().replaceAll(/^.*\tCDS\t.*ENST00000000.*\n/gm, "");
    const bare = await makeRawWorld(tempFolder(), changes(400), { text });
    const options = { ...given(), vcfs: [bare.vcf], panels: [bare.panel], store: bare.store };
    const { text: json } = await analyseHere(options, { format: "json" });
    const { notAssessed } = JSON.parse(json) as { notAssessed: Record<string, string>[] };
    const listed = notAssessed.filter(({ what }) => what === "gene_without_coding_sequence");
    expect(listed.map(({ subject }) => subject)).toEqual(["PLUS1"]);
  });

  it("a GFF3 file without its sequence: what is wanted is said", async () => {
    const asked = analyseHere({ ...given(), transcripts: world.gff3 });
    await expect(asked).rejects.toMatchObject({
      code: "E_USAGE",
      message: `${world.gff3} is a GFF3 file, which contains no sequence`,
      hint: "Add --reference with the genome that it describes.",
    });
  });

  it("a release without a sequence asks for one, and is as good with it", async () => {
    const bare = join(folder, "bare");
    mkdirSync(bare);
    const { store } = await makeRawWorld(bare, changes(400), { sequence: false });
    await expect(analyseHere({ ...given(), store })).rejects.toMatchObject({
      code: "E_KNOWLEDGE",
      hint: expect.stringContaining("--reference"),
    });
    const baked = await analyseHere({ ...given(), store, reference: world.fasta });
    const usual = await analyseHere({ ...given(), store: world.store, reference: world.fasta });
    expect(baked.text).toBe(usual.text);
  });

  describe("a release without a sequence, and a reference that does not have it all", () => {
    const reference = join(folder, "partly.fa");
    const write = (contig: string, length: number): void => {
      writeFileSync(reference, `>${contig}\n${SEQUENCE.slice(0, length)}\n`);
      const head = contig.length + 2;
      writeFileSync(
        `${reference}.fai`,
        `${contig}\t${length}\t${head}\t${length}\t${length + 1}\n`,
      );
    };
    let store = "";
    beforeAll(async () => {
      const bare = join(folder, "bare-of-two");
      mkdirSync(bare);
      const rna = gff3Text(GENES.filter(({ symbol }) => symbol === "RNA1"))
        .replaceAll("RNA1", "RNA2")
        .replaceAll(/(ENS[GT])0+\d+/g, "$100000099")
        .replaceAll(/^1\t/gm, "2\t")
        .replace(/^#.*\n#.*\n/, "");
      ({ store } = await makeRawWorld(bare, [], { sequence: false, text: gff3Text() + rna }));
    });
    const lacks = (what: string) => ({ code: "E_ASSEMBLY", message: what });

    it("no gene that is asked for lies there: the run goes on", async () => {
      write("1", SEQUENCE.length);
      const run = await analyseHere({ ...given(), store, reference });
      expect(rowsOf(run.text).length).toBeGreaterThan(5);
    });

    it("the chromosome is named, with what lies on it", async () => {
      write("2", SEQUENCE.length);
      const fault = lacks("the reference lacks chromosome 1, on which Ensembl 1 has 3 transcripts");
      await expect(analyseHere({ ...given(), store, reference })).rejects.toMatchObject(fault);
      const to = join(folder, "partly.out.vcf");
      await expect(annotateTo(to, { vcfs: [world.vcf], store, reference })).rejects.toMatchObject(
        fault,
      );
      expect(existsSync(to)).toBe(false);
    });

    it("annotate wants it for every transcript", async () => {
      write("1", SEQUENCE.length);
      await expect(
        annotateTo(undefined, { vcfs: [world.vcf], store, reference }),
      ).rejects.toMatchObject(
        lacks("the reference lacks chromosome 2, on which Ensembl 1 has 1 transcript"),
      );
    });

    it("a chromosome that ends too early", async () => {
      write("1", 6000);
      await expect(analyseHere({ ...given(), store, reference })).rejects.toMatchObject(
        lacks(
          "the reference has 6000 bases of chromosome 1, on which Ensembl 1 has transcripts up to position 7350",
        ),
      );
    });
  });

  it("where the sequence is not known nothing is called synonymous, and nothing is lost", async () => {
    const patchy = join(folder, "patchy");
    mkdirSync(patchy);
    const bases = `${SEQUENCE.slice(0, 1329)}${"N".repeat(21)}${SEQUENCE.slice(1350)}`;
    const records = Array.from({ length: 15 }, (_, i) => {
      const ref = SEQUENCE[1331 + i] ?? "";
      return { pos: 1332 + i, ref, alts: [ref === "A" ? "G" : "A"], calls: ["0/1", "0/0", "0/0"] };
    });
    const { store, vcf } = await makeRawWorld(patchy, records, { bases });
    const twin = join(patchy, "twin.vcf.gz");
    await annotateTo(twin, { vcfs: [vcf], store });
    const raw = await analyseHere({ ...given(), vcfs: [vcf], store });
    const rows = rowsOf(raw.text);
    expect(new Set(rows.map(({ pos }) => pos)).size).toBe(records.length);
    for (const { consequence, flags, tier } of rows)
      expect([consequence, flags?.includes("sequence_missing"), tier]).toEqual([
        "coding_sequence_variant",
        true,
        "3",
      ]);
    expect((await analyseHere({ ...given(), vcfs: [twin], store })).text).toBe(raw.text);
  });
});

describe("annotate", () => {
  const linesOf = (path: string): string[] =>
    gunzip(readFileSync(path))
      .toString()
      .split("\n")
      .filter((line) => line !== "");

  it("leaves all else as it stands, and records outside transcripts altogether", () => {
    const before = gunzip(readFileSync(world.vcf))
      .toString()
      .split("\n")
      .filter((l) => l !== "");
    const after = linesOf(annotated);
    expect(
      after
        .filter((line) => !/^##(?:INFO=<ID=CSQ|panelist_annotate)/.test(line))
        .map((line) => (line.startsWith("#") ? line : line.replace(/\tCSQ=[^\t]*\t/, "\t.\t"))),
    ).toEqual(before);
    const far = before.filter(
      (line) => Number(line.split("\t")[1]) > 2700 && Number(line.split("\t")[1]) < 3900,
    );
    for (const line of far) expect(after).toContain(line);
    expect(far.length).toBeGreaterThan(5);
  });

  it("the same bytes each time, as text on standard output too", async () => {
    const again = join(folder, "again.vcf.gz");
    await annotateTo(again, { vcfs: [world.vcf] });
    expect(readFileSync(again)).toEqual(readFileSync(annotated));
    const {
      text,
      records,
      annotated: touched,
    } = await annotateTo(undefined, { vcfs: [world.vcf] });
    expect(text).toBe(`${linesOf(annotated).join("\n")}\n`);
    expect(records).toBeGreaterThan(touched);
  });

  it("does not overwrite an annotation", async () => {
    await expect(annotateTo(join(folder, "x.vcf.gz"), { vcfs: [annotated] })).rejects.toMatchObject(
      {
        code: "E_ANNOTATION",
        message: "the file is already annotated: INFO/CSQ",
      },
    );
  });

  it("nor one that the header does not declare", async () => {
    const undeclared = join(folder, "undeclared.vcf");
    const to = join(folder, "undeclared.vcf.gz");
    const [first, second] = changes(30);
    if (first === undefined || second === undefined) throw new Error("no records");
    const text = rawVcf([first, { ...second, info: "DP=3;CSQ=A|missense_variant|MODERATE|X" }]);
    writeFileSync(undeclared, text);
    await expect(annotateTo(to, { vcfs: [undeclared] })).rejects.toMatchObject({
      code: "E_ANNOTATION",
      message: "the file is already annotated: INFO/CSQ",
      place: { path: undeclared, line: text.trimEnd().split("\n").length },
    });
    expect(existsSync(to)).toBe(false);
    writeFileSync(undeclared, rawVcf([first, { ...second, info: "XCSQ=A;MY=CSQ" }]));
    expect((await annotateTo(to, { vcfs: [undeclared], allowEmpty: true })).records).toBe(2);
  });

  it("tells where a line is bad or out of order, and leaves no file", async () => {
    const bad = join(folder, "bad.vcf");
    const to = join(folder, "bad.vcf.gz");
    const [first, second] = changes(30);
    if (first === undefined || second === undefined) throw new Error("no changes");
    writeFileSync(
      bad,
      rawVcf([
        { ...first, pos: 2000, ref: SEQUENCE[1999] ?? "" },
        { ...second, pos: 1000 },
      ]),
    );
    await expect(annotateTo(to, { vcfs: [bad] })).rejects.toMatchObject({
      code: "E_VCF_UNSORTED",
      place: { line: 11 },
    });
    writeFileSync(bad, rawVcf([{ ...first, ref: "5" }]));
    await expect(annotateTo(to, { vcfs: [bad] })).rejects.toMatchObject({
      code: "E_VCF_RECORD",
      place: { line: 10 },
    });
    expect(() => readFileSync(to)).toThrow("ENOENT");
    expect(() => readFileSync(`${to}.tbi`)).toThrow("ENOENT");
  });
});
