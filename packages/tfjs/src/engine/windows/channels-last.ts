import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/** [rows, channels, ...spatial] to [rows, depth, height, width, channels]; an axis that there is not has length 1. */
export function toChannelsLast(tf: TfjsNamespace, values: DeviceTensor): DeviceTensor {
  const [rows, channels, ...spatial] = values.shape as [number, number, ...number[]];
  const lengths = [1, 1, ...spatial].slice(-3);
  return tf.reshape(exchanged(tf, tf.reshape(values, [rows, channels, -1])), [rows, ...lengths, channels]);
}

/**
 * The way back.
 *
 * @param spatial the lengths that there are.
 */
export function toChannelsFirst(tf: TfjsNamespace, values: DeviceTensor, spatial: readonly number[]): DeviceTensor {
  const [rows, channels] = [values.shape[0], values.shape[4]!];
  return tf.reshape(exchanged(tf, tf.reshape(values, [rows, -1, channels])), [rows, channels, ...spatial]);
}

/** The last two axes exchanged; where one of them has length 1, the elements lie as they should. */
function exchanged(tf: TfjsNamespace, values: DeviceTensor): DeviceTensor {
  return values.shape[1] === 1 || values.shape[2] === 1 ? values : tf.transpose(values, [0, 2, 1]);
}
