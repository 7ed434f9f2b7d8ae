/** Debian's Chromium for the tests of the report; null where there is none. */
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
export const CHROMIUM: string | null = PLACES.find((path) => existsSync(path)) ?? null;

const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage";

export function launch(): Promise<Browser> {
  if (CHROMIUM === null) throw new Error("no Chromium");
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS.split(" "), timeout: 60_000 });
}
