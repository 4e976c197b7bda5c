import type { LayerSpec, ModelSpec, TrainingEngine } from "@lockstep/core";
import { withLoneOutput } from "./lone-layer.ts";
import { mutant, withMasks, type Mutant } from "./mutant.ts";
import { withGradientsChanged } from "./own-update.ts";
import { blocksInOrder, withLayers, withOrder } from "./replaced.ts";

/** Gates of the recurrent layers of one cell in another order: [r z n] as [z r n] and so on. */
const withGates = (fault: string, caughtBy: string, cell: "gru" | "lstm", order: readonly number[]): Mutant =>
  withOrder(fault, caughtBy, (name, shape, model) =>
    /(weight|bias)_[ih]h_/.test(name) && hasKind(model, cell) ? blocksInOrder(shape, order) : undefined,
  );

const hasKind = ({ layers }: ModelSpec, kind: LayerSpec["kind"]): boolean =>
  layers.some((layer) => layer.kind === kind);

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** A parameter of the last gate, or of another, that is zero in the forward pass. */
const withoutBias = (gate: number, gates: number, caughtBy: string): Mutant =>
  withLoneOutput(
    `forgets the bias of gate ${gate} of ${gates}`,
    caughtBy,
    gates === 3 ? "gru" : "lstm",
    async (lone) => {
      const parameters = Object.entries(lone.parameters).map(([role, { shape, data }]) => {
        const isForgotten = (index: number): boolean =>
          role.startsWith("bias_hh") && Math.floor((index * gates) / data.length) === gate;
        return [role, { shape, data: data.map((value, index) => (isForgotten(index) ? 0 : value)) }] as const;
      });
      return (await lone.predict(lone.layer, lone.inputs, Object.fromEntries(parameters))).data;
    },
  );

/** Masks that drop nothing, at the sites of a recurrent layer that a test picks. */
const withoutMasks = (
  healthy: TrainingEngine,
  model: ModelSpec,
  isLost: (site: number) => boolean,
): Partial<TrainingEngine> => {
  const [layer] = model.layers;
  if (layer?.kind !== "gru" && layer?.kind !== "lstm") return {};
  const lost = new Set(healthy.randomSites.map((_, site) => site).filter(isLost));
  const all = <Mask>(mask: Mask, site: number): Mask =>
    lost.has(site) ? { ...mask, threshold: 2 ** 23, scale: 1 } : mask;
  return { predict: (inputs, masks) => healthy.predict(inputs, masks?.map(all)) };
};

/** The places of a row's embeddings, where the ids came in, as gradients of the loss with respect to the output. */
async function outputGradients(
  healthy: TrainingEngine,
  { microBatches: [batch], totalWeight }: Parameters<Parameters<typeof withGradientsChanged>[1]>[0],
): Promise<Float32Array> {
  const { data } = await healthy.predict(batch!.inputs);
  const size = sizeOf(healthy.outputShape);
  return data.map((y, index) => (2 * (y - batch!.targets.data[index]!)) / size / totalWeight);
}

export const sequenceMutants: readonly Mutant[] = [
  withGates("has Keras's order of a GRU's gates, z r n", "layer.gru.0002 ", "gru", [1, 0, 2]),
  withGates("has the GRU's candidate first", "layer.gru.0002 ", "gru", [2, 0, 1]),
  withGates("has the LSTM's output gate before its candidate", "layer.lstm.0002 ", "lstm", [0, 1, 3, 2]),
  withGates("swaps the LSTM's input and forget gates", "layer.lstm.0002 ", "lstm", [1, 0, 2, 3]),
  withoutBias(2, 3, "layer.gru.0002 "),
  withoutBias(3, 4, "layer.lstm.0002 "),
  withLoneOutput("adds the GRU's state bias outside of r", "layer.gru.0002 ", "gru", async (lone) => {
    const moved = Object.fromEntries(
      Object.entries(lone.parameters).map(([role, { shape, data }]) => {
        const other = lone.parameters[role.replace("bias_ih", "bias_hh")]?.data;
        const isLast = (index: number): boolean => index >= (2 * data.length) / 3;
        if (role.startsWith("bias_ih"))
          return [role, { shape, data: data.map((b, i) => (isLast(i) ? b + other![i]! : b)) }];
        if (role.startsWith("bias_hh")) return [role, { shape, data: data.map((b, i) => (isLast(i) ? 0 : b)) }];
        return [role, { shape, data }];
      }),
    );
    return (await lone.predict(lone.layer, lone.inputs, moved)).data;
  }),
  ...(["gru", "lstm"] as const).map((kind) =>
    withLoneOutput(`ends a ${kind}'s reverse run at the last position`, `layer.${kind}.0008 `, kind, async (lone) => {
      if (!lone.layer.bidirectional || lone.layer.returnSequence !== "last") return lone.output.data;
      const { shape, data } = await lone.predict({ ...lone.layer, returnSequence: "all" }, lone.inputs);
      const [rows, positions, features] = shape as [number, number, number];
      return Array.from({ length: rows }, (_, row) => [
        ...data.subarray(((row + 1) * positions - 1) * features, (row + 1) * positions * features),
      ]).flat();
    }),
  ),
  withLoneOutput("puts the reverse run's states first", "layer.lstm.0007 ", "lstm", ({ layer, output: { data } }) => {
    const { hidden, bidirectional } = layer;
    return bidirectional
      ? data.map((_, index) => data[index + (Math.floor(index / hidden) % 2 === 0 ? hidden : -hidden)]!)
      : data;
  }),
  withOrder("swaps the parameters of a layer's input and state", "layer.gru.0005 ", (name, shape) =>
    /weight_hh_/.test(name) ? transposedGates(shape) : undefined,
  ),
  mutant("ignores the dropout of a GRU's state", "layer.gru.0011 ", (healthy, model) =>
    withoutMasks(healthy, model, () => true),
  ),
  mutant("ignores the dropout of an LSTM's input", "layer.lstm.0012 ", (healthy, model) =>
    withoutMasks(healthy, model, (site) => site % 2 === 0),
  ),
  withLayers("looks ahead", "layer.multi-head-attention.0006 ", (layer) =>
    layer.kind === "multi-head-attention" ? { ...layer, causal: false } : layer,
  ),
  withLayers("looks back only", "layer.multi-head-attention.0003 ", (layer) =>
    layer.kind === "multi-head-attention" ? { ...layer, causal: true } : layer,
  ),
  withLayers("has one head", "layer.multi-head-attention.0003 ", (layer) =>
    layer.kind === "multi-head-attention" ? { ...layer, heads: 1 } : layer,
  ),
  withLoneOutput(
    "lets a position see the next one",
    "layer.multi-head-attention.0006 ",
    "multi-head-attention",
    async (lone) => {
      const [rows, positions, features] = lone.inputs.shape as [number, number, number];
      if (!lone.layer.causal) return lone.output.data;
      const outputs = lone.output.data.slice();
      for (let position = 0; position < positions; position++) {
        const seen = Math.min(position + 2, positions);
        const data = lone.inputs.data.filter((_, index) => Math.floor(index / features) % positions < seen);
        const { data: y } = await lone.predict(
          { ...lone.layer, causal: false },
          { shape: [rows, seen, features], data },
        );
        for (let row = 0; row < rows; row++) {
          const own = y.subarray((row * seen + position) * features, (row * seen + position + 1) * features);
          outputs.set(own, (row * positions + position) * features);
        }
      }
      return outputs;
    },
  ),
  withLoneOutput(
    "scales scores by √E instead of √d",
    "layer.multi-head-attention.0003 ",
    "multi-head-attention",
    async (lone) => {
      const queries = Object.entries(lone.parameters).map(([role, { shape, data }]) => {
        const scale = role.startsWith("in_proj") ? 1 / Math.sqrt(lone.layer.heads) : 1;
        return [
          role,
          { shape, data: data.map((value, index) => (index < data.length / 3 ? value * scale : value)) },
        ] as const;
      });
      return (await lone.predict(lone.layer, lone.inputs, Object.fromEntries(queries))).data;
    },
  ),
  withOrder("projects keys before queries", "layer.multi-head-attention.0006 ", (name, shape) =>
    name.includes("in_proj") ? blocksInOrder(shape, [1, 0, 2]) : undefined,
  ),
  withOrder("takes the heads' features in turn", "layer.multi-head-attention.0003 ", (name, shape) =>
    name.includes("in_proj") && shape[0] === 12
      ? blocksInOrder(shape, [0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11])
      : undefined,
  ),
  mutant("draws dropout for weights of attention without end", "layer.multi-head-attention.0008 ", (healthy, model) =>
    hasKind(model, "multi-head-attention")
      ? withMasks(healthy, (mask) => ({ ...mask, threshold: 2 ** 23, scale: 1 }))
      : {},
  ),
  withLayers("lets the padding's vector learn", "layer.embedding.0003 ", (layer) => {
    if (layer.kind !== "embedding") return layer;
    const { paddingIndex: _paddingIndex, ...others } = layer;
    return others;
  }),
  mutant("takes the last gradient of an id that comes twice", "layer.embedding.0001 ", (healthy, model) =>
    withGradientsChanged(healthy, async (own) => {
      const [layer] = model.layers;
      if (layer?.kind !== "embedding" || model.layers.length > 2) return;
      const gradients = await outputGradients(healthy, own);
      const kept = own.gradients["0.weight"]!.fill(0);
      for (const [place, id] of own.microBatches[0]!.inputs.data.entries()) {
        if (id === layer.paddingIndex) continue;
        kept.set(gradients.subarray(place * layer.size, (place + 1) * layer.size), id * layer.size);
      }
    }),
  ),
  mutant("averages the gradients of an id over its places", "layer.embedding.0005 ", (healthy, model) =>
    withGradientsChanged(healthy, ({ gradients, microBatches: [batch] }) => {
      const [layer] = model.layers;
      if (layer?.kind !== "embedding") return;
      const ids = [...batch!.inputs.data];
      gradients["0.weight"] = gradients["0.weight"]!.map((sum, index) => {
        const id = Math.floor(index / layer.size);
        return sum / Math.max(ids.filter((other) => other === id).length, 1);
      });
    }),
  ),
  mutant("takes ids that are none for the nearest one", "layer.ids", (healthy, model) => {
    const [layer] = model.layers;
    if (layer?.kind !== "embedding") return {};
    const clamp = (id: number): number => Math.min(Math.max(Math.round(id) || 0, 0), layer.count - 1);
    return { predict: ({ shape, data }, masks) => healthy.predict({ shape, data: data.map(clamp) }, masks) };
  }),
  mutant("gives the gradient of a position to the one before", "layer.positional-embedding.0002 ", (healthy, model) =>
    withGradientsChanged(healthy, ({ gradients, parameters }) => {
      const index = model.layers.findIndex(({ kind }) => kind === "positional-embedding");
      const { shape } = parameters[`${index}.weight`] ?? {};
      if (shape === undefined) return;
      const own = gradients[`${index}.weight`]!;
      gradients[`${index}.weight`] = own.map((_, place) => own[(place + shape[1]!) % own.length]!);
    }),
  ),
  mutant(
    "sums a dense layer's bias over rows, not over positions",
    "layer.dense-on-last-axis.0001 ",
    (healthy, model) =>
      withGradientsChanged(healthy, ({ gradients }) => {
        const [first] = model.layers;
        if (first?.kind !== "dense" || model.inputShape.length < 2 || gradients["0.bias"] === undefined) return;
        gradients["0.bias"] = gradients["0.bias"].map((g) => g / model.inputShape[0]!);
      }),
  ),
];

/** Each gate's [hidden, hidden] the other way round. */
function transposedGates([products = 0, hidden = 0]: readonly number[]): readonly number[] {
  return Array.from({ length: products * hidden }, (_, index) => {
    const [row, column] = [Math.floor(index / hidden), index % hidden];
    return (row - (row % hidden) + column) * hidden + (row % hidden);
  });
}
