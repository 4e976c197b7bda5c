import type { TrainingRecipe } from "../training-process/training-recipe.ts";
import type { DatasetFacts, RemediesOptions } from "./compare-options.ts";
import { recipeOf } from "./recipe-of.ts";
import { REMEDIES, type LabelKind, type Remedy } from "./remedy.ts";

/** One run of the first table. */
export interface PlannedRun {
  /** What progress and errors call it. */
  readonly label: string;
  readonly labels: LabelKind;
  readonly remedy: Remedy;
  readonly seed: number;
  readonly recipe: TrainingRecipe;
}

/** All runs of the first table: labels x remedies x seeds. Without noise there is one kind of labels. */
export function planRemedies(dataset: DatasetFacts, options: RemediesOptions): readonly PlannedRun[] {
  const kinds: readonly LabelKind[] = options.labelNoise > 0 ? ["clean", "noisy"] : ["clean"];
  return kinds.flatMap((labels) =>
    options.seeds.flatMap((seed) =>
      REMEDIES.map((remedy) => {
        const labelNoise = labels === "noisy" ? options.labelNoise : 0;
        return {
          label: `${labels} labels, ${remedy.name}, seed ${seed}`,
          labels,
          remedy,
          seed,
          recipe: recipeOf(dataset, options.training, { seed, labelNoise, ...remedy }),
        };
      }),
    ),
  );
}
