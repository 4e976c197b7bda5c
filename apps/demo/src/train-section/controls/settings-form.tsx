import { useRef } from "preact/hooks";
import { Checkbox } from "../../ui/checkbox.tsx";
import { DEFAULT_SETTINGS } from "../../experiment/experiment-settings.ts";
import type { TrainSession } from "../session/train-session.ts";
import { BackendChoice } from "./backend-choice.tsx";
import { DataChoice } from "./data-choice.tsx";
import { SettingField } from "./setting-field.tsx";

/** What a run depends on. */
export function SettingsForm({ session }: { readonly session: TrainSession }) {
  return (
    <div class="stack">
      <DataChoice session={session} />
      <div class="grid narrow">
        <SettingField session={session} name="rows" />
        <SettingField session={session} name="validationRows" />
      </div>
      <SettingField
        session={session}
        name="hidden"
        help="Units of each layer, with a comma between. Dense, then relu."
      />
      <SettingField
        session={session}
        name="rate"
        help="Of each hidden unit, in every step; 0 for no dropout. Old TensorFlow asked for keep_prob, which is 1 minus this."
      />
      <Stopping session={session} />
      <SettingField
        session={session}
        name="labelNoise"
        help="Share of training labels that are made wrong. Noise is what there is to memorise: more of it, and overfitting shows sooner."
      />
      <BackendChoice session={session} />
      <details>
        <summary>More settings</summary>
        <div class="grid narrow settings-more">
          <SettingField session={session} name="epochs" />
          <SettingField session={session} name="batchSize" />
          <SettingField session={session} name="learningRate" />
          <SettingField session={session} name="momentum" />
          <SettingField session={session} name="seed" />
        </div>
      </details>
    </div>
  );
}

/** Early stopping, and how long it waits. */
function Stopping({ session }: { readonly session: TrainSession }) {
  const text = session.draft.value.patience;
  const stops = text !== NONE;
  const last = useRef(String(DEFAULT_SETTINGS.patience));
  if (stops) last.current = text;
  return (
    <div class="stack tight">
      <Checkbox checked={stops} onChange={(on) => session.change({ patience: on ? last.current : NONE })}>
        Stop early, and go back to the best weights
      </Checkbox>
      {stops && (
        <SettingField
          session={session}
          name="patience"
          help="Epochs to wait for a better validation loss before training ends."
        />
      )}
    </div>
  );
}

/** Text of a patience that is none. */
const NONE = "none";
