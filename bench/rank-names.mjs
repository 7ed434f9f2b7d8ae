/** Which consequence the coding names of the packets are written with, by kind of name: what every figure rests on. */

/** The first that fits. */
const KINDS = [
  ["substitution in an exon", /^c\.\d+[ACGT]>/],
  ["substitution in an intron", /^c\.\d+[+-]\d+[ACGT]>/],
  ["deletion with an end in an intron", /^c\.[^\s]*[+-][^\s]*del/],
  ["deletion in an exon, or of whole ones", /^c\.[\d_]+del(?!ins)/],
  ["replacement in an exon", /^c\.[\d_]+delins/],
  ["duplication or insertion from an intron", /^c\.[^\s]*[+-][^\s]*(?:dup|ins)/],
  ["duplication or insertion in an exon", /^c\.[\d_]+(?:dup|ins)/],
  ["other", /^/],
];

/** @param {Map<string, object[]>} sets cases of `readSet` by name @returns Markdown */
export function namesPart(sets, { table }) {
  const counts = new Map();
  for (const [set, cases] of sets)
    for (const { change, terms } of cases.flatMap(({ alleles }) => alleles)) {
      const [kind] = KINDS.find(([, pattern]) => pattern.test(change));
      const key = `${kind}\t${terms}`;
      const own = counts.get(key) ?? {};
      counts.set(key, { ...own, [set]: (own[set] ?? 0) + 1 });
    }
  const place = (key) => KINDS.findIndex(([kind]) => kind === key.split("\t")[0]);
  const rows = [...counts]
    .sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1))
    .map(([key, own]) => [...key.split("\t"), ...[...sets.keys()].map((set) => own[set] ?? 0)]);
  return table(["name", "written as", ...[...sets.keys()].map((set) => `alleles of ${set}`)], rows);
}
