/** VCF-54: what a REF that differs from the sequence is, and how many records may have one before it is taken for another build. */

/** Fewer are errors of single records, unless few were read: on another build three in four differ. */
const LEAST = 3;

/** More than ten records; more than one in a thousand, of at least three; or more than a tenth. */
export function isOtherBuild(wrong: number, records: number): boolean {
  return wrong > 10 || wrong > records / 10 || (wrong >= LEAST && wrong > records / 1000);
}

/** What is no plain base on either side (N, IUPAC codes) tells nothing. */
export function agrees(ref: string, found: string): boolean {
  if (ref.length !== found.length) return false;
  for (let i = 0; i < ref.length; i++) {
    const [a = "", b = ""] = [ref[i], found[i]];
    if (a !== b && "ACGT".includes(a) && "ACGT".includes(b)) return false;
  }
  return true;
}
