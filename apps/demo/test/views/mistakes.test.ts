import { describe, expect, it } from "vitest";
import { describeMistakes, takenForAnother } from "../../src/train-section/views/mistakes/describe-mistakes.ts";
import type { Mistake } from "../../src/training/training-worker-api.ts";

/** A test of 2,000 rows, of which these are listed as mistakes. */
function tested(rows: readonly number[], errors = rows.length, predicted = 3) {
  const mistakes = rows.map((row) => ({ row, label: 1, predicted, confidence: 0.9, inputs: new Float32Array(4) }));
  return { rowCount: 2000, loss: 0.2, errors, mistakes };
}

describe("what is said of mistakes", () => {
  it("is how many there are, and that all backends make the same", () => {
    const others = [
      { name: "tfjs-wasm", test: tested([9, 5]) },
      { name: "ort-wasm", test: tested([5, 9]) },
    ] as const;
    expect(describeMistakes(tested([5, 9]), others)).toEqual([
      "2 of 2,000 test rows wrong (0.1 %).",
      "All 3 backends make the same mistakes: the same rows, taken for the same classes.",
    ]);
  });
  it("tells a row that is taken for yet another class apart", () => {
    const sentences = describeMistakes(tested([5, 9]), [{ name: "ort-wasm", test: tested([5, 9], 2, 4) }]);
    expect(sentences[1]).toBe("ort wasm has 2 rows wrong, and makes 0 of the 2 mistakes below.");
  });
  it("admits that only the listed ones are compared", () => {
    const sentences = describeMistakes(tested([5, 9], 43), [{ name: "ort-wasm", test: tested([5, 9], 43) }]);
    expect(sentences[1]).toContain("the 2 surest ones");
  });
  it("names those that have not tested yet", () => {
    const sentences = describeMistakes(tested([5]), [{ name: "ort-wasm", test: null }]);
    expect(sentences).toEqual(["1 of 2,000 test rows wrong (0.1 %).", "Not tested yet: ort wasm."]);
  });
  it("is that answers mean nothing where the loss is no number", () => {
    const lost = { ...tested([5, 9]), loss: NaN };
    const sentences = describeMistakes(lost, [{ name: "ort-wasm", test: lost }]);
    expect(sentences).toHaveLength(2);
    expect(sentences[1]).toContain("lower the learning rate");
  });
  it("is not of rows that were taken for no other class", () => {
    const { mistakes, ...rest } = tested([5, 9, 11]);
    const [a, b, c] = mistakes as [Mistake, Mistake, Mistake];
    const odd = [a, { ...b, predicted: b.label, confidence: NaN }, { ...c, confidence: NaN }];
    expect(takenForAnother({ ...rest, mistakes: odd })).toEqual([a]);
  });
});
