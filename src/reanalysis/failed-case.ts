/** One of many cases that failed: what is told of it. The others go on. */
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

/** Where, what, and what to do. */
export function inOneLine({ message, hint, place }: ToolError): string {
  const where = place.path === undefined ? message : `${place.path}: ${message}`;
  return hint === undefined ? where : `${where} (${hint})`;
}
