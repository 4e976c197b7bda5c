import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import { sectionLoaded } from "./section-loaded.ts";
import { SECTIONS } from "../../src/sections/sections.ts";
import { it } from "./page-test.ts";

const LARGEST_FIRST_VIEW = 200_000;

it("is isolated from other origins, so that it has threads and exact timers", async ({ openPage }) => {
  const page = await openPage();
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
});

it("asks for less than 200 kB, packed, before a backend is chosen", async ({ openPage }) => {
  const sizes: Promise<number>[] = [];
  const page = await openPage("", {}, (opened) => {
    opened.on("response", (response) => {
      sizes.push(response.body().then((body) => gzipSync(body).length));
    });
  });
  await page.waitForLoadState("networkidle");
  await sectionLoaded(page, SECTIONS[0]!.label);
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(sizes.length).toBeGreaterThan(3);
  expect(bytes).toBeLessThan(LARGEST_FIRST_VIEW);
});
