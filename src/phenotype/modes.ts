/** Modes of inheritance of diseases, compared with those compatible with a candidate's models (IC-03). */
import { indexIn, listAt, textOf } from "./csr.ts";
import type { HpoRelease } from "./types.ts";

export type ModeClass = "dominant" | "recessive" | "x" | "y" | "mitochondrial";

/** Terms of the ontology whose descendants, and themselves, are of a class; others tell no mode. */
const CLASSES: readonly (readonly [number, ModeClass])[] = [
  [6, "dominant"],
  [7, "recessive"],
  [1417, "x"],
  [1450, "y"],
  [1427, "mitochondrial"],
];

/** True as well where the release tells no mode of the disease: missing is not another. */
export function fitsModes(
  hpo: HpoRelease,
  disease: number,
  classes: ReadonlySet<ModeClass>,
): boolean {
  const own = Array.from(listAt(hpo.diseases.modes, disease)).flatMap((term) =>
    classesOf(hpo, term),
  );
  return own.length === 0 || own.some((one) => classes.has(one));
}

/** As the release words them: `Autosomal dominant inheritance`. */
export function modeNames({ diseases, ontology }: HpoRelease, disease: number): string[] {
  return Array.from(listAt(diseases.modes, disease), (term) => textOf(ontology.names, term));
}

function classesOf({ ontology }: HpoRelease, term: number): ModeClass[] {
  const above = new Set([term]);
  for (const at of above) for (const parent of listAt(ontology.parents, at)) above.add(parent);
  return CLASSES.filter(([number]) => above.has(indexIn(ontology.numbers, number))).map(
    ([, name]) => name,
  );
}
