import { ShapeMismatchError } from "../../errors/lockstep-error.ts";
import { shapesEqual } from "../../tensor/shape.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";
import type { LayerSpec } from "../layer-spec.ts";
import { requireBranch } from "../require-branch.ts";
import { outputShapeOf } from "../output-shape-of.ts";

/** What {@link residual} returns. */
export interface ResidualSpec {
  readonly kind: "residual";
  readonly body: readonly LayerSpec[];
  /** @default none: the identity */
  readonly shortcut?: readonly LayerSpec[];
}

/** Options of {@link residual}. */
export interface ResidualOptions {
  /** The layers whose output is added, at least one. */
  readonly body: readonly LayerSpec[];
  /** What the input passes through beside them. @default none: the identity */
  readonly shortcut?: readonly LayerSpec[];
}

export const RESIDUAL: LayerDefinition<ResidualSpec> = {
  kind: "residual",
  options: ["body", "shortcut"],
  hints: { downsample: "It is called shortcut.", layers: "They are called body." },
  check(subject, { body, shortcut = [] }, nested) {
    const beside = requireBranch(`${subject}: shortcut`, shortcut, nested);
    return {
      kind: "residual",
      body: requireBranch(`${subject}: body`, body, nested, 1),
      // Absent where it is empty, so that a model has one form and one fingerprint.
      ...(beside.length === 0 ? {} : { shortcut: beside }),
    };
  },
  infer({ body, shortcut = [] }, inputShape, { subject, resolve }) {
    const branches = [resolve("body", body, inputShape), resolve("shortcut", shortcut, inputShape)] as const;
    const [ofBody, ofShortcut] = branches.map((branch) => outputShapeOf(branch, inputShape)) as [
      readonly number[],
      readonly number[],
    ];
    if (!shapesEqual(ofBody, ofShortcut)) {
      throw new ShapeMismatchError({
        subject,
        rule: "needs a body and a shortcut that give rows of one shape",
        received: { body: ofBody, shortcut: ofShortcut },
        remedy:
          shortcut.length === 0
            ? "Without layers the shortcut is the input itself: give it a layer that makes the body's shape of it."
            : "Make the last layers of both agree.",
      });
    }
    return { outputShape: ofBody, branches };
  },
};

/**
 * A residual layer: y = body(x) + shortcut(x), where the shortcut is x itself unless it has layers. Both must give rows of
 * one shape; nothing is broadcast, as a wrong shape would otherwise pass unseen in PyTorch.
 *
 * Tensors are called `2.body.0.weight` and `2.shortcut.0.weight`, unless the layers inside have names (`named`). Random
 * sites and initial weights count through the body, then the shortcut. A body that ends in `stochasticDepth` is skipped at
 * random.
 *
 * @param options.body the layers whose output is added, at least one.
 * @param options.shortcut what the input passes through beside them; torchvision calls it `downsample`. @default none: the
 * identity
 * @throws {InvalidOptionError} if the body has no layer, or something is not a layer. The model that the layer stands in
 * throws a {@link ShapeMismatchError} if the shapes differ.
 * @example
 * residual({ body: [dense(16), relu(), dense(16), stochasticDepth(0.1)] });
 * residual({ body: [dense(16), relu(), dense(8)], shortcut: [dense(8, { bias: false })] });
 * @see He et al., "Deep residual learning for image recognition" (2015)
 */
export function residual(options: ResidualOptions): ResidualSpec {
  return makeLayer(RESIDUAL, "residual", { ...options });
}
