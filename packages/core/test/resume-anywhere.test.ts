import fc from "fast-check";
import { expect, it } from "vitest";
import {
  allOf,
  anyOf,
  arrayDataset,
  checkpointBest,
  decodeCheckpoint,
  dense,
  dropout,
  earlyStopping,
  encodeCheckpoint,
  epochLimit,
  fit,
  generalizationLoss,
  patience,
  progressQuotient,
  reduceOnPlateau,
  relu,
  sequential,
  sgd,
  softmaxCrossEntropy,
  stepLimit,
  streamDataset,
  tensor,
  TorchGenerator,
  torchRandomness,
  upStrips,
  type ArrayDataset,
  type Checkpoint,
  type EngineState,
  type FitOptions,
  type RandomnessSource,
  type StreamDataset,
  type TrainingReport,
} from "../src/index.ts";
import { createReferenceEngine } from "../src/reference/index.ts";

const model = sequential({ inputShape: [2], layers: [dense(4), relu(), dropout(0.3), dense(2)] });

function points(count: number, phase: number): ArrayDataset {
  const inputs = Float32Array.from({ length: 2 * count }, (_, index) => Math.sin((index + phase) * 12.9898));
  const targets = Int32Array.from({ length: count }, (_, row) => (inputs[2 * row]! * inputs[2 * row + 1]! > 0 ? 1 : 0));
  return arrayDataset({ inputs: tensor([count, 2], inputs), targets: tensor([count], targets) });
}

function streamed({ inputs, targets, rowCount }: ArrayDataset): StreamDataset {
  return streamDataset({
    name: "points",
    inputShape: [2],
    window: 4,
    async *open() {
      for (let row = 0; row < rowCount; row++) {
        yield { input: inputs.data.slice(2 * row, 2 * row + 2), target: targets.data[row]! };
      }
    },
  });
}

/** Where rows and masks come from: a seed, or a new generator for each run. */
const SOURCES: readonly (() => Pick<FitOptions, "seed" | "randomness">)[] = [
  () => ({ seed: 5 }),
  () => ({ randomness: torchRandomness(new TorchGenerator(3), { validationLoader: true }) }),
  () => ({ randomness: torchRandomness(new TorchGenerator(3), { loader: new TorchGenerator(9) }) }),
  () => ({ randomness: shared(new TorchGenerator(3)) }),
];

function shared(loader: TorchGenerator): RandomnessSource {
  return torchRandomness(loader, { loader, validationLoader: true });
}

const watch = fc.record({
  monitor: fc.constantFrom("validationLoss", "trainingLoss"),
  mode: fc.constant("min"),
  checkEvery: fc.constantFrom({ epochs: 1 }, { epochs: 2 }, { steps: 1 }, { steps: 2 }, { steps: 3 }),
});
const stopping = fc.constantFrom(
  { patience: 1 },
  { patience: 2, minDelta: 0.01, startEpoch: 1 },
  { criteria: anyOf(patience(3), generalizationLoss(5), progressQuotient(5, { strip: 2 }), stepLimit(14)) },
  { criteria: allOf(patience(1), epochLimit(2), upStrips(1, { strip: 1 })) },
  { dialect: "keras3", patience: 2, restoreBest: true },
  { dialect: "sklearn-hgb", patience: 2 },
);

/** A run: what it is of, and the rules that watch it. */
const runs = fc.record({
  rows: fc.integer({ min: 5, max: 16 }),
  batchSize: fc.integer({ min: 2, max: 5 }),
  microBatchSize: fc.integer({ min: 1, max: 5 }),
  source: fc.constantFrom(...SOURCES),
  stream: fc.boolean(),
  lastBatch: fc.constantFrom("keep", "drop"),
  prefetch: fc.integer({ min: 0, max: 3 }),
  rule: fc.option(fc.tuple(watch, stopping)),
  plateau: fc.option(
    fc.tuple(watch, fc.constantFrom({ patience: 0 }, { dialect: "keras3", patience: 1, cooldown: 1 })),
  ),
  best: fc.option(watch),
});
type Outcome = { report: TrainingReport; state: EngineState; saved: Checkpoint[]; events: string[] };

it("a run killed at any step and resumed through the file is the run that was never killed, whatever watches it", async () => {
  await fc.assert(
    fc.asyncProperty(runs, async (of) => {
      const data = of.stream ? streamed(points(of.rows, 0)) : points(of.rows, 0);
      const { batchSize, microBatchSize, lastBatch, rule, plateau, best } = of;
      const play = async (more: Partial<FitOptions>, steps = Infinity): Promise<Outcome> => {
        const engine = createReferenceEngine(model, { loss: softmaxCrossEntropy(), seed: 1 });
        const [saved, events, signal]: [Checkpoint[], string[], { aborted: boolean }] = [
          [],
          [],
          { aborted: steps === 0 },
        ];
        const report = await fit(engine, data, {
          epochs: 3,
          batchSize,
          microBatchSize,
          lastBatch,
          prefetch: of.prefetch,
          ...(of.stream ? { seed: 5 } : of.source()),
          optimizer: sgd({ learningRate: 0.5, momentum: 0.9, dampening: 0.2 }),
          validation: points(9, 1000),
          ...(rule === null ? {} : { earlyStopping: earlyStopping({ ...rule[0], ...rule[1] }) }),
          ...(plateau === null ? {} : { reduceOnPlateau: reduceOnPlateau({ ...plateau[0], ...plateau[1] }) }),
          ...(best === null
            ? {}
            : {
                checkpointBest: checkpointBest({ ...best, save: (made: Checkpoint) => void saved.push(made) }),
              }),
          signal,
          onEvent(event) {
            if (event.type === "step") events.push(`step ${event.step}`);
            if (event.type === "epoch" || event.type === "check") events.push(`${event.type} ${event.record.epoch}`);
            signal.aborted ||= events.filter((text) => text.startsWith("step")).length >= steps;
          },
          clock: () => 0,
          ...more,
        });
        return { report, state: await engine.readState(), saved, events };
      };
      const whole = await play({});
      expect(await play({ prefetch: 2 })).toEqual(whole);
      for (let steps = 0; steps < whole.report.steps; steps++) {
        const cut = await play({}, steps);
        // The last step of a run can be too late to abort it.
        if (cut.report.checkpoint === undefined) continue;
        const rest = await play({ resumeFrom: decodeCheckpoint(encodeCheckpoint(cut.report.checkpoint)) });
        expect({ ...rest, saved: [...cut.saved, ...rest.saved], events: [...cut.events, ...rest.events] }).toEqual(
          whole,
        );
      }
      for (const checkpoint of whole.saved) {
        const { report, state } = await play({ resumeFrom: checkpoint });
        expect({ report, state }).toEqual({ report: whole.report, state: whole.state });
      }
    }),
    { numRuns: 30, seed: 3 },
  );
});
