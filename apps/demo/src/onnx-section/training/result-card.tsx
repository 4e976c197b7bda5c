import type { Evaluation } from "@lockstep/core";
import { formatBytes, formatCount, formatDifference, formatLoss, formatShare } from "lockstep/number-format";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { download } from "../../ui/download.ts";
import { Notice } from "../../ui/notice.tsx";
import type { OnnxRun } from "../run/onnx-run.ts";
import type { TrainedFile, TrainingEnd } from "../worker/onnx-worker-api.ts";

/** What training changed, and the trained file. */
export function ResultCard({
  run,
  trained,
  end,
}: {
  readonly run: OnnxRun;
  readonly trained: TrainedFile;
  readonly end: TrainingEnd;
}) {
  const { before, after, check, name, bytes } = trained;
  const worse = before.validation !== null && after.validation!.loss >= before.validation.loss;
  const count = check.rows === 1 ? "1 row" : `${formatCount(check.rows)} rows`;
  return (
    <Card title="6. The trained model">
      <p>
        {end.kind === "paused" ? "Stopped by you." : end.sentence}{" "}
        {end.best !== null &&
          `The best ${end.best.watched}, ${formatLoss(end.best.loss)}, was that of epoch ${end.best.epoch + 1} of ${run.history.value.length}: its weights are kept.`}
      </p>
      {before.validation !== null && <Comparison before={before.validation} after={after.validation!} />}
      {worse && (
        <Notice kind="warn">
          The validation loss is no better than before. Try another learning rate, or more epochs; compare the scale of
          the inputs with what the model was trained on.
        </Notice>
      )}
      <Notice kind="good">
        {`The file was opened again as anyone would: on ${count} its predictions are those of the training engine${
          check.difference === 0
            ? ", bit for bit."
            : `, the largest difference is ${formatDifference(check.difference)}.`
        }`}
      </Notice>
      <div class="row">
        <Button kind="primary" onClick={() => download(name, bytes, "application/octet-stream")}>
          Download {name}
        </Button>
        <Button onClick={() => download(name.replace(/\.onnx$/u, ".json"), trained.report, "application/json")}>
          Download the figures
        </Button>
        <span class="soft small">
          {formatBytes(bytes.length)}, for inference: dropout and batch norm no longer train.
        </span>
      </div>
    </Card>
  );
}

function Comparison({ before, after }: { readonly before: Evaluation; readonly after: Evaluation }) {
  const rows = [
    { label: "Before", of: before },
    { label: "After", of: after },
  ];
  const classes = before.accuracy !== undefined;
  return (
    <table class="figures onnx-comparison">
      <caption>On the validation rows</caption>
      <thead>
        <tr>
          <th scope="col">Training</th>
          <th scope="col">Loss</th>
          {classes && <th scope="col">Right</th>}
          {classes && <th scope="col">Errors</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, of }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{formatLoss(of.loss)}</td>
            {classes && <td>{formatShare(of.accuracy!)}</td>}
            {classes && <td>{formatShare(1 - of.accuracy!)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
