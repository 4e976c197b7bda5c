import type { RateSchedule } from "@lockstep/core";

/** What a kind of layer draws by, as plain data; each kind has some of it. */
export interface RandomLayerLaw {
  readonly rate?: number | RateSchedule;
  readonly standardDeviation?: number | RateSchedule;
  readonly sharedAxes?: readonly number[];
  readonly dataFormat?: DataFormat;
  readonly mode?: "row" | "batch";
}

/** Where images and sequences have their channels. */
export type DataFormat = "channelsLast" | "channelsFirst";

/** What tells one class of random layers from another. */
export interface RandomLayerKind {
  /** Its name in files. */
  readonly className: `Lockstep${string}`;
  /** The function that makes it: what messages call it. */
  readonly maker: string;
  readonly draws: "dropout" | "alpha-dropout" | "gaussian-dropout" | "gaussian-noise";
  /** Options of its law. */
  readonly options: readonly (keyof RandomLayerLaw)[];
  /** Remedies for names that people bring from elsewhere. */
  readonly hints?: Readonly<Record<string, string>>;
  /** Checks the options of the law, which may come from a file. */
  check(options: Readonly<Record<string, unknown>>): RandomLayerLaw;
  /**
   * Axes of the batch's activation along which elements share a draw.
   *
   * @throws {ShapeMismatchError} if the activation has not the axes that the law needs.
   */
  sharedAxes(law: RandomLayerLaw, axisCount: number): readonly number[];
}
