import type { EarlyStoppingState, EpochRecord } from "@lockstep/core";
import { signal, type Signal } from "@preact/signals";
import type { BackendName } from "../backends/backend-name.ts";
import type { BackendRun, BackendStatus, StepLosses } from "../training/backend-run.ts";
import type { BackendEvent, Boundary } from "../training/training-events.ts";
import type { PreparedTask, TestResult, TrainingOutcome } from "../training/training-worker-api.ts";
import { GrowingLosses } from "./growing-losses.ts";

/** What a backend's views see that is replaced as a whole. */
interface Values {
  status: BackendStatus;
  notices: readonly string[];
  version: string | null;
  step: number;
  earlyStopping: EarlyStoppingState | null;
  millisecondsPerStep: number | null;
  boundary: Boundary | null;
  outcome: TrainingOutcome | null;
  test: TestResult | null;
}

const START: Values = {
  status: "loading",
  notices: [],
  version: null,
  step: 0,
  earlyStopping: null,
  millisecondsPerStep: null,
  boundary: null,
  outcome: null,
  test: null,
};

type Signals = { readonly [Name in keyof Values]: Signal<Values[Name]> };

/** Where a backend's driver writes, as often as it likes; views see it when it is shown. */
export class BackendBoard {
  /** What views see. */
  readonly run: BackendRun;
  readonly #values: Values = { ...START };
  readonly #signals: Signals;
  readonly #history = signal<readonly EpochRecord[]>([]);
  readonly #stepLosses = signal<StepLosses>({ values: new Float64Array(), length: 0 });
  #epochs: EpochRecord[] = [];
  readonly #losses = new GrowingLosses();
  readonly #changed: () => void;

  /** @param changed called whenever there is something new to show */
  constructor(name: BackendName, changed: () => void) {
    this.#changed = changed;
    const entries = Object.entries(START).map(([key, value]) => [key, signal<unknown>(value)]);
    this.#signals = Object.fromEntries(entries) as Signals;
    this.run = { name, ...this.#signals, history: this.#history, stepLosses: this.#stepLosses };
  }

  /** The newest values, which may not be shown yet. */
  get now(): Readonly<Values> {
    return this.#values;
  }

  /** Epochs done. */
  get epochs(): number {
    return this.#epochs.length;
  }

  set(values: Partial<Values>): void {
    Object.assign(this.#values, values);
    this.#changed();
  }

  addNotice(sentence: string): void {
    this.set({ notices: [...this.#values.notices, sentence] });
  }

  /** A worker is ready: everything that was heard of later than its checkpoint is undone. */
  prepared({ version, stored }: PreparedTask): void {
    this.#epochs = [...(stored?.history ?? [])];
    this.set({ version, step: stored?.step ?? 0, earlyStopping: stored?.earlyStopping ?? null });
  }

  heard(event: BackendEvent): void {
    if (event.type === "warning") {
      this.addNotice(event.message);
      return;
    }
    if (event.type === "steps") {
      const { firstStep, losses } = event;
      this.#losses.put(firstStep, losses);
      this.set({ step: Math.max(this.#values.step, firstStep + losses.length) });
      return;
    }
    const { record, earlyStopping, millisecondsPerStep, boundary } = event;
    // An outcome that overtook its last event has told of this epoch already.
    if (record.epoch < this.#epochs.length) return;
    this.#epochs.push(record);
    this.set({ earlyStopping, millisecondsPerStep, boundary });
  }

  /** A call of `train` has ended. */
  ended({ step, history, earlyStopping }: TrainingOutcome): void {
    this.#epochs = [...history];
    this.set({ step, earlyStopping });
  }

  /** Hands everything that is new to the views. */
  show(): void {
    for (const key of Object.keys(START) as (keyof Values)[]) this.#signals[key].value = this.#values[key] as never;
    if (this.#history.value.length !== this.#epochs.length) this.#history.value = [...this.#epochs];
    const losses = this.#losses.current();
    const shown = this.#stepLosses.value;
    if (losses.length !== shown.length || losses.values !== shown.values) this.#stepLosses.value = losses;
  }
}
