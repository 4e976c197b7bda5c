import type { LayerSpec, LossSpec, ModelSpec, SgdOptions } from "@lockstep/core";
import dropoutMaskFile from "../../vectors/dropout-masks.json" with { type: "json" };
import initialWeightFile from "../../vectors/initial-weights.json" with { type: "json" };
import labelNoiseFile from "../../vectors/label-noise.json" with { type: "json" };
import layerFile from "../../vectors/layers.json" with { type: "json" };
import lossFile from "../../vectors/losses.json" with { type: "json" };
import numericFile from "../../vectors/numeric.json" with { type: "json" };
import permutationFile from "../../vectors/permutations.json" with { type: "json" };
import randomWordFile from "../../vectors/random-words.json" with { type: "json" };
import sgdFile from "../../vectors/sgd.json" with { type: "json" };
import splitFile from "../../vectors/splits.json" with { type: "json" };
import strictTrajectoryFile from "../../vectors/strict-trajectories.json" with { type: "json" };
import trajectoryFile from "../../vectors/trajectories.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { EncodedTensor } from "./decode.ts";

/** One case of a vector file: what goes in and what an independent generator got. */
export interface VectorCase<Input, Expected> {
  readonly id: string;
  /** The clauses that it proves, as in `LAY-1 LAY-2`. */
  readonly clause: string;
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

/** A tensor of which only the ends and the digest are written down. */
type EncodedDigest = ExpectedDigest & { readonly shape: readonly number[] };

/** A whole training run: data, model, optimiser and the order of the rows. */
export interface RunInput {
  readonly seed: string;
  readonly rows: number;
  readonly model: ModelSpec;
  readonly loss: LossSpec;
  readonly optimizer: SgdOptions;
  readonly batchSize: number;
  readonly lastBatch: "keep" | "drop";
  readonly order: "sequential" | "shuffled";
  readonly steps: number;
  readonly inputs: EncodedTensor;
  readonly targets: EncodedTargets;
  /** Of each row. @default all 1 */
  readonly weights?: string;
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
  {
    seed: string;
    site: number;
    step: number;
    rate: number;
    shape: readonly number[];
    sharedAxes?: readonly number[];
    rowOffset?: number;
  },
  {
    key: string;
    start: number;
    threshold: number;
    scale: string;
    mask: ExpectedBits;
    /** With shared axes: the mask's own shape, and its bits spread over the activation's. */
    maskShape?: readonly number[];
    spread?: ExpectedBits;
  }
>[] = casesOf(dropoutMaskFile);

export const permutationCases: readonly (
  | VectorCase<
      { seed: string; path: readonly number[]; size: number },
      { roundKeys: string; indices: string | ExpectedDigest }
    >
  | VectorCase<
      { seed: string; path: readonly number[]; size: number; positions: readonly string[] },
      { roundKeys: string; indices: readonly string[] }
    >
)[] = casesOf(permutationFile);

export const splitCases: readonly VectorCase<
  { seed: string; rows: number; sizes: Readonly<Record<string, number>> },
  { parts: Readonly<Record<string, readonly number[]>> }
>[] = casesOf(splitFile);

export const labelNoiseCases: readonly VectorCase<
  { seed: string; rate: number; classes: number; labels: readonly number[] },
  { labels: readonly number[] }
>[] = casesOf(labelNoiseFile);

export const initialWeightCases: readonly VectorCase<
  { seed: string; model: ModelSpec },
  {
    parameters: Readonly<Record<string, EncodedTensor | EncodedDigest>>;
  }
>[] = casesOf(initialWeightFile);

export const numericCases: readonly VectorCase<
  { function: "exp" | "log" | "tanh" | "sigmoid" | "erf"; values: string },
  { values: string }
>[] = casesOf(numericFile);

export const layerCases: readonly VectorCase<
  {
    layer: LayerSpec;
    inputs: EncodedTensor;
    parameters: Readonly<Partial<Record<"weight" | "bias", EncodedTensor>>>;
    outputGradient: string;
  },
  { output: EncodedTensor; inputGradient: string; weightGradient?: string; biasGradient?: string }
>[] = casesOf(layerFile);

export const lossCases: readonly VectorCase<
  { loss: LossSpec; outputs: EncodedTensor; targets: EncodedTargets; weights?: string },
  { lossSum: string; weightSum: string; gradient: string; correctCount?: string }
>[] = casesOf(lossFile);

export const sgdCases: readonly TolerantCase<
  {
    optimizer: SgdOptions & { learningRate: number; momentum: number };
    learningRates?: readonly number[];
    weights: string;
    gradients: readonly string[];
  },
  { weights: readonly string[] }
>[] = casesOf(sgdFile);

export const trajectoryCases: readonly TolerantCase<
  RunInput,
  {
    batchRows: readonly (readonly number[])[];
    keptCounts: readonly (readonly number[])[];
    float64: {
      losses: string;
      parameters: Readonly<Record<string, EncodedTensor>>;
      evaluation: { loss: string; correctCount?: number };
    };
  }
>[] = casesOf(trajectoryFile);

/** Runs of the reference engine, bit for bit: no other engine promises them. */
export const strictTrajectoryCases: readonly VectorCase<
  RunInput,
  {
    lossSums: string;
    parameters: Readonly<Record<string, EncodedDigest>>;
    velocity: Readonly<Record<string, EncodedDigest>>;
  }
>[] = casesOf(strictTrajectoryFile);
