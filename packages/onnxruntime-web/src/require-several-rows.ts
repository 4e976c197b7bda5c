import { ShapeMismatchError } from "@lockstep/core";
import type { OrtModel } from "./ort-model.ts";

/**
 * The check of a micro-batch to train on that models of `.onnx` files need: core's looks at layers, of which they have none.
 *
 * @throws {ShapeMismatchError} if a batch norm would take its statistics from one value a channel.
 */
export function requireSeveralRows({ normOverRows }: Pick<OrtModel, "normOverRows">, rows: number): void {
  if (normOverRows === undefined || rows > 1) return;
  throw new ShapeMismatchError({
    subject: `node ${normOverRows} (BatchNormalization)`,
    rule: "needs more than one value per channel where it takes the batch's statistics",
    received: `${rows} row`,
    remedy: 'Train on batches of two rows or more: another batchSize, or lastBatch: "drop".',
  });
}
