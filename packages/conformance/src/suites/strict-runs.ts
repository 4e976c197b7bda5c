import type { NamedTensors } from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import { expectWords } from "../check/expect-words.ts";
import type { TestRunner } from "../case/test-runner.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import { decodeDoubles } from "../vectors/decode.ts";
import { strictDropoutFamilyCases } from "../vectors/dropout-family-cases.ts";
import { strictSgdRunCases } from "../vectors/sgd-run-cases.ts";
import { strictTrajectoryCases } from "../vectors/vector-files.ts";
import { runSteps } from "./vector-run.ts";

type StrictCase = (typeof strictTrajectoryCases)[number];

/** Whole runs against strict f32 in NumPy, bit for bit: for engines that promise it. */
export function strictRunSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("strict runs", () => {
    for (const vector of [...strictTrajectoryCases, ...strictSgdRunCases, ...strictDropoutFamilyCases]) {
      const { id, clause, input } = vector;
      // The whole batch, single rows, and parts that do not divide it: the vectors know of no parts.
      for (const partSize of [input.batchSize, 1, 4]) {
        const what = `losses, weights and velocity after ${input.steps} steps in parts of ${partSize}, bit for bit`;
        it(`${clause} ${id}: ${what}`, () => checkRun(subject, vector, partSize));
      }
    }
  });
}

async function checkRun(subject: ConformanceSubject, { input, expect }: StrictCase, partSize: number): Promise<void> {
  using engine = await subject.createEngine(input.model, { loss: input.loss, seed: BigInt(input.seed) });
  const losses = await runSteps(engine, input, partSize);
  const lossSums = losses.map(({ lossSum }) => lossSum);
  expectSame("loss sums", lossSums, decodeDoubles(expect.lossSums));
  const { parameters, velocity = {} } = await engine.readState();
  await expectTensors("", parameters, expect.parameters);
  await expectTensors("velocity of ", velocity, expect.velocity);
}

async function expectTensors(
  prefix: string,
  tensors: NamedTensors,
  expected: StrictCase["expect"]["parameters"],
): Promise<void> {
  const [names, expectedNames] = [Object.keys(tensors).join(), Object.keys(expected).join()];
  expectThat(names === expectedNames, `${prefix}parameters: expected ${expectedNames}, got ${names}`);
  for (const [name, { data }] of Object.entries(tensors)) {
    await expectWords(prefix + name, new Uint32Array(data.buffer, data.byteOffset, data.length), expected[name]!);
  }
}
