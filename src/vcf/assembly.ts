/**
 * The assembly by the header's evidence (VCF-32) and the state of its mitochondrial contig (VCF-31).
 * Never guessed from positions.
 */
import type { Assembly } from "../core/assembly.ts";
import { assemblyOfAccession, assemblyOfLength, canonicalChrom } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import type { MetaLine } from "./meta.ts";
import type { ContigDefinition, VcfHeader } from "./model.ts";

interface Evidence {
  assembly: Assembly;
  from: string;
}

/** Names in use for the two assemblies. `b37` and `hs37d5` are GRCh37 with other decoys. */
const NAMES: readonly (readonly [Assembly, RegExp])[] = [
  [
    "GRCh37",
    /grch_?37|\bhg_?19\b|hg19|\bb37\b|g1k_v37|hs37d5|assembly19|gcf_000001405\.(1[3-9]|2[0-5])\b/i,
  ],
  ["GRCh38", /grch_?38|hg_?38|\bb38\b|hs38|assembly38|gcf_000001405\.(2[6-9]|[34]\d)\b/i],
];

/** The one assembly that a text names; null when it names none or both. */
export function assemblyOfText(text: string): Assembly | null {
  const found = NAMES.filter(([, pattern]) => pattern.test(text));
  return found.length === 1 ? (found[0]?.[0] ?? null) : null;
}

/**
 * Assembly and what it was read from. Contigs (length, accession, `assembly=`), `##reference` and VEP's
 * `assembly=` must agree, else E_ASSEMBLY; other header text is asked only when these say nothing.
 */
export function assemblyFrom(
  meta: readonly MetaLine[],
  contigs: readonly ContigDefinition[],
  path: string,
): { assembly: Assembly | null; evidence: string[] } {
  const strong = [...contigEvidence(contigs), ...textEvidence(meta)];
  const evidence = strong.length > 0 ? strong : looseEvidence(meta);
  const first = evidence[0];
  const other = evidence.find((e) => e.assembly !== first?.assembly);
  if (first !== undefined && other !== undefined && strong.length > 0)
    throw new ToolError(
      "E_ASSEMBLY",
      `the header names two assemblies: ${first.assembly} (${first.from}) and ${other.assembly} (${other.from})`,
      {
        path,
        hint: "Correct the header (bcftools reheader): the tool does not guess the assembly.",
      },
    );
  return {
    assembly: other === undefined ? (first?.assembly ?? null) : null,
    evidence: evidence.map((e) => `${e.assembly}: ${e.from}`),
  };
}

/** At most one piece of evidence per assembly and kind: a header has dozens of contigs. */
function contigEvidence(contigs: readonly ContigDefinition[]): Evidence[] {
  const found = new Map<string, Evidence>();
  const add = (kind: string, assembly: Assembly | null, from: string): void => {
    const key = `${kind} ${assembly}`;
    if (assembly !== null && !found.has(key)) found.set(key, { assembly, from });
  };
  for (const { id, length } of contigs) {
    const chrom = canonicalChrom(id);
    if (chrom !== null && length !== null)
      add("length", assemblyOfLength(chrom, length), `contig ${id}, length ${length}`);
    add("accession", assemblyOfAccession(id), `contig ${id}`);
  }
  return [...found.values()];
}

function textEvidence(meta: readonly MetaLine[]): Evidence[] {
  const found: Evidence[] = [];
  for (const { key, value } of meta) {
    if (key === "reference") {
      const assembly = assemblyOfText(value);
      if (assembly !== null) found.push({ assembly, from: `##reference=${value}` });
    } else if (key === "VEP") {
      const name = /\bassembly="?([^"\s]+)/.exec(value)?.[1] ?? "";
      const assembly = assemblyOfText(name);
      if (assembly !== null) found.push({ assembly, from: `VEP assembly=${name}` });
    }
  }
  return found;
}

/** Command lines and the like: weak, as a lifted file keeps those of its past. */
function looseEvidence(meta: readonly MetaLine[]): Evidence[] {
  const found = new Map<Assembly, Evidence>();
  for (const { key, value } of meta) {
    const text = key === "contig" ? (/assembly=([^,>]*)/.exec(value)?.[1] ?? "") : value;
    for (const [assembly, pattern] of NAMES)
      if (!found.has(assembly) && pattern.test(text))
        found.set(assembly, { assembly, from: `text of ##${key}` });
  }
  return [...found.values()];
}

/** UCSC's hg19 chrM (16,571 bases) is another sequence than the rCRS (VCF-31). */
export function mitochondrionOf(
  contigs: readonly ContigDefinition[],
  assembly: Assembly | null,
): VcfHeader["mitochondrion"] {
  const contig = contigs.find((c) => canonicalChrom(c.id) === "MT");
  if (contig !== undefined && contig.length !== null)
    return contig.length === 16569 ? "rcrs" : "not_rcrs";
  return assembly === "GRCh38" ? "rcrs" : "unverified";
}
