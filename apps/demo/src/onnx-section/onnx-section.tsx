import { useEffect, useMemo, useState } from "preact/hooks";
import type { BackendAvailability } from "../backends/backend-availability.ts";
import { detectBackends } from "../backends/detect-backends.ts";
import { DataCard } from "./data/data-card.tsx";
import { ModelCard } from "./model/model-card.tsx";
import { TrainedCard } from "./model/trained-card.tsx";
import { OnnxSession } from "./run/onnx-session.ts";
import { OptionsCard } from "./training/options-card.tsx";
import { ResultCard } from "./training/result-card.tsx";
import { TrainingCard } from "./training/training-card.tsx";
import "./onnx-section.css";

/** Train your own `.onnx` file on your own rows: from the drop to the download. */
export function OnnxSection() {
  const session = useMemo(() => new OnnxSession(), []);
  const [webGpu, setWebGpu] = useState<BackendAvailability | null>(null);
  useEffect(() => {
    void detectBackends().then((all) => setWebGpu(all.find(({ name }) => name === "ort-webgpu") ?? null));
  }, []);
  const model = session.model.value;
  const run = session.run.value;
  const locked = run?.active === true;
  useAskBeforeLeaving(locked);
  const trained = run?.trained.value ?? null;
  const end = run?.end.value ?? null;
  return (
    <div class="section onnx">
      <p class="soft prose">
        Nothing leaves this machine: files are read by a worker of this page, and the page's content security policy
        lets it talk to no address but its own.
      </p>
      <ModelCard session={session} locked={locked} />
      {model?.facts != null && <TrainedCard session={session} model={model} locked={locked} />}
      {model?.facts != null && <DataCard session={session} locked={locked} />}
      {session.data.value !== null && !locked && <OptionsCard session={session} webGpu={webGpu} />}
      {session.data.value !== null && <TrainingCard session={session} />}
      {run !== null && trained !== null && end !== null && <ResultCard run={run} trained={trained} end={end} />}
    </div>
  );
}

/** A run here is kept by this window alone: the browser asks before it is closed. */
function useAskBeforeLeaving(training: boolean): void {
  useEffect(() => {
    if (!training) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [training]);
}
