import { rejectUnknownOptions, requireInteger } from "../../errors/check-option.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { FusedVariant } from "./fused-variant.ts";

/** A new `nn.Conv2d`. */
export interface TorchConv2dOptions {
  /** Channels of the input. */
  readonly inChannels: number;
  /** Channels of the output. */
  readonly outChannels: number;
  /** One length for both axes, or height and width. */
  readonly kernelSize: number | readonly [height: number, width: number];
  /** Must divide both numbers of channels. @default 1 */
  readonly groups?: number;
  /** Whether there is a bias. @default true */
  readonly bias?: boolean;
  /** How PyTorch's kernels round. @default "fma" */
  readonly variant?: FusedVariant;
}

/** The shape of the weight, [outChannels, inChannels / groups, height, width], once everything has been checked. */
export function conv2dShape(options: TorchConv2dOptions): Shape {
  const known = ["inChannels", "outChannels", "kernelSize", "groups", "bias", "variant"];
  rejectUnknownOptions("conv2d", options, known, {
    in_channels: "Name it inChannels.",
    out_channels: "Name it outChannels.",
    kernel_size: "Name it kernelSize.",
    stride: "It changes no initial weight.",
    padding: "It changes no initial weight.",
    dilation: "It changes no initial weight.",
  });
  const { inChannels, outChannels, kernelSize, groups = 1 } = options;
  requireInteger("groups", groups, { min: 1 });
  for (const [name, channels] of Object.entries({ inChannels, outChannels })) {
    requireInteger(name, channels, { min: 1 });
    if (channels % groups === 0) continue;
    throw new InvalidOptionError({
      subject: name,
      rule: `must be divisible by groups (${groups})`,
      received: channels,
    });
  }
  const kernel = Array.isArray(kernelSize) ? [...kernelSize] : [kernelSize, kernelSize];
  if (kernel.length !== 2) {
    throw new InvalidOptionError({ subject: "kernelSize", rule: "must be one length or two", received: kernelSize });
  }
  for (const length of kernel) requireInteger("kernelSize", length, { min: 1 });
  return [outChannels, inChannels / groups, ...kernel];
}
