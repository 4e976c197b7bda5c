import { LOSS_NAMES, type LossName } from "lockstep/train";
import type { BackendAvailability } from "../../backends/backend-availability.ts";
import { Card } from "../../ui/card.tsx";
import { NumberField } from "../../ui/number-field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { fieldError } from "../page/field-error.ts";
import type { FormValues } from "../run/form-values.ts";
import type { OnnxSession } from "../run/onnx-session.ts";

const LOSS_LABELS: Readonly<Record<LossName, string>> = {
  "cross-entropy": "cross-entropy: one of several classes",
  bce: "binary cross-entropy: yes or no",
  mse: "mean squared error: values",
  l1: "mean absolute error: values",
};

/** How a model is trained. */
export function OptionsCard({
  session,
  webGpu,
}: {
  readonly session: OnnxSession;
  /** Null until the browser has been asked. */
  readonly webGpu: BackendAvailability | null;
}) {
  const form = session.form.value;
  const failure = session.checkFailure.value;
  const fixedRows = session.model.value?.facts?.fixedRows ?? null;
  const number = (
    name: "epochs" | "batchSize" | "learningRate" | "momentum" | "patience" | "seed",
    option: string,
    label: string,
    help: string,
    whole: boolean,
  ) => (
    <NumberField
      label={label}
      value={form[name]}
      help={help}
      error={fieldError(failure, option)}
      step={whole ? 1 : "any"}
      min={0}
      onChange={(value) => session.change({ [name]: value } satisfies Partial<FormValues>)}
    />
  );
  return (
    <Card title="4. Options">
      <div class="grid">
        <SelectField
          label="Compute on"
          value={form.backend}
          options={[
            { value: "ort-wasm", label: "the processor (WebAssembly)" },
            { value: "ort-webgpu", label: "the GPU (WebGPU)", disabled: webGpu?.missing !== null },
          ]}
          onChange={(backend) => session.change({ backend })}
          help={gpuHelp(webGpu)}
        />
        <SelectField
          label="Loss"
          value={form.loss}
          options={[
            { value: "auto", label: "what model and label call for" },
            ...LOSS_NAMES.map((name) => ({ value: name, label: LOSS_LABELS[name] })),
          ]}
          onChange={(loss) => session.change({ loss })}
          help={fieldError(failure, "--loss") ?? "The check below says which, and why."}
        />
        {number("epochs", "--epochs", "Epochs, at most", "An epoch trains on every row once.", true)}
        {fixedRows === null && number("batchSize", "--batch-size", "Batch size", "Rows of one step.", true)}
        {number("learningRate", "--learning-rate", "Learning rate", "Smaller is slower and safer.", false)}
        {number("momentum", "--momentum", "Momentum", "0 is plain SGD.", false)}
        {number("patience", "--patience", "Patience", "Epochs without a better loss before training stops.", true)}
        {number("seed", "--seed", "Seed", "The same seed gives the same run.", true)}
      </div>
    </Card>
  );
}

function gpuHelp(webGpu: BackendAvailability | null): string {
  if (webGpu === null) return "Asking the browser for a GPU.";
  if (webGpu.missing !== null) return `No GPU: ${webGpu.missing}`;
  const adapter = webGpu.adapter === null ? "" : ` GPU: ${webGpu.adapter}.`;
  return `${webGpu.software ? "Here the GPU is simulated by the processor: right, but slow." : "The GPU pays for larger models."}${adapter}`;
}
