import type { RandomSite } from "../dropout/random-site.ts";
import { rejectUnknownOptions } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import type { Shape } from "../tensor/shape.ts";
import type { InferredLayer, LayerBuffer, LayerParameter } from "./inferred-layer.ts";
import type { LayerData } from "./layer-data.ts";
import { requireLayerName } from "./layer-name.ts";

/** What becomes of a row of a known shape in a layer. */
export interface LayerForm {
  /** Shape of one row of output. */
  readonly outputShape: Shape;
  /** @default none */
  readonly parameters?: readonly Pick<LayerParameter, "role" | "shape" | "initial">[];
  /** @default none */
  readonly buffers?: readonly Pick<LayerBuffer, "role" | "shape" | "initial">[];
  /** What it draws, in forward order. @default nothing */
  readonly randomSites?: readonly RandomSite[];
  /** Sequences of layers inside a layer that is made of others. @default none */
  readonly branches?: readonly (readonly InferredLayer<LayerData>[])[];
}

/** Where a layer stands while shapes are inferred, and how the layers inside it are. */
export interface LayerPlace {
  /** How messages call the layer: `layers[2] (dense)`. */
  readonly subject: string;
  /** Infers a sequence of layers inside this one; `part` goes before the numbers of its layers: `body`. */
  readonly resolve: (
    part: string,
    layers: readonly LayerData[],
    inputShape: Shape,
  ) => readonly InferredLayer<LayerData>[];
}

/** Everything about one kind of layer but its arithmetic, which is the engines'. */
export interface LayerDefinition<Layer extends LayerData> {
  readonly kind: Layer["kind"];
  /** Names of its options. */
  readonly options: readonly string[];
  /** Remedies for names that people bring from other libraries. @default none */
  readonly hints?: Readonly<Record<string, string>>;
  /**
   * Checks the options and fills in the defaults.
   *
   * @param nested makes layers of what a composite layer holds.
   */
  readonly check: (
    subject: string,
    options: Readonly<Record<string, unknown>>,
    nested: (subject: string, layer: unknown) => LayerData,
  ) => Layer;
  /** Shape inference. @throws {ShapeMismatchError} saying which shape it got and which it needs */
  readonly infer: (layer: Layer, inputShape: Shape, place: LayerPlace) => LayerForm;
}

const DEFINITION: unique symbol = Symbol("definition");

/**
 * Makes a layer: its checked data, frozen, and the definition of its kind beside them, not enumerable, so that what
 * compares, prints or stores a layer sees its data alone. A model therefore holds what its own kinds need and no more; the
 * other kinds are shaken off.
 *
 * @param subject how messages call the layer.
 * @throws {InvalidOptionError} naming the option that is wrong, unknown or missing.
 */
export function makeLayer<Layer extends LayerData>(
  definition: LayerDefinition<Layer>,
  subject: string,
  options: Readonly<Record<string, unknown>>,
  nested: (subject: string, layer: unknown) => LayerData = requireLayer,
): Layer {
  const { name, ...own } = options;
  rejectUnknownOptions(subject, own, definition.options, definition.hints);
  const layer = definition.check(subject, own, nested);
  return layerOf(definition, name === undefined ? layer : { ...layer, name: requireLayerName(subject, name) });
}

/** A layer of checked data, as {@link makeLayer} makes it. */
export function layerOf<Layer extends LayerData>(definition: LayerDefinition<Layer>, data: Layer): Layer {
  return Object.freeze(Object.defineProperty({ ...data }, DEFINITION, { value: definition }));
}

/** The definition that {@link makeLayer} put beside a layer's data; undefined for what it did not make. */
export function definitionOf(layer: unknown): LayerDefinition<LayerData> | undefined {
  if (typeof layer !== "object" || layer === null) return undefined;
  return (layer as { readonly [DEFINITION]?: LayerDefinition<LayerData> })[DEFINITION];
}

/**
 * Checks that something is a layer that {@link makeLayer} made.
 *
 * @throws {InvalidOptionError} otherwise; plain data want `modelFrom`.
 */
export function requireLayer(subject: string, layer: unknown): LayerData {
  if (definitionOf(layer) !== undefined) return layer as LayerData;
  const data = typeof layer === "object" && layer !== null && "kind" in layer;
  throw new InvalidOptionError({
    subject,
    rule: "must be a layer",
    received: layer,
    remedy: data
      ? "A model from JSON is made by modelFrom(json). A layer that a function made comes from a second copy of core: see npm ls @lockstep/core."
      : "Write dense(10), say.",
  });
}
