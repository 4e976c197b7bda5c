import {
  dense,
  dropout,
  flatten,
  meanSquaredError,
  sequential,
  softmaxCrossEntropy,
  type EngineOptions,
  type LayerSpec,
  type ModelSpec,
} from "@lockstep/core";
import { expectThat } from "../check/conformance-failure.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { exampleEngine, wholeExampleEngine } from "./example-run.ts";

/** What an engine says of itself: the loop draws masks, checks data and writes checkpoints by it. */
export function metadataSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("metadata", () => {
    it("PRT-3 metadata.name: it has one", async () => {
      using engine = await exampleEngine(subject);
      expectThat(typeof engine.name === "string" && engine.name.trim() !== "", "the engine's name must not be empty");
    });
    it("PRT-3 LAY-1 WGT-3 metadata.parameters: PyTorch's names and shapes, all trainable, and the state's layout", async () => {
      using engine = await wholeExampleEngine(subject);
      const expected = [
        { name: "0.weight", shape: [16, 12], trainable: true },
        { name: "0.bias", shape: [16], trainable: true },
        { name: "3.weight", shape: [8, 16], trainable: true },
        { name: "3.bias", shape: [8], trainable: true },
        { name: "6.weight", shape: [3, 8], trainable: true },
        { name: "6.bias", shape: [3], trainable: true },
      ];
      const declared = engine.parameters.map(({ name, shape, trainable }) => ({ name, shape: [...shape], trainable }));
      expectEqual("parameters", declared, expected);
      const { parameters } = await engine.readState();
      const held = Object.entries(parameters).map(([name, { shape }]) => ({
        name,
        shape: [...shape],
        trainable: true,
      }));
      expectEqual("state", held, expected);
    });
    it("PRT-3 DRP-2 metadata.random-sites: rates and shapes of the masks, in forward order", async () => {
      using engine = await wholeExampleEngine(subject);
      const sites = engine.randomSites.map((site) => ({ ...site, shape: [...site.shape(7)] }));
      expectEqual("random sites", sites, [
        { kind: "dropout", rate: 0.5, shape: [7, 16] },
        { kind: "dropout", rate: 0.25, shape: [7, 8] },
      ]);
    });
    it("PRT-3 LAY-1 metadata.shapes: rows of several axes", async () => {
      const model = sequential({
        inputShape: [2, 3, 4],
        layers: [dropout(0.1), flatten(), dense(5, { bias: false }), dropout(0.9)],
      });
      using engine = await subject.createEngine(model, { loss: meanSquaredError(), seed: 1 });
      expectEqual("input", [...engine.inputShape], [2, 3, 4]);
      expectEqual("output", [...engine.outputShape], [5]);
      expectEqual("loss", engine.loss.kind, "mean-squared-error");
      const names = engine.parameters.map(({ name }) => name);
      expectEqual("parameters", names, ["2.weight"]);
      const masks = engine.randomSites.map(({ shape }) => [...shape(6)]);
      expectEqual("masks", masks, [
        [6, 2, 3, 4],
        [6, 5],
      ]);
    });
    it("PRT-4 CKP-4 metadata.fingerprint: it is the model's and the loss's, not the weights'", async () => {
      const fingerprintOf = async (model: ModelSpec, options: EngineOptions): Promise<string> => {
        using engine = await subject.createEngine(model, options);
        return engine.modelFingerprint;
      };
      const modelOf = (...layers: readonly LayerSpec[]): ModelSpec => sequential({ inputShape: [4], layers });
      const classification = { loss: softmaxCrossEntropy(), seed: 1 };
      const own = await fingerprintOf(modelOf(dense(3), dropout(0.5)), classification);
      const again = await fingerprintOf(modelOf(dense(3), dropout(0.5)), { loss: softmaxCrossEntropy(), seed: 2 });
      expectEqual("fingerprint under another seed", again, own);
      const others = [
        await fingerprintOf(modelOf(dense(3), dropout(0.4)), classification),
        await fingerprintOf(modelOf(dropout(0.5), dense(3)), classification),
        await fingerprintOf(modelOf(dense(3, { bias: false }), dropout(0.5)), classification),
        await fingerprintOf(modelOf(dense(3), dropout(0.5)), { loss: meanSquaredError(), seed: 1 }),
      ];
      expectThat(new Set([own, ...others]).size === 5, "another rate, order, bias or loss must change the fingerprint");
    });
  });
}

function expectEqual(what: string, actual: unknown, expected: unknown): void {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  expectThat(got === wanted, `${what}: expected ${wanted}, got ${got}`);
}
