import type { Page } from "playwright-core";
import type { CaseOutcome } from "../case/case-status.ts";
import type { ConformanceHost } from "../host/conformance-host.ts";
import { strayFailure } from "./stray-error.ts";

/** What the page's code leaves behind. */
export interface PageGlobals {
  readonly lockstepHost: Promise<ConformanceHost>;
}

/** How cases are run in pages. */
export interface PageRunOptions {
  /** The page to begin with, in which the engine is loaded. */
  readonly page: Page;
  /** Opens another one, for the cases that follow one that did not end. */
  readonly open: () => Promise<Page>;
  /** The longest that one case may take, in seconds. */
  readonly timeout: number;
}

/** An engine that loses more pages than this is not waited for any longer: at 60 s each, its cases would take days. */
export const MOST_LOST_PAGES = 10;

/**
 * Cases in a page, one at a time. A case that does not end, or takes the page down, loses the page: the next one gets
 * another.
 */
export class PageRun {
  readonly #open: () => Promise<Page>;
  readonly #timeout: number;
  /** Nothing, if it was lost. */
  #page: Page | undefined;
  #lost = 0;
  /** Errors that nobody caught in the page, since the last case ended. */
  readonly #strays: string[] = [];
  /** Settles once no case runs. */
  #idle: Promise<unknown> = Promise.resolve();

  constructor({ page, open, timeout }: PageRunOptions) {
    this.#open = open;
    this.#timeout = timeout;
    this.#take(page);
  }

  /** The outcome of a case, which waits for those that were asked for before. */
  outcome(index: number): Promise<CaseOutcome> {
    const outcome = this.#idle.then(() => this.#run(index));
    this.#idle = outcome;
    return outcome;
  }

  async #run(index: number): Promise<CaseOutcome> {
    if (this.#lost === MOST_LOST_PAGES) {
      return { status: "failed", reason: `was not run, for ${this.#lost} cases before did not end or lost their page` };
    }
    let page: Page;
    try {
      page = this.#page ?? this.#take(await this.#open());
    } catch (error) {
      return this.#lose(`there is no page any more: ${wordsOf(error)}`);
    }
    const outcome = await within(this.#timeout, runInPage(page, index));
    const [stray] = this.#strays.splice(0);
    if (typeof outcome === "string") return this.#lose(outcome);
    return stray === undefined ? outcome : strayFailure(stray);
  }

  #take(page: Page): Page {
    this.#page = page;
    page.on("pageerror", (error) => {
      if (page === this.#page) this.#strays.push(error.message);
    });
    return page;
  }

  #lose(reason: string): CaseOutcome {
    this.#lost += 1;
    // Nobody waits for it: a page in a loop may take its time. The browser's end is the end of it at the latest.
    this.#page?.close().catch(() => {});
    this.#page = undefined;
    return { status: "failed", reason };
  }
}

/** The outcome, or in words why the page has none. */
async function runInPage(page: Page, index: number): Promise<CaseOutcome | string> {
  try {
    return await page.evaluate(async (place) => {
      const outcome = await (await (globalThis as unknown as PageGlobals).lockstepHost).run(place);
      // A browser tells of a rejection that nobody handles in a task of its own, behind the first of these.
      for (let task = 0; task < 2; task++) await new Promise<void>((settle) => setTimeout(settle));
      return outcome;
    }, index);
  } catch (error) {
    return `the page is gone: ${wordsOf(error)}`;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What a promise comes to, or in words that the time is up: the case may go on, but nobody waits for it. */
async function within<Value>(seconds: number, promise: Promise<Value>): Promise<Value | string> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<string>((settle) => {
    timer = setTimeout(() => settle(`did not end within ${seconds} s`), seconds * 1000);
  });
  try {
    return await Promise.race([promise, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
