import { NumberField } from "../../ui/number-field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { fieldError } from "../page/field-error.ts";
import type { OnnxSession } from "../run/onnx-session.ts";
import type { ModelView } from "./model-view.ts";

/** What a file leaves open: lengths of axes, and which of several outputs the loss is taken of. */
export function OpenAxes({
  session,
  model,
  locked,
}: {
  readonly session: OnnxSession;
  readonly model: ModelView;
  readonly locked: boolean;
}) {
  const options = session.modelOptions.value;
  if (locked || (model.openAxes.length === 0 && model.outputs.length === 1)) return null;
  return (
    <div class="grid">
      {model.openAxes.map((axis) => (
        <NumberField
          key={axis}
          label={`Length of ${axis}`}
          value={options.dimensions[axis] ?? ""}
          step={1}
          min={1}
          help="The file leaves it open: fill in what your data have."
          error={(options.dimensions[axis] ?? "") === "" ? null : fieldError(model.failure, "--dimension")}
          onChange={(length) =>
            void session.changeModelOptions({ ...options, dimensions: { ...options.dimensions, [axis]: length } })
          }
        />
      ))}
      {model.outputs.length > 1 && (
        <SelectField
          label="Output to train"
          value={options.output ?? model.outputs[0]!.name}
          options={model.outputs.map(({ name }) => ({ value: name, label: name }))}
          onChange={(name) =>
            void session.changeModelOptions({ ...options, output: name === model.outputs[0]!.name ? null : name })
          }
        />
      )}
    </div>
  );
}
