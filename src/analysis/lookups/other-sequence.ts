/** VCF-54: how many records may have a REF that differs from the sequence before it is taken for another build. */

/** More than ten records, or more than one in a thousand. */
export function isOtherBuild(wrong: number, records: number): boolean {
  return wrong > 10 || wrong > records / 1000;
}
