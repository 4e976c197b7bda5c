import { earlyStopping, type EarlyStoppingOptions, type EarlyStoppingState } from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import type { TestRunner } from "../test-runner.ts";
import { dialectCases, valuesOf } from "../vectors/early-stopping-cases.ts";

/** Decisions about when to stop, on this JavaScript engine: other libraries' rules against those libraries. */
export function earlyStoppingSuite({ describe, it }: TestRunner): void {
  describe("early stopping", () => {
    for (const { id, input, expect } of dialectCases) {
      it(`${id} (${JSON.stringify(input.options)})`, () => {
        const options = { ...input.options, monitor: "validationLoss" } as EarlyStoppingOptions;
        for (const [index, digits] of input.sequences.entries()) {
          const values = valuesOf(input.palette, digits);
          const { state, stop } = play(options, values);
          const subject = `sequence ${index} (${values.join(", ")})`;
          expectEqual(`${subject}: stop`, stop, expect.stop[index]!);
          expectEqual(`${subject}: restored`, state.restoreEpoch, expect.restored[index]!);
          const best = expect.best[index]!;
          if (best === "-") expectEqual(`${subject}: best`, libraryBest(state, options.mode), null);
          else expectSame(`${subject}: best`, [libraryBest(state, options.mode)!], valuesOf(input.palette, best));
        }
      });
    }
  });
}

/** Observes values, one an epoch, up to the stop; the state goes through JSON before every check. */
function play(
  options: EarlyStoppingOptions,
  values: readonly number[],
): { readonly state: EarlyStoppingState; readonly stop: number | null } {
  const rule = earlyStopping(options);
  let state = rule.start();
  for (const [epoch, value] of values.entries()) {
    state = rule.observe(JSON.parse(JSON.stringify(state)) as EarlyStoppingState, { epoch, value });
    expectThat(state.explanation.endsWith("."), `epoch ${epoch}: the decision must be explained in a sentence`);
    if (state.decision === "stop") return { state, stop: epoch };
  }
  return { state, stop: null };
}

/** The library's best as it stands in its variables, which may be NaN or infinite. */
function libraryBest({ memory }: EarlyStoppingState, mode: "min" | "max"): number | null {
  const { best } = memory as { readonly best: number | string | null };
  return best === null ? null : mode === "min" ? Number(best) : 0 - Number(best);
}

function expectEqual(subject: string, actual: number | null, expected: number | null): void {
  expectThat(actual === expected, `${subject}: expected ${expected}, got ${actual}.`);
}
