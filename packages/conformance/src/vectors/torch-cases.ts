import type { FusedVariant, ModelSpec } from "@lockstep/core";
import dropoutFile from "../../vectors/torch-dropout.json" with { type: "json" };
import initialWeightFile from "../../vectors/torch-initial-weights.json" with { type: "json" };
import largePermutationFile from "../../vectors/torch-large-permutation.json" with { type: "json" };
import randomFile from "../../vectors/torch-random.json" with { type: "json" };
import runFile from "../../vectors/torch-runs.json" with { type: "json" };
import samplerFile from "../../vectors/torch-samplers.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { EncodedTensor } from "./decode.ts";
import type { ExpectedBits, ExpectedDigest, VectorCase } from "./vector-files.ts";

/** What a draw gives, and the random64 after it, which tells how many words the draw took. */
interface Drawn<Values> {
  readonly values: Values;
  readonly next: string;
}

type Draw<Operation extends string, Input, Values> = VectorCase<
  Input & { readonly operation: Operation; readonly seed: string },
  Drawn<Values>
>;

export const torchSeedCases: readonly VectorCase<
  { readonly seed: string },
  { readonly initialSeed: string; readonly words: string }
>[] = casesOf(randomFile, "torch.seed");

/** Of all methods that draw numbers. */
export type TorchDrawCase =
  | Draw<"random64", { readonly count: number }, string | ExpectedDigest>
  | Draw<"rand", { readonly count: number }, string | ExpectedDigest>
  | Draw<"rand64", { readonly count: number }, string>
  | Draw<
      "uniform",
      { readonly count: number; readonly from: number; readonly to: number; readonly variant: FusedVariant },
      string | ExpectedDigest
    >
  | Draw<"randint", { readonly low: number; readonly high: number; readonly count: number }, readonly number[]>
  | Draw<"randperm", { readonly count: number }, string | ExpectedDigest>
  | Draw<"bernoulli", { readonly probability: number; readonly count: number }, ExpectedBits>
  | Draw<"bernoulli-tensor", { readonly type: "f32" | "f64"; readonly probabilities: string }, ExpectedBits>
  | Draw<
      "multinomial",
      { readonly weights: string; readonly count: number; readonly replacement: boolean },
      readonly number[]
    >;

export const torchDrawCases: readonly TorchDrawCase[] = casesOf(
  randomFile,
  ...[
    "random64",
    "rand",
    "rand64",
    "uniform",
    "randint",
    "randperm",
    "bernoulli",
    "bernoulli-tensor",
    "multinomial",
  ].map((operation) => `torch.${operation}`),
);

/** One permutation that takes a minute and 1.7 GB to check. */
export const torchLargePermutationCases: readonly VectorCase<
  { readonly seed: string; readonly count: number },
  Drawn<ExpectedDigest>
>[] = casesOf(largePermutationFile, "torch.randperm-large");

export const torchDropoutCases: readonly VectorCase<
  {
    readonly operation: "dropout" | "alphaDropout" | "dropout1d" | "dropout2d" | "dropout3d" | "featureAlphaDropout";
    readonly seed: string;
    readonly p: number;
    readonly shape: readonly number[];
    /** @default element i is ((37 i mod 8191) - 4095) / 1024 */
    readonly x?: string;
  },
  { readonly y: string | ExpectedDigest; readonly next: string }
>[] = casesOf(dropoutFile);

type EncodedParameter = EncodedTensor | (ExpectedDigest & { readonly shape: readonly number[] });

export const torchInitialWeightCases: readonly VectorCase<
  { readonly seed: string; readonly variant: FusedVariant } & (
    | { readonly kind: "linear"; readonly inputs: number; readonly outputs: number; readonly bias: boolean }
    | {
        readonly kind: "conv2d";
        readonly inChannels: number;
        readonly outChannels: number;
        readonly kernelSize: number | readonly [number, number];
        readonly groups: number;
        readonly bias: boolean;
      }
    | { readonly kind: "sequential" | "convolutional"; readonly model: ModelSpec }
  ),
  { readonly parameters: readonly EncodedParameter[]; readonly next: string }
>[] = casesOf(initialWeightFile);

/** Row numbers by epoch, or by part. */
interface ExpectedRows {
  readonly rows: readonly (readonly number[])[];
  readonly next: string;
}

export const torchRandomSamplerCases: readonly VectorCase<
  {
    readonly seed: string;
    readonly rowCount: number;
    readonly replacement: boolean;
    readonly numSamples: number;
    readonly generator: "own" | "global";
  },
  ExpectedRows
>[] = casesOf(samplerFile, "torch.random-sampler");

export const torchSubsetSamplerCases: readonly VectorCase<
  { readonly seed: string; readonly indices: readonly number[] },
  ExpectedRows
>[] = casesOf(samplerFile, "torch.subset-sampler");

export const torchWeightedSamplerCases: readonly VectorCase<
  { readonly seed: string; readonly weights: string; readonly numSamples: number; readonly replacement: boolean },
  ExpectedRows
>[] = casesOf(samplerFile, "torch.weighted-sampler");

export const torchDistributedSamplerCases: readonly VectorCase<
  {
    readonly seed: number;
    readonly rowCount: number;
    readonly replicas: number;
    readonly shuffle: boolean;
    readonly dropLast: boolean;
  },
  /** By epoch and rank. */
  { readonly rows: readonly (readonly (readonly number[])[])[] }
>[] = casesOf(samplerFile, "torch.distributed-sampler");

export const torchRandomSplitCases: readonly VectorCase<
  { readonly seed: string; readonly rowCount: number; readonly lengths: readonly number[] },
  ExpectedRows
>[] = casesOf(samplerFile, "torch.random-split");

/** What a DataLoader was given as its generator, and the seeds. */
interface LoaderSeeds {
  readonly seed: string;
  readonly generator: "none" | "own" | "global";
  readonly ownSeed?: string;
}

export const torchDataLoaderCases: readonly VectorCase<
  LoaderSeeds & {
    readonly rowCount: number;
    readonly batchSize: number;
    readonly shuffle: boolean;
    readonly lastBatch: "keep" | "drop";
    /** After how many batches each epoch's loop breaks off; -1 lets it end. */
    readonly taken: readonly number[];
  },
  {
    readonly batches: readonly (readonly (readonly number[])[])[];
    readonly next: string;
    readonly ownNext?: string;
  }
>[] = casesOf(samplerFile, "torch.data-loader");

export const torchRunCases: readonly VectorCase<
  LoaderSeeds & {
    readonly rowCount: number;
    readonly batchSize: number;
    readonly shuffle: boolean;
    readonly lastBatch: "keep" | "drop";
    readonly validationLoader: boolean;
    readonly epochs: number;
    /** Shapes of one row's mask. */
    readonly sites: readonly { readonly kind: "dropout"; readonly rate: number; readonly shape: readonly number[] }[];
  },
  {
    readonly steps: readonly { readonly rows: readonly number[]; readonly masks: readonly ExpectedBits[] }[];
    readonly next: string;
    readonly ownNext?: string;
  }
>[] = casesOf(runFile, "torch.run");
