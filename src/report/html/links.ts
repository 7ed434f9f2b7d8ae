/** Links for a candidate, made only from validated parts, and correct for its build. */
import type { Allele } from "../../core/allele.ts";
import type { Assembly } from "../../core/assembly.ts";
import { h, type Markup, NOTHING } from "./markup.ts";

const CHROM = /^(?:[1-9]|1\d|2[0-2]|X|Y|MT)$/;
const BASES = /^[ACGT]{1,60}$/;
const SYMBOL = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,30}$/;
const ENSEMBL_GENE = /^ENSG\d{11}$/;
const HGNC = /^HGNC:\d{1,6}$/;
const VARIATION = /^\d{1,10}$/;
const OMIM = /^OMIM:(\d{6})$/;
/** Bases to either side in a browser of reads. */
const AROUND = 40;

interface Linked {
  assembly: Assembly;
  gene: { symbol: string; hgncId: string | null; ensemblId: string | null };
  sites: readonly Allele[];
  /** ClinVar's VariationID; empty: none. */
  variation: string;
  diseases: readonly { diseaseId: string | null }[];
}

type Address = [text: string, address: string];

/** A part that is not of its form makes no address. */
function addressesOf(linked: Linked): Address[] {
  const { assembly, sites, variation } = linked;
  const of = sites.flatMap((site) => {
    const at = sites.length > 1 ? ` ${assembly} ${site.chrom}:${site.pos}` : "";
    return siteAddresses(site, assembly).map(([text, address]): Address => [text + at, address]);
  });
  const clinvar: Address[] = VARIATION.test(variation)
    ? [["ClinVar variant", `https://www.ncbi.nlm.nih.gov/clinvar/variation/${variation}/`]]
    : [];
  return [...of, ...clinvar, ...geneAddresses(linked)];
}

function siteAddresses({ chrom, pos, ref, alt }: Allele, assembly: Assembly): Address[] {
  if (!CHROM.test(chrom) || !Number.isSafeInteger(pos) || pos < 1) return [];
  const old = assembly === "GRCh37";
  const isMitochondrial = chrom === "MT";
  const end = pos + ref.length - 1;
  const db = old ? "hg19" : "hg38";
  // UCSC's hg19 has another sequence under chrM; the rCRS, which coordinates are of, is its chrMT.
  const contig = isMitochondrial ? (old ? "chrMT" : "chrM") : `chr${chrom}`;
  const window = `${Math.max(1, pos - AROUND)}-${end + AROUND}`;
  const out: Address[] = [
    [
      "IGV (on this computer)",
      `http://localhost:60151/goto?locus=${isMitochondrial ? "chrM" : contig}:${window}`,
    ],
    [
      "UCSC",
      `https://genome.ucsc.edu/cgi-bin/hgTracks?db=${db}&position=${contig}%3A${window}&highlight=${db}.${contig}%3A${pos}-${end}`,
    ],
    [
      "Ensembl",
      `https://${old ? "grch37" : "www"}.ensembl.org/Homo_sapiens/Location/View?r=${chrom}:${pos}-${end}`,
    ],
    [
      "ClinVar at this position",
      `https://www.ncbi.nlm.nih.gov/clinvar/?term=${chrom}%5Bchr%5D+AND+${pos}%5Bchrpos${old ? "37" : "38"}%5D`,
    ],
  ];
  if (!BASES.test(ref) || !BASES.test(alt)) return out;
  const dashed = `${isMitochondrial ? "M" : chrom}-${pos}-${ref}-${alt}`;
  const set = isMitochondrial ? "gnomad_r3" : old ? "gnomad_r2_1" : "gnomad_r4";
  out.push(["gnomAD", `https://gnomad.broadinstitute.org/variant/${dashed}?dataset=${set}`]);
  if (isMitochondrial) {
    out.push([
      "MITOMAP",
      `https://mitomap.org/cgi-bin/search_allele?variant=${pos}${ref}%3E${alt}`,
    ]);
    return out;
  }
  out.push([
    "SpliceAI lookup",
    `https://spliceailookup.broadinstitute.org/#variant=${dashed}&hg=${old ? "37" : "38"}`,
  ]);
  // DECIPHER's pages of variants are on GRCh38 alone.
  if (!old)
    out.push(["DECIPHER variant", `https://www.deciphergenomics.org/sequence-variant/${dashed}`]);
  return out;
}

function geneAddresses({ assembly, gene, diseases }: Linked): Address[] {
  const { symbol, hgncId, ensemblId } = gene;
  const ensembl = assembly === "GRCh37" ? "grch37" : "www";
  const omim = [...new Set(diseases.flatMap((d) => OMIM.exec(d.diseaseId ?? "")?.[1] ?? []))];
  const named: Address[] = SYMBOL.test(symbol)
    ? [
        ["OMIM gene", `https://www.omim.org/search?search=${symbol}`],
        ["LOVD", `https://databases.lovd.nl/shared/variants/${symbol}/unique`],
        ["DECIPHER gene", `https://www.deciphergenomics.org/gene/${symbol}/overview/clinical-info`],
        ["PanelApp", `https://panelapp.genomicsengland.co.uk/panels/entities/${symbol}`],
        ["PubMed", `https://pubmed.ncbi.nlm.nih.gov/?term=${symbol}`],
      ]
    : [];
  const byId: Address[] = [];
  if (ensemblId !== null && ENSEMBL_GENE.test(ensemblId))
    byId.push([
      "Ensembl gene",
      `https://${ensembl}.ensembl.org/Homo_sapiens/Gene/Summary?g=${ensemblId}`,
    ]);
  if (hgncId !== null && HGNC.test(hgncId))
    byId.push(["HGNC", `https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/${hgncId}`]);
  const entries = omim.map((id): Address => [`OMIM ${id}`, `https://www.omim.org/entry/${id}`]);
  return [...named, ...byId, ...entries];
}

/** @param address of `addressesOf`, or one that is made like them */
export function link(text: string, address: string): Markup {
  return h`<a href="${address}" rel="noreferrer noopener" target="_blank">${text}</a>`;
}

/** Nothing where links are off. */
export function linksMarkup(linked: Linked, links: boolean): Markup {
  if (!links) return NOTHING;
  const all = addressesOf(linked).map(([text, address]) => h`<li>${link(text, address)}</li>`);
  return h`<p class="sub">Look up elsewhere (opens a new window; except for IGV, coordinates leave this computer)</p><ul class="links">${all}</ul>`;
}
