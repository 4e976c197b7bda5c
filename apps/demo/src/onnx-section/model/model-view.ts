import type { ModelFacts } from "lockstep/train";
import type { Failure } from "../failure.ts";

/** A graph's input or output as its file states it. */
export interface ValueView {
  readonly name: string;
  readonly type: string;
  /** A number, the name of a length that is known later, or null where the file does not say. */
  readonly shape: readonly (number | string | null)[];
}

/** A parameter with the layer that it belongs to. */
export interface ParameterView {
  readonly name: string;
  readonly shape: readonly number[];
  /** How many numbers it has. */
  readonly count: number;
  /** Layers are counted from the input on. */
  readonly layer: number;
}

/** What a file holds; plain data. */
export interface ModelView {
  readonly name: string;
  readonly bytes: number;
  readonly operatorSet: number;
  readonly producer: string | null;
  readonly inputs: readonly ValueView[];
  readonly outputs: readonly ValueView[];
  /** Operators with the number of nodes that call them, the most frequent first. */
  readonly operators: readonly (readonly [name: string, count: number])[];
  /** Operators that no gradient passes, each with the reason if it is known: harmless only where none has to. */
  readonly withoutGradient: readonly string[];
  /** Axes of the input whose length the file leaves open, the batch aside. */
  readonly openAxes: readonly string[];
  /** Files beside it that were read. */
  readonly externalFiles: readonly string[];
  /** Every parameter; empty where `failure` says that none was found. */
  readonly parameters: readonly ParameterView[];
  readonly layerNames: readonly string[];
  /** What training needs to know; null where `failure` says why it cannot be trained. */
  readonly facts: ModelFacts | null;
  readonly failure: Failure | null;
}
