import type { ComponentChildren } from "preact";
import type { ExperimentSettings } from "../../experiment/experiment-settings.ts";
import { SETTING_TEXTS } from "../../experiment/setting-texts.ts";
import { Field } from "../../ui/field.tsx";
import type { TrainSession } from "../session/train-session.ts";

/** A setting that is typed: whatever stands in the field stays there, and what is wrong with it stands below. */
export function SettingField({
  session,
  name,
  help,
  label = SETTING_TEXTS[name].label,
}: {
  readonly session: TrainSession;
  readonly name: keyof ExperimentSettings;
  readonly help?: ComponentChildren;
  readonly label?: string;
}) {
  return (
    <Field label={label} help={help} error={session.read.value.problems[name] ?? null}>
      {({ id, describedBy, invalid }) => (
        <input
          id={id}
          type="text"
          inputMode={name === "hidden" ? "text" : "decimal"}
          autocomplete="off"
          spellcheck={false}
          value={session.draft.value[name]}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          onInput={(event) => session.change({ [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
}
