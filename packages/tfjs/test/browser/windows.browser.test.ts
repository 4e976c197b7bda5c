import { beforeAll, describe, test } from "vitest";

import { checkConvolution } from "../engine/check-convolution.ts";
import { checkPool } from "../engine/check-pool.ts";
import { CONVOLUTION_EXAMPLES } from "../engine/convolution-examples.ts";
import { POOL_EXAMPLES } from "../engine/pool-examples.ts";
import { startPageBackend } from "./start-page-backend.ts";

/** Every so many examples: a program for each new shape takes a GPU's driver its time. */
const SHARE = 10;

describe.each(["webgl", "webgpu"] as const)("windows on %s", (backend) => {
  beforeAll(() => startPageBackend(backend));

  const share = <Example>(examples: readonly Example[]): Example[] =>
    examples.filter((_, index) => index % SHARE === SHARE - 1);

  test.each(share(CONVOLUTION_EXAMPLES))("$spec.kind: $name", checkConvolution);
  test.each(share(POOL_EXAMPLES))("$spec.kind: $name", checkPool);
});
