import { ModelSessions } from "./model-sessions.ts";
import { oneCallAtATime } from "./one-call-at-a-time.ts";
import { RuntimeDevice } from "./runtime-device.ts";
import type { OrtEngine } from "./ort-engine.ts";
import type { OrtModel } from "./ort-model.ts";
import type { OrtNamespace } from "./ort-namespace.ts";
import { OrtTrainingEngine } from "./ort-training-engine.ts";
import type { SessionSettings } from "./session-settings.ts";
import { stepsInALoop } from "./steps-in-a-loop.ts";

/**
 * An engine for a checked model, whatever it was made from.
 *
 * @param loopSize how many steps are run as one loop. @default what pays for the model
 */
export async function openEngine(
  ort: OrtNamespace,
  model: OrtModel,
  settings: SessionSettings,
  loopSize: number = stepsInALoop(model, settings),
): Promise<OrtEngine> {
  const device = new RuntimeDevice(ort, settings.executionProvider);
  const queued = oneCallAtATime(ort, device);
  const sessions = new ModelSessions(queued, model, settings);
  // A runtime that cannot start (a missing wasm file, say) is an error of this call, not of the first step.
  await sessions.evaluation.open();
  return new OrtTrainingEngine(queued, device, model, sessions, loopSize);
}
