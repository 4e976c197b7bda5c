import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { learningRateAt } from "../learning-rate-at.ts";
import type { LearningRateSchedule } from "../learning-rate-schedule.ts";
import { cosineRestarts } from "./cosine-restarts.ts";
import { cosine } from "./cosine.ts";
import { exponential } from "./exponential.ts";
import { inverseTime } from "./inverse-time.ts";
import { linear } from "./linear.ts";
import { multiStep } from "./multi-step.ts";
import { oneCycle } from "./one-cycle.ts";
import { polynomial } from "./polynomial.ts";
import { scheduleFrom } from "./schedule-from.ts";
import { sequence } from "./sequence.ts";
import { stepDecay } from "./step-decay.ts";
import { warmUp } from "./warm-up.ts";

const EXAMPLES: readonly LearningRateSchedule[] = [
  stepDecay({ initial: 0.1, factor: 0.5, every: 10 }),
  multiStep({ initial: 0.1, factor: 0.1, milestones: [30, 60] }),
  exponential({ initial: 0.1, factor: 0.95 }),
  cosine({ initial: 0.1, length: 50 }),
  cosineRestarts({ initial: 0.1, length: 10, multiplier: 2 }),
  linear({ initial: 0.1, final: 0, length: 50 }),
  polynomial({ initial: 0.1, length: 50, power: 0.9 }),
  inverseTime({ initial: 0.1, decay: 0.5 }),
  oneCycle({ peak: 0.4, length: 100 }),
  warmUp({ length: 500, schedule: cosine({ initial: 0.1, length: 50 }) }),
  sequence({ schedules: [0.01, cosine({ initial: 0.1, length: 45 })], milestones: [5] }),
];

describe("a schedule", () => {
  it.each(EXAMPLES.map((schedule) => [schedule.kind, schedule] as const))(
    "of kind %s is its data: JSON and a structured clone hold them, and scheduleFrom gives them their meaning",
    (_kind, schedule) => {
      expect(scheduleFrom(JSON.parse(JSON.stringify(schedule)))).toEqual(schedule);
      expect(scheduleFrom(structuredClone(schedule))).toEqual(schedule);
      const at = { step: 37, epoch: 12 };
      expect(learningRateAt(scheduleFrom(structuredClone(schedule)), at)).toBe(learningRateAt(schedule, at));
      expect(Object.isFrozen(schedule)).toBe(true);
    },
  );
  it("reads the counter of its interval, and asks for it", () => {
    const byEpoch = linear({ initial: 0.25, final: 0.5, length: 4 });
    const byStep = linear({ initial: 0.25, final: 0.5, length: 4, interval: "step" });
    expect(learningRateAt(byEpoch, { step: 4, epoch: 0 })).toBe(0.25);
    expect(learningRateAt(byStep, { step: 4, epoch: 0 })).toBe(0.5);
    expect(learningRateAt(byStep, { step: 4 })).toBe(0.5);
    expect(() => learningRateAt(byEpoch, { step: 4 })).toThrow(
      /linear: epoch must be a count.*got undefined.*epoch: 0/,
    );
    expect(() => learningRateAt(byStep, { step: -1 })).toThrow(/linear: step must be a count.*got -1/);
    expect(() => learningRateAt(byStep, { step: NaN })).toThrow(/got NaN/);
  });
  it("meets its ends exactly, whatever they are, and stays there", () => {
    const rate = fc.double({ min: 0, max: 10, noNaN: true });
    const length = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(rate, rate, length, (initial, final, count) => {
        for (const schedule of [
          cosine({ initial, final, length: count }),
          linear({ initial, final, length: count }),
          polynomial({ initial, final, length: count, power: 2.5 }),
        ]) {
          expect(learningRateAt(schedule, { step: 0, epoch: 0 })).toBe(initial);
          for (const epoch of [count, count + 1, 10 * count]) {
            expect(learningRateAt(schedule, { step: 0, epoch })).toBe(final);
          }
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });
  it("of one cycle stays where it ended, where PyTorch throws", () => {
    const schedule = oneCycle({ peak: 0.5, initial: 0.25, final: 0.125, length: 10 });
    expect([9, 10, 1000].map((step) => learningRateAt(schedule, { step }))).toEqual([0.125, 0.125, 0.125]);
  });
  it("of one cycle reaches a peak at its first or its only step", () => {
    expect(learningRateAt(oneCycle({ peak: 0.5, length: 4, peakAt: 0.25 }), { step: 0 })).toBe(0.5);
    expect(learningRateAt(oneCycle({ peak: 0.5, length: 1, peakAt: 1 }), { step: 0 })).toBe(0.5);
  });
  it("restarts at whole multiples, at any distance", () => {
    const schedule = cosineRestarts({ initial: 1, length: 3, multiplier: 2, interval: "step" });
    // Waves begin at 3·(2^k - 1).
    for (let wave = 0; wave < 45; wave++) expect(learningRateAt(schedule, { step: 3 * (2 ** wave - 1) })).toBe(1);
    expect(learningRateAt(cosineRestarts({ initial: 1, length: 3, interval: "step" }), { step: 3e15 })).toBe(1);
  });
  it("of steps warms up one of epochs, which keeps its own count", () => {
    const schedule = warmUp({
      length: 4,
      startFactor: 0.5,
      schedule: stepDecay({ initial: 1, factor: 0.5, every: 1 }),
    });
    const rates = [0, 1, 2, 3, 4, 5].map((step) => learningRateAt(schedule, { step, epoch: Math.floor(step / 2) }));
    expect(rates).toEqual([0.5, 0.625, 0.375, 0.4375, 0.25, 0.25]);
  });
  it("may be anyone's own object", () => {
    const own: LearningRateSchedule = { kind: "sawtooth", interval: "step", rateAt: ({ step }) => (step % 3) + 1 };
    const warmed = sequence({ schedules: [0.5, own], milestones: [2], interval: "step" });
    expect([0, 1, 2, 3, 4, 5].map((step) => learningRateAt(warmed, { step }))).toEqual([0.5, 0.5, 1, 2, 3, 1]);
  });
});

describe("a schedule's options", () => {
  it.each<[string, () => unknown, RegExp]>([
    [
      "a negative rate",
      () => cosine({ initial: -1, length: 5 }),
      /cosine: initial must be a number of at least 0, got -1/,
    ],
    ["no rate", () => cosine({ length: 5 } as never), /cosine: initial.*got undefined/],
    ["a NaN", () => linear({ initial: 0.1, final: NaN, length: 5 }), /linear: final.*got NaN/],
    [
      "no steps",
      () => linear({ initial: 0.1, final: 0, length: 0 }),
      /linear: length must be an integer of at least 1, got 0/,
    ],
    ["half a step", () => stepDecay({ initial: 0.1, factor: 0.5, every: 1.5 }), /stepDecay: every must be an integer/],
    [
      "a factor of 0",
      () => exponential({ initial: 0.1, factor: 0 }),
      /exponential: factor must be a number greater than 0, got 0/,
    ],
    [
      "a power of 0",
      () => polynomial({ initial: 0.1, length: 5, power: 0 }),
      /polynomial: power must be a number greater than 0/,
    ],
    ["a negative decay", () => inverseTime({ initial: 0.1, decay: -1 }), /inverseTime: decay/],
    ["no milestones", () => multiStep({ initial: 0.1, factor: 0.5, milestones: [] }), /must list at least one count/],
    [
      "a milestone twice",
      () => multiStep({ initial: 0.1, factor: 0.5, milestones: [3, 3] }),
      /each above the one before/,
    ],
    ["a milestone at 0", () => multiStep({ initial: 0.1, factor: 0.5, milestones: [0, 3] }), /of at least 1, got 0/],
    [
      "half a multiplier",
      () => cosineRestarts({ initial: 0.1, length: 2, multiplier: 1.5 }),
      /multiplier must be an integer/,
    ],
    [
      "a peak outside",
      () => oneCycle({ peak: 0.1, length: 5, peakAt: 1.1 }),
      /oneCycle: peakAt must be a number in \[0, 1\]/,
    ],
    [
      "four phases",
      () => oneCycle({ peak: 0.1, length: 5, phases: 4 as never }),
      /oneCycle: phases must be 2 or 3, got 4/,
    ],
    [
      "no room for a third phase",
      () => oneCycle({ peak: 0.1, length: 5, phases: 3, peakAt: 0.6 }),
      /peakAt must be at most 0.5 with three phases.*got 0.6/,
    ],
    ["no peak", () => oneCycle({ length: 5 } as never), /oneCycle: peak.*got undefined/],
    ["no options", () => oneCycle(undefined as never), /oneCycle takes an options object, got undefined/],
    [
      "an unknown curve",
      () => oneCycle({ peak: 0.1, length: 5, curve: "cos" as never }),
      /Did you mean "cosine"|one of/,
    ],
    [
      "an unknown interval",
      () => cosine({ initial: 0.1, length: 5, interval: "batch" as never }),
      /one of "step", "epoch"/,
    ],
    [
      "a start above the rate",
      () => warmUp({ length: 5, schedule: 0.1, startFactor: 2 }),
      /startFactor must be a number in \[0, 1\]/,
    ],
    [
      "nothing to warm up",
      () => warmUp({ length: 5 } as never),
      /warmUp: schedule must be a number of at least 0, got undefined/,
    ],
    [
      "data without a meaning",
      () => warmUp({ length: 5, schedule: { kind: "cosine", initial: 0.1, length: 5, interval: "step" } as never }),
      /must be a number of at least 0 or a schedule.*scheduleFrom\(data\)/,
    ],
    ["one schedule alone", () => sequence({ schedules: [0.1], milestones: [3] }), /must list at least two/],
    [
      "as many milestones as schedules",
      () => sequence({ schedules: [0.1, 0.2], milestones: [3, 6] }),
      /milestones must be one fewer than the 2 schedules, got 2/,
    ],
    [
      "steps among epochs",
      () => sequence({ schedules: [0.1, cosine({ initial: 0.1, length: 5, interval: "step" })], milestones: [3] }),
      /schedules\[1\] must count epochs, as the sequence does/,
    ],
    [
      "steps around epochs",
      () =>
        sequence({
          schedules: [0.1, warmUp({ length: 2, schedule: cosine({ initial: 0.1, length: 5 }) })],
          milestones: [3],
          interval: "step",
        }),
      /schedules\[1\] must count steps/,
    ],
    [
      "an unknown kind",
      () => scheduleFrom({ kind: "cosin", initial: 1 }),
      /kind must be one of.*Did you mean "cosine"/,
    ],
    ["no kind", () => scheduleFrom({ initial: 1 }), /schedule: kind must be one of/],
    ["a text", () => scheduleFrom("0.1"), /must be a number of at least 0/],
  ])("refuses %s", (_name, make, message) => {
    expect(make).toThrow(message);
  });
  it.each<[string, () => unknown, RegExp]>([
    ["lr", () => stepDecay({ lr: 0.1 } as never), /stepDecay: lr is not an option.*Name it initial/],
    ["gamma", () => exponential({ initial: 0.1, gamma: 0.5 } as never), /Name it factor/],
    ["step_size", () => stepDecay({ initial: 0.1, step_size: 5 } as never), /Name it every/],
    ["T_max", () => cosine({ initial: 0.1, T_max: 5 } as never), /Name it length/],
    ["eta_min", () => cosine({ initial: 0.1, length: 5, eta_min: 0 } as never), /Name it final/],
    ["T_mult", () => cosineRestarts({ initial: 0.1, length: 5, T_mult: 2 } as never), /Name it multiplier/],
    ["max_lr", () => oneCycle({ max_lr: 0.1 } as never), /Name it peak/],
    ["pct_start", () => oneCycle({ peak: 0.1, length: 5, pct_start: 0.2 } as never), /Name it peakAt/],
    ["last_epoch", () => linear({ initial: 0.1, last_epoch: 3 } as never), /has no state/],
    ["warmup_steps", () => cosine({ initial: 0.1, length: 5, warmup_steps: 3 } as never), /warmUp\(/],
  ])("knows %s from other libraries", (_name, make, message) => {
    expect(make).toThrow(message);
  });
});
