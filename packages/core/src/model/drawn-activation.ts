import type { DroppingSite } from "../dropout/random-site.ts";
import type { RateSchedule } from "../dropout/rate-schedule.ts";
import { shareAxes } from "../dropout/shared-axes.ts";
import { ShapeMismatchError } from "../errors/lockstep-error.ts";
import type { Shape } from "../tensor/shape.ts";
import type { LayerForm, LayerPlace } from "./layer-definition.ts";

/** Axes of a batch's activation, 0 being the rows. */
export function activationAxes(inputShape: Shape): readonly number[] {
  return [0, ...inputShape.map((_, axis) => axis + 1)];
}

/**
 * Shape inference of a layer that draws for its activation: the activation stays as it is, and its mask has length 1 along
 * the shared axes.
 */
export function drawnActivation(
  kind: Exclude<DroppingSite["kind"], "drop-connect">,
  rate: number | RateSchedule,
  inputShape: Shape,
  sharedAxes: readonly number[] = [],
): LayerForm {
  const shape = (rows: number): Shape => shareAxes([rows, ...inputShape], sharedAxes);
  return { outputShape: inputShape, randomSites: [{ kind, rate, shape }] };
}

/** Returns `sharedAxes` if the activation has them all. @throws {ShapeMismatchError} otherwise */
export function requireActivationAxes(
  sharedAxes: readonly number[],
  inputShape: Shape,
  { subject }: LayerPlace,
): readonly number[] {
  const axes = activationAxes(inputShape);
  const stranger = sharedAxes.find((axis) => !axes.includes(axis));
  if (stranger === undefined) return sharedAxes;
  throw new ShapeMismatchError({
    subject: `${subject}: shared axis ${stranger}`,
    rule: `is none of its activation's ${axes.length} axes, of which 0 is the rows`,
    received: inputShape,
    remedy: "Count axes on the whole batch, from 0.",
  });
}
