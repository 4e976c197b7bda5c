/** What of the runtimes' own globals tells which one it is. */
interface RuntimeGlobals {
  readonly process?: {
    readonly versions?: { readonly node?: string };
    readonly platform?: string;
    readonly arch?: string;
  };
  readonly navigator?: { readonly userAgent?: string };
}

/** The runtime in a word: `Node`, or `browser`. */
export function runtimePlace(): string {
  return (globalThis as RuntimeGlobals).process?.versions?.node === undefined ? "browser" : "Node";
}

/**
 * The JavaScript runtime that this code runs in, for reports.
 *
 * @example
 * runtimeEnvironment()["platform"]; // the machine's, as in "linux x64"
 */
export function runtimeEnvironment(): Readonly<Record<string, string>> {
  const { process, navigator } = globalThis as RuntimeGlobals;
  if (process?.versions?.node !== undefined) {
    return { runtime: `Node ${process.versions.node}`, platform: `${process.platform} ${process.arch}` };
  }
  return { runtime: navigator?.userAgent ?? "unknown" };
}
