import { useMemo } from "preact/hooks";
import type { TrainingRun } from "../../training/backend-run.ts";
import { EpochTable } from "./loss/epoch-table.tsx";
import { LossLegend } from "./loss/loss-legend.tsx";
import { lossPlot } from "./loss/loss-plot.ts";
import { Plot } from "./plot/plot.tsx";
import "./views.css";

/** Training and validation loss of every backend, epoch by epoch, with what early stopping made of them. */
export function LossChart({ run }: { readonly run: TrainingRun }) {
  const { source, cursor } = useMemo(() => lossPlot(run), [run]);
  return (
    <div class="view loss-chart">
      <Plot
        source={source}
        height={320}
        label="Training and validation loss by epoch. The legend below names the newest values; the table after it has all of them."
      />
      <p class="view-hint">
        Thin, in short dashes: training loss. Thick: validation loss. Lines of backends that agree lie on each other,
        narrower ones on top.
      </p>
      <LossLegend run={run} cursor={cursor} />
      <EpochTable run={run} />
    </div>
  );
}
