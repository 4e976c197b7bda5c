import type { EngineCapabilities, EngineOptions, ModelSpec, TrainingEngine } from "@lockstep/core";
import {
  BASIC_LAYERS,
  BASIC_LOSSES,
  requireComputedLoss,
  requireLayers,
  requireMicroBatches,
  requireRandomSites,
  requireStep,
  resolveEngineModel,
} from "@lockstep/core/engine";
import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import { describe, expect, it } from "vitest";
import { conformanceCases, type CaseOutcome, type ConformanceSubject } from "../src/index.ts";

/** What an engine may decline, and a part of the names of cases that ask for it. */
const DECLINABLE: readonly (readonly [clauses: string, declined: Partial<EngineCapabilities>, asking: string])[] = [
  ["PRT-10 SGD-10", { clipping: false }, "sgd.order: clipping by norm: the engine"],
  ["PRT-10 SGD-10", { maxNorm: false }, "sgd.order: max-norm: the engine"],
  ["PRT-10", { microBatches: false }, "batching.micro-batches:"],
  ["PRT-10 POL-8", { layerKinds: BASIC_LAYERS }, " layer.max-pool2d.0001 "],
  ["PRT-10 LSS-12", { losses: BASIC_LOSSES }, " loss.huber.0001 "],
  ["PRT-10 LSS-12", { losses: BASIC_LOSSES }, " loss.label-smoothing.0001 "],
  ["PRT-10 DRP-14", { randomSiteKinds: ["dropout"] }, "dropout-family.bits: gaussian noise"],
  ["PRT-10 SEQ-3", { computedIds: false }, "failing.ids: "],
  ["PRT-10 SEQ-1", { denseOnLastAxis: false }, " layer.dense-on-last-axis.0001 "],
];

describe.each(DECLINABLE)("%s: an engine without %o", (_clauses, declined, asking) => {
  const capabilities = { ...REFERENCE_CAPABILITIES, ...declined };
  const [capability] = Object.keys(declined);
  const reasons = { declines: { [capability!]: "for this test" } };
  const accepting: ConformanceSubject = {
    name: "accepting",
    capabilities,
    createEngine: (model, options) => ({ ...createReferenceEngine(model, options), capabilities }),
  };
  const refusing: ConformanceSubject = {
    name: "refusing",
    capabilities,
    createEngine: (model, options) => refusingEngine(capabilities, model, options),
  };

  it("that refuses what it lacks neither passes nor fails", async () => {
    for (const outcome of await outcomes({ ...refusing, ...reasons }, asking)) {
      expect(outcome).toMatchObject({ status: "unsupported", reason: expect.stringMatching(/: for this test$/) });
    }
  });
  it("fails if it gives no reason", async () => {
    for (const outcome of await outcomes(refusing, asking)) {
      const reason = expect.stringMatching(
        `declined without a reason: say why in the subject's declines.${capability}`,
      );
      expect(outcome).toMatchObject({ status: "failed", reason });
    }
  });
  it("fails if it does what it says it cannot", async () => {
    for (const outcome of await outcomes({ ...accepting, ...reasons }, asking)) {
      const reason = expect.stringMatching(
        "expected a LockstepError with code UNSUPPORTED_OPTION, but it was accepted",
      );
      expect(outcome).toMatchObject({ status: "failed", reason });
    }
  });
});

/** How the cases end whose names contain a text; there must be some. */
async function outcomes(subject: ConformanceSubject, within: string): Promise<readonly CaseOutcome[]> {
  const found: CaseOutcome[] = [];
  for (const { name, run } of conformanceCases(subject)) if (name.includes(within)) found.push(await run());
  expect(found).not.toEqual([]);
  return found;
}

/** The reference engine behind the checks that every engine makes, under other capabilities. */
function refusingEngine(capabilities: EngineCapabilities, model: ModelSpec, options: EngineOptions): TrainingEngine {
  const resolved = resolveEngineModel("refusing", model, options);
  requireLayers("refusing", capabilities.layerKinds, resolved.layers, capabilities);
  requireRandomSites("refusing", capabilities, resolved);
  requireComputedLoss("refusing", capabilities.losses, resolved.loss);
  const engine = createReferenceEngine(model, options);
  return {
    ...engine,
    capabilities,
    trainBatch(microBatches, step) {
      requireMicroBatches("refusing", capabilities, resolved, microBatches);
      requireStep("refusing", capabilities, step);
      return engine.trainBatch(microBatches, step);
    },
  };
}
