import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/**
 * The sum of each channel's values over all blocks and positions, [channels]. The positions first, which lie together: what
 * is left to add across is small.
 *
 * @param values [blocks, channels, positions].
 */
export function channelSums(tf: TfjsNamespace, values: DeviceTensor): DeviceTensor {
  const [blocks, channels, positions] = values.shape as [number, number, number];
  const ofBlocks = positions === 1 ? tf.reshape(values, [blocks, channels]) : tf.sum(values, 2);
  return tf.sum(ofBlocks, 0);
}
