/** VCF-54: how many records may have a REF that differs from the sequence before it is taken for another build. */

/** Fewer are errors of single records, unless few were read: on another build three in four differ. */
const LEAST = 3;

/** More than ten records; more than one in a thousand, of at least three; or more than a tenth. */
export function isOtherBuild(wrong: number, records: number): boolean {
  return wrong > 10 || wrong > records / 10 || (wrong >= LEAST && wrong > records / 1000);
}
