import { applyDropout, dropoutMask, keepBits } from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import { expectBits } from "../check/expect-bits.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeFloats, decodeKey } from "../vectors/decode.ts";
import { dropoutMaskCases } from "../vectors/vector-files.ts";

/** Masks against JAX, bit for bit, up to 300,000 elements; and what must be refused. */
export function dropoutMaskSuite({ describe, it }: TestRunner): void {
  describe("dropout masks", () => {
    for (const { id, clause, input, expect } of dropoutMaskCases) {
      it(`${clause} ${id} (rate ${input.rate}, ${input.shape.join("x")})`, async () => {
        const mask = dropoutMask({ ...input, seed: BigInt(input.seed) });
        expectSame("key", mask.key, decodeKey(expect.key));
        expectSame("start", [mask.start], [expect.start]);
        expectSame("threshold", [mask.threshold], [expect.threshold]);
        expectSame("scale", [mask.scale], decodeFloats(expect.scale));
        expectSame("shape", mask.shape, expect.maskShape ?? input.shape);
        await expectBits(keepBits(mask), expect.mask);
        if (expect.spread === undefined) return;
        const ones = new Float32Array(input.shape.reduce((size, length) => size * length, 1)).fill(1);
        const spread = applyDropout(ones, { ...mask, scale: 1 }, input.shape);
        await expectBits(Uint8Array.from(spread), expect.spread);
      });
    }
    for (const rate of [NaN, -0.1, 1.5, 1 - 2 ** -21, "0.5", undefined]) {
      it(`DRP-1 dropout.rate.refused: rate ${rate}`, async () => {
        const options = { seed: 1, site: 0, step: 0, rate: rate as number, shape: [4] };
        await expectRefusal(`rate ${rate}`, "INVALID_OPTION", () => dropoutMask(options));
      });
    }
    for (const [name, sharedAxes] of [
      ["an axis that is none", [2]],
      ["a negative axis", [-1]],
      ["an axis twice", [1, 1]],
      ["half an axis", [0.5]],
      ["no list", 1],
    ] as const) {
      it(`DRP-3 dropout.shared-axes.refused: ${name}`, async () => {
        const options = { seed: 1, site: 0, step: 0, rate: 0.5, shape: [4, 3], sharedAxes: sharedAxes as never };
        await expectRefusal(name, "INVALID_OPTION", () => dropoutMask(options));
      });
    }
    it("DRP-1 dropout.rate.keep-probability: keepProb is refused with the conversion", async () => {
      const options = { seed: 1, site: 0, step: 0, keepProb: 0.8, shape: [4] };
      const error = await expectRefusal("keepProb", "UNKNOWN_OPTION", () => dropoutMask(options as never));
      expectThat(
        error.message.includes("rate = 1 - keepProb"),
        `the message must say how to convert: ${error.message}`,
      );
    });
  });
}
