import { rejectUnknownOptions, requireInteger, requireNumber } from "../../errors/check-option.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import type { TorchGenerator } from "./torch-generator.ts";
import { requireGenerator, requireList, requireRows, SAMPLER_HINTS } from "./torch-sampler.ts";

/** `math.isclose`: how far the sum of fractions may be from 1. */
const CLOSE = 1e-9;

/**
 * `torch.utils.data.random_split`: consecutive slices of `randperm(rowCount)`.
 *
 * Lengths that sum to 1 are fractions: part i gets floor(rowCount · fraction), and what is left over goes to the parts
 * one row each, from the first on.
 *
 * @param options.lengths rows of each part, which must sum to `rowCount`; or fractions, which must sum to 1.
 * @param options.generator the split's own, or the one that stands for PyTorch's global generator.
 * @returns row numbers by part; a part may be empty.
 * @throws {InvalidOptionError} if the lengths do not sum to what they must.
 * @example
 * torchRandomSplit({ rowCount: 10, lengths: [0.7, 0.3], generator: new TorchGenerator(42) }); // [[2, 6, 1, 8, 4, 5, 0], [9, 3, 7]]
 */
export function torchRandomSplit(options: {
  readonly rowCount: number;
  readonly lengths: readonly number[];
  readonly generator: TorchGenerator;
}): number[][] {
  rejectUnknownOptions("torchRandomSplit", options, ["rowCount", "lengths", "generator"], SAMPLER_HINTS);
  const rowCount = requireRows("rowCount", options.rowCount);
  const lengths = wholeLengths(requireList("lengths", options.lengths), rowCount);
  const order = requireGenerator("generator", options.generator).randperm(rowCount);
  let end = 0;
  return lengths.map((length) => [...order.subarray(end, (end += length))]);
}

function wholeLengths(lengths: readonly number[], rowCount: number): readonly number[] {
  const sum = compensatedSum(lengths);
  if (sum <= 1 && 1 - sum <= CLOSE) {
    const whole = lengths.map((fraction) =>
      Math.floor(rowCount * requireNumber("lengths: fraction", fraction, { min: 0, max: 1 })),
    );
    const given = whole.reduce((total, length) => total + length, 0);
    return whole.map((length, part) => length + extraRows(rowCount - given, part, whole.length));
  }
  if (sum !== rowCount) {
    throw new InvalidOptionError({
      subject: "lengths",
      rule: `must sum to rowCount (${rowCount}), or as fractions to 1`,
      received: lengths,
    });
  }
  return lengths.map((length) => requireInteger("lengths", length, { min: 0 }));
}

/** How many of the left-over rows a part gets, if they are dealt one by one. */
function extraRows(rows: number, part: number, parts: number): number {
  return Math.floor(rows / parts) + (part < rows % parts ? 1 : 0);
}

/**
 * Neumaier's sum, which Python's `sum` is since 3.12. Before, [0.2, 0.2, 0.2, 0.3, 0.1] came out above 1: an error.
 */
function compensatedSum(values: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
