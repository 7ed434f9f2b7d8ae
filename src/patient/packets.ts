/** Phenopackets by path: single files, or all in a folder and its subfolders. */
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { ToolError } from "../core/errors.ts";
import { LIMITS } from "../core/limits.ts";
import { readText } from "../io/read-text.ts";
import { type Phenopacket, readPhenopacket } from "../phenotype/index.ts";

interface NamedPacket {
  /** File name without `.json`. */
  name: string;
  path: string;
  packet: Phenopacket;
}

/** In order of the paths given, within a folder by name. @throws ToolError E_INPUT_MISSING, E_PATIENT */
export async function* readPackets(paths: readonly string[]): AsyncIterable<NamedPacket> {
  for (const given of paths) {
    // oxlint-disable-next-line no-await-in-loop -- in order
    for (const path of await filesOf(given)) {
      // oxlint-disable-next-line no-await-in-loop -- one patient at a time is in memory
      const text = await readText(path, LIMITS.files.phenopacket);
      yield { name: basename(path, ".json"), path, packet: readPhenopacket(text, path) };
    }
  }
}

async function filesOf(path: string): Promise<string[]> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (cause) {
    throw new ToolError("E_INPUT_MISSING", "cannot be read", { path, cause });
  }
  if (!isFolder) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length > 0) return files;
  throw new ToolError("E_INPUT_MISSING", "no .json file in this folder", { path });
}

/** What a packet says its patient has. */
export interface Answer {
  gene: { name: string; ids: string[] } | null;
  disease: { name: string; ids: string[] } | null;
}

/** The first gene and the first disease that it names; gene ids as `NCBIGene:…` and symbols. */
export function answerOf({ genes, diseases }: Phenopacket): Answer {
  const [gene] = genes;
  const [disease] = diseases;
  const ncbi = (gene?.ids ?? []).flatMap((id) => {
    const digits = /^(?:entrez|NCBIGene|ncbigene):(\d+)$/i.exec(id)?.[1];
    return digits === undefined ? [] : [`NCBIGene:${digits}`];
  });
  return {
    gene:
      gene === undefined
        ? null
        : {
            name: gene.symbol === "" ? (gene.ids[0] ?? "") : gene.symbol,
            ids: [...ncbi, gene.symbol],
          },
    disease: disease === undefined ? null : { name: disease.id, ids: [disease.id] },
  };
}
