import { tensor, type TrainingEngine } from "@lockstep/core";
import type { ExperimentData } from "../data/experiment-data.ts";
import { softmax } from "./softmax.ts";
import type { Boundary } from "./training-events.ts";

/** Points of the grid along each side. */
const SIDE = 48;
/** Share of the data's extent that the grid goes beyond it, at each side. */
const MARGIN = 0.1;

/** The part of the plane in which the data lie, and a little more; null unless they have two features and two classes. */
export function planeOf({ features, classes, training, validation }: ExperimentData): Boundary["extent"] | null {
  if (features !== 2 || classes !== 2) return null;
  const [x0, x1] = extentOf(0);
  const [y0, y1] = extentOf(1);
  return [x0, x1, y0, y1];

  function extentOf(feature: number): readonly [number, number] {
    let [least, largest] = [Infinity, -Infinity];
    for (const { inputs } of [training, validation]) {
      for (let index = feature; index < inputs.data.length; index += 2) {
        least = Math.min(least, inputs.data[index]!);
        largest = Math.max(largest, inputs.data[index]!);
      }
    }
    const margin = (largest - least) * MARGIN || 1;
    return [least - margin, largest + margin];
  }
}

/** What a model with two inputs and two outputs thinks of a part of the plane, by one prediction. */
export async function decisionBoundary(engine: TrainingEngine, extent: Boundary["extent"]): Promise<Boundary> {
  const [x0, x1, y0, y1] = extent;
  const points = new Float32Array(SIDE * SIDE * 2);
  for (let point = 0; point < SIDE * SIDE; point++) {
    points[2 * point] = x0 + ((x1 - x0) * (point % SIDE)) / (SIDE - 1);
    points[2 * point + 1] = y0 + ((y1 - y0) * Math.floor(point / SIDE)) / (SIDE - 1);
  }
  const { data } = await engine.predict(tensor([SIDE * SIDE, 2], points));
  const values = Float32Array.from(
    { length: SIDE * SIDE },
    (_, point) => softmax(data.subarray(2 * point, 2 * point + 2))[1]!,
  );
  return { columns: SIDE, rows: SIDE, extent, values };
}
