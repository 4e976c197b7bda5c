import { TorchGenerator } from "@lockstep/core";
import { describe, it } from "vitest";
import { expectWords } from "../src/check/expect-words.ts";
import { expectNext } from "../src/suites/torch-draws.ts";
import { torchLargePermutationCases } from "../src/vectors/torch-cases.ts";

/** A minute and 1.7 GB: only where LOCKSTEP_SOAK is set. The law itself is tested with few rows in core. */
describe.runIf(process.env["LOCKSTEP_SOAK"] !== undefined)("permutations beyond PyTorch's switch", () => {
  for (const { id, clause, input, expect } of torchLargePermutationCases) {
    it(`${clause} ${id} (${input.count} rows)`, { timeout: 600_000 }, async () => {
      const generator = new TorchGenerator(BigInt(input.seed));
      await expectWords("order", generator.randperm(input.count), expect.values);
      expectNext(generator, expect.next);
    });
  }
});
