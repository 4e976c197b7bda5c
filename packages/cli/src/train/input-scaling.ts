import { InvalidOptionError, type Shape } from "@lockstep/core";
import { parseList } from "../options/parse-list.ts";
import { parseNumber } from "../options/parse-number.ts";
import type { TrainFlags } from "./train-flags.ts";

/** How inputs are scaled before the model sees them: (x · scale - mean) / std. */
export interface InputScaling {
  readonly scale: number;
  /** One for all numbers, or one for each position of the input's first axis: channel or column. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** What the flags ask for; `measured` takes mean and std from the training rows. */
export interface WantedScaling extends InputScaling {
  readonly measured: boolean;
}

/**
 * Reads `--scale`, `--mean`, `--std` and `--standardize`.
 *
 * @throws {InvalidOptionError} for what is no number, a std that is not above 0, or both ways to give a mean.
 */
export function parseScaling(flags: Pick<TrainFlags, "scale" | "mean" | "std" | "standardize">): WantedScaling {
  const measured = flags.standardize === true;
  for (const name of ["mean", "std"] as const) {
    if (!measured || flags[name] === undefined) continue;
    throw new InvalidOptionError({
      subject: `--${name}`,
      rule: "is measured with --standardize",
      received: flags[name],
      remedy: "Leave out one of the two.",
    });
  }
  const scale = flags.scale === undefined ? 1 : parseFactor(flags.scale);
  const mean = flags.mean === undefined ? [0] : parseNumbers("--mean", flags.mean, "0.485,0.456,0.406");
  const std = flags.std === undefined ? [1] : parseNumbers("--std", flags.std, "0.229,0.224,0.225");
  const wrong = std.find((value) => value <= 0);
  if (wrong !== undefined) {
    throw new InvalidOptionError({ subject: "--std", rule: "must be above 0", received: wrong });
  }
  return { scale, mean, std, measured };
}

/** Checks that there is one number for all, or one for each position of the first axis. @throws {InvalidOptionError} */
export function requireScalingFits({ mean, std }: InputScaling, inputShape: Shape): void {
  for (const [option, values] of Object.entries({ "--mean": mean, "--std": std })) {
    if (values.length === 1 || values.length === inputShape[0]) continue;
    throw new InvalidOptionError({
      subject: option,
      rule: `must be one number, or ${inputShape[0]}, one for each position of the first axis of the input [${inputShape.join(", ")}]`,
      received: values.join(),
    });
  }
}

/** `0.5`, or a fraction: `1/255`. */
function parseFactor(text: string): number {
  const remedy = "Write it like 0.5 or 1/255.";
  const [numerator, denominator, ...rest] = text.split("/");
  const value =
    parseNumber("--scale", rest.length > 0 ? "" : numerator!, remedy) /
    (denominator === undefined ? 1 : parseNumber("--scale", denominator, remedy));
  if (Number.isFinite(value) && value !== 0) return value;
  throw new InvalidOptionError({
    subject: "--scale",
    rule: "must be a finite number other than 0",
    received: text,
    remedy,
  });
}

function parseNumbers(option: string, text: string, example: string): readonly number[] {
  return parseList(option, text, example).map((part) => {
    const value = parseNumber(option, part);
    if (Number.isFinite(value)) return value;
    throw new InvalidOptionError({ subject: option, rule: "must be finite numbers", received: text });
  });
}
