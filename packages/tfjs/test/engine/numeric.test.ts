import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { clamp } from "../../src/engine/numeric/clamp.ts";
import { largestError, NUMERIC_LAWS } from "../numeric-laws.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

/** As the suites count by default for an engine of these backends. */
const ULPS = 4;

describe.each(BACKENDS)("functions on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  for (const { name, ours, law, ranges } of NUMERIC_LAWS) {
    test.each(ranges)(`${name} is within ${ULPS} ulp from %d to %d`, async (from, to) => {
      expect(await largestError(tf, (x) => ours(tf, x), law, [from, to])).toBeLessThanOrEqual(ULPS);
    });
  }

  test("clamp keeps a NaN and a -0", async () => {
    const values = [NaN, -0, 0, -2, 0.5, 2, Infinity, -Infinity];
    expect([...(await clamp(tf, tf.tensor(values), 0, 1).data())]).toEqual([NaN, -0, 0, 0, 0.5, 1, 1, 0]);
    expect([...(await clamp(tf, tf.tensor(values), -1, 1).data())]).toEqual([NaN, -0, 0, -1, 0.5, 1, 1, -1]);
  });
});

describe("where stock tfjs on wasm is not enough", () => {
  beforeAll(() => startBackend("wasm"));

  test("its log1p has no digit left of a small number", async () => {
    expect(await largestError(tf, (x) => tf.log1p(x), Math.log1p, [1e-8, 1e-4])).toBeGreaterThan(1e6);
  });

  test("its clipByValue makes a number of a NaN, and a +0 of a -0", async () => {
    expect([...(await tf.clipByValue(tf.tensor([NaN, -0]), 0, 1).data())]).toEqual([0, 0]);
  });
});
