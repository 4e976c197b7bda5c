import { DeviceLostError } from "@lockstep/core";

import { backendDevice } from "../namespace/backend-device.ts";
import type { LayersNamespace } from "../namespace/layers-namespace.ts";

/**
 * Checks that the device of the current backend is there, and every tensor on it.
 *
 * @param remedy what can be done where it is not.
 * @throws {DeviceLostError} if it was lost.
 */
export async function requireDevice(tf: LayersNamespace, subject: string, remedy: string): Promise<void> {
  if (await backendDevice(tf).settle()) {
    throw new DeviceLostError(`${subject}: tfjs's ${tf.getBackend()} backend`, remedy);
  }
}
