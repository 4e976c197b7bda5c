import { cosine } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";

import {
  callbacks,
  checkpoint,
  earlyStopping,
  learningRateSchedule,
  type CheckpointStore,
  type EarlyStoppingCallback,
} from "../../src/index.ts";
import { bitsOf, smallData, smallModel } from "../callbacks/small-model.ts";

/** The metric that the run watches: best in epoch 2, and the run ends in epoch 6. */
const SCORES = [5, 4, 1, 2, 3, 2, 3, 0, 0];

/** How a run ended. */
export interface EndedRun {
  readonly bits: readonly Uint32Array[];
  readonly stop: EarlyStoppingCallback;
  readonly trained: readonly number[];
}

/**
 * A run of a fresh model that goes on from the store and ends as the rule says, or dies in an epoch as a process would.
 *
 * @param options.diesIn the epoch within which it dies, after its first step. @default none
 * @param options.seed of the initial weights. @default 1
 */
export async function trainWith(
  store: CheckpointStore,
  makeOptimizer: () => tf.Optimizer,
  { diesIn, seed = 1 }: { readonly diesIn?: number; readonly seed?: number } = {},
): Promise<EndedRun> {
  const model = smallModel({ optimizer: makeOptimizer(), seed });
  const { xs, ys } = smallData();
  const stop = earlyStopping(tf, { monitor: "others.score", mode: "min", patience: 4 });
  const rate = learningRateSchedule(tf, cosine({ initial: 0.1, length: 24, interval: "step" }));
  const saved = checkpoint(tf, { store, with: [stop, rate] });
  const score = {
    onEpochEnd: async (epoch: number, logs?: tf.Logs) => void Object.assign(logs!, { score: SCORES[epoch]! }),
    onBatchEnd: async () => {
      if (dying) throw new Error("killed");
    },
    onEpochBegin: async (epoch: number) => void (dying = epoch === diesIn),
  };
  let dying = false;
  const trained: number[] = [];
  try {
    const { initialEpoch, ended } = await saved.resume(model);
    if (ended) await stop.restoreBest(model);
    else {
      const { epoch } = await model.fit(xs, ys, {
        epochs: SCORES.length,
        initialEpoch,
        batchSize: 8,
        shuffle: false,
        callbacks: callbacks(tf, [score, rate, stop, saved]),
      });
      trained.push(...epoch);
    }
    return { bits: await bitsOf(model), stop, trained };
  } finally {
    stop.dispose();
    tf.dispose([xs, ys]);
    model.dispose();
  }
}
