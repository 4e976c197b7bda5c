import onnxFile from "../../vectors/onnx-dropout.json" with { type: "json" };
import numpyFile from "../../vectors/numpy-random.json" with { type: "json" };
import type { ExpectedBits, ExpectedDigest, VectorCase } from "./vector-files.ts";

/** The cases whose ids begin with the prefix. */
function casesWith<Case extends VectorCase<unknown, unknown>>(prefix: string): readonly Case[] {
  const cases = numpyFile.cases as unknown as readonly Case[];
  return cases.filter(({ id }) => id.startsWith(`${prefix}.`));
}

export const numpyRandomSampleCases: readonly VectorCase<
  { readonly seed: number; readonly count: number },
  { readonly values: string }
>[] = casesWith("numpy.random-sample");

export const numpyDropoutKeepCases: readonly VectorCase<
  { readonly seed: number; readonly ratio: number; readonly count: number },
  { readonly keep: ExpectedBits }
>[] = casesWith("numpy.dropout-keep");

export const numpyPermutationCases: readonly VectorCase<
  { readonly seed: number; readonly count: number },
  /** Two permutations, one after the other. */
  { readonly orders: readonly (string | ExpectedDigest)[] }
>[] = casesWith("numpy.permutation");

export const onnxDropoutCases: readonly VectorCase<
  {
    /** Its name in ONNX's backend tests. */
    readonly test: string;
    readonly data: string;
    readonly ratio?: number;
    readonly trainingMode?: boolean;
    readonly seed?: number;
  },
  { readonly output: string; readonly mask?: ExpectedBits }
>[] = onnxFile.cases;
