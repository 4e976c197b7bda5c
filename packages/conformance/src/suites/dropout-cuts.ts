import {
  dense,
  dropout,
  maskOfSite,
  meanSquaredError,
  relu,
  sequential,
  stochasticDepth,
  uniform,
  keyFromSeed,
  type AddressedMask,
  type DropoutMask,
  type LayerSpec,
  type LockstepErrorCode,
  type MicroBatch,
  type ModelSpec,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { modelTolerances } from "../tolerance/model-tolerances.ts";
import { largestOf } from "../tolerance/step-tolerance.ts";
import { gradientsOfStep } from "./gradient-probe.ts";

const ROWS = 20;
const CUTS: readonly (readonly number[])[] = [
  [0, 20],
  [0, 7, 20],
  [0, 1, 12, 19, 20],
];

/** The draws of a batch do not depend on how it is cut; and masks that do what their site does not are refused. */
export function dropoutCutSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  const members: readonly (readonly [name: string, clauses: string, layer: LayerSpec])[] = [
    ["dropout", "DRP-4", dropout(0.4)],
    ["features that drop for all rows", "DRP-4", dropout(0.4, { sharedAxes: [0] })],
    ["stochastic depth by rows", "DRP-4", stochasticDepth(0.4)],
    ["stochastic depth by batches", "DRP-4 DRP-10", stochasticDepth(0.1, { mode: "batch" })],
    ["DropConnect", "DRP-4 DRP-9", dense(6, { dropConnect: 0.4 })],
  ];

  const modelWith = (layer: LayerSpec): ModelSpec =>
    sequential({ inputShape: [5], layers: [dense(6), relu(), layer, dense(3)] });
  const create = async (layer: LayerSpec): Promise<TrainingEngine> =>
    subject.createEngine(modelWith(layer), { loss: meanSquaredError(), seed: 3 });

  describe("dropout cuts", () => {
    for (const [name, clauses, layer] of members) {
      it(`${clauses} TRN-3 dropout-cuts.gradients: ${name}: parts of a batch give the whole batch's gradients`, async () => {
        using engine = await create(layer);
        const [whole, ...others] = CUTS.map((points) => cut(engine, points));
        const expected = await gradientsOfStep(engine, ...whole!);
        const { parameters } = await engine.readState();
        const allowed = modelTolerances(subject, modelWith(layer), { rows: ROWS });
        const largest = largestOf(Object.values(expected));
        for (const parts of others) {
          const actual = await gradientsOfStep(engine, ...parts);
          for (const [parameter, gradient] of Object.entries(expected)) {
            const bound = allowed.gradient(gradient, largest, parameters[parameter]!.data);
            expectClose(parameter, actual[parameter]!, gradient, bound);
          }
        }
      });
    }
    for (const [name, clauses, layer] of members) {
      it(`${clauses} dropout-cuts.predictions: ${name}: rows are predicted alike in parts`, async () => {
        using engine = await create(layer);
        const predict = async (points: readonly number[]): Promise<Float32Array> => {
          const outputs: number[] = [];
          for (const { inputs, masks } of cut(engine, points))
            outputs.push(...(await engine.predict(inputs, masks)).data);
          return Float32Array.from(outputs);
        };
        const expected = await predict(CUTS[0]!);
        for (const points of CUTS.slice(1)) {
          const allowed = modelTolerances(subject, modelWith(layer), { rows: ROWS }).output(expected);
          expectClose("output", await predict(points), expected, allowed);
        }
      });
    }
    it("DRP-9 DRP-14 dropout-cuts.connections.refused: micro-batches that drop different weights", async () => {
      using engine = await create(dense(6, { dropConnect: 0.4 }));
      const parts = cut(engine, [0, 7, 20]);
      const mask = parts[1]!.masks[0] as AddressedMask;
      const other = { ...parts[1]!, masks: [{ ...mask, start: mask.start + 1 }] };
      await expectRefusal("two masks", "INVALID_OPTION", () => gradientsOfStep(engine, parts[0]!, other));
    });
    it("DRP-9 dropout-cuts.connections.gradients: a dropped weight's is 0, over all micro-batches", async () => {
      using engine = await create(dense(6, { dropConnect: 0.4 }));
      const parts = cut(engine, [0, 7, 20]);
      const gradient = (await gradientsOfStep(engine, ...parts))["2.weight"]!;
      const dropped = await droppedWeights(engine, parts[0]!);
      const moved = [...gradient].filter((value, index) => dropped[index] === true && value !== 0);
      expectThat(moved.length === 0, `gradients of dropped weights must be 0; ${moved.length} are not`);
    });
    const mistakes: readonly (readonly [string, LockstepErrorCode, (mask: AddressedMask) => DropoutMask])[] = [
      [
        "noise for bits",
        "INVALID_OPTION",
        ({ key, start, shape }) => {
          return { source: "noise", kind: "multiply", key, start, standardDeviation: 1, shape };
        },
      ],
      ["an offset", "INVALID_OPTION", (mask) => ({ ...mask, offset: 0.5 })],
      ["a fill", "INVALID_OPTION", (mask) => ({ ...mask, fill: -1 })],
      ["a shared axis where there is none", "SHAPE_MISMATCH", (mask) => ({ ...mask, shape: [ROWS, 1] })],
    ];
    for (const [name, code, change] of mistakes) {
      it(`DRP-14 dropout-cuts.refused: ${name} at a site of dropout`, async () => {
        using engine = await create(dropout(0.5));
        const [batch] = cut(engine, CUTS[0]!);
        const masks = [change(batch!.masks[0] as AddressedMask)];
        await expectRefusal(name, code, () => engine.predict(batch!.inputs, masks));
        await expectRefusal(name, code, () => gradientsOfStep(engine, { ...batch!, masks }));
      });
    }
  });
}

/** The batch in parts that begin at these rows and end at the next, with the masks of step 5. */
function cut(engine: TrainingEngine, points: readonly number[]): readonly MicroBatch[] {
  return points.slice(0, -1).map((firstRow, part) => {
    const rows = points[part + 1]! - firstRow;
    const masks = engine.randomSites.map((randomSite, site) =>
      maskOfSite(randomSite, { seed: 3, site, step: 5, rows, firstRow }),
    );
    return { inputs: rowsOf(5, firstRow, rows), targets: rowsOf(3, firstRow, rows), masks };
  });
}

/** Some rows of numbers in [-1, 1). */
function rowsOf(length: number, firstRow: number, rows: number): Tensor {
  const data = uniform(keyFromSeed(length), rows * length, firstRow * length).map((u) => 2 * u - 1);
  return { shape: [rows, length], data };
}

/** Which of layer 2's weights have no influence on the output under a batch's masks. */
async function droppedWeights(engine: TrainingEngine, { inputs, masks }: MicroBatch): Promise<readonly boolean[]> {
  const before = await engine.readState();
  const expected = (await engine.predict(inputs, masks)).data;
  const { shape, data } = before.parameters["2.weight"]!;
  const dropped: boolean[] = [];
  for (const index of data.keys()) {
    const moved = data.slice();
    moved[index] = NaN;
    await engine.writeState({ parameters: { ...before.parameters, "2.weight": { shape, data: moved } } });
    dropped.push(!(await engine.predict(inputs, masks)).data.some(Number.isNaN));
  }
  await engine.writeState(before);
  expectSame("output", (await engine.predict(inputs, masks)).data, expected);
  return dropped;
}
