import type { LayerSpec } from "@lockstep/core";
import layerFile from "../../vectors/layers-seq.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { EncodedTensor } from "./decode.ts";
import type { VectorCase } from "./vector-files.ts";

/** Forward and backward of a layer whose parameters go by any names; with a seed and a step where it draws. */
export type NamedLayerCase = VectorCase<
  {
    readonly layer: LayerSpec;
    readonly inputs: EncodedTensor;
    readonly parameters: Readonly<Record<string, EncodedTensor>>;
    readonly outputGradient: string;
    readonly seed?: string;
    readonly step?: number;
  },
  {
    readonly output: EncodedTensor;
    /** None of ids. */
    readonly inputGradient?: string;
    readonly parameterGradients: Readonly<Record<string, string>>;
  }
>;

export const sequenceLayerCases: readonly NamedLayerCase[] = casesOf(layerFile);
