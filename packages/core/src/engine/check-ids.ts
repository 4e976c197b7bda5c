import { InvalidOptionError } from "../errors/lockstep-error.ts";
import type { InferredLayer } from "../model/inferred-layer.ts";
import type { LayerSpec } from "../model/layer-spec.ts";
import type { EmbeddingSpec } from "../model/layers/embedding.ts";

/**
 * The check of a model's inputs where an embedding is the first layer to see them: they must be ids.
 *
 * @throws {InvalidOptionError} naming the first input that is no integer from 0 to count - 1.
 */
export function requireInputIds(layers: readonly InferredLayer<LayerSpec>[], inputs: Float32Array): void {
  const first = layers.find(({ spec }) => spec.kind !== "flatten");
  if (first === undefined) return;
  if (first.spec.kind === "embedding") requireIds(`inputs of layer ${first.name} (embedding)`, first.spec, inputs);
  for (const branch of first.branches) requireInputIds(branch, inputs);
}

/**
 * Checks the ids that an embedding got.
 *
 * @param subject what has them, for the message.
 * @throws {InvalidOptionError} naming the first one that is no integer from 0 to count - 1.
 * @example
 * requireIds("layer 0 (embedding)", embedding(10, 4), Float32Array.of(3, 10)); // throws InvalidOptionError
 */
export function requireIds(subject: string, { count }: EmbeddingSpec, ids: Float32Array): void {
  const wrong = ids.findIndex((id) => !(Number.isInteger(id) && id >= 0 && id < count));
  if (wrong < 0) return;
  throw new InvalidOptionError({
    subject: `${subject}: element ${wrong}`,
    rule: `must be an integer from 0 to ${count - 1}`,
    received: ids[wrong],
    remedy: "Ids count from 0; raise count, or map what is unknown to an id of its own.",
  });
}
