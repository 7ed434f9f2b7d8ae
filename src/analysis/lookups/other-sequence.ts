/** VCF-54: how many records may have another REF than the sequence before it is another build's. */

/** More than ten records, or more than one in a thousand. */
export function isOtherBuild(wrong: number, records: number): boolean {
  return wrong > 10 || wrong > records / 1000;
}
