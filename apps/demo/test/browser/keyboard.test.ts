import { expect } from "vitest";
import { SECTIONS } from "../../src/sections/sections.ts";
import { it } from "./page-test.ts";
import { smallExperiment } from "./small-experiment.ts";

it("leads to every section by Tab and Enter, and shows where it is", async ({ openPage }) => {
  // The last one, so that each of the others is somewhere else.
  const page = await openPage(`#${SECTIONS.at(-1)!.id}`);
  const navigation = page.getByRole("navigation");
  await navigation.getByRole("link").first().waitFor();
  for (const { label } of SECTIONS) {
    const link = navigation.getByRole("link", { name: label });
    await page.getByRole("link", { name: "Skip to the content" }).focus();
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press("Tab");
      if (await link.evaluate((element) => element === document.activeElement)) break;
    }
    expect(await link.evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe("none");
    await page.keyboard.press("Enter");
    const heading = page.getByRole("heading", { level: 2, name: label });
    await heading.waitFor();
    await expect.poll(() => heading.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await link.getAttribute("aria-current")).not.toBeNull();
    expect(await page.title()).toContain(label);
  }
});

it("begins with a link over the navigation", async ({ openPage }) => {
  const page = await openPage();
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await skip.waitFor();
  await page.keyboard.press("Tab");
  expect(await skip.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press("Enter");
  expect(await page.getByRole("main").evaluate((element) => element === document.activeElement)).toBe(true);
});

it("keeps its place when a button goes that has done its work", async ({ openPage }) => {
  const page = await openPage(smallExperiment({ backends: ["reference"], epochs: 2 }));
  await page.getByRole("button", { name: "Start" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("progressbar", { name: "Epochs" }).waitFor();
  const run = page.getByRole("group", { name: "The run" });
  expect(await run.evaluate((element) => element.contains(document.activeElement))).toBe(true);
});

it("starts, pauses and resumes a run by one key on one button", async ({ openPage }) => {
  const page = await openPage(smallExperiment({ backends: ["reference"], rows: 2048, epochs: 400, patience: null }));
  await page.getByRole("button", { name: "Start" }).focus();
  for (const next of ["Pause", "Resume", "Pause", "Resume"]) {
    await page.keyboard.press("Space");
    const button = page.getByRole("button", { name: next });
    await button.waitFor();
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  }
  await page.getByRole("button", { name: "Discard and start anew" }).press("Space");
  await page.getByRole("button", { name: "Pause" }).waitFor();
});
