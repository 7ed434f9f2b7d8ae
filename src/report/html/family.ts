/** Who: the pedigree, and the same as a table. */
import type { ReportDocument } from "../json.ts";
import { h, type Markup, NOTHING } from "./markup.ts";
import { pedigreeMarkup } from "./pedigree.ts";

export function familyMarkup({ family, proband }: ReportDocument): Markup {
  const rows = family.people.map(
    (person) =>
      h`<tr><th scope="row">${person.id}${person.sequenced ? NOTHING : h`<br><span class="fine">not sequenced</span>`}</th><td>${role(person.id, family.people, proband)}</td><td>${person.sex}</td><td>${person.affection}</td></tr>`,
  );
  return h`<section class="panel" id="family"><h2>Family ${family.id}</h2><div class="scroll" tabindex="0" role="group" aria-label="Pedigree drawing">${pedigreeMarkup(family, proband)}</div><p class="key">Square: man; circle: woman; diamond: not stated; filled: affected; ? not known; arrow P: proband; double line: related partners (NSGC 2022). Drawn from the sex in the pedigree file; gender is not recorded.</p><div class="scroll" tabindex="0" role="group" aria-label="Family table"><table class="plain"><caption class="hidden">People of the family</caption><thead><tr><th scope="col">Person</th><th scope="col">Relation</th><th scope="col">Sex</th><th scope="col">Condition</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

type People = ReportDocument["family"]["people"];

/** As the pedigree states it. */
function role(id: string, people: People, proband: string): string {
  if (id === proband) return "proband";
  const child = people.find((p) => p.id === proband);
  const person = people.find((p) => p.id === id);
  if (child === undefined || person === undefined) return "";
  if (child.father === id) return "father";
  if (child.mother === id) return "mother";
  if (person.father === proband || person.mother === proband) return "child";
  const shared = [
    person.father !== null && person.father === child.father,
    person.mother !== null && person.mother === child.mother,
  ].filter(Boolean).length;
  if (shared === 2) return "sibling";
  if (shared === 1) return "half sibling";
  const parents = people.filter((p) => p.id === child.father || p.id === child.mother);
  if (parents.some((p) => p.father === id || p.mother === id)) return "grandparent";
  return "relative";
}
