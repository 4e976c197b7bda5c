import { useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { BackendRun, TrainingRun } from "../../training/backend-run.ts";
import { baseBackend } from "./difference/base-backend.ts";
import { DifferenceLegend } from "./difference/difference-legend.tsx";
import { describeDifferences } from "./difference/describe-differences.ts";
import { differencePlot, type DifferencePlot } from "./difference/difference-plot.ts";
import { Plot } from "./plot/plot.tsx";
import "./views.css";

/** How far every backend's step losses are from those of the first that has not failed, magnified until it shows. */
export function DifferenceChart({ run }: { readonly run: TrainingRun }) {
  const base = useComputed(() => baseBackend(run)).value;
  const plot = useMemo(() => differencePlot(run, base), [run, base]);
  return (
    <div class="view difference-chart">
      <Sentences run={run} base={base} plot={plot} />
      {run.backends.length > 1 && (
        <>
          <Plot
            source={plot.source}
            height={220}
            label="Difference of every step's loss from that of the backend named above, on a logarithmic axis. The table below has the largest ones."
          />
          <DifferenceLegend plot={plot} />
        </>
      )}
    </div>
  );
}

function Sentences({
  run: { status },
  base,
  plot,
}: {
  readonly run: TrainingRun;
  readonly base: BackendRun | undefined;
  readonly plot: DifferencePlot;
}) {
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
