/** The user's home, below which the store and the configuration are unless something names them. */
import { homedir } from "node:os";

/** HOME, else what the system says; `/` for a user whom it does not know, as in many containers. */
export function homeOf(env: NodeJS.ProcessEnv): string {
  const stated = env["HOME"] ?? "";
  if (stated !== "") return stated;
  try {
    return homedir();
  } catch {
    return "/";
  }
}
