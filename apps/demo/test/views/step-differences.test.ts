import { describe, expect, it } from "vitest";
import { stepDifferences, stepsPerColumn } from "../../src/train-section/views/difference/step-differences.ts";

/** Losses of steps, in an array with room for more. */
function losses(...values: readonly number[]) {
  const roomy = new Float64Array(values.length + 5).fill(99);
  roomy.set(values);
  return { values: roomy, length: values.length };
}

describe("step differences", () => {
  it("keep the largest of every column, and the first worst step of all", () => {
    const found = stepDifferences(losses(1, 1, 1, 1, 1), losses(1, 1.5, 0.5, 1.25, 1), 2);
    expect(found.columns).toEqual([0.5, 0.5, null]);
    expect(found.worst).toEqual({ difference: 0.5, step: 1 });
    expect(found.compared).toBe(5);
  });
  it("end where the slower backend is", () => {
    const found = stepDifferences(losses(1, 2, 3), losses(1), 1);
    expect(found).toEqual({
      columns: [null],
      worst: { difference: 0, step: 0 },
      compared: 1,
      unknown: 0,
      parted: null,
    });
  });
  it("leave out what is not a finite number", () => {
    const found = stepDifferences(losses(NaN, Infinity, 1, 2), losses(1, 1, NaN, 2.5), 1);
    expect(found.columns).toEqual([null, null, null, 0.5]);
    expect(found.worst).toEqual({ difference: 0.5, step: 3 });
    expect(found.unknown).toBe(3);
  });
  it("know no worst step before the first", () => {
    expect(stepDifferences(losses(), losses(1), 4)).toEqual({
      columns: [],
      worst: null,
      compared: 0,
      unknown: 0,
      parted: null,
    });
  });
  it("tell where more than roundings came between, by the size of the loss", () => {
    const partedOf = (base: readonly number[], other: readonly number[]) =>
      stepDifferences(losses(...base), losses(...other), 2).parted;
    expect(partedOf([1, 1, 1, 1], [1, 1 + 4e-7, 1 + 2e-5, 2])).toMatchObject({ step: 2, together: true });
    expect(partedOf([500, 500], [500.004, 500.006])).toMatchObject({ step: 1, together: true });
    expect(partedOf([NaN, 1], [NaN, 1.1])).toEqual({ step: 1, together: false, jumped: false });
    expect(partedOf([1, 1], [1, 1])).toBeNull();
  });
  it("tell a jump from creeping, however long the run", () => {
    const partedOf = (differenceAt: (step: number) => number) => {
      const base = { values: new Float64Array(400).fill(1), length: 400 };
      const other = { values: base.values.map((value, step) => value + differenceAt(step)), length: 400 };
      return stepDifferences(base, other, 3).parted;
    };
    expect(partedOf((step) => (step < 230 ? 1e-6 : 1e-3))).toEqual({ step: 230, together: true, jumped: true });
    // It begins below what roundings may make, and goes on in some steps.
    expect(partedOf((step) => (step < 230 ? 6e-7 : step < 234 ? 8e-6 : step < 262 ? 3e-5 : 5e-4))).toEqual({
      step: 230,
      together: true,
      jumped: true,
    });
    expect(partedOf((step) => 1e-6 * 2 ** Math.min(12, Math.max(0, step - 230)))?.jumped).toBe(true);
    expect(partedOf((step) => 1e-7 * 1.03 ** step)?.jumped).toBe(false);
    expect(partedOf((step) => (step < 230 ? 9e-6 : 2e-5))?.jumped).toBe(false);
  });
  it.each([1, 7, 800])("find one step that is off among 100,000, in %i columns", (columns) => {
    const [base, other] = [new Float64Array(100_000).fill(1), new Float64Array(100_000).fill(1)];
    other[71_234] = 2;
    const perColumn = stepsPerColumn(100_000, columns);
    const found = stepDifferences({ values: base, length: 100_000 }, { values: other, length: 100_000 }, perColumn);
    expect(found.columns.length).toBeLessThanOrEqual(columns);
    expect(found.columns.filter((value) => value !== null)).toEqual([1]);
    expect(found.columns[Math.floor(71_234 / perColumn)]).toBe(1);
    expect(found.worst).toEqual({ difference: 1, step: 71_234 });
  });
});

describe("steps that share a column", () => {
  it.each([
    [0, 100, 1],
    [100, 100, 1],
    [101, 100, 2],
    [5, 0, 5],
  ])("%i steps in %i columns: %i", (steps, columns, expected) => {
    expect(stepsPerColumn(steps, columns)).toBe(expected);
  });
});
