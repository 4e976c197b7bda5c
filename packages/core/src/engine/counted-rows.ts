import { isClassification, type LossSpec } from "../loss/loss-spec.ts";
import type { Batch } from "./training-engine.ts";

/**
 * A batch in which the rows whose target the loss ignores weigh 0, and have class 0 for one that exists: an engine that
 * passes its batches through it after checking them needs to know no more of `ignoreIndex`.
 *
 * @returns the batch itself where nothing is ignored.
 * @example
 * const inputs = tensor([2, 1], new Float32Array(2));
 * const batch = { inputs, targets: tensor([2], Int32Array.of(1, -100)) };
 * weightSum(countedRows(softmaxCrossEntropy({ ignoreIndex: -100 }), batch)); // 1
 */
export function countedRows<Rows extends Batch>(loss: LossSpec, batch: Rows): Rows {
  if (!isClassification(loss) || loss.ignoreIndex === undefined) return batch;
  const { ignoreIndex } = loss;
  const { shape, data } = batch.targets;
  if (!data.includes(ignoreIndex)) return batch;
  const { weights } = batch;
  return {
    ...batch,
    weights: Float32Array.from(data, (label, row) => (label === ignoreIndex ? 0 : (weights?.[row] ?? 1))),
    targets: { shape, data: Int32Array.from(data, (label) => (label === ignoreIndex ? 0 : label)) },
  };
}
