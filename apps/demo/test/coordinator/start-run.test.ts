import { describe, expect, it } from "vitest";
import type { LiveRun } from "../../src/coordinator/live-run.ts";
import { EPOCHS, FakeWorkers, lossAt, STEPS_PER_EPOCH, type Trouble } from "./fake-workers.ts";
import { backend, expectWhole, losses, raise, settled, start, STEPS } from "./run-bench.ts";

describe("a run", () => {
  it("trains every backend to its end, tests it, and is then forgotten", async () => {
    const { run, store } = start();
    expect(run.status.value).toBe("running");
    await settled(() => expect(store.runs.has(run.runId)).toBe(true));
    await run.ended;
    run.backends.forEach(expectWhole);
    expect(run.status.value).toBe("done");
    expect(run.parameterCount.value).toBe(7);
    expect(store.runs.size).toBe(0);
  });

  it("lets nobody begin an epoch before all have done the one before", async () => {
    const steps = { reference: 0, "ort-wasm": 0 };
    const apart: number[] = [];
    const trouble = (name: keyof typeof steps, wait: number): Trouble => ({
      beforeStep: async (step) => {
        await new Promise((resolve) => setTimeout(resolve, wait));
        steps[name] = step;
        const epochs = Object.values(steps).map((one) => Math.floor(one / STEPS_PER_EPOCH));
        apart.push(Math.abs(epochs[0]! - epochs[1]!));
      },
    });
    const { run } = start({ reference: trouble("reference", 0), "ort-wasm": trouble("ort-wasm", 8) });
    await settled(() => expect(backend(run, "reference").status.value).toBe("waiting"));
    await run.ended;
    run.backends.forEach(expectWhole);
    expect(Math.max(...apart)).toBeLessThanOrEqual(1);
  });

  it("goes on without a backend that fails, and says why", async () => {
    const failure = { message: "hidden must be smaller.", code: "INVALID_OPTION" };
    const { run } = start({ "ort-wasm": { beforeStep: (step) => raise(step === 6, failure) } });
    await run.ended;
    expectWhole(backend(run, "reference"));
    expect(backend(run, "ort-wasm").status.value).toBe("failed");
    expect(backend(run, "ort-wasm").notices.value).toHaveLength(1);
    expect(backend(run, "ort-wasm").notices.value[0]).toContain("hidden must be smaller.");
  });
});

describe("a paused run", () => {
  const holdsAt = async (run: LiveRun, step: number): Promise<void> => {
    await settled(() => expect(run.backends.map((one) => one.status.value)).toEqual(["paused", "paused"]));
    expect(run.backends.map((one) => one.step.value)).toEqual([step, step]);
  };

  it("trains one step on every backend at a time, across the end of an epoch", async () => {
    const { run } = start({}, { paused: true });
    await holdsAt(run, 0);
    for (let step = 1; step <= STEPS_PER_EPOCH + 1; step++) {
      run.step();
      await settled(() => expect(run.backends.map((one) => one.step.value)).toEqual([step, step]));
      await holdsAt(run, step);
    }
    run.resume();
    await run.ended;
    run.backends.forEach(expectWhole);
  });

  it("brings the slower backend up to the faster one, and stays there", async () => {
    const slow: Trouble = { beforeStep: () => new Promise((resolve) => setTimeout(resolve, 15)) };
    const { run, workers } = start({ "ort-wasm": slow });
    await settled(() => expect(workers.of("reference")[0]!.step).toBe(STEPS_PER_EPOCH));
    run.pause();
    await settled(() => expect(run.backends.map((one) => one.status.value)).toEqual(["paused", "paused"]));
    const foremost = Math.max(...run.backends.map((one) => one.step.value));
    run.step();
    await settled(() => expect(run.backends.map((one) => one.step.value)).toEqual([foremost + 1, foremost + 1]));
    await holdsAt(run, foremost + 1);
    run.resume();
    await run.ended;
    run.backends.forEach(expectWhole);
  });

  it("holds a backend still that was loading", async () => {
    const loading = Promise.withResolvers<void>();
    const { run, workers } = start({ "ort-wasm": { beforePrepare: () => loading.promise } });
    await settled(() => expect(backend(run, "reference").status.value).toBe("waiting"));
    run.pause();
    loading.resolve();
    await settled(() => expect(run.backends.map((one) => one.status.value)).toEqual(["paused", "paused"]));
    expect(workers.of("ort-wasm")[0]!.step).toBe(0);
    run.resume();
    await run.ended;
    run.backends.forEach(expectWhole);
  });

  it("brings a dead worker back, and still holds still", async () => {
    const { run, workers } = start({}, { paused: true });
    await holdsAt(run, 0);
    run.step();
    await settled(() => expect(run.backends.map((one) => one.step.value)).toEqual([1, 1]));
    await holdsAt(run, 1);
    workers.of("reference")[0]!.die();
    await settled(() => expect(workers.of("reference")).toHaveLength(2));
    await holdsAt(run, 1);
    run.resume();
    await run.ended;
    run.backends.forEach(expectWhole);
  });

  it("stays paused if it was resumed and paused again while a mask was read", async () => {
    const reading = Promise.withResolvers<void>();
    const { run, workers } = start({ reference: { beforeMask: () => reading.promise } }, { paused: true });
    await holdsAt(run, 0);
    const mask = run.appliedMask("reference", 0, 0, 3);
    run.resume();
    await settled(() => expect(workers.of("ort-wasm")[0]!.step).toBeGreaterThan(0));
    run.pause();
    reading.resolve();
    await mask;
    await settled(() => expect(run.backends.map((one) => one.status.value)).toEqual(["paused", "paused"]));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(workers.of("reference")[0]!.step).toBe(0);
    run.stop();
  });

  it("tells masks, which a training one does not", async () => {
    const { run } = start({}, { paused: true });
    expect(await run.appliedMask("reference", 0, 0, 3)).toBeNull();
    await holdsAt(run, 0);
    for (const { name } of run.backends) expect((await run.appliedMask(name, 0, 0, 3))!.rows).toBe(3);
    expect(run.maskFindings()).toEqual({ compared: 1, different: [] });
    run.resume();
    await settled(() => expect(backend(run, "reference").status.value).toBe("training"));
    expect(await run.appliedMask("reference", 0, 0, 3)).toBeNull();
    await run.ended;
    expect(await run.appliedMask("reference", 0, 0, 3)).not.toBeNull();
  });
});

describe("a run that was stored", () => {
  it("shows what it had at once, and goes on from there", async () => {
    const workers = new FakeWorkers();
    const before = start({}, {}, workers);
    await settled(() => expect(Math.min(...before.run.backends.map((one) => one.history.value.length))).toBe(2));
    for (const worker of workers.workers) worker.die();
    const trained = workers.workers.map((worker) => worker.trained);
    const after = new FakeWorkers();
    workers.checkpoints.forEach((state, name) => after.checkpoints.set(name, state));
    const { run } = start({}, { resume: { runId: "same", startedAt: 5 }, paused: true }, after);
    await settled(() => expect(run.backends.map((one) => one.history.value.length)).toEqual([2, 2]));
    expect([run.runId, run.startedAt]).toEqual(["same", 5]);
    run.resume();
    await run.ended;
    for (const one of run.backends) {
      expect(one.history.value).toHaveLength(EPOCHS);
      // Losses of the steps before are not stored.
      expect(losses(one).slice(0, 8).every(Number.isNaN)).toBe(true);
      expect(losses(one).slice(8)).toEqual(Array.from({ length: STEPS - 8 }, (_, step) => lossAt(step + 8)));
    }
    expect(Math.max(...trained)).toBeLessThan(STEPS);
    before.run.stop();
  });
});

it("stops when it is given up, wherever its backends are", async () => {
  const { run, workers, store } = start({ "ort-wasm": { beforePrepare: () => new Promise(() => undefined) } });
  await settled(() => expect(backend(run, "reference").status.value).toBe("waiting"));
  run.stop();
  await run.ended;
  expect(run.backends.map((one) => one.status.value)).toEqual(["failed", "failed"]);
  expect(workers.workers.every((worker) => worker.dead)).toBe(true);
  expect(store.runs.size).toBe(0);
});
