import { requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import type { Shape } from "../tensor/shape.ts";

/**
 * Checks a list of axes along which elements share one draw.
 *
 * @param axisCount how many axes the activation has, the rows included; unknown before the layers' shapes are.
 * @returns the axes in rising order.
 * @throws {InvalidOptionError} if one is no axis, or is listed twice.
 */
export function requireSharedAxes(
  subject: string,
  sharedAxes: unknown,
  axisCount: number = Infinity,
): readonly number[] {
  if (!Array.isArray(sharedAxes)) {
    throw new InvalidOptionError({
      subject,
      rule: "must list axes",
      received: sharedAxes,
      remedy:
        "Axes count on the whole batch: 0 is the rows, [2, 3] the height and width of [rows, channels, height, width].",
    });
  }
  const last = axisCount === Infinity ? Number.MAX_SAFE_INTEGER : axisCount - 1;
  const axes = Array.from(sharedAxes, (axis) =>
    requireInteger(subject, axis, { min: 0, max: last, remedy: "Axis 0 is the rows." }),
  ).toSorted((a, b) => a - b);
  if (new Set(axes).size < axes.length) {
    throw new InvalidOptionError({ subject, rule: "must not list an axis twice", received: sharedAxes });
  }
  return Object.freeze(axes);
}

/** The shape of a mask: the activation's, with 1 at every shared axis. */
export function shareAxes(shape: Shape, sharedAxes: readonly number[]): Shape {
  return shape.map((length, axis) => (sharedAxes.includes(axis) ? 1 : length));
}
