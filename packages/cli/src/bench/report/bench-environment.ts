import { loadavg, totalmem } from "node:os";
import { reportEnvironment, type ReportEnvironment } from "../../report-environment.ts";
import { installedVersion } from "./installed-version.ts";

/** Where figures were made, and beside what. */
export interface BenchEnvironment extends ReportEnvironment {
  /** In bytes. */
  readonly memory: number;
  /** Processes that wanted a processor in the minute before the start; 0 on Windows, which does not count them. */
  readonly load: number;
  /** Versions of the packages that are compared; null is one that is not installed. */
  readonly packages: Readonly<Record<string, string | null>>;
}

const PACKAGES = [
  "@tensorflow/tfjs-core",
  "@tensorflow/tfjs-layers",
  "@tensorflow/tfjs-backend-cpu",
  "@tensorflow/tfjs-backend-wasm",
  "onnxruntime-web",
  "@jax-js/jax",
];

/** A processor that is taken half of the time spoils figures. */
const BUSY_LOAD = 0.5;

/** This process's environment; call it before any work, for the load. */
export function benchEnvironment(): BenchEnvironment {
  return {
    ...reportEnvironment(),
    memory: totalmem(),
    load: loadavg()[0]!,
    packages: Object.fromEntries(PACKAGES.map((name) => [name, installedVersion(name)])),
  };
}

/** The machine in one sentence. */
export function describeMachine(environment: BenchEnvironment): string {
  const { cpu, memory, node, platform } = environment;
  return `${cpu}, ${processorsOf(environment)}, ${(memory / 2 ** 30).toFixed(0)} GiB, Node ${node}, ${platform}.`;
}

/** A warning if the machine did other work at the start, or null. */
export function loadWarning(environment: BenchEnvironment): string | null {
  const { load } = environment;
  if (load < BUSY_LOAD) return null;
  return (
    `The machine was busy at the start: a load of ${load.toFixed(1)} on ${processorsOf(environment)}. ` +
    "Times are too long then; ratios of interleaved rounds suffer less."
  );
}

function processorsOf({ parallelism }: BenchEnvironment): string {
  return parallelism === 1 ? "1 processor" : `${parallelism} processors`;
}
