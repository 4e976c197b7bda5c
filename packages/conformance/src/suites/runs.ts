import {
  decodeCheckpoint,
  earlyStopping,
  encodeCheckpoint,
  evaluate,
  fit,
  sgd,
  type Checkpoint,
  type EngineState,
  type FitOptions,
} from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { trajectoryBudget } from "../tolerance/trajectory-budget.ts";
import { exampleData, wholeExampleEngine, exampleModel } from "./example-run.ts";
import { expectSameState } from "./lifecycle.ts";

const TRAINING = exampleData(70, 4);
const VALIDATION = exampleData(40, 5);
const OPTIONS: FitOptions = {
  epochs: 12,
  batchSize: 16,
  seed: 42,
  optimizer: sgd({ learningRate: 0.2, momentum: 0.9 }),
  validation: VALIDATION,
  evaluationBatchSize: 16,
};
const STOPPING = earlyStopping({ monitor: "validationLoss", mode: "min", patience: 3 });

/** Whole runs through `fit`: early stopping restores what was best, and an interruption leaves no trace. */
export function runSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("runs", () => {
    it("STP-2 runs.restore: the engine ends with the weights of the best epoch, bit for bit", async () => {
      using engine = await wholeExampleEngine(subject);
      const states: EngineState[] = [];
      const report = await fit(engine, TRAINING, {
        ...OPTIONS,
        earlyStopping: STOPPING,
        checkpoint: { everyEpochs: 1, save: ({ state }) => void states.push(state) },
      });
      expectThat(report.restoredBest, "the best weights must be restored");
      expectThat(report.bestEpoch! < report.stopEpoch!, "the example must stop after its best epoch");
      const { parameters } = await engine.readState();
      expectSameState({ parameters }, { parameters: states[report.bestEpoch!]!.parameters });
      const { loss } = await evaluate(engine, VALIDATION, { batchSize: 16 });
      expectSame("validation loss of the restored weights", [loss], [report.best!]);
    });
    it("STP-5 runs.stop-epoch: it is the reference's wherever the margin certifies it", async () => {
      using engine = await wholeExampleEngine(subject);
      using reference = createReferenceEngine(exampleModel, { loss: { kind: "softmax-cross-entropy" }, seed: 42 });
      const actual = await fit(engine, TRAINING, { ...OPTIONS, earlyStopping: STOPPING });
      const expected = await fit(reference, TRAINING, { ...OPTIONS, earlyStopping: STOPPING });
      const losses = expected.history.map(({ validationLoss }) => validationLoss!);
      const steps = expected.steps;
      const tolerance = trajectoryBudget({ model: exampleModel, batchSize: 16, steps }, losses);
      const margin = expected.earlyStopping!.minimumMargin!;
      expectThat(
        2 * tolerance.absolute < margin,
        `the example's margin ${margin} must exceed twice ${tolerance.absolute}`,
      );
      const measured = actual.history.map(({ validationLoss }) => validationLoss!);
      expectClose("validation losses", measured, losses, tolerance);
      expectSame(
        "best and stop epoch",
        [actual.bestEpoch!, actual.stopEpoch!],
        [expected.bestEpoch!, expected.stopEpoch!],
      );
    });
    for (const steps of [1, 7, 10, 23]) {
      it(`CKP-2 CKP-3 CKP-5 runs.resume: aborted after ${steps} steps and resumed elsewhere, it ends with the same bits`, async () => {
        using whole = await wholeExampleEngine(subject);
        const expected = await fit(whole, TRAINING, { ...OPTIONS, earlyStopping: STOPPING });

        using interrupted = await wholeExampleEngine(subject);
        const checkpoint = await abortAfter(steps, (options) => fit(interrupted, TRAINING, options));
        using resumed = await wholeExampleEngine(subject, 7);
        const report = await fit(resumed, TRAINING, {
          ...OPTIONS,
          earlyStopping: STOPPING,
          resumeFrom: decodeCheckpoint(encodeCheckpoint(checkpoint)),
        });

        expectSameState(await resumed.readState(), await whole.readState());
        const losses = ({ history }: typeof report): number[] =>
          history.flatMap(({ trainingLoss, validationLoss }) => [trainingLoss, validationLoss!]);
        expectSame("history", losses(report), losses(expected));
        expectSame("stop epoch", [report.stopEpoch!], [expected.stopEpoch!]);
      });
    }
  });
}

/** Runs until so many steps are done, aborts, and returns the report's checkpoint. */
async function abortAfter(steps: number, run: (options: FitOptions) => ReturnType<typeof fit>): Promise<Checkpoint> {
  const signal = { aborted: false };
  const report = await run({
    ...OPTIONS,
    earlyStopping: STOPPING,
    signal,
    onEvent: (event) => {
      if (event.type === "step" && event.step === steps - 1) signal.aborted = true;
    },
  });
  expectThat(report.stopReason === "aborted", `the run must end by the abort, not by ${report.stopReason}`);
  expectSame("steps", [report.checkpoint!.step], [steps]);
  return report.checkpoint!;
}
