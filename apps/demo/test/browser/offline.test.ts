import { SECTIONS } from "../../src/sections/sections.ts";
import { it } from "./page-test.ts";
import { sectionLoaded } from "./section-loaded.ts";

it("opens every section without network, once it says that it can", async ({ openPage }) => {
  const page = await openPage();
  await page.getByText("Ready offline").waitFor({ timeout: 100_000 });
  await page.context().setOffline(true);
  await page.reload();
  for (const { label } of SECTIONS) {
    await page.getByRole("navigation").getByRole("link", { name: label }).click();
    await sectionLoaded(page, label);
    await page.getByRole("heading", { level: 3 }).first().waitFor();
  }
});
