import { chromium, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";
import { expect, inject, it as plainIt } from "vitest";

/** What a test asks for besides an address. */
interface OpenPageOptions extends BrowserContextOptions {
  /** Runs in the page before anything of its own. */
  readonly before?: () => void;
}

/** Opens the built page at a section, such as `#train`. @param watch sees the page before it goes there */
export type OpenPage = (
  hash?: string,
  options?: OpenPageOptions,
  watch?: (page: Page) => void | Promise<void>,
) => Promise<Page>;

/** Long, since other people's machines are busy. */
const PATIENCE = 60_000;

/**
 * `it` of the tests of the page. Its `openPage(hash)` opens the built page in a context of its own; a test fails if the
 * page or one of its workers logs an error, lets one escape, breaks its content security policy or asks another server.
 * `complaints` is what was said; a test that provokes some takes them out.
 */
export const it = plainIt
  // oxlint-disable-next-line no-empty-pattern -- the runner reads from it that nothing is needed
  .extend("browser", { scope: "file" }, async ({}, { onCleanup }) => {
    const { args, ...browser } = inject("browser");
    const started = await chromium.launch({ ...browser, args: [...args] });
    onCleanup(() => started.close());
    return started;
  })
  // oxlint-disable-next-line no-empty-pattern -- as above
  .extend("complaints", ({}, { onCleanup }): string[] => {
    const complaints: string[] = [];
    onCleanup(() => expect(complaints).toStrictEqual([]));
    return complaints;
  })
  .extend("openPage", async ({ browser, complaints }, { onCleanup }) => {
    const contexts: BrowserContext[] = [];
    onCleanup(async () => {
      for (const context of contexts) await context.close();
    });
    const openPage: OpenPage = async (hash = "", { before, ...options } = {}, watch): Promise<Page> => {
      // Each context would fetch the whole page a second time, for its offline copy: tests of that ask for it.
      const context = await browser.newContext({ serviceWorkers: "block", ...options });
      contexts.push(context);
      context.setDefaultTimeout(PATIENCE);
      listen(context, complaints);
      if (before !== undefined) await context.addInitScript(before);
      const page = await context.newPage();
      await watch?.(page);
      await page.goto(inject("address") + hash);
      return page;
    };
    return openPage;
  });

function listen(context: BrowserContext, complaints: string[]): void {
  const { origin } = new URL(inject("address"));
  // Refusals by the policy are among them, those of workers too.
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => complaints.push(`not caught: ${error.error().message}`));
  context.on("request", (request) => {
    const address = new URL(request.url());
    if (/^https?:$/.test(address.protocol) && address.origin !== origin) complaints.push(`asks ${request.url()}`);
  });
}
