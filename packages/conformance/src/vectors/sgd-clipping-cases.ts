import type { SgdOptions } from "@lockstep/core";
import sgdClippingFile from "../../vectors/sgd-clipping.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { EncodedTensor } from "./decode.ts";
import type { VectorCase } from "./vector-files.ts";

/** The elements of every parameter, or of its gradient. */
type EncodedElements = Readonly<Record<string, string>>;

/** Steps on given gradients of several parameters; without a tolerance, bit for bit in strict f32. */
export const sgdClippingCases: readonly (VectorCase<
  {
    optimizer: SgdOptions;
    /** What the gradients are to be divided by. @default 1 */
    totalWeight?: number;
    parameters: Readonly<Record<string, EncodedTensor>>;
    gradients: readonly EncodedElements[];
  },
  { parameters: readonly EncodedElements[] }
> & { readonly tolerance?: number })[] = casesOf(sgdClippingFile);
