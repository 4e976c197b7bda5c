import { fit, type Checkpoint, type TrainingReport } from "@lockstep/core";
import { fitOptionsOf } from "../experiment/fit-options-of.ts";
import { decisionBoundary, planeOf } from "./decision-boundary.ts";
import { EventSender } from "./event-sender.ts";
import type { LoadedTask } from "./load-task.ts";
import { LossSender } from "./loss-sender.ts";
import { observeEngine } from "./observe-engine.ts";
import { StepTimer } from "./step-timer.ts";
import type { StopSignal } from "./stop-signal.ts";
import type { TrainingListener, TrainingOutcome } from "./training-worker-api.ts";

/**
 * Trains on from the last checkpoint, else from the start, and tells the listener. After every epoch, in this order: its
 * checkpoint is stored, the page hears of it, and the other backends are waited for, unless the user pauses.
 */
export async function trainTask(
  { settings, data, engine, initial, checkpoints }: LoadedTask,
  listener: TrainingListener,
  stop: StopSignal,
  now: () => number,
): Promise<TrainingOutcome> {
  const resumeFrom = checkpoints.last;
  if (resumeFrom === undefined) await engine.writeState(initial);
  const firstStep = resumeFrom?.step ?? 0;
  const batchesPerEpoch = Math.ceil(data.training.rowCount / settings.batchSize);
  const plane = planeOf(data);
  const events = new EventSender(listener);
  const timer = new StepTimer(now);
  const losses = new LossSender(
    firstStep,
    (run) => {
      const epoch = Math.floor((run.firstStep + run.losses.length - 1) / batchesPerEpoch);
      events.send({ type: "steps", ...run, epoch });
    },
    now,
  );

  const keep = async (checkpoint: Checkpoint): Promise<void> => {
    await checkpoints.keep(checkpoint);
    const message = checkpoints.takeWarning();
    if (message !== undefined) events.send({ type: "warning", message });
  };

  const finishEpoch = async (checkpoint: Checkpoint): Promise<void> => {
    const millisecondsPerStep = timer.take();
    await keep(checkpoint);
    const record = checkpoint.history.at(-1)!;
    const boundary = plane === null ? null : await decisionBoundary(engine, plane);
    const { earlyStopping } = checkpoint;
    events.send({ type: "epoch", record, earlyStopping, millisecondsPerStep, boundary });
    await Promise.race([listener.epochDone(record.epoch), stop.paused]);
  };

  const observed = observeEngine(engine, {
    stepBegins() {
      stop.stepBegan();
      timer.stepBegins();
    },
    lossRead(loss) {
      timer.lossRead();
      losses.add(loss);
    },
  });
  try {
    const report = await fit(observed, data.training, {
      ...fitOptionsOf(settings),
      validation: data.validation,
      signal: stop,
      checkpoint: { everyEpochs: 1, save: finishEpoch },
      ...(resumeFrom === undefined ? {} : { resumeFrom }),
      onEvent(event) {
        if (event.type === "warning") events.send({ type: "warning", message: event.message });
      },
    });
    if (report.checkpoint !== undefined) await keep(report.checkpoint);
    return outcomeOf(report);
  } finally {
    losses.flush();
    await events.settled();
  }
}

function outcomeOf(report: TrainingReport): TrainingOutcome {
  const { stopReason, steps, history, earlyStopping, restoredBest, bestEpoch } = report;
  return { stopReason, step: steps, history, earlyStopping, bestEpoch: restoredBest ? bestEpoch : null };
}
