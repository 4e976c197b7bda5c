import {
  copyTensors,
  sgd,
  sgdStep,
  type EngineCapabilities,
  type EngineState,
  type NamedTensors,
  type TrainingEngine,
} from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { exampleBatch, exampleData, exampleEngine } from "./example-run.ts";

const UPDATE = sgdStep(sgd({ learningRate: 0.1, momentum: 0.9 }), 1);

/** Fresh instances, states that go in and out bit for bit, and an end that is final. */
export function lifecycleSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  const data = exampleData(32, 1);
  const train = (engine: TrainingEngine, step = 0): Promise<unknown> =>
    engine.trainBatch([exampleBatch(engine, data, { from: 0, to: 16, step })], UPDATE).read();

  describe("lifecycle", () => {
    it("PRT-1 lifecycle.fresh: createEngine gives independent instances", async () => {
      using first = await exampleEngine(subject);
      using second = await exampleEngine(subject);
      const before = await second.readState();
      await train(first);
      expectSameState(await second.readState(), before);
      await train(second);
      expectSameState(await second.readState(), await first.readState());
    });
    it("PRT-10 lifecycle.declared: the engine's capabilities are those the subject declares", async () => {
      using engine = await exampleEngine(subject);
      const [declared, found] = [inOrder(subject.capabilities), inOrder(engine.capabilities)];
      expectThat(declared === found, `declared ${declared}, found ${found}`);
    });
    it("PRT-5 lifecycle.round-trip: a state written and read back is the same, bit for bit", async () => {
      using source = await exampleEngine(subject);
      for (const step of [0, 1, 2]) await train(source, step);
      const state = await source.readState();
      using target = await exampleEngine(subject, 7);
      await target.writeState(state);
      expectSameState(await target.readState(), state);
      await train(source, 3);
      await train(target, 3);
      expectSameState(await target.readState(), await source.readState());
    });
    it("PRT-5 lifecycle.order: a state comes out in the order of the engine's parameters, however it went in", async () => {
      using engine = await exampleEngine(subject);
      await train(engine);
      const { parameters, velocity = {} } = await engine.readState();
      await engine.writeState({ parameters: reversed(parameters), velocity: reversed(velocity) });
      const state = await engine.readState();
      const names = engine.parameters.map(({ name }) => name).join();
      for (const tensors of [state.parameters, state.velocity ?? {}]) {
        expectThat(Object.keys(tensors).join() === names, `expected ${names}, got ${Object.keys(tensors).join()}`);
      }
      expectSameState(state, { parameters, velocity });
    });
    it("PRT-5 SGD-6 lifecycle.order.clipped: the order in which a state went in changes no bit of a clipped step", async () => {
      using forwards = await exampleEngine(subject);
      using backwards = await exampleEngine(subject);
      await train(forwards);
      const { parameters, velocity = {} } = await forwards.readState();
      await backwards.writeState({ parameters: reversed(parameters), velocity: reversed(velocity) });
      // Far below the norm, so that the norm's own rounding shows in every weight.
      const clipped = sgdStep(sgd({ learningRate: 0.1, momentum: 0.9, clip: { kind: "norm", limit: 1e-2 } }), 1);
      for (const engine of [forwards, backwards]) {
        await engine.trainBatch([exampleBatch(engine, data, { from: 0, to: 16, step: 1 })], clipped).read();
      }
      expectSameState(await backwards.readState(), await forwards.readState());
    });
    it("PRT-6 lifecycle.copies: states are copies, in and out", async () => {
      using engine = await exampleEngine(subject);
      await train(engine);
      const state = await engine.readState();
      const { parameters, velocity = {} } = state;
      const kept = { parameters: copyTensors(parameters), velocity: copyTensors(velocity) };
      overwrite(state);
      expectSameState(await engine.readState(), kept);
      const written = await engine.readState();
      await engine.writeState(written);
      overwrite(written);
      expectSameState(await engine.readState(), kept);
    });
    it("PRT-5 SGD-3 lifecycle.new-run: a state without velocity starts with zeros", async () => {
      using used = await exampleEngine(subject);
      await train(used);
      const { parameters } = await used.readState();
      await used.writeState({ parameters });
      using fresh = await exampleEngine(subject, 7);
      await fresh.writeState({ parameters });
      await train(used, 1);
      await train(fresh, 1);
      expectSameState(await used.readState(), await fresh.readState());
    });
    it("PRT-7 lifecycle.deferred: a read waits for the steps before it", async () => {
      using engine = await exampleEngine(subject);
      using other = await exampleEngine(subject);
      const pending = [0, 1, 2].map((step) =>
        engine.trainBatch([exampleBatch(engine, data, { from: 0, to: 16, step })], UPDATE),
      );
      const state = await engine.readState();
      for (const loss of pending) await loss.read();
      for (const step of [0, 1, 2]) await train(other, step);
      expectSameState(state, await other.readState());
    });
    it("PRT-8 lifecycle.pure: evaluation and prediction change nothing", async () => {
      using engine = await exampleEngine(subject);
      await train(engine);
      const before = await engine.readState();
      const batch = exampleBatch(engine, data, { from: 0, to: 16 });
      await engine.evaluateBatch(batch);
      await engine.predict(batch.inputs);
      await engine.predict(batch.inputs, batch.masks);
      expectSameState(await engine.readState(), before);
    });
    it("PRT-9 lifecycle.dispose: twice is once, and every later call is refused", async () => {
      const engine = await exampleEngine(subject);
      const batch = exampleBatch(engine, data, { from: 0, to: 16 });
      const state = await engine.readState();
      engine.dispose();
      engine.dispose();
      const calls: Record<string, () => unknown> = {
        trainBatch: () => engine.trainBatch([batch], UPDATE),
        evaluateBatch: () => engine.evaluateBatch(batch),
        predict: () => engine.predict(batch.inputs),
        readState: () => engine.readState(),
        writeState: () => engine.writeState(state),
      };
      for (const [name, call] of Object.entries(calls)) await expectRefusal(name, "ENGINE_DISPOSED", call);
    });
  });
}

/** Checks that two states are equal bit for bit, buffers included, an absent velocity counting as zeros. */
export function expectSameState(actual: EngineState, expected: EngineState): void {
  expectThat(
    Object.keys(actual.parameters).join() === Object.keys(expected.parameters).join(),
    `parameters: expected ${Object.keys(expected.parameters).join()}, got ${Object.keys(actual.parameters).join()}`,
  );
  for (const [name, { data }] of Object.entries(expected.parameters)) {
    expectSame(name, actual.parameters[name]!.data, data);
    const zeros = new Float32Array(data.length);
    expectSame(`velocity of ${name}`, actual.velocity?.[name]?.data ?? zeros, expected.velocity?.[name]?.data ?? zeros);
  }
  const names = ({ buffers = {} }: EngineState): string => Object.keys(buffers).join();
  expectThat(names(actual) === names(expected), `buffers: expected ${names(expected)}, got ${names(actual)}`);
  for (const [name, { data }] of Object.entries(expected.buffers ?? {})) {
    expectSame(name, actual.buffers![name]!.data, data);
  }
}

/** Capabilities as text, whichever comes first. */
function inOrder(capabilities: EngineCapabilities): string {
  const entries = Object.entries(capabilities).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(entries));
}

function overwrite(state: EngineState): void {
  for (const { data } of Object.values({ ...state.parameters })) data.fill(NaN);
  for (const { data } of Object.values({ ...state.velocity })) data.fill(NaN);
}

/** The same tensors, named in the opposite order. */
function reversed(tensors: NamedTensors): NamedTensors {
  return Object.fromEntries(Object.entries(tensors).toReversed());
}
