/** Coordinates, with the build beside them, and the addresses that are made of checked parts alone. */
import type { Allele } from "../../core/allele.ts";
import type { Assembly } from "../../core/assembly.ts";
import { h, type Markup, NOTHING } from "./markup.ts";

/** Longer alleles are shown by their beginning and their length. */
const SHOWN_BASES = 18;

function alleleText(bases: string): string {
  return bases.length <= SHOWN_BASES
    ? bases
    : `${bases.slice(0, SHOWN_BASES)}… (${bases.length} bases)`;
}

/** `GRCh38 15:92953872 C>T`; positions are 1-based. */
export function siteText({ chrom, pos, ref, alt }: Allele, assembly: Assembly): string {
  return `${assembly} ${chrom}:${pos} ${alleleText(ref)}>${alleleText(alt)}`;
}

export function siteMarkup(site: Allele, assembly: Assembly): Markup {
  const { chrom, pos, ref, alt } = site;
  return h`<span class="site"><b class="build">${assembly}</b> ${chrom}:${pos} ${alleleText(ref)}&gt;${alleleText(alt)}</span>`;
}

/** `chrom:pos:ref:alt`, as models name their alleles. */
export function siteOfKey(key: string): Allele | null {
  const [, chrom = "", pos = "", ref = "", alt = ""] =
    /^([^:]+):(\d+):([^:]+):([^:]+)$/.exec(key) ?? [];
  return chrom === "" ? null : { chrom, pos: Number(pos), ref, alt };
}

/** `15:92953872:C:T`, as models, warnings and events name an allele. */
const KEY = /(?<![\w:])(?:\d{1,2}|X|Y|MT):\d+:[ACGTN*]+:[ACGTN*]+(?![\w:])/g;

/** A sentence that names alleles by their keys: beside every coordinate stands its build. */
export function withBuild(text: string, assembly: Assembly): string {
  return text.replaceAll(KEY, (key) => {
    const site = siteOfKey(key);
    return site === null ? key : siteText(site, assembly);
  });
}

const CHROM = /^(?:[1-9]|1\d|2[0-2]|X|Y|MT)$/;
const BASES = /^[ACGT]{1,60}$/;
const SYMBOL = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,30}$/;
const ENSEMBL_GENE = /^ENSG\d{11}$/;
const HGNC = /^HGNC:\d{1,6}$/;
const HPO = /^HP:\d{7}$/;
const VARIATION = /^\d{1,10}$/;

interface Linked {
  assembly: Assembly;
  gene: { symbol: string; hgncId: string | null; ensemblId: string | null };
  sites: readonly Allele[];
  /** ClinVar's VariationID; empty: none. */
  variation: string;
}

/** Addresses of one candidate. A part that is not of its form makes no address. */
function addressesOf({ assembly, gene, sites, variation }: Linked): [string, string][] {
  const out: [string, string][] = [];
  const old = assembly === "GRCh37";
  const ensembl = old ? "https://grch37.ensembl.org" : "https://www.ensembl.org";
  for (const site of sites) {
    const { chrom, pos, ref, alt } = site;
    if (!CHROM.test(chrom) || !Number.isSafeInteger(pos) || pos < 1) continue;
    const at = sites.length > 1 ? ` ${assembly} ${chrom}:${pos}` : "";
    out.push([
      at === "" ? `Ensembl ${assembly}` : `Ensembl${at}`,
      `${ensembl}/Homo_sapiens/Location/View?r=${chrom}:${pos}-${pos + ref.length - 1}`,
    ]);
    if (BASES.test(ref) && BASES.test(alt)) {
      const set = chrom === "MT" ? "gnomad_r3" : old ? "gnomad_r2_1" : "gnomad_r4";
      const name = `${chrom === "MT" ? "M" : chrom}-${pos}-${ref}-${alt}`;
      out.push([`gnomAD${at}`, `https://gnomad.broadinstitute.org/variant/${name}?dataset=${set}`]);
    }
  }
  const { symbol, hgncId, ensemblId } = gene;
  if (VARIATION.test(variation))
    out.push(["ClinVar", `https://www.ncbi.nlm.nih.gov/clinvar/variation/${variation}/`]);
  if (ensemblId !== null && ENSEMBL_GENE.test(ensemblId))
    out.push(["Ensembl gene", `${ensembl}/Homo_sapiens/Gene/Summary?g=${ensemblId}`]);
  if (SYMBOL.test(symbol)) {
    if (!VARIATION.test(variation))
      out.push(["ClinVar gene", `https://www.ncbi.nlm.nih.gov/clinvar/?term=${symbol}%5Bgene%5D`]);
    out.push(
      ["PanelApp", `https://panelapp.genomicsengland.co.uk/panels/entities/${symbol}`],
      ["DECIPHER", `https://www.deciphergenomics.org/gene/${symbol}/overview/clinical-info`],
    );
  }
  if (hgncId !== null && HGNC.test(hgncId))
    out.push(["HGNC", `https://www.genenames.org/data/gene-symbol-report/#!/hgnc_id/${hgncId}`]);
  return out;
}

/** @param address of `addressesOf` or `termMarkup` */
function link(text: string, address: string): Markup {
  return h`<a href="${address}" rel="noreferrer noopener" target="_blank">${text}</a>`;
}

/** Nothing where links are off. */
export function linksMarkup(linked: Linked, links: boolean): Markup {
  if (!links) return NOTHING;
  const all = addressesOf(linked).map(([text, address]) => h`<li>${link(text, address)}</li>`);
  return h`<p class="sub">Look up elsewhere (opens a new window; coordinates leave this computer)</p><ul class="links">${all}</ul>`;
}

/** A term of the Human Phenotype Ontology. */
export function termMarkup(term: { id: string; name: string }, links: boolean): Markup {
  const id =
    links && HPO.test(term.id)
      ? link(term.id, `https://hpo.jax.org/browse/term/${term.id}`)
      : h`${term.id}`;
  return h`<span class="term">${term.name} <small>${id}</small></span>`;
}
