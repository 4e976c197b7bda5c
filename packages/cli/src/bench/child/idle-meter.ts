/** A wait, in which a process should do nothing. */
export interface IdleTime {
  readonly milliseconds: number;
  /** What it took of the processors all the same, threads of a runtime that spin included. */
  readonly processorMilliseconds: number;
}

/** Watches what this process does while it is not its turn. */
export interface IdleMeter {
  /** The turn is over. */
  rest(): void;
  /** The next turn begins. @returns what happened since `rest` */
  wake(): IdleTime;
}

/** A meter that begins at rest. */
export function idleMeter(): IdleMeter {
  let restedAt = performance.now();
  let before = process.cpuUsage();
  return {
    rest() {
      restedAt = performance.now();
      before = process.cpuUsage();
    },
    wake() {
      const { user, system } = process.cpuUsage(before);
      return { milliseconds: performance.now() - restedAt, processorMilliseconds: (user + system) / 1000 };
    },
  };
}
