import { learningRateAt, scheduleFrom } from "@lockstep/core";
import { expectClose, expectSame, largestMagnitude } from "../check/compare-numbers.ts";
import { statedTolerance } from "../check/tolerance.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeDoubles } from "../vectors/decode.ts";
import { learningRateCases } from "../vectors/learning-rate-cases.ts";

/** Why a library's rates have a tolerance. */
const LIBRARY = "the vector's, twice what the library's recurrence in f64 strays from its closed form at most";

/** Schedules against PyTorch's and Keras's own, and against their closed forms from 200 bits. */
export function learningRateSuite({ describe, it }: TestRunner): void {
  describe("learning rates", () => {
    for (const { id, clause, input, expect, tolerance } of learningRateCases) {
      const schedule = scheduleFrom(input.schedule);
      const rateAt = (step: number): number =>
        learningRateAt(schedule, { step, epoch: Math.floor(step / input.stepsPerEpoch) });

      it(`${clause} ${id} (${JSON.stringify(input.schedule)}): the rates of the library and of the closed form`, () => {
        const library = decodeDoubles(expect.rates);
        const rates = library.map((_, step) => rateAt(step));
        expectClose("rates", rates, library, statedTolerance(tolerance, library, LIBRARY));
        const closedForm = decodeDoubles(expect.closedForm);
        const absolute = 2 ** -50 * largestMagnitude(closedForm);
        expectClose("closed form", rates, closedForm, {
          absolute,
          because: "8 roundings of f64, 2^-53 of the largest each",
        });
      });
      it(`${clause} ${id}: any moment in any order, also after a way through JSON`, () => {
        const { length } = decodeDoubles(expect.rates);
        const forwards = Array.from({ length }, (_, step) => rateAt(step));
        const again = scheduleFrom(JSON.parse(JSON.stringify(schedule)));
        const backwards = Array.from({ length }, (_, index) => {
          const step = length - 1 - index;
          return learningRateAt(again, { step, epoch: Math.floor(step / input.stepsPerEpoch) });
        });
        expectSame("rates", backwards.toReversed(), forwards);
      });
    }
  });
}
