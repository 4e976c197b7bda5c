import type { Page } from "playwright-core";
import { describe, expect, it, vi } from "vitest";
import type { CaseOutcome } from "../../src/index.ts";
import { MOST_LOST_PAGES, PageRun } from "../../src/node/page-run.ts";

interface FakePage {
  readonly page: Page;
  readonly close: () => Promise<void>;
  /** Reports an error, as the browser does. */
  readonly complain: (message: string) => void;
}

/** As much of a page as is used, which runs every case in the same way. */
function pageOf(run: () => Promise<CaseOutcome>): FakePage {
  const listeners: ((error: Error) => void)[] = [];
  const close = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const page = {
    evaluate: run,
    close,
    on: (_event: "pageerror", listener: (error: Error) => void) => listeners.push(listener),
  } as unknown as Page;
  return { page, close, complain: (message) => listeners.forEach((listener) => listener(new Error(message))) };
}

const passed: CaseOutcome = { status: "passed" };
const passing = (): Promise<CaseOutcome> => Promise.resolve(passed);
const endless = (): Promise<CaseOutcome> => new Promise(() => {});
const crashing = (): Promise<CaseOutcome> => Promise.reject(new Error("Target crashed"));

describe("cases in a page", () => {
  it.each([
    ["does not end", endless, "did not end within 0.01 s"],
    ["takes the page down", crashing, "the page is gone: Target crashed"],
  ])("get another page after one that %s, and the lost one is closed", async (_name, run, reason) => {
    const [lost, fresh] = [pageOf(run), pageOf(passing)];
    const open = vi.fn<() => Promise<Page>>(() => Promise.resolve(fresh.page));
    const cases = new PageRun({ page: lost.page, open, timeout: 0.01 });
    expect(await cases.outcome(0)).toEqual({ status: "failed", reason });
    expect(lost.close).toHaveBeenCalledOnce();
    expect([await cases.outcome(1), await cases.outcome(2)]).toEqual([passed, passed]);
    expect(open).toHaveBeenCalledOnce();
  });
  it("are not run any more once so many pages were lost", async () => {
    const open = vi.fn<() => Promise<Page>>(() => Promise.resolve(pageOf(endless).page));
    const cases = new PageRun({ page: pageOf(endless).page, open, timeout: 0.01 });
    const outcomes: CaseOutcome[] = [];
    for (let index = 0; index < MOST_LOST_PAGES + 100; index++) outcomes.push(await cases.outcome(index));
    const late = "did not end within 0.01 s";
    const reason = `was not run, for ${MOST_LOST_PAGES} cases before did not end or lost their page`;
    expect(outcomes.slice(0, MOST_LOST_PAGES).filter(({ reason: words }) => words !== late)).toEqual([]);
    expect(outcomes.slice(MOST_LOST_PAGES).filter(({ reason: words }) => words !== reason)).toEqual([]);
    expect(outcomes.filter(({ status }) => status !== "failed")).toEqual([]);
    expect(open).toHaveBeenCalledTimes(MOST_LOST_PAGES - 1);
  });
  it("fail where no page can be opened any more", async () => {
    const open = (): Promise<Page> => Promise.reject(new Error("the browser has been closed"));
    const cases = new PageRun({ page: pageOf(crashing).page, open, timeout: 1 });
    await cases.outcome(0);
    const reason = "there is no page any more: the browser has been closed";
    expect(await cases.outcome(1)).toEqual({ status: "failed", reason });
  });
  it("answer for errors since the case before, but not for those of a page that was lost", async () => {
    const [lost, fresh] = [pageOf(endless), pageOf(passing)];
    const cases = new PageRun({ page: lost.page, open: () => Promise.resolve(fresh.page), timeout: 0.01 });
    await cases.outcome(0);
    lost.complain("of the past");
    expect(await cases.outcome(1)).toEqual(passed);
    fresh.complain("between two cases");
    expect(await cases.outcome(2)).toMatchObject({
      status: "failed",
      reason: "left an error that nobody catches: between two cases",
    });
    expect(await cases.outcome(3)).toEqual(passed);
  });
});
