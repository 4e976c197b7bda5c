import type { ExperimentSettings } from "../../../experiment/experiment-settings.ts";

/** A training row of two features and two classes. */
export interface PlanePoint {
  readonly x: number;
  readonly y: number;
  /** 0 or 1, after label noise. */
  readonly label: number;
}

/** The training points of two moons, which are drawn from the seed in no time; none for other data. */
export async function planePoints(settings: ExperimentSettings): Promise<readonly PlanePoint[]> {
  if (settings.data !== "two-moons") return [];
  const { loadExperimentData } = await import("../../../data/load-experiment-data.ts");
  const { training } = await loadExperimentData(settings, null);
  const { inputs, targets } = training;
  return Array.from({ length: training.rowCount }, (_, row) => ({
    x: inputs.data[2 * row]!,
    y: inputs.data[2 * row + 1]!,
    label: targets.data[row]!,
  }));
}
