import { expect, test } from "vitest";

import { compareSteps } from "../../bench/compare-steps.ts";

test("training on wasm is at least four times as fast as stock fit, through fit, fitModel and both engines", () => {
  // On a quiet machine it is eight times and more (`bench/training-step.ts`); tests run beside others.
  const { "stock-fit": stock, ...ours } = compareSteps(
    ["stock-fit", "fast-fit", "fast-fitModel", "engine-of-spec", "engine-of-layers-model"],
    { rounds: 1, steps: 8 },
  );
  for (const { processor } of Object.values(ours)) expect(stock.processor / processor).toBeGreaterThan(4);
}, 120_000);
