import { formatCount, formatFigure, formatLoss, formatShare } from "lockstep/number-format";
import { useMemo } from "preact/hooks";
import { BACKENDS } from "../../../backends/backend-name.ts";
import type { BackendRun } from "../../../training/backend-run.ts";
import { usePacedValue } from "../plot/use-paced-value.ts";
import { StatusMark } from "./status-mark.tsx";

/** One backend's line of the table. */
export function BackendRow({ backend }: { readonly backend: BackendRun }) {
  const { name } = backend;
  const [signals, read] = useMemo(() => readingOf(backend), [backend]);
  const { status, version, epoch, step, milliseconds, trainingLoss, validationLoss, test } = usePacedValue(
    signals,
    read,
  );
  return (
    <tr>
      <th scope="row" title={BACKENDS[name].computes}>
        <span class="swatch" data-backend={name} />
        {BACKENDS[name].label}
        {version !== null && <small>{version}</small>}
      </th>
      <td class="text">
        <StatusMark status={status} />
      </td>
      <td>
        {epoch} ({formatCount(step)} steps)
      </td>
      <td>{milliseconds === null ? "–" : formatFigure(milliseconds)}</td>
      <td>{trainingLoss}</td>
      <td>{validationLoss}</td>
      <td>
        {test === null ? (
          "–"
        ) : (
          <>
            <span class="unbroken">
              {formatCount(test.errors)} of {formatCount(test.rowCount)}
            </span>{" "}
            <span class="unbroken">({formatShare(test.errors / test.rowCount)}),</span>{" "}
            <span class="unbroken">{formatLoss(test.loss)}</span>
          </>
        )}
      </td>
    </tr>
  );
}

function readingOf({ status, version, history, step, millisecondsPerStep, test }: BackendRun) {
  const signals = [status, version, history, step, millisecondsPerStep, test];
  const read = () => {
    const last = history.value.at(-1);
    return {
      status: status.value,
      version: version.value,
      epoch: last === undefined ? "–" : String(last.epoch + 1),
      step: step.value,
      milliseconds: millisecondsPerStep.value,
      trainingLoss: lossText(last?.trainingLoss),
      validationLoss: lossText(last?.validationLoss),
      test: test.value,
    };
  };
  return [signals, read] as const;
}

function lossText(loss: number | undefined): string {
  return loss === undefined ? "–" : formatLoss(loss);
}
