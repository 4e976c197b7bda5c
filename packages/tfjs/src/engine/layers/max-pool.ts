import type { DeviceTensor } from "../../namespace/tfjs-namespace.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { select } from "../../select/select.ts";
import type { PoolStage } from "../windows/pool-stage.ts";

/**
 * y of a window is its largest element, the first of several in row-major order; a NaN is larger than all, the last of
 * several. Largest along the last axis, then along the one before, and so on: the first among the first in each line is the
 * first of all, and so is the last.
 *
 * `saved` holds for every stage and tap but the first where that tap was larger than those before. Backward: g goes to the
 * last tap that was, tap by tap from the end.
 */
export function maxPoolKernel(
  stages: readonly PoolStage[],
  outputShape: readonly number[],
): LayerKernel<readonly (readonly DeviceTensor[])[]> {
  return {
    forward(input, { tf }) {
      let values = input;
      const saved = stages.map(({ taps, inner }) => {
        const [first, ...others] = taps.take(tf, tf.reshape(values, [-1, taps.length, inner]), -Infinity);
        let largest = first!;
        const larger = others.map((candidate, index) => {
          const exceeds = tf.logicalOr(tf.greater(candidate, largest), tf.isNaN(candidate));
          // What stands in the padding is no element, and -Infinity does not exceed it.
          const starts = taps.first.map((tap) => tap === index + 1);
          const replaces = starts.includes(true)
            ? tf.logicalOr(exceeds, tf.tensor(starts.map(Number), [1, taps.windows, 1], "bool"))
            : exceeds;
          largest = select(tf, replaces, candidate, largest);
          return replaces;
        });
        values = largest;
        return larger;
      });
      return { output: tf.reshape(values, [input.shape[0], ...outputShape]), saved };
    },
    backward(outputGradient, { input, saved }, { tf, needsInputGradient }) {
      if (!needsInputGradient) return {};
      let gradient = outputGradient;
      for (const [index, { taps, inner }] of [...stages.entries()].toReversed()) {
        let rest = tf.reshape(gradient, [-1, taps.windows, inner]);
        const zeros = tf.zerosLike(rest);
        const parts = saved[index]!.toReversed().map((larger) => {
          const part = select(tf, larger, rest, zeros);
          rest = select(tf, larger, zeros, rest);
          return part;
        });
        gradient = taps.put(tf, [...parts, rest].toReversed());
      }
      return { input: tf.reshape(gradient, input.shape) };
    },
  };
}
