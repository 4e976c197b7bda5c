import classWeightFile from "../../vectors/class-weights.json" with { type: "json" };
import type { EncodedTensor } from "./decode.ts";
import type { VectorCase } from "./vector-files.ts";

interface Labelled {
  readonly labels: readonly number[];
}

function casesOf<Case extends { readonly id: string }>(prefix: string): readonly Case[] {
  const cases: unknown = classWeightFile.cases;
  return (cases as readonly Case[]).filter(({ id }) => id.slice(0, -5) === prefix);
}

export const balancedCases: readonly VectorCase<
  Labelled & { readonly classes: number },
  { readonly classWeights: string; readonly rowWeights: string }
>[] = casesOf("class-weights.balanced");

export const weightedMeanCases: readonly (VectorCase<
  Labelled & { readonly classWeights: string; readonly outputs: EncodedTensor },
  { readonly loss: string }
> & { readonly tolerance: number })[] = casesOf("class-weights.mean");
