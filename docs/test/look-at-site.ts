import axe from "axe-core";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { serveSite, type ServedSite } from "../src/command/serve-site.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** What to start, or why there is nothing. */
    readonly siteBrowser:
      | string
      | { readonly executablePath: string; readonly args: readonly string[]; readonly chromiumSandbox: boolean };
  }
}

/** A page of every kind. */
const KINDS = {
  "the first page": "/",
  "a guide": "/guide/start",
  "a specification": "/spec/dropout",
  "the names of a package": "/api/tfjs/",
  "a name": "/api/core/early-stopping/early-stopping",
};

/** Pages whose tables are so large that axe would look at the same for half a minute. */
const LARGE = { features: "/features", errors: "/api/errors", "the names of core": "/api/core/" };

/** Opens a page of every kind, and the search, in Chromium. Nothing may complain, and no page asks anybody else. */
export function lookAtSite(): void {
  const found = inject("siteBrowser");
  const title = typeof found === "string" ? `in Chromium, which is missing: ${found}` : "in Chromium";
  describe.skipIf(typeof found === "string")(title, () => {
    let browser: Browser;
    let site: ServedSite;

    beforeAll(async () => {
      if (typeof found === "string") return;
      site = await serveSite(0);
      browser = await chromium.launch({ ...found, args: [...found.args] });
    });
    afterAll(async () => {
      await browser?.close();
      site?.close();
    });

    it.each(Object.entries(KINDS))("shows %s to all readers, light and dark", async (_kind, path) => {
      const { page, complaints } = await openPage(browser, site.address);
      await page.goto(site.address + path.slice(1), { waitUntil: "networkidle" });
      expect(await seriousProblems(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await seriousProblems(page, ["color-contrast"])).toEqual([]);
      expect(complaints).toEqual([]);
      await page.close();
    });

    it.each(Object.entries({ ...KINDS, ...LARGE }))("fits %s on a phone", async (_kind, path) => {
      const { page, complaints } = await openPage(browser, site.address);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(site.address + path.slice(1));
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      expect(complaints).toEqual([]);
      await page.close();
    });

    it.each([
      ["what a guide tells", "five minutes", "/guide/start"],
      ["a name by its words", "early stopping", "/api/core/early-stopping/early-stopping"],
      ["a clause", "DRP-8", "/spec/dropout"],
    ])("finds %s", async (_what, words, path) => {
      const { page, complaints } = await openPage(browser, site.address);
      await page.goto(site.address);
      await page.getByRole("button", { name: "Search" }).first().click();
      await page.getByRole("searchbox").fill(words);
      const results = page.getByRole("listbox").getByRole("option");
      await results.first().waitFor();
      const links = await results
        .getByRole("link")
        .evaluateAll((links_) => links_.map((link) => link.getAttribute("href")));
      expect(links.map((link) => link!.split("#")[0])).toContain(path);
      expect(complaints).toEqual([]);
      await page.close();
    });

    it("says so where there is no page", async () => {
      const { page } = await openPage(browser, site.address);
      const response = await page.goto(`${site.address}guide/nothing`);
      expect(response!.status()).toBe(404);
      await page.getByText("There is no such page").waitFor();
      await page.close();
    });
  });
}

async function openPage(browser: Browser, address: string): Promise<{ page: Page; complaints: string[] }> {
  const complaints: string[] = [];
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: "light" });
  page.on("console", (message) => void complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", ({ message }) => void complaints.push(message));
  page.on("requestfailed", (request) => void complaints.push(`failed: ${request.url()}`));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) {
      complaints.push(`asks somebody else: ${request.url()}`);
    }
  });
  return { page, complaints };
}

/** What axe has against a page, by all of its rules or by some. */
async function seriousProblems(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (only) =>
      // The button's label is "Search", and it shows a key as well: VitePress's own.
      (globalThis as unknown as { axe: typeof axe }).axe.run(
        { exclude: [".DocSearch-Button"] },
        { resultTypes: ["violations"], ...(only === undefined ? {} : { runOnly: only }) },
      ),
    rules === undefined ? undefined : [...rules],
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}
