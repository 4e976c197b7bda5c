import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import { product } from "../product.ts";

/** Neighbours in a row that share a weight, a bias or statistics. */
export interface Channels {
  /** The values as [blocks, channels], or as [blocks, channels, positions] where a channel has several. */
  grid(tf: TfjsNamespace, values: DeviceTensor): DeviceTensor;
  /** One number a channel, [channels] or of that size, to be spread over a grid. */
  spread(tf: TfjsNamespace, ofChannels: DeviceTensor): DeviceTensor;
  /** The sum of each channel's values in a grid over all blocks and positions, [channels]. */
  sums(tf: TfjsNamespace, grid: DeviceTensor): DeviceTensor;
}

/** Channels that repeat along a batch in blocks: all with as many positions, which lie together. */
export function channelsOf(channels: number, positions: number): Channels {
  // Without an axis of length 1, which on webgl costs a program wherever it comes or goes.
  const block = positions === 1 ? [channels] : [channels, positions];
  return {
    grid: (tf, values) => tf.reshape(values, [values.size / (channels * positions), ...block]),
    spread: (tf, ofChannels) => tf.reshape(ofChannels, positions === 1 ? [channels] : [channels, 1]),
    sums(tf, grid) {
      const ofBlocks = positions === 1 ? grid : tf.sum(grid, 2);
      // A product with ones: a sum across rows is a transpose and a sum along them, several kernels on every backend.
      return tf.reshape(product(tf, tf.ones([1, grid.shape[0]]), ofBlocks), [channels]);
    },
  };
}
