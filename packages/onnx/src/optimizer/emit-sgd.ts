import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { valueNames, type ValueNames } from "../graph/value-names.ts";
import { emitClip } from "./emit-clip.ts";
import { emitMaxNorm } from "./emit-max-norm.ts";
import type { SgdStructure } from "./sgd-structure.ts";

/** Names of the optimiser's inputs; a part that the structure leaves out has none. */
export interface SgdInputNames {
  /** f32 scalar */
  readonly learningRate: string;
  /** f32 scalars, and the velocity by parameter, each of its parameter's shape. */
  readonly momentum?: { readonly factor: string; readonly gradientScale: string; readonly velocity: ValueNames };
  /** f32 scalar */
  readonly weightDecay?: string;
  /** f32 scalar: the limit of an element or of the norm, as the structure says. */
  readonly clipLimit?: string;
  /** f32 scalar */
  readonly maxNorm?: string;
}

/** An optimiser's part of a graph. */
export interface EmittedSgd {
  readonly inputs: SgdInputNames;
  /** The parameters after the step. */
  readonly parameters: ReadonlyMap<string, GraphValue>;
  /** The velocity after the step; empty without momentum. */
  readonly velocity: ReadonlyMap<string, GraphValue>;
}

/**
 * Emits one step of core's `updateParameters`: clipping, then on every parameter the law of `sgdUpdate`, operation for
 * operation, and max-norm.
 *
 * @param gradients of the mean loss, in the order of `parameters`.
 * @param unitAxes the axis of a parameter that counts its units, where it is not the first.
 */
export function emitSgd(
  graph: GraphBuilder,
  structure: SgdStructure,
  parameters: ReadonlyMap<string, GraphValue>,
  gradients: readonly GraphValue[],
  unitAxes: ReadonlyMap<string, number> = new Map(),
): EmittedSgd {
  const learningRate = graph.input("learningRate", "float32", []);
  const weightDecay = structure.weightDecay ? graph.input("weightDecay", "float32", []) : undefined;
  const momentum = structure.momentum ? momentumInputs(graph, parameters) : undefined;
  const clipLimit = structure.clip === undefined ? undefined : graph.input("clipLimit", "float32", []);
  const maxNorm = structure.maxNorm === true ? graph.input("maxNorm", "float32", []) : undefined;
  const clipped = clipLimit === undefined ? gradients : emitClip(graph, structure.clip!, clipLimit, gradients);
  const nextParameters = new Map<string, GraphValue>();
  const nextVelocity = new Map<string, GraphValue>();
  for (const [index, [name, parameter]] of [...parameters].entries()) {
    let direction = clipped[index]!;
    if (weightDecay !== undefined) {
      direction = graph.apply("Add", [direction, graph.apply("Mul", [weightDecay, parameter])]);
    }
    if (momentum !== undefined) {
      const carried = graph.apply("Mul", [momentum.factor, momentum.velocity.get(name)]);
      const added = graph.apply("Mul", [momentum.gradientScale, direction]);
      const speed = graph.apply("Add", [carried, added], {}, `${name}.velocity.next`);
      nextVelocity.set(name, speed);
      direction = structure.nesterov
        ? graph.apply("Add", [direction, graph.apply("Mul", [momentum.factor, speed])])
        : speed;
    }
    const descent = graph.apply("Mul", [learningRate, direction]);
    const constrained = maxNorm !== undefined && parameter.shape.length > 1;
    const moved = graph.apply("Sub", [parameter, descent], {}, constrained ? `${name}.moved` : `${name}.next`);
    nextParameters.set(
      name,
      constrained ? emitMaxNorm(graph, moved, maxNorm, unitAxes.get(name) ?? 0, `${name}.next`) : moved,
    );
  }
  return {
    inputs: {
      learningRate: learningRate.name,
      ...(weightDecay === undefined ? {} : { weightDecay: weightDecay.name }),
      ...(momentum === undefined ? {} : { momentum: momentumNames(momentum) }),
      ...(clipLimit === undefined ? {} : { clipLimit: clipLimit.name }),
      ...(maxNorm === undefined ? {} : { maxNorm: maxNorm.name }),
    },
    parameters: nextParameters,
    velocity: nextVelocity,
  };
}

interface MomentumValues {
  readonly factor: GraphValue;
  readonly gradientScale: GraphValue;
  readonly velocity: ReadonlyMap<string, GraphValue>;
}

function momentumInputs(graph: GraphBuilder, parameters: ReadonlyMap<string, GraphValue>): MomentumValues {
  return {
    factor: graph.input("momentum", "float32", []),
    gradientScale: graph.input("gradientScale", "float32", []),
    velocity: new Map(
      [...parameters].map(([name, { shape }]) => [name, graph.input(`${name}.velocity`, "float32", shape)]),
    ),
  };
}

function momentumNames({ factor, gradientScale, velocity }: MomentumValues): NonNullable<SgdInputNames["momentum"]> {
  return { factor: factor.name, gradientScale: gradientScale.name, velocity: valueNames(velocity) };
}
