import { expect, it } from "vitest";
import { localHost, runConformance } from "../src/index.ts";
import { subject } from "../template/src/subject.ts";

it("the engine that authors begin with fails no case, and computes most of what dense networks need", async () => {
  const { counts, cases } = await runConformance(localHost(subject));
  expect(cases.filter(({ status }) => status === "failed")).toEqual([]);
  expect(counts["known-failure"]).toBe(0);
  const trained = cases.filter(({ suite }) => ["trajectories", "runs", "sgd", "dropout laws"].includes(suite));
  expect(trained.filter(({ status }) => status === "passed").length).toBeGreaterThan(trained.length / 2);
});
