import { InvalidOptionError } from "../errors/lockstep-error.ts";
import type { Monitor } from "./monitor.ts";

/** One check of the monitored metric. Time and steps enter a decision only through here: the rules read no clock. */
export interface Observation {
  /** Epoch that is being trained or was just finished, counted from 0. */
  readonly epoch: number;
  /** The monitored metric's value; unused where the monitor is one of `others`. */
  readonly value?: number;
  /** Optimiser steps done. Needed by `checkEvery: { steps }` and `stepLimit`. */
  readonly step?: number;
  /** The epoch's mean training loss. Needed by `progressQuotient`. */
  readonly trainingLoss?: number;
  /** Seconds of training so far. Needed by `timeLimit`. */
  readonly elapsedSeconds?: number;
  /** Metrics of your own, by name: monitor `f1` of them as `"others.f1"`. */
  readonly others?: Readonly<Record<string, number>>;
}

/**
 * The monitored value of an observation. A missing metric is an error: rules that skip it silently never stop.
 *
 * @throws {InvalidOptionError} if it was not measured.
 */
export function monitoredValue(monitor: Monitor, { value, others }: Observation): number {
  const measured = monitor.startsWith("others.") ? others?.[monitor.slice("others.".length)] : value;
  if (typeof measured === "number") return measured;
  throw new InvalidOptionError({
    subject: monitor,
    rule: "must be measured at every check",
    received: measured,
    remedy: monitor.startsWith("others.")
      ? "Give it in the observation's others."
      : "Pass validation data to fit, or monitor a metric that is measured.",
  });
}

/**
 * A part of an observation that a rule needs beside the monitored value.
 *
 * @throws {InvalidOptionError} if it is not there.
 */
export function observed(
  name: "step" | "trainingLoss" | "elapsedSeconds",
  neededBy: string,
  observation: Observation,
): number {
  const given = observation[name];
  if (typeof given === "number") return given;
  throw new InvalidOptionError({
    subject: name,
    rule: `must be observed for ${neededBy}`,
    received: given,
    remedy: `Give ${name} beside the value; fit does.`,
  });
}
