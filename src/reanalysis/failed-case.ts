/** One failed case of many: what is reported about it. The others go on. */
import { caseFault } from "../archive/index.ts";
import { asToolError, type ToolError } from "../core/errors.ts";
import type { Reanalysis } from "./reanalyse.ts";

export type FailedCase = Reanalysis["failed"][number];

/**
 * Whatever was thrown, it is this case's alone. What looks like a bug may be a document that is not what it should be.
 * @throws the error itself where the reader of the output has gone
 */
export async function failureOf(archive: string, id: string, error: unknown): Promise<FailedCase> {
  const thrown = asToolError(error);
  const fault = thrown.code === "E_BUG" ? await caseFault(archive, id) : undefined;
  const { code, message, hint = null } = fault ?? thrown;
  return { case: id, code, message, hint };
}

/** Where, what, and what to do, for who gave a table. */
export function inOneLine({ message, hint, place }: ToolError): string {
  const where = place.path === undefined ? message : `${place.path}: ${message}`;
  return hint === undefined ? where : `${where} (${hint}${inTable(hint)})`;
}

/** Options of a run on one family are columns of a table, or nothing. */
function inTable(hint: string): string {
  const columns = ["ped", "proband", "sex", "assembly"].filter((name) =>
    new RegExp(`--${name}\\b`).test(hint),
  );
  const alone = hint.includes("--force-sex") ? " --force-sex is an option of analyse." : "";
  if (columns.length === 0) return alone;
  return ` In a table: the column${columns.length > 1 ? "s" : ""} ${columns.join(" and ")}.${alone}`;
}
