import { shapeSize, type LayerSpec, type ModelSpec, type Tensor } from "@lockstep/core";
import { withLoneOutput } from "./lone-layer.ts";
import { mutant, type Mutant } from "./mutant.ts";
import { withGradientsChanged } from "./own-update.ts";
import { blocksInOrder, withLayers, withOrder } from "./replaced.ts";

type Convolution = Extract<LayerSpec, { readonly kind: `conv${string}` }>;

const isConvolution = (layer: LayerSpec | undefined): layer is Convolution => layer?.kind.startsWith("conv") === true;

/** The convolution at the top of the model to which a parameter belongs. */
function ownerOf(name: string, model: ModelSpec): Convolution | undefined {
  const layer = model.layers[Number(name.split(".")[0])];
  return isConvolution(layer) ? layer : undefined;
}

const countUp = (length: number): number[] => Array.from({ length }, (_, index) => index);

const lengthsOf = (lengths: number | readonly number[], axes: number): readonly number[] =>
  typeof lengths === "number" ? Array.from({ length: axes }, () => lengths) : lengths;

/** Every kernel backwards. */
function flippedKernel(shape: readonly number[]): readonly number[] {
  const size = shapeSize(shape.slice(2));
  return countUp(shapeSize(shape)).map((index) => index - (index % size) + size - 1 - (index % size));
}

/** [outputs, inputs, ...kernel] read as if it lay there as [...kernel, inputs, outputs]. */
function channelsLast([outputs = 0, inputs = 0, ...kernel]: readonly number[]): readonly number[] {
  const size = shapeSize(kernel);
  return countUp(outputs * inputs * size).map((index) => {
    const [place, input, output] = [index % size, Math.floor(index / size) % inputs, Math.floor(index / size / inputs)];
    return (place * inputs + input) * outputs + output;
  });
}

/** Channel o of group o % groups instead of ⌊o · groups / channels⌋. */
function interleaved(channels: number, groups: number): readonly number[] {
  const each = channels / groups;
  return countUp(channels).map((channel) => (channel % each) * groups + Math.floor(channel / each));
}

/** The convolution with windows as long, whose elements lie side by side. */
function undilated(layer: LayerSpec): LayerSpec {
  if (!isConvolution(layer) || layer.kind.includes("transpose") || typeof layer.padding === "string") return layer;
  const axes = Number(layer.kind.at(-2));
  const [kernel, dilation, padding] = [layer.kernelSize, layer.dilation, layer.padding].map((lengths) => {
    return lengthsOf(lengths ?? 1, axes);
  });
  const lost = kernel!.map((length, axis) => ((dilation![axis]! - 1) * (length - 1)) / 2);
  const left = padding!.map((length, axis) => length - lost[axis]!);
  if (left.some((length) => length < 0 || !Number.isInteger(length))) return layer;
  return { ...layer, dilation: 1, padding: left } as unknown as LayerSpec;
}

const reversed = ({ shape, data }: Tensor): Tensor => {
  const size = shapeSize(shape.slice(2));
  return { shape, data: data.map((_, index) => data[index - (index % size) + size - 1 - (index % size)]!) };
};

export const convolutionMutants: readonly Mutant[] = [
  withOrder("flips the kernel", "layer.conv2d.0003 (conv2d, 2x3x5x7): output", (_name, shape) =>
    shape.length > 2 ? flippedKernel(shape) : undefined,
  ),
  withOrder("flips the kernel of volumes alone", "layer.conv3d.0001 ", (_name, shape) =>
    shape.length === 5 ? flippedKernel(shape) : undefined,
  ),
  withOrder("flips the kernel of transposed convolutions", "layer.conv-transpose2d.0002 ", (name, shape, model) =>
    shape.length > 2 && ownerOf(name, model)?.kind === "conv-transpose2d" ? flippedKernel(shape) : undefined,
  ),
  withOrder("reads weights with the channels last", "layer.conv1d.0001 ", (_name, shape) =>
    shape.length > 2 ? channelsLast(shape) : undefined,
  ),
  withOrder("interleaves the groups' outputs", "layer.conv2d.0010 ", (name, shape, model) => {
    const { groups = 1 } = ownerOf(name, model) ?? {};
    return groups > 1 ? blocksInOrder(shape, interleaved(shape[0]!, groups)) : undefined;
  }),
  withOrder(
    "interleaves the groups of transposed convolutions",
    "layer.conv-transpose2d.0004 ",
    (name, shape, model) => {
      const { groups = 1, kind = "" } = ownerOf(name, model) ?? {};
      const grouped = kind.startsWith("conv-transpose") && groups > 1 && shape.length > 1;
      return grouped ? blocksInOrder(shape, interleaved(shape[0]!, groups)) : undefined;
    },
  ),
  withLayers("ignores dilation", "layer.conv1d.0003 ", undilated),
  withLoneOutput("puts the odd zero of same padding before", "layer.conv1d.0002 ", "conv1d", async (lone) => {
    const { weight } = lone.parameters;
    if (lone.layer.padding !== "same") return lone.output.data;
    const output = await lone.predict(lone.layer, reversed(lone.inputs), {
      ...lone.parameters,
      weight: reversed(weight!),
    });
    return reversed(output).data;
  }),
  withLoneOutput(
    "puts the odd zero of same padding before, in images",
    "layer.conv2d.0006 ",
    "conv2d",
    async (lone) => {
      const { weight } = lone.parameters;
      if (lone.layer.padding !== "same") return lone.output.data;
      const output = await lone.predict(lone.layer, reversed(lone.inputs), {
        ...lone.parameters,
        weight: reversed(weight!),
      });
      return reversed(output).data;
    },
  ),
  withLoneOutput(
    "puts output padding before",
    "layer.conv-transpose1d.0003 ",
    "conv-transpose1d",
    ({ layer, output }) => {
      const [length, by] = [output.shape[2]!, lengthsOf(layer.outputPadding ?? 0, 1)[0]!];
      return output.data.map((_, index) => output.data[index - (index % length) + ((index + length - by) % length)]!);
    },
  ),
  withLoneOutput("forgets the bias of grouped convolutions", "layer.conv2d.0010 ", "conv2d", async (lone) => {
    const { bias, ...others } = lone.parameters;
    if (bias === undefined || lone.layer.groups === 1) return lone.output.data;
    const none = { shape: bias.shape, data: new Float32Array(bias.data.length) };
    return (await lone.predict(lone.layer, lone.inputs, { ...others, bias: none })).data;
  }),
  mutant(
    "averages the bias's gradient over the positions",
    "layer.conv2d.0003 (conv2d, 2x3x5x7): gradients",
    (healthy, model) =>
      withGradientsChanged(healthy, ({ gradients }) => {
        const positions = shapeSize(healthy.outputShape) / (gradients["1.bias"]?.length ?? 1);
        if (!isConvolution(model.layers[1]) || gradients["1.bias"] === undefined) return;
        gradients["1.bias"] = gradients["1.bias"].map((g) => g / positions);
      }),
  ),
  mutant("turns the kernel's gradient over", "layer.conv1d.0001 (conv1d, 2x3x9): gradients", (healthy, model) =>
    withGradientsChanged(healthy, ({ gradients, parameters }) => {
      const weight = parameters["1.weight"];
      if (!isConvolution(model.layers[1]) || weight === undefined) return;
      gradients["1.weight"] = reversed({ shape: weight.shape, data: gradients["1.weight"]! }).data;
    }),
  ),
];
