/** A logger for Vite that shows warnings alone, and keeps them so that a build can fail by them. */
export interface BuildWarnings {
  readonly all: readonly string[];
  readonly logger: {
    info(message: string): void;
    warn(message: string): void;
    warnOnce(message: string): void;
    error(message: string): void;
    clearScreen(): void;
    hasErrorLogged(): boolean;
    hasWarned: boolean;
  };
}

/** Shows and keeps the warnings of a build. */
export function buildWarnings(): BuildWarnings {
  const all: string[] = [];
  const warn = (message: string): void => {
    all.push(message);
    process.stderr.write(`${message}\n`);
  };
  const nothing = (): void => undefined;
  return {
    all,
    logger: {
      info: nothing,
      warn,
      warnOnce: warn,
      error: warn,
      clearScreen: nothing,
      hasErrorLogged: () => false,
      hasWarned: false,
    },
  };
}
