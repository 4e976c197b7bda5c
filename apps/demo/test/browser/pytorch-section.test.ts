import { expect, inject } from "vitest";
import vectors from "../pytorch-section/vectors.json" with { type: "json" };
import { it } from "./page-test.ts";

const { settings, python, printed } = vectors.cases.find(
  (vector) => vector.script === "weights" && vector.settings.seed === "-7",
)!;

it("shows what PyTorch prints, for a seed that is typed and for one in the address", async ({ openPage }) => {
  const page = await openPage("#pytorch");
  const card = page.getByRole("region", { name: "Initial weights" });
  await page.getByRole("textbox", { name: "Seed" }).fill(settings.seed);
  await card.getByLabel("Inputs").fill(String(settings.inputs));
  await card.getByLabel("Outputs").fill(String(settings.outputs));
  await expect.poll(() => card.getByRole("group", { name: "Printed weights" }).textContent()).toBe(printed);

  const shared = await openPage(page.url().slice(inject("address").length));
  const again = shared.getByRole("region", { name: "Initial weights" });
  await expect.poll(() => again.getByRole("group", { name: "Printed weights" }).textContent()).toBe(printed);
  expect(await shared.getByRole("textbox", { name: "Seed" }).inputValue()).toBe(settings.seed);
});

it("copies a script", async ({ openPage }) => {
  const page = await openPage(`#pytorch?seed=${settings.seed}&in=${settings.inputs}&out=${settings.outputs}`, {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await page
    .getByRole("region", { name: "Initial weights" })
    .getByRole("button", { name: "Copy Python for the weights" })
    .click();
  await page.getByText("Copied").first().waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(python);
});

it("says what is wrong with a seed, and keeps the numbers that it had", async ({ openPage }) => {
  const page = await openPage("#pytorch");
  const orders = page.getByRole("group", { name: "Printed orders" });
  const before = await orders.textContent();
  await page.getByRole("textbox", { name: "Seed" }).fill("1.5");
  await page.getByRole("alert").getByText("must be an integer from -2^63 to 2^64 - 1").waitFor();
  expect(await orders.textContent()).toBe(before);
});

it("trains the whole run in a worker, as PyTorch did", async ({ openPage }) => {
  const run = vectors.cases.find(({ script }) => script === "whole-run")!;
  const page = await openPage("#pytorch");
  await page.getByText("Show the script, and train it here").click();
  await page.getByRole("button", { name: "Train this run" }).click();
  const losses = (await page.getByLabel("Losses").textContent())!.split("\n");
  const theirs = run.printed.split("\n");
  expect(losses.length).toBe(theirs.length);
  for (const [epoch, line] of losses.entries()) {
    // A last digit may be rounded the other way.
    expect(Math.abs(lossOf(line) - lossOf(theirs[epoch]!))).toBeLessThan(1.01e-4);
  }
});

function lossOf(line: string): number {
  return Number(/loss (.*)$/.exec(line)![1]);
}
