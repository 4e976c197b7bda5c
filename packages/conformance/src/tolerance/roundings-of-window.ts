import type { ResolvedLayer } from "@lockstep/core/engine";
import type { RoundingContext, Roundings } from "./roundings.ts";

const product = (lengths: readonly number[]): number => lengths.reduce((total, length) => total * length, 1);

/**
 * Convolutions and pools: sums over windows.
 *
 * An output of a convolution with a kernel of K elements is a sum of channels · K products, and so is, with the channels
 * of the other side, an input's gradient; a weight's gradient is one over rows and places. An average has K terms and a
 * division, and an input's gradient as many as there are windows over it, K at most.
 */
export function windowRoundings(
  { spec, inputShape, outputShape, parameters }: ResolvedLayer,
  { rows, perFunction: F }: RoundingContext,
): Roundings | undefined {
  const [inside, outside] = [product(inputShape.slice(1)), product(outputShape.slice(1))];
  switch (spec.kind) {
    case "conv1d":
    case "conv2d":
    case "conv3d": {
      const [outChannels = 1, perGroup = 1, ...kernel] = parameters[0]!.shape;
      const groups = inputShape[0]! / perGroup;
      return {
        output: perGroup * product(kernel) + Number(spec.bias),
        inputGradient: (outChannels / groups) * product(kernel),
        parameterGradient: rows * outside,
      };
    }
    case "conv-transpose1d":
    case "conv-transpose2d": {
      const [inChannels = 1, perGroup = 1, ...kernel] = parameters[0]!.shape;
      const groups = outputShape[0]! / perGroup;
      return {
        output: (inChannels / groups) * product(kernel) + Number(spec.bias),
        inputGradient: perGroup * product(kernel),
        // The bias's gradient is a sum over the outputs, the weight's over the inputs.
        parameterGradient: rows * Math.max(inside, outside),
      };
    }
    case "max-pool1d":
    case "max-pool2d":
    case "max-pool3d":
      return { output: 0, inputGradient: product(spec.kernelSize), parameterGradient: 0 };
    case "avg-pool1d":
    case "avg-pool2d":
    case "avg-pool3d": {
      const terms = product(spec.kernelSize) + F;
      return { output: terms, inputGradient: terms, parameterGradient: 0 };
    }
    case "adaptive-max-pool2d":
      return { output: 0, inputGradient: overlap(outputShape, inputShape), parameterGradient: 0 };
    case "adaptive-avg-pool2d": {
      const [window, windows] = [overlap(inputShape, outputShape), overlap(outputShape, inputShape)];
      return { output: window + F, inputGradient: windows + F, parameterGradient: 0 };
    }
    case "global-max-pool":
      return { output: 0, inputGradient: 0, parameterGradient: 0 };
    case "global-avg-pool":
      return { output: inside + F, inputGradient: F, parameterGradient: 0 };
    default:
      return undefined;
  }
}

/** How many places on one side lie under a place on the other, spatial axes of [channels, ...] cut into even parts. */
function overlap(of: readonly number[], under: readonly number[]): number {
  return product(of.slice(1).map((length, axis) => Math.min(length, Math.ceil(length / under[axis + 1]!) + 1)));
}
