import { shapeSize } from "@lockstep/core";
import type { OrtModel } from "./ort-model.ts";
import type { SessionSettings } from "./session-settings.ts";

/** As many as `fit` has under way. */
const STEPS = 8;

/**
 * Bytes of weights from which on several steps are run as one graph: crossing the border of the runtime copies the weights
 * twice a step, and below this the other work hides it.
 */
const LARGE = 4_000_000;

/** How many steps of a model are run as one loop: 1 where that does not pay, and on GPUs, where weights do not move at all. */
export function stepsInALoop(
  { parameters }: Pick<OrtModel, "parameters">,
  { executionProvider }: Pick<SessionSettings, "executionProvider">,
): number {
  const bytes = parameters.reduce((sum, { shape }) => sum + shapeSize(shape) * Float32Array.BYTES_PER_ELEMENT, 0);
  return executionProvider === "wasm" && bytes >= LARGE ? STEPS : 1;
}
