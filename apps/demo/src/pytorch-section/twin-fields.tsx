import { NumberField } from "../ui/number-field.tsx";
import type { TwinField } from "./read-twin-field.ts";
import type { TwinForm } from "./twin-form.ts";
import { LARGEST_TWIN, type TwinSize } from "./twin-settings.ts";

/** What a card's fields are called. */
const LABELS: Readonly<Record<Exclude<TwinField, "seed">, string>> = {
  rate: "p",
  rows: "Rows",
  units: "Units",
  count: "n",
  batch: "Batch size",
  inputs: "Inputs",
  outputs: "Outputs",
};

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
  readonly names: readonly (keyof typeof LABELS)[];
}) {
  return (
    <div class="grid narrow">
      {names.map((name) => (
        <NumberField
          key={name}
          label={LABELS[name]}
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
