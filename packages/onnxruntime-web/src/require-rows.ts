import { embedding, ShapeMismatchError, type Tensor } from "@lockstep/core";
import { requireIds } from "@lockstep/core/engine";
import type { OrtModel } from "./ort-model.ts";

/**
 * The checks of inputs that only models of `.onnx` files need: their batch may be of a fixed length, and their embeddings
 * are seen by no layer of core's.
 *
 * @throws {ShapeMismatchError} for another number of rows than the file fixes.
 * @throws {InvalidOptionError} for an input that is none of the embedding's ids.
 */
export function requireRows({ rows, inputIds }: Pick<OrtModel, "rows" | "inputIds">, { shape, data }: Tensor): void {
  if (rows !== undefined && shape[0] !== rows) {
    throw new ShapeMismatchError({
      subject: "inputs",
      rule: `must have ${rows} rows: the model's file fixes the length of its batches`,
      received: shape[0],
      remedy: `Take batches of ${rows} and drop a last one that is smaller, or export the model with a dynamic batch axis.`,
    });
  }
  if (inputIds !== undefined) requireIds("inputs", embedding(inputIds, 1), data);
}
