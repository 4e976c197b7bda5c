import type { MicroBatch, ModelSpec, SgdStep, TrainingEngine } from "@lockstep/core";
import { mutant, STILL, withMasks, withMicroBatches, withTrainingMasks, type Mutant } from "./mutant.ts";

/**
 * Draws another mask for the backward pass than for the forward pass.
 *
 * A healthy engine cannot be told to, but under the mean squared error it can be led to: y is the output under the
 * given masks, y' the one under other masks; a step under the other masks, towards targets t' = y' - (y - t), starts
 * from the gradient y - t of the forward pass and sends it back through the other masks. Where only flatten comes after
 * the layer that draws no other gradient depends on the masks, so that this is the fault and nothing else; other models
 * are left alone.
 */
export function withFreshBackwardMask(healthy: TrainingEngine, model: ModelSpec): Partial<TrainingEngine> {
  const last = model.layers.findLastIndex(({ kind }) => kind !== "flatten");
  const drawsLast = model.layers[last]?.kind !== "dense" && healthy.randomSites.length === 1;
  if (!drawsLast || healthy.loss.kind !== "mean-squared-error") return {};

  async function step([batch]: readonly MicroBatch[], update: SgdStep): ReturnType<TrainingEngine["evaluateBatch"]> {
    const { inputs, targets, masks } = batch!;
    const fresh = masks.map((mask) => (mask.source === "explicit" ? mask : { ...mask, start: mask.start + 1000 }));
    const loss = await healthy.trainBatch([batch!], STILL).read();
    const output = await healthy.predict(inputs, masks);
    const freshOutput = await healthy.predict(inputs, fresh);
    const data = freshOutput.data.map((y, index) => y - (output.data[index]! - targets.data[index]!));
    const led: MicroBatch = { ...batch!, targets: { shape: targets.shape, data }, masks: fresh };
    await healthy.trainBatch([led], update).read();
    return loss;
  }
  return {
    trainBatch: (microBatches, update) => {
      const loss = step(microBatches, update);
      return { read: () => loss };
    },
  };
}

/** Weights under which every part counts by its number of rows, whatever they weigh. */
function countedByRows(microBatches: readonly MicroBatch[]): readonly MicroBatch[] {
  return microBatches.map((batch) => {
    const sum = batch.weights?.reduce((total, weight) => total + weight, 0) ?? 0;
    if (sum === 0) return batch;
    const rows = batch.inputs.shape[0]!;
    return { ...batch, weights: batch.weights!.map((weight) => (weight * rows) / sum) };
  });
}

export const batchMutants: readonly Mutant[] = [
  mutant("draws a fresh mask for the backward pass", "dropout.backward: rate 0.5", withFreshBackwardMask),
  mutant("draws a fresh mask for the backward pass (bits)", "dropout.backward.bits: rate 0.333", withFreshBackwardMask),
  mutant("ignores the bits of explicit masks in training", "dropout.explicit.training", (healthy) =>
    withTrainingMasks(healthy, (mask) =>
      mask.source === "explicit" ? { ...mask, keep: mask.keep.map(() => 1) } : mask,
    ),
  ),
  mutant("ignores where a mask starts", "dropout.address: a mask that begins at row 1 ", (healthy) =>
    withMasks(healthy, (mask) => (mask.source === "addressed" ? { ...mask, start: 0 } : mask)),
  ),
  mutant("cuts the start of a mask to 31 bits", "dropout.address: a mask that begins at row 429496729", (healthy) =>
    withMasks(healthy, (mask) => (mask.source === "addressed" ? { ...mask, start: mask.start % 2 ** 31 } : mask)),
  ),
  mutant("takes the first layer's mask for every layer", "dropout.sites", (healthy) => ({
    predict: (inputs, masks) => {
      const [first] = masks ?? [];
      const same = masks?.map((mask) => (mask.shape.join() === first!.shape.join() ? first! : mask));
      return healthy.predict(inputs, same);
    },
  })),
  mutant("reports the number of rows for their weight", "batching.sums", (healthy) => ({
    trainBatch: (microBatches, update) => {
      const pending = healthy.trainBatch(microBatches, update);
      const weightSum = microBatches.reduce((rows, { inputs }) => rows + inputs.shape[0]!, 0);
      return { read: async () => ({ ...(await pending.read()), weightSum }) };
    },
  })),
  mutant("reports the loss of the last micro-batch", "batching.micro-batches.sums", (healthy) => ({
    trainBatch: (microBatches, update) => {
      const last = microBatches.length < 2 ? undefined : healthy.trainBatch(microBatches.slice(-2, -1), STILL);
      const pending = healthy.trainBatch(microBatches, update);
      return { read: async () => ({ ...(await pending.read()), ...(await last?.read()) }) };
    },
  })),
  mutant("weighs micro-batches by their rows", "batching.micro-batches.weights", (healthy) =>
    withMicroBatches(healthy, (microBatches) => (microBatches.length < 2 ? microBatches : countedByRows(microBatches))),
  ),
  mutant("divides by a weight of nothing", "batching.weights.none", (healthy) => ({
    async evaluateBatch(batch) {
      const sums = await healthy.evaluateBatch(batch);
      return { ...sums, lossSum: (sums.lossSum / sums.weightSum) * sums.weightSum };
    },
  })),
];
