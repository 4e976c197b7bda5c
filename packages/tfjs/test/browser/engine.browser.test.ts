import { dense, sequential, softmaxCrossEntropy } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { PAGE_BACKENDS, startPageBackend } from "./start-page-backend.ts";

describe.each(PAGE_BACKENDS)("an engine on %s", (backend) => {
  beforeAll(() => startPageBackend(backend));

  test("is named after its backend", async () => {
    const model = sequential({ inputShape: [2], layers: [dense(2)] });
    using engine = await createTfjsEngine(tf, model, { loss: softmaxCrossEntropy(), seed: 1 });
    expect(engine.name).toBe(`tfjs-${backend}`);
  });
});
