import { readFileSync, writeFileSync } from "node:fs";
import { collectGarbage } from "./collect-garbage.ts";

/** Memory of this process, in bytes. */
export interface ProcessMemory {
  /** The most that it had in physical memory since {@link forgetPeakMemory}: its code and what it loaded are part of it. */
  readonly peakResident: number;
  /** What it has in physical memory now. */
  readonly resident: number;
  /** What is in use of the JavaScript heap and of buffers outside of it, after a collection where one can be asked for. */
  readonly live: number;
}

/** Measures this process. Run Node with `--expose-gc`, so that garbage does not count as live. */
export function processMemory(): ProcessMemory {
  collectGarbage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { peakResident: Math.max(rss, peakResident()), resident: rss, live: heapUsed + external };
}

/** Lets the peak begin anew with what the process has now. Only Linux can; elsewhere it stays that of the whole life. */
export function forgetPeakMemory(): void {
  try {
    writeFileSync("/proc/self/clear_refs", "5");
  } catch {
    // Not Linux, or a container that does not allow it.
  }
}

/**
 * Linux hands the peak of a parent on to the `maxRSS` of what it starts; its own count of the process does not have that.
 */
function peakResident(): number {
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(readStatus())?.[1];
  return 1024 * (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes));
}

function readStatus(): string {
  try {
    return readFileSync("/proc/self/status", "utf8");
  } catch {
    return "";
  }
}
