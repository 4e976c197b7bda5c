import { requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError, ShapeMismatchError } from "../errors/lockstep-error.ts";
import type { Shape } from "../tensor/shape.ts";
import type { LayerPlace } from "./layer-definition.ts";

/** Checks an axis that is counted on the whole batch, where 0 is the rows: those must not be mixed. Negative from behind. */
export function requireBatchAxis(subject: string, axis: unknown): number {
  const checked = requireInteger(subject, axis);
  if (checked !== 0) return checked;
  throw new InvalidOptionError({
    subject,
    rule: "must not be 0, the rows",
    received: axis,
    remedy: "Count axes on the whole batch: 1 is a row's first, -1 its last.",
  });
}

/** The axis of a row, from 0, that such an axis is. @throws {ShapeMismatchError} if the rows have no such axis */
export function rowAxis(axis: number, inputShape: Shape, { subject }: Pick<LayerPlace, "subject">): number {
  const own = axis < 0 ? inputShape.length + axis : axis - 1;
  if (own >= 0 && own < inputShape.length) return own;
  throw new ShapeMismatchError({
    subject: `${subject}: axis ${axis}`,
    rule: `is none of its rows' ${inputShape.length} axes`,
    received: inputShape,
    remedy: "Count axes on the whole batch: 1 is a row's first, -1 its last.",
  });
}
