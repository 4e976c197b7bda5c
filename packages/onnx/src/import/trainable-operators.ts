import { COMPOSITES } from "../compose/composites.ts";
import { OPERATORS_WITH_GRADIENT } from "../gradients/gradient-rules.ts";
import { isDifferentiable } from "../gradients/non-differentiable.ts";

/** Operators that become others as a file is read. */
const WRITTEN_OUT: readonly string[] = ["Dropout", "GRU", "LSTM"];

/**
 * The operators of ONNX that a file may have between its parameters and its loss, by name. Others are fine where no gradient
 * has to pass: arithmetic on shapes, comparisons, masks.
 *
 * @example
 * TRAINABLE_OPERATORS.includes("LayerNormalization"); // true
 */
export const TRAINABLE_OPERATORS: readonly string[] = [
  ...new Set([...OPERATORS_WITH_GRADIENT, ...[...COMPOSITES.keys()].filter(isDifferentiable), ...WRITTEN_OUT]),
].toSorted();
