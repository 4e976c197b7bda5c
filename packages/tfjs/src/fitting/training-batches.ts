import type { BatchPlan } from "@lockstep/core";

import type { LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";
import type { DeviceTensor } from "../namespace/tfjs-namespace.ts";
import type { ModelColumns } from "./model-columns.ts";
import { gatherColumns } from "./row-data.ts";

/** The plan's batches as `fitDataset` reads them. */
export interface TrainingBatches {
  readonly size: number;
  iterator(): Promise<{ next(): Promise<IteratorResult<{ xs: DeviceTensor[]; ys: DeviceTensor[] }>> }>;
  /** The rows of the batch that was read last. */
  rows(): readonly number[];
  /** Disposes the tensors of the batch that was read last, where tfjs did not: after an error. */
  dispose(): void;
}

/**
 * @param epochOf the epoch that is under way.
 */
export function trainingBatches(
  tf: LayersNamespace,
  model: LayersModel,
  { inputs, targets }: ModelColumns,
  plan: BatchPlan,
  epochOf: () => number,
): TrainingBatches {
  const columns = [...inputs, ...targets];
  let rows: readonly number[] = [];
  let tensors: readonly DeviceTensor[] = [];

  function pass() {
    let batch = 0;
    return {
      async next() {
        rows = plan.rows(epochOf(), batch);
        tensors = gatherColumns(tf, columns, rows);
        batch++;
        return {
          value: { xs: tensors.slice(0, inputs.length), ys: tensors.slice(inputs.length) },
          // tfjs reads it after the step and its callbacks, and validates only if it is true: an epoch that a callback
          // stops is measured like any other, and the last batch needs no further call.
          get done() {
            return batch === plan.batchesPerEpoch || model.stopTraining;
          },
        };
      },
    };
  }

  return {
    size: plan.batchesPerEpoch,
    iterator: async () => pass(),
    rows: () => rows,
    dispose() {
      for (const tensor of tensors) if (!tensor.isDisposed) tensor.dispose();
    },
  };
}
