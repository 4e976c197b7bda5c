import { expect, it } from "vitest";
import { processOutput } from "./output.ts";

it.each([
  [132, 132],
  [0, 80],
  [undefined, 80],
])("a terminal that reports %s columns is taken to have %d", (columns, taken) => {
  const stdout = { fd: 1, columns };
  expect(processOutput({ stdout, env: {} } as unknown as NodeJS.Process).columns).toBe(taken);
});
