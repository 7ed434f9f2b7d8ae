/** Releases in the store, by name (DEC-30): approve, withdraw, and list newer ones that nobody has approved. */
import type { Assembly } from "../core/assembly.ts";
import { ToolError, usageError } from "../core/errors.ts";
import { didYouMean, nearest } from "../core/nearest.ts";
import { compareVersions } from "../core/version.ts";
import { groupedBy } from "../core/grouped.ts";
import {
  isNamed,
  nameIn,
  newest,
  NO_STANDINGS,
  STANDINGS,
  type ReleaseName,
  type Standings,
} from "../store/index.ts";
import { KINDS, type Kind, type Store, type StoreEntry } from "../store/types.ts";

const FORM = "clinvar=2016-09-01, hpo=2024-04-26, inhouse:LIST=2025-01-01, panel:285=4.2";

/** `KIND=VERSION`, or `KIND:NAME=VERSION`. @throws ToolError E_USAGE */
export function parseReleaseName(text: string): ReleaseName {
  const [, kind = "", name = "", version = ""] = /^([a-z-]+)(?::([^=]+))?=(.+)$/.exec(text) ?? [];
  if (version === "") throw usageError(`'${text}' is not KIND=VERSION`, `Write ${FORM}.`);
  return { kind: kindOf(kind), name, version };
}

/** `clinvar`, `panel:285`. @throws ToolError E_USAGE */
export function parseUnpinned(text: string): Pick<ReleaseName, "kind" | "name"> {
  const [kind = "", name = ""] = text.split(":");
  return { kind: kindOf(kind), name };
}

/** @throws ToolError E_USAGE */
export function kindOf(text: string): Kind {
  const kind = KINDS.find((known) => known === text);
  if (kind !== undefined) return kind;
  throw usageError(
    `'${text}' is not a kind of knowledge`,
    `${didYouMean(nearest(text, KINDS))} Choose from: ${KINDS.join(", ")}.`.trim(),
  );
}

/** `clinvar 2016-09-01`, `panel 285 4.2`. */
export function releaseText({ kind, name, version }: ReleaseName): string {
  return [kind, name, version].filter((word) => word !== "").join(" ");
}

interface Saying {
  by: string;
  why: string;
  now: Date;
}

/**
 * For use, also where its kind wants approval; what was withdrawn is back.
 * @returns `wasWithdrawn`: it had been
 * @throws ToolError E_INPUT_MISSING: the store has no such release
 */
export async function approveRelease(
  store: Store,
  release: ReleaseName,
  saying: Saying,
): Promise<{ wasWithdrawn: boolean }> {
  const { withdrawn } = await store.standings();
  const isOther = await stand(store, release, saying, "approved");
  return { wasWithdrawn: !withdrawn.every(isOther) };
}

/**
 * From now on it is as good as absent.
 * @throws ToolError E_INPUT_MISSING: the store has no such release; E_USAGE: it has several
 */
export async function withdrawRelease(
  store: Store,
  release: ReleaseName,
  saying: Saying,
): Promise<void> {
  await stand(store, release, saying, "withdrawn");
}

/**
 * From now on as somebody says; what was said of it before is over.
 * @returns whether what was said is of something else
 */
async function stand(
  store: Store,
  release: ReleaseName,
  { by, why, now }: Saying,
  as: "approved" | "withdrawn",
): Promise<(said: ReleaseName) => boolean> {
  const exact = await oneRelease(store, release);
  const same = [release, exact].map(releaseText);
  const isOther = (said: ReleaseName): boolean => !same.includes(releaseText(said));
  await change(store, (old) => {
    const kept = {
      approved: old.approved.filter(isOther),
      withdrawn: old.withdrawn.filter(isOther),
    };
    kept[as].push({ ...exact, by, why, date: now.toISOString() });
    return { ...old, ...kept };
  });
  return isOther;
}

/** Of these kinds too the default is the newest release that somebody approved. @param lifted of these no longer */
export async function requireApproval(
  store: Store,
  kinds: readonly Kind[],
  lifted: readonly Kind[] = [],
): Promise<void> {
  await change(store, (old) => ({
    ...old,
    required: KINDS.filter(
      (kind) => kinds.includes(kind) || (old.required.includes(kind) && !lifted.includes(kind)),
    ),
  }));
}

async function change(store: Store, make: (old: Standings) => Standings): Promise<void> {
  await store.update<Standings>(STANDINGS, (old) => make(old ?? NO_STANDINGS));
}

/** By its source too: another of the same version may be in the store, or come into it. */
async function oneRelease(store: Store, release: ReleaseName): Promise<ReleaseName> {
  const held = await store.listAll(release.kind);
  const own = held.filter((entry) => isNamed(release, entry));
  const [name, ...others] = new Set(own.map((entry) => release.name || nameIn(entry)));
  if (name !== undefined && others.length === 0) return { ...release, name };
  if (name !== undefined) {
    const { kind, version } = release;
    const words = [name, ...others].map((one) => `${kind}:${one}=${version}`);
    throw usageError(
      `${releaseText(release)} matches ${words.length} releases`,
      `Write ${words.join(" or ")}.`,
    );
  }
  const known = [...new Set(held.map(({ source, id, version }) => `${source} ${id} ${version}`))];
  throw new ToolError("E_INPUT_MISSING", `the store has no ${releaseText(release)}`, {
    path: store.path,
    hint: `It holds: ${known.slice(0, 20).join(", ") || "none of that kind"}.`,
  });
}

/** A release that nobody approved: passed over, or used all the same. */
interface Unapproved {
  kind: Kind;
  source: string;
  id: string;
  release: string;
  /** What is used in its place; itself: it is used, by name or as before; undefined: nothing is used. */
  used: string | undefined;
}

/** What is in use, of a run or of the cases of an archive. */
interface InUse {
  kinds: readonly Kind[];
  /** Empty: not known. */
  assemblies: readonly Assembly[];
  /** `name`: the source, of panels the id. */
  releases: readonly ReleaseName[];
}

/** Their runs write down what they use; of the other kinds it is the default. */
const WRITTEN_DOWN: readonly Kind[] = ["clinvar", "inhouse", "hpo", "panel"];

/**
 * A store without a word on approval costs one look.
 * @param inUse undefined: the default of everything that is held
 */
export async function unapprovedReleases(store: Store, inUse?: InUse): Promise<Unapproved[]> {
  const { required } = await store.standings();
  const { kinds, assemblies, releases } = inUse ?? { kinds: KINDS, assemblies: [], releases: [] };
  const found: Unapproved[] = [];
  for (const kind of required.filter((one) => kinds.includes(one))) {
    // oxlint-disable-next-line no-await-in-loop -- one kind after the other
    const entries = (await store.list(kind)).filter(
      ({ assembly }) =>
        assembly === null || assemblies.length === 0 || assemblies.includes(assembly),
    );
    const key = ({ source, id, assembly }: StoreEntry): string =>
      [source, kind === "clinvar" || kind === "hpo" ? "" : id, assembly ?? ""].join("\t");
    for (const group of groupedBy(entries, key).values()) {
      const last = group.toSorted((a, b) => compareVersions(a.version, b.version)).at(-1);
      if (last === undefined) continue;
      const { source, id } = last;
      const say = (release: string, used: string | undefined): void => {
        found.push({ kind, source, id, release, used });
      };
      const best = newest(group, null)?.version;
      const own = group.filter((entry) => releases.some((one) => isNamed(one, entry)));
      for (const { version, unapproved } of own) if (unapproved === true) say(version, version);
      const isDefault =
        inUse === undefined ||
        !WRITTEN_DOWN.includes(kind) ||
        (best === undefined
          ? own.length === 0 && kind !== "panel"
          : own.some(({ version }) => version === best));
      if (isDefault && last.unapproved === true && last.version !== best) say(last.version, best);
    }
  }
  return found;
}
