/** Codes of the National Genomic Test Directory: clinical indications (R59) and their tests (R59.3). */

/** `R59`, or `R27.3` with its indication. */
interface RCode {
  indication: string;
  /** null: the indication alone, which stands for each of its tests. */
  test: string | null;
}

/** `R59` or `R27.3`, in any case; null for other text. */
export function parseRCode(text: string): RCode | null {
  const parts = /^\s*R\s*(\d{1,4})(?:\.(\d{1,3}))?\s*$/i.exec(text);
  const [, indication, test] = parts ?? [];
  if (indication === undefined) return null;
  const code = `R${Number(indication)}`;
  return { indication: code, test: test === undefined ? null : `${code}.${Number(test)}` };
}

/** Does a text name the wanted indication, or its test? */
export function isOfCode(text: string, wanted: RCode): boolean {
  const other = parseRCode(text);
  const [test, own] = [wanted.test, other?.test ?? wanted.test];
  return other?.indication === wanted.indication && (test === null || own === test);
}
