import type { ResolvedLayer } from "@lockstep/core/engine";

/**
 * The order of a parameter's axes on the device: axis *i* there is axis `order[i]` of the specification's layout, which
 * is PyTorch's. Absent where nothing moves.
 */
export type ParameterLayouts = ReadonlyMap<string, readonly number[]>;

/** The layouts of all parameters of a model that the device keeps otherwise than the specification. */
export function parameterLayouts(layers: readonly ResolvedLayer[]): ParameterLayouts {
  return new Map(layers.flatMap(layoutsOf));
}

function layoutsOf({ spec, parameters, branches }: ResolvedLayer): readonly (readonly [string, readonly number[]])[] {
  // A layer made of others has their parameters and none of its own.
  if (branches.length > 0) return branches.flat().flatMap(layoutsOf);
  return parameters.flatMap(({ name, role }) => {
    const order = orderOf(spec.kind, role);
    return order === undefined ? [] : [[name, order] as const];
  });
}

function orderOf(kind: ResolvedLayer["spec"]["kind"], role: string): readonly number[] | undefined {
  // [out, in] becomes [in, out].
  switch (kind) {
    case "dense":
      return role === "weight" ? [1, 0] : undefined;
    case "gru":
    case "lstm":
      return role.startsWith("weight_") ? [1, 0] : undefined;
    case "multi-head-attention":
      return role.endsWith("weight") ? [1, 0] : undefined;
    // [responses, channels / groups, ...kernel] becomes [...kernel, channels / groups, responses].
    case "conv-transpose1d":
    case "conv1d":
      return role === "weight" ? [2, 1, 0] : undefined;
    case "conv-transpose2d":
    case "conv2d":
      return role === "weight" ? [2, 3, 1, 0] : undefined;
    case "conv3d":
      return role === "weight" ? [2, 3, 4, 1, 0] : undefined;
    default:
      return undefined;
  }
}
