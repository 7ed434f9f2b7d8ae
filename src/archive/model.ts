/**
 * What an archive holds: plain JSON, each document with `schema` and `version`. One folder per case;
 * docs/archive.md shows the layout.
 */
import type { z } from "zod";
import type * as schema from "./schema.ts";

export { CASE_STATUSES } from "./case-model.ts";
export type * from "./case-model.ts";
export type * from "./event-model.ts";
export type * from "./knowledge-model.ts";
export type * from "./run-model.ts";

export interface ArchiveFile {
  schema: "panelist.archive";
  version: 1;
  /** ISO date-time. */
  created: string;
}

export type LogLine = z.infer<typeof schema.logLine>;

/** What is left of a removed case. */
export type Tombstone = z.infer<typeof schema.tombstone>;

export interface ArchiveFault {
  /** Relative to the archive. */
  path: string;
  problem: "unreadable" | "digest" | "missing" | "head" | "unfinished" | "stray" | "snapshot";
  detail: string;
  /** Set where `verify` mended it. */
  repaired: boolean;
}
