/** How the files of each kind of step are imported: with the imports that `panelist knowledge import` uses. */
import { ToolError } from "../../core/errors.ts";
import type { SetupStep } from "../../io/addresses.ts";
import type { Store, StoreEntry } from "../../store/types.ts";
import type { Fetched } from "./files.ts";

interface JobAsked {
  now: Date;
  /** FASTA for transcripts; undefined: coordinates alone. */
  reference: string | undefined;
}

type Imported = Pick<{ entry: StoreEntry; added: boolean }, "entry" | "added">;
type Job = (
  store: Store,
  files: readonly Fetched[],
  step: SetupStep,
  asked: JobAsked,
) => Promise<Imported[]>;

/** Jobs that rest on files; panels and values ask services. */
type FileJob = Exclude<SetupStep["job"], "panels" | "values">;

export const FILE_JOBS: Record<FileJob, Job> = {
  genes: async (store, files, _step, { now }) => {
    const { importGenes } = await import("../../genes/catalogue/index.ts");
    return oneByOne(files, ({ path }) => importGenes(store, path, { assembly: null, now }));
  },
  transcripts: async (store, files, { assembly }, { now, reference = null }) => {
    const { importTranscriptRelease } = await import("../transcripts.ts");
    const [gff, mane] = files;
    const asked = { assembly, release: null, reference, mane: mane?.path ?? null };
    return oneByOne(gff === undefined ? [] : [gff], ({ path }) =>
      importTranscriptRelease(store, path, {
        ...asked,
        allBiotypes: false,
        allowRemote: false,
        now,
      }),
    );
  },
  hpo: async (store, files, _step, { now }) => {
    const { importHpo } = await import("../../phenotype/index.ts");
    const paths = files.map(({ path }) => path);
    return [await importHpo(store, paths, { release: null, now: now.toISOString() })];
  },
  clinvar: async (store, files, { assembly }, { now }) => {
    const { importClinVar } = await import("../../classifications/index.ts");
    const asked = { release: undefined, assembly: assembly ?? undefined, now };
    return oneByOne(files, ({ path }) => importClinVar(store, path, asked));
  },
  "gene-facts": async (store, files, step, { now }) => {
    const { importGeneFacts } = await import("../../genes/gene-facts.ts");
    return oneByOne(files, (file) =>
      importGeneFacts(store, file.path, {
        name: step.gives.source,
        release: releaseOf(step, file, now),
        now,
      }),
    );
  },
  g2p: diseases("g2p"),
  gencc: diseases("gencc"),
  "test-directory": async (store, files, _step, { now }) => {
    const { importDirectory } = await import("../../panel/directory/index.ts");
    const { readBytes } = await import("../../io/read-text.ts");
    return oneByOne(files, async ({ path }) =>
      importDirectory(store, await readBytes(path), path, now),
    );
  },
};

function diseases(table: "g2p" | "gencc"): Job {
  return async (store, files, step, { now }) => {
    const { importGeneDiseases } = await import("../../genes/gene-diseases.ts");
    return oneByOne(files, (file) =>
      importGeneDiseases(store, file.path, { table, release: releaseOf(step, file, now), now }),
    );
  };
}

/** What the list of addresses says, else the day of the file by its server, else the day on which it came. */
function releaseOf({ release }: SetupStep, { modified }: Fetched, now: Date): string {
  return release ?? (modified ?? now).toISOString().slice(0, 10);
}

async function oneByOne(
  files: readonly Fetched[],
  work: (file: Fetched) => Promise<Imported>,
): Promise<Imported[]> {
  if (files.length === 0) throw new ToolError("E_REMOTE", "there is no file to import");
  const imported: Imported[] = [];
  // oxlint-disable-next-line no-await-in-loop -- each is large in memory
  for (const file of files) imported.push(await work(file));
  return imported;
}
