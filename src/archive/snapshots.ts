/**
 * Knowledge at a point in time: panels, policies and declared sources by their content, shared by all cases in the
 * archive.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { canonicalDigest, canonicalJson } from "../core/canonical.ts";
import { ToolError } from "../core/errors.ts";
import { parseJson } from "../core/json.ts";
import { remembered } from "../core/once.ts";
import { overDefaults } from "../core/policy-defaults.ts";
import type { Policy } from "../core/policy.ts";
import type { SourceSpec } from "../lookup/types.ts";
import type { Panel } from "../panel/types.ts";
import { inArchive } from "./cases.ts";
import { makeFolder, replaceFile, textAsKept } from "./files.ts";

type Kind = "panels" | "policies" | "sources";
type Content = { panels: Panel; policies: Policy; sources: SourceSpec[] };

/** Keeps a value; the same value a second time changes nothing. @returns its name */
export function keepSnapshot<K extends Kind>(archive: string, kind: K, value: Content[K]): string {
  const name = canonicalDigest(value);
  const folder = join(inArchive.knowledge(archive), kind);
  const path = join(folder, `${name}.json`);
  if (!existsSync(path)) {
    makeFolder(folder);
    replaceFile(path, canonicalJson(value));
  }
  return name;
}

/** @throws ToolError E_ARCHIVE: missing or damaged */
export function readSnapshot<K extends Kind>(archive: string, kind: K, name: string): Content[K] {
  const path = join(inArchive.knowledge(archive), kind, `${name}.json`);
  const value = parseJson(
    keptText(archive, kind, name),
    (message, cause) => new ToolError("E_ARCHIVE", `not JSON: ${message}`, { path, cause }),
  ) as Content[K];
  // A policy of an earlier program lacks the numbers that came later: they have their default.
  return kind === "policies" ? (overDefaults(value) as Content[K]) : value;
}

/** Into another archive, as it was kept: runs name it by its digest. @throws ToolError E_ARCHIVE */
export function copySnapshot(from: string, to: string, kind: Kind, name: string): void {
  const text = keptText(from, kind, name);
  const folder = join(inArchive.knowledge(to), kind);
  makeFolder(folder);
  replaceFile(join(folder, `${name}.json`), text);
}

function keptText(archive: string, kind: Kind, name: string): string {
  return textAsKept(join(inArchive.knowledge(archive), kind, `${name}.json`), name);
}

export type ReadSnapshots = <K extends Kind>(kind: K, name: string) => Content[K];

/** As `readSnapshot`, for many cases of one command: each is read once. */
export function snapshotReader(archive: string): ReadSnapshots {
  const read = new Map<string, Content[Kind]>();
  return <K extends Kind>(kind: K, name: string): Content[K] => {
    const value = remembered(read, `${kind} ${name}`, () => readSnapshot(archive, kind, name));
    return value as Content[K];
  };
}
