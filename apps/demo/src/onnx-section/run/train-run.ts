import { proxy } from "comlink";
import type { Failure, Outcome } from "../failure.ts";
import type { OnnxTrainingListener, TrainingEnd, TrainingForm } from "../worker/onnx-worker-api.ts";
import type { WorkerConnection } from "../worker/worker-connection.ts";
import type { OnnxRun } from "./onnx-run.ts";

/** After so many losses without a finished epoch between, the cause is no accident. */
const MOST_LOSSES = 3;
const LOSS_CODES: ReadonlySet<string | null> = new Set(["WORKER_LOST", "DEVICE_LOST"]);

/** Trains until the run ends, is paused or fails; a lost worker or device is replaced, from the last checkpoint. */
export async function trainRun(
  run: OnnxRun,
  form: TrainingForm,
  /** Gives a worker that has model and data: the one there is, or another in its place. */
  connect: (anew: boolean) => Promise<Outcome<WorkerConnection>>,
): Promise<void> {
  let anew = false;
  for (;;) {
    const connection = await connect(anew);
    if (!connection.ok) return fail(run, connection.failure);
    const outcome = await trainOnce(run, form, connection.value);
    if (outcome.ok) return await endTraining(run, outcome.value, connection.value);
    if (!LOSS_CODES.has(outcome.failure.code)) return fail(run, outcome.failure);
    run.losses += 1;
    if (run.losses > MOST_LOSSES) return fail(run, outcome.failure);
    run.status.value = "recovering";
    run.notices.value = [...run.notices.value, lossNotice(run, outcome.failure)];
    run.history.value = run.history.value.slice(0, run.checkpoint?.epochs ?? 0);
    anew = true;
  }
}

/** Takes the best weights out of a run that is paused or has ended. */
export async function finishRun(run: OnnxRun, connection: WorkerConnection): Promise<void> {
  run.status.value = "finishing";
  run.phase.value = "Writing the model, and opening it again to check it";
  const outcome = await connection.call((api) => api.finish());
  if (!outcome.ok) return fail(run, outcome.failure);
  run.trained.value = outcome.value;
  run.status.value = "done";
}

async function trainOnce(
  run: OnnxRun,
  form: TrainingForm,
  connection: WorkerConnection,
): Promise<Outcome<TrainingEnd>> {
  run.status.value = "starting";
  const listener: OnnxTrainingListener = {
    onEvent(event) {
      switch (event.type) {
        case "phase":
          run.phase.value = event.text;
          if (event.text === "Training" && run.status.value === "starting") run.status.value = "training";
          break;
        case "before":
          run.before.value = event.measured;
          break;
        case "step":
          run.step.value = event.step;
          break;
        case "epoch":
          run.losses = 0;
          run.history.value = [...run.history.value, event.record];
          run.earlyStopping.value = event.earlyStopping;
          break;
      }
    },
    keep(bytes) {
      run.checkpoint = { bytes, epochs: run.history.value.length };
    },
  };
  const lent = proxy(listener);
  return await connection.call((api) => api.train(form, run.backend, run.checkpoint?.bytes ?? null, lent));
}

async function endTraining(run: OnnxRun, end: TrainingEnd, connection: WorkerConnection): Promise<void> {
  run.end.value = end;
  if (end.kind === "paused") run.status.value = "paused";
  else await finishRun(run, connection);
}

function fail(run: OnnxRun, failure: Failure): void {
  // Where the computing itself came to nothing, its last state leads to the same end.
  if (failure.code === null) run.checkpoint = null;
  run.failure.value = failure;
  run.status.value = "failed";
}

function lossNotice({ checkpoint }: OnnxRun, { code }: Failure): string {
  const what = code === "DEVICE_LOST" ? "The graphics device was lost." : "The worker that computes ended.";
  return checkpoint === null
    ? `${what} No epoch was done yet: training begins again in a new worker.`
    : `${what} Training goes on in a new worker from the checkpoint after epoch ${checkpoint.epochs}; only the steps since then are done again.`;
}
