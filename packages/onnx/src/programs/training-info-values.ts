import type { NamedTensors, SgdStep } from "@lockstep/core";
import type { GraphValue, Initializer } from "../graph/graph.ts";
import type { ValueNames } from "../graph/value-names.ts";
import type { SgdInputNames } from "../optimizer/emit-sgd.ts";

/** The optimiser's numbers as defaults of their inputs. */
export function optimizerDefaults(
  values: readonly GraphValue[],
  { learningRate, momentum, weightDecay, clipLimit, maxNorm }: SgdInputNames,
  step: SgdStep,
): readonly Initializer[] {
  const numbers: readonly (readonly [string | undefined, number | undefined])[] = [
    [learningRate, step.learningRate],
    [momentum?.factor, step.momentum],
    [momentum?.gradientScale, step.gradientScale],
    [weightDecay, step.weightDecay],
    [clipLimit, step.clip?.limit],
    [maxNorm, step.maxNorm],
  ];
  return numbers.flatMap(([name, number]) => {
    const value = values.find((input) => input.name === name);
    return value === undefined || number === undefined ? [] : [{ value, data: Float32Array.of(number) }];
  });
}

/** Velocities as stored values, in place of the inputs that they have in a step: zeros where none are given. */
export function velocityInitializers(
  values: readonly GraphValue[],
  names: ValueNames,
  velocity: NamedTensors | undefined,
): readonly Initializer[] {
  return Object.entries(names).map(([parameter, name]) => {
    const value = values.find((input) => input.name === name)!;
    const size = value.shape.reduce<number>((product, length) => product * Number(length), 1);
    return { value, data: velocity?.[parameter]?.data ?? new Float32Array(size) };
  });
}
