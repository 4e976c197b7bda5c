import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { largestError, NUMERIC_LAWS } from "../numeric-laws.ts";
import { startPageBackend } from "./start-page-backend.ts";

/** As the subjects of the GPU backends declare. */
const ULPS = 16;

describe.each(["webgl", "webgpu"] as const)("functions on %s", (backend) => {
  beforeAll(async () => {
    await startPageBackend(backend);
    // Otherwise what lies on the host may be computed there.
    tf.env().set(backend === "webgl" ? "WEBGL_CPU_FORWARD" : "WEBGPU_CPU_FORWARD", false);
  });

  test.each(NUMERIC_LAWS)(`$name is within ${ULPS} ulp, where stock tfjs is a thousand off`, async (numericLaw) => {
    const { ours, stock, law, ranges } = numericLaw;
    let largestOfStock = 0;
    for (const range of ranges) {
      expect(await largestError(tf, (x) => ours(tf, x), law, range)).toBeLessThanOrEqual(ULPS);
      largestOfStock = Math.max(largestOfStock, await largestError(tf, (x) => stock(tf, x), law, range));
    }
    expect(largestOfStock).toBeGreaterThan(1000);
  });
});
