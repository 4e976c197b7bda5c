import { ShapeMismatchError } from "../../errors/lockstep-error.ts";
import type { Shape } from "../../tensor/shape.ts";

/** The dropouts that drop whole channels. */
export type FeatureDropout = "dropout1d" | "dropout2d" | "dropout3d" | "featureAlphaDropout";

/** Ranks with and without the axis of rows. Three axes are rows, channels and a length to dropout2d, as PyTorch warns. */
const RANKS: Readonly<
  Record<FeatureDropout, { readonly rows: readonly number[]; readonly noRows: readonly number[] }>
> = {
  dropout1d: { rows: [3], noRows: [2] },
  dropout2d: { rows: [3, 4], noRows: [] },
  dropout3d: { rows: [5], noRows: [4] },
  featureAlphaDropout: { rows: [2, 3, 4, 5], noRows: [] },
};

/**
 * How many channels there are to draw for: rows times channels of [N, C, ...], or the channels of [C, ...].
 *
 * @throws {ShapeMismatchError} if the rank is none that this dropout takes.
 */
export function featureUnits(name: FeatureDropout, shape: Shape): number {
  const { rows, noRows } = RANKS[name];
  if (rows.includes(shape.length)) return shape[0]! * shape[1]!;
  if (noRows.includes(shape.length)) return shape[0]!;
  throw new ShapeMismatchError({
    subject: `${name}: x`,
    rule: `must have ${[...noRows, ...rows].join(" or ")} axes, rows and channels first`,
    received: shape,
    remedy: "Use dropout for anything without channels.",
  });
}
