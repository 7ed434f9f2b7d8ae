/**
 * Knowledge moves forward only (DEC-30): which releases a case's run uses. What the command names holds for this
 * run; else a pin of the case; else the newest that may be used, and never an older one than its last run used,
 * unless that was withdrawn.
 */
import type { CaseFile, Pin, Provenance, ReleaseUsed } from "../archive/types.ts";
import type { Assembly } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import { remembered } from "../core/once.ts";
import { compareVersions } from "../core/version.ts";
import { newest, openStore, type Said } from "../store/index.ts";
import type { Kind, StoreEntry } from "../store/types.ts";
import type { RequestedReleases } from "./classifications.ts";

/** What a store holds and what people said of it; read once for all cases of a command. */
export interface Held {
  /** With what was withdrawn. */
  entries(kind: Kind): Promise<StoreEntry[]>;
  /** Who withdrew a release, and why; undefined: nobody. */
  withdrawn(kind: Kind, name: string, version: string): Promise<Said | undefined>;
}

export function heldBy(store: string | undefined): Held {
  const read = new Map<Kind, Promise<StoreEntry[]>>();
  const entries = (kind: Kind): Promise<StoreEntry[]> =>
    remembered(read, kind, () =>
      store === undefined ? Promise.resolve([]) : openStore(store).listAll(kind),
    );
  return {
    entries,
    async withdrawn(kind, name, version) {
      const found = (await entries(kind)).find(
        (entry) => entry.version === version && (entry.source === name || entry.id === name),
      );
      return found?.withdrawn;
    },
  };
}

type Releases = Pick<RequestedReleases, "clinvar" | "inhouse" | "hpo">;

/**
 * @param named by the command, for this run
 * @param then what the last run knew
 * @throws ToolError E_STORE: the store has nothing but older releases than the last run's, or a pin's release is gone
 */
export async function forwardReleases(
  file: Pick<CaseFile, "pins" | "terms">,
  assembly: Assembly,
  named: Releases,
  then: Provenance,
  held: Held,
): Promise<Releases> {
  const pins = file.pins ?? [];
  const clinvar = named.clinvar ?? (await pinned("clinvar", pins, held));
  const inhouse = named.inhouse ?? (await pinned("inhouse", pins, held));
  const hpo = named.hpo ?? (await pinned("hpo", pins, held));
  await refuseOlderFacts(then.geneFacts ?? [], ["gene-facts", "gene-diseases"], held);
  await refuseOlderFacts(then.events?.dosage ?? [], ["dosage"], held);
  return {
    clinvar: clinvar ?? (await newestClinVar(then, assembly, held)),
    inhouse: inhouse ?? (await newestLists(then, assembly, held)),
    hpo: hpo ?? (file.terms === undefined ? undefined : await newestHpo(then, held)),
  };
}

async function pinned(
  kind: "clinvar" | "inhouse" | "hpo",
  pins: readonly Pin[],
  held: Held,
): Promise<string | undefined> {
  const own = pins.filter((pin) => pin.kind === kind);
  for (const pin of own) {
    // oxlint-disable-next-line no-await-in-loop -- one or two
    const said = (await held.entries(kind)).find(
      ({ source, version, withdrawn }) =>
        withdrawn !== undefined &&
        version === pin.version &&
        (pin.name === "" || pin.name === source),
    )?.withdrawn;
    if (said !== undefined)
      throw new ToolError(
        "E_STORE",
        `the case is pinned to ${kind} ${pin.version}, which was withdrawn by ${said.by}: ${said.why}`,
        { hint: `Run \`panelist archive set --unpin ${kind}\` to follow newer releases again.` },
      );
  }
  if (own.length === 0) return undefined;
  return own.map(({ name, version }) => (name === "" ? version : `${name}@${version}`)).join(",");
}

/** @returns undefined: the newest of the store will do */
async function newestClinVar(
  { classifications }: Provenance,
  assembly: Assembly,
  held: Held,
): Promise<string | undefined> {
  const last = classifications.find(({ kind }) => kind === "clinvar");
  if (last === undefined) return undefined;
  const entries = (await held.entries("clinvar")).filter((entry) => entry.assembly === assembly);
  return stayAt(last, "clinvar", "ClinVar", entries);
}

async function newestHpo({ hpo: last }: Provenance, held: Held): Promise<string | undefined> {
  return last === undefined
    ? undefined
    : stayAt(last, "hpo-release", "HPO", await held.entries("hpo"));
}

/** One word for all lists, where one of them has to stay. */
async function newestLists(
  { classifications }: Provenance,
  assembly: Assembly,
  held: Held,
): Promise<string | undefined> {
  const lists = (await held.entries("inhouse")).filter((entry) => entry.assembly === assembly);
  const sources = [...new Set(lists.map(({ source }) => source))];
  const words = sources.map((source) => {
    const own = lists.filter((entry) => entry.source === source);
    const last = classifications.find((used) => used.kind === "inhouse" && used.source === source);
    const kept = last === undefined ? undefined : stayAt(last, "inhouse", source, own);
    return { source, kept, newest: newest(usable(own), null)?.version };
  });
  if (words.every(({ kept }) => kept === undefined)) return undefined;
  return words
    .flatMap(({ source, kept, newest: best }) =>
      kept === undefined && best === undefined ? [] : [`${source}@${kept ?? best ?? ""}`],
    )
    .join(",");
}

/**
 * @returns the last run's release, where the default would be an older one; undefined: the default will do
 * @throws ToolError E_STORE: there are older ones alone
 */
function stayAt(
  last: ReleaseUsed,
  option: string,
  name: string,
  entries: readonly StoreEntry[],
): string | undefined {
  const same = entries.filter(
    ({ source, version }) => source === last.source && version === last.release,
  );
  if (same.some(({ withdrawn }) => withdrawn !== undefined)) return undefined;
  const best = newest(usable(entries), null);
  // What is not there at all is refused where it is asked for.
  if (best === null || compareVersions(best.version, last.release) >= 0)
    return best === null && same.length > 0 ? last.release : undefined;
  if (same.length > 0) return last.release;
  throw new ToolError(
    "E_STORE",
    `the last run used ${name} ${last.release}, but the newest in this store is ${best.version}: older knowledge is never used`,
    {
      hint: `Check that this is the right store, or use \`--${option} ${best.version}\` for this run.`,
    },
  );
}

function usable(entries: readonly StoreEntry[]): StoreEntry[] {
  return entries.filter(({ withdrawn }) => withdrawn === undefined);
}

/** Tables of gene facts and dosage lists have no option that names one: a store with older ones is the wrong store. */
async function refuseOlderFacts(
  then: readonly ReleaseUsed[],
  kinds: readonly Kind[],
  held: Held,
): Promise<void> {
  const entries =
    then.length === 0 ? [] : (await Promise.all(kinds.map((kind) => held.entries(kind)))).flat();
  for (const last of then) {
    const own = entries.filter(({ source }) => source === last.source);
    const gone = own.find(({ version, withdrawn }) => version === last.release && withdrawn);
    const best = newest(usable(own), null);
    if (gone !== undefined || best === null || compareVersions(best.version, last.release) >= 0)
      continue;
    throw new ToolError(
      "E_STORE",
      `the last run used ${last.source} ${last.release}, but the newest that may be used here is ${best.version}: older knowledge is never used`,
      {
        hint: `Import it into this store, run \`panelist knowledge approve ${own[0]?.kind ?? kinds.join()}:${last.source}=${last.release}\`, or withdraw it.`,
      },
    );
  }
}

/** A release of the last run that somebody withdrew since. */
export interface WithdrawnRelease {
  kind: Kind;
  /** For people: `ClinVar`, a list's name, `285 Epilepsy`. */
  name: string;
  release: string;
  said: Said;
}

/** Of what the last run knew. */
export async function withdrawnOf(then: Provenance, held: Held): Promise<WithdrawnRelease[]> {
  const found: WithdrawnRelease[] = [];
  const ask = async (kind: Kind, source: string, release: string, name: string): Promise<void> => {
    const said = await held.withdrawn(kind, source, release);
    if (said !== undefined) found.push({ kind, name, release, said });
  };
  for (const { kind, source, release } of then.classifications)
    // oxlint-disable-next-line no-await-in-loop -- few, and mostly read already
    await ask(kind, source, release, source);
  if (then.hpo !== undefined) await ask("hpo", then.hpo.source, then.hpo.release, "HPO");
  // oxlint-disable-next-line no-await-in-loop -- as above
  for (const { source, release } of then.geneFacts ?? [])
    for (const kind of ["gene-facts", "gene-diseases"] as const)
      // oxlint-disable-next-line no-await-in-loop -- as above
      await ask(kind, source, release, source);
  for (const panel of then.panels) {
    const { id, name, panelVersion } = panel;
    // oxlint-disable-next-line no-await-in-loop -- as above
    if (panel.standing !== null) await ask("panel", id, panelVersion ?? "", `${id} ${name}`);
  }
  return found;
}
