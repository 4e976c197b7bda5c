import type { ConformanceSubject } from "./conformance-subject.ts";
import { batchOrderSuite } from "./suites/batch-order.ts";
import { batchingSuite } from "./suites/batching.ts";
import { centralDifferenceSuite } from "./suites/central-differences.ts";
import { checkpointFileSuite } from "./suites/checkpoint-files.ts";
import { dataDrawSuite } from "./suites/data-draws.ts";
import { deferralSuite } from "./suites/deferral.ts";
import { dropoutLawSuite } from "./suites/dropout-laws.ts";
import { dropoutMaskSuite } from "./suites/dropout-masks.ts";
import { initialWeightSuite } from "./suites/initial-weights.ts";
import { layerSuite } from "./suites/layers.ts";
import { lifecycleSuite } from "./suites/lifecycle.ts";
import { lossSuite } from "./suites/losses.ts";
import { metadataSuite } from "./suites/metadata.ts";
import { randomWordSuite } from "./suites/random-words.ts";
import { refusalSuite } from "./suites/refusals.ts";
import { runSuite } from "./suites/runs.ts";
import { sgdSuite } from "./suites/sgd.ts";
import { trajectorySuite } from "./suites/trajectories.ts";
import type { TestRunner } from "./test-runner.ts";

/**
 * Registers every conformance test of an engine with a test framework.
 *
 * The order is that of trust: first that each created engine is fresh, without which no later test means anything, then
 * the decisions of core on this JavaScript engine, then the arithmetic, then whole runs.
 *
 * @param runner `describe` and `it` of the framework.
 * @param subject the engine: its name, what it can do, and how to make one.
 * @example
 * import { describe, it } from "node:test"; // or from vitest
 * import { createReferenceEngine } from "@lockstep/core/reference"; // or yours
 *
 * describeConformance({ describe, it }, {
 *   name: "my engine",
 *   capabilities: { microBatches: true },
 *   createEngine: (model, options) => createReferenceEngine(model, options),
 * });
 */
export function describeConformance(runner: TestRunner, subject: ConformanceSubject): void {
  runner.describe(`conformance of ${subject.name}`, () => {
    lifecycleSuite(runner, subject);
    metadataSuite(runner, subject);
    deferralSuite(runner, subject);
    randomWordSuite(runner);
    dropoutMaskSuite(runner);
    batchOrderSuite(runner);
    dataDrawSuite(runner);
    checkpointFileSuite(runner);
    initialWeightSuite(runner, subject);
    dropoutLawSuite(runner, subject);
    layerSuite(runner, subject);
    centralDifferenceSuite(runner, subject);
    lossSuite(runner, subject);
    sgdSuite(runner, subject);
    batchingSuite(runner, subject);
    trajectorySuite(runner, subject);
    runSuite(runner, subject);
    refusalSuite(runner, subject);
  });
}
