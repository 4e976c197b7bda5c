import type {
  DropoutLayerSpec,
  DenseSpec,
  GaussianDropoutSpec,
  GaussianNoiseSpec,
  ModelSpec,
  RateSchedule,
} from "@lockstep/core";
import dropoutFamilyFile from "../../vectors/dropout-family.json" with { type: "json" };
import noiseFile from "../../vectors/noise.json" with { type: "json" };
import strictFile from "../../vectors/strict-dropout-family.json" with { type: "json" };
import type { EncodedTensor } from "./decode.ts";
import type { ExpectedBits, strictTrajectoryCases, VectorCase } from "./vector-files.ts";

interface TolerantCase<Input, Expected> extends VectorCase<Input, Expected> {
  readonly tolerance: number;
}

/** Forward and backward of one member of the family, with what it draws. */
export type FamilyLayerCase = TolerantCase<
  {
    readonly operation: "layer";
    readonly layer: DropoutLayerSpec | DenseSpec;
    readonly seed: string;
    readonly step: number;
    readonly inputs: EncodedTensor;
    readonly parameters: Readonly<Partial<Record<"weight" | "bias", EncodedTensor>>>;
    readonly outputGradient: string;
  },
  {
    /** Of site 0. Bits have the first five, noise the last two. */
    readonly mask: {
      readonly key: string;
      readonly shape: readonly number[];
      readonly threshold?: number;
      readonly bits?: ExpectedBits;
      readonly scale?: string;
      readonly offset?: string;
      readonly fill?: string;
      readonly noise?: "multiply" | "add";
      readonly standardDeviation?: string;
    };
    readonly output: EncodedTensor;
    readonly inputGradient: string;
    readonly weightGradient?: string;
    readonly biasGradient?: string;
  }
>;

/** Rates of a schedule, f64. */
export type ScheduleCase = VectorCase<
  { readonly operation: "schedule"; readonly schedule: RateSchedule; readonly steps: readonly number[] },
  { readonly rates: string }
>;

/** Monte-Carlo dropout of a model with seeded weights. */
export type MonteCarloCase = TolerantCase<
  {
    readonly operation: "monte-carlo";
    readonly model: ModelSpec;
    readonly seed: string;
    readonly samples: number;
    readonly inputs: EncodedTensor;
    readonly step?: number;
  },
  {
    readonly mean: EncodedTensor;
    readonly population: EncodedTensor;
    readonly unbiased: EncodedTensor;
    readonly samples: string;
  }
>;

type FamilyCase = FamilyLayerCase | ScheduleCase | MonteCarloCase;

const familyCases = dropoutFamilyFile.cases as unknown as readonly FamilyCase[];

export const familyLayerCases: readonly FamilyLayerCase[] = casesWith("layer");
export const scheduleCases: readonly ScheduleCase[] = casesWith("schedule");
export const monteCarloCases: readonly MonteCarloCase[] = casesWith("monte-carlo");

export const noiseCases: readonly (
  | VectorCase<{ readonly operation: "quantile"; readonly words: string }, { readonly values: string }>
  | VectorCase<
      {
        readonly operation: "mask";
        readonly seed: string;
        readonly site: number;
        readonly step: number;
        readonly layer: GaussianDropoutSpec | GaussianNoiseSpec;
        readonly rows: number;
        readonly firstRow: number;
        readonly rowShape: readonly number[];
      },
      {
        readonly key: string;
        readonly start: number;
        readonly standardDeviation: string;
        readonly noise: EncodedTensor;
      }
    >
)[] = noiseFile.cases as never;

/** Runs of the reference engine with the family, bit for bit: no other engine promises them. */
export const strictDropoutFamilyCases: typeof strictTrajectoryCases = strictFile.cases as never;

function casesWith<Case extends FamilyCase>(operation: Case["input"]["operation"]): readonly Case[] {
  return familyCases.filter(({ input }) => input.operation === operation) as Case[];
}
