/**
 * The report in a browser, opened from the disk: no request, no error, sort, filter, cards, keyboard, paper,
 * WCAG 2.2 AA by axe. Skipped where Debian's chromium is not installed.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_POLICY } from "../../src/core/policy.ts";
import type { DecisionBasis } from "../../src/core/decision.ts";
import { decisionsSchema } from "../../src/report/schema.ts";
import { htmlReport } from "../../src/report/html/index.ts";
import type { ReportDocument } from "../../src/report/types.ts";
import { fullReport } from "../helpers/archive.ts";
import { tempFolder } from "../helpers/temp.ts";
import { reportDocument } from "../../src/report/index.ts";
import { PHENOTYPE, toldAnalysis } from "../report/build.ts";
import { HOSTILE, withEverywhere } from "../report/hostile.ts";
import { CHROMIUM, launch } from "./chromium.ts";
import { fits, onPage, violations } from "./page.ts";

const LIMIT = 120_000;
describe.skipIf(CHROMIUM === null)("in Chromium (skipped without /usr/bin/chromium)", () => {
  const folder = tempFolder();
  let browser: Browser;
  let report: ReportDocument;

  beforeAll(async () => {
    report = await fullReport({
      vcfs: ["test-data/demo/trio.vcf.gz"],
      ped: "test-data/demo/trio.ped",
      panels: ["epilepsy", "cardiomyopathy"],
    });
    browser = await launch();
  }, LIMIT);
  afterAll(() => browser?.close());

  function write(name: string, document: ReportDocument, basis?: DecisionBasis): string {
    const path = join(folder, name);
    const html = htmlReport({
      report: document,
      counts: null,
      policy: DEFAULT_POLICY,
      run: null,
      history: null,
      links: true,
      version: "0.0.0",
      basis,
    });
    writeFileSync(path, html);
    return pathToFileURL(path).href;
  }

  const genes = (page: Page): Promise<string[]> =>
    page.locator("table[data-f] tbody th a").allTextContents();

  it(
    "sorts, filters, opens cards, by keyboard alone",
    async () => {
      await onPage(browser, write("demo.html", report), async (page) => {
        const all = report.candidates.length;
        expect(await page.locator("#count").textContent()).toBe(`${all} of ${all} candidates`);
        await page.locator("thead button", { hasText: "Gene" }).first().focus();
        await page.keyboard.press("Enter");
        const first = page.locator("table[data-f]").first();
        const names = await first.locator("tbody th a").allTextContents();
        expect(names).toEqual(names.toSorted());
        expect(await first.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("ascending");
        await page.locator("input[name=q]").focus();
        await page.keyboard.type("polg");
        expect(await genes(page)).toEqual(["POLG"]);
        await page.locator("table[data-f] tbody th a").first().focus();
        await page.keyboard.press("Enter");
        const card = page.locator("details.card[open]");
        await card.waitFor();
        expect(await card.locator("summary").first().textContent()).toContain("POLG");
        expect(await page.evaluate("document.activeElement.tagName")).toBe("SUMMARY");
        await page.locator("#filter button[type=reset]").click();
        await page.selectOption("select[name=t]", "2");
        expect(await genes(page)).toHaveLength(
          report.candidates.filter((c) => c.tier === 2).length,
        );
      });
    },
    LIMIT,
  );

  it(
    "prints on A4, and reads without its script",
    async () => {
      const address = write("print.html", report);
      await onPage(browser, address, async (page) => {
        const pdf = await page.pdf({ format: "A4" });
        expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
        expect(await fits(page)).toBe(true);
      });
      await onPage(
        browser,
        address,
        async (page) => {
          expect(await page.locator("table[data-f] tbody:visible").count()).toBe(
            report.candidates.length,
          );
          expect(await fits(page)).toBe(true);
        },
        { javaScriptEnabled: false, viewport: { width: 390, height: 800 } },
      );
    },
    LIMIT,
  );

  it.each([
    ["a laptop: the first candidate is on the first screen", 1366, 768, 1],
    ["a phone: within the second", 390, 844, 2],
  ])(
    "%s",
    async (_what, width, height, screens) => {
      const address = write("first.html", report);
      for (const javaScriptEnabled of [true, false]) {
        // oxlint-disable-next-line no-await-in-loop -- one page at a time
        await onPage(
          browser,
          address,
          async (page) => {
            const box = await page.locator("table.candidates tbody").first().boundingBox();
            expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(screens * height);
          },
          { viewport: { width, height }, javaScriptEnabled },
        );
      }
    },
    LIMIT,
  );

  it(
    "on paper: a summary on the first of 12 sheets at most, every card of tiers 1 and 2 on one sheet, no other; with the script and without",
    async () => {
      const address = write("paper.html", report);
      const main = report.candidates.filter(({ tier }) => tier !== 3).length;
      for (const javaScriptEnabled of [true, false]) {
        // oxlint-disable-next-line no-await-in-loop -- one page at a time
        await onPage(
          browser,
          address,
          async (page) => {
            // A4 less the margins of @page, in CSS pixels.
            await page.setViewportSize({ width: 703, height: 1000 });
            await page.emulateMedia({ media: "print" });
            const heights = (await page.evaluate(
              "[...document.querySelectorAll('details.card')].map((c) => c.getBoundingClientRect().height).filter((h) => h > 0)",
            )) as number[];
            expect(heights).toHaveLength(main);
            expect(Math.max(...heights)).toBeLessThan(1000);
            // An open card is more than its heading.
            expect(Math.min(...heights)).toBeGreaterThan(120);
            expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(703);
            const summary = await page.locator("#about").boundingBox();
            const table = await page.locator("#candidates").boundingBox();
            const end = (summary?.y ?? 0) + (summary?.height ?? Infinity);
            expect(end).toBeLessThan(1000);
            expect(table?.y).toBeGreaterThanOrEqual(end);
            const pdf = await page.pdf({ preferCSSPageSize: true });
            const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
            expect(sheets).toBeGreaterThan(3);
            expect(sheets).toBeLessThanOrEqual(12);
          },
          { javaScriptEnabled },
        );
      }
    },
    LIMIT,
  );

  it(
    "the button beside a candidate copies it as text",
    async () => {
      const address = write("copy.html", report);
      const permissions = ["clipboard-read", "clipboard-write"];
      await onPage(
        browser,
        address,
        async (page) => {
          await page.locator("table[data-f] tbody .copy").first().click();
          await page.locator(".copy", { hasText: "Copied" }).waitFor();
          const text = (await page.evaluate("navigator.clipboard.readText()")) as string;
          const [first] = report.candidates;
          expect(text).toContain(`Gene: ${first?.gene.symbol}\n`);
          expect(text).toMatch(/Variant: c\.1396C>T; p\.\(Arg466Ter\); GRCh38 15:92953872 C>T\n/);
          expect(text).toMatch(/Genotypes: Proband het 25\/15; Father reference 31\/0;/);
        },
        { permissions },
      );
    },
    LIMIT,
  );

  it(
    "decisions: what lacks something is not saved, what is saved is the document that the archive takes",
    async () => {
      const run = "a".repeat(64);
      const address = write("decide.html", report, { case: "F0001", run });
      const [first, second] = report.candidates;
      await onPage(browser, address, async (page) => {
        expect(await page.locator("#save").isVisible()).toBe(false);
        await page.locator("button[data-cards=open]").click();
        const forms = page.locator("fieldset.decide");
        await forms.nth(0).locator("[name=decision]").selectOption("reported");
        await page.locator("[name=by]").fill("A. Scientist");
        await page.locator("#save button").click();
        expect(await page.locator("#decided").textContent()).toContain("choose a class");
        await forms.nth(0).locator("[name=class]").selectOption("LP");
        await forms.nth(0).locator("[name=criteria]").fill("PVS1, PM2_Supporting");
        await forms.nth(1).locator("[name=decision]").selectOption("dismissed");
        await page.locator("#save button").click();
        expect(await page.locator("#decided").textContent()).toContain("reason");
        await forms.nth(1).locator("[name=comment]").fill("no fit");
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.locator("#save button").click(),
        ]);
        expect(download.suggestedFilename()).toBe("F0001-decisions.json");
        const saved: unknown = JSON.parse(readFileSync(await download.path(), "utf8"));
        expect(decisionsSchema.parse(saved)).toMatchObject({
          case: "F0001",
          run,
          decisions: [
            {
              candidateId: first?.candidateId,
              allele: "15:92953872:C:T",
              decision: "reported",
              class: "LP",
              criteria: "PVS1, PM2_Supporting",
              comment: null,
              by: "A. Scientist",
            },
            {
              candidateId: second?.candidateId,
              decision: "dismissed",
              class: null,
              comment: "no fit",
            },
          ],
        });
        expect(await page.locator("#decided").textContent()).toBe("2 decisions saved");
      });
    },
    LIMIT,
  );

  it(
    "decisions: a card with a comment and no decision is named, and not left out",
    async () => {
      const address = write("open.html", report, { case: "F0001", run: "a".repeat(64) });
      await onPage(browser, address, async (page) => {
        const leaving = (): Promise<boolean> =>
          page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))");
        const told = page.locator("#decided");
        await page.locator("button[data-cards=open]").click();
        const forms = page.locator("fieldset.decide");
        await forms.nth(1).locator("[name=comment]").fill("see the parents");
        expect(await page.locator("#save").isVisible()).toBe(true);
        expect(await leaving()).toBe(true);
        expect(await told.textContent()).toBe(
          "0 decisions, not saved yet; 1 card without a decision",
        );
        await forms.nth(0).locator("[name=decision]").selectOption("reported");
        await forms.nth(0).locator("[name=class]").selectOption("LP");
        await page.locator("[name=by]").fill("A. Scientist");
        let downloads = 0;
        page.on("download", () => downloads++);
        await page.locator("#save button").click();
        const name = (await forms.nth(1).locator("legend").textContent()) ?? "?";
        expect(await told.textContent()).toBe(`${name}: choose a decision, or clear the card`);
        expect(await leaving()).toBe(true);
        await forms.nth(1).locator("[name=comment]").fill("");
        expect(downloads).toBe(0);
        await Promise.all([page.waitForEvent("download"), page.locator("#save button").click()]);
        expect(await told.textContent()).toBe("1 decision saved");
        expect(await leaving()).toBe(false);
        await forms.nth(0).locator("[name=decision]").selectOption("");
        await forms.nth(0).locator("[name=class]").selectOption("");
        expect(await page.locator("#save").isVisible()).toBe(false);
      });
    },
    LIMIT,
  );

  it(
    "odds: the table fits a laptop and a phone, the shortlist is found and sorted, and printed without colour",
    async () => {
      const chance = { probability: 0.2, words: "1 in 10 to 1 in 3" } as const;
      const { patient, ranking } = reportDocument(toldAnalysis());
      const told: ReportDocument = {
        ...report,
        ...(patient && { patient }),
        ranking,
        panels: [],
        candidates: report.candidates.map((c, i) => ({
          ...c,
          // Where chances are told no panel is applied.
          panels: [],
          phenotype: PHENOTYPE,
          shortlisted: i < 3,
          chance,
        })),
      };
      const address = write("odds.html", told);
      for (const width of [1366, 390]) {
        // oxlint-disable-next-line no-await-in-loop -- one page at a time
        await onPage(
          browser,
          address,
          async (page) => {
            expect(await fits(page)).toBe(true);
            const isWhole = await page.evaluate(
              "[...document.querySelectorAll('#candidates .scroll')].every((e) => e.scrollWidth <= e.clientWidth)",
            );
            expect(isWhole).toBe(true);
            await page.locator("input[name=q]").fill("shortlist");
            expect(await genes(page)).toHaveLength(3);
            await page.emulateMedia({ media: "print" });
            const mark = page.locator("table[data-f] .short").first();
            expect(await mark.textContent()).toBe("◆ shortlist");
            expect(await mark.isVisible()).toBe(true);
          },
          { viewport: { width, height: 800 } },
        );
      }
      await onPage(browser, address, async (page) => {
        await page.locator("table[data-f] thead button", { hasText: "Score" }).click();
        const points = await page.locator("table[data-f] .sc").allTextContents();
        expect(points.map(Number)).toEqual(points.map(Number).toSorted((a, b) => a - b));
      });
      expect(await violations(browser, address, "header, #candidates, .parts")).toEqual([]);
    },
    LIMIT,
  );

  it(
    "axe: no violation of WCAG 2.2 A and AA",
    async () => {
      const few = {
        ...report,
        candidates: report.candidates
          .slice(0, 6)
          .map((c, i) => (i === 0 ? { ...c, phenotype: PHENOTYPE } : c)),
      };
      expect(await violations(browser, write("axe.html", few))).toEqual([]);
    },
    LIMIT,
  );

  it(
    "hostile text runs nothing",
    async () => {
      const small = { ...report, candidates: report.candidates.slice(0, 1), beyondPanel: [] };
      const text = HOSTILE.map(([, t]) => t.slice(0, 90)).join(" ");
      for (const each of [text, ...HOSTILE.slice(0, 20).map(([, t]) => t)].slice(0, 3)) {
        // oxlint-disable-next-line no-await-in-loop -- one page at a time
        await onPage(browser, write("hostile.html", withEverywhere(small, each)), async (page) => {
          await page.locator("summary").first().click();
          expect(await page.evaluate("globalThis.hacked === undefined")).toBe(true);
          expect(await page.locator("main script, main iframe, main img, main b b").count()).toBe(
            0,
          );
        });
      }
    },
    LIMIT,
  );

  it(
    "5,000 candidates: 12 MB at most, and however they are filtered few rows are laid out (their times: `npm run bench -- --only page`)",
    async () => {
      const many = Array.from({ length: 5000 }, (_, i) => {
        const c = report.candidates[i % report.candidates.length];
        if (c === undefined) throw new Error("no candidate");
        return { ...c, rank: i + 1, candidateId: `c${String(i).padStart(16, "0")}` };
      });
      const address = write("many.html", { ...report, candidates: many });
      expect(readFileSync(join(folder, "many.html")).length).toBeLessThan(12_000_000);
      await onPage(browser, address, async (page) => {
        await page.locator("html.ready").waitFor({ state: "attached" });
        const rows = page.locator("table[data-f]").first().locator("tbody");
        expect(await rows.count()).toBe(50);
        for (const text of ["polg", "", "scn", "het", "green", "missense", ""]) {
          // oxlint-disable-next-line no-await-in-loop -- one after the other, as they are typed
          await page.locator("input[name=q]").fill(text);
          // oxlint-disable-next-line no-await-in-loop -- the same
          expect(await rows.count()).toBeLessThanOrEqual(50);
        }
        expect(await rows.count()).toBe(50);
        await page.evaluate("location.hash = 'c0000000000004999'");
        await page.locator("details.card[open]").waitFor();
        await page.locator("thead button", { hasText: "Rank" }).first().click();
        await page.locator("thead button", { hasText: "Rank" }).first().click();
        expect(await page.locator("table[data-f] tbody td").first().textContent()).toBe("5000");
      });
    },
    LIMIT,
  );
});
