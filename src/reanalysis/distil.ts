/** Writes what an archive keeps: the original lines as a VCF with index, and the names of their genes. */
import { join } from "node:path";
import { replaceFile } from "../archive/index.ts";
import type { DistilledFile } from "../archive/types.ts";
import { IndexedVcfWriter } from "../io/bgzf/index.ts";
import { alleleKey } from "../core/allele.ts";
import { canonicalChrom } from "../core/assembly.ts";
import { sha256 } from "../core/digest.ts";
import { groupedBy } from "../core/grouped.ts";
import {
  rescuableByChromosome,
  type KnownAlleles,
  settleKept,
  type DistilCriteria,
} from "../scan/index.ts";
import type { KeptLine } from "../scan/types.ts";
import {
  clinvarEvidence,
  decodeRecord,
  minimalAllele,
  transcriptConsequences,
} from "../vcf/index.ts";
import type {
  AnnotationLayout,
  ClinVarEvidence,
  RescuableAlleles,
  VcfHeader,
} from "../vcf/types.ts";

/** One input as it was scanned. */
interface Read {
  header: VcfHeader;
  /** By which its genes are named; undefined: by nothing. */
  layout: AnnotationLayout | undefined;
  kept: readonly KeptLine[];
  /** Lines that events ask for, kept or not. */
  further: ReadonlySet<string>;
}

/** A dataset's lists. */
interface Lists {
  /** One name per line: symbols in upper case, HGNC, Ensembl and NCBI ids of genes with a kept record. */
  names: string;
  /** One allele per line, `chrom:pos:ref:alt` in minimal representation, of canonical chromosomes. */
  alleles: string;
}

interface Written extends Lists {
  /** Paths relative to the folder. */
  files: DistilledFile[];
}

/**
 * One distilled file per input, into an existing folder.
 * @param known what the store can rescue, of any gene
 * @param named genes of the scan's table that the annotation names
 */
export function writeDistilled(
  folder: string,
  inputs: readonly Read[],
  criteria: DistilCriteria,
  known: RescuableAlleles | undefined,
  named: ReadonlySet<number>,
): Written {
  const listed = new KeptNames(known);
  const files = inputs.map(({ header, layout, kept, further }, i): DistilledFile => {
    const name = i === 0 ? "distilled.vcf.gz" : `distilled-${i + 1}.vcf.gz`;
    const lines = withFurther(settleKept(kept, named), further);
    const blocks: Uint8Array[] = [];
    const writer = new IndexedVcfWriter((block) => blocks.push(block), { linear: false });
    for (const line of headerLines(header, criteria)) writer.write(line);
    for (const { line, kind } of lines) {
      writer.write(line);
      if (kind !== "block" && layout !== undefined) listed.add(line, { header, layout });
    }
    const index = writer.finish();
    const bytes = Buffer.concat(blocks);
    replaceFile(join(folder, name), bytes);
    replaceFile(join(folder, `${name}.tbi`), index);
    return { path: name, records: lines.length, bytes: bytes.length, sha256: sha256(bytes) };
  });
  return { files, ...listed.texts() };
}

type Line = Pick<KeptLine, "kind" | "contig" | "pos" | "line">;

/** Each line once, in the order of the file. */
function withFurther(kept: readonly KeptLine[], further: ReadonlySet<string>): readonly Line[] {
  if (further.size === 0) return kept;
  const known = new Set(kept.map(({ line }) => Buffer.from(line).toString("utf8")));
  const others = [...further].flatMap((text): Line[] => {
    const [contig = "", pos = ""] = text.split("\t", 2);
    const line = { kind: "record" as const, contig, pos: Number(pos), line: Buffer.from(text) };
    return known.has(text) ? [] : [line];
  });
  const byContig = groupedBy([...kept, ...others], ({ contig }) => contig);
  return [...byContig.values()].flatMap((lines) => lines.toSorted((a, b) => a.pos - b.pos));
}

/** The original's header, with what was kept said before the line of columns. */
function headerLines({ lines }: VcfHeader, criteria: DistilCriteria): string[] {
  const said = `##panelistDistilled=${JSON.stringify(criteria)}`;
  const columns = lines.findIndex((line) => line.startsWith("#CHROM"));
  return [...lines.slice(0, columns), said, ...lines.slice(columns)];
}

/** Gathers, of kept lines, their alleles and every name of their genes. */
export class KeptNames {
  private readonly names = new Set<string>();
  private readonly alleles: string[] = [];
  private readonly statements: ReadonlyMap<string, KnownAlleles<ClinVarEvidence>>;

  /** @param known what the store can rescue, of any gene: it names genes that no annotation names */
  constructor(known: RescuableAlleles | undefined) {
    this.statements = rescuableByChromosome(known);
  }

  add(line: Uint8Array, { header, layout }: { header: VcfHeader; layout: AnnotationLayout }): void {
    const { names } = this;
    const record = decodeRecord(Buffer.from(line).toString("utf8"), header, { path: header.path });
    record.altKinds.forEach((kind, i) => {
      if (kind !== "seq") return;
      const { pos, ref, alt } = minimalAllele(record, i + 1);
      const chrom = canonicalChrom(record.contig) ?? record.contig;
      this.alleles.push(alleleKey({ chrom, pos, ref, alt }));
      // CV-09: an allele counts for a gene that its statement names, whatever the annotation says.
      const ofFile = header.annotations.find(({ isOwn }) => isOwn !== true);
      const inFile = clinvarEvidence(record, i + 1, header, ofFile);
      const stored = this.statements.get(chrom)?.find(pos, ref, alt) ?? [];
      for (const { genes, ncbiGenes = [] } of inFile === null ? stored : [...stored, inFile])
        for (const name of [...genes, ...ncbiGenes]) if (name !== "") names.add(name.toUpperCase());
      const { entries, pointers } = transcriptConsequences(record, i + 1, layout);
      // The gene of a pointer stands at another record, which may be out of reach (BCSQ-02).
      if (pointers.length > 0) names.add(ANY_GENE);
      for (const { symbol, hgncId, ensemblGene, ncbiGene } of entries)
        for (const name of [symbol.toUpperCase(), hgncId, ensemblGene, ncbiGene])
          if (name !== null && name !== "") names.add(name);
    });
  }

  texts(): Lists {
    return {
      names: `\n${[...this.names].sort().join("\n")}\n`,
      alleles: this.alleles.map((allele) => `${allele}\n`).join(""),
    };
  }
}

/** Stands for genes that the file does not name at the record itself. */
const ANY_GENE = "*";
