import { DATA_FACTS, type Attribution } from "../../data/data-facts.ts";
import { DATA_NAMES, type DataName } from "../../experiment/experiment-settings.ts";
import { SelectField } from "../../ui/select-field.tsx";
import type { TrainSession } from "../session/train-session.ts";
import { TableChoice } from "./table-choice.tsx";

const OPTIONS = DATA_NAMES.map((value) => ({ value, label: DATA_FACTS[value].label }));

/** Which rows to train on, and whose work they are. */
export function DataChoice({ session }: { readonly session: TrainSession }) {
  const data = session.draft.value.data as DataName;
  const { sentence, attribution } = DATA_FACTS[data];
  return (
    <div class="stack tight">
      <SelectField
        label="Data"
        value={data}
        options={OPTIONS}
        onChange={(value) => session.change({ data: value })}
        help={
          <>
            {sentence} {attribution !== null && <Credit attribution={attribution} />}
          </>
        }
      />
      {data === "csv" && <TableChoice session={session} />}
    </div>
  );
}

function Credit({ attribution: { authors, source, licence } }: { readonly attribution: Attribution }) {
  return (
    <>
      <a href={source.href} rel="noreferrer">
        {source.text}
      </a>
      , {authors}.{" "}
      <a href={licence.href} rel="noreferrer">
        {licence.text}
      </a>
      .
    </>
  );
}
