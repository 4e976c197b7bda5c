import { chromium } from "playwright-core";
import { expect, inject, it } from "vitest";

it("has a page", async () => {
  const browser = await chromium.launch({ ...inject("browser"), args: [...inject("browser").args] });
  const page = await browser.newPage();
  await page.goto(inject("address"));
  await page.getByRole("link", { name: "Conformance" }).click();
  expect(page.url()).toMatch(/#conformance$/);
  await browser.close();
});
