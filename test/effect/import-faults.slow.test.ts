// What cannot be imported: one error each, with the file, what was found and what to do.
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { buildRelease } from "../../src/effect/import/release.ts";
import { importTranscriptRelease } from "../../src/library/transcripts.ts";
import { type Fasta, openFasta } from "../../src/io/fasta/index.ts";
import { openStore } from "../../src/store/index.ts";
import { runInProcess } from "../helpers/run-command.ts";
import { sharedData } from "../helpers/shared.ts";
import { tempFolder } from "../helpers/temp.ts";
import { ensembl, fasta, imported, row, sequence } from "./gff3.ts";

const folder = tempFolder();
const EXONS: [number, number][] = [
  [1001, 1009],
  [1101, 1109],
];
const CODING: [number, number, number][] = [
  [1004, 1009, 0],
  [1101, 1106, 0],
];
const many = Array.from({ length: 20 }, (_, i) =>
  ensembl({
    id: `ENST${i}`,
    exons: EXONS.map(([s, e]) => [s + 500 * i, e + 500 * i]),
    cds: CODING.map(([s, e, p]) => [s + 500 * i, e + 500 * i, p]),
  }),
);
const genome = sequence(
  20_000,
  ...many.map((_, i) => ({
    exons: EXONS.map(([s, e]): [number, number] => [s + 500 * i, e + 500 * i]),
    mrna: "CCCATGGCTGCTTAACCC",
  })),
);
const options = {
  assembly: null,
  release: null,
  reference: null,
  mane: null,
  allBiotypes: false,
  identify: () => null,
};

describe("another build", () => {
  it("the sequence is shifted: refused by start and stop codons", async () => {
    const found = await imported(folder, many.flat(), { "21": genome });
    expect(found.built.head.sequence?.check).toMatchObject({ complete: 20, starts: 20, stops: 20 });
    await expect(imported(folder, many.flat(), { "21": `ACGTA${genome}` })).rejects.toMatchObject({
      code: "E_ASSEMBLY",
      message: expect.stringContaining(
        "of 20 complete coding transcripts, 0 begin with ATG",
      ) as string,
    });
  });

  it("the sequence ends before the transcripts do", async () => {
    await expect(
      imported(folder, many.flat(), { "21": genome.slice(0, 5000) }),
    ).rejects.toMatchObject({
      code: "E_ASSEMBLY",
      message:
        "the reference has 5000 bases of chromosome 21, on which the file has transcripts up to position 10609",
    });
  });

  it("the file says one build, the asker another", async () => {
    await expect(imported(folder, many.flat(), null, { assembly: "GRCh37" })).rejects.toMatchObject(
      {
        code: "E_ASSEMBLY",
        message: "the file is for GRCh38, but GRCh37 was requested",
      },
    );
  });

  it("nobody says it", async () => {
    await expect(
      imported(folder, many.flat(), null, { head: ["##gff-version 3"] }),
    ).rejects.toMatchObject({
      code: "E_ASSEMBLY",
      hint: "Give --assembly GRCh37 or --assembly GRCh38.",
    });
  });

  it("two are named", async () => {
    const rows = ensembl({ id: "ENST1", exons: EXONS, contig: "NC_000021.8" });
    await expect(imported(folder, rows)).rejects.toThrowError(
      "the file is for GRCh37 and for GRCh38",
    );
  });

  it.each([
    ["its chromosome's length tells", row("region", [1, 48_129_895], "ID=id1"), "GRCh37"],
    [
      "its chromosome's source tells",
      row("chromosome", [1, 20_000], "ID=chromosome:21").replace("\ttest\t", "\tGRCh37\t"),
      "GRCh37",
    ],
    ["a build that is neither", row("chromosome", [1, 45_090_682], "ID=c"), "T2T-CHM13"],
    [
      "an older accession",
      row("region", [1, 9], "ID=c", { contig: "NC_000021.7" }),
      "another build",
    ],
  ])("no line at its head tells, %s", async (_, whole, build) => {
    const rows = [whole, ...ensembl({ id: "ENST1", exons: EXONS })];
    const head = ["##gff-version 3"];
    const asked = imported(folder, rows, null, { head, assembly: "GRCh38" });
    await expect(asked).rejects.toMatchObject({
      code: "E_ASSEMBLY",
      message: expect.stringContaining(`the file is for ${build}`) as string,
    });
  });

  it("a window's length and source tell nothing", async () => {
    const rows = [row("region", [1, 20_000], "ID=r"), ...ensembl({ id: "ENST1", exons: EXONS })];
    const { built } = await imported(folder, rows, null, {
      head: ["##gff-version 3"],
      assembly: "GRCh37",
    });
    expect(built.head.assembly).toBe("GRCh37");
  });

  it("a transcript beyond the chromosome's end", async () => {
    const rows = ensembl({ id: "ENST1", exons: [[47_000_001, 47_000_100]] });
    await expect(imported(folder, rows)).rejects.toThrowError(
      "ENST1.1 ends at 21:47000100, but 21 has only 46709983 bases in GRCh38",
    );
  });

  it("a contig that the sequence does not have", async () => {
    const rows = ensembl({ id: "ENST1", exons: EXONS, contig: "7" });
    await expect(imported(folder, rows, { "21": genome })).rejects.toThrowError(
      "the reference lacks chromosome 7, on which the file has 1 transcript",
    );
  });

  it.skipIf(sharedData === null)(
    "real transcripts against the sequence of another chromosome's place (skipped without the shared data)",
    async () => {
      const data = join(sharedData ?? "", "annotate");
      const gff3 = join(data, "vep109_brca1_GRCh37/GRCh37.BRCA1.refseq.gff3");
      const windows = join(
        sharedData ?? "",
        "vcf/csq_windows/fasta_padded/GRCh38.BRCA1_43000001-43200000.padded.fa.gz",
      );
      const store = openStore(join(folder, "store"));
      const asked = {
        assembly: "GRCh37" as const,
        release: "1",
        mane: null,
        allBiotypes: false,
        allowRemote: false,
        now: new Date(0),
      };
      const right = join(data, "vep109_brca1_GRCh37/GRCh37.chr17_41100001-41300000.padded.fa.gz");
      const { head } = await importTranscriptRelease(store, gff3, { ...asked, reference: right });
      expect(head.sequence?.check).toMatchObject({ complete: 5, starts: 5, stops: 5, unknown: 0 });
      // The window of the other build has no bases there: nothing is checked, and that is said.
      const other = await importTranscriptRelease(store, gff3, { ...asked, reference: windows });
      expect(other.notes.join()).toContain("5 coding transcripts where the reference has no bases");
    },
  );
});

describe("a file that is cut", () => {
  const path = join(folder, "cut.gff3");
  const head = "##gff-version 3\n#!genome-build GRCh38\n";
  const text = `${head}${many.flat().join("\n")}\n`;

  it("within its last transcript", async () => {
    const last = text.lastIndexOf("\texon\t10601");
    writeFileSync(path, text.slice(0, text.lastIndexOf("\n", last) + 1));
    await expect(buildRelease(path, options)).rejects.toMatchObject({
      code: "E_KNOWLEDGE",
      message: "the file ends within ENST19.1: its exons do not reach its ends",
    });
  });

  const cutAfter = async (rows: readonly string[], count: number): Promise<unknown> => {
    writeFileSync(path, `${head}${rows.slice(0, count).join("\n")}\n`);
    return buildRelease(path, { ...options, release: "1" });
  };

  it.each([
    [-5, "the file ends within ENSG19: it has no exons"],
    [-4, "the file ends within ENST19.1: it has no exons"],
    [-2, "the file ends within ENST19.1: it has no coding rows"],
  ])("between two of its lines, the last %i of them", async (count, message) => {
    const rows = many.flat();
    await expect(cutAfter(rows, count)).rejects.toMatchObject({ code: "E_KNOWLEDGE", message });
    await cutAfter(rows, rows.length);
  });

  it("between two lines of a file that is sorted by place, wherever it is", async () => {
    const long = ensembl({
      id: "ENST90",
      exons: [
        [1_001, 1_009],
        [10_701, 10_709],
      ],
    });
    const rows = [...many.flat(), ...long].toSorted(
      (a, b) =>
        Number(a.split("\t")[3]) - Number(b.split("\t")[3]) ||
        (a.split("\t")[2] ?? "").localeCompare(b.split("\t")[2] ?? ""),
    );
    await cutAfter(rows, rows.length);
    for (let count = 1; count < rows.length; count++)
      // oxlint-disable-next-line no-await-in-loop -- one file at a time
      await expect(cutAfter(rows, count), `${count} rows`).rejects.toMatchObject({
        code: "E_KNOWLEDGE",
      });
  });

  it("rows that were chosen from a file lack exons elsewhere too", async () => {
    const rows = many.flatMap((own) => own.slice(0, 2));
    const chosen = [...(many[0] ?? []), ...rows.slice(2)];
    writeFileSync(path, `${head}${chosen.join("\n")}\n`);
    const { notes } = await buildRelease(path, { ...options, release: "1" });
    expect(notes).toEqual(
      expect.arrayContaining([
        "left out: genes and transcripts without exons 19",
        "transcripts only on chromosome 21: expected for part of a release",
      ]),
    );
  });

  describe("at any byte of its last transcript", () => {
    const few = `${head}${many.slice(-3).flat().join("\n")}\n`;
    const from = few.indexOf("\texon\t10501") - 8;
    const cuts = Array.from({ length: few.length - 1 - from }, (_, i) => from + i);
    const told = async (cut: string, reference: Fasta | null): Promise<string> => {
      writeFileSync(path, cut);
      try {
        const { warnings } = await buildRelease(path, { ...options, reference, release: "1" });
        return warnings.find((one) => one.includes("it may be cut")) ?? "nothing";
      } catch (error) {
        return (error as { code: string }).code;
      }
    };

    it.each(["with the sequence", "without it"])(
      "is refused, or said to be perhaps cut, %s",
      async (how) => {
        const reference =
          how === "without it" ? null : await openFasta(fasta(folder, { "21": genome }), false);
        const found = new Map<string, number>();
        for (const at of cuts) {
          const cut = few.slice(0, at);
          // An editor ends what is left with a new line: then only a row that cannot be read tells.
          const ended = cut.split("\n").at(-1)?.split("\t").length === 9 ? [] : [`${cut}\n`];
          for (const one of [cut, ...ended]) {
            // oxlint-disable-next-line no-await-in-loop -- one file at a time
            const answer = await told(one, reference);
            expect(answer, one.slice(-80)).not.toBe("nothing");
            found.set(answer, (found.get(answer) ?? 0) + 1);
          }
        }
        expect(found.get("E_KNOWLEDGE")).toBeGreaterThan(cuts.length);
      },
    );

    it("a file without its last line end alone is whole", async () => {
      expect(await told(text.trimEnd(), null)).toBe("nothing");
      expect(await told(`${text}\n\n`, null)).toBe("nothing");
      expect(await told(`${text.trimEnd()}\n##end`, null)).toBe("nothing");
    });

    it("coding rows that are missing on the minus strand, whichever way they are listed", async () => {
      const minus = many.map((_, i) =>
        ensembl({
          id: `ENST${i}`,
          strand: "-",
          exons: EXONS.map(([s, e]) => [s + 500 * i, e + 500 * i]),
          cds: [
            [1101 + 500 * i, 1106 + 500 * i, 0],
            [1004 + 500 * i, 1009 + 500 * i, 0],
          ],
        }),
      );
      const bases = sequence(
        20_000,
        ...many.map((_, i) => ({
          exons: EXONS.map(([s, e]): [number, number] => [s + 500 * i, e + 500 * i]),
          strand: "-" as const,
          mrna: "CCCATGGCTGCTTAACCC",
        })),
      );
      const reference = await openFasta(fasta(folder, { "21": bases }), false);
      const rows = minus.flat();
      const write = (own: readonly string[]): string => `${head}${own.join("\n")}\n`;
      expect(await told(write(rows), reference)).toBe("nothing");
      expect(await told(write(rows.slice(0, -1)), reference)).toBe("E_KNOWLEDGE");
      const ascending = [...rows.slice(0, -2), ...rows.slice(-2).toReversed()];
      expect(await told(write(ascending), reference)).toBe("nothing");
      expect(await told(write(ascending.slice(0, -1)), reference)).toBe("E_KNOWLEDGE");
      expect(await told(write(rows.slice(0, -1)), null)).toContain("it may be cut");
    });

    it("a transcript that the file calls incomplete is not cut", async () => {
      const last = ensembl({
        id: "ENST99",
        exons: EXONS.map(([s, e]) => [s + 10_000, e + 10_000]),
        cds: [[11_004, 11_009, 0]],
        more: ";tag=cds_end_NF",
      });
      const reference = await openFasta(fasta(folder, { "21": genome }), false);
      expect(await told(`${head}${[...many.flat(), ...last].join("\n")}\n`, reference)).toBe(
        "nothing",
      );
    });
  });

  it("where its parts end with ###, and it does not", async () => {
    writeFileSync(path, `${head}${many.map((rows) => `${rows.join("\n")}\n###`).join("\n")}\n`);
    await buildRelease(path, { ...options, release: "1" });
    writeFileSync(
      path,
      `${head}${many
        .slice(0, 9)
        .map((rows) => rows.join("\n"))
        .join("\n###\n")}\n`,
    );
    await expect(buildRelease(path, options)).rejects.toThrowError(
      "the file does not end with ###",
    );
  });

  it("in its compressed bytes", async () => {
    const zipped = join(folder, "cut.gff3.gz");
    writeFileSync(zipped, gzipSync(text));
    truncateSync(zipped, 500);
    await expect(buildRelease(zipped, options)).rejects.toMatchObject({
      code: expect.stringMatching(/^E_BGZF/) as string,
    });
  });
});

describe("a file that is no GFF3 of transcripts", () => {
  it.each([
    ["text", "hello\nworld\n", /rows cannot be read; first problem: not nine columns: 'hello'/],
    ["empty", "", /no transcripts with exons/],
    ["genes alone", `${row("gene", [1, 9], "ID=gene:A")}\n`, /no transcripts with exons/],
    [
      "other contigs",
      `${ensembl({ id: "ENST1", exons: EXONS, contig: "GL000192.1" }).join("\n")}\n`,
      /no transcripts with exons/,
    ],
    [
      "places that are none",
      `${row("exon", [5, 4], "Parent=a")}\n`,
      /start and end are not a range/,
    ],
    [
      "exons without transcripts",
      `${row("exon", [1, 9], "Parent=a")}\n${many[0]?.join("\n")}\n`,
      /exons of a transcript without a row/,
    ],
  ])("%s", async (_what, text, message) => {
    const path = join(folder, "no.gff3");
    writeFileSync(path, `#!genome-build GRCh38\n${text}`);
    await expect(buildRelease(path, { ...options, release: "1" })).rejects.toThrowError(message);
  });

  it("a line without end", async () => {
    const path = join(folder, "long.gff3");
    writeFileSync(path, `21\ttest\texon\t1\t2\t.\t+\t.\tParent=${"x".repeat(3 << 20)}\n`);
    await expect(buildRelease(path, options)).rejects.toMatchObject({ code: "E_LIMIT" });
  });
});

describe("what is odd and stays usable", () => {
  it("is left out with its number", async () => {
    const odd = [
      ...ensembl({
        id: "ENST90",
        exons: [
          [15_001, 15_009],
          [15_005, 15_019],
        ],
      }),
      row("mRNA", [16_001, 16_009], "ID=transcript:ENST91;Parent=gene:X;biotype=protein_coding", {
        strand: ".",
      }),
      row("exon", [16_001, 16_009], "Parent=transcript:ENST91"),
    ];
    const crowd = Array.from({ length: 300 }, (_, i) =>
      ensembl({ id: `ENST1${String(i).padStart(3, "0")}`, exons: EXONS, contig: "22" }),
    ).flat();
    const { built } = await imported(folder, [...odd, ...crowd]);
    expect(built.notes).toEqual(
      expect.arrayContaining([
        "left out: transcripts with exons that overlap 1",
        "left out: transcripts without a strand 1",
      ]),
    );
  });
});

describe("the command", () => {
  const importing = (...words: string[]): ReturnType<typeof runInProcess> =>
    runInProcess(["knowledge", "import", "transcripts", ...words]);
  it("keeps a release, says what it is, and lists it", async () => {
    const gff3 = join(folder, "Homo_sapiens.GRCh38.112.gff3");
    writeFileSync(gff3, `##gff-version 3\n#!genome-build GRCh38\n${many.flat().join("\n")}\n`);
    const reference = fasta(folder, { "21": genome });
    const store = ["--store", join(folder, "cli-store")];
    const first = await importing(gff3, "--reference", reference, ...store);
    expect(first.stderr).toContain(
      "Ensembl 112 (GRCh38), 20 genes, 20 transcripts, 20 of them coding",
    );
    expect(first.status).toBe(0);
    const again = await importing(gff3, "--reference", reference, ...store);
    expect(again.stderr).toContain("already in the store");
    const listed = await runInProcess([
      "knowledge",
      "list",
      "transcripts",
      "--format",
      "tsv",
      ...store,
    ]);
    expect(listed.stdout).toMatch(/^transcripts\tEnsembl\tGRCh38\t112\tGRCh38\t/m);
    expect((await runInProcess(["knowledge", "verify", ...store])).stdout).toContain(
      "1 entry, all intact",
    );
    const next = join(folder, "Homo_sapiens.GRCh38.113.gff3");
    const rows = many
      .slice(1)
      .flat()
      .map((line) => line.replace("ENST7;version=1", "ENST7;version=2"));
    writeFileSync(next, `##gff-version 3\n#!genome-build GRCh38\n${rows.join("\n")}\n`);
    await importing(next, ...store);
    const words = ["transcripts:Ensembl@112", "transcripts:Ensembl@113"];
    const diff = await runInProcess(["knowledge", "diff", ...words, "--format", "tsv", ...store]);
    expect(diff.stdout.split("\n").slice(1)).toEqual([
      "transcripts\tgene_gone\tENSG0\tENSG0\t.\tENST0.1\t.",
      "transcripts\treported_transcript\tENSG7\tENSG7\t.\tENST7.1\tENST7.2",
      "",
    ]);
  });

  it("another build ends with 65, and keeps nothing", async () => {
    const gff3 = join(folder, "wrong.gff3");
    writeFileSync(gff3, `##gff-version 3\n#!genome-build GRCh38\n${many.flat().join("\n")}\n`);
    const reference = fasta(folder, { "21": `ACGTA${genome}` });
    const store = ["--store", join(folder, "other-store")];
    const ended = await importing(gff3, "--reference", reference, ...store);
    expect(ended.status).toBe(65);
    expect(ended.stderr).toContain("the reference and the transcripts do not match");
    expect((await runInProcess(["knowledge", "list", ...store])).stdout).toContain("empty");
  });
});

describe("protein-coding genes without coding rows", () => {
  it("are warned of, by name", async () => {
    const [first, ...others] = many;
    const bare = others.slice(0, 7).flatMap((rows) => rows.filter((r) => !r.includes("\tCDS\t")));
    const { built } = await imported(folder, [...(first ?? []), ...bare]);
    expect(built.warnings).toEqual([
      "no coding sequence for 7 protein-coding genes: ENSG1, ENSG2, ENSG3, ENSG4, ENSG5 and 2 more; without CDS rows, their consequences for the protein are not known",
    ]);
    const rna = ensembl({ id: "ENST9", exons: EXONS, biotype: "lncRNA" });
    expect((await imported(folder, [...(first ?? []), ...rna])).built.warnings).toEqual([]);
  });
});

describe("a name that the store has already", () => {
  const given = (gff3: string, store: string, reference: string | null = null) =>
    importTranscriptRelease(openStore(store), gff3, {
      assembly: null,
      release: "7",
      reference,
      mane: null,
      allBiotypes: false,
      allowRemote: false,
      now: new Date(0),
    });
  const file = (name: string, rows: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, `##gff-version 3\n#!genome-build GRCh38\n${rows.join("\n")}\n`);
    return path;
  };

  it("is refused to another file; the same one may bring its sequence, and not lose it", async () => {
    const store = join(folder, "names");
    const own = file("own.gff3", many.flat());
    await given(own, store);
    expect((await given(own, store)).added).toBe(false);
    await expect(given(file("other.gff3", many.slice(1).flat()), store)).rejects.toMatchObject({
      code: "E_KNOWLEDGE",
      message: "the store already has Ensembl 7 (GRCh38), from another file",
    });
    const whole = await given(own, store, fasta(folder, { "21": genome }));
    expect(whole.notes).toContain("replaces an earlier import of the same file");
    await expect(given(own, store)).rejects.toMatchObject({
      message: "the store already has Ensembl 7 (GRCh38), with its sequence",
    });
  });

  it("a file that is not there is told as that", async () => {
    await expect(given(join(folder, "nosuch.gff3"), join(folder, "n"))).rejects.toMatchObject({
      code: "E_INPUT_MISSING",
      hint: "Check the path, and that the file exists.",
    });
  });
});
