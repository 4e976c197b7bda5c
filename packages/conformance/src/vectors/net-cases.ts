import type { ModelSpec } from "@lockstep/core";
import layersNetFile from "../../vectors/layers-net.json" with { type: "json" };
import stateDictFile from "../../vectors/state-dicts.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { EncodedTensor } from "./decode.ts";
import type { VectorCase } from "./vector-files.ts";

/** A whole small model, forward and backward. */
export const layersNetCases: readonly VectorCase<
  {
    model: ModelSpec;
    parameters: Readonly<Record<string, EncodedTensor>>;
    inputs: EncodedTensor;
    /** Of each layer that drops, in forward order; survivors are scaled by 1 / (1 - rate). */
    masks: readonly { keep: string; rate: number; shape: readonly number[] }[];
    outputGradient: string;
  },
  { output: EncodedTensor; gradients: Readonly<Record<string, string>> }
>[] = casesOf(layersNetFile);

/** A PyTorch module's state dict as a safetensors file, whole or by formula. */
type StateDictFile =
  | { readonly file: string }
  | {
      /** The file's beginning, up to its numbers. */
      readonly header: string;
      readonly sha256: string;
      readonly seed: string;
      /** By tensor: element i is (2u - 1)·scale + offset, u being element i of a uniform stream; or one integer. */
      readonly fills: Readonly<Record<string, { stream: number; scale: number; offset: number } | { count: number }>>;
    };

export const stateDictCases: readonly VectorCase<
  {
    network: "leNet5" | "smallAlexNet" | "smallResNet" | "transformerEncoder";
    options: object;
    inputs: EncodedTensor;
  } & StateDictFile,
  { output: EncodedTensor }
>[] = casesOf(stateDictFile);
