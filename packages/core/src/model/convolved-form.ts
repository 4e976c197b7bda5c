import { ShapeMismatchError } from "../errors/lockstep-error.ts";
import { shapeSize, type Shape } from "../tensor/shape.ts";
import type { LayerForm, LayerPlace } from "./layer-definition.ts";
import { uniformByFanIn } from "./uniform-by-fan-in.ts";
import type { WindowSettings } from "./window-options.ts";

const AXES: readonly (readonly string[])[] = [[], ["length"], ["height", "width"], ["depth", "height", "width"]];

/** PyTorch's fan-in of every convolution: all lengths of the weight but the first. */
export function convolvedForm({ outChannels, bias }: WindowSettings, shape: Shape, outputShape: Shape): LayerForm {
  const initial = uniformByFanIn(shapeSize(shape.slice(1)));
  const weight = { role: "weight", shape, initial };
  return { outputShape, parameters: bias ? [weight, { role: "bias", shape: [outChannels], initial }] : [weight] };
}

/**
 * The channels of a convolution's input.
 *
 * @throws {ShapeMismatchError} if the input has other axes, or `groups` does not divide its channels.
 */
export function requireChannels(
  { kernelSize, groups }: WindowSettings,
  inputShape: Shape,
  { subject }: LayerPlace,
): number {
  const names = AXES[kernelSize.length]!;
  const [channels] = inputShape;
  if (inputShape.length !== names.length + 1 || channels === undefined) {
    const bare = inputShape.length === names.length;
    throw new ShapeMismatchError({
      subject,
      rule: `needs rows of [channels, ${names.join(", ")}]`,
      received: inputShape,
      remedy: bare ? `One channel is an axis as well: [1, ${inputShape.join(", ")}].` : "Channels come first.",
    });
  }
  if (channels % groups === 0) return channels;
  throw new ShapeMismatchError({
    subject,
    rule: `needs rows whose channels ${groups} groups divide`,
    received: inputShape,
    remedy: "A depthwise convolution has groups: channels.",
  });
}

/** What messages call a spatial axis. */
export function axisName({ kernelSize }: WindowSettings, axis: number): string {
  return AXES[kernelSize.length]![axis]!;
}
