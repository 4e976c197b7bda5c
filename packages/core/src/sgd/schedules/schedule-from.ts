import { requireNumber, requireOneOf } from "../../errors/check-option.ts";
import type { LearningRate } from "../learning-rate-schedule.ts";
import { cosine } from "./cosine.ts";
import { cosineRestarts } from "./cosine-restarts.ts";
import { exponential } from "./exponential.ts";
import { inverseTime } from "./inverse-time.ts";
import { linear } from "./linear.ts";
import { multiStep } from "./multi-step.ts";
import { oneCycle } from "./one-cycle.ts";
import { polynomial } from "./polynomial.ts";
import { sequence } from "./sequence.ts";
import { stepDecay } from "./step-decay.ts";
import { warmUp } from "./warm-up.ts";

const FACTORIES = {
  "step-decay": stepDecay,
  "multi-step": multiStep,
  exponential,
  cosine,
  "cosine-restarts": cosineRestarts,
  linear,
  polynomial,
  "inverse-time": inverseTime,
  "one-cycle": oneCycle,
  "warm-up": warmUp,
  sequence,
};

/**
 * A schedule from its data, as JSON or a structured clone holds them: an object with `kind` and the options of that kind,
 * or a number. It knows every kind, so it is as large as all of them; whoever writes schedules in code does without.
 *
 * @throws {InvalidOptionError} naming the option that is wrong, unknown or missing.
 * @example
 * scheduleFrom(JSON.parse('{ "kind": "cosine", "initial": 0.1, "length": 50 }'));
 */
export function scheduleFrom(data: unknown): LearningRate {
  if (typeof data !== "object" || data === null) return requireNumber("learning rate", data, { min: 0 });
  const { kind, ...options } = data as Readonly<Record<string, unknown>>;
  const known = requireOneOf("schedule: kind", kind, Object.keys(FACTORIES) as (keyof typeof FACTORIES)[]);
  const { schedule, schedules } = options;
  const inner = {
    ...(schedule === undefined ? {} : { schedule: scheduleFrom(schedule) }),
    ...(Array.isArray(schedules) ? { schedules: schedules.map(scheduleFrom) } : {}),
  };
  // Each factory checks its options itself.
  return FACTORIES[known]({ ...options, ...inner } as never);
}
