import { useState } from "preact/hooks";
import { DATA_FACTS } from "../../data/data-facts.ts";
import { Card } from "../../ui/card.tsx";
import type { TrainSession } from "../session/train-session.ts";
import { SettingsForm } from "./settings-form.tsx";

/** The form: open where there is room beside the curves, one line to unfold where it would stand before them. */
export function SettingsPanel({ session }: { readonly session: TrainSession }) {
  const [open] = useState(() => matchMedia("(min-width: 60rem)").matches);
  if (open) {
    return (
      <Card title="Settings">
        <SettingsForm session={session} />
      </Card>
    );
  }
  const { data, rows, hidden, backends } = session.read.value.values;
  return (
    <details class="card settings-fold">
      <summary>
        Settings
        <span class="small soft">
          {data !== undefined && DATA_FACTS[data].label}, {rows} rows, layers of {hidden?.join(", ")} units,{" "}
          {backends?.length} backends
        </span>
      </summary>
      <SettingsForm session={session} />
    </details>
  );
}
