import type {
  CheckpointBestOptions,
  CriterionSpec,
  EarlyStoppingOptions,
  EarlyStoppingReason,
  ReduceOnPlateauOptions,
} from "@lockstep/core";
import estimatorFile from "../../vectors/early-stopping-dialects-estimators.json" with { type: "json" };
import frameworkFile from "../../vectors/early-stopping-dialects-frameworks.json" with { type: "json" };
import restatedFile from "../../vectors/early-stopping-dialects-restated.json" with { type: "json" };
import tfjsFile from "../../vectors/early-stopping-dialects-tfjs.json" with { type: "json" };
import ruleFile from "../../vectors/early-stopping-rules.json" with { type: "json" };
import siblingFile from "../../vectors/early-stopping-siblings.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import { decodeDoubles } from "./decode.ts";
import type { VectorCase } from "./vector-files.ts";

/** Options, f64 values as hexadecimal text, and sequences over them with a base-36 digit for each check. */
interface Played<Options> {
  readonly options: Omit<Options, "monitor">;
  readonly palette: string;
  readonly sequences: readonly string[];
}

/** By sequence: where it stops, the digit of the best value or "-", and the check whose weights remain. */
interface StopExpectation {
  readonly stop: readonly (number | null)[];
  readonly best: string;
  readonly restored: readonly (number | null)[];
}

/** A rule of our own; training losses are digits of the palette too. */
export type RuleCase = VectorCase<
  Played<EarlyStoppingOptions & { readonly criteria?: CriterionSpec }> & {
    readonly trainingLosses?: readonly string[];
  },
  StopExpectation & { readonly reason: readonly (EarlyStoppingReason | null)[] }
>;

/** Another library's rule. */
export type DialectCase = VectorCase<Played<EarlyStoppingOptions>, StopExpectation>;

/** By sequence: the checks that lower the learning rate, the last rate and the best value as hexadecimal text. */
export type PlateauCase = VectorCase<
  Played<ReduceOnPlateauOptions> & { readonly learningRate: number },
  {
    readonly reductions: readonly (readonly number[])[];
    readonly learningRate: readonly string[];
    readonly best: readonly string[];
  }
>;

/** By sequence: the digits of the checks that are saved. */
export type CheckpointCase = VectorCase<
  Played<Omit<CheckpointBestOptions<never>, "save">>,
  { readonly saved: readonly string[] }
>;

export const ruleCases: readonly RuleCase[] = casesOf(ruleFile, "stopping");
export const dialectCases: readonly DialectCase[] = [frameworkFile, tfjsFile, estimatorFile, restatedFile].flatMap(
  (file) => casesOf<DialectCase>(file, "stopping"),
);
export const plateauCases: readonly PlateauCase[] = casesOf(siblingFile, "plateau");
export const checkpointCases: readonly CheckpointCase[] = casesOf(siblingFile, "checkpoint");

/** The values that a text of digits stands for. */
export function valuesOf(palette: string, digits: string): readonly number[] {
  const values = decodeDoubles(palette);
  return Array.from(digits, (digit) => values[parseInt(digit, 36)]!);
}
