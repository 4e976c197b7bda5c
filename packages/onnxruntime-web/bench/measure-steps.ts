// What one process measures: `node --conditions=@lockstep/source packages/onnxruntime-web/bench/measure-steps.ts THREADS ROUNDS`
// prints each round's median step as JSON: of the engine, and of the graph that is built by hand.
import {
  dense,
  dropout,
  keepBits,
  keyFromSeed,
  maskOfSite,
  relu,
  sequential,
  sgd,
  sgdStep,
  softmaxCrossEntropy,
  uniform,
  type MicroBatch,
} from "@lockstep/core";
import { createOrtEngine } from "@lockstep/onnxruntime-web";
import * as ort from "onnxruntime-web";
import { median, type StepTimes } from "./step-times.ts";
import { handBuiltStep, WEIGHTS, WIDTHS } from "./hand-built-step.ts";

const ROWS = 128;
const STEPS_A_ROUND = 12;
const LEARNING_RATE = 0.1;

const [threads = "1", rounds = "9"] = process.argv.slice(2);
ort.env.wasm.numThreads = Number(threads);

const [pixels, first, second, classes] = WIDTHS;
const model = sequential({
  inputShape: [pixels],
  layers: [dense(first), relu(), dropout(0.5), dense(second), relu(), dropout(0.5), dense(classes)],
});
const engine = await createOrtEngine(ort, model, { loss: softmaxCrossEntropy(), seed: 1 });
const update = sgdStep(sgd({ learningRate: LEARNING_RATE }), 0);
// Masks as bits: drawing them is no part of a graph.
const batches = Array.from(
  { length: STEPS_A_ROUND },
  (_, step): MicroBatch & { readonly keep: readonly Uint8Array[] } => {
    const drawn = engine.randomSites.map((randomSite, site) =>
      maskOfSite(randomSite, { seed: 5, site, step, rows: ROWS }),
    );
    const masks = drawn.map(({ shape }, site) => {
      const keep = keepBits(drawn[site] as Parameters<typeof keepBits>[0]);
      return { source: "explicit", keep, scale: 2, shape } as const;
    });
    return {
      inputs: { shape: [ROWS, pixels], data: uniform(keyFromSeed(step), ROWS * pixels) },
      targets: { shape: [ROWS], data: Int32Array.from({ length: ROWS }, (__, row) => (row + step) % classes) },
      masks,
      keep: masks.map(({ keep }) => keep),
    };
  },
);

const session = await ort.InferenceSession.create(handBuiltStep(ROWS), { executionProviders: ["cpu"] });
const { parameters } = await engine.readState();
let weights = Object.fromEntries(
  WEIGHTS.map((name) => [name, new ort.Tensor("float32", parameters[name]!.data, parameters[name]!.shape)]),
);

async function engineStep(batch: MicroBatch): Promise<number> {
  return (await engine.trainBatch([batch], update).read()).lossSum;
}

async function handBuilt({ inputs, targets, keep }: (typeof batches)[number]): Promise<number> {
  const results = await session.run({
    ...weights,
    x: new ort.Tensor("float32", inputs.data, inputs.shape),
    labels: new ort.Tensor("int32", targets.data as Int32Array, targets.shape),
    "mask.0": new ort.Tensor("bool", keep[0]!, [ROWS, first]),
    "mask.1": new ort.Tensor("bool", keep[1]!, [ROWS, second]),
    rate: new ort.Tensor("float32", Float32Array.of(LEARNING_RATE), []),
  });
  weights = Object.fromEntries(WEIGHTS.map((name) => [name, results[`${name}.next`] as ort.TypedTensor<"float32">]));
  return Number(results["lossSum"]!.data[0]);
}

const times = { engine: [] as StepTimes[], handBuilt: [] as StepTimes[] };
for (let round = 0; round <= Number(rounds); round++) {
  const of = { engine: [] as StepTimes[], handBuilt: [] as StepTimes[] };
  for (const [index, batch] of batches.entries()) {
    const run = async (step: typeof engineStep | typeof handBuilt, to: StepTimes[]): Promise<number> => {
      const begun = now();
      const loss = await step(batch);
      to.push(since(begun, now()));
      return loss;
    };
    // In turns, so that neither always finds the caches as the other left them.
    const isFirst = index % 2 === 0;
    const early = isFirst ? await run(engineStep, of.engine) : undefined;
    const expected = await run(handBuilt, of.handBuilt);
    const loss = early ?? (await run(engineStep, of.engine));
    // Two graphs that do not do the same are not worth comparing; later, rounding alone parts them.
    const isEarly = round === 0 && index < 3;
    if (isEarly && !(Math.abs(loss / expected - 1) < 1e-5)) throw new Error(`losses differ: ${loss}, ${expected}`);
  }
  // The first round warms up.
  if (round === 0) continue;
  times.engine.push(medians(of.engine));
  times.handBuilt.push(medians(of.handBuilt));
}
process.stdout.write(`${JSON.stringify(times)}\n`);
engine.dispose();
// Threads of the runtime keep the process alive.
process.exit(0);

/** Milliseconds so far: the wall's, and this process's own on a processor, which the load of others lengthens less. */
function now(): StepTimes {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now(), processor: (user + system) / 1000 };
}

function since(begun: StepTimes, ended: StepTimes): StepTimes {
  return { wall: ended.wall - begun.wall, processor: ended.processor - begun.processor };
}

function medians(steps: readonly StepTimes[]): StepTimes {
  return { wall: median(steps.map(({ wall }) => wall)), processor: median(steps.map(({ processor }) => processor)) };
}
