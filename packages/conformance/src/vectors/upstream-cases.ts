import type { EarlyStoppingOptions, LockstepErrorCode, ReduceOnPlateauOptions } from "@lockstep/core";
import flaxFile from "../../vectors/upstream-flax.json" with { type: "json" };
import kerasFile from "../../vectors/upstream-keras.json" with { type: "json" };
import lightningFile from "../../vectors/upstream-lightning.json" with { type: "json" };
import pytorchFile from "../../vectors/upstream-pytorch.json" with { type: "json" };
import tfjsFile from "../../vectors/upstream-tfjs.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { EncodedTensor } from "./decode.ts";
import type { VectorCase } from "./vector-files.ts";

/** A test of another project, restated. */
export interface UpstreamCase<Input, Expected> extends VectorCase<Input, Expected> {
  readonly source: {
    /** On GitHub. */
    readonly project: string;
    readonly file: string;
    readonly commit: string;
    readonly test: string;
    /** What the restatement changes. */
    readonly note?: string;
  };
  /** How far apart numbers may be, if they need not be equal. */
  readonly tolerance?: number;
}

/** Rules beside each other, each with a value for every check as hexadecimal text: the first to stop ends training. */
export type UpstreamStoppingCase = UpstreamCase<
  { readonly rules: readonly { readonly options: Omit<EarlyStoppingOptions, "monitor">; readonly values: string }[] },
  {
    readonly stop: number | null;
    readonly checks: number;
    readonly reason?: string | null;
    readonly restored?: number | null;
    readonly improvements?: number;
  }
>;

/** Options that must be refused. */
export type UpstreamRefusedRuleCase = UpstreamCase<{ readonly rule: object }, { readonly code: LockstepErrorCode }>;

/** The learning rate after each check, or after the last. */
export type UpstreamPlateauCase = UpstreamCase<
  {
    readonly options: Omit<ReduceOnPlateauOptions, "monitor">;
    readonly learningRate: number;
    readonly values: string;
  },
  { readonly rates?: string; readonly last?: string }
>;

/** The learning rates of the epochs. */
export type UpstreamScheduleCase = UpstreamCase<{ readonly schedule: object }, { readonly rates: string }>;

/** Numbers that are given, all one number, or draws of ours under the key of a seed. */
export interface UpstreamInput {
  readonly shape: readonly number[];
  readonly data?: string;
  readonly fill?: number;
  readonly normal?: number;
  readonly uniform?: number;
}

/** What a test asserts: see `vectors.schema.json`. */
export type UpstreamLaw =
  | { readonly law: "shape" | "identity" | "not-identity" }
  | { readonly law: "evaluation" }
  | {
      readonly law: "mean" | "deviation" | "maximum";
      readonly of: "output" | "gradient";
      readonly near: number | "input";
      readonly within: number;
    }
  | { readonly law: "alike"; readonly axes: readonly number[] }
  | { readonly law: "all-or-nothing"; readonly from: number }
  | { readonly law: "kept-scaled"; readonly scale: number; readonly within: number }
  | { readonly law: "gradient"; readonly value: number };

/** Laws of a layer that draws, under the mask of site 0 at step 0. */
export type UpstreamDropoutCase = UpstreamCase<
  {
    readonly dropout: { readonly kind: string };
    readonly seed: string;
    readonly inputs: UpstreamInput;
    readonly outputGradient?: UpstreamInput;
  },
  { readonly laws: readonly UpstreamLaw[] }
>;

/** A layer that must be refused, or one that must be refused where rows have this shape. */
export type UpstreamRefusedLayerCase = UpstreamCase<
  { readonly dropout: { readonly kind: string }; readonly row?: readonly number[] },
  { readonly code: LockstepErrorCode }
>;

/** A dense layer of one unit, trained with its early stopping. */
export type UpstreamRunCase = UpstreamCase<
  {
    readonly inputs: EncodedTensor;
    readonly targets: EncodedTensor;
    readonly weight: number;
    readonly bias: number;
    readonly learningRate: number;
    readonly epochs: number;
    readonly options: Omit<EarlyStoppingOptions, "monitor">;
  },
  { readonly stopEpoch: number; readonly trainingLosses: string }
> & { readonly tolerance: number };

const SCHEDULES = [
  "step-decay",
  "multi-step",
  "exponential",
  "cosine",
  "cosine-restarts",
  "linear",
  "polynomial",
  "one-cycle",
  "warm-up",
  "sequence",
];

export const upstreamStoppingCases: readonly UpstreamStoppingCase[] = inGroups("stopping");
export const upstreamRefusedRuleCases: readonly UpstreamRefusedRuleCase[] = inGroups("stopping-refused");
export const upstreamPlateauCases: readonly UpstreamPlateauCase[] = inGroups("plateau");
export const upstreamScheduleCases: readonly UpstreamScheduleCase[] = inGroups(...SCHEDULES);
export const upstreamDropoutCases: readonly UpstreamDropoutCase[] = inGroups(
  "dropout",
  "shared-axes",
  "alpha",
  "gaussian",
);
export const upstreamRefusedLayerCases: readonly UpstreamRefusedLayerCase[] = inGroups(
  "dropout-refused",
  "axes-refused",
);
export const upstreamRunCases: readonly UpstreamRunCase[] = inGroups("run");

/** The cases of these groups, from every project's file. */
function inGroups<Case>(...groups: readonly string[]): readonly Case[] {
  return [pytorchFile, kerasFile, lightningFile, flaxFile, tfjsFile].flatMap((file) =>
    casesOf<Case>(file, ...groups.map((group) => `${file.subject}.${group}`)),
  );
}

/** The beginning of a test's name: clauses, id, and whose test it is. */
export function titleOfUpstream({ clause, id, source }: UpstreamCase<unknown, unknown>): string {
  return `${clause} ${id} (${source.project}: ${source.test})`;
}
