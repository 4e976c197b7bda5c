import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { RunReport } from "../../src/coordinator/run-report.ts";

/** Waits until all backends are done. */
export async function runEnded(page: Page): Promise<void> {
  await page.getByRole("status").filter({ hasText: "Training is over" }).waitFor({ state: "attached" });
  // The test rows are measured last, backend by backend.
  const rows = page.getByRole("region", { name: "Backends", exact: true }).getByRole("row");
  await expect
    .poll(() => rows.filter({ hasText: /\d of .{1,12} \(/ }).count(), { timeout: 60_000 })
    .toBe((await rows.count()) - 1);
}

/** The file that the page hands over. */
export async function downloadRun(page: Page): Promise<RunReport> {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download JSON" }).click();
  return JSON.parse(await readFile(await (await waiting).path(), "utf8")) as RunReport;
}

/** What of a run has to be the same however often it was broken off: all but times and notices. */
export function bitsOf({ backends }: RunReport): unknown {
  return backends.map(({ name, history, earlyStopping, outcome, test, steps }) => ({
    name,
    steps,
    outcome,
    test,
    earlyStopping,
    history: history.map(({ elapsedSeconds: _elapsed, ...rest }) => rest),
  }));
}
