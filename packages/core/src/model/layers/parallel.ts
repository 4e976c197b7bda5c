import { rejectUnknownOptions, requireInteger, requireOneOf } from "../../errors/check-option.ts";
import { InvalidOptionError, ShapeMismatchError } from "../../errors/lockstep-error.ts";
import { shapesEqual, type Shape } from "../../tensor/shape.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";
import type { LayerSpec } from "../layer-spec.ts";
import { outputShapeOf } from "../output-shape-of.ts";
import { requireBranch } from "../require-branch.ts";

/** What {@link parallel} returns. */
export type ParallelSpec =
  | {
      readonly kind: "parallel";
      readonly branches: readonly (readonly LayerSpec[])[];
      readonly combine: "concat";
      /** Axis of the batch's activation along which outputs are joined; 0 is the rows. */
      readonly axis: number;
    }
  | {
      readonly kind: "parallel";
      readonly branches: readonly (readonly LayerSpec[])[];
      readonly combine: "add";
    };

/** Options of {@link parallel}. */
export interface ParallelOptions {
  /** Whether the branches' outputs are joined along an axis or added. @default "concat" */
  readonly combine?: "concat" | "add";
  /** Axis of the batch's activation along which outputs are joined; 0 is the rows. With "concat" only. @default 1 */
  readonly axis?: number;
}

export const PARALLEL: LayerDefinition<ParallelSpec> = {
  kind: "parallel",
  options: ["branches", "combine", "axis"],
  hints: { dim: "It is called axis.", mode: "It is called combine." },
  check(subject, { branches, combine = "concat", axis }, nested) {
    if (!Array.isArray(branches) || branches.length < 2) {
      throw new InvalidOptionError({
        subject: `${subject}: branches`,
        rule: "must be at least two lists of layers",
        received: branches,
        remedy: "An empty list is the identity.",
      });
    }
    const checked = Object.freeze(
      Array.from(branches, (branch, index) => requireBranch(`${subject}: branches[${index}]`, branch, nested)),
    );
    const how = requireOneOf(`${subject}: combine`, combine, ["concat", "add"]);
    if (how === "concat") {
      return {
        kind: "parallel",
        branches: checked,
        combine: how,
        axis: requireInteger(`${subject}: axis`, axis === undefined ? 1 : axis, {
          min: 1,
          remedy: "Count on the whole batch; 0 is the rows.",
        }),
      };
    }
    if (axis !== undefined) {
      throw new InvalidOptionError({ subject: `${subject}: axis`, rule: 'is for "concat" only', received: axis });
    }
    return { kind: "parallel", branches: checked, combine: how };
  },
  infer(layer, inputShape, { subject, resolve }) {
    const branches = layer.branches.map((branch, index) => resolve(`branches.${index}`, branch, inputShape));
    const shapes = branches.map((branch) => outputShapeOf(branch, inputShape));
    const outputShape = layer.combine === "add" ? sumShape(subject, shapes) : joinShape(subject, shapes, layer.axis);
    return { outputShape, branches };
  },
};

function sumShape(subject: string, shapes: readonly Shape[]): Shape {
  const [first] = shapes;
  if (shapes.every((shape) => shapesEqual(shape, first!))) return first!;
  throw new ShapeMismatchError({
    subject,
    rule: "needs branches that give rows of one shape",
    received: shapes,
    remedy: "Make the last layers of all branches agree.",
  });
}

function joinShape(subject: string, shapes: readonly Shape[], axis: number): Shape {
  const joined = [...shapes[0]!];
  const others = ({ length }: Shape, from: Shape): Shape => from.with(axis - 1, length);
  for (const shape of shapes) {
    if (axis > shape.length || !shapesEqual(others(joined, joined), others(joined, shape))) {
      throw new ShapeMismatchError({
        subject,
        rule: `needs branches that give rows of one shape but for axis ${axis} of the batch, which they must have`,
        received: shapes,
        remedy: "Axis 0 is the rows; 1 is the channels, or the only axis of flat rows.",
      });
    }
  }
  joined[axis - 1] = shapes.reduce((length, shape) => length + shape[axis - 1]!, 0);
  return joined;
}

/**
 * Branches that all take the layer's input, and whose outputs are joined along an axis or added: y = concat(b₀(x), b₁(x),
 * ...) or y = b₀(x) + b₁(x) + ..., added in that order.
 *
 * Tensors are called `3.branches.1.0.weight`, unless the layers inside have names (`named`). Random sites and initial
 * weights count through the branches in order.
 *
 * @param branches at least two lists of layers; an empty one is the identity.
 * @param options.combine whether the outputs are joined or added; PyTorch's `torch.cat`, Keras's `Concatenate` and `Add`.
 * @default "concat"
 * @param options.axis axis of the batch's activation along which outputs are joined; 0 is the rows. PyTorch's `dim`; Keras
 * counts alike, but its default is the last axis. @default 1, the channels
 * @throws {InvalidOptionError} if there are fewer than two branches, an option is wrong, or something is not a layer. The
 * model that the layer stands in throws a {@link ShapeMismatchError} if the shapes do not fit.
 * @example
 * const wide = parallel([[dense(16), relu()], [dense(16), tanh()]]); // two outputs of 16 joined to 32
 * const shortcut = parallel([[dense(16)], []], { combine: "add" }); // a residual layer
 * @see Szegedy et al., "Going deeper with convolutions" (2014)
 */
export function parallel(branches: readonly (readonly LayerSpec[])[], options: ParallelOptions = {}): ParallelSpec {
  rejectUnknownOptions("parallel", options, ["combine", "axis"], PARALLEL.hints);
  return makeLayer(PARALLEL, "parallel", { ...options, branches });
}
