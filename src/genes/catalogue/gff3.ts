/** Genes of a GFF3, as Ensembl and RefSeq write it. 1-based inclusive, as in the file. */
import { assemblyOfAccession, type Assembly } from "../../core/assembly.ts";
import { parseEnsemblId, parseHgncId } from "../../core/gene.ts";
import { located, PlacedGenes, type Fault, type GeneReader } from "./tables.ts";

const GENE_TYPES: ReadonlySet<string> = new Set(["gene", "ncRNA_gene", "pseudogene"]);

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `ID=gene:ENSG1;Name=A` as a table; values stay percent-encoded until they are asked for. */
function attributes(text: string): (name: string) => string {
  return (name) => {
    const at = text.startsWith(`${name}=`) ? 0 : text.indexOf(`;${name}=`);
    if (at < 0) return "";
    const start = text.indexOf("=", at) + 1;
    const end = text.indexOf(";", start);
    return decoded(end < 0 ? text.slice(start) : text.slice(start, end));
  };
}

/**
 * Both dialects: Ensembl puts the HGNC id into the description (`[Source:HGNC Symbol;Acc:HGNC:5]`), RefSeq
 * into Dbxref. `##FASTA` ends the features.
 */
export function gff3Reader(fault: Fault): GeneReader {
  const genes = new PlacedGenes();
  const builds = new Set<Assembly>();
  let isRefseq = false;
  let version = "";
  let isOver = false;

  const pragma = (text: string): void => {
    const [name = "", ...rest] = text.replace(/^#+!?/, "").split(/\s+/);
    const value = rest.join(" ");
    if (name === "FASTA") isOver = true;
    if (name === "genome-build" || name === "genome-version") {
      if (/GRCh38|hg38/i.test(value)) builds.add("GRCh38");
      if (/GRCh37|hg19/i.test(value)) builds.add("GRCh37");
    }
    if (name === "processor" && /NCBI/i.test(value)) isRefseq = true;
    if (name === "annotation-source") version = /RS_[\d_]+|\d+\.\d{8}/.exec(value)?.[0] ?? value;
    if (name === "genebuild-last-updated" && version === "") version = value;
  };

  return {
    line(text, number) {
      if (isOver) return;
      if (text.startsWith("#")) {
        pragma(text);
        return;
      }
      // Most lines are exons: the type is looked at before the line is split.
      const second = text.indexOf("\t", text.indexOf("\t") + 1);
      const third = text.indexOf("\t", second + 1);
      if (second < 0 || third < 0) throw fault(`not nine columns: '${text.slice(0, 60)}'`, number);
      if (!GENE_TYPES.has(text.slice(second + 1, third))) return;
      const [contig = "", , , from = "", to = "", , , , rest = ""] = text.split("\t");
      const location = located(contig, from, to);
      const build = assemblyOfAccession(contig);
      if (build !== null) builds.add(build);
      if (location === null) {
        genes.otherContigs += 1;
        return;
      }
      if (location === undefined)
        throw fault(`start and end are not an extent: '${from}', '${to}'`, number);
      const value = attributes(rest);
      const dbxref = value("Dbxref");
      const ensemblId = parseEnsemblId(
        value("gene_id") ||
          value("ID").replace(/^gene:/, "") ||
          /Ensembl:(ENSG\d+)/.exec(dbxref)?.[1] ||
          "",
      );
      const hgnc =
        /HGNC:(?:HGNC:)?(\d+)/.exec(dbxref)?.[1] ??
        /Acc:HGNC:(\d+)/.exec(value("description"))?.[1] ??
        null;
      const hgncId = hgnc === null ? null : parseHgncId(hgnc);
      const ncbiId = /GeneID:(\d+)/.exec(dbxref)?.[1] ?? null;
      const symbol = value("gene") || value("Name") || ensemblId || "";
      if (symbol === "") return;
      const synonyms = value("gene_synonym");
      // The pseudoautosomal genes stand on X and Y; ids tell copies of one symbol apart.
      genes.add(hgncId ?? ensemblId ?? ncbiId ?? symbol, {
        hgncId,
        symbol,
        aliases: synonyms === "" ? [] : synonyms.split(","),
        ensemblId,
        ncbiId,
        location,
      });
    },
    end: () => ({
      source: isRefseq ? "refseq" : "ensembl",
      assembly: builds.size === 1 ? [...builds][0] : undefined,
      version,
      ...genes.end("left out"),
    }),
  };
}
