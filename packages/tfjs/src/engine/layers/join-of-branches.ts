import { shapeSize } from "@lockstep/core";
import type { ResolvedLayer } from "@lockstep/core/engine";

import { createBranches, type BranchActivations, type KernelOf } from "../branches.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/** What the layer keeps: the branches' activations, and the shapes of their outputs. */
interface Joined {
  readonly activations: BranchActivations;
  readonly shapes: readonly (readonly number[])[];
}

/**
 * `parallel` that joins: y = concat(b₀(x), b₁(x), ...) along `axis` of the batch's activation, of which 0 is the rows;
 * backward, every branch gets its part of dy.
 */
export function joinOfBranchesKernel(layer: ResolvedLayer, axis: number, kernelOf: KernelOf): LayerKernel<Joined> {
  const branches = createBranches(layer, kernelOf);
  const { outputShape } = layer;
  /** How often a branch's part comes in a row. Two axes are enough, and every backend's kernels take them. */
  const times = shapeSize(outputShape.slice(0, axis - 1));

  return {
    forward(input, pass) {
      const { tf } = pass;
      const { outputs, saved, buffers } = branches.forward(input, pass);
      const rows = input.shape[0];
      const parts = outputs.map((output) => tf.reshape(output, [rows * times, output.size / (rows * times)]));
      return {
        output: tf.reshape(tf.concat(parts, 1), [rows, ...outputShape]),
        saved: { activations: saved, shapes: outputs.map((output) => output.shape) },
        buffers,
      };
    },
    backward(outputGradient, { saved: { activations, shapes } }, pass) {
      const { tf } = pass;
      const blocks = outputGradient.shape[0] * times;
      const lengths = shapes.map((shape) => shapeSize(shape) / blocks);
      const joined = tf.reshape(outputGradient, [blocks, outputGradient.size / blocks]);
      let start = 0;
      const parts = lengths.map((length, index) => {
        const part = tf.slice(joined, [0, start], [blocks, length]);
        start += length;
        return tf.reshape(part, [...shapes[index]!]);
      });
      return branches.backward(parts, activations, pass);
    },
  };
}
