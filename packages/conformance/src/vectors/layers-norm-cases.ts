import type { LayerSpec } from "@lockstep/core";
import layerFile from "../../vectors/layers-norm.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { EncodedTensor } from "./decode.ts";
import type { VectorCase } from "./vector-files.ts";

type EncodedTensors = Readonly<Record<string, EncodedTensor>>;

/** A layer's pass forward and back in training; parameters, buffers and gradients by role. */
export type LayerCase = VectorCase<
  {
    layer: LayerSpec;
    inputs: EncodedTensor;
    parameters: EncodedTensors;
    outputGradient: string;
    /** Before the batch, where the layer has any. */
    buffers?: EncodedTensors;
  },
  {
    output: EncodedTensor;
    inputGradient: string;
    parameterGradients: Readonly<Record<string, string>>;
    /** The output in evaluation, where it differs from that in training. */
    evaluation?: EncodedTensor;
    /** After the batch. */
    buffers?: EncodedTensors;
  }
>;

export const layerNormCases: readonly LayerCase[] = casesOf(layerFile);
