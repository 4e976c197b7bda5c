import { formatLoss, formatShare } from "lockstep/number-format";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Progress } from "../../ui/progress.tsx";
import { CurveChart } from "../chart/curve-chart.tsx";
import { EpochsTable } from "../chart/epochs-table.tsx";
import { FailureNote } from "../page/failure-note.tsx";
import type { OnnxRun } from "../run/onnx-run.ts";
import type { OnnxSession } from "../run/onnx-session.ts";

/** A run: how far it is, its curves, and what can be done with it. */
export function RunView({ session, run }: { readonly session: OnnxSession; readonly run: OnnxRun }) {
  const history = run.history.value;
  const status = run.status.value;
  const failure = run.failure.value;
  const last = history.at(-1);
  return (
    <div class="stack">
      {run.notices.value.map((notice, index) => (
        <Notice key={index} kind="warn">
          {notice}
        </Notice>
      ))}
      {run.active && <RunProgress run={run} />}
      <div class="row">
        {status === "training" && <Button onClick={() => void session.pause()}>Pause</Button>}
        {status === "pausing" && (
          <Button disabled onClick={() => {}}>
            Pausing
          </Button>
        )}
        {status === "paused" && (
          <>
            <Button kind="primary" onClick={() => void session.resume()}>
              Go on
            </Button>
            {run.end.value?.best != null && (
              <Button onClick={() => void session.finish()}>Stop here, keep the best weights</Button>
            )}
            <Button kind="quiet" onClick={() => session.discard()}>
              Discard the run
            </Button>
          </>
        )}
      </div>
      {last !== undefined && (
        <>
          <p role="status" class="small">
            {`Epoch ${last.epoch + 1}: training loss ${formatLoss(last.trainingLoss)}`}
            {last.validationLoss !== undefined && `, validation loss ${formatLoss(last.validationLoss)}`}
            {last.validationAccuracy !== undefined &&
              `, ${formatShare(last.validationAccuracy)} of validation rows right`}
            .
          </p>
          <CurveChart history={history} epochs={run.epochs} bestEpoch={run.earlyStopping.value?.bestEpoch ?? null} />
          <EpochsTable history={history} />
        </>
      )}
      {failure !== null && (
        <FailureNote
          failure={failure}
          also={
            run.checkpoint === null
              ? "Model, data and options are still here: change what is needed and train again."
              : `The weights of epoch ${run.checkpoint.epochs} are kept: training can go on from there.`
          }
        />
      )}
      {failure !== null && run.checkpoint !== null && (
        <div class="row">
          <Button onClick={() => void session.retry()}>Go on from epoch {run.checkpoint.epochs}</Button>
        </div>
      )}
    </div>
  );
}

function RunProgress({ run }: { readonly run: OnnxRun }) {
  const status = run.status.value;
  const all = run.epochs * run.batchesPerEpoch;
  const epoch = Math.min(run.epochs, Math.floor(run.step.value / run.batchesPerEpoch) + 1);
  if (status === "paused")
    return <Progress label={run.end.value?.sentence ?? "Paused"} value={run.step.value} max={all} />;
  if (status === "training" || status === "pausing") {
    return <Progress label={`Epoch ${epoch} of at most ${run.epochs}`} value={run.step.value} max={all} />;
  }
  return <Progress label={run.phase.value} />;
}
