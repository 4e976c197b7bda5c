import { requireBoolean, requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";

/** Options that all convolutions have, with one length for all axes or one for each. */
export interface WindowOptions<Lengths extends readonly number[]> {
  /** Length of the kernel. */
  readonly kernelSize: number | Lengths;
  /** How far the kernel moves from one position to the next. @default 1 */
  readonly stride?: number | Lengths;
  /** Distance between the kernel's elements. @default 1 */
  readonly dilation?: number | Lengths;
  /** Number of groups of channels that do not see each other; must divide both numbers of channels. @default 1 */
  readonly groups?: number;
  /** Whether a bias is added. @default true */
  readonly bias?: boolean;
}

/** What all convolutions have once it is checked: lists have an entry for each axis. */
export interface WindowSettings {
  readonly outChannels: number;
  readonly kernelSize: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;
  readonly bias: boolean;
}

const INFERRED = "It is inferred from the layer before: leave it out.";
const DEPTHWISE = "Write outChannels: multiplier · channels, groups: channels.";

/** Remedies for names that people bring to convolutions from other libraries. */
export const WINDOW_HINTS: Readonly<Record<string, string>> = {
  filters: "Name it outChannels: the first argument.",
  out_channels: "Name it outChannels: the first argument.",
  inChannels: INFERRED,
  in_channels: INFERRED,
  kernel_size: "Name it kernelSize.",
  strides: "Name it stride.",
  dilationRate: "Name it dilation.",
  dilation_rate: "Name it dilation.",
  output_padding: "Name it outputPadding.",
  useBias: "Name it bias.",
  use_bias: "Name it bias.",
  depthMultiplier: DEPTHWISE,
  depth_multiplier: DEPTHWISE,
  activation: "Put it after the convolution, as a layer of its own.",
  dataFormat: "Channels come first.",
  data_format: "Channels come first.",
  padding_mode: "The padding is zeros.",
};

/**
 * Checks the options that all convolutions have.
 *
 * @throws {InvalidOptionError} naming the option.
 */
export function requireWindow(
  subject: string,
  axes: number,
  { outChannels, kernelSize, stride = 1, dilation = 1, groups = 1, bias = true }: Readonly<Record<string, unknown>>,
): WindowSettings {
  const settings = {
    outChannels: requireInteger(`${subject}: outChannels`, outChannels, { min: 1 }),
    kernelSize: requireLengths(`${subject}: kernelSize`, axes, kernelSize, 1),
    stride: requireLengths(`${subject}: stride`, axes, stride, 1),
    dilation: requireLengths(`${subject}: dilation`, axes, dilation, 1),
    groups: requireInteger(`${subject}: groups`, groups, { min: 1 }),
    bias: requireBoolean(`${subject}: bias`, bias),
  };
  if (settings.outChannels % settings.groups === 0) return settings;
  throw new InvalidOptionError({
    subject: `${subject}: groups`,
    rule: `must divide outChannels (${settings.outChannels})`,
    received: settings.groups,
  });
}

/** One length for all axes, or a list with one for each, as a list. */
export function requireLengths(subject: string, axes: number, given: unknown, min: number): readonly number[] {
  if (Array.isArray(given) && given.length === axes) {
    return Object.freeze(given.map((length, axis) => requireInteger(`${subject}[${axis}]`, length, { min })));
  }
  if (Array.isArray(given) || typeof given !== "number") {
    throw new InvalidOptionError({
      subject,
      rule: axes === 1 ? "must be a number or a list of one" : `must be a number or a list of ${axes}`,
      received: given,
      ...(given === undefined ? { remedy: "Write { kernelSize: 3 }, say." } : {}),
    });
  }
  return Object.freeze(Array.from({ length: axes }, () => requireInteger(subject, given, { min })));
}
