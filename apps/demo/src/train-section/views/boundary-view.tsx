import { useEffect, useState } from "preact/hooks";
import { BACKENDS, type BackendName } from "../../backends/backend-name.ts";
import { DATA_FACTS } from "../../data/data-facts.ts";
import type { BackendRun, TrainingRun } from "../../training/backend-run.ts";
import { SelectField } from "../../ui/select-field.tsx";
import { BoundaryPicture } from "./boundary/boundary-picture.tsx";
import { planePoints, type PlanePoint } from "./boundary/plane-points.ts";
import { className } from "./mistakes/class-name.ts";
import "./views.css";
import "./boundary/boundary.css";

/** What the network makes of the plane, for two features and two classes, after every epoch. */
export function BoundaryView({ run }: { readonly run: TrainingRun }) {
  const { settings, backends } = run;
  const [chosen, setChosen] = useState<BackendName | null>(null);
  const points = usePoints(run);
  const backend = backends.find(({ name }) => name === chosen) ?? backends[0];
  const boundary = backend?.boundary.value ?? null;
  const { classNames } = DATA_FACTS[settings.data];
  if (backend === undefined) return null;
  if (boundary === null) {
    return (
      <div class="view boundary-view">
        <p>
          {settings.data === "two-moons" || settings.data === "csv"
            ? "The decision boundary is drawn after the first epoch, if a row is two numbers and of one of two classes."
            : "A decision boundary can be drawn where a row is two numbers: choose two moons."}
        </p>
      </div>
    );
  }
  return (
    <div class="view boundary-view">
      {backends.length > 1 && (
        <SelectField
          label="backend"
          value={backend.name}
          options={backends.map(({ name }) => ({ value: name, label: BACKENDS[name].label }))}
          onChange={setChosen}
        />
      )}
      <BoundaryPicture boundary={boundary} points={points} />
      <p class="view-hint">
        {describeWeights(backend)} Blue and circles: {className(classNames, 0)}; orange and crosses:{" "}
        {className(classNames, 1)}; the stronger the colour, the surer the network. On the line it cannot decide.
        {settings.labelNoise > 0 && " Points of the wrong mark amid the others are label noise."}
      </p>
    </div>
  );
}

/** Whose weights the picture shows: it is drawn after every epoch, and not again when the best weights are put back. */
function describeWeights({ history, outcome }: BackendRun): string {
  const epoch = history.value.length;
  const best = outcome.value?.bestEpoch ?? null;
  const weights = `The picture shows the weights of epoch ${epoch}`;
  if (best === null) return `${weights}.`;
  return best + 1 === epoch
    ? `${weights}, the best epoch, which are those that the network ends with.`
    : `${weights}, the last one, and not those of epoch ${best + 1}, the best, which were put back afterwards.`;
}

/** The run's training points, once they are there; the picture does not wait for them. */
function usePoints({ settings }: TrainingRun): readonly PlanePoint[] {
  const [points, setPoints] = useState<readonly PlanePoint[]>([]);
  useEffect(() => {
    let wanted = true;
    const load = async (): Promise<void> => {
      try {
        const found = await planePoints(settings);
        if (wanted) setPoints(found);
      } catch {
        // The boundary is worth a look without points, and the run itself says what is wrong with its data.
      }
    };
    void load();
    return () => {
      wanted = false;
      setPoints([]);
    };
  }, [settings]);
  return points;
}
