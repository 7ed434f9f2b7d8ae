/** The positions of family members in a drawing: generations as rows, partners side by side. */

export interface Relative {
  id: string;
  father: string | null;
  mother: string | null;
}

interface Couple {
  father: number | null;
  mother: number | null;
  children: number[];
  related: boolean;
}

export interface Layout {
  /** Row of each person, 0 is the oldest generation. */
  generation: number[];
  /** Place in the row, in units of one symbol's width. */
  x: number[];
  /** People by row, from left to right. */
  rows: number[][];
  couples: Couple[];
  width: number;
}

export function layoutOf(people: readonly Relative[]): Layout {
  const at = new Map(people.map((person, i) => [person.id, i]));
  const father = people.map((p) => (p.father === null ? null : (at.get(p.father) ?? null)));
  const mother = people.map((p) => (p.mother === null ? null : (at.get(p.mother) ?? null)));
  const couples = couplesOf(father, mother);
  const generation = generationsOf(people.length, couples);
  const rows = rowsOf(generation, father, mother, couples);
  const x = placesOf(rows, couples, people.length);
  return { generation, x, rows, couples, width: Math.max(0, ...x) + 1 };
}

type Parent = readonly (number | null)[];

function couplesOf(father: Parent, mother: Parent): Couple[] {
  const couples = new Map<string, Couple>();
  const above = (i: number | null): Set<number> => ancestors(i, father, mother);
  father.forEach((dad, child) => {
    const mum = mother[child] ?? null;
    if (dad === null && mum === null) return;
    const key = `${dad ?? ""}/${mum ?? ""}`;
    const known = couples.get(key);
    if (known !== undefined) {
      known.children.push(child);
      return;
    }
    const hers = above(mum);
    const related = [...above(dad)].some((i) => hers.has(i));
    couples.set(key, { father: dad, mother: mum, children: [child], related });
  });
  return [...couples.values()];
}

/** The person and everybody above. */
function ancestors(from: number | null, father: Parent, mother: Parent): Set<number> {
  const seen = new Set<number>();
  const waiting = from === null ? [] : [from];
  for (let i = waiting.pop(); i !== undefined; i = waiting.pop()) {
    if (seen.has(i)) continue;
    seen.add(i);
    for (const parent of [father[i], mother[i]])
      if (typeof parent === "number") waiting.push(parent);
  }
  return seen;
}

/** Children below their parents, partners in one row. Bounded: a family that contradicts itself ends too. */
function generationsOf(people: number, couples: readonly Couple[]): number[] {
  const row = Array.from({ length: people }, () => 0);
  for (let round = 0; round < people; round++) {
    let moved = false;
    const atLeast = (i: number | null, least: number): void => {
      if (i === null || (row[i] ?? 0) >= least) return;
      row[i] = least;
      moved = true;
    };
    for (const couple of couples) {
      const deepest = Math.max(...parents(couple).map((i) => row[i] ?? 0));
      for (const i of parents(couple)) atLeast(i, deepest);
      for (const child of couple.children) atLeast(child, deepest + 1);
    }
    if (!moved) break;
  }
  return row;
}

function parents({ father, mother }: Couple): number[] {
  return [father, mother].filter((i) => i !== null);
}

/** From left to right: whoever comes first brings the partner, then the children's families below. */
function rowsOf(
  generation: readonly number[],
  father: Parent,
  mother: Parent,
  couples: readonly Couple[],
): number[][] {
  const rows: number[][] = Array.from({ length: Math.max(0, ...generation) + 1 }, () => []);
  const placed = new Set<number>();
  const put = (i: number): void => {
    if (placed.has(i)) return;
    placed.add(i);
    rows[generation[i] ?? 0]?.push(i);
  };
  const visit = (i: number): void => {
    if (placed.has(i)) return;
    const own = couples.filter((couple) => couple.father === i || couple.mother === i);
    const partners = own.flatMap((couple) => parents(couple).filter((p) => p !== i));
    // A man stands left of his partner, as is usual; with more partners they stand around.
    const isFather = own.some((couple) => couple.father === i);
    if (!isFather) for (const partner of partners.slice(0, 1)) put(partner);
    put(i);
    for (const partner of partners) put(partner);
    for (const couple of own) for (const child of couple.children) visit(child);
  };
  father.forEach((dad, i) => {
    if (dad === null && (mother[i] ?? null) === null && generation[i] === 0) visit(i);
  });
  father.forEach((_, i) => visit(i));
  return rows;
}

const ROUNDS = 24;

/** Parents over their children, children under their parents, nobody nearer than one width. */
function placesOf(rows: readonly number[][], couples: readonly Couple[], count: number): number[] {
  const x: number[] = Array.from({ length: count }, () => 0);
  for (const row of rows) row.forEach((i, place) => (x[i] = place));
  const mean = (of: readonly number[]): number =>
    of.reduce((sum, i) => sum + (x[i] ?? 0), 0) / Math.max(1, of.length);
  for (let round = 0; round < ROUNDS; round++) {
    const wanted: number[] = [...x];
    for (const couple of couples) {
      const both = parents(couple);
      const shift = mean(couple.children) - mean(both);
      if (round % 2 === 0) for (const i of both) wanted[i] = (x[i] ?? 0) + shift;
      else for (const i of couple.children) wanted[i] = (x[i] ?? 0) - shift;
    }
    for (const row of rows) spaced(row, wanted, x);
  }
  const least = Math.min(...x);
  return x.map((value) => Math.round((value - least) * 1000) / 1000);
}

/** Nearest places to those wanted, in the row's order and one apart (pool adjacent violators). */
function spaced(row: readonly number[], wanted: readonly number[], x: number[]): void {
  const blocks: { sum: number; size: number }[] = [];
  row.forEach((i, place) => {
    blocks.push({ sum: (wanted[i] ?? 0) - place, size: 1 });
    for (;;) {
      const last = blocks.at(-1);
      const before = blocks.at(-2);
      if (last === undefined || before === undefined) break;
      if (before.sum / before.size <= last.sum / last.size) break;
      blocks.splice(-2, 2, { sum: before.sum + last.sum, size: before.size + last.size });
    }
  });
  let place = 0;
  for (const { sum, size } of blocks)
    for (let k = 0; k < size; k++, place++) x[row[place] as number] = sum / size + place;
}
