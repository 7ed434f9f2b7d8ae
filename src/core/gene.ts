/**
 * The identity of a gene. Sources name a gene by other ids and by symbols of other years; this is the one place
 * that says whether two of them mean the same one: HGNC id, Ensembl id, NCBI id, then symbols (DEC-17, DEC-44).
 */

/** Everything that one source says of a gene's name. Genes of panels and of gene tables are of this shape. */
export interface GeneIdentity {
  /** As that source writes it; empty where it gives ids alone. */
  symbol: string;
  /** `HGNC:123`, or null. */
  hgncId: string | null;
  /** Without version; all builds. */
  ensemblIds: readonly string[];
  ncbiId: string | null;
  /** History: previous and alias symbols. None that two genes share (DEC-55). */
  otherSymbols: readonly string[];
}

/** The gene with the ids and the history that the run's knowledge has of it. */
export type Identify = (gene: GeneIdentity) => GeneIdentity;

/**
 * How two names belong together: by an id, by the current symbol, or by a symbol of the gene's history, in
 * falling order of trust. `different`: two genes, whatever their symbols say. `unknown`: nothing connects
 * them and nothing tells them apart, so one may be a newer name of the other.
 */
export type Kinship = "id" | "symbol" | "history" | "unknown" | "different";

/** Symbols are compared without case. Two Ensembl ids may be one gene's (of two builds), two other ids never. */
export function kinship(a: GeneIdentity, b: GeneIdentity): Kinship {
  if (a.hgncId !== null && b.hgncId !== null) return a.hgncId === b.hgncId ? "id" : "different";
  if (haveOneInCommon(a.ensemblIds, b.ensemblIds)) return "id";
  if (a.ncbiId !== null && b.ncbiId !== null) return a.ncbiId === b.ncbiId ? "id" : "different";
  const [one, other] = [a.symbol.toUpperCase(), b.symbol.toUpperCase()];
  if (one !== "" && one === other) return "symbol";
  if (!holds(a.otherSymbols, other) && !holds(b.otherSymbols, one)) return "unknown";
  // Today's symbol of one gene may be yesterday's of another.
  return a.ensemblIds.length > 0 && b.ensemblIds.length > 0 ? "different" : "history";
}

/** Genes have one or two; a file that gives thousands must not take their product. */
function haveOneInCommon(a: readonly string[], b: readonly string[]): boolean {
  if (a.length * b.length < 100) return a.some((id) => b.includes(id));
  const known = new Set(b);
  return a.some((id) => known.has(id));
}

export function sameGene(a: GeneIdentity, b: GeneIdentity): boolean {
  return trustIn(kinship(a, b)) > 0;
}

function trustIn(kin: Kinship): number {
  return kin === "id" ? 3 : kin === "symbol" ? 2 : kin === "history" ? 1 : 0;
}

function holds(symbols: readonly string[], upper: string): boolean {
  return upper !== "" && symbols.some((symbol) => symbol.toUpperCase() === upper);
}

/** Places of those of `genes` that `named` means: the kin that is trusted most. Empty: none is its kin. */
export function genesMeantBy(named: GeneIdentity, genes: readonly GeneIdentity[]): number[] {
  const trust = genes.map((gene) => trustIn(kinship(named, gene)));
  const most = Math.max(0, ...trust);
  return most === 0 ? [] : trust.flatMap((t, i) => (t === most ? [i] : []));
}

/** Every symbol of the gene, upper case, the current one first. */
export function symbolsOf({ symbol, otherSymbols }: GeneIdentity): string[] {
  const all = [symbol, ...otherSymbols].flatMap((s) => (s === "" ? [] : [s.toUpperCase()]));
  return [...new Set(all)];
}

/** A gene known by one word: `MTRFR`, `HGNC:26784`, `ENSG00000130921.11`, and its NCBI id where it is told. */
export function geneOfWord(word: string, ncbiId: string | null = null): GeneIdentity {
  const hgncId = /^HGNC\s*:/i.test(word) ? parseHgncId(word) : null;
  const ensembl = parseEnsemblId(word);
  return {
    symbol: hgncId === null && ensembl === null ? word.trim() : "",
    hgncId,
    ensemblIds: ensembl === null ? [] : [ensembl],
    ncbiId,
    otherSymbols: [],
  };
}

/** What an annotation calls a gene. */
export interface Annotated {
  symbol: string;
  hgncId: string | null;
  ensemblGene: string | null;
  ncbiGene: string | null;
}

/** The gene as an annotation names it, with what a table knows of it. */
export function annotatedGene(names: Annotated, known?: GeneIdentity | null): GeneIdentity {
  const ids = [names.ensemblGene, ...(known?.ensemblIds ?? [])].filter((id) => id !== null);
  return {
    symbol: names.symbol || (known?.symbol ?? ""),
    hgncId: names.hgncId ?? known?.hgncId ?? null,
    ensemblIds: ids,
    ncbiId: names.ncbiGene ?? known?.ncbiId ?? null,
    otherSymbols: known === undefined || known === null ? [] : symbolsOf(known),
  };
}

/** `HGNC:123` from an id with or without its prefix, in any case, blanks tolerated (DEC-17); null otherwise. */
export function parseHgncId(text: string): string | null {
  const id = /^\s*(?:HGNC\s*:\s*)*(\d+)\s*$/i.exec(text);
  return id === null ? null : `HGNC:${Number(id[1])}`;
}

/** What GENCODE adds to an id: how often it was mapped to GRCh37 (`ENST1.2_3`), a copy on the Y. Ensembl's may end in `_3`. */
const GENCODE_MARK = /^(ENS[GTP]\d+(?:\.\d+(?=_)|(?=_PAR)))(?:_PAR_Y|_\d+)+(?=:|$)/i;

/** An accession, or a name that begins with one, without GENCODE's marks: the id is Ensembl's. */
export function withoutGencodeMark(name: string): string {
  return /^ENS/i.test(name) ? name.replace(GENCODE_MARK, "$1") : name;
}

/** Ensembl id without its version and GENCODE's marks; null when the text is none. */
export function parseEnsemblId(text: string): string | null {
  if (/^ENSG\d+$/.test(text)) return text;
  const id = /^\s*(ENSG\d+)(?:\.\d+)?(?:_PAR_Y|_\d+)*\s*$/i.exec(text);
  return id?.[1]?.toUpperCase() ?? null;
}

/** RefSeq's names of mitochondrial genes, and HGNC's of today after `MT-`. */
const OF_REFSEQ = /^(?:ND[1-6]|ND4L|ATP[68]|RNR[12]|COX[1-3]|CYTB|TRN[ACDEFGHIKLMNPQRSTVWY][12]?)$/;
const OF_HGNC = /^(?:ND[1-6]|ND4L|ATP[68]|RNR[12]|CO[1-3]|CYB|T[ACDEFGHIKLMNPQRSTVWY][12]?)$/;

/**
 * HGNC's symbol of a mitochondrial gene from RefSeq's (`ND4`, `COX1`, `TRNL1`), or an older one (`MTND4`);
 * null for other words. On other chromosomes the same words name other genes: COX1 is PTGS1.
 */
export function mitochondrialSymbol(symbol: string): string | null {
  const upper = symbol.trim().toUpperCase();
  const rest = upper.replace(/^MT-?/, "");
  // Today the symbol of a gene on chromosome 4.
  if (upper === "MTTP") return null;
  if (rest !== upper && OF_HGNC.test(rest)) return `MT-${rest}`;
  if (!OF_REFSEQ.test(rest)) return null;
  return `MT-${rest.replace("COX", "CO").replace("CYTB", "CYB").replace("TRN", "T")}`;
}
