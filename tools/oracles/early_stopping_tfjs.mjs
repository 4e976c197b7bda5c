// Plays sequences of values, which come as JSON on standard input, with TensorFlow.js's own early-stopping callback,
// installed in the folder that is the first argument. Writes where each stops and its best as the hex of an f64.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.argv[2], "x.js"));
const { callbacks } = require("@tensorflow/tfjs-layers");

async function play({ mode, patience, minDelta, baseline }, values) {
  const callback = callbacks.earlyStopping({ monitor: "metric", mode, patience, minDelta, baseline });
  const model = { stopTraining: false };
  callback.model = model;
  await callback.onTrainBegin();
  for (const [epoch, metric] of values.entries()) {
    await callback.onEpochEnd(epoch, { metric });
    if (model.stopTraining) return [epoch, hex(callback.best)];
  }
  return [null, hex(callback.best)];
}

function numbers(text) {
  const bytes = Buffer.from(text, "hex");
  return Array.from({ length: bytes.length / 8 }, (_, index) => bytes.readDoubleBE(8 * index));
}

function hex(number) {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(number);
  return bytes.toString("hex");
}

const results = [];
for (const { options, sequences } of JSON.parse(readFileSync(0, "utf8"))) {
  const outcomes = [];
  for (const sequence of sequences) outcomes.push(await play(options, numbers(sequence)));
  results.push(outcomes);
}
process.stdout.write(JSON.stringify(results));
