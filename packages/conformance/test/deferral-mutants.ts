import type { EngineOptions, LossSum, ModelSpec, PendingLoss, TrainingEngine } from "@lockstep/core";
import { requireMicroBatches, requireStep, resolveEngineModel } from "@lockstep/core/engine";
import { capabilities, mutant, type Mutant } from "./mutant.ts";

/** Methods before which steps that are still to be taken must have been taken. */
type Reader = "predict" | "evaluateBatch" | "readState" | "writeState";

/**
 * An engine that takes steps only when it is asked for something.
 *
 * @param fault.keepsArrays it works on the caller's arrays, not on copies.
 * @param fault.forgets the method that does not take the steps first.
 * @param fault.leavesFailures nobody handles the failure of a step whose loss is not read.
 * @param fault.stopsAtFailures a step that fails takes those behind it with it.
 */
function deferring(
  healthy: TrainingEngine,
  model: ModelSpec,
  options: EngineOptions,
  fault: {
    readonly keepsArrays?: boolean;
    readonly forgets?: Reader;
    readonly leavesFailures?: boolean;
    readonly stopsAtFailures?: boolean;
  },
): Partial<TrainingEngine> {
  const resolved = resolveEngineModel("deferring", model, options);
  const waiting: (() => void)[] = [];
  let disposed = false;
  const takeSteps = (): void => {
    for (const step of waiting.splice(0)) step();
  };
  const before = (method: Reader): void => {
    if (method !== fault.forgets) takeSteps();
  };
  const dispose = (): void => {
    disposed = true;
    healthy.dispose();
  };
  return {
    trainBatch(microBatches, update) {
      if (disposed) return healthy.trainBatch(microBatches, update);
      requireMicroBatches("deferring", capabilities, resolved, microBatches);
      requireStep("deferring", capabilities, update);
      const given = fault.keepsArrays === true ? microBatches : structuredClone(microBatches);
      let loss: Promise<LossSum> | undefined;
      waiting.push(() => {
        if (fault.stopsAtFailures === true) loss = healthy.trainBatch(given, update).read();
        else loss = settled(() => healthy.trainBatch(given, update));
        if (fault.leavesFailures !== true) loss.catch(() => undefined);
      });
      return {
        async read() {
          takeSteps();
          return loss!;
        },
      };
    },
    predict(inputs, masks) {
      before("predict");
      return healthy.predict(inputs, masks);
    },
    evaluateBatch(batch) {
      before("evaluateBatch");
      return healthy.evaluateBatch(batch);
    },
    readState() {
      before("readState");
      return healthy.readState();
    },
    writeState(state) {
      before("writeState");
      return healthy.writeState(state);
    },
    dispose,
    [Symbol.dispose]: dispose,
  };
}

/** A step's loss, or its failure as a rejection. */
async function settled(train: () => PendingLoss): Promise<LossSum> {
  return train().read();
}

/** Deferral done right: it must pass. */
export const patient: Mutant = mutant("works later than it is asked to", "", (healthy, model, options) =>
  deferring(healthy, model, options, {}),
);

const keepsArrays = (caughtBy: string): Mutant =>
  mutant(`keeps the caller's arrays until it takes the step (${caughtBy})`, caughtBy, (healthy, model, options) =>
    deferring(healthy, model, options, { keepsArrays: true }),
  );

const forgets = (method: Reader, caughtBy: string): Mutant =>
  mutant(`does not wait for earlier steps in ${method}`, caughtBy, (healthy, model, options) =>
    deferring(healthy, model, options, { forgets: method }),
  );

export const deferralMutants: readonly Mutant[] = [
  keepsArrays("deferral.arrays: inputs"),
  keepsArrays("deferral.arrays: targets"),
  keepsArrays("deferral.arrays: weights"),
  keepsArrays("deferral.arrays: the bits of masks"),
  mutant("reads an evaluation's arrays a turn later", "deferral.arrays.evaluate", (healthy) => ({
    async evaluateBatch(batch) {
      await Promise.resolve();
      return healthy.evaluateBatch(batch);
    },
  })),
  mutant("reads a prediction's arrays a turn later", "deferral.arrays.predict", (healthy) => ({
    async predict(inputs, masks) {
      await Promise.resolve();
      return healthy.predict(inputs, masks);
    },
  })),
  mutant("reads a state's arrays a turn later", "deferral.arrays.state", (healthy) => ({
    async writeState(state) {
      await Promise.resolve();
      await healthy.writeState(state);
    },
  })),
  mutant("leaves failures that nobody reads unhandled", "failing.ids.unread", (healthy, model, options) =>
    deferring(healthy, model, options, { leavesFailures: true }),
  ),
  mutant("leaves steps that its end cuts off unhandled", "failing.disposed.unread", (healthy, model, options) =>
    deferring(healthy, model, options, { leavesFailures: true }),
  ),
  mutant("lets a failing step take the next ones with it", "failing.ids.unread", (healthy, model, options) =>
    deferring(healthy, model, options, { stopsAtFailures: true }),
  ),
  mutant("gives a loss of 0 for a step that its end cut off", "failing.disposed: ", (healthy) => {
    let disposed = false;
    return {
      trainBatch(microBatches, update) {
        const pending = healthy.trainBatch(microBatches, update);
        return { read: async () => (disposed ? { lossSum: 0, weightSum: 0 } : pending.read()) };
      },
      dispose() {
        disposed = true;
        healthy.dispose();
      },
    };
  }),
  mutant("takes micro-batches one by one until one fails", "failing.ids.half-way", (healthy) => ({
    trainBatch(microBatches, update) {
      const losses = microBatches.map((part) => healthy.trainBatch([part], update));
      return losses.at(-1) ?? healthy.trainBatch([], update);
    },
  })),
  forgets("predict", "deferral.order: predict"),
  forgets("evaluateBatch", "deferral.order: evaluateBatch"),
  forgets("readState", "lifecycle.deferred"),
  forgets("writeState", "deferral.order: writeState"),
];
