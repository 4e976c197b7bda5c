import { useState } from "preact/hooks";
import { Card } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { PresetRow } from "./controls/preset-row.tsx";
import { SettingsPanel } from "./controls/settings-panel.tsx";
import { Results } from "./results.tsx";
import { RunBar } from "./run-bar/run-bar.tsx";
import { UnfinishedBanner } from "./run-bar/unfinished-banner.tsx";
import { TrainSession } from "./session/train-session.ts";
import "./train-section.css";

/** Train the same network on several backends, side by side. */
export function TrainSection() {
  const [session] = useState(() => new TrainSession());
  return (
    <div class="section train-section">
      {session.ignored.value.map((sentence) => (
        <Notice key={sentence} kind="warn">
          {sentence}
        </Notice>
      ))}
      <UnfinishedBanner session={session} />
      <div class="columns">
        <div>
          <SettingsPanel session={session} />
        </div>
        <div>
          <Card title="Choose a remedy, and start">
            <PresetRow session={session} />
            <RunBar session={session} />
          </Card>
          <Results session={session} />
        </div>
      </div>
    </div>
  );
}
