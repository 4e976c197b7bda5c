import { expect, it } from "vitest";
import {
  measured,
  measuredQuartiles,
  MILLION_INDICES_PER_SECOND,
  NANOSECONDS_PER_ELEMENT,
  ROWS_PER_SECOND,
} from "./measure.ts";

it("tells a time of a unit in the units of the table", () => {
  // 3.5 ns = 3.5e-6 ms an element; 0.0002 ms an index are 5 M indices a second; 0.004 ms a row are 250,000 rows a second.
  expect(measured(NANOSECONDS_PER_ELEMENT, 3.5e-6)).toBeCloseTo(3.5, 12);
  expect(measured(MILLION_INDICES_PER_SECOND, 0.0002)).toBeCloseTo(5, 12);
  expect(measured(ROWS_PER_SECOND, 0.004)).toBeCloseTo(250_000, 6);
});

it("turns the quartiles round where more is better", () => {
  expect(measuredQuartiles(ROWS_PER_SECOND, { lower: 1, median: 2, upper: 4 })).toEqual({
    lower: 250,
    median: 500,
    upper: 1000,
  });
});
