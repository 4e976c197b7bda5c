import { describe, expect, it, vi } from "vitest";
import { startRun } from "../../src/coordinator/start-run.ts";
import { reportText } from "../../src/coordinator/report-text.ts";
import { runReport, type RunReport } from "../../src/coordinator/run-report.ts";
import type { LiveRun } from "../../src/coordinator/live-run.ts";
import { DEFAULT_SETTINGS } from "../../src/experiment/experiment-settings.ts";
import { describeProgress, describeTurn } from "../../src/train-section/run-bar/describe-run.ts";
import { EPOCHS, FakeWorkers, lossAt, STEPS_PER_EPOCH, type Trouble } from "./fake-workers.ts";

function start(trouble: Partial<Record<"reference" | "ort-wasm", Trouble>> = {}, paused = false): LiveRun {
  return startRun(
    { ...DEFAULT_SETTINGS, epochs: EPOCHS, patience: null, backends: ["reference", "ort-wasm"] },
    null,
    {
      connect: new FakeWorkers(trouble).connect,
      store: { putRun: () => Promise.resolve(), deleteRun: () => Promise.resolve() },
      hold: () => () => undefined,
      interval: 1,
    },
    { paused },
  );
}

describe("what the page says of a run", () => {
  it("is how far it is, and where it holds still", async () => {
    const run = start({}, true);
    expect(describeProgress(run)).toEqual({ text: "loading 2 of 2 backends, epoch 0 of 5", epochs: 0 });
    await vi.waitFor(() => expect(run.backends.map(({ status }) => status.value)).toEqual(["paused", "paused"]));
    run.step();
    await vi.waitFor(() => expect(describeProgress(run).text).toBe("paused after 1 step, epoch 0 of 5"));
    expect(describeTurn(run)).toBe("Training is paused.");
    run.resume();
    expect(describeTurn(run)).toBe("Training runs on reference, ort wasm.");
    await run.ended;
    expect(describeProgress(run)).toEqual({ text: "all done after epoch 5", epochs: 5 });
    expect(describeTurn(run)).toBe("Training is over: all done after epoch 5.");
  });
  it("is no end while a backend trains or is tested", async () => {
    const [train, test] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const beforeStep = (step: number) => (step === (EPOCHS - 1) * STEPS_PER_EPOCH ? train.promise : undefined);
    const run = start({ "ort-wasm": { beforeStep, beforeTest: () => test.promise } });
    const [first, last] = run.backends;
    await vi.waitFor(() => expect([first!.history.value.length, last!.history.value.length]).toEqual([5, 4]));
    expect(describeProgress(run).text).toBe("epoch 4 of 5");
    train.resolve();
    await vi.waitFor(() => expect(last!.outcome.value).not.toBeNull());
    await vi.waitFor(() => expect(first!.test.value).not.toBeNull());
    expect(describeProgress(run).text).toBe("epoch 5 of 5, measuring the test rows on ort wasm");
    expect(describeTurn(run)).toBe("Training runs on reference, ort wasm.");
    test.resolve();
    await run.ended;
    expect(describeProgress(run).text).toBe("all done after epoch 5");
  });
  it("tells backends apart that end differently", async () => {
    const run = start({ "ort-wasm": { beforePrepare: () => Promise.reject(new Error("no")) } });
    await run.ended;
    expect(describeProgress(run).text).toBe("reference done after epoch 5; ort wasm failed");
  });
});

describe("a run as a file", () => {
  const context = {
    address: "http://localhost/#train",
    browser: "a browser",
    csvName: null,
    classNames: ["zero", "one"],
    availability: [{ name: "ort-wasm", missing: null, adapter: "an adapter", software: false }],
  } as const;
  const reread = (run: LiveRun): RunReport => JSON.parse(reportText(runReport(run, context))) as RunReport;

  it("is plain JSON with settings, curves, attribution and agreement", async () => {
    const run = start();
    await run.ended;
    const report = reread(run);
    expect(report).toEqual(runReport(run, context));
    expect(report.data.classNames).toEqual(["zero", "one"]);
    expect(report.format).toBe("lockstep-demo-run/1");
    expect(report.data.attribution?.licence.text).toBe("CC BY-SA 3.0");
    expect(report.backends.map(({ adapter }) => adapter)).toEqual([null, "an adapter"]);
    expect(report.backends[0]!.stepLosses).toHaveLength(EPOCHS * STEPS_PER_EPOCH);
    expect(report.agreement).toEqual({
      base: "reference",
      others: [
        {
          name: "ort-wasm",
          comparedSteps: EPOCHS * STEPS_PER_EPOCH,
          stepLossDifference: 0,
          comparedEpochs: EPOCHS,
          validationLossDifference: 0,
          sameStop: true,
          certified: null,
        },
      ],
      masks: { compared: 0, different: [], identical: null },
    });
  });

  it("reads well: indented, each list of numbers on its line, and says what its fields mean", async () => {
    const run = start();
    await run.ended;
    const lines = reportText(runReport(run, { ...context, csvName: "[ 1, 2 ]" })).split("\n");
    expect(lines.slice(0, 3)).toEqual(["{", '  "format": "lockstep-demo-run/1",', '  "about": {']);
    expect(lines).toContain('    "file": "[ 1, 2 ]",');
    const losses = lines.filter((line) => line.startsWith('      "stepLosses": ['));
    expect(losses).toHaveLength(2);
    expect(losses[0]).toBe(
      `      "stepLosses": [${Array.from({ length: EPOCHS * STEPS_PER_EPOCH }, (_, step) => lossAt(step)).join(", ")}],`,
    );
  });

  it("has the largest differences, and whether masks that were looked at are the same", async () => {
    const run = start({ "ort-wasm": { lossAt: (step) => lossAt(step) + (step === 7 ? 0.25 : 0), otherMasks: true } });
    await run.ended;
    await run.appliedMask("reference", 0, 3, 2);
    await run.appliedMask("ort-wasm", 0, 3, 2);
    const { agreement } = reread(run);
    expect(agreement.others[0]!.stepLossDifference).toBe(0.25);
    expect(agreement.masks).toEqual({
      compared: 1,
      different: [{ site: 0, step: 3, backends: ["reference", "ort-wasm"] }],
      identical: false,
    });
  });
});
