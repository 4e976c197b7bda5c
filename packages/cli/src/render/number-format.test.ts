import { expect, it } from "vitest";
import {
  formatBytes,
  formatChange,
  formatDifference,
  formatDuration,
  formatEpochs,
  formatLoss,
  formatShare,
} from "./number-format.ts";

it.each([
  [100, 51, "-49 %"],
  [100, 102, "+2.0 %"],
  [3, 3, "±0 %"],
  [10_000, 9_996, "±0.0 %"],
  [10_000, 10_004, "±0.0 %"],
  [10_000, 9_994, "-0.1 %"],
  [10_000, 9_003, "-10 %"],
  [10_000, 9_006, "-9.9 %"],
  [0.5, 468339608518656, "+9.4e16 %"],
  [0, 4, "no percentage"],
  [4, NaN, "no percentage"],
])("a change from %d to %d is %s", (base, value, text) => {
  expect(formatChange(base, value)).toBe(text);
});

it("writes losses, shares, differences and durations", () => {
  expect([0.23149, 0.000412345, 0, NaN].map(formatLoss)).toEqual(["0.231", "0.000412", "0.000", "not finite"]);
  expect([468339608518656000, 1000, 999.9996, 999.999].map(formatLoss)).toEqual([
    "4.68e17",
    "1.00e3",
    "1.00e3",
    "999.999",
  ]);
  expect([1, 1.5, 40, 0].map(formatEpochs)).toEqual(["1 epoch", "1.5 epochs", "40 epochs", "0 epochs"]);
  expect(formatShare(0.0594)).toBe("5.9 %");
  expect([4.81e-7, 0, Infinity].map(formatDifference)).toEqual(["4.8e-7", "0", "not finite"]);
  expect([12_340, 59_960, 125_000].map(formatDuration)).toEqual(["12.3 s", "1 min 00 s", "2 min 05 s"]);
});

it.each([
  [812, "812 B"],
  [2383, "2.4 kB"],
  [999_949, "999.9 kB"],
  [999_960, "1.0 MB"],
  [48_100_000, "48.1 MB"],
  [3_200_000_000, "3.2 GB"],
])("%d bytes are %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
