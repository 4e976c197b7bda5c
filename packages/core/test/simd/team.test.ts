import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DeviceLostError } from "../../src/errors/lockstep-error.ts";
import {
  FIRST_FREE_ADDRESS,
  KERNEL_MODULE,
  KERNEL_NUMBERS,
  TEAM_ADDRESSES,
} from "../../src/reference/simd/kernel-modules.ts";
import { kernelTeam, type KernelTeam } from "../../src/reference/simd/kernel-team.ts";
import { moduleBytes } from "../../src/web-assembly/module-bytes.ts";
import { simdKernels, type SimdKernels } from "../../src/reference/simd/simd-kernels.ts";
import { teamRun } from "../../src/reference/simd/team-run.ts";
import { webAssembly } from "../../src/web-assembly/web-assembly.ts";
import { whenAllArrived } from "./when-all-arrived.ts";

const opened: SimdKernels[] = [];

/** A team that shares even the smallest job, on which all wait. */
async function teamOf(threads: number): Promise<SimdKernels> {
  const kernels = simdKernels({ relaxed: false, threads, smallestShare: 1 })!;
  opened.push(kernels);
  await whenAllArrived(kernels);
  return kernels;
}

afterEach(() => {
  for (const kernels of opened.splice(0)) kernels.dispose();
});

/** Sums over columns of ones, each `rows`, in jobs that follow each other at once; how many came out otherwise. */
function wrongJobs(kernels: SimdKernels, jobs: number, rows: number, columns: number): number {
  return kernels.scope(() => {
    const ones = kernels.floats(rows * columns).fill(1);
    const sums = kernels.floats(columns);
    let wrong = 0;
    for (let job = 0; job < jobs; job++) {
      sums.fill(0);
      if (kernels.sumRows(ones, columns, sums).some((sum) => sum !== rows)) wrong += 1;
    }
    return wrong;
  }, 0);
}

describe("a team of threads", () => {
  it("does tens of thousands of tiny jobs back to back, on more threads than processors", async () => {
    const kernels = await teamOf(4);
    wrongJobs(kernels, 1, 3, 33);
    expect(wrongJobs(kernels, 60_000, 3, 33)).toBe(0);
  });
  it("wakes from sleep for each of many jobs", async () => {
    const kernels = await teamOf(4);
    for (let round = 0; round < 100; round++) {
      await sleep(2);
      expect(wrongJobs(kernels, 3, 20, 100)).toBe(0);
    }
  });
  it("does not mix with those of other engines", async () => {
    const teams = await Promise.all([teamOf(2), teamOf(3), teamOf(4)]);
    for (let round = 0; round < 300; round++) {
      for (const [index, kernels] of teams.entries()) expect(wrongJobs(kernels, 5, 2 + index, 40)).toBe(0);
    }
  });
  it("begins without those that are not there yet", () => {
    const kernels = simdKernels({ relaxed: false, threads: 4, smallestShare: 1 })!;
    opened.push(kernels);
    expect(wrongJobs(kernels, 2000, 3, 33)).toBe(0);
    expect(kernels.threads).toBe(4);
  });
  it("starts with the first work that is shared", () => {
    const kernels = simdKernels({ relaxed: false, threads: 4 })!;
    opened.push(kernels);
    const starts = vi.spyOn(process, "getBuiltinModule");
    wrongJobs(kernels, 10, 3, 33);
    expect(starts).not.toHaveBeenCalled();
    // The first time it does not fit into the memory.
    wrongJobs(kernels, 1, 300, 400);
    wrongJobs(kernels, 1, 300, 400);
    expect(starts).toHaveBeenCalledTimes(3);
    starts.mockRestore();
  });
  it("is done without once it is disposed of", async () => {
    const kernels = await teamOf(4);
    expect(wrongJobs(kernels, 100, 3, 33)).toBe(0);
    kernels.dispose();
    kernels.dispose();
    expect(wrongJobs(kernels, 5000, 3, 33)).toBe(0);
    await sleep(50);
    expect(wrongJobs(kernels, 5000, 3, 33)).toBe(0);
  });
  it("uses no processor while there is nothing to do", async () => {
    const kernels = await teamOf(4);
    wrongJobs(kernels, 100, 3, 33);
    await sleep(200);
    const before = process.cpuUsage();
    await sleep(1000);
    const { user, system } = process.cpuUsage(before);
    // One thread that looked for work all the time would use a second, less what other programs take.
    expect((user + system) / 1000).toBeLessThan(150);
  });
});

describe("a thread that is gone", () => {
  const memory = { buffer: new SharedArrayBuffer(FIRST_FREE_ADDRESS), grow: () => 0 };
  const words = new Int32Array(memory.buffer);
  const openTeam = (): KernelTeam & { isClosed: boolean } => ({
    count: 1,
    isClosed: false,
    start() {},
    close() {
      this.isClosed = true;
    },
  });
  const insideFor = (looks: number) => ({ run: () => 1, settle: () => (looks-- > 0 ? 1 : 0) });

  it("is not waited for for ever", () => {
    const team = openTeam();
    const run = teamRun(insideFor(Infinity), memory, team, 50);
    expect(() => run(0, 2, 1)).toThrow(DeviceLostError);
    expect(team.isClosed).toBe(true);
    // What the work left by half is not gone on with.
    expect(() => run(0, 2, 1)).toThrow(DeviceLostError);
  });
  it("is waited for while it may be slow", () => {
    const team = openTeam();
    expect(() => teamRun(insideFor(1000), memory, team)(0, 2, 1)).not.toThrow();
    expect(team.isClosed).toBe(false);
  });
  it("is known by what it says when a kernel fails", () => {
    words[TEAM_ADDRESSES.crashed / 4] = 1;
    expect(() => teamRun(insideFor(Infinity), memory, openTeam())(0, 2, 1)).toThrow(DeviceLostError);
    words[TEAM_ADDRESSES.crashed / 4] = 0;
  });
});

describe("threads that cannot be had", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
  const alone = (): void => {
    const kernels = simdKernels({ relaxed: false, threads: 4, smallestShare: 1 })!;
    opened.push(kernels);
    expect(wrongJobs(kernels, 10, 3, 33)).toBe(0);
    expect(wrongJobs(kernels, 10, 3, 33)).toBe(0);
    expect(kernels.threads).toBe(1);
  };

  it("are done without on a page that is not cross-origin isolated", () => {
    vi.stubGlobal("crossOriginIsolated", false);
    alone();
  });
  it("are done without where memory cannot be shared", () => {
    vi.stubGlobal("SharedArrayBuffer", undefined);
    alone();
  });
  it("are done without where a policy forbids workers", () => {
    const forbidden = vi.fn<() => void>(function () {
      throw new Error("refused by the policy");
    });
    vi.spyOn(process, "getBuiltinModule").mockReturnValue({ Worker: forbidden });
    alone();
  });
  it("are done without where memory cannot be handed to them", () => {
    const terminate = vi.fn<() => void>();
    const deaf = vi.fn<() => object>(function () {
      return {
        terminate,
        postMessage() {
          throw new Error("cannot be cloned");
        },
      };
    });
    vi.spyOn(process, "getBuiltinModule").mockReturnValue({ Worker: deaf });
    alone();
    expect(terminate).toHaveBeenCalledTimes(1);
  });
  it("are done without where there is no room for memory that is shared", () => {
    const { Memory } = webAssembly!;
    vi.spyOn(webAssembly!, "Memory").mockImplementation(function (limits: { readonly shared?: boolean }) {
      if (limits.shared === true) throw new RangeError("could not allocate memory");
      return new Memory(limits as never);
    });
    alone();
  });
});

describe("a kernel that fails", () => {
  it("ends the work, whichever thread it fails in", async () => {
    const pages = 256;
    const memory = new webAssembly!.Memory({ initial: pages, maximum: pages, shared: true });
    const bytes = moduleBytes(KERNEL_MODULE, { shared: true });
    const module = new webAssembly!.Module(bytes);
    const { exports } = new webAssembly!.Instance(module, { lockstep: { memory } });
    const team = kernelTeam(module, memory, 2);
    team.start();
    const words = new Int32Array(memory.buffer);
    await vi.waitFor(() => expect(words[TEAM_ADDRESSES.arrived / 4]).toBe(2), { timeout: 30_000 });
    const run = teamRun(exports as never, memory, team);
    // The first half of the rows fits into the memory, and the second lies beyond it.
    words.set([1024, 1024, 1], 0);
    const rows = (2 * pages * 65_536) / 4;
    expect(() => run(KERNEL_NUMBERS.addToRows, rows, rows / 2 - 1024)).toThrow(
      /memory access out of bounds|lost its device/,
    );
    expect(team.isClosed).toBe(true);
    expect(() => run(KERNEL_NUMBERS.addToRows, 1, 1)).toThrow(DeviceLostError);
  });
});

describe("a process with engines that nobody disposed of", () => {
  it("ends by itself", async () => {
    const source = `
      import { simdKernels } from "${new URL("../../src/reference/simd/simd-kernels.ts", import.meta.url).href}";
      const teams = [1, 2, 3].map(() => simdKernels({ relaxed: false, threads: 4, smallestShare: 1 }));
      for (const kernels of teams) {
        for (let job = 0; job < 100; job++) kernels.scope(() => kernels.sumRows(new Float32Array(400), 100), 0);
      }
      process.stdout.write("done " + teams[0].threads);
    `;
    const flags = ["--conditions=@lockstep/source", "--input-type=module", "--eval", source];
    const { stdout } = await promisify(execFile)(process.execPath, flags, { timeout: 30_000 });
    expect(stdout).toBe("done 4");
  });
  // Where the system says how many threads a process has.
  it.runIf(process.platform === "linux")("ends their threads when they are collected", async () => {
    const source = `
      import { simdKernels } from "${new URL("../../src/reference/simd/simd-kernels.ts", import.meta.url).href}";
      import { setTimeout as sleep } from "node:timers/promises";
      import { readdirSync } from "node:fs";
      const threads = () => readdirSync("/proc/self/task").length;
      const before = threads();
      async function use() {
        const kernels = simdKernels({ relaxed: false, threads: 4, smallestShare: 1 });
        for (let job = 0; job < 100; job++) kernels.scope(() => kernels.sumRows(new Float32Array(400), 100), 0);
        while (kernels.arrivedThreads() < 4) await sleep(5);
        return threads() - before;
      }
      const used = await use();
      const deadline = performance.now() + 20_000;
      while (threads() > before && performance.now() < deadline) { gc(); await sleep(20); }
      process.stdout.write(JSON.stringify({ used, left: threads() - before }));
    `;
    const flags = ["--expose-gc", "--conditions=@lockstep/source", "--input-type=module", "--eval", source];
    const { stdout } = await promisify(execFile)(process.execPath, flags, { timeout: 40_000 });
    expect(JSON.parse(stdout)).toEqual({ used: 3, left: 0 });
  });
});
