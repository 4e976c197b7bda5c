import type { LayerSpec, Tensor } from "@lockstep/core";
import { withLoneOutput } from "./lone-layer.ts";
import { mutant, type Mutant } from "./mutant.ts";
import { withGradientsChanged } from "./own-update.ts";
import { withLayers } from "./replaced.ts";

interface Fault {
  /** How many neighbours are normalised together; those of the layer unless given. */
  readonly segment?: number;
  readonly epsilonOutside?: boolean;
  readonly unbiased?: boolean;
}

/** A layer norm with a fault, in f64. */
function normalised(
  { epsilon, normalizedShape }: { readonly epsilon: number; readonly normalizedShape?: readonly number[] },
  { shape, data }: Tensor,
  { weight, bias }: Readonly<Record<string, Tensor>>,
  fault: Fault,
): Float64Array {
  const own = (normalizedShape ?? shape.slice(1)).reduce((product, length) => product * length, 1);
  const size = fault.segment ?? own;
  return Float64Array.from(data, (x, index) => {
    const values = [...data.subarray(index - (index % size), index - (index % size) + size)];
    const mean = values.reduce((sum, value) => sum + value, 0) / size;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const variance = squares / (fault.unbiased === true ? size - 1 : size);
    const deviation = fault.epsilonOutside === true ? Math.sqrt(variance) + epsilon : Math.sqrt(variance + epsilon);
    return ((x - mean) / deviation) * (weight?.data[index % own] ?? 1) + (bias?.data[index % own] ?? 0);
  });
}

const is =
  <Kind extends LayerSpec["kind"]>(kind: Kind, change: (layer: Extract<LayerSpec, { kind: Kind }>) => object) =>
  (layer: LayerSpec): LayerSpec =>
    layer.kind === kind ? (change(layer as Extract<LayerSpec, { kind: Kind }>) as LayerSpec) : layer;

export const normMutants: readonly Mutant[] = [
  withLoneOutput("adds epsilon outside of the root", "layer.layer-norm.0005 ", "layer-norm", (lone) =>
    normalised(lone.layer, lone.inputs, lone.parameters, { epsilonOutside: true }),
  ),
  withLoneOutput("normalises by the unbiased variance", "layer.layer-norm.0001 ", "layer-norm", (lone) =>
    normalised(lone.layer, lone.inputs, lone.parameters, { unbiased: true }),
  ),
  withLoneOutput("normalises the last axis alone", "layer.layer-norm.0002 ", "layer-norm", (lone) =>
    normalised(lone.layer, lone.inputs, lone.parameters, { segment: lone.inputs.shape.at(-1)! }),
  ),
  withLoneOutput("normalises whole rows", "layer.layer-norm.0003 ", "layer-norm", (lone) =>
    normalised(lone.layer, lone.inputs, lone.parameters, { segment: lone.inputs.data.length / lone.inputs.shape[0]! }),
  ),
  withLayers(
    "normalises every channel of a group alone",
    "layer.group-norm.0002 ",
    is("group-norm", (layer) => ({ ...layer, groups: "channels" })),
  ),
  withLayers(
    "normalises all groups together",
    "layer.group-norm.0004 ",
    is("group-norm", (layer) => ({ ...layer, groups: 1 })),
  ),
  withLayers(
    "takes gelu by tanh for the exact one",
    "layer.gelu.0001 ",
    is("gelu", (layer) => ({ ...layer, approximate: "tanh" })),
  ),
  withLayers(
    "takes the exact gelu for that by tanh",
    "layer.gelu.0005 ",
    is("gelu", (layer) => ({ ...layer, approximate: "none" })),
  ),
  withLayers(
    "ignores elu's alpha",
    "layer.elu.0005 ",
    is("elu", (layer) => ({ ...layer, alpha: 1 })),
  ),
  withLayers(
    "forgets selu's scale",
    "layer.selu.0001 ",
    is("selu", () => ({ kind: "elu", alpha: 1.6732632423543772 })),
  ),
  withLayers(
    "ignores softplus's threshold",
    "layer.softplus.0005 ",
    is("softplus", (layer) => ({ ...layer, threshold: 1e6 })),
  ),
  withLayers(
    "ignores softplus's beta",
    "layer.softplus.0005 ",
    is("softplus", (layer) => ({ ...layer, beta: 1 })),
  ),
  withLayers(
    "cuts at -1 and 1 wherever it should",
    "layer.hardtanh.0005 ",
    is("hardtanh", (layer) => ({ ...layer, min: -1, max: 1 })),
  ),
  withLayers(
    "takes relu for relu6",
    "activation.cuts: hardtanh from 0 to 6",
    is("hardtanh", (layer) => (layer.max === 6 ? { kind: "relu" } : layer)),
  ),
  withLayers(
    "takes softmax along the last axis always",
    "layer.softmax.0004 ",
    is("softmax", (layer) => ({ ...layer, axis: -1 })),
  ),
  withLayers(
    "counts softmax's axis on a row",
    "layer.softmax.0005 ",
    is("softmax", (layer) => (layer.axis === 1 ? { ...layer, axis: 2 } : layer)),
  ),
  withLayers(
    "takes softmax for its logarithm",
    "layer.log-softmax.0001 ",
    is("log-softmax", (layer) => ({ ...layer, kind: "softmax" })),
  ),
  withLoneOutput("takes e^x of the scores themselves", "layer.softmax.0007 ", "softmax", ({ inputs, output }) =>
    inputs.data.some((x) => x > 88) ? output.data.map(() => NaN) : output.data,
  ),
  withLoneOutput(
    "takes e^x of the scores themselves, for logarithms",
    "layer.log-softmax.0007 ",
    "log-softmax",
    ({ inputs, output }) => (inputs.data.some((x) => x > 88) ? output.data.map(() => NaN) : output.data),
  ),
  withLoneOutput(
    "forgets to take the largest off along an inner axis",
    "activation.largest: softmax along axis 1",
    "softmax",
    ({ layer, inputs, output }) =>
      layer.axis === 1 && inputs.shape.length > 2 && inputs.data.some((x) => x > 88)
        ? output.data.map(() => NaN)
        : output.data,
  ),
  mutant("averages the gradient of a norm's weight over the rows", "layer.layer-norm.0001 ", (healthy, model) =>
    withGradientsChanged(healthy, ({ gradients, totalWeight }) => {
      const weight = gradients["2.weight"];
      if (model.layers[2]?.kind !== "layer-norm" || weight === undefined) return;
      gradients["2.weight"] = weight.map((g) => g / totalWeight);
    }),
  ),
];
