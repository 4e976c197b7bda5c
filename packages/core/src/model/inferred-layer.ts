import type { RandomSite } from "../dropout/random-site.ts";
import type { Shape } from "../tensor/shape.ts";
import type { Initializer } from "./initializer.ts";
import type { LayerData } from "./layer-data.ts";

/** A layer with the shapes of one row going in and coming out, and all that it holds and draws. */
export interface InferredLayer<Layer extends LayerData> {
  readonly spec: Layer;
  /** Its name in the model, as in PyTorch's `state_dict`: its own or its place in the sequence, after those around it: `2.body.0`. */
  readonly name: string;
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  /** Of a layer made of others: those of all of them, in forward order. */
  readonly parameters: readonly LayerParameter[];
  readonly buffers: readonly LayerBuffer[];
  /** The numbers of the random sites in this layer; they count over all layers, in forward order. */
  readonly sites: readonly number[];
  /** What it draws there. */
  readonly randomSites: readonly RandomSite[];
  /** The sequences that a layer made of others holds; none for any other. */
  readonly branches: readonly (readonly InferredLayer<Layer>[])[];
}

/** A parameter of a layer. Names are PyTorch's for the same modules: `0.weight`, `3.body.0.bias`. */
export interface LayerParameter {
  readonly name: string;
  /** Its name within the layer that computes with it: `weight`, `bias`. */
  readonly role: string;
  readonly shape: Shape;
  /** Draws its first values. */
  readonly initial: Initializer;
  /** Its address in the stream of initial weights: the number of its layer among those with parameters, and its own. */
  readonly address: readonly [layer: number, parameter: number];
}

/** What a layer keeps besides its parameters: running statistics. */
export interface LayerBuffer {
  readonly name: string;
  readonly role: string;
  readonly shape: Shape;
  /** What every element begins with. */
  readonly initial: number;
}
