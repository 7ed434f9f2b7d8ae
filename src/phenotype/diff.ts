/** Differences between two HPO releases: terms, and which terms each gene's diseases show. */
import { counted } from "../core/counted.ts";
import { indexIn, listAt, textOf } from "./csr.ts";
import type { HpoRelease } from "./types.ts";
import { termId } from "./term-id.ts";

interface HpoChange {
  type: "term_added" | "term_gone" | "term_renamed" | "gene_added" | "gene_gone" | "gene_terms";
  /** Term id, or symbol of the gene. */
  subject: string;
  /** Name of a term; terms that a gene lost. */
  old: string | null;
  /** Name of a term; terms that a gene gained. */
  new: string | null;
}

/** Terms by id, then genes by symbol. */
export function diffHpo(old: HpoRelease, newer: HpoRelease): HpoChange[] {
  return [...termChanges(old, newer), ...geneChanges(old, newer)];
}

function termChanges(old: HpoRelease, newer: HpoRelease): HpoChange[] {
  const [before, after] = [old.ontology, newer.ontology];
  const numbers = [...new Set([...before.numbers, ...after.numbers])].sort((a, b) => a - b);
  return numbers.flatMap((number): HpoChange[] => {
    const subject = termId(number);
    const [was, is] = [before, after].map((ontology) => {
      const at = indexIn(ontology.numbers, number);
      return at < 0 ? null : textOf(ontology.names, at);
    });
    if (was === is) return [];
    const type = was === null ? "term_added" : is === null ? "term_gone" : "term_renamed";
    return [{ type, subject, old: was ?? null, new: is ?? null }];
  });
}

function geneChanges(old: HpoRelease, newer: HpoRelease): HpoChange[] {
  const [before, after] = [termsByGene(old), termsByGene(newer)];
  const symbols = [...new Set([...before.keys(), ...after.keys()])].sort();
  return symbols.flatMap((subject): HpoChange[] => {
    const [was, is] = [before.get(subject), after.get(subject)];
    if (was === undefined || is === undefined) {
      const count = (terms: ReadonlySet<number> | undefined): string | null =>
        terms === undefined ? null : counted(terms.size, "term");
      const type = was === undefined ? "gene_added" : "gene_gone";
      return [{ type, subject, old: count(was), new: count(is) }];
    }
    const lost = listed([...was].filter((term) => !is.has(term)));
    const gained = listed([...is].filter((term) => !was.has(term)));
    return lost === null && gained === null
      ? []
      : [{ type: "gene_terms", subject, old: lost, new: gained }];
  });
}

function listed(numbers: number[]): string | null {
  if (numbers.length === 0) return null;
  return numbers
    .sort((a, b) => a - b)
    .map(termId)
    .join(" ");
}

/** HPO numbers of the terms that any disease of the gene shows, by symbol. */
function termsByGene({ genes, profiles, ontology }: HpoRelease): Map<string, Set<number>> {
  return new Map(
    Array.from(genes.numbers, (_, g): [string, Set<number>] => {
      const terms = Array.from(listAt(genes.diseases, g)).flatMap((disease) =>
        Array.from(listAt(profiles.terms, disease), (term) => ontology.numbers[term] ?? 0),
      );
      return [textOf(genes.symbols, g), new Set(terms)];
    }),
  );
}
