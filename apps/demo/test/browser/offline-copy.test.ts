import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { DEMO_ROOT, DIST_FOLDER } from "../../serve/demo-folders.ts";
import { serveDemo, type DemoServer } from "../../serve/serve-demo.ts";
import { writeServiceWorker } from "../../serve/service-worker-plugin.ts";
import { SECTIONS } from "../../src/sections/sections.ts";
import { it as plainIt } from "./page-test.ts";
import { sectionLoaded } from "./section-loaded.ts";

/** Fetching and keeping every backend's code takes its time. */
const PATIENCE = 60_000;

const it = plainIt.extend(
  "site",
  async (
    { complaints },
    { onCleanup },
  ): Promise<{ readonly server: DemoServer; release(title: string): Promise<void> }> => {
    const folder = mkdtempSync(join(tmpdir(), "lockstep-site-"));
    cpSync(DIST_FOLDER, folder, { recursive: true });
    const server = await serveDemo({ folder, port: 0 });
    onCleanup(async () => {
      await server.close();
      const foreign = complaints.filter((complaint) => !complaint.startsWith(`asks ${server.address}`));
      complaints.splice(0, Infinity, ...foreign);
      rmSync(folder, { recursive: true });
    });
    const release = async (description: string) => {
      const page = join(folder, "index.html");
      writeFileSync(
        page,
        readFileSync(page, "utf8").replace(/<html lang="en"[^>]*>/, `<html lang="en" data-release="${description}">`),
      );
      await writeServiceWorker(DEMO_ROOT, folder);
    };
    return { server, release };
  },
);

const offlineStatus = (page: Page) => page.getByRole("contentinfo").getByRole("status");

async function readyOffline(page: Page): Promise<void> {
  await page.getByText("Ready offline").waitFor({ timeout: PATIENCE });
}

it("works without network once it is ready, also after a reload, with the headers of the server", async ({
  openPage,
}) => {
  const page = await openPage("", { serviceWorkers: "allow" });
  await readyOffline(page);
  await page.context().setOffline(true);

  // Neither this section's code nor its workers' has been asked for yet.
  await page.getByRole("link", { name: "Conformance" }).click();
  await sectionLoaded(page, "Conformance");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const finished = page.getByText(/^all .+ cases in /);
  await expect.poll(() => finished.count(), { timeout: PATIENCE }).toBe(3);

  const answer = (await page.reload())!;
  expect(answer.fromServiceWorker()).toBe(true);
  const headers = answer.headers();
  expect(headers["content-security-policy"]).toContain("default-src 'self'");
  expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
  expect(headers["cross-origin-embedder-policy"]).toBe("require-corp");
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
  for (const { label } of SECTIONS) {
    await page.getByRole("navigation").getByRole("link", { name: label }).click();
    await sectionLoaded(page, label);
  }
  await readyOffline(page);
});

it("shows a newer build when it is asked to, and never while another window shows the older one", async ({
  openPage,
  site,
}) => {
  await site.release("first");
  const page = await openPage("", { serviceWorkers: "allow" });
  const release = (of: Page) => of.evaluate(() => document.documentElement.dataset["release"]);
  await page.goto(site.server.address);
  await readyOffline(page);
  await site.release("second");

  await page.reload();
  await page.getByText("A newer version of this page is here.").waitFor({ timeout: PATIENCE });
  expect(await release(page)).toBe("first");

  const other = await page.context().newPage();
  await other.goto(site.server.address);
  expect(await release(other)).toBe("first");
  await page.getByRole("button", { name: "Load it" }).click();
  await expect.poll(() => offlineStatus(page).innerText(), { timeout: PATIENCE }).toContain("Close the other windows");
  expect(await release(page)).toBe("first");

  await other.close();
  await page.getByRole("button", { name: "Load it" }).click();
  await expect.poll(() => release(page).catch(() => null), { timeout: PATIENCE }).toBe("second");
  await readyOffline(page);
  expect((await page.evaluate(() => caches.keys())).length).toBe(1);
});
