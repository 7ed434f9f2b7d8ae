/** Genes from a GFF3, as written by Ensembl, GENCODE and RefSeq. 1-based inclusive, as in the file. */
import { parseEnsemblId } from "../../core/gene.ts";
import { attributes, Gff3Pragmas, hgncIdOfRow, WHOLE } from "../../io/gff3.ts";
import { located, PlacedGenes, type Fault, type GeneReader } from "./tables.ts";

const GENE_TYPES: ReadonlySet<string> = new Set(["gene", "ncRNA_gene", "pseudogene"]);

/** `##FASTA` ends the features. */
export function gff3Reader(fault: Fault): GeneReader {
  const genes = new PlacedGenes();
  const pragmas = new Gff3Pragmas();
  let isOver = false;
  let lines = 0;

  return {
    line(text, number) {
      lines = number;
      if (isOver) return;
      if (text.startsWith("#")) {
        isOver = text.startsWith("##FASTA");
        pragmas.add(text);
        return;
      }
      // Most lines are exons: the type is looked at before the line is split.
      const second = text.indexOf("\t", text.indexOf("\t") + 1);
      const third = text.indexOf("\t", second + 1);
      if (second < 0 || third < 0) throw fault(`not nine columns: '${text.slice(0, 60)}'`, number);
      const type = text.slice(second + 1, third);
      if (!GENE_TYPES.has(type) && !WHOLE.has(type)) return;
      const [contig = "", source = "", , from = "", to = "", , , , rest = ""] = text.split("\t");
      if (WHOLE.has(type)) {
        pragmas.sawWhole(contig, source, Number(to));
        return;
      }
      const location = located(contig, from, to);
      pragmas.sawContig(contig);
      if (location === null) {
        genes.otherContigs += 1;
        return;
      }
      if (location === undefined)
        throw fault(`start and end are not a range: '${from}', '${to}'`, number);
      const value = attributes(rest);
      const dbxref = value("Dbxref");
      const ensemblId = parseEnsemblId(
        value("gene_id") ||
          value("ID").replace(/^gene:/, "") ||
          /Ensembl:(ENSG\d+)/.exec(dbxref)?.[1] ||
          "",
      );
      const hgncId = hgncIdOfRow(rest);
      const ncbiId = /GeneID:(\d+)/.exec(dbxref)?.[1] ?? null;
      const symbol = value("gene") || value("gene_name") || value("Name") || ensemblId || "";
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
    end() {
      const { assembly, builds, ensembl, isRefseq, release } = pragmas;
      if (assembly === undefined) throw fault(`the file is for ${builds.join(" and for ")}`, lines);
      return {
        source: isRefseq ? "refseq" : "ensembl",
        assembly: assembly ?? undefined,
        version: ensembl || release,
        ...genes.end("left out"),
      };
    },
  };
}
