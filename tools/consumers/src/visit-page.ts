import { chromium } from "playwright-core";

/** What a page did. */
export interface PageVisit {
  /** What its `output` shows in the end. */
  readonly output: string;
  /** Messages of the console, errors that nobody caught, and violations of the policy. */
  readonly messages: readonly string[];
  /** Addresses that were asked, each once. */
  readonly requests: readonly string[];
  /** Those of them that are not the page's own. */
  readonly strangers: readonly string[];
}

/** Opens a page in a fresh Chromium and waits until its `output` has a text. */
export async function visitPage(executablePath: string, url: string, query: string): Promise<PageVisit> {
  // Chromium refuses its sandbox to the super-user, which containers run as.
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
  try {
    const page = await browser.newPage();
    const messages: string[] = [];
    const requests = new Set<string>();
    page.on("console", (message) => messages.push(message.text()));
    page.on("pageerror", (error) => messages.push(String(error)));
    page.on("request", (request) => requests.add(request.url()));
    await page.goto(url + query);
    const output = page.locator("output:not(:empty)");
    const text = await output.textContent().catch((error: unknown) => {
      throw new Error(`The page showed nothing. It said: ${messages.join("\n")}`, { cause: error });
    });
    const strangers = [...requests].filter((address) => !address.startsWith(url));
    return { output: text ?? "", messages, requests: [...requests], strangers };
  } finally {
    await browser.close();
  }
}
