import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../shared/data", import.meta.url));

/** Folder of the shared test data beside the repository; null where it is absent (then skip). */
export const sharedData: string | null = existsSync(folder) ? folder : null;
