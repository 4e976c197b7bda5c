import { decodeCheckpoint, type Checkpoint, type EngineState, type TrainingEngine } from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import type { LoadedBackend } from "../../src/backends/loaded-backend.ts";
import { loadExperimentData } from "../../src/data/load-experiment-data.ts";
import { DEFAULT_SETTINGS, type ExperimentSettings } from "../../src/experiment/experiment-settings.ts";
import { openRunStore } from "../../src/storage/open-run-store.ts";
import type { SessionParts } from "../../src/training/load-task.ts";
import type { BackendEvent } from "../../src/training/training-events.ts";
import { TrainingSession } from "../../src/training/training-session.ts";
import type { TrainingListener, TrainingTask } from "../../src/training/training-worker-api.ts";

/** 5 batches an epoch, the last of them short. */
const SETTINGS: ExperimentSettings = {
  ...DEFAULT_SETTINGS,
  data: "two-moons",
  rows: 72,
  validationRows: 30,
  labelNoise: 0.1,
  hidden: [8, 6],
  rate: 0.25,
  epochs: 6,
  patience: null,
  batchSize: 16,
};

/** A task on the reference engine, in a session of its own, as a new worker would have it. */
export class SessionBench {
  readonly events: BackendEvent[] = [];
  /** What happened, in order. */
  readonly log: string[] = [];
  readonly task: TrainingTask;
  readonly session: TrainingSession;
  /** What the session has made of the backend. */
  readonly engines: TrainingEngine[] = [];
  /** What the other backends let it wait for. */
  barrier: (epoch: number) => Promise<void> = () => Promise.resolve();

  constructor(runId: string, changes: Partial<ExperimentSettings> = {}, parts: Partial<SessionParts> = {}) {
    this.task = {
      runId,
      backend: "reference",
      settings: { ...SETTINGS, ...changes },
      csv: null,
      lockName: `lock ${runId}`,
    };
    this.session = new TrainingSession({
      holdLock: async (name) => void this.log.push(name),
      loadBackend: async () => this.#backend(),
      loadData: loadExperimentData,
      openStore: openRunStore,
      now: () => performance.now(),
      ...parts,
    });
  }

  #backend(): LoadedBackend {
    this.log.push("load");
    return {
      version: "fake 1",
      create: async (model, options) => {
        const engine = createReferenceEngine(model, options);
        this.engines.push(engine);
        return engine;
      },
      dispose: () => void this.log.push("dispose"),
    };
  }

  listener(): TrainingListener {
    return {
      onEvent: (event) => {
        this.events.push(event);
        if (event.type === "epoch") this.log.push(`event ${event.record.epoch}`);
      },
      epochDone: async (epoch) => {
        const stored = await this.stored();
        this.log.push(`done ${epoch}, stored ${stored?.epoch}`);
        await this.barrier(epoch);
      },
    };
  }

  async stored(): Promise<Checkpoint | null> {
    const store = await openRunStore();
    const bytes = await store.checkpoint(this.task.runId, "reference");
    return bytes === null ? null : decodeCheckpoint(bytes);
  }

  /** The losses of all steps, by their numbers. */
  losses(): readonly number[] {
    const losses: number[] = [];
    for (const event of this.events) {
      if (event.type === "steps") event.losses.forEach((loss, index) => (losses[event.firstStep + index] = loss));
    }
    return losses;
  }

  state(): Promise<EngineState> {
    return this.engines[0]!.readState();
  }
}

/** A bench whose run is in the store, prepared. */
export async function preparedBench(
  runId: string,
  changes: Partial<ExperimentSettings> = {},
  parts: Partial<SessionParts> = {},
): Promise<SessionBench> {
  const bench = new SessionBench(runId, changes, parts);
  await (await openRunStore()).putRun({ runId, settings: bench.task.settings, csv: null, startedAt: 1 });
  await bench.session.prepare(bench.task);
  return bench;
}
