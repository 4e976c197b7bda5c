import { chromium } from "playwright-core";
import { expect, inject, onTestFinished, test } from "vitest";

test("a page that is not secure says why nothing can be trained, and how it could", async () => {
  const { args, ...browser } = inject("browser");
  // A name in place of the address of this machine, which browsers trust even without https.
  const started = await chromium.launch({
    ...browser,
    args: [...args, "--host-resolver-rules=MAP demo.test 127.0.0.1"],
  });
  onTestFinished(() => started.close());
  const page = await started.newPage();
  const uncaught: string[] = [];
  page.on("pageerror", ({ message }) => uncaught.push(message));
  await page.goto(`${inject("address").replace("127.0.0.1", "demo.test")}#train`);
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await page.getByText(/secure pages only: open this one over https, or from localhost/).waitFor();
  expect(await page.getByRole("button", { name: "Start" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByText(/copy the address of this page by hand/).waitFor();
  expect(uncaught).toStrictEqual([]);
});

test("a browser that does not say what it has can train all the same", async () => {
  const { args, ...browser } = inject("browser");
  const started = await chromium.launch({ ...browser, args: [...args] });
  onTestFinished(() => started.close());
  const page = await (await started.newContext({ serviceWorkers: "block" })).newPage();
  await page.route(/availability-worker[^/]*\.js/, (route) => route.abort());
  await page.goto(
    `${inject("address")}#train?data=two-moons&rows=64&validation=64&hidden=8&epochs=2&backends=reference`,
  );
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByText("Done after epoch 2.", { exact: true }).waitFor();
});
