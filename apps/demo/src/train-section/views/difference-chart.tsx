import { useMemo } from "preact/hooks";
import type { TrainingRun } from "../../training/backend-run.ts";
import { DifferenceLegend } from "./difference/difference-legend.tsx";
import { describeDifferences } from "./difference/describe-differences.ts";
import { differencePlot, type DifferencePlot } from "./difference/difference-plot.ts";
import { Plot } from "./plot/plot.tsx";
import "./views.css";

/** How far every backend's step losses are from the first backend's, magnified until it shows. */
export function DifferenceChart({ run }: { readonly run: TrainingRun }) {
  const plot = useMemo(() => differencePlot(run), [run]);
  return (
    <div class="view difference-chart">
      <Sentences run={run} plot={plot} />
      {run.backends.length > 1 && (
        <>
          <Plot
            source={plot.source}
            height={220}
            label="Difference of every step's loss from the first backend's, on a logarithmic axis. The table below has the largest ones."
          />
          <DifferenceLegend plot={plot} />
        </>
      )}
    </div>
  );
}

function Sentences({ run: { backends, status }, plot }: { readonly run: TrainingRun; readonly plot: DifferencePlot }) {
  const [base] = backends;
  if (base === undefined) return null;
  const [first, ...more] = describeDifferences(base.name, plot.compared.value, status.value === "done");
  return (
    <>
      <p class="view-lead">{first}</p>
      {more.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </>
  );
}
