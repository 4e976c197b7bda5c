import { useEffect, useMemo, useState } from "preact/hooks";
import { useSignal } from "@preact/signals";
import type { BackendAvailability } from "../backends/backend-availability.ts";
import type { BackendName } from "../backends/backend-name.ts";
import { detectBackends } from "../backends/detect-backends.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Progress } from "../ui/progress.tsx";
import { browserIdentity, type BrowserIdentity } from "./browser/browser-identity.ts";
import { AmountChoice } from "./choice/amount-choice.tsx";
import { BackendChoice } from "./choice/backend-choice.tsx";
import { MatrixCard } from "./matrix/matrix-card.tsx";
import { canGoOn } from "./run/backend-progress.ts";
import { ConformanceRun } from "./run/conformance-run.ts";
import { loadCatalog } from "./run/load-catalog.ts";
import { ProgressCard } from "./run/progress-card.tsx";
import { QUICK_LOOK, type CaseSelection } from "./selection/case-selection.ts";
import type { CatalogSuite } from "./selection/suite-catalog.ts";
import "./conformance-section.css";

/** What is ticked at first: those that a visitor need not wait for. */
const FIRST_CHOICE: readonly BackendName[] = ["reference", "tfjs-wasm", "ort-wasm"];

/** A worker takes a processor; one is left to the page. */
const MOST_AT_ONCE = 3;

/** Runs the conformance kit in this browser, and shows what holds. */
export function ConformanceSection() {
  const facts = useFacts();
  if (facts === null) return <Progress label="Looking at what this browser has…" />;
  return <Ready {...facts} />;
}

interface Facts {
  readonly backends: readonly BackendAvailability[];
  readonly browser: BrowserIdentity;
}

function useFacts(): Facts | null {
  const [facts, setFacts] = useState<Facts | null>(null);
  useEffect(() => {
    void Promise.all([detectBackends(), browserIdentity(navigator)]).then(([backends, browser]) =>
      setFacts({ backends, browser }),
    );
  }, []);
  return facts;
}

function Ready({ backends, browser }: Facts) {
  const catalog = useCatalog();
  const [chosen, setChosen] = useState<ReadonlySet<BackendName>>(new Set(FIRST_CHOICE));
  const [selection, setSelection] = useState<CaseSelection>({ kind: "sample", oneIn: QUICK_LOOK });
  const run = useSignal<ConformanceRun | null>(null);
  useEffect(() => () => run.value?.dispose(), [run]);

  const wanted = useMemo(
    () => backends.filter(({ name, missing }) => missing === null && chosen.has(name)),
    [backends, chosen],
  );
  const running = run.value?.running.value === true;
  const start = (): void => {
    run.value?.dispose();
    const atOnce = Math.max(1, Math.min(MOST_AT_ONCE, navigator.hardwareConcurrency - 1));
    run.value = new ConformanceRun({ selection, backends: wanted, browser, atOnce });
    run.value.start();
  };
  const unfinished = run.value?.progress.some(({ value }) => canGoOn(value)) === true;
  return (
    <div class="section">
      <Card title="What to run">
        <div class="conformance-choices">
          <BackendChoice backends={backends} chosen={chosen} onChange={setChosen} disabled={running} />
          <AmountChoice selection={selection} catalog={catalog} onChange={setSelection} disabled={running} />
        </div>
        <div class="row">
          {running ? (
            <Button kind="danger" onClick={() => run.value?.stop()}>
              Stop
            </Button>
          ) : (
            <Button kind="primary" disabled={wanted.length === 0} onClick={start}>
              Run
            </Button>
          )}
          {!running && unfinished && <Button onClick={() => run.value?.start()}>Go on</Button>}
          <p class="soft small conformance-aside">
            {wanted.length === 0
              ? "Tick a backend to run it."
              : "Each backend runs in a worker of its own. Nothing is sent anywhere: the report is yours to download."}
          </p>
        </div>
      </Card>
      {run.value !== null && <ProgressCard run={run.value} />}
      {run.value !== null && <MatrixCard run={run.value} browser={browser} />}
    </div>
  );
}

/** Null until it is there, and where the kit could not be loaded: a run will say so. */
function useCatalog(): readonly CatalogSuite[] | null {
  const [catalog, setCatalog] = useState<readonly CatalogSuite[] | null>(null);
  useEffect(() => {
    let wanted = true;
    loadCatalog().then(
      (suites) => wanted && setCatalog(suites),
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, []);
  return catalog;
}
