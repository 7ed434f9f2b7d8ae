import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

function beside(name: string): string | null {
  const folder = fileURLToPath(new URL(`../../../shared/${name}`, import.meta.url));
  return existsSync(folder) ? folder : null;
}

/** Folder of the shared test data beside the repository; null where it is absent (then skip). */
export const sharedData: string | null = beside("data");

/** Situations that made other tools, or this one, go wrong; null where they are absent (then skip). */
export const sharedReports: string | null = beside("found/reports");
export const sharedPeers: string | null = beside("found/peers");
