import { requireNumber, requireOneOf } from "../../errors/check-option.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";

/** Options of `kaimingUniform` and `kaimingNormal`. */
export interface KaimingOptions {
  /** Whether the outputs' variance is kept going forward, or the gradients' going back. @default "fan-in" */
  readonly mode?: "fan-in" | "fan-out";
  /** What follows the layer; it tells the gain. @default "relu" */
  readonly nonlinearity?: Nonlinearity;
  /** Slope of the leaky relu. @default 0.01 */
  readonly slope?: number;
  /** Instead of a nonlinearity; greater than 0. @default that of the nonlinearity */
  readonly gain?: number;
}

/** What has a gain in PyTorch's `calculate_gain`. */
export type Nonlinearity = "linear" | "sigmoid" | "tanh" | "relu" | "leaky-relu" | "selu";

const NONLINEARITIES: readonly Nonlinearity[] = ["linear", "sigmoid", "tanh", "relu", "leaky-relu", "selu"];

export const KAIMING_OPTIONS: readonly string[] = ["mode", "nonlinearity", "slope", "gain"];

export const KAIMING_HINTS: Readonly<Record<string, string>> = {
  a: 'PyTorch\'s a is the slope of a leaky relu: nonlinearity: "leaky-relu", slope.',
  distribution: "Take kaimingUniform or kaimingNormal.",
  seed: "Weights are drawn from the run's seed.",
};

/** The options of a Kaiming law, checked: the gain as a number. */
export function requireKaiming(
  subject: string,
  { mode = "fan-in", nonlinearity, slope, gain }: Readonly<Record<string, unknown>>,
): { readonly mode: "fan-in" | "fan-out"; readonly gain: number } {
  const checked = requireOneOf(`${subject}: mode`, mode, ["fan-in", "fan-out"]);
  if (gain === undefined) return { mode: checked, gain: gainOf(subject, nonlinearity, slope) };
  if (nonlinearity === undefined && slope === undefined) return { mode: checked, gain: requireGain(subject, gain) };
  throw new InvalidOptionError({
    subject: `${subject}: gain`,
    rule: "comes instead of a nonlinearity",
    received: { gain, nonlinearity, slope },
  });
}

/** Returns `gain` if it is positive. */
export function requireGain(subject: string, gain: unknown): number {
  return requireNumber(`${subject}: gain`, gain, { min: 0, exclusive: "min" });
}

function gainOf(subject: string, given: unknown, slope: unknown): number {
  const nonlinearity = requireOneOf(`${subject}: nonlinearity`, given ?? "relu", NONLINEARITIES);
  if (slope !== undefined && nonlinearity !== "leaky-relu") {
    throw new InvalidOptionError({
      subject: `${subject}: slope`,
      rule: "is that of a leaky relu",
      received: { nonlinearity, slope },
      remedy: 'Write nonlinearity: "leaky-relu".',
    });
  }
  switch (nonlinearity) {
    case "linear":
    case "sigmoid":
      return 1;
    case "tanh":
      return 5 / 3;
    case "relu":
      return Math.sqrt(2);
    case "selu":
      return 3 / 4;
    case "leaky-relu": {
      const a = requireNumber(`${subject}: slope`, slope ?? 0.01);
      return Math.sqrt(2 / (1 + a * a));
    }
  }
}
