import type { Page } from "playwright-core";
import { expect } from "vitest";
import { bitsOf, downloadRun, runEnded } from "./download-run.ts";
import { it, type OpenPage } from "./page-test.ts";
import { smallExperiment } from "./small-experiment.ts";

/** Long enough to be broken off; the reference alone would be done before one could press a button. */
const LONG = smallExperiment({
  backends: ["reference", "tfjs-wasm"],
  rows: 512,
  batchSize: 8,
  epochs: 16,
  patience: null,
});

async function uninterrupted(openPage: OpenPage, address: string): Promise<unknown> {
  const page = await openPage(address);
  await page.getByRole("button", { name: "Start" }).click();
  await runEnded(page);
  return bitsOf(await downloadRun(page));
}

/** Waits until every backend has done some epochs, with others to come. */
async function epochsDone(page: Page, epochs: number): Promise<void> {
  await expect
    .poll(async () => Number(await page.getByRole("progressbar", { name: "Epochs" }).getAttribute("value")), {
      timeout: 60_000,
      interval: 20,
    })
    .toBeGreaterThanOrEqual(epochs);
}

it("pauses, steps, goes on after a reload and after a worker's death, and ends with the bits of a run in one piece", async ({
  openPage,
}) => {
  const page = await openPage(LONG);
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await page.getByText("Paused after 1 step,").waitFor();
  await page.getByRole("button", { name: "Step", exact: true }).click();
  await page.getByText("Paused after 2 steps,").waitFor();
  await page.getByRole("button", { name: "Resume" }).click();
  await epochsDone(page, 2);
  await page.reload();
  await page.getByText(/stopped at epoch \d+: at most the steps since then are lost/).waitFor();
  await page.getByRole("button", { name: "Go on" }).click();
  await epochsDone(page, 4);
  const workers = page.workers();
  expect(workers.length).toBeGreaterThan(1);
  await workers.at(-1)!.evaluate(() => close());
  await page
    .getByRole("list", { name: "Notices of the backends" })
    .getByText(/It goes on from the checkpoint of epoch \d+/)
    .waitFor();
  await runEnded(page);
  const report = await downloadRun(page);
  expect(bitsOf(report)).toStrictEqual(await uninterrupted(openPage, LONG));
});
