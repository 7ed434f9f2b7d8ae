/** Whether phased genotypes without a phase set hold over a whole chromosome (VCF-28). */
import type { MetaLine } from "./meta.ts";

/** Phasers by statistics or by trio. WhatsHap and GATK's physical phasing are local and not here. */
const WHOLE_CHROMOSOME = /\b(shapeit\d?|eagle\d?|beagle|PhaseByTransmission)(?![a-z])/i;

const KEY = /^(shapeit|eagle|beagle)/i;
const OF_PROGRAM = /source|command|version|program|^shapeit|^eagle|^beagle/i;

/**
 * What phased the file over whole chromosomes, or null. `##phasing=` of trio or pedigree counts;
 * `none` and `partial` do not.
 */
export function phaserFrom(meta: readonly MetaLine[]): string | null {
  for (const { key, value } of meta) {
    if (key === "phasing") {
      if (/trio|pedigree|family|complete|full/i.test(value)) return `##phasing=${value}`;
      continue;
    }
    // Lines of programs alone: a path or a description may hold such a word by chance.
    if (!OF_PROGRAM.test(key) || key.startsWith("bcftools")) continue;
    const name = KEY.exec(key) ?? WHOLE_CHROMOSOME.exec(value);
    if (name !== null) return name[1] ?? null;
  }
  return null;
}
