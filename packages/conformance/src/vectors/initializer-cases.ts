import type { ModelSpec } from "@lockstep/core";
import initializerFile from "../../vectors/initializers.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { EncodedTensor } from "./decode.ts";
import type { ExpectedDigest, VectorCase } from "./vector-files.ts";

type ExpectedTensor = EncodedTensor | (ExpectedDigest & { readonly shape: readonly number[] });

export const initializerCases: readonly (
  | VectorCase<
      { seed: string; address: readonly [number, number]; shape: readonly number[]; initializer: object },
      { values: ExpectedTensor }
    >
  | VectorCase<{ seed: string; model: ModelSpec }, { parameters: Readonly<Record<string, ExpectedTensor>> }>
)[] = casesOf(initializerFile);
