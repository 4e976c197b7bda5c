import { fitsPattern } from "lockstep/train";
import type { ParameterView } from "./model-view.ts";

/** What the user wants trained. */
export interface TrainedChoice {
  readonly mode: "all" | "last" | "pattern" | "boxes";
  /** How many layers, counted from the output. */
  readonly lastLayers: number;
  /** Names in which `*` stands for anything, separated by commas. */
  readonly pattern: string;
  /** Names of the parameters whose boxes are not ticked. */
  readonly unticked: ReadonlySet<string>;
}

/** Everything is trained. */
export const ALL_TRAINED: TrainedChoice = { mode: "all", lastLayers: 1, pattern: "", unticked: new Set() };

/** Names of the parameters that a choice trains, in the order of the file. */
export function chosenParameters(
  parameters: readonly ParameterView[],
  { mode, lastLayers, pattern, unticked }: TrainedChoice,
): readonly string[] {
  return parameters.filter(isChosen).map(({ name }) => name);

  function isChosen({ name, layer }: ParameterView): boolean {
    switch (mode) {
      case "all":
        return true;
      case "last":
        return layer >= layerCount(parameters) - lastLayers;
      case "pattern":
        return patternsOf(pattern).some((part) => fitsPattern(name, part));
      case "boxes":
        return !unticked.has(name);
    }
  }
}

/** Patterns that fit no parameter: most likely misspelt. */
export function idlePatterns(parameters: readonly ParameterView[], pattern: string): readonly string[] {
  return patternsOf(pattern).filter((part) => !parameters.some(({ name }) => fitsPattern(name, part)));
}

/** How many layers parameters belong to. */
export function layerCount(parameters: readonly ParameterView[]): number {
  return parameters.reduce((most, { layer }) => Math.max(most, layer + 1), 0);
}

function patternsOf(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
