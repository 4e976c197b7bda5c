import type { RandomSite } from "../dropout/random-site.ts";
import { ShapeMismatchError } from "../errors/lockstep-error.ts";
import { shapeSize, type Shape } from "../tensor/shape.ts";
import { sharedAxesOf, siteOf } from "./layer-sites.ts";
import type { LayerSpec } from "./layer-spec.ts";
import type { ModelSpec } from "./model-spec.ts";

/** A layer with the shapes of one row going in and coming out, and the names of its parameters. */
export interface ResolvedLayer {
  readonly spec: LayerSpec;
  /** Position in the model's list of layers. */
  readonly index: number;
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly parameters: readonly LayerParameter[];
  /** Axes of the batch's activation, 0 being the rows, along which one draw of the layer serves all elements. */
  readonly sharedAxes: readonly number[];
  /** The numbers of the random sites in this layer; they count over all layers, in forward order. */
  readonly sites: readonly number[];
  /** What it draws there. */
  readonly randomSites: readonly RandomSite[];
}

/** A parameter of a layer. Names are PyTorch's for the same `nn.Sequential`: `0.weight`, `0.bias`. */
export interface LayerParameter {
  readonly name: string;
  readonly role: "weight" | "bias";
  readonly shape: Shape;
}

/**
 * Shape inference: walks the layers of a checked model and gives each its shapes, parameters and random sites.
 *
 * @throws {ShapeMismatchError} naming the layer, the shape it got and the one it needs.
 */
export function resolveLayers(model: ModelSpec): readonly ResolvedLayer[] {
  let shape = model.inputShape;
  let siteCount = 0;
  return model.layers.map((spec, index) => {
    const inputShape = shape;
    shape = outputShape(spec, index, inputShape);
    const sharedAxes = sharedAxesOf(spec, index, inputShape);
    const site = siteOf(spec, inputShape, sharedAxes);
    return {
      spec,
      index,
      inputShape,
      outputShape: shape,
      parameters: layerParameters(spec, index, inputShape),
      sharedAxes,
      sites: site === undefined ? [] : [siteCount++],
      randomSites: site === undefined ? [] : [site],
    };
  });
}

/** Shape of one row of a model's output. */
export function modelOutputShape(layers: readonly ResolvedLayer[]): Shape {
  return layers.at(-1)!.outputShape;
}

function outputShape(spec: LayerSpec, index: number, inputShape: Shape): Shape {
  switch (spec.kind) {
    case "dense":
      if (inputShape.length !== 1) {
        throw new ShapeMismatchError({
          subject: `layers[${index}] (dense)`,
          rule: "needs rows of one axis",
          received: inputShape,
          remedy: "Put flatten() before it.",
        });
      }
      return [spec.units];
    case "flatten":
      return [shapeSize(inputShape)];
    case "dropout":
    case "alpha-dropout":
    case "feature-alpha-dropout":
    case "gaussian-dropout":
    case "gaussian-noise":
    case "stochastic-depth":
    case "relu":
    case "leaky-relu":
    case "tanh":
    case "sigmoid":
      return inputShape;
  }
}

function layerParameters(spec: LayerSpec, index: number, inputShape: Shape): readonly LayerParameter[] {
  if (spec.kind !== "dense") return [];
  const weight = { name: `${index}.weight`, role: "weight", shape: [spec.units, inputShape[0]!] } as const;
  const bias = { name: `${index}.bias`, role: "bias", shape: [spec.units] } as const;
  return spec.bias ? [weight, bias] : [weight];
}
