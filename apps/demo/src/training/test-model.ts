import { evaluate, type ArrayDataset, type TrainingEngine } from "@lockstep/core";
import { softmax } from "./softmax.ts";
import type { Mistake, TestResult } from "./training-worker-api.ts";

/** Rows of a prediction. */
const BATCH = 1024;

/** Measures a classifier on test rows, and finds those that it takes for another class: at most so many, the surest first. */
export async function testModel(engine: TrainingEngine, rows: ArrayDataset, mostMistakes: number): Promise<TestResult> {
  const { loss } = await evaluate(engine, rows);
  const mistakes: Mistake[] = [];
  for (let first = 0; first < rows.rowCount; first += BATCH) {
    mistakes.push(...(await mistakesOf(engine, rows, first, Math.min(BATCH, rows.rowCount - first))));
  }
  // A model that has gone wrong is sure of nothing: NaN comes last.
  mistakes.sort((a, b) => (b.confidence || -1) - (a.confidence || -1));
  return { rowCount: rows.rowCount, loss, errors: mistakes.length, mistakes: mistakes.slice(0, mostMistakes) };
}

async function mistakesOf(
  engine: TrainingEngine,
  rows: ArrayDataset,
  first: number,
  count: number,
): Promise<readonly Mistake[]> {
  const { inputs, targets } = rows.gather(Array.from({ length: count }, (_, index) => first + index));
  const { data } = await engine.predict(inputs);
  const classes = data.length / count;
  const width = inputs.data.length / count;
  return Array.from({ length: count }, (_, index): Mistake => {
    const probabilities = softmax(data.subarray(index * classes, (index + 1) * classes));
    const predicted = probabilities.reduce((best, value, place) => (value > probabilities[best]! ? place : best), 0);
    return {
      row: first + index,
      label: targets.data[index]!,
      predicted,
      confidence: probabilities[predicted]!,
      inputs: inputs.data.slice(index * width, (index + 1) * width),
    };
  }).filter(({ label, predicted, confidence }) => predicted !== label || Number.isNaN(confidence));
}
