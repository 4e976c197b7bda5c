import onnxFile from "../../vectors/onnx-dropout.json" with { type: "json" };
import numpyFile from "../../vectors/numpy-random.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { ExpectedBits, ExpectedDigest, VectorCase } from "./vector-files.ts";

export const numpyRandomSampleCases: readonly VectorCase<
  { readonly seed: number; readonly count: number },
  { readonly values: string }
>[] = casesOf(numpyFile, "numpy.random-sample");

export const numpyDropoutKeepCases: readonly VectorCase<
  { readonly seed: number; readonly ratio: number; readonly count: number },
  { readonly keep: ExpectedBits }
>[] = casesOf(numpyFile, "numpy.dropout-keep");

export const numpyPermutationCases: readonly VectorCase<
  { readonly seed: number; readonly count: number },
  /** Two permutations, one after the other. */
  { readonly orders: readonly (string | ExpectedDigest)[] }
>[] = casesOf(numpyFile, "numpy.permutation");

export const onnxDropoutCases: readonly (VectorCase<
  {
    /** Its name in ONNX's backend tests. */
    readonly test: string;
    readonly data: string;
    readonly ratio?: number;
    readonly trainingMode?: boolean;
    readonly seed?: number;
  },
  { readonly output: string; readonly mask?: ExpectedBits }
> & { readonly tolerance: number })[] = casesOf(onnxFile);
