import { expect, it } from "vitest";
import { epochLosses } from "../../src/train-section/views/loss/epoch-losses.ts";

const elapsedSeconds = 0;

it("lines up backends by epoch, counted from 1", () => {
  const columns = epochLosses([
    [
      { epoch: 0, trainingLoss: 3, validationLoss: 4, elapsedSeconds },
      { epoch: 1, trainingLoss: 2, validationLoss: NaN, elapsedSeconds },
    ],
    [{ epoch: 0, trainingLoss: 3.5, elapsedSeconds }],
    [],
  ]);
  expect(columns).toEqual([
    [1, 2],
    [3, 2],
    [4, null],
    [3.5, null],
    [null, null],
    [null, null],
    [null, null],
  ]);
});

it("has no epochs before the first", () => {
  expect(epochLosses([[], []])).toEqual([[], [], [], [], []]);
});
