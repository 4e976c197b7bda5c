import type { NamedWeight } from "../models/named-weights.ts";

/**
 * The axes of a weight in tfjs's layout that count units, as the first axis of a specification's does: max-norm limits the norm of
 * all weights that share a place along them.
 */
export function unitAxes({ weight }: NamedWeight): readonly number[] {
  const last = weight.shape.length - 1;
  const role = weight.originalName.split("/").at(-1)!;
  // [ids, size]: a vector for each id.
  if (role.startsWith("embeddings")) return [0];
  // [...kernel, channels, multiplier]: a filter for each channel and multiple.
  if (role.startsWith("depthwise_kernel")) return [last - 1, last];
  // [inputs, units] or [...kernel, channels, units]; of a transposed convolution the last one is the first in a specification.
  return [last];
}
