import { describe, expect, it } from "vitest";
import {
  clipByNorm,
  fit,
  linear,
  oneCycle,
  sgd,
  stepDecay,
  warmUp,
  type Checkpoint,
  type FitOptions,
  type OneCycle,
} from "../src/index.ts";
import { base, data, STEPS } from "./numbered-rows.ts";
import { scriptedEngine } from "./scripted-engine.ts";

const learningRate = warmUp({
  length: 4,
  startFactor: 0.5,
  schedule: stepDecay({ initial: 1, factor: 0.5, every: 1 }),
});
const momentum: OneCycle = oneCycle({
  initial: 0.75,
  peak: 0.5,
  final: 0.75,
  length: 9,
  peakAt: 5 / 9,
  curve: "linear",
});
const options: FitOptions = { ...base, epochs: 3, optimizer: sgd({ learningRate, momentum }) };

describe("fit follows schedules", () => {
  it("by steps and by epochs, from the first step on", async () => {
    const { engine, log } = scriptedEngine([], STEPS);
    await fit(engine, data, options);
    const warmth = [0.5, 0.625, 0.75, 0.875, 1, 1, 1, 1, 1];
    const rates = warmth.map((factor, step) => factor * 0.5 ** Math.floor(step / STEPS));
    expect(log.updates.map((update) => update.learningRate)).toEqual(rates);
    const expected = [0.75, 0.6875, 0.625, 0.5625, 0.5, 0.5625, 0.625, 0.6875, 0.75];
    expect(log.updates.map((update) => update.momentum)).toEqual(expected);
  });
  it("at the moment where a resumed run stands, and refuses another schedule's checkpoint", async () => {
    const saved: Checkpoint[] = [];
    const whole = scriptedEngine([], STEPS);
    await fit(whole.engine, data, { ...options, checkpoint: { everySteps: 4, save: (c) => void saved.push(c) } });
    const resumed = scriptedEngine([], STEPS);
    await fit(resumed.engine, data, { ...options, resumeFrom: saved[0]! });
    expect(resumed.log.updates).toEqual(whole.log.updates.slice(4));
    const other = sgd({ learningRate: linear({ initial: 1, final: 0, length: 3 }), momentum });
    await expect(fit(resumed.engine, data, { ...options, optimizer: other, resumeFrom: saved[0]! })).rejects.toThrow(
      /checkpoint: optimizer must be that of the run/,
    );
  });
  it("refuses clipping and max-norm before the run where the engine declines them", async () => {
    for (const [optimizer, message] of [
      [sgd({ learningRate: 0.1, clip: clipByNorm(1) }), /scripted does not clip gradients.*Leave out clip/],
      [sgd({ learningRate: 0.1, maxNorm: 3 }), /scripted does not limit the norms of weights.*Leave out maxNorm/],
    ] as const) {
      const { engine, log } = scriptedEngine([], STEPS);
      await expect(fit(engine, data, { ...base, optimizer })).rejects.toThrow(message);
      expect(log).toMatchObject({ updates: [], written: [] });
      const able = { ...engine, capabilities: { microBatches: false, clipping: true, maxNorm: true } };
      await fit(able, data, { ...base, epochs: 1, optimizer });
      const { clip, maxNorm } = optimizer;
      expect(log.updates[0]).toMatchObject({ ...(clip && { clip }), ...(maxNorm && { maxNorm }) });
    }
  });
});
