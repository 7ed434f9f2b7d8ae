/** Differences between two states of one thing: a pair of releases, of panels, of policies. */
import type { z } from "zod";
import { classificationType, statementTexts } from "./events/classified.ts";
import { alleleKey } from "../core/allele.ts";
import type { ClassificationChange } from "../archive/types.ts";
import type { Policy } from "../core/policy.ts";
import { changedStatements, Snapshot } from "../classifications/index.ts";
import { diffGeneNames, openSnapshot } from "../genes/catalogue/index.ts";
import { diffHpo, openRelease } from "../phenotype/index.ts";
import type { Store, StoreEntry } from "../store/types.ts";
import { classifiedBy } from "./classifications.ts";
import { panelsDiff } from "../library/diff.ts";
import type * as schema from "./schema.ts";

export type KnowledgeDelta = z.infer<typeof schema.knowledgeDelta>;
export type KnowledgeKind = KnowledgeDelta["kind"];

/** Of two releases of a source. */
export async function pairDeltas(
  kind: KnowledgeKind,
  was: StoreEntry,
  is: StoreEntry,
  stores: { old: Store; new: Store },
): Promise<KnowledgeDelta[]> {
  if (kind === "clinvar" || kind === "inhouse") {
    const old = Snapshot.open(stores.old.pathOf(was));
    const newer = Snapshot.open(stores.new.pathOf(is));
    const about = { kind, source: is.source, oldRelease: was.version, newRelease: is.version };
    return Array.from(changedStatements(old, newer), ({ allele, ...said }): KnowledgeDelta => {
      const change = { ...about, old: classifiedBy(said.old), new: classifiedBy(said.new) };
      const place = `${is.assembly ?? ""} ${alleleKey(allele)}`.trim();
      return {
        kind,
        type:
          change.old === null || change.new === null
            ? cameOrWent(kind, change)
            : classificationType(change),
        subject: place,
        genes: [...new Set([...(said.old?.genes ?? []), ...(said.new?.genes ?? [])])].sort(),
        place,
        ...statementTexts(change),
      };
    });
  }
  if (kind === "hpo") {
    const [old, newer] = await Promise.all([
      openRelease(stores.old, was.version),
      openRelease(stores.new, is.version),
    ]);
    return diffHpo(old.knowledge, newer.knowledge).map((change) => ({
      kind,
      ...change,
      genes: change.type.startsWith("gene_") ? [change.subject] : [],
      place: null,
    }));
  }
  if (kind === "transcripts") {
    const { diffTranscripts, openTranscripts } = await import("../effect/index.ts");
    const old = openTranscripts(stores.old.pathOf(was));
    const newer = openTranscripts(stores.new.pathOf(is));
    return diffTranscripts(old, newer).map(ofGene);
  }
  const [old, newer] = await Promise.all([
    stores.old.read(was).then((bytes) => openSnapshot(bytes, stores.old.pathOf(was))),
    stores.new.read(is).then((bytes) => openSnapshot(bytes, stores.new.pathOf(is))),
  ]);
  return diffGeneNames(old, newer).map(ofGene);

  function ofGene({ symbol, ...change }: GeneChange): KnowledgeDelta {
    return { kind, ...change, subject: symbol, genes: [symbol], place: null };
  }
}

type GeneChange = Pick<KnowledgeDelta, "type" | "old" | "new"> & { symbol: string };

/** A record that one side alone has is no change of class: it is new, or it has gone. */
function cameOrWent(
  kind: "clinvar" | "inhouse",
  { old }: Pick<ClassificationChange, "old">,
): string {
  return `${kind}_${old === null ? "new" : "gone"}`;
}

/** Of two panels, files or stores. */
export async function panelDeltas(
  old: string,
  newer: string,
  store: Store,
): Promise<KnowledgeDelta[]> {
  const options = { greenOnly: false, override: undefined };
  const { changes } = await panelsDiff(old, newer, store, options);
  return changes.map((change) => {
    const gene = "gene" in change ? change.gene : null;
    const said = (state: unknown): string | null =>
      state === null || state === undefined ? null : stateText(state);
    return {
      kind: "panel" as const,
      type: change.type,
      subject: `${change.panel.id} ${change.panel.name}`,
      genes: gene === null ? [] : [gene],
      place: null,
      old: said(Reflect.get(change, "old")),
      new: said(Reflect.get(change, "new")),
    };
  });
}

/** Of a gene its colour and mode; of other things their fields. */
function stateText(state: unknown): string {
  if (typeof state !== "object" || state === null) return String(state);
  const { confidence, mode } = state as { confidence?: string; mode?: string };
  if (confidence !== undefined && mode !== undefined)
    return `${confidence}, ${mode.replaceAll("_", " ")}`;
  return JSON.stringify(state);
}

export function policyDeltas(old: Policy, newer: Policy): KnowledgeDelta[] {
  const [before, after] = [leaves(old), leaves(newer)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((path): KnowledgeDelta[] => {
    const [was, is] = [before.get(path) ?? null, after.get(path) ?? null];
    if (was === is) return [];
    const at = { subject: path, genes: [], place: null };
    return [{ kind: "policy", type: "threshold", ...at, old: was, new: is }];
  });
}

/** `frequency.recessive` and its like, with their values as JSON. */
function leaves(value: object, path = ""): Map<string, string> {
  return new Map(
    Object.entries(value).flatMap(([key, member]: [string, unknown]): [string, string][] => {
      const at = path === "" ? key : `${path}.${key}`;
      const isBranch = typeof member === "object" && member !== null && !Array.isArray(member);
      return isBranch ? [...leaves(member, at)] : [[at, JSON.stringify(member)]];
    }),
  );
}
