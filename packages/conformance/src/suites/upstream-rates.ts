import { learningRateAt, reduceOnPlateau, scheduleFrom, type ReduceOnPlateauState } from "@lockstep/core";
import { expectClose } from "../check/compare-numbers.ts";
import type { Tolerance } from "../check/compare-numbers.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeDoubles } from "../vectors/decode.ts";
import {
  titleOfUpstream,
  upstreamPlateauCases,
  upstreamScheduleCases,
  type UpstreamCase,
  type UpstreamPlateauCase,
} from "../vectors/upstream-cases.ts";

/** Other projects' tests of learning rates: on a plateau, and over the epochs. */
export function upstreamRateSuite({ describe, it }: TestRunner): void {
  describe("upstream tests of learning rates", () => {
    for (const vector of upstreamPlateauCases) it(titleOfUpstream(vector), () => checkPlateau(vector));
    for (const vector of upstreamScheduleCases) {
      it(titleOfUpstream(vector), () => {
        const schedule = scheduleFrom(vector.input.schedule);
        const expected = decodeDoubles(vector.expect.rates);
        const rates = Array.from(expected, (_, epoch) => learningRateAt(schedule, { step: epoch, epoch }));
        expectClose("learning rates", rates, expected, toleranceOf(vector));
      });
    }
  });
}

function checkPlateau(vector: UpstreamPlateauCase): void {
  const { input, expect } = vector;
  const rule = reduceOnPlateau({ ...input.options, monitor: "validationLoss" });
  let state = rule.start(input.learningRate);
  const rates = Array.from(decodeDoubles(input.values), (value, epoch) => {
    state = rule.observe(JSON.parse(JSON.stringify(state)) as ReduceOnPlateauState, { epoch, value });
    return state.learningRate;
  });
  const [actual, expected] = expect.rates === undefined ? [rates.slice(-1), expect.last!] : [rates, expect.rates];
  expectClose("learning rates", actual, decodeDoubles(expected), toleranceOf(vector));
}

function toleranceOf({ tolerance = 0 }: UpstreamCase<unknown, unknown>): Tolerance {
  return { absolute: tolerance, because: "the tolerance of the upstream test" };
}
