import { describe, expect, it } from "vitest";
import { compareFit } from "../../bench/compare-fit.ts";

describe("stock model.fit on the wasm backend", () => {
  it("takes a step at least four times as fast with the fast kernels", () => {
    // Ten times on a machine that is quiet. Time on the processor, since other tests run beside this one.
    const { stock, fast } = compareFit({ rounds: 1, epochs: 1 });
    expect(stock.processor / fast.processor).toBeGreaterThan(4);
  }, 180_000);
});
