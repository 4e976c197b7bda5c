import { NumberField } from "../ui/number-field.tsx";
import type { TwinField } from "./read-twin-field.ts";
import type { TwinForm } from "./twin-form.ts";
import { TWIN_LABELS } from "./twin-labels.ts";
import { LARGEST_TWIN, type TwinSize } from "./twin-settings.ts";

/** What is allowed, where its name says too little. */
const HELP: Readonly<Partial<Record<TwinField, string>>> = {
  rate: "Probability to drop, 0 to 1",
  count: `Rows of the data, 1 to ${LARGEST_TWIN.count}`,
};

/** The number fields of one card. */
export function TwinFields({
  form,
  names,
}: {
  readonly form: TwinForm;
  readonly names: readonly Exclude<TwinField, "seed">[];
}) {
  return (
    <div class="grid narrow">
      {names.map((name) => (
        <NumberField
          key={name}
          label={TWIN_LABELS[name]}
          value={form.texts.value[name]}
          onChange={(text) => form.write({ [name]: text })}
          error={form.problems.value[name] ?? null}
          help={HELP[name] ?? `1 to ${LARGEST_TWIN[name as TwinSize]}`}
          min={name === "rate" ? 0 : 1}
          max={name === "rate" ? 1 : LARGEST_TWIN[name]}
          step={name === "rate" ? "any" : 1}
        />
      ))}
    </div>
  );
}
