import type { LayerSpec } from "@lockstep/core";
import convolutionFile from "../../vectors/layers-conv.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { EncodedTensor } from "./decode.ts";
import type { VectorCase } from "./vector-files.ts";

/** Forward and backward of a convolution. */
export type ConvolutionCase = VectorCase<
  {
    readonly layer: LayerSpec;
    readonly inputs: EncodedTensor;
    readonly parameters: Readonly<Record<string, EncodedTensor>>;
    readonly outputGradient: string;
  },
  {
    readonly output: EncodedTensor;
    /** In strict f32: bits that no engine but the reference promises. */
    readonly strictOutput: string;
    readonly inputGradient: string;
    /** By role. */
    readonly parameterGradients: Readonly<Record<string, string>>;
  }
>;

export const convolutionCases: readonly ConvolutionCase[] = casesOf(convolutionFile);
