import { InvalidOptionError, type EmbeddingSpec } from "@lockstep/core";
import { requireIds } from "@lockstep/core/engine";

import type { LayerKernel } from "../layer-kernel.ts";
import { sumById } from "../sum-by-id.ts";

/**
 * y[i, :] = W[x[i], :]; dW[id, :] = the sum of dy[i, :] over the places i of an id, and zeros for the padding. Ids have no
 * gradient.
 *
 * Ids are read on the host, where they are checked and sorted. That waits for nothing where they are a model's inputs: these
 * were uploaded a moment ago, and the backend still has the array. See `require-readable-ids.ts` for those that are not.
 */
export function embeddingKernel(spec: EmbeddingSpec, name: string): LayerKernel<Int32Array> {
  const { count, size, paddingIndex } = spec;
  const subject = `layer ${name} (embedding)`;
  return {
    forward(input, { tf, parameters: { weight } }) {
      const values = input.dataSync<"float32">();
      requireIds(subject, spec, values);
      const ids = Int32Array.from(values);
      const output = tf.gather(weight!, tf.tensor(ids, [ids.length], "int32"));
      return { output: tf.reshape(output, [...input.shape, size]), saved: ids };
    },
    backward(outputGradient, { saved: ids }, { tf, needsInputGradient }) {
      if (needsInputGradient) {
        throw new InvalidOptionError({
          subject,
          rule: "has no gradient for its ids, but a layer before it has parameters to learn",
          remedy: "Put the embedding before every layer with parameters.",
        });
      }
      const vectors = tf.reshape(outputGradient, [ids.length, size]);
      return { parameters: { weight: sumById(tf, vectors, ids, count, paddingIndex) } };
    },
  };
}
