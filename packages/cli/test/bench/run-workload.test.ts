import { platform } from "node:process";
import { expect, it } from "vitest";
import { startContestantProcess, type ContestantProcess } from "../../src/bench/child/contestant-process.ts";
import type { ContestantFigures, WorkloadResult } from "../../src/bench/report/bench-report.ts";
import { runWorkload } from "../../src/bench/run/run-workload.ts";
import type { Contestant, WorkloadName } from "../../src/bench/workload.ts";
import { QUICK_SOURCE, quickOptions } from "./quick-source.ts";

/** Runs a workload in real processes, and notes who had a turn. */
async function run(
  workload: WorkloadName,
  rounds = 3,
): Promise<{ readonly result: WorkloadResult; readonly turns: readonly string[]; readonly states: readonly string[] }> {
  const turns: string[] = [];
  const states: string[] = [];
  const start = (name: WorkloadName, contestant: Contestant): ContestantProcess => {
    const process = startContestantProcess(
      QUICK_SOURCE.module,
      name,
      contestant,
      contestant.name === "hanging" ? 1000 : 60_000,
    );
    return {
      ...process,
      run(task) {
        if (task.kind === "slice") turns.push(contestant.name);
        return process.run(task);
      },
    };
  };
  const result = await runWorkload(workload, QUICK_SOURCE.contestants[workload], quickOptions({ rounds }), {
    start,
    onProgress: (state, share) => {
      expect(share >= 0 && share <= 1).toBe(true);
      states.push(state);
    },
  });
  return { result, turns, states };
}

function figures(result: WorkloadResult, name: string): ContestantFigures {
  const found = result.contestants.find((contestant) => contestant.name === name);
  if (found?.status !== "measured") throw new Error(`${name} has no figures`);
  return found;
}

it("times two contestants in processes of their own, in rounds that begin with another one", async () => {
  const { result, turns, states } = await run("training-step");
  expect(turns).toEqual(["ours", "peer", "peer", "ours", "ours", "peer"]);
  expect(result).toMatchObject({ rounds: 3, baseline: "peer", tableUnit: "ms/step", timeUp: false });
  const [ours, peer] = [figures(result, "ours"), figures(result, "peer")];
  // 3 and 12 ms for two units; a run can only take longer.
  expect(Math.min(...ours.rounds)).toBeGreaterThanOrEqual(1.5);
  expect(Math.min(...peer.rounds)).toBeGreaterThanOrEqual(6);
  const [first, second, third] = ours.rounds.map((time, round) => peer.rounds[round]! / time).toSorted((a, b) => a - b);
  expect(ours.speed).toEqual({
    lower: expect.closeTo((first! + second!) / 2, 9),
    median: second,
    upper: expect.closeTo((second! + third!) / 2, 9),
  });
  expect(peer.speed).toEqual({ lower: 1, median: 1, upper: 1 });
  // Node alone has more than 30 MB, and a process that sleeps takes next to nothing.
  expect(ours.peakResident).toBeGreaterThan(3e7);
  expect(ours.live).toBeGreaterThan(1e6);
  expect(ours.live).toBeLessThan(ours.peakResident);
  expect(ours.idleShare).toBeLessThan(0.5);
  expect(states.some((state) => state.startsWith("round 2 of 3"))).toBe(true);
});

// Elsewhere the peak is that of the whole life.
it.runIf(platform === "linux")("counts no memory that only the preparation took", async () => {
  const { result } = await run("shuffling", 1);
  expect(figures(result, "hungry-at-first").peakResident).toBeLessThan(3e8);
});

it("tells of a package that is not installed, and takes the next peer for the baseline", async () => {
  const { result } = await run("evaluation", 1);
  expect(result.baseline).toBe("second-peer");
  expect(result.contestants[1]).toMatchObject({
    status: "missing",
    reason: "lockstep-package-that-is-not-there is not installed",
    remedy: "Install it: npm install --save-dev lockstep-package-that-is-not-there",
  });
});

it("goes on without those that refuse, die or hang", async () => {
  const { result, turns } = await run("dropout", 2);
  expect(turns).toEqual(["ours", "ours"]);
  expect(result.baseline).toBe(null);
  expect(figures(result, "ours")).toMatchObject({ speed: null });
  expect(result.contestants.slice(1)).toMatchObject([
    { status: "failed", reason: "its data must be there", remedy: "Look for them." },
    { status: "failed", reason: "the process ended with exit code 7", remedy: null },
    { status: "failed", reason: "it did not end within 1 s" },
  ]);
});

it("leaves out of later rounds who takes long for a turn", async () => {
  const { result, turns } = await run("batch-assembly", 5);
  // Every turn of it takes more than the second that options give.
  expect(turns.filter((name) => name === "slow")).toHaveLength(3);
  expect(turns.filter((name) => name === "ours")).toHaveLength(5);
  expect(result.rounds).toBe(5);
  expect(figures(result, "ours").speed!.median).toBeGreaterThan(0);
});

it("gives a contestant that fails in a round no figures", async () => {
  const { result } = await run("masks");
  expect(result.contestants).toMatchObject([
    { status: "failed", reason: "run 3 is too much", details: expect.stringContaining("quick-contestants") },
  ]);
});
