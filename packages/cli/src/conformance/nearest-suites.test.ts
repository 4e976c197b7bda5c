import { expect, it } from "vitest";
import { nearestSuites } from "./nearest-suites.ts";

const SUITES = ["lifecycle", "dropout laws", "dropout family", "layers", "layers", "losses", "sgd"];

it.each([
  ["lifecicle", ["lifecycle"]],
  ["dropuot", ["dropout laws", "dropout family"]],
  ["Layer", ["layers"]],
  ["conv3d", []],
  ["", []],
])("%j: %j", (typed, near) => {
  expect(nearestSuites(typed, SUITES)).toEqual(near);
});
