import { createHash } from "node:crypto";
import type { DropoutMask } from "@lockstep/core";
import type { EngineBackend } from "../engines.ts";
import { maskProbe, type MaskProbe } from "../experiment/mask-probe.ts";

/**
 * After each epoch, the SHA-256 (hex) of all masks so far as a backend applies them in training (one byte an element,
 * row-major): read off a {@link maskProbe}, not off core.
 *
 * @param masks of each epoch's steps, in order; each [rows, units].
 */
export async function digestMasks(
  backend: EngineBackend,
  masks: readonly (readonly DropoutMask[])[],
): Promise<readonly string[]> {
  const digest = createHash("sha256");
  const probes = new Map<string, MaskProbe>();
  const digests: string[] = [];
  try {
    for (const epochMasks of masks) {
      for (const mask of epochMasks) {
        const [rows, units] = mask.shape as readonly [number, number];
        const key = mask.shape.join("x");
        const probe =
          probes.get(key) ?? (await maskProbe((model, options) => backend.create(model, options), rows, units));
        probes.set(key, probe);
        digest.update(await probe.appliedBits(mask));
      }
      digests.push(digest.copy().digest("hex"));
    }
  } finally {
    for (const probe of probes.values()) probe.dispose();
  }
  return digests;
}
