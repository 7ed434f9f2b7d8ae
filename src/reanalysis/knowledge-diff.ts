/**
 * `panelist knowledge diff`: differences between two states of knowledge: classifications, HPO, gene names,
 * panels, the policy. Each delta names the genes or the place that it touches.
 */
import { statSync } from "node:fs";
import type { z } from "zod";
import { ToolError, usageError } from "../core/errors.ts";
import { DEFAULT_POLICY } from "../core/policy.ts";
import { newestOfEach, openStore } from "../store/index.ts";
import type { Kind, Store, StoreEntry } from "../store/types.ts";
import {
  pairDeltas,
  panelDeltas,
  policyDeltas,
  type KnowledgeDelta,
  type KnowledgeKind,
} from "./knowledge-deltas.ts";
import { loadPolicy } from "../analysis/load-policy.ts";
import type * as schema from "./schema.ts";

export type { KnowledgeDelta };

export type KnowledgeDiff = z.infer<typeof schema.knowledgeDiff>;

/**
 * @param before `kind:word` (`clinvar:2015-11-30`, `inhouse:lab@2025-01-01`, `hpo:2024-04-26`,
 *   `genes:hgnc@2024-10`, `transcripts:Ensembl@112`, `panel:285@4.2`, `policy:file.json`), or the folder of a store: the newest of all
 * @throws ToolError E_USAGE, E_INPUT_MISSING, E_STORE
 */
export async function knowledgeDiff(
  before: string,
  after: string,
  store: Store,
): Promise<KnowledgeDiff> {
  const compared: string[] = [];
  const deltas =
    isStore(before) && isStore(after)
      ? await ofStores(openStore(before), openStore(after), compared)
      : await ofWords(wordOf(before), wordOf(after), store, compared);
  const counts: Record<string, number> = {};
  for (const { kind, type } of deltas) {
    const key = `${kind} ${type}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return {
    schema: "panelist.knowledge-diff",
    version: 1,
    old: before,
    new: after,
    compared,
    counts,
    deltas,
  };
}

interface Word {
  kind: KnowledgeKind;
  /** Source or list; "": any. */
  name: string;
  /** Release; "": the newest. */
  release: string;
  text: string;
}

const KINDS: readonly string[] = [
  "panel",
  "clinvar",
  "inhouse",
  "hpo",
  "genes",
  "transcripts",
  "policy",
];

function wordOf(text: string): Word {
  const at = text.indexOf(":");
  const kind = text.slice(0, Math.max(0, at));
  const rest = text.slice(at + 1);
  if (!KINDS.includes(kind))
    throw usageError(
      `'${text}' is neither kind:release nor the folder of a store`,
      "Write clinvar:2025-01-01, inhouse:LIST@2025-01-01, hpo:2024-04-26, genes:hgnc@2024-10, transcripts:Ensembl@112, panel:285@4.2 or policy:file.json.",
    );
  const isNamed = kind === "inhouse" || kind === "genes" || kind === "transcripts";
  const [name = "", release = ""] = isNamed ? rest.split("@") : ["", rest];
  return { kind: kind as KnowledgeKind, name, release, text: rest };
}

function isStore(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

async function ofWords(
  old: Word,
  newer: Word,
  store: Store,
  compared: string[],
): Promise<KnowledgeDelta[]> {
  if (old.kind !== newer.kind) throw usageError(`${old.kind} and ${newer.kind} cannot be compared`);
  if (old.kind === "policy") {
    compared.push(`policy ${old.text} -> ${newer.text}`);
    const [a, b] = await Promise.all(
      [old, newer].map(({ text }) => loadPolicy(text === "default" ? undefined : text)),
    );
    return policyDeltas(a ?? DEFAULT_POLICY, b ?? DEFAULT_POLICY);
  }
  if (old.kind === "panel") {
    compared.push(`panel ${old.text} -> ${newer.text}`);
    return panelDeltas(old.text, newer.text, store);
  }
  const [was, is] = await Promise.all([old, newer].map((word) => entriesOf(store, word)));
  return ofEntries(old.kind, was ?? [], is ?? [], { old: store, new: store }, compared);
}

/** The newest of each source and build that a word means. */
async function entriesOf(store: Store, { kind, name, release, text }: Word): Promise<StoreEntry[]> {
  // Who names a release may look at one that was withdrawn.
  const ofKind = kind as Kind;
  const all = await (release === "" ? store.list(ofKind) : store.listAll(ofKind));
  const entries = all.filter(
    (entry) =>
      (name === "" || entry.source === name || entry.id === name) &&
      (release === "" || entry.version === release),
  );
  if (entries.length === 0) {
    const held = (await store.list(ofKind)).map((e) => `${e.source} ${e.version}`);
    throw new ToolError("E_INPUT_MISSING", `the store has no ${kind} '${text}'`, {
      path: store.path,
      hint: `It holds: ${[...new Set(held)].join(", ") || "none of that kind"}.`,
    });
  }
  const named = entries.map(({ unapproved: _unapproved, ...entry }) => entry);
  return newestOfEach(release === "" ? entries : named, keyOf);
}

function keyOf({ source, id, assembly }: StoreEntry): string {
  return [source, id, assembly ?? ""].join("\t");
}

async function ofStores(old: Store, newer: Store, compared: string[]): Promise<KnowledgeDelta[]> {
  const deltas: KnowledgeDelta[] = [];
  for (const kind of ["clinvar", "inhouse", "hpo", "genes", "transcripts"] as const) {
    // oxlint-disable-next-line no-await-in-loop -- one kind in memory at a time
    const [was, is] = await Promise.all([old, newer].map((s) => s.list(kind)));
    const [a, b] = [was, is].map((entries) => newestOfEach(entries ?? [], keyOf));
    const stores = { old, new: newer };
    // oxlint-disable-next-line no-await-in-loop -- as above
    deltas.push(...(await ofEntries(kind, a ?? [], b ?? [], stores, compared)));
  }
  const kinds = new Set([...(await old.kinds()), ...(await newer.kinds())]);
  if (!kinds.has("panel")) return deltas;
  compared.push("panels of both stores");
  return [...(await panelDeltas(old.path, newer.path, newer)), ...deltas];
}

/** What only one side has is told, and not listed record by record. */
async function ofEntries(
  kind: KnowledgeKind,
  old: readonly StoreEntry[],
  newer: readonly StoreEntry[],
  stores: { old: Store; new: Store },
  compared: string[],
): Promise<KnowledgeDelta[]> {
  const deltas: KnowledgeDelta[] = [];
  const keys = [...new Set([...old, ...newer].map(keyOf))].sort();
  for (const key of keys) {
    const [was, is] = [old, newer].map((list) => list.find((entry) => keyOf(entry) === key));
    const said = (entry: StoreEntry | undefined): string => entry?.version ?? "none";
    const shown = is ?? was;
    if (shown === undefined || was?.sha256 === is?.sha256) continue;
    const build = shown.assembly === null ? "" : ` ${shown.assembly}`;
    compared.push(`${kind} ${shown.source}${build} ${said(was)} -> ${said(is)}`);
    if (was === undefined || is === undefined) continue;
    // oxlint-disable-next-line no-await-in-loop -- one pair in memory at a time
    deltas.push(...(await pairDeltas(kind, was, is, stores)));
  }
  return deltas;
}
