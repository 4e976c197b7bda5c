import { isClassification } from "../../src/engine/index.ts";
import {
  adaptiveAvgPool2d,
  adaptiveMaxPool2d,
  alphaDropout,
  avgPool1d,
  avgPool2d,
  avgPool3d,
  batchNorm,
  binaryCrossEntropyWithLogits,
  conv1d,
  conv2d,
  conv3d,
  convTranspose1d,
  convTranspose2d,
  dense,
  dropout,
  elu,
  embedding,
  featureAlphaDropout,
  flatten,
  gaussianDropout,
  gaussianNoise,
  gelu,
  globalAvgPool,
  globalMaxPool,
  groupNorm,
  gru,
  hardtanh,
  huber,
  keyFromSeed,
  layerNorm,
  leakyRelu,
  logSoftmax,
  lstm,
  maxPool1d,
  maxPool2d,
  maxPool3d,
  meanAbsoluteError,
  meanSquaredError,
  multiHeadAttention,
  negativeLogLikelihood,
  parallel,
  permute,
  positionalEmbedding,
  relu,
  reshape,
  residual,
  selu,
  sequential,
  sigmoid,
  silu,
  smoothL1,
  softmax,
  softmaxCrossEntropy,
  softplus,
  stochasticDepth,
  tanh,
  uniform,
  type LayerSpec,
  type LossSpec,
  type ModelSpec,
} from "../../src/index.ts";

/** Numbers that a seed tells. */
export interface Draws {
  /** A whole number from `min` to `max`. */
  whole(min: number, max: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** So many numbers in [-2, 2). */
  values(count: number): Float32Array;
}

/** The draws of a seed. */
export function drawsOf(seed: number): Draws {
  let place = 0;
  const key = keyFromSeed(seed);
  const next = (count: number): Float32Array => {
    const drawn = uniform(key, count, place);
    place += count;
    return drawn;
  };
  const draws: Draws = {
    whole: (min, max) => min + Math.floor(next(1)[0]! * (max - min + 1)),
    pick: (items) => items[draws.whole(0, items.length - 1)]!,
    values: (count) => next(count).map((value) => 4 * value - 2),
  };
  return draws;
}

/** A network, and what it is trained by. */
export interface RandomNetwork {
  readonly model: ModelSpec;
  readonly loss: LossSpec;
  readonly classes: number;
  /** Ids below this are its inputs, or values if it is undefined. */
  readonly ids: number | undefined;
}

type Candidate = (draws: Draws) => LayerSpec;

const POINTWISE: readonly Candidate[] = [
  () => relu(),
  () => leakyRelu(0.2),
  () => elu(0.7),
  () => selu(),
  () => silu(),
  () => sigmoid(),
  () => tanh(),
  () => softplus(),
  (draws) => gelu({ approximate: draws.pick(["none", "tanh"] as const) }),
  () => hardtanh({ min: -0.8, max: 1.1 }),
  (draws) => dropout(draws.pick([0, 0.3, 0.6])),
  () => alphaDropout(0.2),
  () => gaussianDropout(0.3),
  () => gaussianNoise(0.1),
  (draws) => stochasticDepth(0.3, { mode: draws.pick(["row", "batch"] as const) }),
];

const OTHERS: readonly Candidate[] = [
  (draws) => dense(draws.whole(1, 40), { bias: draws.pick([true, false]) }),
  (draws) => dense(draws.whole(1, 40), { dropConnect: 0.3 }),
  () => batchNorm(),
  () => layerNorm(),
  (draws) => groupNorm(draws.pick([1, 2, "channels"] as const)),
  () => softmax(),
  () => logSoftmax(),
  () => flatten(),
  () => featureAlphaDropout(0.3),
  (draws) => conv1d(draws.whole(1, 9), { kernelSize: draws.whole(1, 3), padding: draws.pick([0, 1]) }),
  (draws) => conv2d(draws.whole(1, 9), { kernelSize: draws.whole(1, 3), stride: draws.pick([1, 2]), padding: 1 }),
  (draws) => conv3d(draws.whole(1, 5), { kernelSize: 2, padding: draws.pick([0, 1]) }),
  (draws) => convTranspose1d(draws.whole(1, 6), { kernelSize: draws.whole(1, 3), stride: draws.pick([1, 2]) }),
  (draws) => convTranspose2d(draws.whole(1, 6), { kernelSize: draws.whole(1, 3), stride: draws.pick([1, 2]) }),
  () => maxPool1d(2),
  () => maxPool2d(2),
  () => maxPool3d(2),
  () => avgPool1d(2),
  () => avgPool2d(2, { padding: 1 }),
  () => avgPool3d(2),
  (draws) => adaptiveAvgPool2d(draws.whole(1, 3)),
  (draws) => adaptiveMaxPool2d(draws.whole(1, 3)),
  () => globalAvgPool(),
  () => globalMaxPool(),
  () => permute([1, 0]),
  () => permute([1, 2, 0]),
  (draws) => lstm({ hidden: draws.whole(1, 9), bidirectional: draws.pick([true, false]), inputDropout: 0.2 }),
  (draws) => gru({ hidden: draws.whole(1, 9), returnSequence: draws.pick(["all", "last"] as const) }),
  (draws) => multiHeadAttention({ heads: draws.pick([1, 2]), dropout: 0.2, causal: draws.pick([true, false]) }),
  () => positionalEmbedding(),
  () => reshape([3, 4]),
  (draws) => residual({ body: [draws.pick(POINTWISE)(draws), dense(6)], shortcut: [dense(6, { bias: false })] }),
  (draws) => parallel([[draws.pick(POINTWISE)(draws)], [dense(5)], []]),
  (draws) => parallel([[dense(5)], [dense(5), tanh()]], { combine: draws.pick(["add", "concat"] as const) }),
];

const INPUTS: readonly ((draws: Draws) => readonly number[])[] = [
  (draws) => [draws.whole(1, 60)],
  (draws) => [draws.whole(2, 9), draws.whole(2, 12)],
  (draws) => [draws.whole(2, 4), draws.whole(4, 9), draws.whole(4, 9)],
  (draws) => [draws.whole(1, 3), draws.whole(3, 5), draws.whole(3, 5), draws.whole(3, 5)],
  () => [12],
];

const LOSSES: readonly LossSpec[] = [
  softmaxCrossEntropy(),
  softmaxCrossEntropy({ labelSmoothing: 0.1, ignoreIndex: 0 }),
  negativeLogLikelihood(),
  meanSquaredError(),
  meanAbsoluteError(),
  huber(0.5),
  smoothL1(0.5),
  binaryCrossEntropyWithLogits({ posWeight: 2 }),
];

/** A network of a few layers, of whatever kinds fit behind each other. */
export function randomNetwork(draws: Draws): RandomNetwork {
  const ids = draws.whole(1, 6) === 1 ? 7 : undefined;
  const inputShape = ids === undefined ? draws.pick(INPUTS)(draws) : [draws.whole(2, 9)];
  const layers: LayerSpec[] = ids === undefined ? [] : [embedding(ids, 6)];
  const wanted = draws.whole(2, 7);
  for (let attempt = 0; attempt < 60 && layers.length < wanted; attempt++) {
    const layer = draws.pick(draws.whole(1, 3) === 1 ? POINTWISE : OTHERS)(draws);
    if (fits(inputShape, [...layers, layer, flatten()])) layers.push(layer);
  }
  const classes = draws.whole(2, 11);
  const loss = draws.pick(LOSSES);
  return { model: sequential({ inputShape, layers: [...layers, flatten(), dense(classes)] }), loss, classes, ids };
}

/** Targets of so many rows. */
export function targetsOf(
  { loss, classes }: RandomNetwork,
  rows: number,
  draws: Draws,
): { readonly shape: readonly number[]; readonly data: Float32Array | Int32Array } {
  if (isClassification(loss)) {
    return { shape: [rows], data: Int32Array.from({ length: rows }, () => draws.whole(0, classes - 1)) };
  }
  const isProbability = loss.kind === "binary-cross-entropy-with-logits";
  return {
    shape: [rows, classes],
    data: draws.values(rows * classes).map((value) => (isProbability ? (value + 2) / 4 : value)),
  };
}

function fits(inputShape: readonly number[], layers: readonly LayerSpec[]): boolean {
  try {
    sequential({ inputShape, layers });
    return true;
  } catch {
    return false;
  }
}
