/** Small VCFs cut out of a larger one and changed as tools and people change them; the same for the same seed. */

/** Numbers in [0, 1) (mulberry32). */
export function seeded(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Vcf {
  header: string[];
  records: string[][];
}

export function parseVcf(text: string): Vcf {
  const lines = text.split(/\r?\n/).filter((line) => line !== "");
  return {
    header: lines.filter((line) => line.startsWith("#")),
    records: lines.filter((line) => !line.startsWith("#")).map((line) => line.split("\t")),
  };
}

export function vcfOf({ header, records }: Vcf, eol = "\n"): string {
  return [...header, ...records.map((cells) => cells.join("\t"))].map((l) => l + eol).join("");
}

/** Gives a file of sites one sample, SAMPLE, that carries the first ALT of every so many records. */
export function withSample({ header, records }: Vcf, every: number): Vcf {
  const head = header.at(-1) ?? "";
  if (head.includes("\tFORMAT\t")) return { header, records };
  return {
    header: [
      ...header.slice(0, -1),
      '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
      `${head}\tFORMAT\tSAMPLE`,
    ],
    records: records.map((cells, i) => [
      ...cells,
      "GT",
      cells[4] === "." || i % every > 0 ? "0/0" : "0/1",
    ]),
  };
}

export interface Mutated {
  text: string;
  /** For the message of a failure. */
  steps: string[];
}

type Random = () => number;
type Step = (cells: string[], random: Random) => string[][];

const TAG = /^(CSQ|ANN|BCSQ)=/;

/** @param proband 0-based sample column */
export function mutated(vcf: Vcf, proband: number, seed: number): Mutated {
  const random = seeded(seed);
  const length = 4 + Math.floor(random() * 12);
  const start = Math.floor(random() * Math.max(1, vcf.records.length - length));
  let records = vcf.records.slice(start, start + length).map((cells) => [...cells]);
  const steps: string[] = [];
  const names = Object.keys(STEPS(proband));
  for (let n = 1 + Math.floor(random() * 4); n > 0; n--) {
    const name = names[Math.floor(random() * names.length)] ?? "";
    const step = STEPS(proband)[name];
    if (step === undefined) continue;
    steps.push(name);
    const share = random();
    records = records.flatMap((cells) => (random() < share ? step([...cells], random) : [cells]));
  }
  records.sort(
    (a, b) => compareContigs(vcf, a[0] ?? "", b[0] ?? "") || Number(a[1]) - Number(b[1]),
  );
  if (random() < 0.15) records = joined(records, proband, steps);
  const eol = random() < 0.15 ? "\r\n" : "\n";
  if (eol !== "\n") steps.push("CRLF");
  return { text: vcfOf({ header: withFilter(vcf.header), records }, eol), steps };
}

function withFilter(header: readonly string[]): string[] {
  return [
    ...header.slice(0, -1),
    '##FILTER=<ID=Made,Description="Made up">',
    ...(header.some((line) => line.startsWith("##INFO=<ID=gnomad_af,"))
      ? []
      : ['##INFO=<ID=gnomad_af,Number=A,Type=Float,Description="gnomAD allele frequency">']),
    ...(header.some((line) => line.startsWith("##INFO=<ID=DP,"))
      ? []
      : ['##INFO=<ID=DP,Number=1,Type=Integer,Description="Depth">']),
    header.at(-1) ?? "",
  ];
}

/** In the order of the file. */
function compareContigs(vcf: Vcf, a: string, b: string): number {
  const order = [...new Set(vcf.records.map(([contig]) => contig ?? ""))];
  return order.indexOf(a) - order.indexOf(b);
}

/** Neighbours of one REF at one place become one record, as `bcftools norm -m +` makes them. */
function joined(records: readonly string[][], proband: number, steps: string[]): string[][] {
  const out: string[][] = [];
  for (const cells of records) {
    const last = out.at(-1);
    if (
      last === undefined ||
      last[0] !== cells[0] ||
      last[1] !== cells[1] ||
      last[3] !== cells[3]
    ) {
      out.push(cells);
      continue;
    }
    if (
      last[4]?.includes(",") === true ||
      cells[4]?.includes(",") === true ||
      last[4] === cells[4]
    ) {
      out.push(cells);
      continue;
    }
    steps.push("join");
    const tag = entriesOf(cells);
    const info = (last[7] ?? "").split(";");
    const at = info.findIndex((part) => TAG.test(part));
    if (at >= 0 && tag !== null) info[at] = `${info[at] ?? ""},${tag.entries.join(",")}`;
    last[7] = info.filter((part) => !/^(AC|AF|CLN)/.test(part)).join(";");
    last[4] = `${last[4] ?? ""},${cells[4] ?? ""}`;
    last.splice(
      8,
      last.length - 8,
      "GT",
      ...last.slice(9).map((_, i) => (i === proband ? "1/2" : "0/1")),
    );
  }
  return out;
}

function entriesOf(
  cells: readonly string[],
): { at: number; name: string; entries: string[] } | null {
  const info = (cells[7] ?? "").split(";");
  const at = info.findIndex((part) => TAG.test(part));
  const match = TAG.exec(info[at] ?? "");
  if (match === null) return null;
  const name = match[1] ?? "";
  return { at, name, entries: (info[at] ?? "").slice(name.length + 1).split(",") };
}

function withEntries(
  cells: string[],
  change: (entry: string[], name: string) => string[],
): string[][] {
  const tag = entriesOf(cells);
  if (tag === null) return [cells];
  const info = (cells[7] ?? "").split(";");
  info[tag.at] =
    `${tag.name}=${tag.entries.map((e) => change(e.split("|"), tag.name).join("|")).join(",")}`;
  return [cells.with(7, info.join(";"))];
}

function withGenotype(cells: string[], proband: number, gt: string): string[][] {
  const at = (cells[8] ?? "").split(":").indexOf("GT");
  if (at < 0) return [cells];
  const values = (cells[9 + proband] ?? "").split(":");
  values[at] = gt;
  return [cells.with(9 + proband, values.join(":"))];
}

function withInfo(cells: string[], part: string): string[][] {
  const info = cells[7] === "." || cells[7] === undefined ? "" : cells[7];
  return [cells.with(7, info === "" ? part : `${part};${info}`)];
}

/** Only of one plain ALT. */
function isPlain(cells: readonly string[]): boolean {
  return /^[ACGT]+$/i.test(cells[4] ?? "") && /^[ACGT]+$/i.test(cells[3] ?? "");
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)] as T;
}

function withoutPerAllele(cells: string[]): string[] {
  const info = (cells[7] ?? "").split(";");
  const kept = info.filter(
    (part) => TAG.test(part) || !part.includes(",") || part.startsWith("CLN"),
  );
  const samples = cells.slice(9).map((text) => text.split(":")[0] ?? ".");
  const gtFirst = (cells[8] ?? "").startsWith("GT");
  const info8 = kept.filter((part) => !/^(AC|AF|MLEAC|MLEAF)=/.test(part)).join(";");
  return [
    ...cells.slice(0, 7),
    info8 === "" ? "." : info8,
    ...(gtFirst ? ["GT", ...samples] : cells.slice(8)),
  ];
}

function STEPS(proband: number): Record<string, Step> {
  const extraAlt =
    (alt: string, first: boolean): Step =>
    (cells) => {
      if (!isPlain(cells) || !(cells[8] ?? "").startsWith("GT")) return [cells];
      const plain = withoutPerAllele(cells);
      plain[4] = first ? `${alt},${cells[4] ?? ""}` : `${cells[4] ?? ""},${alt}`;
      return [first ? plain.map((text, i) => (i > 8 ? text.replaceAll("1", "2") : text)) : plain];
    };
  return {
    star: extraAlt("*", false),
    "star first": extraAlt("*", true),
    "non-ref": extraAlt("<NON_REF>", false),
    // Keeps the entries of both alleles, as a split by hand does.
    "split, entries kept": (cells) => {
      const alts = (cells[4] ?? "").split(",");
      if (alts.length < 2 || !(cells[8] ?? "").startsWith("GT")) return [cells];
      const plain = withoutPerAllele(cells);
      return alts.map((alt, k) =>
        plain.map((text, i) =>
          i === 4
            ? alt
            : i > 8
              ? text.replaceAll(/\d+/g, (n) => (Number(n) === k + 1 ? "1" : "0"))
              : text,
        ),
      );
    },
    // Another base before or behind: the annotator's name of the allele stays.
    "padded in front": (cells) =>
      isPlain(cells) && Number(cells[1]) > 1
        ? [
            cells
              .with(1, String(Number(cells[1]) - 1))
              .with(3, `A${cells[3] ?? ""}`)
              .with(4, `A${cells[4] ?? ""}`),
          ]
        : [cells],
    "padded behind": (cells) =>
      isPlain(cells)
        ? [cells.with(3, `${cells[3] ?? ""}CA`).with(4, `${cells[4] ?? ""}CA`)]
        : [cells],
    trimmed: (cells) => {
      const [ref = "", alt = ""] = [cells[3], cells[4]];
      if (!isPlain(cells) || Math.min(ref.length, alt.length) < 2 || ref[0] !== alt[0])
        return [cells];
      return [
        cells
          .with(1, String(Number(cells[1]) + 1))
          .with(3, ref.slice(1))
          .with(4, alt.slice(1)),
      ];
    },
    "short names": (cells) =>
      withEntries(cells, (e, name) =>
        name === "BCSQ" ? e : e.with(0, (e[0] ?? "").slice(1) || "-"),
      ),
    "whole names": (cells) =>
      isPlain(cells)
        ? withEntries(cells, (e, name) => (name === "BCSQ" ? e : e.with(0, cells[4] ?? "")))
        : [cells],
    "impact emptied": (cells) =>
      withEntries(cells, (e, name) => (name === "BCSQ" || e.length < 3 ? e : e.with(2, ""))),
    "impact a dot": (cells) =>
      withEntries(cells, (e, name) => (name === "BCSQ" || e.length < 3 ? e : e.with(2, "."))),
    "impact lower case": (cells) =>
      withEntries(cells, (e, name) =>
        name === "BCSQ" || e.length < 3 ? e : e.with(2, (e[2] ?? "").toLowerCase()),
      ),
    "term unknown": (cells) =>
      withEntries(cells, (e, name) => (name === "BCSQ" ? e : e.with(1, "made_up_variant"))),
    "gene renamed": (cells) =>
      withEntries(cells, (e, name) => e.with(name === "BCSQ" ? 1 : 3, "MADEUP1")),
    "symbol lower case": (cells) =>
      withEntries(cells, (e, name) => {
        const at = name === "BCSQ" ? 1 : 3;
        return at < e.length ? e.with(at, (e[at] ?? "").toLowerCase()) : e;
      }),
    haploid: (cells) => withGenotype(cells, proband, "1"),
    homozygous: (cells) => withGenotype(cells, proband, "1/1"),
    phased: (cells, random) => withGenotype(cells, proband, pick(random, ["0|1", "1|0", "1|1"])),
    "half call": (cells, random) =>
      withGenotype(cells, proband, pick(random, ["./1", "0/.", "1/."])),
    "no call": (cells, random) => withGenotype(cells, proband, pick(random, ["./.", ".", ".|."])),
    reference: (cells) => withGenotype(cells, proband, "0/0"),
    heterozygous: (cells) => withGenotype(cells, proband, "0/1"),
    "no genotype": (cells) => [[...cells.slice(0, 8), "DP", ...cells.slice(9).map(() => "10")]],
    filtered: (cells, random) => [cells.with(6, pick(random, ["Made", ".", "PASS", "Made"]))],
    common: (cells) =>
      isPlain(cells) && !(cells[7] ?? "").includes("gnomad_af=")
        ? withInfo(cells, "gnomad_af=0.31")
        : [cells],
    rare: (cells) =>
      isPlain(cells) && !(cells[7] ?? "").includes("gnomad_af=")
        ? withInfo(cells, "gnomad_af=0.00001")
        : [cells],
    "key twice": (cells) => [cells.with(7, `DP=9;${cells[7] === "." ? "DP=9" : (cells[7] ?? "")}`)],
    "annotation first": (cells) => {
      const tag = entriesOf(cells);
      if (tag === null) return [cells];
      const info = (cells[7] ?? "").split(";");
      const [own = ""] = info.splice(tag.at, 1);
      return [cells.with(7, [own, ...info].join(";"))];
    },
    "entries reversed": (cells) => {
      const tag = entriesOf(cells);
      if (tag === null) return [cells];
      const info = (cells[7] ?? "").split(";");
      info[tag.at] = `${tag.name}=${tag.entries.toReversed().join(",")}`;
      return [cells.with(7, info.join(";"))];
    },
    "alts reordered": (cells) => {
      const alts = (cells[4] ?? "").split(",");
      if (alts.length !== 2 || !(cells[8] ?? "").startsWith("GT")) return [cells];
      const plain = withoutPerAllele(cells).with(4, alts.toReversed().join(","));
      return [
        plain.map((text, i) =>
          i > 8 ? text.replaceAll(/[12]/g, (n) => (n === "1" ? "2" : "1")) : text,
        ),
      ];
    },
  };
}
