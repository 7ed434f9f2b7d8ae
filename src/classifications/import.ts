/** `knowledge import clinvar`: a release of ClinVar into the store. */
import { basename } from "node:path";
import type { Assembly } from "../core/assembly.ts";
import { ToolError } from "../core/errors.ts";
import { counted } from "../core/counted.ts";
import { isDay } from "../core/option-values.ts";
import type { Store, StoreEntry } from "../store/types.ts";
import { SnapshotBuilder } from "./builder.ts";
import type { SnapshotHead } from "./types.ts";
import { readClassifications, type ReadVcf } from "./read-vcf.ts";
import { recordStatement } from "./record-words.ts";
import { linesOf } from "../io/text-lines.ts";

interface ImportAsked {
  /** YYYY-MM-DD; absent: the header's fileDate. */
  release: string | undefined;
  /** Where the header does not tell it. */
  assembly: Assembly | undefined;
  now: Date;
}

export interface ImportedSnapshot {
  entry: StoreEntry;
  added: boolean;
  head: SnapshotHead;
  skipped: ReadVcf["skipped"];
}

/** @throws ToolError E_KNOWLEDGE, E_ASSEMBLY, E_STORE, and those of reading */
export async function importClinVar(
  store: Store,
  path: string,
  requested: ImportAsked,
): Promise<ImportedSnapshot> {
  const builder = new SnapshotBuilder();
  const read = await readClassifications(
    linesOf(path),
    path,
    requested.assembly,
    builder,
    recordStatement,
  );
  const stated = read.header.lines.find((line) => line.startsWith("##fileDate="));
  const release = releaseDate(
    requested.release ?? stated?.slice("##fileDate=".length) ?? null,
    path,
  );
  return keep(store, path, builder, read, requested.now, {
    kind: "clinvar",
    source: "ClinVar",
    release,
    terms: "public domain (NCBI ClinVar)",
  });
}

/** Writes what was built. @throws ToolError E_KNOWLEDGE when nothing was classified */
export async function keep(
  store: Store,
  path: string,
  builder: SnapshotBuilder,
  read: Pick<ReadVcf, "assembly" | "lines" | "skipped">,
  now: Date,
  about: Pick<SnapshotHead, "kind" | "source" | "release"> & { terms: string },
): Promise<ImportedSnapshot> {
  const { kind, source, release, terms } = about;
  const { data, head } = builder.finish({ kind, source, release, assembly: read.assembly });
  if (head.records === 0)
    throw new ToolError(
      "E_KNOWLEDGE",
      `none of ${counted(read.lines, "record")} has a classification`,
      {
        path,
        hint: "Give ClinVar's own VCF (CLNSIG in INFO) or the macarthur-lab VCF (CLINICAL_SIGNIFICANCE).",
      },
    );
  const { entry, added } = await store.put(
    { kind, source, id: read.assembly, version: release },
    data,
    {
      extension: "bin",
      fetched: now.toISOString(),
      origin: basename(path),
      terms,
      assembly: read.assembly,
      facts: {
        records: head.records,
        rescuing: head.chromosomes.reduce((sum, c) => sum + c.rescuing, 0),
        skipped: { ...read.skipped },
      },
    },
  );
  return { entry, added, head, skipped: read.skipped };
}

/** `2026-02-26` or `20260226`. @throws ToolError E_KNOWLEDGE */
export function releaseDate(text: string | null, path: string): string {
  const [, ...parts] = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text?.trim() ?? "") ?? [];
  const date = parts.join("-");
  if (!isDay(date))
    throw new ToolError(
      "E_KNOWLEDGE",
      text === null ? "the header has no ##fileDate" : `the release '${text}' is not a date`,
      { path, hint: "Add --release with the date of the ClinVar release (YYYY-MM-DD)." },
    );
  return date;
}
