import type { Page } from "playwright-core";
import { expect } from "vitest";
import { it } from "./page-test.ts";
import { smallExperiment } from "./small-experiment.ts";

/** Long enough to be broken off in. */
const LONG = smallExperiment({ backends: ["reference"], rows: 2048, batchSize: 2, epochs: 400, patience: null });

const banner = (page: Page) => page.getByText(/A run from .* stopped/);

it("a run that another tab has gone on with is left to that tab", async ({ openPage }) => {
  const page = await openPage(LONG);
  await page.getByRole("button", { name: "Start" }).click();
  const progress = page.getByRole("progressbar", { name: "Epochs" });
  await expect.poll(async () => Number(await progress.getAttribute("value")), { timeout: 60_000 }).toBeGreaterThan(0);
  await page.reload();
  await banner(page).waitFor();

  const [late, other] = [await page.context().newPage(), await page.context().newPage()];
  for (const tab of [late, other]) {
    await tab.goto(page.url());
    await banner(tab).waitFor();
  }
  await page.getByRole("button", { name: "Go on" }).click();
  await progress.waitFor();

  await late.getByRole("button", { name: "Go on" }).click();
  await late.getByText("Another tab of this page has gone on with that run, or ended it.").waitFor();
  await other.getByRole("button", { name: "Give up" }).click();
  await banner(other).waitFor({ state: "hidden" });

  await page.reload();
  await banner(page).waitFor();
});
