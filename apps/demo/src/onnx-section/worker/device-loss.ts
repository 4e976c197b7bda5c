import { DeviceLostError } from "@lockstep/core";

/** As much of a GPUDevice as tells that it was lost. */
interface Losable {
  readonly lost: Promise<{ readonly reason: string | undefined; readonly message: string }>;
}

/**
 * Rejects with a {@link DeviceLostError} once the device of ONNX Runtime is lost; otherwise it never settles.
 *
 * @param device what `ort.env.webgpu.device` holds, or a promise of it.
 */
export async function deviceLoss(device: unknown): Promise<never> {
  const { lost } = (await device) as Losable;
  await lost;
  throw new DeviceLostError("WebGPU", "Training goes on from the last checkpoint.");
}
