// The entry of a training process: one engine, named by its argument, and one task after the other.
import { failureOf } from "../child-process/task-failure.ts";
import type { DataPool } from "../experiment/data-pool.ts";
import type { DataSource } from "../data/data-source.ts";
import { loadData } from "../data/load-data.ts";
import { loadEngine, type EngineName } from "../engines.ts";
import { runTask } from "./run-task.ts";
import type { TrainingMessage, TrainingTask } from "./training-task.ts";

const backend = loadEngine(process.argv[2] as EngineName);
// A failed load is told with the first task.
backend.catch(() => {});

// One comparison reads one source, so a process keeps what it has read.
const pools = new Map<string, DataPool>();

process.on("message", (task: TrainingTask) => void answer(task));
// Ctrl-C reaches every process of the terminal; the parent decides what becomes of this one.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit(0));

async function answer(task: TrainingTask): Promise<void> {
  try {
    const outcome = await runTask(await backend, poolOf(task.recipe.data), task, (progress) =>
      send({ type: "progress", progress }),
    );
    send({ type: "done", outcome });
  } catch (error) {
    send({ type: "failed", failure: failureOf(error) });
  }
}

function poolOf(source: DataSource): DataPool {
  const key = JSON.stringify(source);
  const pool = pools.get(key) ?? loadData(source);
  pools.set(key, pool);
  return pool;
}

function send(message: TrainingMessage): void {
  process.send!(message);
}
