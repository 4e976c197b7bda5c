import { SelectField } from "../../ui/select-field.tsx";
import { grouped } from "../grouped.ts";
import { QUICK_LOOK, type CaseSelection } from "../selection/case-selection.ts";
import { countSelected, type CatalogSuite } from "../selection/suite-catalog.ts";
import { SUITE_WORDS } from "./suite-words.ts";

/** How much of the kit to run. */
export function AmountChoice({
  selection,
  catalog,
  onChange,
  disabled,
}: {
  readonly selection: CaseSelection;
  /** Null while it loads, or where it could not be loaded. */
  readonly catalog: readonly CatalogSuite[] | null;
  readonly onChange: (selection: CaseSelection) => void;
  readonly disabled: boolean;
}) {
  const count = (of: CaseSelection): string =>
    catalog === null ? "…" : `${grouped(countSelected(catalog, of, false))} cases`;
  const quick: CaseSelection = { kind: "sample", oneIn: QUICK_LOOK };
  return (
    <fieldset class="stack tight">
      <legend>How much</legend>
      <Choice
        checked={selection.kind === "sample"}
        disabled={disabled}
        onChoose={() => onChange(quick)}
        label="Quick look"
        facts={`One case in ${QUICK_LOOK}, spread over all suites: ${count(quick)} on each backend`}
      />
      <Choice
        checked={selection.kind === "all"}
        disabled={disabled}
        onChoose={() => onChange({ kind: "all" })}
        label="All cases"
        facts={`${count({ kind: "all" })}: seconds on a processor, minutes on some GPUs`}
      />
      <Choice
        checked={selection.kind === "suite"}
        disabled={disabled || catalog === null}
        onChoose={() => onChange({ kind: "suite", suite: catalog?.[0]?.name ?? "" })}
        label="One suite"
        facts="Every case about one thing"
      />
      {selection.kind === "suite" && catalog !== null && (
        <SelectField
          label="Suite"
          value={selection.suite}
          options={catalog.map(({ name, cases, exact }) => ({
            value: name,
            label: `${name}: ${cases}${exact ? ", of the reference alone" : ""}`,
            disabled,
          }))}
          help={SUITE_WORDS[selection.suite]}
          onChange={(suite) => onChange({ kind: "suite", suite })}
        />
      )}
    </fieldset>
  );
}

function Choice({
  checked,
  disabled,
  onChoose,
  label,
  facts,
}: {
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChoose: () => void;
  readonly label: string;
  readonly facts: string;
}) {
  return (
    <label class="checkbox">
      <input type="radio" name="conformance-amount" checked={checked} disabled={disabled} onChange={onChoose} />
      <span>
        {label}
        <span class="conformance-facts">{facts}</span>
      </span>
    </label>
  );
}
