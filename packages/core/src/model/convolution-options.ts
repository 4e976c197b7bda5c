import { requireOneOf } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { requireLengths, requireWindow, type WindowOptions, type WindowSettings } from "./window-options.ts";

/** Options of `conv1d`, `conv2d` and `conv3d`. */
export interface ConvolutionOptions<Lengths extends readonly number[]> extends WindowOptions<Lengths> {
  /** Zeros at both ends; `"same"` as many as keep the lengths, with stride 1 only; `"valid"` none. @default 0 */
  readonly padding?: number | Lengths | "same" | "valid";
}

/** The data of a convolution. */
export interface ConvolutionSettings extends WindowSettings {
  readonly padding: readonly number[] | "same";
}

export const CONVOLUTION_OPTIONS: readonly string[] = [
  "outChannels",
  "kernelSize",
  "stride",
  "padding",
  "dilation",
  "groups",
  "bias",
];
/**
 * Checks the options of a convolution over so many spatial axes.
 *
 * @throws {InvalidOptionError} naming the option.
 */
export function requireConvolution(
  subject: string,
  axes: number,
  options: Readonly<Record<string, unknown>>,
): ConvolutionSettings {
  const { padding: given = 0 } = options;
  const window = requireWindow(subject, axes, options);
  if (typeof given === "string") requireOneOf(`${subject}: padding`, given, ["same", "valid"]);
  const padding = given === "valid" ? 0 : given;
  if (padding !== "same") return { ...window, padding: requireLengths(`${subject}: padding`, axes, padding, 0) };
  if (window.stride.some((stride) => stride !== 1)) {
    throw new InvalidOptionError({
      subject: `${subject}: padding`,
      rule: `may be "same" with stride 1 only`,
      received: { padding, stride: window.stride },
      remedy: "Give padding as a number. (Keras pads unevenly there, PyTorch refuses as well.)",
    });
  }
  return { ...window, padding };
}
