import { requireIds } from "../../engine/check-ids.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import type { EmbeddingSpec } from "../../model/layers/embedding.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/**
 * y[i, :] = W[x[i], :]. dW[id, :] = Σ of g[i, :] over the places i of an id, in row-major order and on from the micro-batches
 * before; the padding's row stays 0. Ids have no gradient.
 */
export function embeddingKernel(spec: EmbeddingSpec, name: string): LayerKernel<undefined> {
  const { size, paddingIndex } = spec;
  const subject = `layer ${name} (embedding)`;
  return {
    forward(input, _rows, { parameters: { weight } }) {
      requireIds(subject, spec, input);
      const output = new Float32Array(input.length * size);
      for (const [place, id] of input.entries()) {
        // An id of -0 is 0.
        output.set(weight!.subarray(id * size, (id + 1) * size), place * size);
      }
      return { output, saved: undefined };
    },
    backward(outputGradient, { input }, { parameters: { weight }, sums, needsInputGradient }) {
      if (needsInputGradient) {
        throw new InvalidOptionError({
          subject,
          rule: "has no gradient for its ids, but a layer before it has parameters to learn",
          remedy: "Put the embedding before every layer with parameters.",
        });
      }
      const gradient = sums.weight ?? new Float32Array(weight!.length);
      for (const [place, id] of input.entries()) {
        if (id === paddingIndex) continue;
        const first = id * size;
        for (let feature = 0; feature < size; feature++) {
          gradient[first + feature] = gradient[first + feature]! + outputGradient[place * size + feature]!;
        }
      }
      return { parameters: { weight: gradient } };
    },
  };
}
