import { settlingRunner } from "./case/settling-runner.ts";
import type { TestRunner } from "./case/test-runner.ts";
import { expectThat } from "./check/conformance-failure.ts";
import { AskedEngine } from "./subject/asked-engine.ts";
import type { ConformanceSubject } from "./subject/conformance-subject.ts";
import { requireSubject } from "./subject/require-subject.ts";
import { declaredSubject } from "./subject/declared-subject.ts";
import { batchNormSuite } from "./suites/batch-norm.ts";
import { batchNormDifferenceSuite } from "./suites/batch-norm-differences.ts";
import { batchNormStateSuite } from "./suites/batch-norm-states.ts";
import { batchOrderSuite } from "./suites/batch-order.ts";
import { batchingSuite } from "./suites/batching.ts";
import { centralDifferenceSuite } from "./suites/central-differences.ts";
import { clippingSuite } from "./suites/clipping.ts";
import { classWeightSuite } from "./suites/class-weights.ts";
import { checkpointFileSuite } from "./suites/checkpoint-files.ts";
import { dataDrawSuite } from "./suites/data-draws.ts";
import { dataFileSuite } from "./suites/data-files.ts";
import { deferralSuite } from "./suites/deferral.ts";
import { dropoutCutSuite } from "./suites/dropout-cuts.ts";
import { dropoutFamilySuite } from "./suites/dropout-family.ts";
import { epochOrderSuite } from "./suites/epoch-orders.ts";
import { dropoutLawSuite } from "./suites/dropout-laws.ts";
import { dropoutMaskSuite } from "./suites/dropout-masks.ts";
import { earlyStoppingSuite } from "./suites/early-stopping.ts";
import { failingStepSuite } from "./suites/failing-steps.ts";
import { initialWeightSuite } from "./suites/initial-weights.ts";
import { initializerSuite } from "./suites/initializers.ts";
import { largeBatchSuite } from "./suites/large-batches.ts";
import { layerLimitSuite } from "./suites/layer-limits.ts";
import { layerSuite } from "./suites/layers.ts";
import { layersNetSuite } from "./suites/layers-net.ts";
import { sequenceLayerSuite } from "./suites/layers-seq.ts";
import { convolutionSuite } from "./suites/layers-conv.ts";
import { layerNormSuite } from "./suites/layers-norm.ts";
import { learningRateSuite } from "./suites/learning-rates.ts";
import { poolSuite } from "./suites/layers-pool.ts";
import { lifecycleSuite } from "./suites/lifecycle.ts";
import { extraLossSuite } from "./suites/losses-extra.ts";
import { lossSuite } from "./suites/losses.ts";
import { metadataSuite } from "./suites/metadata.ts";
import { monteCarloSuite } from "./suites/monte-carlo.ts";
import { noiseSuite } from "./suites/noise.ts";
import { numericSuite } from "./suites/numeric.ts";
import { numpyDrawSuite } from "./suites/numpy-draws.ts";
import { randomWordSuite } from "./suites/random-words.ts";
import { rateScheduleSuite } from "./suites/rate-schedules.ts";
import { refusalSuite } from "./suites/refusals.ts";
import { runSuite } from "./suites/runs.ts";
import { sgdRunSuite } from "./suites/sgd-runs.ts";
import { sgdSuite } from "./suites/sgd.ts";
import { torchDrawSuite } from "./suites/torch-draws.ts";
import { torchLayerSuite } from "./suites/torch-layers.ts";
import { torchOrderSuite } from "./suites/torch-orders.ts";
import { torchRunSuite } from "./suites/torch-runs.ts";
import { stateDictSuite } from "./suites/state-dicts.ts";
import { strictConvolutionSuite } from "./suites/strict-convolutions.ts";
import { strictRunSuite } from "./suites/strict-runs.ts";
import { trajectorySuite } from "./suites/trajectories.ts";
import { upstreamDropoutSuite } from "./suites/upstream-dropout.ts";
import { upstreamEarlyStoppingSuite } from "./suites/upstream-early-stopping.ts";
import { upstreamOnnxDropoutSuite } from "./suites/upstream-onnx-dropout.ts";
import { upstreamRateSuite } from "./suites/upstream-rates.ts";
import { upstreamRunSuite } from "./suites/upstream-runs.ts";

/**
 * Registers every conformance test of an engine with a test framework.
 *
 * The order is that of trust: first that each created engine is fresh, without which no later test means anything, then
 * the decisions of core on this JavaScript engine, then the arithmetic, then whole runs.
 *
 * @param runner `describe` and `it` of the framework.
 * @param subject the engine: its name, what it can do, and how to make one.
 * @throws {InvalidOptionError} if a field of the subject is missing, unknown or wrong, naming it.
 * @example
 * import { describe, it } from "node:test"; // or from vitest
 * import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference"; // or yours
 *
 * describeConformance({ describe, it }, {
 *   name: "my engine",
 *   capabilities: REFERENCE_CAPABILITIES,
 *   createEngine: (model, options) => createReferenceEngine(model, options),
 * });
 */
export function describeConformance(runner: TestRunner, subject: ConformanceSubject): void {
  requireSubject({ subject });
  runner.describe(`conformance of ${subject.name}`, () => {
    const asked = new AskedEngine();
    const cases = settlingRunner(runner, subject, asked);
    describeSuites(cases, declaredSubject(subject, asked));
    runner.describe("declaration", () => {
      runner.it("PRT-12 declaration.known-failures: each names a case", () => {
        const strangers = cases.unmatched();
        expectThat(strangers.length === 0, `no case is called ${strangers.join(", nor ")}`);
      });
    });
  });
}

/**
 * Every suite asks every engine for everything: what one declines, the subject turns into a refusal to be checked. Only
 * exact bits are asked of nobody who does not promise them.
 */
function describeSuites(runner: TestRunner, subject: ConformanceSubject): void {
  lifecycleSuite(runner, subject);
  metadataSuite(runner, subject);
  deferralSuite(runner, subject);
  failingStepSuite(runner, subject);
  numericSuite(runner);
  randomWordSuite(runner);
  dropoutMaskSuite(runner);
  noiseSuite(runner);
  rateScheduleSuite(runner);
  batchOrderSuite(runner);
  epochOrderSuite(runner);
  dataDrawSuite(runner);
  torchDrawSuite(runner);
  torchLayerSuite(runner);
  torchOrderSuite(runner);
  torchRunSuite(runner);
  numpyDrawSuite(runner);
  earlyStoppingSuite(runner);
  learningRateSuite(runner);
  upstreamEarlyStoppingSuite(runner);
  upstreamRateSuite(runner);
  dataFileSuite(runner);
  checkpointFileSuite(runner);
  initialWeightSuite(runner, subject);
  initializerSuite(runner);
  dropoutLawSuite(runner, subject);
  dropoutFamilySuite(runner, subject);
  upstreamDropoutSuite(runner, subject);
  upstreamOnnxDropoutSuite(runner, subject);
  dropoutCutSuite(runner, subject);
  monteCarloSuite(runner, subject);
  layerSuite(runner, subject);
  layerLimitSuite(runner, subject);
  layersNetSuite(runner, subject);
  stateDictSuite(runner, subject);
  sequenceLayerSuite(runner, subject);
  convolutionSuite(runner, subject);
  poolSuite(runner, subject);
  layerNormSuite(runner, subject);
  batchNormSuite(runner, subject);
  batchNormStateSuite(runner, subject);
  batchNormDifferenceSuite(runner, subject);
  centralDifferenceSuite(runner, subject);
  lossSuite(runner, subject);
  extraLossSuite(runner, subject);
  sgdSuite(runner, subject);
  clippingSuite(runner, subject);
  batchingSuite(runner, subject);
  largeBatchSuite(runner, subject);
  classWeightSuite(runner, subject);
  trajectorySuite(runner, subject);
  sgdRunSuite(runner, subject);
  runSuite(runner, subject);
  upstreamRunSuite(runner, subject);
  if (subject.exact === true) {
    strictConvolutionSuite(runner, subject);
    strictRunSuite(runner, subject);
  }
  refusalSuite(runner, subject);
}
