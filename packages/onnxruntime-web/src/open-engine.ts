import { ModelSessions } from "./model-sessions.ts";
import { oneCallAtATime } from "./one-call-at-a-time.ts";
import { OrtEngine } from "./ort-engine.ts";
import type { OrtModel } from "./ort-model.ts";
import type { OrtNamespace } from "./ort-namespace.ts";
import type { SessionSettings } from "./session-settings.ts";

/** An engine for a checked model, whatever it was made from. */
export async function openEngine(ort: OrtNamespace, model: OrtModel, settings: SessionSettings): Promise<OrtEngine> {
  const queued = settings.executionProvider === "webgpu" ? oneCallAtATime(ort) : ort;
  const sessions = new ModelSessions(queued, model, settings);
  // A runtime that cannot start (a missing wasm file, say) is an error of this call, not of the first step.
  await sessions.evaluation.open();
  return new OrtEngine(queued, model, sessions);
}
