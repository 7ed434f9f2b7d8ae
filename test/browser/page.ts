/** A page in Chromium that may ask for nothing and complain of nothing; WCAG by axe. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";

/** Runs `work` on an open page; nothing may have been asked for or complained of by its end. */
export async function onPage(
  browser: Browser,
  address: string,
  work: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const heard: string[] = [];
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address.split("#")[0]) heard.push(request.url());
  });
  page.on("console", (message) => heard.push(message.text()));
  page.on("pageerror", (error) => heard.push(error.message));
  page.on("dialog", (dialog) => heard.push(dialog.message()));
  await page.goto(address);
  await work(page);
  await context.close();
  expect(heard).toEqual([]);
}

/** Nothing is wider than the window. */
export async function fits(page: Page): Promise<boolean> {
  return (await page.evaluate("document.documentElement.scrollWidth <= innerWidth")) as boolean;
}

/**
 * Violations of WCAG 2.2 A and AA, with what is folded laid open (the first thirty).
 * @param within a selector: this part of the page alone
 */
export async function violations(
  browser: Browser,
  address: string,
  within = "body",
): Promise<string[]> {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(address);
  await page.locator("details").evaluateAll((all) => {
    for (const each of all.slice(0, 30)) each.setAttribute("open", "");
  });
  await page.evaluate(axe);
  const found = (await page.evaluate(
    `axe.run(${JSON.stringify(within)}, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)).join(" | ")))`,
  )) as string[];
  await context.close();
  return found;
}
