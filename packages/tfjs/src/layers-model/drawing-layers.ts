import { UnsupportedOptionError, type RandomSite, type Shape } from "@lockstep/core";

import type { RandomLayer } from "../dropout-layers/random-layer.ts";
import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import type { PlacedLayer } from "../models/inner-layers.ts";
import { interceptCalls } from "./intercept-calls.ts";
import type { Layer } from "../models/layer.ts";
import type { LayersModel } from "../namespace/layers-namespace.ts";

/** A layer that draws, and what. */
export interface DrawingLayer extends PlacedLayer {
  readonly site: RandomSite;
}

/** What stock layers that draw carry, by their class. */
interface StockDraw extends Layer {
  readonly rate: number;
  readonly stddev: number;
  /** tfjs's name for the shape of a mask; null or absent where it is the input's. */
  readonly noiseShape?: readonly (number | null)[] | null;
}

/** Stock layers that draw, by class name. */
const STOCK: Readonly<Record<string, (layer: StockDraw, inputShape: Shape) => RandomSite>> = {
  Dropout: ({ rate, noiseShape }, inputShape) => ({ kind: "dropout", rate, shape: shapeOf(inputShape, noiseShape) }),
  SpatialDropout1D: ({ rate }, [, channels]) => ({ kind: "dropout", rate, shape: (rows) => [rows, 1, channels!] }),
  AlphaDropout: ({ rate, noiseShape }, inputShape) => ({
    kind: "alpha-dropout",
    rate,
    shape: shapeOf(inputShape, noiseShape),
  }),
  GaussianDropout: ({ rate }, inputShape) => ({ kind: "gaussian-dropout", rate, shape: shapeOf(inputShape) }),
  GaussianNoise: ({ stddev }, inputShape) => ({
    kind: "gaussian-noise",
    standardDeviation: stddev,
    shape: shapeOf(inputShape),
  }),
};

/** Whether a layer is a stock one that draws. */
export function isStockDraw({ layer }: PlacedLayer): boolean {
  return layer.getClassName() in STOCK;
}

/** Whether a layer is one of our own that draw, of whichever copy of tfjs. */
export function isOwnDraw({ layer }: PlacedLayer): boolean {
  return "randomSite" in layer && "lockstepStep" in layer;
}

/**
 * The random sites of layers that draw, in their order. One row goes through the model, to see what each layer gets.
 *
 * @param layers those that draw.
 * @throws {UnsupportedOptionError} for a layer that is not called once: one mask a step would not do.
 */
export function drawingLayers(
  subject: string,
  tf: TfjsNamespace,
  model: LayersModel,
  layers: readonly PlacedLayer[],
): readonly DrawingLayer[] {
  const inputShapes: Shape[][] = layers.map(() => []);
  const record = (index: number, input: DeviceTensor): DeviceTensor => {
    inputShapes[index]!.push(input.shape.slice(1));
    return input;
  };
  const [, ...lengths] = model.inputs[0]!.shape as readonly number[];
  tf.tidy(() => {
    const row = tf.zeros([1, ...lengths]);
    interceptCalls(
      layers.map(({ layer }) => layer),
      record,
      () => model.apply(row),
    );
  });
  return layers.map((placed, index) => {
    const { place, layer } = placed;
    const [inputShape, ...others] = inputShapes[index]!;
    if (inputShape === undefined || others.length > 0) {
      throw new UnsupportedOptionError({
        subject: `${subject}: layer ${place} (${layer.getClassName()})`,
        rule: "must be called once in the model",
        received: inputShapes[index]!.length,
        remedy: "Give every place a dropout layer of its own, outside of wrappers.",
      });
    }
    const site = isOwnDraw(placed)
      ? (layer as RandomLayer).randomSite([1, ...inputShape])
      : STOCK[layer.getClassName()]!(layer as StockDraw, inputShape);
    return { ...placed, site };
  });
}

/** A mask's shape for so many rows; tfjs's noise shape has null where it is the input's length. */
function shapeOf(inputShape: Shape, noiseShape?: readonly (number | null)[] | null): (rows: number) => Shape {
  return (rows) => {
    const shape = [rows, ...inputShape];
    return noiseShape == null ? shape : noiseShape.map((length, axis) => length ?? shape[axis]!);
  };
}
