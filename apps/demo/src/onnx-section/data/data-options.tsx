import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Field } from "../../ui/field.tsx";
import { NumberField } from "../../ui/number-field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { fieldError } from "../page/field-error.ts";
import { IMAGENET_SCALING, type FormValues } from "../run/form-values.ts";
import type { DataView, OnnxSession } from "../run/onnx-session.ts";
import { imageLayout } from "./image-layout.ts";

/** How rows are used: label, share for validation, scaling. */
export function DataOptions({
  session,
  data,
  locked,
}: {
  readonly session: OnnxSession;
  readonly data: DataView;
  readonly locked: boolean;
}) {
  const form = session.form.value;
  const failure = session.checkFailure.value;
  const shape = session.model.value?.facts?.inputShape ?? [];
  // Means and deviations go along the first axis: where that is not the channels', there is one of each for all.
  const channels = shape.length === 3 && imageLayout(shape)?.order === "CHW" ? shape[0] : 1;
  const figures = channels === 3 ? "One number, or one a channel. Empty for none." : "One number. Empty for none.";
  if (locked) return null;
  const text = (name: "scale" | "mean" | "std", label: string, help: string) => (
    <TextField
      label={label}
      help={help}
      value={form[name]}
      error={fieldError(failure, `--${name}`)}
      onChange={(value) => session.change({ [name]: value } satisfies Partial<FormValues>)}
    />
  );
  return (
    <div class="grid">
      {data.kind === "table" && (
        <SelectField
          label="Label column"
          value={form.label ?? data.table.label}
          options={data.table.columns.map((column) => ({ value: column, label: column }))}
          onChange={(label) => session.change({ label })}
          help="What the model is to predict; all others are its inputs, in their order."
        />
      )}
      <NumberField
        label="Set aside for validation, %"
        value={form.validation}
        min={0}
        max={99}
        onChange={(validation) => session.change({ validation })}
        error={fieldError(failure, "--validation")}
        help="These rows are never trained on: they tell when to stop. 0 watches the training loss."
      />
      {data.kind === "images" && (
        <>
          {text("scale", "Multiply pixels by", "1/255 makes 0 to 255 into 0 to 1.")}
          {text("mean", "Then subtract the mean", figures)}
          {text("std", "Then divide by the deviation", figures)}
          {channels === 3 && (
            <div class="onnx-preset">
              <Button onClick={() => session.change(IMAGENET_SCALING)}>Scale as for ImageNet</Button>
              <p class="field-help">What torchvision's pretrained models expect.</p>
            </div>
          )}
        </>
      )}
      {data.kind === "table" && (
        <div class="onnx-preset">
          <Checkbox checked={form.standardize} onChange={(standardize) => session.change({ standardize })}>
            Standardise columns
          </Checkbox>
          <p class="field-help">
            Mean 0 and deviation 1, measured on the training rows. Whoever uses the model must do the same.
          </p>
        </div>
      )}
    </div>
  );
}

function TextField({
  label,
  help,
  value,
  error,
  onChange,
}: {
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}) {
  return (
    <Field label={label} help={help} error={error}>
      {({ id, describedBy, invalid }) => (
        <input
          id={id}
          type="text"
          value={value}
          autocomplete="off"
          aria-describedby={describedBy}
          aria-invalid={invalid}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
