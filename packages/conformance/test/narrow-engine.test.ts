import { createReferenceEngine } from "@lockstep/core/reference";
import { UnsupportedOptionError, type EngineCapabilities, type TrainingEngine } from "@lockstep/core";
import {
  requireComputedLoss,
  requireLayers,
  requireMicroBatches,
  requireStep,
  resolveEngineModel,
} from "@lockstep/core/engine";
import { describe, expect, it } from "vitest";
import { conformanceCases, type ConformanceSubject } from "../src/index.ts";

const CAPABILITIES: EngineCapabilities = {
  microBatches: false,
  layerKinds: ["dense"],
  losses: ["mean-squared-error"],
};

/** The reference engine as one that computes dense layers under the mean squared error, and nothing else. */
function narrow(change: (engine: TrainingEngine) => Partial<TrainingEngine> = () => ({})): ConformanceSubject {
  return {
    name: "narrow",
    capabilities: CAPABILITIES,
    declines: {
      microBatches: "for this test",
      clipping: "for this test",
      maxNorm: "for this test",
      layerKinds: "for this test",
      losses: "for this test",
      denseOnLastAxis: "for this test",
      computedIds: "for this test",
      randomSiteKinds: "for this test",
    },
    createEngine(model, options) {
      const resolved = resolveEngineModel("narrow", model, options);
      requireLayers("narrow", CAPABILITIES.layerKinds, resolved.layers, CAPABILITIES);
      requireComputedLoss("narrow", CAPABILITIES.losses, resolved.loss);
      if (resolved.randomSites.length > 0) {
        throw new UnsupportedOptionError({ subject: "narrow", rule: "draws nothing", remedy: "Leave it out." });
      }
      const healthy = createReferenceEngine(model, options);
      const engine: TrainingEngine = {
        ...healthy,
        capabilities: CAPABILITIES,
        trainBatch(parts, step) {
          requireMicroBatches("narrow", CAPABILITIES, resolved, parts);
          requireStep("narrow", CAPABILITIES, step);
          return healthy.trainBatch(parts, step);
        },
      };
      return { ...engine, ...change(engine) };
    },
  };
}

/** How the cases of some suites end, by status. */
async function statuses(subject: ConformanceSubject, suites: readonly string[]): Promise<Record<string, string[]>> {
  const ended: Record<string, string[]> = {};
  for (const { suite, name, run } of conformanceCases(subject)) {
    if (suites.includes(suite)) (ended[(await run()).status] ??= []).push(name);
  }
  return ended;
}

describe("an engine that computes little", () => {
  it("owes all of the port's obligations that do not need more", async () => {
    const ended = await statuses(narrow(), ["lifecycle", "deferral", "batching", "refusals", "sgd", "metadata"]);
    expect(ended["failed"] ?? []).toEqual([]);
    const unasked = (ended["unsupported"] ?? []).map((name) => name.replace(/^(?:[A-Z]{3}-\d+ )+/, "").split(":")[0]!);
    expect([...new Set(unasked)].toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "batching.correct",
      "batching.micro-batches",
      "batching.micro-batches.sums",
      "batching.micro-batches.weights",
      "lifecycle.order.clipped",
      "metadata.fingerprint",
      "metadata.parameters",
      "metadata.random-sites",
      "metadata.shapes",
      "refusals.evaluate",
      "refusals.train",
    ]);
  });
  it("is seen to work on after dispose", async () => {
    const { failed = [] } = await statuses(
      narrow(() => ({ dispose: () => undefined, [Symbol.dispose]: () => undefined })),
      ["lifecycle"],
    );
    expect(failed.join()).toContain("lifecycle.dispose");
  });
  it("is seen to ignore all micro-batches but the first", async () => {
    const { failed = [] } = await statuses(
      narrow((engine) => ({ trainBatch: (parts, step) => engine.trainBatch(parts.slice(0, 1), step) })),
      ["batching"],
    );
    expect(failed.join()).toContain("batching.micro-batches");
  });
});
