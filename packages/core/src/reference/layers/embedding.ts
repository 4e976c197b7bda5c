import { requireIds } from "../../engine/check-ids.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import type { EmbeddingSpec } from "../../model/layers/embedding.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/**
 * y[i, :] = W[x[i], :]. dW[id, :] = Σ of g[i, :] over the places i of an id, in row-major order and on from the micro-batches
 * before; the padding's row stays 0. Ids have no gradient.
 */
export function embeddingKernel(kernels: Kernels, spec: EmbeddingSpec, name: string): LayerKernel<undefined> {
  const { size, paddingIndex } = spec;
  const subject = `layer ${name} (embedding)`;
  return {
    forward(input, _rows, { parameters: { weight } }) {
      requireIds(subject, spec, input);
      const output = kernels.floats(input.length * size);
      for (let place = 0; place < input.length; place++) {
        const [from, to] = [input[place]! * size, place * size];
        for (let feature = 0; feature < size; feature++) output[to + feature] = weight![from + feature]!;
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
      const gradient = sums.weight ?? kernels.floats(weight!.length);
      for (let place = 0; place < input.length; place++) {
        const id = input[place]!;
        if (id === paddingIndex) continue;
        const [from, to] = [place * size, id * size];
        for (let feature = 0; feature < size; feature++) {
          gradient[to + feature] = gradient[to + feature]! + outputGradient[from + feature]!;
        }
      }
      return { parameters: { weight: gradient } };
    },
  };
}
