import classWeightFile from "../../vectors/class-weights.json" with { type: "json" };
import { casesOf } from "./cases-of.ts";
import type { EncodedTensor } from "./decode.ts";
import type { VectorCase } from "./vector-files.ts";

interface Labelled {
  readonly labels: readonly number[];
}

export const balancedCases: readonly VectorCase<
  Labelled & { readonly classes: number },
  { readonly classWeights: string; readonly rowWeights: string }
>[] = casesOf(classWeightFile, "class-weights.balanced");

export const weightedMeanCases: readonly VectorCase<
  Labelled & { readonly classWeights: string; readonly outputs: EncodedTensor },
  { readonly loss: string }
>[] = casesOf(classWeightFile, "class-weights.mean");
