import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { WindowAxes } from "./window-axes.ts";

/** Responses [rows, ...positions, channels] as far apart as their windows begin, with zeros behind each. */
export function spreadResponses(tf: TfjsNamespace, responses: DeviceTensor, axes: WindowAxes): DeviceTensor {
  const spread = [...responses.shape];
  let values = responses;
  for (const [axis, { stride, positions }] of axes.entries()) {
    spread[axis + 1] = positions * stride;
    if (stride === 1) continue;
    const before = spread.slice(0, axis + 1).reduce((size, length) => size * length) * positions;
    values = tf.pad(tf.reshape(values, [before, 1, -1]), [
      [0, 0],
      [0, stride - 1],
      [0, 0],
    ]);
  }
  return tf.reshape(values, spread);
}
