import type { Page } from "playwright-core";
import { expect } from "vitest";
import { it } from "./page-test.ts";

it("finds nothing against the backends on the processor, at a quick look", async ({ openPage }) => {
  const page = await openPage("#conformance");
  await run(page, ["reference", "tfjs wasm", "ort wasm"]);
});

async function run(page: Page, backends: readonly string[]): Promise<void> {
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const progress = page.getByRole("region", { name: "Progress" });
  for (const backend of backends) {
    const row = progress.getByRole("listitem").filter({ hasText: backend });
    await row.getByText(/all \d+ cases/).waitFor({ timeout: 110_000 });
    expect(await row.textContent()).toMatch(/\D0 failed/);
  }
}
