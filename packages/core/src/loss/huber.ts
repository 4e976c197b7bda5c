import { rejectUnknownOptions, requireNumber } from "../errors/check-option.ts";

/** What {@link huber} returns. */
export interface HuberSpec {
  readonly kind: "huber";
  /** Where the loss turns from a square into a line. */
  readonly delta: number;
}

/** Checks the options and fills in the default. */
export function checkHuber(options: Readonly<Record<string, unknown>>): HuberSpec {
  rejectUnknownOptions("huber", options, ["delta"]);
  return { kind: "huber", delta: requireTurn("huber: delta", options.delta) };
}

/** A positive number whose f32 and square are neither 0 nor infinite. @default 1 */
export function requireTurn(subject: string, value: unknown = 1): number {
  const remedy = "Take meanAbsoluteError() for a loss that is a line everywhere, meanSquaredError() for a square.";
  return requireNumber(subject, value, { min: 2 ** -60, max: 2 ** 60, remedy });
}

/**
 * Huber loss of d = y - t: ½·d² where |d| ≤ δ, else δ·(|d| - ½·δ); the mean over a row's outputs, then the weighted mean
 * over rows. Its derivative is d, held within [-δ, δ], so that a row that is far off does not pull harder than δ. PyTorch's
 * `HuberLoss`, Keras's `Huber`. Targets are f32 of the output's shape.
 *
 * @param delta δ, greater than 0. @default 1
 * @throws {InvalidOptionError} if δ is not in [2^-60, 2^60].
 * @example
 * huber(); // { kind: "huber", delta: 1 }
 * @see Huber, "Robust estimation of a location parameter" (1964)
 */
export function huber(delta = 1): HuberSpec {
  return checkHuber({ delta });
}
