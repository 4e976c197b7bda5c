import { useCallback, useMemo, useState } from "preact/hooks";
import type { TrainingRun } from "../../training/backend-run.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { AskBackends } from "./masks/ask-backends.tsx";
import { describeShare } from "./masks/describe-masks.ts";
import { countKept, dropoutBits } from "./masks/dropout-bits.ts";
import { MaskPicture } from "./masks/mask-picture.tsx";
import { StepPicker } from "./masks/step-picker.tsx";
import { usePacedValue } from "./plot/use-paced-value.ts";
import "./views.css";
import "./masks/masks.css";

/** Rows of the batch that are shown. */
const ROWS = 32;

/** Which units dropout drops at a step: a function of seed, layer and step alone, so every backend must apply the same. */
export function MaskView({ run }: { readonly run: TrainingRun }) {
  const { rate, hidden } = run.settings;
  if (rate === 0 || hidden.length === 0) {
    return (
      <div class="view mask-view">
        <p>
          This network has no dropout: give it a rate above 0 and at least one hidden layer, and start a new run to see
          which units drop.
        </p>
      </div>
    );
  }
  return <Masks run={run} />;
}

function Masks({ run }: { readonly run: TrainingRun }) {
  const { settings, backends } = run;
  const { rate, hidden, batchSize } = settings;
  const [site, setSite] = useState(0);
  // Null follows the run.
  const [chosen, setChosen] = useState<number | null>(null);
  const signals = useMemo(() => backends.map(({ step }) => step), [backends]);
  const newest = usePacedValue(
    signals,
    useCallback(() => Math.max(0, ...signals.map(({ value }) => value - 1)), [signals]),
  );
  const step = chosen ?? newest;
  const rows = Math.min(ROWS, batchSize);
  const mask = useMemo(() => dropoutBits(settings, site, step, rows), [settings, site, step, rows]);
  const share = describeShare(countKept(mask.kept), mask.kept.length, rate);
  return (
    <div class="view mask-view">
      <div class="mask-controls">
        <SelectField
          label="dropout layer"
          value={String(site)}
          options={hidden.map((units, index) => ({
            value: String(index),
            label: `after hidden layer ${index + 1} (${units} units)`,
          }))}
          onChange={(value) => setSite(Number(value))}
        />
        <StepPicker step={step} newest={newest} onChange={setChosen}>
          <Button kind="quiet" onClick={() => setChosen(null)} pressed={chosen === null}>
            Newest
          </Button>
        </StepPicker>
      </div>
      <MaskPicture mask={mask} text={`Mask of layer ${site + 1} at step ${step}. ${share}`} />
      <p>
        A line is one of the first {rows} rows of the batch, a column a unit; filled squares are kept, dots are dropped.{" "}
        {share}
      </p>
      <p>{describeScale(rate)}</p>
      <AskBackends run={run} site={site} step={step} mask={mask} />
    </div>
  );
}

function describeScale(rate: number): string {
  if (rate === 1) return "At a rate of 1 every unit is dropped, and nothing can be learnt behind this layer.";
  return (
    `What is kept is multiplied by 1 / (1 − ${rate}) = ${Number((1 / (1 - rate)).toPrecision(3))}, so that the next layer ` +
    "receives as much as without dropout on average. In validation and test nothing is dropped, and nothing is scaled."
  );
}
