import { DeviceLostError, meanSquaredError, relu, sequential, tensor } from "@lockstep/core";
import type { LoadedBackend } from "../../backends/loaded-backend.ts";

/** The least that a backend computes. */
const PROBE = sequential({ inputShape: [1], layers: [relu()] });

/**
 * Computes something that every backend can. A graphics device that was lost would have every later case fail, which says
 * nothing of the backend.
 *
 * @throws {DeviceLostError} if it cannot any more.
 */
export async function requireWorking(backend: LoadedBackend): Promise<void> {
  try {
    using engine = await backend.create(PROBE, { loss: meanSquaredError(), seed: 0 });
    await engine.predict(tensor([1, 1], Float32Array.of(1)));
  } catch (cause) {
    const lost = new DeviceLostError("the backend", "Go on: a new worker gets a new device.");
    lost.cause = cause;
    throw lost;
  }
}
