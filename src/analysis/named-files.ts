/**
 * Files named in a case file or a phenopacket. Such files come from elsewhere: what they name, panels too, lies
 * beside them, or in a folder that the person who runs the program has said holds the data of cases, links
 * resolved.
 */
import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isMissing, messageOf, ToolError } from "../core/errors.ts";
import { isRemote } from "../core/text.ts";

/**
 * @param naming the file that names it
 * @param file as it stands there: relative to it, absolute, `file:`, or an http(s) address, which is left as it is
 * @param roots folders whose files may be named (`--data-root`)
 * @throws ToolError E_PATIENT: no file's name, or one of a file elsewhere
 */
export function namedFile(naming: string, file: string, roots: readonly string[] = []): string {
  if (isRemote(file)) return file;
  const name = /^file:/i.test(file) ? fromUri(naming, file) : file;
  if (name.includes("\0")) throw fault(naming, file, "is not a file name");
  const path = isAbsolute(name) ? name : join(dirname(naming), name);
  const real = realPlace(path);
  const allowed = [dirname(naming), ...roots].map(realPlace);
  if (allowed.some((root) => real.startsWith(root.endsWith(sep) ? root : root + sep))) return path;
  throw fault(
    naming,
    file,
    "lies outside this file's folder",
    "If this is intended, add --data-root with the folder that holds the data.",
  );
}

function fromUri(naming: string, uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch (error) {
    throw fault(
      naming,
      uri,
      `is not the address of a local file: ${messageOf(error)}`,
      "Write file:///folder/file, or the path itself.",
    );
  }
}

function fault(naming: string, file: string, what: string, hint?: string): ToolError {
  return new ToolError("E_PATIENT", `the file it names, '${file.slice(0, 200)}', ${what}`, {
    path: naming,
    hint,
  });
}

/** Links resolved, of a file that is not there those of its folder. */
function realPlace(path: string): string {
  const full = resolve(path);
  try {
    return realpathSync(full);
  } catch (error) {
    const parent = dirname(full);
    if (!isMissing(error) || parent === full) return full;
    return join(realPlace(parent), basename(full));
  }
}
