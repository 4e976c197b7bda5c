// The entry of a contestant's process: a module of contestants, a workload and one contestant of it, named by its
// arguments. It does one task after the other, and nothing in between.
import { failureOf } from "../../child-process/task-failure.ts";
import { collectGarbage } from "../measure/collect-garbage.ts";
import { forgetPeakMemory, processMemory } from "../measure/process-memory.ts";
import { sampleSteps } from "../measure/sample-steps.ts";
import { timeSlice } from "../measure/time-slice.ts";
import type { Contestants } from "../contestant-source.ts";
import type { PreparedWorkload, WorkloadName } from "../workload.ts";
import type { BenchMessage, BenchOutcomes, BenchTask } from "./bench-task.ts";
import { idleMeter, type IdleTime } from "./idle-meter.ts";

const [moduleAddress, workloadName, contestantName] = process.argv.slice(2) as [string, WorkloadName, string];
const idle = idleMeter();
let prepared: PreparedWorkload | undefined;

process.on("message", (task: BenchTask) => void answer(task));
// Ctrl-C reaches every process of the terminal; the parent decides what becomes of this one.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit(0));

async function answer(task: BenchTask): Promise<void> {
  try {
    const outcome = await outcomeOf(task, idle.wake());
    // Garbage of this turn is collected in it, not while another has its turn.
    collectGarbage();
    idle.rest();
    send({ type: "done", outcome });
  } catch (error) {
    send({ type: "failed", failure: failureOf(error) });
  }
}

async function outcomeOf(task: BenchTask, waited: IdleTime): Promise<BenchOutcomes[keyof BenchOutcomes]> {
  switch (task.kind) {
    case "prepare": {
      const { CONTESTANTS } = (await import(moduleAddress)) as { readonly CONTESTANTS: Contestants };
      const contestant = CONTESTANTS[workloadName].find(({ name }) => name === contestantName)!;
      prepared = await contestant.prepare(task.size);
      // What the check of its numbers took is no part of its work.
      collectGarbage();
      forgetPeakMemory();
      return await timeSlice(prepared, task.warmUp);
    }
    case "slice":
      return { ...(await timeSlice(prepared!, task.slice)), idle: waited };
    case "steps":
      return await sampleSteps(prepared!, task.steps);
    case "memory":
      return processMemory();
  }
}

function send(message: BenchMessage): void {
  process.send!(message);
}
