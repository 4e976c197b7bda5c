import { conformanceCases } from "@lockstep/conformance";
import { expect, it } from "vitest";
import { CATALOG_SUBJECT } from "../worker/conformance-subject.ts";
import { SUITE_WORDS } from "./suite-words.ts";

it("has a line for every suite of the kit, and for no other", () => {
  const suites = new Set(conformanceCases(CATALOG_SUBJECT).map(({ suite }) => suite));
  expect(Object.keys(SUITE_WORDS).toSorted()).toEqual([...suites].toSorted());
});
