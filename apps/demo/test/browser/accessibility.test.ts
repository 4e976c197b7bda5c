import axe from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { SECTIONS } from "../../src/sections/sections.ts";
import { sectionLoaded } from "./section-loaded.ts";
import { it } from "./page-test.ts";

const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

describe.each(Object.entries(SIZES))("on a %s", (_name, viewport) => {
  it.for(SECTIONS)("axe finds no serious problem in $label, light or dark", async ({ id, label }, { openPage }) => {
    const page = await openPage(`#${id}`, { viewport, reducedMotion: "reduce" });
    await sectionLoaded(page, label);
    // What a section loads by and by makes controls usable, and so changes their colours.
    await page.waitForLoadState("networkidle");
    await page.evaluate(axe.source);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(coloursSettled);
      expect(await seriousProblems(page)).toStrictEqual([]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
});

async function seriousProblems(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ["violations"] }),
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(" ")}`);
}

/** Colours follow the scheme with the next frame, and some of them slowly. */
async function coloursSettled(): Promise<void> {
  await new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(done));
  });
  const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  await Promise.allSettled(transitions.map(({ finished }) => finished));
}
