import { createHash } from "node:crypto";
import {
  dropout,
  meanSquaredError,
  sequential,
  tensor,
  type DropoutMask,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import type { EngineBackend } from "../engines.ts";

/**
 * After each epoch, the SHA-256 (hex) of all masks so far as a backend applies them: a network of a single dropout layer
 * gets ones, and every output that is not zero is a kept unit (one byte each, in row-major order). Core's own bits are
 * never looked at, so a backend that computes other bits, or applies them to other elements, gets another digest.
 *
 * @param masks of each epoch's steps, in order.
 */
export async function digestMasks(
  backend: EngineBackend,
  masks: readonly (readonly DropoutMask[])[],
): Promise<readonly string[]> {
  const digest = createHash("sha256");
  const probes = new Map<string, TrainingEngine>();
  const digests: string[] = [];
  try {
    for (const epochMasks of masks) {
      for (const mask of epochMasks) {
        const rowShape = mask.shape.slice(1);
        const key = rowShape.join("x");
        const probe = probes.get(key) ?? (await createProbe(backend, rowShape));
        probes.set(key, probe);
        const { data } = await probe.predict(onesOf(mask.shape), [mask]);
        digest.update(Uint8Array.from(data, (value) => (value === 0 ? 0 : 1)));
      }
      digests.push(digest.copy().digest("hex"));
    }
  } finally {
    for (const probe of probes.values()) probe.dispose();
  }
  return digests;
}

function onesOf(shape: readonly number[]): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(shape, new Float32Array(size).fill(1));
}

/** The rate does not matter here: a mask carries its own. */
function createProbe(backend: EngineBackend, inputShape: readonly number[]): Promise<TrainingEngine> {
  return backend.create(sequential({ inputShape, layers: [dropout(0.5)] }), { loss: meanSquaredError(), seed: 0 });
}
