import type { EngineOptions, LayerSpec, LossSpec, ModelSpec, SgdOptions } from "@lockstep/core";
import dropoutMaskFile from "../../vectors/dropout-masks.json" with { type: "json" };
import initialWeightFile from "../../vectors/initial-weights.json" with { type: "json" };
import layerFile from "../../vectors/layers.json" with { type: "json" };
import lossFile from "../../vectors/losses.json" with { type: "json" };
import numericFile from "../../vectors/numeric.json" with { type: "json" };
import permutationFile from "../../vectors/permutations.json" with { type: "json" };
import randomWordFile from "../../vectors/random-words.json" with { type: "json" };
import sgdFile from "../../vectors/sgd.json" with { type: "json" };
import trajectoryFile from "../../vectors/trajectories.json" with { type: "json" };
import type { EncodedTensor } from "./decode.ts";

/** One case of a vector file: what goes in and what an independent generator got. */
export interface VectorCase<Input, Expected> {
  readonly id: string;
  readonly input: Input;
  readonly expect: Expected;
}

/** A case whose numbers need not be equal. */
interface TolerantCase<Input, Expected> extends VectorCase<Input, Expected> {
  readonly tolerance: number;
}

/** Bits in full as zeros and ones, or their digest (packed, low bit first) with the first and the last 64. */
export type ExpectedBits =
  | string
  | { readonly sha256: string; readonly popcount: number; readonly head: string; readonly tail: string };

/** The digest of 32-bit words, low byte first, with the first and the last of them. */
export interface ExpectedDigest {
  readonly sha256: string;
  readonly head: string;
  readonly tail: string;
}

type EncodedTargets = { readonly shape: readonly number[]; readonly data: string | readonly number[] };

/** The cases of a file; the JSON's inferred type is a union of every case's own, of no use to a reader. */
function casesOf<Case>(file: { readonly cases: unknown }): readonly Case[] {
  return file.cases as readonly Case[];
}

export const randomWordCases: readonly (
  | VectorCase<{ operation: "threefry2x32"; key: string; counter: string }, { words: string }>
  | VectorCase<{ operation: "key"; seed: string }, { key: string; words: string }>
  | VectorCase<{ operation: "fold-in"; seed: string; path: readonly number[] }, { key: string; words: string }>
  | VectorCase<{ operation: "words"; key: string; count: number; start: number }, { words: string }>
  | VectorCase<{ operation: "uniform"; key: string; count: number; start: number }, { values: string }>
  | VectorCase<
      { operation: "bernoulli"; key: string; probability: number; count: number; start: number },
      { threshold: number; mask: ExpectedBits }
    >
)[] = casesOf(randomWordFile);

export const dropoutMaskCases: readonly VectorCase<
  { seed: string; site: number; step: number; rate: number; shape: readonly number[]; rowOffset?: number },
  { key: string; start: number; threshold: number; scale: string; mask: ExpectedBits }
>[] = casesOf(dropoutMaskFile);

export const permutationCases: readonly (
  | VectorCase<{ seed: string; path: readonly number[]; size: number }, { indices: string | ExpectedDigest }>
  | VectorCase<
      { seed: string; path: readonly number[]; size: number; positions: readonly string[] },
      { indices: readonly string[] }
    >
)[] = casesOf(permutationFile);

export const initialWeightCases: readonly VectorCase<
  { seed: string; model: ModelSpec },
  {
    parameters: Readonly<Record<string, EncodedTensor | (ExpectedDigest & { shape: readonly number[] })>>;
  }
>[] = casesOf(initialWeightFile);

export const numericCases: readonly VectorCase<
  { function: "exp" | "log" | "tanh" | "sigmoid"; values: string },
  { values: string }
>[] = casesOf(numericFile);

export const layerCases: readonly TolerantCase<
  {
    layer: LayerSpec;
    inputs: EncodedTensor;
    parameters: Readonly<Partial<Record<"weight" | "bias", EncodedTensor>>>;
    outputGradient: string;
  },
  { output: EncodedTensor; inputGradient: string; weightGradient?: string; biasGradient?: string }
>[] = casesOf(layerFile);

export const lossCases: readonly TolerantCase<
  { loss: LossSpec; outputs: EncodedTensor; targets: EncodedTargets; weights?: string },
  { lossSum: string; weightSum: string; gradient: string; correctCount?: string }
>[] = casesOf(lossFile);

export const sgdCases: readonly TolerantCase<
  { optimizer: SgdOptions; learningRates?: readonly number[]; weights: string; gradients: readonly string[] },
  { weights: readonly string[] }
>[] = casesOf(sgdFile);

export const trajectoryCases: readonly TolerantCase<
  {
    seed: string;
    dataSeed: string;
    rows: number;
    model: ModelSpec;
    loss: EngineOptions["loss"];
    optimizer: SgdOptions;
    batchSize: number;
    lastBatch: "keep" | "drop";
    order: "sequential" | "shuffled";
    steps: number;
    inputs: EncodedTensor;
    targets: EncodedTargets;
  },
  {
    batchRows: readonly (readonly number[])[];
    float64: { losses: string; parameters: Readonly<Record<string, EncodedTensor>> };
  }
>[] = casesOf(trajectoryFile);
