import { valueNames, type ValueNames } from "../graph/value-names.ts";
import type { EmittedModel } from "../layers/emit-model.ts";

/** Names of the two inputs of a dropout layer. */
export interface DropoutNames {
  /** Bool, true keeps; of the activation's shape, with 1 along the axes that share a draw. */
  readonly mask: string;
  /** f32 scalar: what a kept element is multiplied by. */
  readonly scale: string;
}

/** Inputs that every graph of a model has. */
export interface ModelInputNames {
  /** f32, [rows, ...inputShape] */
  readonly inputs: string;
  /** f32, each of its parameter's shape. */
  readonly parameters: ValueNames;
  /** One pair for each dropout layer in forward order; empty in a graph without dropout. */
  readonly dropouts: readonly DropoutNames[];
}

export function modelInputNames({ inputs, parameters, dropouts }: EmittedModel): ModelInputNames {
  return {
    inputs: inputs.name,
    parameters: valueNames(parameters),
    dropouts: dropouts.map(({ mask, scale }) => ({ mask: mask.name, scale: scale.name })),
  };
}
