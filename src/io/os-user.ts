/** The user according to the operating system: kept beside the name that people type. */
import { userInfo } from "node:os";

/** undefined: the system has no name for this user, as in many containers. */
export function osUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
