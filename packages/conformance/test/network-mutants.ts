import {
  dropout,
  hardtanh,
  initialWeights,
  modelFrom,
  type DropoutMask,
  type LayerSpec,
  type MicroBatch,
  type ModelSpec,
  type NamedTensors,
  type TrainingEngine,
} from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { gradientsOfStep } from "../src/suites/gradient-probe.ts";
import { capabilities, mutant, type Fault, type Mutant } from "./mutant.ts";
import { withGradientsChanged } from "./own-update.ts";
import { withLayers } from "./replaced.ts";

/**
 * Gradients that do not flow through a part of the model. In the forward pass of training another model drops that part
 * altogether; under the mean squared error its targets can be moved so that the gradient with respect to its output is that
 * of the healthy one. What comes after the part must be nothing but flatten.
 */
function withBlocked(
  healthy: TrainingEngine,
  model: ModelSpec,
  options: Parameters<Fault>[2],
  block: (layer: LayerSpec) => LayerSpec,
): Partial<TrainingEngine> {
  const last = model.layers.findLastIndex(({ kind }) => kind !== "flatten");
  const layers = model.layers.map((layer, index) => (index === last ? block(layer) : layer));
  if (
    layers[last] === model.layers[last] ||
    healthy.randomSites.length > 0 ||
    options.loss.kind !== "mean-squared-error"
  )
    return {};
  return withGradientsChanged(healthy, async (own) => {
    using other = createReferenceEngine(checked({ ...model, layers }), { loss: options.loss, weights: own.parameters });
    const parts = await Promise.all(
      own.microBatches.map(async (batch): Promise<MicroBatch> => {
        const masks = other.randomSites.map(({ shape }): DropoutMask => {
          const whole = shape(batch.inputs.shape[0]!);
          return {
            source: "explicit",
            keep: new Uint8Array(whole.reduce((size, length) => size * length, 1)),
            scale: 0,
            shape: whole,
          };
        });
        const { data } = await healthy.predict(batch.inputs);
        const { data: left } = await other.predict(batch.inputs, masks);
        const moved = left.map((y, index) => y - (data[index]! - batch.targets.data[index]!));
        return { ...batch, targets: { shape: batch.targets.shape, data: moved }, masks };
      }),
    );
    Object.assign(own.gradients, await gradientsOfStep(other, ...parts));
  });
}

/** Calls tensors by other names, to whoever asks and from whoever gives. */
function withNames(fault: string, caughtBy: string, rename: (name: string) => string): Mutant {
  const createEngine = (model: ModelSpec, options: Parameters<Fault>[2]): TrainingEngine => {
    const healthy = createReferenceEngine(model, options);
    const own = new Map(healthy.parameters.map(({ name }) => [rename(name), name]));
    const outwards = (tensors: NamedTensors): NamedTensors =>
      Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [rename(name), tensor]));
    const inwards = (tensors: NamedTensors): NamedTensors =>
      Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [own.get(name) ?? name, tensor]));
    return {
      ...healthy,
      parameters: healthy.parameters.map((parameter) => ({ ...parameter, name: rename(parameter.name) })),
      async readState() {
        const state = await healthy.readState();
        return { ...state, parameters: outwards(state.parameters) };
      },
      writeState: (state) => healthy.writeState({ ...state, parameters: inwards(state.parameters) }),
    };
  };
  return { fault, caughtBy, subject: { name: fault, capabilities, createEngine } };
}

/** Starts from other weights than the seed's. */
const startingFrom = (
  fault: string,
  caughtBy: string,
  draw: (model: ModelSpec, seed: bigint | number) => NamedTensors,
): Mutant => ({
  fault,
  caughtBy,
  subject: {
    name: fault,
    capabilities,
    createEngine: (model, { seed, weights, ...options }) =>
      createReferenceEngine(model, { ...options, weights: weights ?? draw(model, seed!) }),
  },
});

const changed = (tensors: NamedTensors, change: (name: string, data: Float32Array) => Float32Array): NamedTensors =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => [name, { shape, data: change(name, data) }]),
  );

const DROPPED = dropout(1);

/** What gives 0, or next to it. */
const NOTHING = hardtanh({ min: -1e-30, max: 1e-30 });

/** A model whose layers have been tampered with. */
function checked(model: object): ModelSpec {
  return modelFrom(JSON.parse(JSON.stringify(model)));
}

export const networkMutants: readonly Mutant[] = [
  mutant("drops the gradient of the shortcut", "net.residual.0001", (healthy, model, options) =>
    withBlocked(healthy, model, options, (layer) =>
      layer.kind === "residual" ? { ...layer, shortcut: [...(layer.shortcut ?? []), DROPPED] } : layer,
    ),
  ),
  mutant("drops the gradient of a shortcut with layers", "net.residual.0007", (healthy, model, options) =>
    withBlocked(healthy, model, options, (layer) =>
      layer.kind === "residual" && layer.shortcut !== undefined
        ? { ...layer, shortcut: [...layer.shortcut, DROPPED] }
        : layer,
    ),
  ),
  mutant("drops the gradient of the body", "net.residual.0001", (healthy, model, options) =>
    withBlocked(healthy, model, options, (layer) =>
      layer.kind === "residual" ? { ...layer, body: [...layer.body, DROPPED] } : layer,
    ),
  ),
  ...[0, 1, 2].flatMap((branch) =>
    ["net.parallel.0001", "net.parallel.0002"].map((caughtBy) =>
      mutant(`drops the gradient of branch ${branch} (${caughtBy})`, caughtBy, (healthy, model, options) =>
        withBlocked(healthy, model, options, (layer) =>
          layer.kind === "parallel"
            ? { ...layer, branches: layer.branches.map((own, index) => (index === branch ? [...own, DROPPED] : own)) }
            : layer,
        ),
      ),
    ),
  ),
  withLayers("forgets the shortcut", "net.residual.0002", (layer) =>
    layer.kind === "residual" ? { ...layer, shortcut: [...(layer.shortcut ?? []), NOTHING] } : layer,
  ),
  withLayers("joins branches along the last axis always", "net.parallel.0005", (layer, { inputShape }) =>
    layer.kind === "parallel" && layer.combine === "concat" ? { ...layer, axis: inputShape.length } : layer,
  ),
  withNames("leaves the part out of the names inside a residual layer", "net.residual.0001", (name) =>
    name.replace(".body.", "."),
  ),
  withNames("counts branches in the names without their word", "net.parallel.0001", (name) =>
    name.replace(".branches.", "."),
  ),
  withNames("calls layers by their numbers though they have names", "net.named.0001", (name) => name.replace("fc", "")),
  withLayers("has the exact gelu in encoders", "net.state-dict.0006", (layer) =>
    layer.kind === "gelu" ? { ...layer, approximate: "tanh" } : layer,
  ),
  withLayers("has one head in encoders", "net.state-dict.0008", (layer) =>
    layer.kind === "multi-head-attention" ? { ...layer, heads: 1 } : layer,
  ),
  withLayers("has Keras's epsilon in a ResNet", "net.state-dict.0004", (layer) =>
    layer.kind === "batch-norm" ? { ...layer, epsilon: 1e-3 } : layer,
  ),
  withLayers("takes the largest for the mean in LeNet", "net.state-dict.0001", (layer) =>
    layer.kind === "avg-pool2d"
      ? ({ kind: "max-pool2d", kernelSize: layer.kernelSize, stride: layer.stride } as LayerSpec)
      : layer,
  ),
  mutant("does not take a state's running statistics over", "net.state-dict.0004", (healthy) => ({
    writeState: ({ buffers: _buffers, ...state }) => healthy.writeState(state),
  })),
  mutant("rounds weights to half precision as it takes them", "net.state-dict.0001", (healthy) => ({
    writeState: (state) =>
      healthy.writeState({
        ...state,
        parameters: changed(state.parameters, (_name, data) => data.map((w) => Math.round(w * 2048) / 2048)),
      }),
  })),
  startingFrom("starts from the next seed", "model.initial-weights.0001", (model, seed) =>
    initialWeights(model, BigInt(seed) + 1n),
  ),
  startingFrom("starts with biases of 0", "model.initial-weights.0002", (model, seed) =>
    changed(initialWeights(model, seed), (name, data) => (name.endsWith("bias") ? data.map(() => 0) : data)),
  ),
  startingFrom("cuts a seed to 32 bits", "model.initial-weights.0009", (model, seed) =>
    initialWeights(model, BigInt.asUintN(32, BigInt(seed))),
  ),
  startingFrom("starts convolutions from Glorot's law", "model.convolution-weights.0001", (model, seed) =>
    changed(initialWeights(model, seed), (name, data) => {
      const layer = model.layers[Number.parseInt(name, 10)];
      return layer?.kind === "conv2d" && name.endsWith("weight") ? data.map((w) => w * 1.25) : data;
    }),
  ),
  startingFrom("lets the padding's vector begin with a draw", "model.initial-weights-of-sequences", (model, seed) => {
    const layers = model.layers.map((layer) =>
      layer.kind === "embedding" ? { kind: layer.kind, count: layer.count, size: layer.size } : layer,
    );
    return initialWeights(checked({ ...model, layers }), seed);
  }),
  startingFrom("starts the LSTM's forget gate at 1", "model.initial-weights-of-sequences", (model, seed) =>
    changed(initialWeights(model, seed), (name, data) =>
      name.includes("bias_ih") && JSON.stringify(model).includes('"lstm"')
        ? data.map((b, i) => (Math.floor((4 * i) / data.length) === 1 ? 1 : b))
        : data,
    ),
  ),
];
