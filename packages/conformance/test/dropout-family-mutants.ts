import {
  dropout,
  applyDropout,
  applyDropoutGradient,
  keepBits,
  shapeSize,
  type AddressedMask,
  type DropoutMask,
  type EngineOptions,
  type LayerSpec,
  type MicroBatch,
  type ModelSpec,
  type NamedTensors,
  type SgdStep,
  type TrainingEngine,
} from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { withFreshBackwardMask } from "./batch-mutants.ts";
import { capabilities, mutant, withMasks, withMicroBatches, type Mutant } from "./mutant.ts";

/** Weights move by exactly the gradient. */
const PLAIN: SgdStep = { learningRate: 1, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };

const changed = (mask: DropoutMask, change: (mask: AddressedMask) => DropoutMask): DropoutMask =>
  mask.source === "addressed" ? change(mask) : mask;

/** Gradient + noise under the mean squared error: targets that are lower by the noise. */
function withNoiseInBackward(healthy: TrainingEngine): Partial<TrainingEngine> {
  if (!healthy.randomSites.some(({ kind }) => kind === "gaussian-noise")) return {};
  return withMicroBatches(healthy, (microBatches) =>
    microBatches.map((batch): MicroBatch => {
      const { shape, data } = batch.targets;
      const noise = applyDropout(new Float32Array(data.length), { ...batch.masks[0]!, shape });
      return { ...batch, targets: { shape, data: noise.map((n, index) => data[index]! - (n * shapeSize(shape)) / 2) } };
    }),
  );
}

/** An engine whose model shares no axis, so that masks are drawn over the whole activation. */
function withoutSharedAxes(): Mutant {
  const fault = "draws for every element where a draw is shared";
  const alone = (layer: LayerSpec): LayerSpec =>
    layer.kind === "dropout" || layer.kind === "stochastic-depth" ? dropout(layer.rate) : layer;
  const createEngine = (model: ModelSpec, options: EngineOptions): TrainingEngine => {
    const declared = createReferenceEngine(model, options);
    const engine = createReferenceEngine({ ...model, layers: model.layers.map(alone) }, options);
    const spread = (masks: readonly DropoutMask[], rows: number): DropoutMask[] =>
      masks.map((mask, site) => ({ ...(mask as AddressedMask), shape: engine.randomSites[site]!.shape(rows) }));
    return {
      ...engine,
      randomSites: declared.randomSites,
      predict: (inputs, masks) => engine.predict(inputs, masks && spread(masks, inputs.shape[0]!)),
      trainBatch: (microBatches, update) =>
        engine.trainBatch(
          microBatches.map((batch) => ({ ...batch, masks: spread(batch.masks, batch.inputs.shape[0]!) })),
          update,
        ),
    };
  };
  return { fault, caughtBy: "dropout-family.bits: shared axes", subject: { name: fault, capabilities, createEngine } };
}

/** Steps by hand: gradients of each micro-batch in turn, their mean by rows, and a plain update. */
function withGradients(
  healthy: TrainingEngine,
  differentiate: (batch: MicroBatch, index: number, before: NamedTensors) => Promise<Record<string, Float32Array>>,
): Partial<TrainingEngine> {
  async function step(microBatches: readonly MicroBatch[]): Promise<void> {
    const before = await healthy.readState();
    const rows = microBatches.map(({ inputs }) => inputs.shape[0]!);
    const total = rows.reduce((sum, count) => sum + count, 0);
    const parts: Record<string, Float32Array>[] = [];
    for (const [index, batch] of microBatches.entries()) {
      parts.push(await differentiate(batch, index, before.parameters));
      await healthy.writeState(before);
    }
    const parameters = Object.fromEntries(
      Object.entries(before.parameters).map(([name, { shape, data }]) => [
        name,
        {
          shape,
          data: data.map((weight, element) =>
            parts.reduce((moved, part, index) => moved - (part[name]![element]! * rows[index]!) / total, weight),
          ),
        },
      ]),
    );
    await healthy.writeState({ parameters });
  }
  return {
    trainBatch: (microBatches) => {
      const done = step(microBatches);
      return { read: () => done.then(() => ({ lossSum: 0, weightSum: 1 })) };
    },
  };
}

/** The gradients of one batch's mean loss, read off a step. */
async function gradientsOf(engine: TrainingEngine, batch: MicroBatch): Promise<Record<string, Float32Array>> {
  const { parameters } = await engine.readState();
  await engine.trainBatch([batch], PLAIN).read();
  const after = await engine.readState();
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { data }]) => [
      name,
      data.map((weight, index) => weight - after.parameters[name]!.data[index]!),
    ]),
  );
}

function dropsConnections({ randomSites }: TrainingEngine): boolean {
  return randomSites.length === 1 && randomSites[0]!.kind === "drop-connect";
}

/** Gradients with respect to the weights that are left, as they come from a dense layer that has them. */
function withUnmaskedGradient(
  healthy: TrainingEngine,
  model: ModelSpec,
  options: EngineOptions,
): Partial<TrainingEngine> {
  if (!dropsConnections(healthy)) return {};
  const connected = model.layers.findIndex((layer) => layer.kind === "dense" && layer.dropConnect !== undefined);
  const layers = model.layers.map((layer) => (layer.kind === "dense" ? { ...layer, dropConnect: undefined } : layer));
  const plain = JSON.parse(JSON.stringify({ ...model, layers })) as ModelSpec;
  const name = `${connected}.weight`;
  return withGradients(healthy, async ({ masks, ...batch }, _index, parameters) => {
    const { shape, data } = parameters[name]!;
    const weights = { ...parameters, [name]: { shape, data: applyDropout(data, masks[0]!) } };
    using engine = createReferenceEngine(plain, { loss: options.loss, weights });
    return await gradientsOf(engine, { ...batch, masks: [] });
  });
}

export const dropoutFamilyMutants: readonly Mutant[] = [
  mutant("draws a fresh mask for alpha dropout's backward pass", "dropout-family.alpha.0001", withFreshBackwardMask),
  mutant("draws fresh noise for the backward pass", "dropout-family.gaussian-dropout.0001", withFreshBackwardMask),
  mutant("adds the noise to the gradient too", "dropout-family.gaussian-noise.0001", withNoiseInBackward),
  mutant("drops alpha dropout's units to 0", "dropout-family.alpha.0001", (healthy) =>
    withMasks(healthy, (mask) => changed(mask, (bits) => ({ ...bits, fill: 0 }))),
  ),
  mutant("has tfjs's sign of alpha dropout's limit", "dropout-family.alpha.0001", (healthy) =>
    withMasks(healthy, (mask) =>
      changed(mask, (bits) => {
        const { offset = 0, fill = 0 } = bits;
        return { ...bits, fill: 2 * offset - fill };
      }),
    ),
  ),
  mutant("forgets alpha dropout's offset", "dropout-family.bits: alpha dropout", (healthy) =>
    withMasks(healthy, (mask) => changed(mask, (bits) => ({ ...bits, offset: 0 }))),
  ),
  mutant("puts noise on evaluations", "dropout-family.evaluation: gaussian noise", (healthy) => ({
    predict: (inputs, masks) => {
      const noisy = healthy.randomSites.map(({ kind, shape }): DropoutMask => {
        const noise = kind === "gaussian-noise" ? "add" : "multiply";
        const address = { key: [1, 2], start: 0, shape: shape(inputs.shape[0]!) } as const;
        return { source: "noise", kind: noise, standardDeviation: 1, ...address };
      });
      const hasNoise = healthy.randomSites.every(({ kind }) => kind.startsWith("gaussian"));
      return healthy.predict(inputs, masks ?? (hasNoise ? noisy : undefined));
    },
  })),
  mutant("scales what it keeps of a weight only forwards", "dropout-family.drop-connect.0001", (healthy) => ({
    trainBatch: (microBatches, update) => {
      const [mask] = microBatches[0]!.masks;
      if (!dropsConnections(healthy) || mask?.source !== "addressed") return healthy.trainBatch(microBatches, update);
      const weakened = withGradients(healthy, async (batch) => {
        const gradients = await gradientsOf(healthy, batch);
        const [name] = Object.keys(gradients).filter((key) => gradients[key]!.length === shapeSize(mask.shape));
        return { ...gradients, [name!]: gradients[name!]!.map((value) => value / mask.scale) };
      });
      return weakened.trainBatch!(microBatches, update);
    },
  })),
  mutant("leaves the gradients of dropped weights", "dropout-cuts.connections.gradients", withUnmaskedGradient),
  mutant("takes the first micro-batch's connections for all", "dropout-cuts.connections.refused", (healthy) =>
    withMicroBatches(healthy, (microBatches) =>
      dropsConnections(healthy)
        ? microBatches.map((batch) => ({ ...batch, masks: microBatches[0]!.masks }))
        : microBatches,
    ),
  ),
  mutant("drops other connections in every micro-batch", "dropout-cuts.gradients: DropConnect", (healthy) =>
    dropsConnections(healthy)
      ? withGradients(healthy, (batch, index) => {
          const masks = batch.masks.map((mask) =>
            changed(mask, (bits) => ({ ...bits, start: bits.start + index * keepBits(bits).length })),
          );
          return gradientsOf(healthy, { ...batch, masks });
        })
      : {},
  ),
  mutant("begins every micro-batch's mask anew", "dropout-cuts.gradients: dropout", (healthy) =>
    withMasks(healthy, (mask) => changed(mask, (bits) => ({ ...bits, start: 0 }))),
  ),
  mutant("sends the gradient through noise that is added", "dropout-family.gaussian-noise.0001", (healthy) => ({
    trainBatch: (microBatches, update) => {
      const [site] = healthy.randomSites;
      if (site?.kind !== "gaussian-noise") return healthy.trainBatch(microBatches, update);
      const multiplied = withGradients(healthy, async (batch) => {
        const gradients = await gradientsOf(healthy, batch);
        const [mask] = batch.masks;
        return Object.fromEntries(
          Object.entries(gradients).map(([name, values]) => [
            name,
            applyDropoutGradient(values, { ...mask!, kind: "multiply", shape: [values.length] } as DropoutMask),
          ]),
        );
      });
      return multiplied.trainBatch!(microBatches, update);
    },
  })),
  withoutSharedAxes(),
  mutant("drops an offset that it does not know", "dropout-cuts.refused: an offset", (healthy) =>
    withMasks(healthy, (mask) => changed(mask, ({ offset: _offset, ...bits }) => bits)),
  ),
  {
    fault: "takes layers for the identity that it does not know",
    caughtBy: "dropout-family.bits: gaussian noise",
    subject: {
      name: "takes layers for the identity that it does not know",
      capabilities: { microBatches: true },
      declines: { randomSiteKinds: "for this test" },
      createEngine: (model, options) => ({
        ...createReferenceEngine(model, options),
        capabilities: { microBatches: true },
      }),
    },
  },
];
