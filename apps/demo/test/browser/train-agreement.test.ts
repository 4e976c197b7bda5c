import { describe, expect } from "vitest";
import { BACKEND_NAMES } from "../../src/backends/backend-name.ts";
import type { RunReport } from "../../src/coordinator/run-report.ts";
import { downloadRun, runEnded } from "./download-run.ts";
import { it } from "./page-test.ts";
import { smallExperiment } from "./small-experiment.ts";
import { longestTask } from "./longest-task.ts";
import { loseDevices } from "./lose-device.ts";

/** What rounding makes of losses around 1 in a few hundred steps of a small network. */
const ROUNDING = 1e-4;

describe("backends in step", () => {
  it("stop early at the same epoch with the same curves and masks, and leave the page free", async ({
    openPage,
    browser,
  }) => {
    const backends = ["reference", "tfjs-wasm", "ort-wasm"] as const;
    const page = await openPage(smallExperiment({ backends, epochs: 200 }));
    const start = page.getByRole("button", { name: "Start" });
    await start.waitFor();
    const longest = await longestTask(browser, page, async () => {
      await start.click();
      await runEnded(page);
    });
    expect(longest).toBeLessThan(100);
    await page.getByRole("button", { name: "Ask the backends" }).click();
    await page.getByText("Identical on all 3 backends").waitFor();
    const report = await downloadRun(page);
    expect(report.backends.map(({ name, outcome }) => [name, outcome?.stopReason])).toStrictEqual(
      backends.map((name) => [name, "patience"]),
    );
    expectAgreement(report);
    expect(report.agreement.masks.identical).toBe(true);
  });

  it("agree on the GPU too, though each loses its device on the way", async ({ openPage }) => {
    const gpu = BACKEND_NAMES.filter((name) => /gpu|webgl/.test(name));
    const backends = ["reference", ...gpu] as const;
    const address = smallExperiment({ backends, rows: 32, epochs: 5, patience: null, hidden: [8] });
    const page = await openPage(address, {}, (opened) => loseDevices(opened, backends.length));
    // Three software GPUs at once, and each of them starts twice.
    page.setDefaultTimeout(170_000);
    await page.getByRole("button", { name: "Start" }).click();
    await runEnded(page);
    await page.getByRole("button", { name: "Ask the backends" }).click();
    await page.getByText(`Identical on all ${backends.length} backends`).waitFor();
    const report = await downloadRun(page);
    expectAgreement(report);
    for (const { name, notices } of report.backends.slice(1)) {
      expect([name, notices.join(" ")]).toStrictEqual([
        name,
        expect.stringMatching(/graphics device was lost.*It goes on from the checkpoint of epoch \d+/),
      ]);
    }
  }, 200_000);
});

function expectAgreement({ backends, agreement }: RunReport): void {
  expect(backends.map(({ status }) => status)).toStrictEqual(backends.map(() => "done"));
  expect(agreement.base).toBe("reference");
  expect(agreement.others.length).toBe(backends.length - 1);
  for (const other of agreement.others) {
    expect(other.comparedSteps).toBe(backends[0]!.steps);
    expect(other.stepLossDifference).toBeLessThan(ROUNDING);
    expect(other.validationLossDifference).toBeLessThan(ROUNDING);
    expect(other.sameStop).toBe(true);
  }
}
