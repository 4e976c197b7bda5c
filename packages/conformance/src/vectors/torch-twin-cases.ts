import type { LossSpec, ModelSpec } from "@lockstep/core";
import torchTwinFile from "../../vectors/torch-twins.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { EncodedTensor } from "./decode.ts";
import type { ExpectedBits, VectorCase } from "./vector-files.ts";

export type EncodedData = {
  readonly inputs: EncodedTensor;
  readonly targets: { readonly shape: readonly number[]; readonly data: string | readonly number[] };
};

/** A whole PyTorch script and what it did; of what it says only that which the tests read. */
export interface TorchTwinCase extends VectorCase<
  EncodedData & {
    /** Name of the script in `tools/oracles/torch_scripts`. */
    readonly script: string;
    readonly model: ModelSpec;
    readonly loss: LossSpec;
    readonly validation?: EncodedData;
  },
  {
    readonly initialWeights: Readonly<Record<string, EncodedTensor>>;
    readonly stepsPerEpoch: readonly number[];
    /** Of every step. */
    readonly rows: readonly (readonly number[])[];
    /** Of every step, micro-batch and dropout layer. */
    readonly masks: readonly (readonly (readonly ExpectedBits[])[])[];
    readonly learningRates: string;
    readonly losses: string;
    readonly float64Losses: string;
    readonly validationLosses?: string;
    readonly bestEpoch?: number;
    readonly finalWeights: Readonly<Record<string, EncodedTensor>>;
  }
> {
  readonly tolerance: number;
}

export const torchTwinCases: readonly TorchTwinCase[] = casesOf(torchTwinFile);
