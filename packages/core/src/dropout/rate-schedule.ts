import { rejectUnknownOptions, requireInteger, requireNumber, requireOneOf } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { RATE_HINTS, STANDARD_DEVIATION, type RateLaw } from "./dropout-rate.ts";

/** A rate that changes with the optimiser's step, as plain data. Like the step, it is never reset by epochs. */
export type RateSchedule =
  | {
      readonly kind: "linear";
      /** The rate at step 0. */
      readonly initial: number;
      /** The rate from step `length` on. */
      readonly final: number;
      readonly length: number;
    }
  | { readonly kind: "piecewise"; readonly pieces: readonly RatePiece[] };

/** A rate from one step on, up to the next piece's. */
export interface RatePiece {
  readonly fromStep: number;
  readonly rate: number;
}

/**
 * A rate that goes in a straight line from one value to another and stays there: at step s it is
 * initial + (final - initial) · (s / length) in f64, and `final` from step `length` on. The options are
 * named as those of the learning rate's {@link linear}; what counts is the optimiser's step.
 *
 * @param options.initial rate at step 0.
 * @param options.final rate from step `length` on. Neither end may be 1 unless both are, since no rate may lie just below 1.
 * @param options.length how many steps the change takes, a positive integer.
 * @throws {InvalidOptionError} if a number is out of range. The layer that takes the schedule checks its rates.
 * @example
 * dropout(linearRate({ initial: 0, final: 0.5, length: 1000 })); // curriculum dropout, as a straight line
 */
export function linearRate(options: {
  readonly initial: number;
  readonly final: number;
  readonly length: number;
}): RateSchedule {
  rejectUnknownOptions("linearRate", options, ["initial", "final", "length"], LINE_HINTS);
  const { initial, final, length } = options;
  return requireRateSchedule({ kind: "linear", initial, final, length }, ANY_AMOUNT);
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
 * rateAt(linearRate({ initial: 0, final: 0.5, length: 1000 }), 250); // 0.125
 */
export function rateAt(rate: number | RateSchedule, step: number): number {
  requireInteger("step", step, { min: 0 });
  if (typeof rate === "number") return rate;
  if (rate.kind === "piecewise") return rate.pieces.findLast(({ fromStep }) => fromStep <= step)!.rate;
  const { initial, final, length } = rate;
  if (step >= length) return final;
  // Stays between the ends: the share is at most 1 - 2^-53, which takes off more than the difference was rounded up by.
  return initial + (final - initial) * (step / length);
}

/**
 * Checks a rate or a schedule, which may come from JSON.
 *
 * @returns the rate, or a copy of the schedule.
 * @throws {InvalidOptionError} if a rate that can be reached breaks the law, or the schedule is none; for an object with
 * `keepProb` the error says how to convert it.
 */
export function requireScheduledRate(rate: unknown, law: RateLaw): number | RateSchedule {
  if (typeof rate !== "object" || rate === null) return law.require(rate);
  if ("kind" in rate) return requireRateSchedule(rate, law);
  if (law !== STANDARD_DEVIATION) rejectUnknownOptions("dropout", rate, ["rate"], RATE_HINTS);
  return law.require(rate);
}

function requireRateSchedule(schedule: object, law: RateLaw): RateSchedule {
  const options = schedule as Readonly<Record<string, unknown>>;
  const kind = requireOneOf("rate schedule: kind", options["kind"], ["linear", "piecewise"]);
  if (kind === "piecewise") {
    rejectUnknownOptions("piecewiseRate", options, ["kind", "pieces"]);
    return { kind, pieces: requirePieces(options["pieces"], law) };
  }
  rejectUnknownOptions("linearRate", options, ["kind", "initial", "final", "length"], LINE_HINTS);
  const [initial, final] = [law.require(options["initial"]), law.require(options["final"])];
  if (initial !== final && Math.max(initial, final) > law.highestOfLine) {
    throw new InvalidOptionError({
      subject: "linearRate",
      rule: "must not approach 1: no rate may lie strictly between 1 - 2^-20 and 1",
      received: { initial, final },
      remedy: "Use piecewiseRate to jump to 1.",
    });
  }
  return { kind, initial, final, length: requireInteger("linearRate: length", options["length"], { min: 1 }) };
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

/** Names that people would think of first. */
const LINE_HINTS: Readonly<Record<string, string>> = {
  from: "Name it initial.",
  to: "Name it final.",
  steps: "Name it length.",
  interval: "Leave it out: rates count optimiser steps.",
};

/** Any finite number that is not negative: which rates a layer takes is the layer's law. */
const ANY_AMOUNT: RateLaw = { require: (value) => requireNumber("rate", value, { min: 0 }), highestOfLine: Infinity };
