import { arch, availableParallelism, cpus, platform } from "node:os";
import { packageVersion } from "./package-version.ts";

/** Where figures were made, for reports. */
export interface ReportEnvironment {
  readonly lockstep: string;
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly parallelism: number;
}

/** This process's environment. */
export function reportEnvironment(): ReportEnvironment {
  return {
    lockstep: packageVersion(),
    node: process.versions.node,
    platform: `${platform()} ${arch()}`,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    parallelism: availableParallelism(),
  };
}
