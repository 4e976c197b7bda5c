import { shapeSize, type LayerSpec, type ModelSpec } from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { gradientsOfStep } from "../src/suites/gradient-probe.ts";
import { withLoneOutput } from "./lone-layer.ts";
import { mutant, type Mutant } from "./mutant.ts";
import { withGradientsChanged } from "./own-update.ts";
import { withLayers } from "./replaced.ts";

const inPlace = (layer: object): LayerSpec => layer as LayerSpec;

/** Windows of one size, a stride apart, as where adaptive pools are rewritten as plain ones. */
function evenWindows(layer: LayerSpec, { inputShape }: ModelSpec): LayerSpec {
  if (layer.kind !== "adaptive-avg-pool2d" || inputShape.length !== 3) return layer;
  const counts = typeof layer.outputSize === "number" ? [layer.outputSize, layer.outputSize] : layer.outputSize;
  const stride = counts.map((count, axis) => Math.floor(inputShape[axis + 1]! / count));
  if (stride.includes(0)) return layer;
  const kernelSize = counts.map((count, axis) => inputShape[axis + 1]! - (count - 1) * stride[axis]!);
  return inPlace({ kind: "avg-pool2d", kernelSize, stride, padding: [0, 0], rounding: "floor", countPadding: true });
}

/** The places of a row's features with every channel backwards, if that turns a max-pool's windows into each other. */
function backwards(model: ModelSpec): readonly number[] | undefined {
  const [, reshape, pool] = model.layers;
  if (reshape?.kind !== "reshape" || pool?.kind !== "max-pool2d" || String(pool.padding) !== "1,1") return undefined;
  if (String(pool.stride) !== "1,1" || String(pool.kernelSize) !== "3,3") return undefined;
  const size = shapeSize(reshape.shape.slice(1));
  return Array.from({ length: shapeSize(reshape.shape) }, (_, index) => index - 2 * (index % size) + size - 1);
}

export const poolMutants: readonly Mutant[] = [
  withLayers("leaves padding out of means", "layer.avg-pool2d.0002 ", (layer) =>
    layer.kind === "avg-pool2d" ? { ...layer, countPadding: false } : layer,
  ),
  withLayers("counts padding that is not to be counted", "layer.avg-pool2d.0003 ", (layer) =>
    layer.kind.startsWith("avg-pool") ? inPlace({ ...layer, countPadding: true }) : layer,
  ),
  withLayers("ignores a given divisor", "layer.avg-pool2d.0006 ", (layer) => {
    if (layer.kind !== "avg-pool2d") return layer;
    const { divisor: _divisor, ...others } = layer;
    return others;
  }),
  withLayers("counts what juts out beyond the padding", "pool.counts: avg-pool2d", (layer) =>
    layer.kind === "avg-pool2d" && layer.countPadding && layer.divisor === undefined
      ? { ...layer, divisor: shapeSize(layer.kernelSize) }
      : layer,
  ),
  withLayers("rounds down where it should round up", "layer.max-pool1d.0002 ", (layer) =>
    layer.kind.startsWith("max-pool") ? inPlace({ ...layer, rounding: "floor" }) : layer,
  ),
  withLayers("takes the largest of a channel for its mean", "layer.global-avg-pool.0001 ", (layer) =>
    layer.kind === "global-avg-pool" ? inPlace({ ...layer, kind: "global-max-pool" }) : layer,
  ),
  withLayers("gives adaptive pools windows of one size", "layer.adaptive-avg-pool2d.0004 ", evenWindows),
  withLayers("permutes the other way", "layer.permute.0004 ", (layer) =>
    layer.kind === "permute" ? { ...layer, order: layer.order.map((_, axis) => layer.order.indexOf(axis)) } : layer,
  ),
  withLoneOutput("pads with zeros instead of nothing", "layer.max-pool2d.0004 ", "max-pool2d", ({ layer, output }) => {
    const size = shapeSize(output.shape.slice(2));
    return output.data.map((y, index) => (index % size === 0 && layer.padding[0]! > 0 ? Math.max(y, 0) : y));
  }),
  withLoneOutput("passes over a NaN", "layer.max-pool2d.0011 ", "max-pool2d", async ({ layer, inputs, predict }) => {
    const data = inputs.data.map((x) => (Number.isNaN(x) ? -Infinity : x));
    return (await predict(layer, { ...inputs, data })).data;
  }),
  withLoneOutput("reshapes with the first axis fastest", "layer.reshape.0002 ", "reshape", ({ inputs, output }) => {
    const [rows = 1, first = 1, ...others] = inputs.shape;
    const [size, rest] = [output.data.length / rows, shapeSize(others)];
    return output.data.map((_, index) => {
      const place = index % size;
      return output.data[index - place + (place % first) * rest + Math.floor(place / first)]!;
    });
  }),
  mutant("sends the gradient to the last of several largest", "layer.max-pool2d.0008 ", (healthy, model, options) => {
    const places = backwards(model);
    if (places === undefined) return {};
    const flip = <Values extends Float32Array>(values: Values, rows: number): Float32Array => {
      const each = values.length / places.length / rows;
      return values.map((_, index) => {
        const place = Math.floor(index / each) % places.length;
        return values[index + (places[place]! - place) * each]!;
      });
    };
    // Backwards in, backwards out: the pool is the same, and its first of several is the last.
    return withGradientsChanged(healthy, async (own) => {
      const weight = own.parameters["0.weight"]!;
      const weights = { "0.weight": { shape: weight.shape, data: flip(weight.data, 1) } };
      using other = createReferenceEngine(model, { loss: options.loss, weights });
      const parts = own.microBatches.map((batch) => {
        const { shape, data } = batch.targets;
        return { ...batch, targets: { shape, data: flip(data as Float32Array, shape[0]!) } };
      });
      own.gradients["0.weight"] = flip((await gradientsOfStep(other, ...parts))["0.weight"]!, 1);
    });
  }),
  mutant(
    "forgets the divisor on the way back",
    "layer.avg-pool2d.0001 (avg-pool2d, 2x2x6x6): gradient",
    (healthy, model) =>
      withGradientsChanged(healthy, ({ gradients }) => {
        if (model.layers.some(({ kind }) => kind === "avg-pool2d"))
          gradients["0.weight"] = gradients["0.weight"]!.map((g) => 4 * g);
      }),
  ),
];
