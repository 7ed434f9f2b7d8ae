/**
 * What is wrong with a case's documents where work on them broke down: JSON that is whole, of our name and
 * version, and yet not what it should be. Asked only then: the schemas cost a start-up's time.
 */
import { join } from "node:path";
import { isToolError, systemCode, ToolError } from "../core/errors.ts";
import { inArchive, inCase, runNumbers } from "./cases.ts";
import { readJson } from "./files.ts";

/**
 * Runs `work`; where it breaks down over a case's documents, the document at fault is named.
 * @param ids of the cases whose documents it reads
 * @throws ToolError E_ARCHIVE instead of what is no error of its own; whatever else `work` throws
 */
export async function withDamageTold<T>(
  archive: string,
  ids: readonly string[],
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw (await damageBehind(error, archive, ids)) ?? error;
  }
}

/** The damage that an error comes from; null: it is an error of its own, or the documents are as they should be. */
export async function damageBehind(
  error: unknown,
  archive: string,
  ids: readonly string[],
): Promise<ToolError | null> {
  if (isToolError(error) || systemCode(error) !== "") return null;
  const schemas = await import("./schema.ts");
  for (const id of ids) {
    const folder = inArchive.case(archive, id);
    const documents = [
      ["panelist.archive-case", inCase.file(folder), schemas.caseFile],
      ["panelist.archive-head", inCase.head(folder), schemas.head],
      ["panelist.archive-verdicts", join(folder, "verdicts.json"), schemas.verdictsFile],
      ...runNumbers(folder).map(
        (run) => ["panelist.archive-run", inCase.run(folder, run), schemas.runFile] as const,
      ),
    ] as const;
    for (const [name, path, schema] of documents) {
      const document = readJson(path, name);
      const [issue] = document === null ? [] : (schema.safeParse(document).error?.issues ?? []);
      if (issue === undefined) continue;
      const place = issue.path.map(String).join(".") || "the file";
      return new ToolError("E_ARCHIVE", `damaged: ${place}: ${issue.message}`, {
        path,
        hint: "Restore this file from a backup, or remove the case and add it again.",
        cause: error,
      });
    }
  }
  return null;
}
