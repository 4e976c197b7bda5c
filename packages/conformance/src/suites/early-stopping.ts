import {
  checkpointBest,
  criterionOf,
  earlyStopping,
  reduceOnPlateau,
  type EarlyStoppingOptions,
  type EarlyStoppingState,
  type Observation,
} from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeDoubles } from "../vectors/decode.ts";
import {
  checkpointCases,
  dialectCases,
  plateauCases,
  ruleCases,
  valuesOf,
  type CheckpointCase,
  type DialectCase,
  type PlateauCase,
  type RuleCase,
} from "../vectors/early-stopping-cases.ts";

/** When to stop, what to keep and when to lower the learning rate, on this JavaScript engine. */
export function earlyStoppingSuite({ describe, it }: TestRunner): void {
  describe("early stopping", () => {
    for (const vector of ruleCases) it(titleOf(vector), () => checkRule(vector));
    for (const vector of dialectCases) it(titleOf(vector), () => checkDialect(vector));
    for (const vector of plateauCases) it(titleOf(vector), () => checkPlateau(vector));
    for (const vector of checkpointCases) it(titleOf(vector), () => checkCheckpoint(vector));
  });
}

type Titled = Pick<RuleCase, "id" | "clause"> & { readonly input: { readonly options: object } };

function titleOf({ id, clause, input }: Titled): string {
  return `${clause} ${id} (${JSON.stringify(input.options)})`;
}

function checkRule({ input, expect }: RuleCase): void {
  const { criteria, ...others } = input.options;
  const rule = criteria === undefined ? {} : { criteria: criterionOf(criteria) };
  const options = { ...others, ...rule, monitor: "validationLoss" } as EarlyStoppingOptions;
  for (const [index, digits] of input.sequences.entries()) {
    const values = valuesOf(input.palette, digits);
    const losses = input.trainingLosses && valuesOf(input.palette, input.trainingLosses[index]!);
    const { state, stop } = play(options, values, losses);
    const subject = describeSequence(index, values);
    expectEqual(`${subject}: stop`, stop, expect.stop[index]!);
    expectEqual(`${subject}: reason`, state.reason, expect.reason[index]!);
    expectEqual(`${subject}: restored`, state.restoreEpoch, expect.restored[index]!);
    const best = expect.best[index]!;
    expectEqual(`${subject}: best`, state.best, best === "-" ? null : valuesOf(input.palette, best)[0]!);
  }
}

function checkDialect({ input, expect }: DialectCase): void {
  const options = { ...input.options, monitor: "validationLoss" } as EarlyStoppingOptions;
  for (const [index, digits] of input.sequences.entries()) {
    const values = valuesOf(input.palette, digits);
    const { state, stop } = play(options, values);
    const subject = describeSequence(index, values);
    expectEqual(`${subject}: stop`, stop, expect.stop[index]!);
    expectEqual(`${subject}: restored`, state.restoreEpoch, expect.restored[index]!);
    const best = expect.best[index]!;
    const actual = libraryBest(state, options.mode);
    if (best === "-") expectEqual(`${subject}: best`, actual, null);
    else expectSame(`${subject}: best`, [actual!], valuesOf(input.palette, best));
  }
}

function checkPlateau({ input, expect }: PlateauCase): void {
  const rule = reduceOnPlateau({ ...input.options, monitor: "validationLoss" });
  for (const [index, digits] of input.sequences.entries()) {
    const values = valuesOf(input.palette, digits);
    const reductions: number[] = [];
    let state = rule.start(input.learningRate);
    for (const [epoch, value] of values.entries()) {
      state = rule.observe(throughJson(state), { epoch, value });
      requireSentence(state.explanation);
      if (state.decision === "reduced") reductions.push(epoch);
    }
    const subject = describeSequence(index, values);
    expectSame(`${subject}: reductions`, reductions, expect.reductions[index]!);
    expectSame(`${subject}: learning rate`, [state.learningRate], decodeDoubles(expect.learningRate[index]!));
    expectSame(`${subject}: best`, [Number(state.best)], decodeDoubles(expect.best[index]!));
  }
}

function checkCheckpoint({ input, expect }: CheckpointCase): void {
  const rule = checkpointBest({ ...input.options, monitor: "validationLoss", save: () => undefined });
  for (const [index, digits] of input.sequences.entries()) {
    const values = valuesOf(input.palette, digits);
    let saved = "";
    let state = rule.start();
    for (const [epoch, value] of values.entries()) {
      state = rule.observe(throughJson(state), { epoch, value });
      requireSentence(state.explanation);
      if (state.decision === "save") saved += epoch.toString(36);
    }
    expectEqual(`${describeSequence(index, values)}: saved`, saved, expect.saved[index]!);
  }
}

/**
 * Observes values up to the stop, one an epoch of ten steps and a minute. The state goes through JSON before every check, as
 * it does in a checkpoint.
 */
function play(
  options: EarlyStoppingOptions,
  values: readonly number[],
  trainingLosses?: readonly number[],
): { readonly state: EarlyStoppingState; readonly stop: number | null } {
  const rule = earlyStopping(options);
  let state = rule.start();
  for (const [epoch, value] of values.entries()) {
    const trainingLoss = trainingLosses?.[epoch];
    const observation: Observation = {
      epoch,
      value,
      step: 10 * (epoch + 1),
      elapsedSeconds: 60 * (epoch + 1),
      ...(trainingLoss === undefined ? {} : { trainingLoss }),
    };
    state = rule.observe(throughJson(state), observation);
    requireSentence(state.explanation);
    if (state.decision === "stop") return { state, stop: epoch };
  }
  return { state, stop: null };
}

function throughJson<State>(state: State): State {
  return JSON.parse(JSON.stringify(state)) as State;
}

function requireSentence(explanation: string): void {
  expectThat(
    /^[A-Za-z].*\.$/.test(explanation),
    `every decision must be explained in a sentence, got "${explanation}"`,
  );
}

/** The library's best as it stands in its variables, which may be NaN or infinite. */
function libraryBest({ memory }: EarlyStoppingState, mode: "min" | "max"): number | null {
  const { best } = memory as { readonly best: number | string | null };
  return best === null ? null : mode === "min" ? Number(best) : 0 - Number(best);
}

function describeSequence(index: number, values: readonly number[]): string {
  return `sequence ${index} (${values.join(", ")})`;
}

function expectEqual(subject: string, actual: number | string | null, expected: number | string | null): void {
  expectThat(actual === expected, `${subject}: expected ${expected}, got ${actual}.`);
}
