/**
 * Does a sample match the person's genotypes that the laboratory holds (IDT-01)? At the fixed sites, which every
 * scan reads, and where these do not decide, by index at the file's other sites.
 */
import { basename } from "node:path";
import type { Assembly } from "../core/assembly.ts";
import { counted } from "../core/counted.ts";
import { ToolError, usageError } from "../core/errors.ts";
import { fingerprintSites } from "../core/fingerprint-sites.ts";
import type { Policy } from "../core/policy.ts";
import {
  compareFingerprints,
  fingerprintsOf,
  likenessOf,
  readStatedGenotypes,
  type Comparison,
  type Fingerprint,
  type SampleCheck,
  type StatedGenotype,
  type Tally,
} from "../pedigree/index.ts";
import type { Family } from "../pedigree/types.ts";
import { decodeRecord, sampleCall } from "../vcf/index.ts";
import { recordsAt } from "./find-record.ts";
import type { Input } from "./input.ts";

/** More than a panel of SNPs has: an array is compared at the fixed sites alone. */
const MOST_LOOKED_UP = 1000;

interface Scanned {
  assembly: Assembly;
  family: Family;
  inputs: readonly Input[];
  tally: Tally;
  policy: Policy;
}

/**
 * @param identity files of genotypes by sample; the key "" is the proband
 * @returns one check per file: passed, or not checked for want of sites
 * @throws ToolError E_IDENTITY: somebody else's genotypes, or no table of genotypes; E_USAGE: no such sample
 */
export async function checkIdentity(
  identity: Readonly<Record<string, string>>,
  scanned: Scanned,
): Promise<SampleCheck[]> {
  const checks: SampleCheck[] = [];
  for (const [name, path] of Object.entries(identity)) {
    // oxlint-disable-next-line no-await-in-loop -- one file after the other: errors come in order
    checks.push(await checkOf(name, path, scanned));
  }
  return checks;
}

async function checkOf(name: string, path: string, scanned: Scanned): Promise<SampleCheck> {
  const { family, tally, policy } = scanned;
  const index = name === "" ? family.proband : family.people.findIndex(({ id }) => id === name);
  const person = family.people[index];
  if (person === undefined || person.sample === null)
    throw usageError(
      `--identity: '${name}' is not a sequenced member of the family`,
      family.people.flatMap(({ id, sample }) => (sample === null ? [] : [id])).join(", "),
    );
  const { theirs, others } = atSites(await readStatedGenotypes(path, person.id), scanned);
  const own = fingerprintsOf(tally)[index] ?? "";
  let found = compareFingerprints(own, theirs);
  if (likenessOf(found, policy) === "unknown" && others.length <= MOST_LOOKED_UP)
    found = added(found, lookedUp(others, person.sample, scanned));
  const said = `${found.different} of ${counted(found.compared, "genotype")} differ from ${basename(path)}`;
  const likeness = likenessOf(found, policy);
  if (likeness === "different")
    throw new ToolError("E_IDENTITY", `${person.id} is somebody else: ${said}`, {
      path,
      hint: "Check for swapped samples or files; nothing was written.",
    });
  return {
    check: "identity",
    subject: person.id,
    outcome: likeness === "same" ? "passed" : "not_checked",
    detail: likeness === "same" ? said : `${said}: too few to tell`,
  };
}

/** Numbers of the sites where the stated genotypes lie, if their positions are this build's. */
function sitesOn(
  build: Assembly,
  stated: readonly StatedGenotype[],
): { build: Assembly; indexes: (number | undefined)[]; hits: number } {
  const places = new Map(
    fingerprintSites(build).map(({ chrom, pos }, i) => [`${chrom}:${pos}`, i] as const),
  );
  const indexes = stated.map(({ place }) =>
    place === null ? undefined : places.get(`${place.chrom}:${place.pos}`),
  );
  return { build, indexes, hits: indexes.filter((i) => i !== undefined).length };
}

/** The stated genotypes at the fixed sites, and those elsewhere on the run's build. */
function atSites(
  stated: readonly StatedGenotype[],
  { assembly, tally }: Scanned,
): { theirs: Fingerprint; others: StatedGenotype[] } {
  const own = sitesOn(assembly, stated);
  const other = sitesOn(assembly === "GRCh38" ? "GRCh37" : "GRCh38", stated);
  const best = other.hits > own.hits ? other : own;
  const byRsId = new Map<number, number>();
  const { rsIds = [] } = tally;
  for (let i = 0; i < rsIds.length; i += 2) byRsId.set(rsIds[i + 1] ?? 0, rsIds[i] ?? 0);
  const sites = fingerprintSites(assembly);
  const genotypes = sites.map(() => ".");
  const others: StatedGenotype[] = [];
  stated.forEach((one, i) => {
    const site = best.indexes[i] ?? (one.rsId === null ? undefined : byRsId.get(one.rsId));
    const at = site === undefined ? undefined : sites[site];
    if (site === undefined || at === undefined) {
      if (best.build === assembly && one.place !== null) others.push(one);
      return;
    }
    const count = altCount(one.alleles, at.ref, at.alt);
    if (count !== null) genotypes[site] = String(count);
  });
  return { theirs: genotypes.join(""), others };
}

const COMPLEMENT: Readonly<Record<string, string>> = { A: "T", C: "G", G: "C", T: "A" };

/** ALT alleles of a stated genotype, on either strand; null: other bases, or such as do not tell the strand. */
function altCount(alleles: readonly [string, string], ref: string, alt: string): number | null {
  if (COMPLEMENT[ref] === alt) return null;
  const count = (bases: readonly (string | undefined)[]): number | null =>
    bases.every((base) => base === ref || base === alt)
      ? bases.filter((base) => base === alt).length
      : null;
  return count(alleles) ?? count(alleles.map((base) => COMPLEMENT[base]));
}

/** By index: a file that has none, or cannot be read again, tells nothing here. */
function lookedUp(
  stated: readonly StatedGenotype[],
  sample: number,
  { inputs, policy }: Scanned,
): Comparison {
  const counts = { compared: 0, different: 0 };
  const name = inputs[0]?.header.samples[sample] ?? "";
  for (const { place, alleles } of stated) {
    if (place === null) continue;
    for (const input of inputs) {
      if (input.index === null) continue;
      const column = input.header.samples.indexOf(name);
      for (const line of recordsAt(input, place.chrom, place.pos, policy) ?? []) {
        const record = decodeRecord(line, input.header, { path: input.path });
        const [alt = ""] = record.alts;
        const call = sampleCall(record, column);
        const isSnv = record.alts.length === 1 && /^[ACGT]$/.test(alt) && record.ref.length === 1;
        const count = isSnv ? altCount(alleles, record.ref, alt) : null;
        if (count === null || !isSure(call, policy)) continue;
        counts.compared++;
        if (call.alleles.filter((allele) => allele > 0).length !== count) counts.different++;
      }
    }
  }
  return counts;
}

function isSure(
  { alleles, depth, genotypeQuality }: ReturnType<typeof sampleCall>,
  { sampleChecks: { minDepth, minGenotypeQuality } }: Policy,
): boolean {
  return (
    alleles.length === 2 &&
    alleles.every((allele) => allele >= 0) &&
    (depth ?? minDepth) >= minDepth &&
    (genotypeQuality ?? minGenotypeQuality) >= minGenotypeQuality
  );
}

function added(a: Comparison, b: Comparison): Comparison {
  return { compared: a.compared + b.compared, different: a.different + b.different };
}
