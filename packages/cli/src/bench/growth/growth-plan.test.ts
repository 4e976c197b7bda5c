import { expect, it } from "vitest";
import { CONTESTANTS } from "../contestants.ts";
import { GROWTH_PLAN } from "./growth-plan.ts";
import { resize } from "./resize.ts";

it("names contestants that there are", () => {
  for (const { workload, contestants } of GROWTH_PLAN) {
    const known = CONTESTANTS[workload].map(({ name }) => name);
    expect(known).toEqual(expect.arrayContaining([...contestants]));
  }
});

it("changes the one size that grows", () => {
  const size = { batchSize: 1, width: 2, elements: 3, rows: 4 };
  expect(resize(size, "batch size", 9)).toEqual({ ...size, batchSize: 9 });
  expect(resize(size, "width", 9)).toEqual({ ...size, width: 9 });
  expect(resize(size, "rows", 9)).toEqual({ ...size, rows: 9 });
});
