import { basename } from "node:path";
import type { Reporter, TestModule, Vitest } from "vitest/node";
import { consumersTable } from "./consumers-table.ts";

/** Tells at the end of a run how large the packages are, and how long each of their consumers took. */
export class ConsumersReporter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const consumers = modules.filter(({ project }) => project.name === "consumers");
    const sizes = consumers.flatMap((module) =>
      [...module.children.allTests()].flatMap((test) => test.meta().sizes ?? []),
    );
    const times = consumers.map((module) => ({
      consumer: basename(module.moduleId, ".test.ts"),
      seconds: module.diagnostic().duration / 1000,
    }));
    const lines = consumersTable(sizes, times);
    if (lines.length > 0) this.#vitest?.logger.log(`\n${lines.map((line) => ` ${line}`.trimEnd()).join("\n")}`);
  }
}
