import { rejectUnknownOptions, requireInteger, requireNumber, requireOneOf } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import type { RateLaw } from "./dropout-rate.ts";

/** A rate that changes with the optimiser's step, as plain data. Like the step, it is never reset by epochs. */
export type RateSchedule =
  | {
      readonly kind: "linear";
      /** The rate at step 0. */
      readonly from: number;
      /** The rate from step `steps` on. */
      readonly to: number;
      readonly steps: number;
    }
  | { readonly kind: "piecewise"; readonly pieces: readonly RatePiece[] };

/** A rate from one step on, up to the next piece's. */
export interface RatePiece {
  readonly fromStep: number;
  readonly rate: number;
}

/**
 * A rate that goes in a straight line from one value to another and stays there: at step s it is
 * from + (to - from) · (s / steps) in f64, kept between the two, and `to` from step `steps` on.
 *
 * @param options.from rate at step 0.
 * @param options.to rate from step `steps` on; not 1 unless `from` is 1 too, since no rate may lie just below 1.
 * @param options.steps how many steps the change takes, a positive integer.
 * @throws {InvalidOptionError} if a number is out of range. The layer that takes the schedule checks its rates.
 * @example
 * dropout(linearRate({ from: 0, to: 0.5, steps: 1000 })); // curriculum dropout, as a straight line
 */
export function linearRate(options: {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
}): RateSchedule {
  rejectUnknownOptions("linearRate", options, ["from", "to", "steps"]);
  const { from, to, steps } = options;
  return requireRateSchedule({ kind: "linear", from, to, steps }, ANY_AMOUNT);
}

/**
 * A rate that changes in steps.
 *
 * @param pieces the first begins at step 0, each later one after the one before it.
 * @throws {InvalidOptionError} if there is no piece, or their steps do not rise from 0. The layer that takes the schedule
 * checks its rates.
 * @example
 * // No dropout after the first 1,000 steps ("early dropout").
 * dropout(piecewiseRate([{ fromStep: 0, rate: 0.1 }, { fromStep: 1000, rate: 0 }]));
 */
export function piecewiseRate(pieces: readonly RatePiece[]): RateSchedule {
  return requireRateSchedule({ kind: "piecewise", pieces }, ANY_AMOUNT);
}

/**
 * The rate at an optimiser step.
 *
 * @param rate a number, or a schedule as {@link linearRate} and {@link piecewiseRate} make.
 * @param step counted from 0, never reset by epochs.
 * @throws {InvalidOptionError} if the step is no such count, or a rate needs one and has none.
 * @example
 * rateAt(linearRate({ from: 0, to: 0.5, steps: 1000 }), 250); // 0.125
 */
export function rateAt(rate: number | RateSchedule, step: number): number {
  requireInteger("step", step, { min: 0 });
  if (typeof rate === "number") return rate;
  if (rate.kind === "piecewise") return rate.pieces.findLast(({ fromStep }) => fromStep <= step)!.rate;
  const { from, to, steps } = rate;
  if (step >= steps) return to;
  const value = from + (to - from) * (step / steps);
  return Math.min(Math.max(value, Math.min(from, to)), Math.max(from, to));
}

/**
 * Checks a rate or a schedule, which may come from JSON.
 *
 * @returns the rate, or a copy of the schedule.
 * @throws {InvalidOptionError} if a rate that can be reached breaks the law, or the schedule is none.
 */
export function requireScheduledRate(rate: unknown, law: RateLaw): number | RateSchedule {
  const scheduled = typeof rate === "object" && rate !== null && "kind" in rate;
  return scheduled ? requireRateSchedule(rate, law) : law.require(rate);
}

function requireRateSchedule(schedule: object, law: RateLaw): RateSchedule {
  const options = schedule as Readonly<Record<string, unknown>>;
  const kind = requireOneOf("rate schedule: kind", options["kind"], ["linear", "piecewise"]);
  if (kind === "piecewise") {
    rejectUnknownOptions("piecewiseRate", options, ["kind", "pieces"]);
    return { kind, pieces: requirePieces(options["pieces"], law) };
  }
  rejectUnknownOptions("linearRate", options, ["kind", "from", "to", "steps"]);
  const [from, to] = [law.require(options["from"]), law.require(options["to"])];
  if (from !== to && Math.max(from, to) > law.highestOfLine) {
    throw new InvalidOptionError({
      subject: "linearRate",
      rule: "must not approach 1: no rate may lie strictly between 1 - 2^-20 and 1",
      received: { from, to },
      remedy: "Use piecewiseRate to jump to 1.",
    });
  }
  return { kind, from, to, steps: requireInteger("linearRate: steps", options["steps"], { min: 1 }) };
}

function requirePieces(pieces: unknown, law: RateLaw): readonly RatePiece[] {
  if (!Array.isArray(pieces) || pieces.length === 0) {
    throw new InvalidOptionError({
      subject: "piecewiseRate",
      rule: "must list at least one piece",
      received: pieces,
      remedy: "Write piecewiseRate([{ fromStep: 0, rate: 0.5 }]), say.",
    });
  }
  let previous = -1;
  return pieces.map((piece: unknown) => {
    rejectUnknownOptions("piecewiseRate", piece, ["fromStep", "rate"]);
    const { fromStep, rate } = piece as Partial<Record<keyof RatePiece, unknown>>;
    const first = previous < 0;
    const from = requireInteger("piecewiseRate: fromStep", fromStep, {
      min: first ? 0 : previous + 1,
      ...(first ? { max: 0, remedy: "The first piece begins at step 0." } : { remedy: "Pieces follow one another." }),
    });
    previous = from;
    return { fromStep: from, rate: law.require(rate) };
  });
}

/** Any finite number that is not negative: which rates a layer takes is the layer's law. */
const ANY_AMOUNT: RateLaw = { require: (value) => requireNumber("rate", value, { min: 0 }), highestOfLine: Infinity };
