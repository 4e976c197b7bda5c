import {
  dense,
  dropout,
  initialWeights,
  relu,
  sequential,
  softmaxCrossEntropy,
  type EngineOptions,
  type ModelSpec,
  type NamedTensors,
} from "@lockstep/core";

/** Numbers of a row of input: an image of MNIST. */
export const PIXELS = 784;
/** Numbers of a row of output. */
export const CLASSES = 10;
/** Of plain SGD. */
export const LEARNING_RATE = 0.1;
/** Probability of dropping a unit, in both hidden layers. */
export const DROPOUT_RATE = 0.5;

const SEED = 1;

/** Layers of the network that have weights, as PyTorch numbers them: linear, relu, dropout, linear, relu, dropout, linear. */
export const DENSE_LAYERS = ["0", "3", "6"] as const;

/** Lengths of the network's activations: 784, width, width, 10. */
export function layerWidths(width: number): readonly [number, number, number, number] {
  return [PIXELS, width, width, CLASSES];
}

/** The network that every contestant trains: two hidden layers of ReLU, each with dropout. */
export function benchmarkNetwork(width: number): ModelSpec {
  const hidden = [dense(width), relu(), dropout(DROPOUT_RATE)];
  return sequential({ inputShape: [PIXELS], layers: [...hidden, ...hidden, dense(CLASSES)] });
}

/** The weights that every contestant starts from, named and laid out as in PyTorch: `0.weight` is [width, 784]. */
export function startingWeights(width: number): NamedTensors {
  return initialWeights(benchmarkNetwork(width), SEED);
}

/** What an engine of Lockstep takes for {@link benchmarkNetwork}. */
export function engineOptions(width: number): EngineOptions {
  return { loss: softmaxCrossEntropy(), weights: startingWeights(width) };
}
