import type { DropoutMask, MicroBatch, TrainingEngine } from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { batchMutants } from "./batch-mutants.ts";
import { deferralMutants } from "./deferral-mutants.ts";
import { dropoutFamilyMutants } from "./dropout-family-mutants.ts";
import { exactMutants } from "./exact-mutants.ts";
import { metadataMutants } from "./metadata-mutants.ts";
import {
  capabilities,
  mutant,
  withMasks,
  withMicroBatches,
  withStep,
  withTrainingMasks,
  type Mutant,
} from "./mutant.ts";
import { batchNormMutants } from "./batch-norm-mutants.ts";
import { convolutionMutants } from "./convolution-mutants.ts";
import { limitMutants } from "./limit-mutants.ts";
import { lossMutants } from "./loss-mutants.ts";
import { monteCarloMutants } from "./monte-carlo-mutants.ts";
import { networkMutants } from "./network-mutants.ts";
import { normMutants } from "./norm-mutants.ts";
import { poolMutants } from "./pool-mutants.ts";
import { refusalMutants } from "./refusal-mutants.ts";
import { sequenceMutants } from "./sequence-mutants.ts";
import { sgdMutants } from "./sgd-mutants.ts";
import { toleranceMutants } from "./tolerance-mutants.ts";

let shared: TrainingEngine | undefined;

export const mutants: readonly Mutant[] = [
  mutant("forgets to scale by 1/(1 - rate)", "dropout.forward: rate 0.500", (healthy) =>
    withMasks(healthy, (mask) => (mask.source === "noise" ? mask : { ...mask, scale: mask.scale === 0 ? 0 : 1 })),
  ),
  mutant("takes the rate for the probability to keep", "dropout.forward: rate 0.900", (healthy) =>
    withMasks(healthy, (mask) =>
      mask.source === "addressed" ? { ...mask, threshold: 2 ** 23 - mask.threshold } : mask,
    ),
  ),
  mutant("draws a mask of its own for training", "dropout.backward: rate 0.5", (healthy) =>
    withTrainingMasks(healthy, (mask) => (mask.source === "addressed" ? { ...mask, start: mask.start + 1 } : mask)),
  ),
  mutant("ignores the masks in training", "dropout.loss", (healthy) =>
    withTrainingMasks(healthy, (mask) =>
      mask.source === "addressed" ? { ...mask, threshold: 2 ** 23, scale: 1 } : mask,
    ),
  ),
  mutant("leaves dropout on in evaluation", "dropout.evaluation", (healthy) => ({
    predict: (inputs, masks) => {
      const rows = inputs.shape[0]!;
      const drawn = healthy.randomSites.map(({ shape }): DropoutMask => ({
        source: "addressed",
        key: [1, 2],
        start: 0,
        threshold: 2 ** 22,
        scale: 2,
        shape: shape(rows),
      }));
      return healthy.predict(inputs, masks ?? drawn);
    },
  })),
  mutant("multiplies by zero instead of selecting", "dropout.select", (healthy) => ({
    async predict(inputs, masks) {
      const output = await healthy.predict(inputs, masks);
      if (masks === undefined || inputs.data.length !== output.data.length) return output;
      return { ...output, data: output.data.map((y, index) => (Number.isFinite(inputs.data[index]!) ? y : NaN)) };
    },
  })),
  mutant("averages losses instead of summing them", "loss.mean-squared-error", (healthy) => ({
    async evaluateBatch(batch) {
      const { lossSum, weightSum } = await healthy.evaluateBatch(batch);
      return { lossSum: lossSum / weightSum, weightSum };
    },
  })),
  mutant("ignores the rows' weights", "batching.weights:", (healthy) => ({
    evaluateBatch: ({ inputs, targets }) => healthy.evaluateBatch({ inputs, targets }),
    ...withMicroBatches(healthy, (microBatches) =>
      microBatches.map(({ inputs, targets, masks }): MicroBatch => ({ inputs, targets, masks })),
    ),
  })),
  mutant("forgets momentum", "sgd.update", (healthy) =>
    withStep(healthy, (update) => ({ ...update, momentum: 0, nesterov: false })),
  ),
  mutant("dampens the first gradient", "sgd.update", (healthy) => {
    let steps = 0;
    return withStep(healthy, (update) => (steps++ === 0 ? { ...update, gradientScale: 0.5 } : update));
  }),
  mutant("forgets nesterov", "nesterov", (healthy) => withStep(healthy, (update) => ({ ...update, nesterov: false }))),
  mutant("forgets weight decay", "decay 0.1", (healthy) =>
    withStep(healthy, (update) => ({ ...update, weightDecay: 0 })),
  ),
  mutant("takes only the last micro-batch", "batching.micro-batches", (healthy) =>
    withMicroBatches(healthy, (microBatches) => microBatches.slice(-1)),
  ),
  ...batchMutants,
  ...deferralMutants,
  ...dropoutFamilyMutants,
  ...exactMutants,
  ...metadataMutants,
  ...batchNormMutants,
  ...convolutionMutants,
  ...limitMutants,
  ...lossMutants,
  ...monteCarloMutants,
  ...networkMutants,
  ...normMutants,
  ...poolMutants,
  ...refusalMutants,
  ...sequenceMutants,
  ...sgdMutants,
  ...toleranceMutants,
  mutant("hands out its own arrays", "lifecycle.copies", (healthy) => {
    let state = healthy.readState();
    return {
      async readState() {
        return state;
      },
      async writeState(given) {
        await healthy.writeState(given);
        state = Promise.resolve(given);
      },
    };
  }),
  mutant("hands out parameters in another order", "lifecycle.order", (healthy) => ({
    async readState() {
      const { parameters, ...state } = await healthy.readState();
      return { ...state, parameters: Object.fromEntries(Object.entries(parameters).toReversed()) };
    },
  })),
  mutant("loses the velocity", "runs.resume", (healthy) => ({
    readState: async () => ({ parameters: (await healthy.readState()).parameters }),
  })),
  mutant("keeps the velocity of the run before", "lifecycle.new-run", (healthy) => ({
    async writeState(state) {
      const { velocity } = await healthy.readState();
      await healthy.writeState({ ...(velocity === undefined ? {} : { velocity }), ...state });
    },
  })),
  mutant("works on after dispose", "lifecycle.dispose", () => ({ dispose: () => undefined })),
  mutant("does not restore", "runs.restore", (healthy) => ({
    // The state that ends a run has no velocity, but neither has the one that begins it.
    writeState: (() => {
      let begun = false;
      return async (state) => {
        if (begun && state.velocity === undefined) return;
        begun = true;
        await healthy.writeState(state);
      };
    })(),
  })),
  {
    fault: "is the same engine every time",
    caughtBy: "lifecycle.fresh",
    subject: {
      name: "is the same engine every time",
      capabilities,
      createEngine(model, options) {
        const fresh = createReferenceEngine(model, options);
        if (shared?.inputShape.join() === fresh.inputShape.join()) return shared;
        shared = { ...fresh, dispose: () => undefined, [Symbol.dispose]: () => undefined };
        return shared;
      },
    },
  },
];
