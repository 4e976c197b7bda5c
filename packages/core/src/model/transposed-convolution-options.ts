import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { requireLengths, requireWindow, type WindowOptions, type WindowSettings } from "./window-options.ts";

/** Options of `convTranspose1d` and `convTranspose2d`. */
export interface TransposedConvolutionOptions<Lengths extends readonly number[]> extends WindowOptions<Lengths> {
  /** How much is cut off at both ends. @default 0 */
  readonly padding?: number | Lengths;
  /** How much is added at the far end; less than the stride or the dilation. @default 0 */
  readonly outputPadding?: number | Lengths;
}

/** The data of a transposed convolution. */
export interface TransposedConvolutionSettings extends WindowSettings {
  readonly padding: readonly number[];
  readonly outputPadding: readonly number[];
}

export const TRANSPOSED_CONVOLUTION_OPTIONS: readonly string[] = [
  "outChannels",
  "kernelSize",
  "stride",
  "padding",
  "outputPadding",
  "dilation",
  "groups",
  "bias",
];

/**
 * Checks the options of a transposed convolution over so many spatial axes.
 *
 * @throws {InvalidOptionError} naming the option.
 */
export function requireTransposedConvolution(
  subject: string,
  axes: number,
  options: Readonly<Record<string, unknown>>,
): TransposedConvolutionSettings {
  const window = requireWindow(subject, axes, options);
  const { padding: givenPadding = 0, outputPadding: givenExtra = 0 } = options;
  const padding = requireLengths(`${subject}: padding`, axes, givenPadding, 0);
  const outputPadding = requireLengths(`${subject}: outputPadding`, axes, givenExtra, 0);
  for (const [axis, extra] of outputPadding.entries()) {
    if (extra < Math.max(window.stride[axis]!, window.dilation[axis]!)) continue;
    throw new InvalidOptionError({
      subject: `${subject}: outputPadding`,
      rule: `must be less than the stride (${window.stride[axis]}) or the dilation (${window.dilation[axis]})`,
      received: extra,
      remedy: "What lies beyond them no kernel reaches.",
    });
  }
  return { ...window, padding, outputPadding };
}
