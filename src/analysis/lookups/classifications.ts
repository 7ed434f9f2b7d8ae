/**
 * The store's classifications in use: which releases this run consults, which alleles are known before the scan,
 * and what is stated about each survivor. Loaded when the store has any.
 */
import type { Assembly } from "../../core/assembly.ts";
import { ToolError } from "../../core/errors.ts";
import { counted } from "../../core/counted.ts";
import { symbolsOf } from "../../core/gene.ts";
import {
  around,
  geneCounts,
  pathogenicIn,
  rescuableAlleles,
  lookUp,
  Snapshot,
} from "../../classifications/index.ts";
import type { Around, NeighbourRequest } from "../../classifications/types.ts";
import type { GeneFacts, VariantKnowledge } from "../../acmg/types.ts";
import type { Survivor, SurvivorAllele } from "../../scan/types.ts";
import type { PanelGenes } from "../../panel/types.ts";
import type { KnowledgeUsed } from "../../rank/types.ts";
import {
  isNamed,
  newest,
  openStore,
  refuseWithdrawn,
  type ReleaseName,
} from "../../store/index.ts";
import type { Store, StoreEntry } from "../../store/types.ts";
import type { RescuableAlleles } from "../../vcf/types.ts";
import { alleleKeyOf } from "./allele-key.ts";
import type { LookupOptions } from "../options.ts";
import type { Reference } from "./reference.ts";

export interface Classifications {
  /** null: none in the store fits, or none is wanted. */
  clinvar: Snapshot | null;
  /** One release of each list, by name. */
  inhouse: Snapshot[];
  used: KnowledgeUsed[];
  /** What ClinVar knows around a candidate's allele; null: no release is asked. */
  around(requested: NeighbourRequest): Around | null;
  /** P or LP of one star or more in these stretches of the gene; null: no release is asked. */
  pathogenicIn(
    requested: Pick<NeighbourRequest, "allele" | "names">,
    stretches: readonly { start: number; end: number }[],
  ): number | null;
  /** What ClinVar knows of a whole gene by any of its names; null: it cannot tell. */
  geneCounts(names: readonly string[]): GeneFacts["clinvar"];
}

/**
 * @param options `clinvar`: undefined for the newest that fits the build, `none`, or a release;
 *   `inhouse`: undefined for the newest of each list, `none`, or `NAME` or `NAME@RELEASE`, joined by commas
 * @throws ToolError E_INPUT_MISSING: a release that the store does not have; E_STORE: damaged
 */
export async function openClassifications(
  path: string,
  options: Pick<LookupOptions, "clinvar" | "inhouse">,
  assembly: Assembly,
): Promise<Classifications> {
  const store = openStore(path);
  await refuseNamedWithdrawn(store, options, assembly);
  const clinvar = chosen(await store.list("clinvar"), options.clinvar, assembly, store);
  const lists = await store.list("inhouse");
  const wanted = options.inhouse;
  const words =
    wanted === undefined
      ? [...new Set(lists.map((entry) => entry.source))].map((source) => [source] as const)
      : wanted.split(",").map((word): readonly [string, string] => {
          const [source = "", release = ""] = word.split("@");
          return [source, release];
        });
  const inhouse = (wanted === "none" ? [] : words).flatMap(([source, release]) => {
    const own = lists.filter((entry) => entry.source === source);
    return chosen(own, release, assembly, store) ?? [];
  });
  const entries = [...(clinvar === null ? [] : [clinvar]), ...inhouse];
  const open = (entry: StoreEntry): Snapshot => Snapshot.open(store.pathOf(entry));
  const snapshot = clinvar === null ? null : open(clinvar);
  return {
    clinvar: snapshot,
    inhouse: inhouse.map(open),
    used: entries.map(({ kind, source, version, sha256 }) => ({
      kind: kind as "clinvar" | "inhouse",
      source,
      release: version,
      sha256,
    })),
    around: (requested) => (snapshot === null ? null : around(snapshot, requested)),
    pathogenicIn: (requested, stretches) =>
      snapshot === null ? null : pathogenicIn(snapshot, requested, stretches),
    geneCounts: (symbols) => (snapshot === null ? null : geneCounts(snapshot, symbols)),
  };
}

/** A release that is named and not there may have been withdrawn. @throws ToolError E_INPUT_MISSING */
async function refuseNamedWithdrawn(
  store: Store,
  { clinvar = "none", inhouse = "none" }: Pick<LookupOptions, "clinvar" | "inhouse">,
  assembly: Assembly,
): Promise<void> {
  const named: ReleaseName[] = [
    { kind: "clinvar", name: "", version: clinvar },
    ...inhouse.split(",").map((word): ReleaseName => {
      const [name = "", version = ""] = word.split("@");
      return { kind: "inhouse", name, version };
    }),
  ];
  for (const release of named) {
    const { kind, name, version } = release;
    if (version === "none" || name === "none") continue;
    // oxlint-disable-next-line no-await-in-loop -- two or three
    const held = (await store.list(kind)).some((entry) =>
      version === ""
        ? entry.source === name && entry.assembly === assembly
        : isNamed(release, entry) && entry.assembly === assembly,
    );
    // oxlint-disable-next-line no-await-in-loop -- as above
    if (!held) await refuseWithdrawn(store, release);
  }
}

/** @param release undefined: the newest, if there is one; "": the newest, which there must be */
function chosen(
  entries: readonly StoreEntry[],
  release: string | undefined,
  assembly: Assembly,
  store: Store,
): StoreEntry | null {
  if (release === "none") return null;
  const fitting = entries.filter((entry) => entry.assembly === assembly);
  if (release === undefined) return newest(fitting, assembly);
  const found =
    release === ""
      ? newest(fitting, assembly)
      : // Who names a release knows what was approved.
        (fitting.findLast((entry) => entry.version === release) ?? null);
  if (found !== null) return found;
  const held = entries.map((e) => `${e.source} ${e.version} (${e.assembly ?? "both"})`);
  const other = entries.find((entry) => entry.version === release);
  const message =
    other === undefined
      ? `the store has no classifications${release === "" ? "" : ` of '${release}'`} for ${assembly}`
      : `${other.source} ${release} is in the store only for ${other.assembly ?? "no build"}, but this input is ${assembly}`;
  throw new ToolError("E_INPUT_MISSING", message, {
    path: store.path,
    hint: `It holds: ${held.join(", ") || "none of that kind"}.`,
  });
}

/** What can be rescued, for the scan's plan; undefined when nothing can. */
export function rescuable(
  { clinvar, inhouse }: Classifications,
  { genes }: PanelGenes,
  wholeGenome: boolean,
): RescuableAlleles | undefined {
  const snapshots = [...(clinvar === null ? [] : [clinvar]), ...inhouse];
  const alleles = rescuableAlleles(snapshots, {
    names: new Set(
      genes.flatMap((gene) => [
        ...symbolsOf(gene),
        ...[gene.hgncId, gene.ncbiId, ...gene.ensemblIds].filter((id) => id !== null),
      ]),
    ),
    regions: genes.flatMap(({ region }) => (region === null ? [] : [region])),
    all: wholeGenome,
  });
  return alleles.chromosomes.length === 0 ? undefined : alleles;
}

/** The survivors with what the releases say of each allele. The newer word stands before the file's. */
export function lookedUp(
  survivors: readonly Survivor[],
  classifications: Classifications,
  reference: Reference | null = null,
): Survivor[] {
  return survivors.map((survivor) => ({
    ...survivor,
    alleles: survivor.alleles.map((allele) =>
      withStatements(survivor, allele, classifications, reference),
    ),
  }));
}

function withStatements(
  survivor: Survivor,
  allele: SurvivorAllele,
  { clinvar, inhouse }: Classifications,
  reference: Reference | null,
): SurvivorAllele {
  const key = alleleKeyOf(survivor, allele.alleleIndex, reference);
  const found = clinvar === null ? null : lookUp(clinvar, key);
  const own = inhouse.flatMap((list) => lookUp(list, key).statement ?? []);
  const statements = [found?.statement ?? null, ...own, allele.clinvar].filter((s) => s !== null);
  const knowledge: VariantKnowledge = {
    statements,
    clinvar:
      clinvar === null || found === null
        ? null
        : {
            release: clinvar.head.release,
            // VCF-51: with a reference, an indel that is not found is not there.
            match: found.match === "not_left_aligned" && reference !== null ? "none" : found.match,
            components: found.components,
          },
    neighbours: null,
    annotations: [],
  };
  return { ...allele, clinvar: found?.statement ?? allele.clinvar, knowledge };
}

const DAY_MS = 86_400_000;

/** CV-12: how old the release is, told where that matters. The clock stays out of the results. */
export function staleness(
  { clinvar }: Classifications,
  now: Date,
): { warning: boolean; text: string } | null {
  if (clinvar === null) return null;
  const { release, source } = clinvar.head;
  const days = Math.floor((now.getTime() - Date.parse(release)) / DAY_MS);
  if (days <= 90) return null;
  return { warning: days > 365, text: `${source} ${release} is ${counted(days, "day")} old` };
}
