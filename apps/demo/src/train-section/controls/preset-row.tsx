import { isPreset, PRESETS } from "../../experiment/presets.ts";
import { draftOf } from "../session/draft.ts";
import { DEFAULT_SETTINGS } from "../../experiment/experiment-settings.ts";
import type { TrainSession } from "../session/train-session.ts";

/** The four remedies to choose from. */
export function PresetRow({ session }: { readonly session: TrainSession }) {
  const { rate, patience } = session.read.value.values;
  return (
    <div class="presets" role="group" aria-label="What to do against overfitting">
      {PRESETS.map((preset) => {
        const { label, sentence, change } = preset;
        const texts = draftOf({ ...DEFAULT_SETTINGS, ...change });
        return (
          <button
            key={label}
            type="button"
            class="preset"
            aria-pressed={rate !== undefined && patience !== undefined && isPreset({ rate, patience }, preset)}
            onClick={() => session.change({ rate: texts.rate, patience: texts.patience })}
          >
            <strong>{label}</strong>
            <span>{sentence}</span>
          </button>
        );
      })}
    </div>
  );
}
