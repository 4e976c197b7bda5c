import type { Page } from "playwright-core";
import { expect } from "vitest";
import { it } from "./page-test.ts";

it("finds nothing against the backends on the processor, at a quick look", async ({ openPage }) => {
  const page = await openPage("#conformance");
  await run(page, ["reference", "tfjs wasm", "ort wasm"]);
});

it("finds nothing against TensorFlow.js's GPU backends, in whole runs", async ({ openPage }) => {
  const page = await openPage("#conformance");
  for (const backend of ["reference", "tfjs wasm", "ort wasm"]) await choice(page, backend).uncheck();
  for (const backend of ["tfjs webgl", "tfjs webgpu"]) await choice(page, backend).check();
  await page.getByRole("radio", { name: "One suite" }).check();
  await page.getByLabel("Suite", { exact: true }).selectOption("runs");
  await run(page, ["tfjs webgl", "tfjs webgpu"]);
});

function choice(page: Page, backend: string) {
  return page.getByRole("group", { name: "Backends" }).getByRole("checkbox", { name: backend });
}

/** Runs what is chosen, and waits until every one of its cases has passed on each backend. */
async function run(page: Page, backends: readonly string[]): Promise<void> {
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const progress = page.getByRole("region", { name: "Progress" });
  for (const backend of backends) {
    const row = progress.getByRole("listitem").filter({ hasText: backend });
    await row.getByText(/all \d+ cases/).waitFor({ timeout: 110_000 });
    expect(await row.textContent()).toMatch(/[1-9]\d* passed\D*\b0 failed/);
  }
}
