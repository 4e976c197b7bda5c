import type { EarlyStoppingOptions } from "@lockstep/core";
import estimatorFile from "../../vectors/early-stopping-dialects-estimators.json" with { type: "json" };
import frameworkFile from "../../vectors/early-stopping-dialects-frameworks.json" with { type: "json" };
import restatedFile from "../../vectors/early-stopping-dialects-restated.json" with { type: "json" };
import tfjsFile from "../../vectors/early-stopping-dialects-tfjs.json" with { type: "json" };
import { decodeDoubles } from "./decode.ts";
import type { VectorCase } from "./vector-files.ts";

/** A dialect's options, f64 values as hexadecimal text, and sequences over them with a base-36 digit for each check. */
interface DialectInput {
  readonly options: Omit<EarlyStoppingOptions, "monitor">;
  readonly palette: string;
  readonly sequences: readonly string[];
}

/** By sequence: where it stops, the digit of the best value or "-", and the check whose weights remain. */
interface DialectExpectation {
  readonly stop: readonly (number | null)[];
  readonly best: string;
  readonly restored: readonly (number | null)[];
}

export const dialectCases: readonly VectorCase<DialectInput, DialectExpectation>[] = [
  frameworkFile,
  tfjsFile,
  estimatorFile,
  restatedFile,
].flatMap(({ cases }) => cases as unknown as readonly VectorCase<DialectInput, DialectExpectation>[]);

/** The values that a text of digits stands for; NaN for "-". */
export function valuesOf(palette: string, digits: string): readonly number[] {
  const values = decodeDoubles(palette);
  return Array.from(digits, (digit) => (digit === "-" ? NaN : values[parseInt(digit, 36)]!));
}
