import {
  dense,
  foldIn,
  keyFromSeed,
  named,
  normal,
  relu,
  sequential,
  softmaxCrossEntropy,
  uniform,
} from "@lockstep/core";
import { resolveEngineModel } from "@lockstep/core/engine";
import { exportNetwork, trainableSpec } from "@lockstep/onnx";
import type { ExampleFiles } from "./onnx-worker-api.ts";

const ROWS = 400;
const NOISE = 0.15;
const SEED = 7;

/** A small untrained classifier as an `.onnx` file, and a table of two moons to train it on. */
export function exampleFiles(): ExampleFiles {
  const layers = [
    named("hidden1", dense(24)),
    relu(),
    named("hidden2", dense(24)),
    relu(),
    named("classifier", dense(2)),
  ];
  const model = sequential({ inputShape: [2], layers });
  const resolved = resolveEngineModel("example", model, { loss: softmaxCrossEntropy(), seed: SEED });
  const { network } = trainableSpec(resolved);
  return { model: new Uint8Array(exportNetwork(network, { parameters: resolved.weights })), table: twoMoons() };
}

/** Points on two half circles that reach into each other, with noise; which moon a point is on is its class. */
function twoMoons(): string {
  const key = keyFromSeed(SEED);
  const angles = uniform(foldIn(key, 0), ROWS);
  const noise = normal(foldIn(key, 1), 2 * ROWS);
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const lower = row % 2 === 1;
    const angle = Math.PI * angles[row]!;
    const x = (lower ? 1 - Math.cos(angle) : Math.cos(angle)) + NOISE * noise[2 * row]!;
    const y = (lower ? 0.5 - Math.sin(angle) : Math.sin(angle)) + NOISE * noise[2 * row + 1]!;
    return `${x.toFixed(4)},${y.toFixed(4)},${lower ? "lower" : "upper"}`;
  });
  return `x,y,moon\n${lines.join("\n")}\n`;
}
