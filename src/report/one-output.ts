/** One output of a command that makes its text by itself: opened before the work, whole or not at all. */
import { openOutput, streamOutput } from "./output.ts";

/**
 * A place that cannot be written is known before `work` begins; what `work` throws leaves no file.
 * @param path undefined or `-`: standard output
 * @throws ToolError E_OUTPUT, E_IO; what `work` throws
 */
export async function writeOneOutput<T extends { text: string | Uint8Array }>(
  path: string | undefined,
  stdout: NodeJS.WritableStream,
  work: () => Promise<T>,
): Promise<T> {
  if (path === undefined || path === "-") {
    const made = await work();
    const output = streamOutput(stdout);
    await output.write(made.text);
    await output.finish();
    return made;
  }
  const output = await openOutput(path);
  try {
    const made = await work();
    await output.write(made.text);
    await output.commit();
    return made;
  } catch (error) {
    await output.abort();
    throw error;
  }
}
