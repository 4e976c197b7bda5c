import { expect, it } from "vitest";
import { TwinForm } from "../../src/pytorch-section/twin-form.ts";
import { TWIN_LABELS } from "../../src/pytorch-section/twin-labels.ts";
import { readTwinQuery, writeTwinQuery } from "../../src/pytorch-section/twin-query.ts";
import { DEFAULT_TWIN } from "../../src/pytorch-section/twin-settings.ts";

it.each([0n, -1n, 2n ** 32n, -(2n ** 63n), 2n ** 64n - 1n])("takes the seed %s, by the address too", (seed) => {
  const form = new TwinForm();
  form.write(readTwinQuery(writeTwinQuery({ ...DEFAULT_TWIN, seed, rate: 1e-9 })));
  expect(form.settings.value).toStrictEqual({ ...DEFAULT_TWIN, seed, rate: 1e-9 });
  expect(form.problems.value).toStrictEqual({});
});

it.each([
  ["seed", String(2n ** 64n)],
  ["seed", String(-(2n ** 63n) - 1n)],
  ["seed", "0.5"],
  ["seed", ""],
  ["rate", "1.01"],
  ["rate", "-0.1"],
  ["rate", " "],
  ["rows", "0"],
  ["units", "2.5"],
  ["count", "5001"],
  ["inputs", "1e999"],
] as const)("keeps what %s was, and says what is wrong with %j", (field, text) => {
  const form = new TwinForm();
  form.write({ [field]: text });
  expect(form.settings.value).toStrictEqual(DEFAULT_TWIN);
  expect(form.texts.value[field]).toBe(text);
  expect(Object.keys(form.problems.value)).toStrictEqual([field]);
  expect(form.problems.value[field]).toMatch(/must be/);
  expect(form.problems.value[field]?.startsWith(`${TWIN_LABELS[field]} must`)).toBe(true);
});
