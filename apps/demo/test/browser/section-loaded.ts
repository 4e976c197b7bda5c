import type { Page } from "playwright-core";

/** Waits until a section is what one sees, and its code has been loaded. */
export async function sectionLoaded(page: Page, label: string): Promise<void> {
  await page.getByRole("heading", { level: 2, name: label }).waitFor();
  await page.getByRole("progressbar", { name: "Loading…" }).waitFor({ state: "hidden" });
}
