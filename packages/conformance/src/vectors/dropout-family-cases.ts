import type { LayerSpec, GaussianDropoutSpec, GaussianNoiseSpec, ModelSpec, RateSchedule } from "@lockstep/core";
import dropoutFamilyFile from "../../vectors/dropout-family.json" with { type: "json" };
import noiseFile from "../../vectors/noise.json" with { type: "json" };
import strictFile from "../../vectors/strict-dropout-family.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { EncodedTensor } from "./decode.ts";
import type { ExpectedBits, ExpectedDigest, strictTrajectoryCases, VectorCase } from "./vector-files.ts";

/** Forward and backward of one member of the family, with what it draws. */
export type FamilyLayerCase = VectorCase<
  {
    readonly operation: "layer";
    readonly layer: LayerSpec;
    readonly seed: string;
    readonly step: number;
    readonly inputs: EncodedTensor;
    readonly parameters: Readonly<Partial<Record<"weight" | "bias", EncodedTensor>>>;
    readonly outputGradient: string;
  },
  {
    /** Of site 0. Bits have the first five, noise the last two. */
    readonly mask: {
      readonly key: string;
      readonly shape: readonly number[];
      readonly threshold?: number;
      readonly bits?: ExpectedBits;
      readonly scale?: string;
      readonly offset?: string;
      readonly fill?: string;
      readonly noise?: "multiply" | "add";
      readonly standardDeviation?: string;
    };
    readonly output: EncodedTensor;
    readonly inputGradient: string;
    readonly weightGradient?: string;
    readonly biasGradient?: string;
  }
>;

/** Rates of a schedule, f64. */
export type ScheduleCase = VectorCase<
  { readonly operation: "schedule"; readonly schedule: RateSchedule; readonly steps: readonly number[] },
  { readonly rates: string }
>;

/** Monte-Carlo dropout of a model with seeded weights. */
export type MonteCarloCase = VectorCase<
  {
    readonly operation: "monte-carlo";
    readonly model: ModelSpec;
    readonly seed: string;
    readonly samples: number;
    readonly inputs: EncodedTensor;
    readonly step?: number;
  },
  {
    readonly mean: EncodedTensor;
    readonly population: EncodedTensor;
    readonly unbiased: EncodedTensor;
    readonly samples: string;
  }
>;

/** Quantiles of the middle of each word's interval. */
export type QuantileCase = VectorCase<
  { readonly operation: "quantile"; readonly words: string },
  { readonly values: string }
>;

/** The quantiles of all words below 2^31, by their 23 high bits. */
export type EveryQuantileCase = VectorCase<{ readonly operation: "every" }, { readonly values: ExpectedDigest }>;

/** What a noise mask multiplies by or adds. */
export type NoiseMaskCase = VectorCase<
  {
    readonly operation: "mask";
    readonly seed: string;
    readonly site: number;
    readonly step: number;
    readonly layer: GaussianDropoutSpec | GaussianNoiseSpec;
    readonly rows: number;
    readonly firstRow: number;
    readonly rowShape: readonly number[];
  },
  { readonly key: string; readonly start: number; readonly standardDeviation: string; readonly noise: EncodedTensor }
>;

export const familyLayerCases: readonly FamilyLayerCase[] = casesOf(
  dropoutFamilyFile,
  "dropout-family.alpha",
  "dropout-family.drop-connect",
  "dropout-family.feature-alpha",
  "dropout-family.gaussian-dropout",
  "dropout-family.gaussian-noise",
  "dropout-family.shared-axes",
  "dropout-family.stochastic-depth",
);
export const scheduleCases: readonly ScheduleCase[] = casesOf(dropoutFamilyFile, "dropout-family.schedule");
export const monteCarloCases: readonly MonteCarloCase[] = casesOf(dropoutFamilyFile, "dropout-family.monte-carlo");
export const quantileCases: readonly QuantileCase[] = casesOf(noiseFile, "noise.accuracy", "noise.quantile");
export const everyQuantileCases: readonly EveryQuantileCase[] = casesOf(noiseFile, "noise.every");
export const noiseMaskCases: readonly NoiseMaskCase[] = casesOf(noiseFile, "noise.mask");

/** Runs of the reference engine with the family, bit for bit: no other engine promises them. */
export const strictDropoutFamilyCases: typeof strictTrajectoryCases = casesOf(strictFile);
