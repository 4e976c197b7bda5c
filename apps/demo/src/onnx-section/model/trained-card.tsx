import { formatCount } from "lockstep/number-format";
import { Card } from "../../ui/card.tsx";
import { Field } from "../../ui/field.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { fieldError } from "../page/field-error.ts";
import type { OnnxSession } from "../run/onnx-session.ts";
import type { ModelView } from "./model-view.ts";
import { ParameterTable } from "./parameter-table.tsx";
import { chosenParameters, idlePatterns, layerCount } from "./trained-choice.ts";

/** What of a model is trained. */
export function TrainedCard({
  session,
  model,
  locked,
}: {
  readonly session: OnnxSession;
  readonly model: ModelView;
  readonly locked: boolean;
}) {
  const { parameters, layerNames } = model;
  const choice = session.choice.value;
  const chosen = new Set(chosenParameters(parameters, choice));
  const layers = layerCount(parameters);
  const idle = choice.mode === "pattern" ? idlePatterns(parameters, choice.pattern) : [];
  const numbers = (part: typeof parameters): number => part.reduce((sum, { count }) => sum + count, 0);
  return (
    <Card
      title="2. What is trained"
      aside={
        <span class="soft small" role="status">
          {chosen.size} of {parameters.length} tensors,{" "}
          {formatCount(numbers(parameters.filter(({ name }) => chosen.has(name))))} of{" "}
          {formatCount(numbers(parameters))} numbers
        </span>
      }
    >
      {!locked && (
        <div class="grid">
          <SelectField
            label="Train"
            value={choice.mode}
            options={[
              { value: "all", label: "everything" },
              { value: "last", label: "the last layers" },
              { value: "pattern", label: "what fits a name" },
              { value: "boxes", label: "what is ticked" },
            ]}
            onChange={(mode) => {
              // Boxes begin with what was chosen before.
              const unticked = new Set(parameters.map(({ name }) => name).filter((name) => !chosen.has(name)));
              session.choose({ ...choice, mode, ...(mode === "boxes" ? { unticked } : {}) });
            }}
            help="What is not trained stays as it is in the file, and costs no gradient."
          />
          {choice.mode === "last" && (
            <SelectField
              label="How many layers"
              value={String(Math.min(choice.lastLayers, layers))}
              options={Array.from({ length: layers }, (_, index) => ({
                value: String(index + 1),
                label: `${index + 1}, from ${layerNames[layers - 1 - index]} on`,
              }))}
              onChange={(count) => session.choose({ ...choice, lastLayers: Number(count) })}
            />
          )}
          {choice.mode === "pattern" && (
            <Field
              label="Names"
              help="An asterisk stands for anything; commas separate several: fc*, layer4.*"
              error={
                idle.length > 0
                  ? `${idle.join(", ")} fits no name in the table below.`
                  : fieldError(chosen.size > 0 ? null : session.checkFailure.value, "--trainable")
              }
            >
              {({ id, describedBy, invalid }) => (
                <input
                  id={id}
                  type="text"
                  value={choice.pattern}
                  spellcheck={false}
                  autocomplete="off"
                  aria-describedby={describedBy}
                  aria-invalid={invalid}
                  onInput={(event) => session.choose({ ...choice, pattern: event.currentTarget.value })}
                />
              )}
            </Field>
          )}
        </div>
      )}
      <ParameterTable
        model={model}
        chosen={chosen}
        onTick={
          locked || choice.mode !== "boxes"
            ? null
            : (name, ticked) => {
                const unticked = new Set(choice.unticked);
                if (ticked) unticked.delete(name);
                else unticked.add(name);
                session.choose({ ...choice, unticked });
              }
        }
      />
    </Card>
  );
}
