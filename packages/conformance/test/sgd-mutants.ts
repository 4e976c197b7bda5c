import { clipGradients, limitNorms } from "@lockstep/core";
import { requireStep, weightSum } from "@lockstep/core/engine";
import { createReferenceEngine } from "@lockstep/core/reference";
import { gradientsOfStep } from "../src/suites/gradient-probe.ts";
import { updateEach, withOwnUpdate } from "./own-update.ts";
import { capabilities, mutant, withStep, type Mutant } from "./mutant.ts";

/** Everything that the reference engine takes, but for what a step may decline. */
const DECLINING = { ...capabilities, clipping: false, maxNorm: false };

const DECLINES = { clipping: "for this test", maxNorm: "for this test" };

/** Columns of a matrix cut back instead of rows. */
function limitColumns(data: Float32Array, [rows, columns]: readonly number[], maxNorm: number): void {
  for (let column = 0; column < columns!; column++) {
    const at = (row: number): number => row * columns! + column;
    const own = Float32Array.from({ length: rows! }, (_, row) => data[at(row)]!);
    limitNorms(own, [1, rows!], maxNorm);
    for (const [row, value] of own.entries()) data[at(row)] = value;
  }
}

export const sgdMutants: readonly Mutant[] = [
  mutant("does not clip", "sgd.order: clipping by norm", (healthy) =>
    withStep(healthy, ({ clip: _clip, ...step }) => step),
  ),
  mutant("does not limit norms", "sgd.order: max-norm", (healthy) =>
    withStep(healthy, ({ maxNorm: _maxNorm, ...step }) => step),
  ),
  mutant("clips by value instead of by norm", "sgd.order: clipping by norm:", (healthy) =>
    withStep(healthy, (step) => (step.clip === undefined ? step : { ...step, clip: { ...step.clip, kind: "value" } })),
  ),
  mutant("clips by norm instead of by value", "sgd.clip-norm.nan", (healthy) =>
    withStep(healthy, (step) => (step.clip === undefined ? step : { ...step, clip: { ...step.clip, kind: "norm" } })),
  ),
  mutant("clips each parameter alone", "sgd.order: clipping by norm", (healthy) =>
    withOwnUpdate(healthy, (own) => {
      for (const gradient of Object.values(own.gradients)) {
        if (own.step.clip !== undefined) clipGradients([gradient], own.step.clip);
      }
      updateEach(own);
    }),
  ),
  mutant("clips before it divides by the weight", "sgd.order: clipping by norm", (healthy) =>
    withOwnUpdate(healthy, (own) => {
      const sums = Object.values(own.gradients).map((gradient) => gradient.map((mean) => mean * own.totalWeight));
      if (own.step.clip !== undefined) clipGradients(sums, own.step.clip);
      const names = Object.keys(own.gradients);
      for (const [index, sum] of sums.entries()) own.gradients[names[index]!] = sum.map((g) => g / own.totalWeight);
      updateEach(own);
    }),
  ),
  mutant("clips after weight decay", "weight decay", (healthy) =>
    withOwnUpdate(healthy, (own) => {
      for (const [name, gradient] of Object.entries(own.gradients)) {
        own.gradients[name] = gradient.map((g, index) => g + own.step.weightDecay * own.parameters[name]!.data[index]!);
      }
      if (own.step.clip !== undefined) clipGradients(Object.values(own.gradients), own.step.clip);
      updateEach({ ...own, step: { ...own.step, weightDecay: 0 } });
    }),
  ),
  mutant("spares finite gradients when one is NaN", "sgd.clip-norm.nan", (healthy) =>
    withOwnUpdate(healthy, (own) => {
      const { clip, ...step } = own.step;
      const finite = Object.values(own.gradients).every((gradient) => gradient.every(Number.isFinite));
      if (clip !== undefined && finite) clipGradients(Object.values(own.gradients), clip);
      updateEach({ ...own, step });
    }),
  ),
  mutant("clips each micro-batch", "sgd.order: clipping by norm", (healthy) =>
    withOwnUpdate(healthy, async (own) => {
      for (const gradient of Object.values(own.gradients)) gradient.fill(0);
      for (const microBatch of own.microBatches) {
        const part = await gradientsOfStep(healthy, microBatch);
        if (own.step.clip !== undefined) clipGradients(Object.values(part), own.step.clip);
        const share = weightSum(microBatch) / own.totalWeight;
        for (const [name, gradient] of Object.entries(own.gradients)) {
          own.gradients[name] = gradient.map((sum, index) => sum + share * part[name]![index]!);
        }
      }
      updateEach(own);
    }),
  ),
  mutant("limits norms before the update", "sgd.order: max-norm", (healthy) =>
    withOwnUpdate(healthy, (own) => {
      const { maxNorm, ...step } = own.step;
      for (const { shape, data } of Object.values(own.parameters)) {
        if (maxNorm !== undefined) limitNorms(data, shape, maxNorm);
      }
      if (step.clip !== undefined) clipGradients(Object.values(own.gradients), step.clip);
      updateEach({ ...own, step });
    }),
  ),
  mutant("limits the norms of outgoing weights", "sgd.order: max-norm", (healthy) =>
    withOwnUpdate(healthy, (own) => {
      const { maxNorm, ...step } = own.step;
      if (step.clip !== undefined) clipGradients(Object.values(own.gradients), step.clip);
      updateEach({ ...own, step });
      for (const { shape, data } of Object.values(own.parameters)) {
        if (maxNorm !== undefined && shape.length > 1) limitColumns(data, shape, maxNorm);
      }
    }),
  ),
  mutant("limits biases, too", "sgd.order: max-norm", (healthy) =>
    withOwnUpdate(healthy, (own) => {
      if (own.step.clip !== undefined) clipGradients(Object.values(own.gradients), own.step.clip);
      updateEach(own);
      for (const { shape, data } of Object.values(own.parameters)) {
        if (own.step.maxNorm !== undefined && shape.length === 1) limitNorms(data, [1, data.length], own.step.maxNorm);
      }
    }),
  ),
  {
    fault: "takes a step that it declines",
    caughtBy: "sgd.order",
    subject: {
      name: "takes a step that it declines",
      capabilities: DECLINING,
      declines: DECLINES,
      createEngine: (model, options) => ({ ...createReferenceEngine(model, options), capabilities: DECLINING }),
    },
  },
];

/** The law, from gradients that are read off: it must pass, so that the mutants above are caught for their faults. */
export const lawful: Mutant = mutant("updates from gradients that it reads off a step", "sgd.order", (healthy) =>
  withOwnUpdate(healthy, (own) => {
    if (own.step.clip !== undefined) clipGradients(Object.values(own.gradients), own.step.clip);
    updateEach(own);
  }),
);

/** An engine that neither clips nor limits norms, and says so: it must pass. */
export const declining: Mutant = {
  fault: "declines clipping and max-norm",
  caughtBy: "",
  subject: {
    name: "declines clipping and max-norm",
    capabilities: DECLINING,
    declines: DECLINES,
    createEngine(model, options) {
      const healthy = createReferenceEngine(model, options);
      return {
        ...healthy,
        capabilities: DECLINING,
        trainBatch(microBatches, step) {
          requireStep("declining", DECLINING, step);
          return healthy.trainBatch(microBatches, step);
        },
      };
    },
  },
};
