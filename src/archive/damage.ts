/** If work on one case fails because of its documents, the document at fault is named. */
import { asToolError } from "../core/errors.ts";
import { caseFault } from "./verify.ts";

/** Runs `work`. @throws ToolError E_ARCHIVE where a document is not what it should be; whatever else `work` throws */
export async function withFaultTold<T>(
  archive: string,
  id: string,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const fault = asToolError(error).code === "E_BUG" ? await caseFault(archive, id) : undefined;
    throw fault ?? error;
  }
}
