import { expose, releaseProxy, type Remote } from "comlink";
import { loadBackend } from "../backends/load-backend.ts";
import { loadExperimentData } from "../data/load-experiment-data.ts";
import { openRunStore } from "../storage/open-run-store.ts";
import { holdLock } from "./hold-lock.ts";
import { sendErrorDetails } from "./send-error-details.ts";
import { TrainingSession } from "./training-session.ts";
import type { TrainingListener, TrainingOutcome, TrainingWorkerApi } from "./training-worker-api.ts";

/** The session of this worker, whose listeners are proxies that hold a channel each. */
class WorkerSession extends TrainingSession {
  override async train(listener: TrainingListener, steps: number | null): Promise<TrainingOutcome> {
    try {
      return await super.train(listener, steps);
    } finally {
      (listener as Remote<TrainingListener>)[releaseProxy]();
    }
  }
}

sendErrorDetails();
const session: TrainingWorkerApi = new WorkerSession({
  holdLock,
  loadBackend,
  loadData: loadExperimentData,
  openStore: openRunStore,
  now: () => performance.now(),
});
expose(session);
