import { EngineDisposedError, softmaxCrossEntropy, type LossSum, type MicroBatch, type SgdStep } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { openEngine } from "../src/open-engine.ts";
import type { OrtEngine } from "../src/index.ts";
import { specAsOrtModel } from "../src/spec-as-ort-model.ts";
import { stepsInALoop } from "../src/steps-in-a-loop.ts";
import { countingOrt, type CountingOrt } from "./counting-ort.ts";
import { handModel } from "./hand-model.ts";
import { MOMENTUM_STEP, PLAIN_STEP, SMALL_MODEL, smallBatch } from "./small-run.ts";

const WASM = { executionProvider: "wasm", cpuFallback: "forbid" } as const;
const SCHEDULED: SgdStep = { ...MOMENTUM_STEP, weightDecay: 0.01, clip: { kind: "norm", limit: 0.1 }, maxNorm: 0.6 };

async function smallEngine(loopSize: number, counting: CountingOrt = countingOrt()): Promise<OrtEngine> {
  const model = specAsOrtModel("test", SMALL_MODEL, { loss: softmaxCrossEntropy(), seed: 1 });
  return await openEngine(counting.ort, model, WASM, loopSize);
}

/** Trains these steps without awaiting any, then reads all losses. */
async function train(engine: OrtEngine, steps: readonly SgdStep[]): Promise<readonly LossSum[]> {
  const pending = steps.map((step, index) => engine.trainBatch([smallBatch(engine, index)], step));
  return await Promise.all(pending.map((loss) => loss.read()));
}

describe("steps run as one loop", () => {
  it("give the losses and the state of single steps, bit for bit", async () => {
    const steps = [0.1, 0.2, 0.05, 0.3, 0.1, 0.2].map((learningRate) => ({ ...SCHEDULED, learningRate }));
    using single = await smallEngine(1);
    const counting = countingOrt();
    using looped = await smallEngine(3, counting);
    const { runs } = counting.counts;
    expect(await train(looped, steps)).toEqual(await train(single, steps));
    expect(counting.counts.runs - runs).toBe(2);
    expect(await looped.readState()).toEqual(await single.readState());
    expect(counting.counts.liveTensors).toBe(8);
  });

  it("carry running statistics from step to step", async () => {
    const batch = {
      inputs: { shape: [2, 3], data: Float32Array.of(1, 2, 3, -1, 0, 5) },
      targets: { shape: [2, 2], data: Float32Array.of(1, 0, 0, 1) },
      masks: [{ source: "explicit", keep: Uint8Array.of(1, 0, 1, 1), scale: 2, shape: [2, 2] }],
    } as const;
    const states = [];
    for (const loopSize of [1, 4]) {
      using engine = await openEngine(countingOrt().ort, handModel(), WASM, loopSize);
      const pending = [1, 2, 3, 4].map(() => engine.trainBatch([batch], PLAIN_STEP));
      states.push([await Promise.all(pending.map((loss) => loss.read())), await engine.readState()]);
    }
    expect(states[1]).toEqual(states[0]);
  });

  it("do not wait for others once a loss is read, or something else is asked", async () => {
    const counting = countingOrt();
    using engine = await smallEngine(8, counting);
    using single = await smallEngine(1);
    const expected = await train(single, [PLAIN_STEP, PLAIN_STEP, PLAIN_STEP]);
    expect(await engine.trainBatch([smallBatch(engine, 0)], PLAIN_STEP).read()).toEqual(expected[0]);
    void engine.trainBatch([smallBatch(engine, 1)], PLAIN_STEP);
    void engine.trainBatch([smallBatch(engine, 2)], PLAIN_STEP);
    expect(await engine.readState()).toEqual(await single.readState());
  });

  it("are apart where another optimiser, another number of rows or several micro-batches come between", async () => {
    using single = await smallEngine(1);
    using engine = await smallEngine(2);
    const losses = [];
    for (const trained of [single, engine]) {
      const batch = (index: number, rows?: number): MicroBatch => smallBatch(trained, index, rows);
      const pending = [
        trained.trainBatch([batch(0)], PLAIN_STEP),
        trained.trainBatch([batch(1)], MOMENTUM_STEP),
        trained.trainBatch([batch(2, 5)], MOMENTUM_STEP),
        trained.trainBatch([batch(3), batch(4)], MOMENTUM_STEP),
        trained.trainBatch([batch(5)], MOMENTUM_STEP),
        trained.trainBatch([batch(6)], MOMENTUM_STEP),
      ];
      losses.push(await Promise.all(pending.map((loss) => loss.read())));
    }
    expect(losses[1]).toEqual(losses[0]);
    expect(await engine.readState()).toEqual(await single.readState());
  });

  it("are done one by one if the loop fails, and from then on", async () => {
    const counting = countingOrt();
    using single = await smallEngine(1);
    using engine = await smallEngine(2, counting);
    counting.failNextSessions.push(new Error("no memory for the loop"));
    const steps = [PLAIN_STEP, PLAIN_STEP, PLAIN_STEP, PLAIN_STEP];
    expect(await train(engine, steps)).toEqual(await train(single, steps));
    expect(await engine.readState()).toEqual(await single.readState());
    // The evaluation and the single step.
    expect(counting.counts.createdSessions).toBe(2);
  });

  it("are refused one by one after dispose", async () => {
    const engine = await smallEngine(4);
    const waiting = [0, 1].map((index) => engine.trainBatch([smallBatch(engine, index)], PLAIN_STEP));
    engine.dispose();
    for (const loss of waiting) await expect(loss.read()).rejects.toThrow(EngineDisposedError);
  });
});

describe("stepsInALoop", () => {
  const model = (weights: number) => ({ parameters: [{ name: "w", shape: [weights], trainable: true }] });
  it("is for large models on the CPU", () => {
    expect(stepsInALoop(model(3_000_000), WASM)).toBe(8);
    expect(stepsInALoop(model(300_000), WASM)).toBe(1);
    expect(stepsInALoop(model(3_000_000), { executionProvider: "webgpu" })).toBe(1);
  });
});
