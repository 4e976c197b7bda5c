/** The two functions that a test framework has to lend: vitest's, jest's, node:test's and mocha's fit as they are. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (name: string, body: () => void | Promise<void>) => void;
}
