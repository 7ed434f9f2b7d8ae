/**
 * The assembly, from evidence in the header (VCF-32), and the state of its mitochondrial contig (VCF-31). Never
 * guessed from positions.
 */
import type { Assembly } from "../core/assembly.ts";
import {
  ANOTHER_BUILD,
  asAssembly,
  buildOfAccession,
  buildOfLength,
  canonicalChrom,
} from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import type { MetaLine } from "./meta.ts";
import type { ContigDefinition, VcfHeader } from "./types.ts";

interface Evidence {
  /** An `Assembly`, or the name of a build that is neither. */
  build: string;
  from: string;
}

/** Names in use for the two assemblies. `b37` and `hs37d5` are GRCh37 with other decoys. */
const NAMES: readonly (readonly [build: string, RegExp])[] = [
  [
    "GRCh37",
    /grch_?37|hg_?19|hs37(?![0-9])|hs37d5|g1k_v37|assembly19|(?<![a-z0-9])b37(?![0-9])|gcf_000001405\.(1[3-9]|2[0-5])(?![0-9])|gca_000001405\.([1-9]|1[0-4])(?![0-9])/i,
  ],
  [
    "GRCh38",
    /grch_?38|hg_?38|hs38|assembly38|(?<![a-z0-9])b38(?![0-9])|gcf_000001405\.(2[6-9]|[34]\d)(?![0-9])|gca_000001405\.(1[5-9]|2\d)(?![0-9])/i,
  ],
];

/** Builds that are refused by name. */
const OTHER_NAMES: typeof NAMES = [
  [
    "T2T-CHM13",
    /chm_?13|(?<![a-z0-9])hs1(?![a-z0-9])|(?<![a-z0-9])t2t(?![a-z0-9])|gc[af]_009914755/i,
  ],
  [
    "NCBI36 (hg18)",
    /ncbi_?(build)?_?36|hg_?18(?![0-9])|g1k_v36|assembly18|(?<![a-z0-9])b36(?![0-9])/i,
  ],
  ["NCBI35 (hg17)", /ncbi_?(build)?_?35|hg_?17(?![0-9])/i],
  ["GRCm38 (mouse)", /grcm_?38|(?<![a-z0-9])mm10(?![0-9])/i],
  ["GRCm39 (mouse)", /grcm_?39|(?<![a-z0-9])mm39(?![0-9])/i],
  [
    "another species",
    /ncbim_?3\d|(?<![a-z0-9])mm9(?![0-9])|rnor_?\d|mratbn|grcr8|(?<![a-z0-9])rn[4-8](?![0-9])|can_?fam|ros_cfam|grcz_?\d|danrer|sscrofa|ars-ucd|mmul_|rhemac|pan_?tro/i,
  ],
];

function buildOfText(text: string): string | null {
  const found = [...NAMES, ...OTHER_NAMES].filter(([, pattern]) => pattern.test(text));
  return found.length === 1 ? (found[0]?.[0] ?? null) : null;
}

/** The one assembly that a text names; null when it names none, several or another build. */
export function assemblyOfText(text: string): Assembly | null {
  return asAssembly(buildOfText(text));
}

/**
 * Assembly and what it was read from. Contigs (length, accession), `##reference` and VEP's `assembly=`
 * must agree, else E_ASSEMBLY; other header text is asked only when these say nothing.
 * @throws ToolError E_ASSEMBLY also where they agree on a build that is neither GRCh37 nor GRCh38
 */
export function assemblyFrom(
  meta: readonly MetaLine[],
  contigs: readonly ContigDefinition[],
  path: string,
): { assembly: Assembly | null; evidence: string[] } {
  const strong = [...contigEvidence(contigs), ...textEvidence(meta)];
  const evidence = strong.length > 0 ? strong : looseEvidence(meta);
  const first = evidence[0];
  const other = evidence.find((e) => e.build !== first?.build);
  if (first !== undefined && other !== undefined && strong.length > 0)
    throw new ToolError(
      "E_ASSEMBLY",
      `the header names two assemblies: ${first.build} (${first.from}) and ${other.build} (${other.from})`,
      { path, hint: "Correct the header (`bcftools reheader`); the assembly is never guessed." },
    );
  const assembly = other === undefined ? asAssembly(first?.build ?? null) : null;
  if (first !== undefined && other === undefined && assembly === null)
    throw new ToolError(
      "E_ASSEMBLY",
      first.build === ANOTHER_BUILD
        ? `the file is for neither GRCh37 nor GRCh38 (${first.from})`
        : `the file is for ${first.build}, not for GRCh37 or GRCh38 (${first.from})`,
      {
        path,
        hint: "Call the variants on GRCh37 or GRCh38, or lift them over; if the header is wrong, correct it (bcftools reheader).",
      },
    );
  return { assembly, evidence: evidence.map((e) => `${e.build}: ${e.from}`) };
}

/** At most one piece of evidence per build and kind: a header has dozens of contigs. */
function contigEvidence(contigs: readonly ContigDefinition[]): Evidence[] {
  const found = new Map<string, Evidence>();
  const add = (kind: string, build: string | null, from: string): void => {
    const key = `${kind} ${build}`;
    if (build !== null && !found.has(key)) found.set(key, { build, from });
  };
  const named = contigs.map(({ id, length }) => ({ id, length, chrom: canonicalChrom(id) }));
  // Several chromosomes of one length: no length of a sequence.
  const isShared = (chrom: string, length: number): boolean =>
    named.some((c) => c.length === length && c.chrom !== null && c.chrom !== chrom);
  for (const { id, length, chrom } of named) {
    const build = chrom === null || length === null ? null : buildOfLength(chrom, length);
    if (build !== ANOTHER_BUILD || !isShared(chrom ?? "", length ?? 0))
      add("length", build, `contig ${id}, length ${length}`);
    add("accession", buildOfAccession(id), `contig ${id}`);
  }
  return [...found.values()];
}

function textEvidence(meta: readonly MetaLine[]): Evidence[] {
  return meta.flatMap(({ key, value }): Evidence[] => {
    if (key !== "reference" && key !== "VEP") return [];
    const isVep = key === "VEP";
    const text = isVep ? (/\bassembly="?([^"\s]+)/.exec(value)?.[1] ?? "") : value;
    const build = buildOfText(text);
    const from = `${isVep ? "VEP assembly" : "##reference"}=${text}`;
    return build === null ? [] : [{ build, from }];
  });
}

/** Command lines and the like: weak, as a lifted file keeps those of its past. */
function looseEvidence(meta: readonly MetaLine[]): Evidence[] {
  const found = new Map<string, Evidence>();
  for (const { key, value } of meta) {
    const isContig = key === "contig";
    const text = isContig ? (/assembly=([^,>]*)/.exec(value)?.[1] ?? "") : value;
    for (const [build, pattern] of isContig ? [...NAMES, ...OTHER_NAMES] : NAMES)
      if (!found.has(build) && pattern.test(text))
        found.set(build, { build, from: `text of ##${key}` });
  }
  return [...found.values()];
}

/** UCSC's hg19 chrM (16,571 bases) is another sequence than the rCRS (VCF-31), which it has beside it as chrMT. */
export function mitochondrionOf(
  contigs: readonly ContigDefinition[],
  assembly: Assembly | null,
): VcfHeader["mitochondrion"] {
  const lengths = contigs.flatMap(({ id, length }) =>
    canonicalChrom(id) === "MT" && length !== null ? length : [],
  );
  if (lengths.length > 0) return lengths.every((length) => length === RCRS) ? "rcrs" : "not_rcrs";
  return assembly === "GRCh38" ? "rcrs" : "unverified";
}

/** The same of one contig, which may be the rCRS beside another that is not. */
export function mitochondrionAt(
  { contigs, mitochondrion }: Pick<VcfHeader, "contigs" | "mitochondrion">,
  contig: string,
): VcfHeader["mitochondrion"] {
  if (mitochondrion !== "not_rcrs") return mitochondrion;
  return contigs.some(({ id, length }) => id === contig && length === RCRS) ? "rcrs" : "not_rcrs";
}

const RCRS = 16_569;
