/**
 * The pages of a re-analysis in a browser: a case, the archive, what one re-analysis told. Wide and narrow,
 * on paper, without a script, WCAG 2.2 AA by axe. Skipped where Debian's chromium is not installed.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportFromFile } from "../../src/reanalysis/report-file.ts";
import { addHere, reanalyseHere } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";
import { CHROMIUM, launch } from "./chromium.ts";
import { fits, onPage, violations } from "./page.ts";

const LIMIT = 120_000;
const NAMES = ["case", "archive", "reanalysis"] as const;

describe.skipIf(CHROMIUM === null)("in Chromium (skipped without /usr/bin/chromium)", () => {
  const folder = tempFolder();
  const archive = join(folder, "cases");
  const address = (name: string): string => pathToFileURL(join(folder, `${name}.html`)).href;
  let browser: Browser;

  beforeAll(async () => {
    const family = { vcfs: ["test-data/demo/trio.vcf.gz"], ped: "test-data/demo/trio.ped" };
    const earlier = { panelVersions: ["epilepsy@0.9"] };
    await addHere(archive, "F0001", { ...family, panels: ["epilepsy"] }, earlier);
    await addHere(archive, "F0002", { ...family, panels: ["epilepsy", "cardiomyopathy"] }, earlier);
    const { text } = await reanalyseHere(archive, { format: "html" });
    const asked = {
      source: archive,
      format: "html",
      links: true,
      allowNhsNumbers: false,
    } as const;
    const ofCase = { ...asked, case: { id: "F0001" } };
    const pages: Record<(typeof NAMES)[number], string> = {
      reanalysis: text,
      archive: String(await reportFromFile(asked, "0.0.0")),
      case: String(await reportFromFile(ofCase, "0.0.0")),
    };
    for (const name of NAMES) writeFileSync(join(folder, `${name}.html`), pages[name]);
    browser = await launch();
  }, LIMIT);
  afterAll(() => browser?.close());

  it.each(NAMES)(
    "%s: asks for nothing, fits 1366 and 390 px, prints",
    async (name) => {
      await onPage(browser, address(name), async (page) => {
        for (const width of [1366, 390]) {
          // oxlint-disable-next-line no-await-in-loop -- one page
          await page.setViewportSize({ width, height: 900 });
          // oxlint-disable-next-line no-await-in-loop -- as above
          expect(await fits(page)).toBe(true);
        }
        const pdf = await page.pdf({ format: "A4" });
        expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
      });
    },
    LIMIT,
  );

  it.each(["case", "reanalysis"])(
    "%s: reads without its script",
    async (name) => {
      await onPage(
        browser,
        address(name),
        async (page) => {
          const change = page.locator("ul.changes > li.k-up").first();
          expect(await change.isVisible()).toBe(true);
          for (const text of ["WWOX", "GRCh38", "tier 3", "tier 1", "0.9", "1.0"])
            // oxlint-disable-next-line no-await-in-loop -- one page
            expect(await change.textContent()).toContain(text);
        },
        { javaScriptEnabled: false },
      );
    },
    LIMIT,
  );

  it.each([
    ["case", "#history"],
    ["reanalysis", "body"],
  ])(
    "%s: no violation of WCAG 2.2 A and AA in its %s",
    async (name, within) => {
      expect(await violations(browser, address(name), within)).toEqual([]);
    },
    LIMIT,
  );
});
