/** Files and folders that may be absent. */
import { readFileSync, readdirSync } from "node:fs";
import { type ErrorCode, isMissing, messageOf, ToolError } from "../core/errors.ts";

/** Text of a file; null: no such file. @throws ToolError of this code */
export function textIfThere(path: string, code: ErrorCode = "E_STORE"): string | null {
  return orNothing(path, code, null, () => readFileSync(path, "utf8"));
}

/** Names in a folder, sorted; none where there is no folder. @throws ToolError of this code */
export function namesIfThere(folder: string, code: ErrorCode = "E_STORE"): string[] {
  return orNothing(folder, code, [], () => readdirSync(folder).sort());
}

/** As `namesIfThere`, without plain files. A link may lead to a folder. */
export function foldersIfThere(folder: string, code: ErrorCode = "E_STORE"): string[] {
  return orNothing(folder, code, [], () =>
    readdirSync(folder, { withFileTypes: true })
      .flatMap((entry) => (entry.isFile() ? [] : [entry.name]))
      .sort(),
  );
}

function orNothing<T>(path: string, code: ErrorCode, nothing: T, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (isMissing(cause)) return nothing;
    throw new ToolError(code, messageOf(cause), { path, cause });
  }
}
