import { valueNames, type ValueNames } from "../graph/value-names.ts";
import type { DrawValues } from "../network/draw-values.ts";
import type { EmittedNetwork } from "../network/network.ts";

/** Names of the inputs of one random site. */
export type DrawNames = MaskNames | NoiseNames;

/** Names of the inputs of a site that drops. */
export interface MaskNames {
  /** Bool, true keeps; of the activation's shape, with 1 along the axes that share a draw. Or its bits, if they are packed. */
  readonly mask: string;
  /**
   * Elements in a word, if the mask goes in as uint32: [first axis, words, 1], where the lowest bit of a row's first word is
   * the row's first element. @default not packed
   */
  readonly bitsPerWord?: number;
  /** f32 scalar: what a kept element is multiplied by. */
  readonly scale: string;
  /** f32 scalars of alpha dropout: what is added to a kept element, and what a dropped one becomes. */
  readonly affine?: { readonly offset: string; readonly fill: string };
}

/** Name of the input of a site that puts noise on its input. */
export interface NoiseNames {
  /** f32: what each element is multiplied by, or what is added to it. */
  readonly noise: string;
}

/** Inputs that every graph of a model has. */
export interface ModelInputNames {
  /** f32, [rows, ...inputShape] */
  readonly inputs: string;
  /** f32, each of its parameter's shape. */
  readonly parameters: ValueNames;
  /** f32, running statistics; empty where the model has none. */
  readonly buffers: ValueNames;
  /** One for each random site in forward order; empty in a graph without draws. */
  readonly draws: readonly DrawNames[];
}

export function modelInputNames({ inputs, parameters, buffers, draws }: EmittedNetwork): ModelInputNames {
  return {
    inputs: inputs.name,
    parameters: valueNames(parameters),
    buffers: valueNames(buffers),
    draws: draws.map(drawNames),
  };
}

function drawNames(draw: DrawValues): DrawNames {
  if ("noise" in draw) return { noise: draw.noise.name };
  const { mask, packed, scale, affine } = draw;
  return {
    mask: (packed?.words ?? mask).name,
    ...(packed === undefined ? {} : { bitsPerWord: packed.bitsPerWord }),
    scale: scale.name,
    ...(affine === undefined ? {} : { affine: { offset: affine.offset.name, fill: affine.fill.name } }),
  };
}
