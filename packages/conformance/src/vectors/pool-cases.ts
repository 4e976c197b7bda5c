import type { LayerSpec } from "@lockstep/core";
import poolFile from "../../vectors/layers-pool.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { EncodedTensor } from "./decode.ts";
import type { VectorCase } from "./vector-files.ts";

/** Pools, reshape and permute against PyTorch in f64. */
export const poolCases: readonly VectorCase<
  { layer: LayerSpec; inputs: EncodedTensor; outputGradient: string },
  /** Without a gradient where it could not be read: of inputs with NaN. */
  { output: EncodedTensor; inputGradient?: string }
>[] = casesOf(poolFile);
