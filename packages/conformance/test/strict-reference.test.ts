import { createReferenceEngine } from "@lockstep/core/reference";
import { describe, expect, it } from "vitest";
import { expectSame } from "../src/check/compare-numbers.ts";
import { expectWords } from "../src/check/expect-words.ts";
import { runSteps } from "../src/suites/vector-run.ts";
import { decodeDoubles } from "../src/vectors/decode.ts";
import { strictDropoutFamilyCases } from "../src/vectors/dropout-family-cases.ts";
import { strictSgdRunCases } from "../src/vectors/sgd-run-cases.ts";
import { strictTrajectoryCases } from "../src/vectors/vector-files.ts";

describe("the reference engine is strict f32", () => {
  for (const { id, clause, input, expect: expected } of [
    ...strictTrajectoryCases,
    ...strictSgdRunCases,
    ...strictDropoutFamilyCases,
  ]) {
    // The whole batch, single rows, and parts that do not divide it: the vectors know of no parts.
    for (const partSize of [input.batchSize, 1, 4]) {
      it(`${clause} ${id}: losses, weights and velocity after ${input.steps} steps in parts of ${partSize}, bit for bit`, async () => {
        using engine = createReferenceEngine(input.model, { loss: input.loss, seed: BigInt(input.seed) });
        const losses = await runSteps(engine, input, partSize);
        const lossSums = losses.map(({ lossSum }) => lossSum);
        expectSame("loss sums", lossSums, decodeDoubles(expected.lossSums));
        const { parameters, velocity } = await engine.readState();
        expect(Object.keys(parameters)).toEqual(Object.keys(expected.parameters));
        for (const name of Object.keys(parameters)) {
          await expectWords(name, wordsOf(parameters[name]!.data), expected.parameters[name]!);
          await expectWords(`velocity of ${name}`, wordsOf(velocity![name]!.data), expected.velocity[name]!);
        }
      });
    }
  }
});

function wordsOf(values: Float32Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length);
}
