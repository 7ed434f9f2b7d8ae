/** `panelist identity`: everyone's genotypes at the fixed sites used to identify individuals (IDT-01). */
import type { Assembly } from "../core/assembly.ts";
import { fingerprintSites } from "../core/fingerprint-sites.ts";
import { counted } from "../core/counted.ts";
import type { Log, OnProgress } from "../core/log.ts";
import type { PanelGenes } from "../panel/types.ts";
import { fingerprintsOf, isKnowable, newTally, type Fingerprint } from "../pedigree/index.ts";
import type { Person } from "../pedigree/types.ts";
import { chooseAssembly } from "./input-checks.ts";
import { openInput } from "./inputs.ts";
import { loadPolicy } from "./load-policy.ts";
import type { InputOptions, ReadingOptions } from "./options.ts";
import { planScan, withSampleChecks } from "./prepare.ts";
import { scanInputs } from "./scan.ts";

export interface Identity {
  assembly: Assembly;
  /** In the table's order; `rsId`: by the file's ID column, where it has one. */
  sites: { chrom: string; pos: number; ref: string; alt: string; rsId: number | null }[];
  /** One per sample of the file. */
  samples: { sample: string; genotypes: Fingerprint }[];
}

/** @param options one VCF. @throws ToolError of reading */
export async function identity(
  { vcfs, assembly: stated, allowRemote = false, ...options }: InputOptions & ReadingOptions,
  io: { log: Log; onProgress: OnProgress; stdin: AsyncIterable<Uint8Array> },
): Promise<Identity> {
  const policy = withSampleChecks(await loadPolicy(options.policy), true);
  const [vcf = ""] = vcfs;
  const inputs = [await openInput(vcf, { policy, allowRemote, stdin: io.stdin })];
  const samples = inputs.flatMap(({ header }) => header.samples);
  const assembly = chooseAssembly(inputs, stated);
  const people = samples.map((id, sample): Person => ({
    id,
    father: null,
    mother: null,
    sex: "unknown",
    affection: "unknown",
    sample,
    geneticParent: true,
  }));
  const family = { id: "", people, proband: 0, notes: [] };
  const none: PanelGenes = { assembly, panels: [], genes: [] };
  const plans = planScan(
    { inputs, assembly, family },
    { policy, genes: none, geneAgnostic: false, wholeGenome: false },
  );
  const { result } = await scanInputs({ inputs, plans }, options, io);
  const tally = result?.tally ?? newTally(people.length);
  const rsIds = new Map<number, number>();
  const named = tally.rsIds ?? [];
  for (let i = 0; i < named.length; i += 2) rsIds.set(named[i] ?? 0, named[i + 1] ?? 0);
  const found = fingerprintsOf(tally);
  const unknowable = found.filter((own) => !isKnowable(own, policy)).length;
  if (unknowable > 0)
    io.log.warn(
      `${counted(unknowable, "sample")}: too few of the ${found[0]?.length} fixed sites have a genotype, so the person cannot be identified`,
    );
  return {
    assembly,
    sites: fingerprintSites(assembly).map((site, i) => ({ ...site, rsId: rsIds.get(i) ?? null })),
    samples: samples.map((sample, i) => ({ sample, genotypes: found[i] ?? "" })),
  };
}
