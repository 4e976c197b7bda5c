import {
  clipByNorm,
  clipByValue,
  cosine,
  dense,
  dropout,
  earlyStopping,
  fit,
  leakyRelu,
  linear,
  meanSquaredError,
  multiStep,
  oneCycle,
  reduceOnPlateau,
  relu,
  sequence,
  sequential,
  sgd,
  sigmoid,
  softmaxCrossEntropy,
  tanh,
  TorchGenerator,
  torchInitialWeights,
  torchRandomness,
  type Dataset,
  type EngineOptions,
  type ModelSpec,
  type TrainingEngine,
  type TrainingReport,
} from "@lockstep/core";

/** What a script reads from outside. */
interface TwinWorld {
  readonly data: Dataset;
  readonly validation: Dataset;
  readonly createEngine: (model: ModelSpec, options: EngineOptions) => TrainingEngine;
}

/** A training script. */
export type Twin = (world: TwinWorld) => Promise<TrainingReport>;

const FEATURES = [6];

/**
 * The ten scripts of `tools/oracles/torch_scripts`, each as somebody who ports it would write it. The first lines keep
 * PyTorch's order: seed the generator, then draw the weights from it, then train.
 */
export const TWINS: Readonly<Record<string, Twin>> = {
  "01_mlp.py": ({ data, createEngine }) => {
    const generator = new TorchGenerator(42);
    const model = sequential({ inputShape: FEATURES, layers: [dense(16), relu(), dense(3)] });
    const weights = torchInitialWeights(model, generator);
    const engine = createEngine(model, { loss: softmaxCrossEntropy(), weights });
    return fit(engine, data, {
      epochs: 3,
      batchSize: 8,
      randomness: generator,
      optimizer: sgd({ learningRate: 0.1 }),
    });
  },

  "02_dropout.py": ({ data, createEngine }) => {
    const generator = new TorchGenerator(7);
    const model = sequential({ inputShape: FEATURES, layers: [dense(16), relu(), dropout(0.5), dense(3)] });
    const weights = torchInitialWeights(model, generator);
    const engine = createEngine(model, { loss: softmaxCrossEntropy(), weights });
    return fit(engine, data, {
      epochs: 3,
      batchSize: 8,
      randomness: generator,
      optimizer: sgd({ learningRate: 0.1 }),
    });
  },

  "03_two_dropouts.py": ({ data, validation, createEngine }) => {
    const generator = new TorchGenerator(2 ** 32 + 2);
    const model = sequential({
      inputShape: FEATURES,
      layers: [dropout(0.2), dense(16), relu(), dropout(0.5), dense(3)],
    });
    const weights = torchInitialWeights(model, generator);
    const engine = createEngine(model, { loss: softmaxCrossEntropy(), weights });
    return fit(engine, data, {
      epochs: 3,
      batchSize: 8,
      randomness: torchRandomness(generator, { validationLoader: true }),
      optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }),
      validation,
    });
  },

  "04_explicit_generator.py": ({ data, createEngine }) => {
    const generator = new TorchGenerator(0);
    const model = sequential({ inputShape: FEATURES, layers: [dense(16), tanh(), dropout(0.3), dense(3)] });
    const weights = torchInitialWeights(model, generator);
    const engine = createEngine(model, { loss: softmaxCrossEntropy(), weights });
    return fit(engine, data, {
      epochs: 3,
      batchSize: 8,
      randomness: torchRandomness(generator, { loader: new TorchGenerator(99) }),
      optimizer: sgd({ learningRate: 0.1 }),
    });
  },

  // Two batches of a DataLoader make one batch of the optimiser.
  "05_nesterov_accumulation.py": ({ data, createEngine }) => {
    const generator = new TorchGenerator(5);
    const model = sequential({
      inputShape: FEATURES,
      layers: [dropout(0.1), dense(16), relu(), dropout(0.25), dense(3)],
    });
    const weights = torchInitialWeights(model, generator);
    const engine = createEngine(model, { loss: softmaxCrossEntropy(), weights });
    return fit(engine, data, {
      epochs: 3,
      batchSize: 8,
      microBatchSize: 4,
      lastBatch: "drop",
      randomness: generator,
      optimizer: sgd({ learningRate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 0.01 }),
    });
  },

  "06_multi_step.py": ({ data, createEngine }) => {
    const generator = new TorchGenerator(123);
    const model = sequential({
      inputShape: FEATURES,
      layers: [dense(16), leakyRelu(0.1), dropout(0.2), dense(3, { bias: false })],
    });
    const weights = torchInitialWeights(model, generator);
    const engine = createEngine(model, { loss: softmaxCrossEntropy(), weights });
    const learningRate = multiStep({ initial: 0.2, factor: 0.25, milestones: [1, 2] });
    return fit(engine, data, {
      epochs: 3,
      batchSize: 8,
      lastBatch: "drop",
      randomness: torchRandomness(generator, { loader: new TorchGenerator(123) }),
      optimizer: sgd({ learningRate, momentum: 0.5 }),
    });
  },

  "07_warm_up_cosine.py": ({ data, createEngine }) => {
    const generator = new TorchGenerator(2024);
    const model = sequential({ inputShape: FEATURES, layers: [dense(16), relu(), dropout(0.1), dense(3)] });
    const weights = torchInitialWeights(model, generator);
    const engine = createEngine(model, { loss: softmaxCrossEntropy(), weights });
    const learningRate = sequence({
      schedules: [
        linear({ initial: 0.05, final: 0.2, length: 4, interval: "step" }),
        cosine({ initial: 0.2, final: 0.001, length: 11, interval: "step" }),
      ],
      milestones: [4],
      interval: "step",
    });
    return fit(engine, data, {
      epochs: 3,
      batchSize: 8,
      randomness: generator,
      optimizer: sgd({ learningRate, momentum: 0.9 }),
    });
  },

  "08_clip_norm_one_cycle.py": ({ data, createEngine }) => {
    const generator = new TorchGenerator(31337);
    const model = sequential({
      inputShape: FEATURES,
      layers: [dense(16), relu(), dropout(0.5), dense(8), relu(), dropout(0.25), dense(3)],
    });
    const weights = torchInitialWeights(model, generator);
    const engine = createEngine(model, { loss: softmaxCrossEntropy(), weights });
    const learningRate = oneCycle({ peak: 0.2, length: 18 });
    return fit(engine, data, {
      epochs: 3,
      batchSize: 8,
      randomness: generator,
      optimizer: sgd({ learningRate, momentum: 0.9, clip: clipByNorm(0.75) }),
    });
  },

  "09_clip_value_regression.py": ({ data, createEngine }) => {
    const generator = new TorchGenerator(-3);
    const model = sequential({
      inputShape: FEATURES,
      layers: [dense(16), tanh(), dropout(0.2), dense(8), sigmoid(), dense(2)],
    });
    const weights = torchInitialWeights(model, generator);
    const engine = createEngine(model, { loss: meanSquaredError(), weights });
    return fit(engine, data, {
      epochs: 3,
      batchSize: 8,
      randomness: torchRandomness(generator, { shuffle: false }),
      optimizer: sgd({ learningRate: 0.1, momentum: 0.8, dampening: 0.5, clip: clipByValue(0.02) }),
    });
  },

  "10_early_stopping.py": ({ data, validation, createEngine }) => {
    const watch = { monitor: "validationLoss", mode: "min" } as const;
    const generator = new TorchGenerator(11);
    const model = sequential({ inputShape: FEATURES, layers: [dense(16), relu(), dropout(0.5), dense(3)] });
    const weights = torchInitialWeights(model, generator);
    const engine = createEngine(model, { loss: softmaxCrossEntropy(), weights });
    return fit(engine, data, {
      epochs: 20,
      batchSize: 8,
      randomness: torchRandomness(generator, { validationLoader: true }),
      optimizer: sgd({ learningRate: 0.4, momentum: 0.5 }),
      validation,
      earlyStopping: earlyStopping({ ...watch, patience: 2 }),
      reduceOnPlateau: reduceOnPlateau({ ...watch, factor: 0.5, patience: 0, minDelta: 0 }),
    });
  },
};
