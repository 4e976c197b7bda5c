import { describe, expect, it } from "vitest";
import { EPOCHS } from "./fake-workers.ts";
import { backend, expectWhole, raise, settled, start, STEPS } from "./run-bench.ts";

describe("a worker that dies", () => {
  it("while training is replaced, and its backend goes on from the checkpoint", async () => {
    const { run, workers } = start({
      "ort-wasm": { beforeStep: (step, worker) => (step === 10 && worker.index === 0 ? worker.die() : undefined) },
    });
    await run.ended;
    run.backends.forEach(expectWhole);
    const [first, second] = workers.of("ort-wasm");
    expect(first!.trained + second!.trained).toBe(STEPS + 2);
    expect(backend(run, "ort-wasm").notices.value[0]).toMatch(
      /ended unexpectedly.*at step 10\..*checkpoint of epoch 2 \(step 8\)/,
    );
  });

  it("while it loads is replaced", async () => {
    const { run, workers } = start({
      reference: { beforePrepare: (worker) => (worker.index === 0 ? worker.die() : undefined) },
    });
    await run.ended;
    run.backends.forEach(expectWhole);
    expect(workers.of("reference")).toHaveLength(2);
    expect(backend(run, "reference").notices.value[0]).toMatch(/No checkpoint was stored yet/);
  });

  it("while it is tested is replaced", async () => {
    const { run, workers } = start({
      reference: { beforeTest: (worker) => (worker.index === 0 ? worker.die() : undefined) },
    });
    await run.ended;
    run.backends.forEach(expectWhole);
    expect(workers.of("reference")).toHaveLength(2);
  });

  it("or loses its device does not hold the others up", async () => {
    const lost = { message: "gone", code: "DEVICE_LOST" };
    const second = Promise.withResolvers<void>();
    const { run, workers } = start({
      "ort-wasm": {
        beforeStep: (step, { index }) => raise(step === 5 && index === 0, lost),
        beforePrepare: ({ index }) => (index === 1 ? second.promise : undefined),
      },
    });
    await settled(() => expectWhole(backend(run, "reference")));
    expect(backend(run, "ort-wasm").status.value).toBe("recovering");
    expect(run.status.value).toBe("running");
    second.resolve();
    await run.ended;
    expectWhole(backend(run, "ort-wasm"));
    expect(workers.of("ort-wasm")).toHaveLength(2);
  });

  it("again and again is given up after three losses without an epoch between", async () => {
    const { run, workers } = start({ "ort-wasm": { beforeStep: (step, worker) => void (step === 9 && worker.die()) } });
    await run.ended;
    expectWhole(backend(run, "reference"));
    expect(backend(run, "ort-wasm").status.value).toBe("failed");
    // The first got through two epochs, the others through none.
    expect(workers.of("ort-wasm")).toHaveLength(3);
  });

  it("is not given up as long as epochs get done, though nothing is stored", async () => {
    const { run, workers } = start({
      // Each gets through fewer epochs than the one before.
      "ort-wasm": {
        beforePrepare: () => void workers.checkpoints.delete("ort-wasm"),
        beforeStep: (step, worker) => void (step === 4 * (4 - worker.index) + 1 && worker.die()),
      },
    });
    await run.ended;
    expectWhole(backend(run, "ort-wasm"));
    expect(workers.of("ort-wasm")).toHaveLength(6);
  });

  it("is not given up as long as epochs get done", async () => {
    const { run, workers } = start({
      "ort-wasm": { beforeStep: (step, worker) => void (step === 4 * worker.index + 5 && worker.die()) },
    });
    await run.ended;
    expectWhole(backend(run, "ort-wasm"));
    expect(workers.of("ort-wasm")).toHaveLength(EPOCHS);
  });
});
