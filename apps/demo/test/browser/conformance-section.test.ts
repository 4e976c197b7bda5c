import type { Page } from "playwright-core";
import { expect } from "vitest";
import { it } from "./page-test.ts";

it("finds nothing against the backends on the processor, at a quick look", async ({ openPage }) => {
  const page = await openPage("#conformance");
  await run(page, ["reference", "tfjs wasm", "ort wasm"], /^all 2\d\d cases/);
});

it("finds nothing against the backends on the GPU, in a suite of losses with weights", async ({ openPage }) => {
  const page = await openPage("#conformance");
  for (const onProcessor of ["reference", "tfjs wasm", "ort wasm"]) await backend(page, onProcessor).uncheck();
  const backends = ["tfjs webgl", "tfjs webgpu", "ort webgpu"];
  for (const onGpu of backends) await backend(page, onGpu).check();
  await page.getByRole("radio", { name: "One suite" }).check();
  await page.getByLabel("Suite", { exact: true }).selectOption("class weights");
  await run(page, backends, /^all 15 cases/);
});

function backend(page: Page, label: string) {
  return page.getByRole("checkbox", { name: new RegExp(`^${label}\\b`) });
}

async function run(page: Page, backends: readonly string[], cases: RegExp): Promise<void> {
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const progress = page.getByRole("region", { name: "Progress" });
  for (const label of backends) {
    const row = progress.getByRole("listitem").filter({ hasText: label });
    await row.getByText(cases).waitFor({ timeout: 110_000 });
    expect(await row.textContent()).toMatch(
      /[1-9]\d* passed, [1-9]\d* of them ask the backend\D+0 failed\D+0 unsupported\D+0 known failures/,
    );
  }
}
