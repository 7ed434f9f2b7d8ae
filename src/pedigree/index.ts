/**
 * The family. In: a PED file's text, the VCF's sample names, what the command line says of people, and
 * calls in the fixed sample windows. Out: a `Family` with its proband, the sample-level checks (sex,
 * relatedness, kind of file, uniparental disomy), and fingerprints by which people are told apart. Rules: VCF-60 to
 * VCF-66, DEC-15, DEC-18, IDT-01.
 */
export { buildFamily, isSexGiven } from "./family.ts";
export {
  compareFingerprints,
  fingerprintsOf,
  isKnowable,
  likenessOf,
  type Comparison,
  type Fingerprint,
} from "./fingerprint.ts";
export { readStatedGenotypes, type StatedGenotype } from "./identity-file.ts";
export {
  judgeDeNovoCount,
  judgeTally,
  UNDECIDED,
  type SampleCheck,
  type SampleAssessment,
} from "./judge.ts";
export { parsePed, unreadWords } from "./ped.ts";
export { geneticParents, isGenetic, peopleOf } from "./people.ts";
export { currentTally, newTally, type Tally, type TallyRoles } from "./tally.ts";
